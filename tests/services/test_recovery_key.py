"""A new recovery key: it opens what the former one did, and the former one opens nothing."""

import pytest
from service_makers import (
    CONDUCT,
    DEPUTY,
    GENERAL_MANAGER,
    LEAD,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    answered,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed
from logbook.services import (
    accounts,
    drafts,
    giving,
    keeping,
    reading,
    recording,
    recovery_key,
    signing_in,
)
from logbook.services.desk import Desk
from logbook.vault import keyfile, recovery
from logbook.vault.recovery import AnotherLogbooksKey, RecoveryKey


def replaced(lane: BirchLane, name: str = GENERAL_MANAGER) -> RecoveryKey:
    new = recovery.new_recovery_key()
    recovery_key.replace(lane.desk(name), lane.recovery_key, new)
    return new


def after_a_reset(lane: BirchLane, name: str) -> Desk:
    """Somebody with a new sign-in, whose former keys open nothing any more."""
    by = lane.desk(GENERAL_MANAGER)
    code = accounts.reset(by, lane.keys[name].member_id)
    back = signing_in.accept_invitation(
        lane.folder, code.member.id, code.code, PASSPHRASE, clock=lane.clock
    ).desk
    lane.desks.append(back)
    return back


def test_what_was_sealed_before_and_after_opens_with_the_new_one(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    before = recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry
    new = replaced(lane, DEPUTY)
    sam = lane.desk(SAM)
    after = recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry
    lena = after_a_reset(lane, LEAD)
    grace = lane.desk(GENERAL_MANAGER)
    with pytest.raises(AnotherLogbooksKey, match="newer"):
        giving.recover(grace, lane.recovery_key.text)
    assert giving.recover(grace, new.text) == 2
    for entry in (before, after):
        assert reading.open_entry(lena, entry).standing.id == entry
    assert keeping.verify(grace).is_whole


def test_drafts_kept_before_it_come_back_to_whoever_wrote_them(lane: BirchLane) -> None:
    draft = answered(lane.desk(SAM), ORDINARY).draft
    new = replaced(lane)
    sam = after_a_reset(lane, SAM)
    assert drafts.unfinished(sam) == ()
    assert giving.recover(lane.desk(GENERAL_MANAGER), new.text) == 0
    assert [each.answers for each in drafts.unfinished(sam)] == [draft.answers]
    assert recording.send(sam, drafts.resume(sam, draft.id)).entry == draft.id


def test_the_log_says_who_did_it(lane: BirchLane) -> None:
    new = replaced(lane)
    grace = lane.desk(GENERAL_MANAGER)
    assert grace.directory.recovery_key == new.public.sealing
    events = grace.events_of(grace.directory.logbook_id)
    done = [each.actor for each in events if each.verb is Verb.RECOVERY_REPLACED]
    assert done == [grace.keys.member_id]


@pytest.mark.parametrize("name", [SAM, SANDRA, LEAD])
def test_others_are_refused(lane: BirchLane, name: str) -> None:
    with pytest.raises(NotAllowed, match="The General Manager or the deputy"):
        replaced(lane, name)
    assert lane.desk(SAM).directory.recovery_key == lane.recovery_key.public.sealing


def test_it_takes_the_present_paper_and_no_other(lane: BirchLane) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    other = recovery.new_recovery_key()
    with pytest.raises(AnotherLogbooksKey):
        recovery_key.read_present(grace, other.text)
    with pytest.raises(AnotherLogbooksKey):
        recovery_key.replace(grace, other, recovery.new_recovery_key())


class Cut(BaseException):
    """The power went."""


@pytest.mark.parametrize("logged", [False, True])
def test_cut_off_in_between_a_paper_that_somebody_holds_opens_everything(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch, *, logged: bool
) -> None:
    new, grace = recovery.new_recovery_key(), lane.desk(GENERAL_MANAGER)
    append = Desk.append

    def cut(desk: Desk, *events: object) -> None:
        if logged or events[0].verb is not Verb.RECOVERY_REPLACED:  # type: ignore[attr-defined]
            append(desk, *events)  # type: ignore[arg-type]
        if events[0].verb is Verb.RECOVERY_REPLACED:  # type: ignore[attr-defined]
            raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "append", cut)
        with pytest.raises(Cut):
            recovery_key.replace(grace, lane.recovery_key, new)
    counts, other = (new, lane.recovery_key) if logged else (lane.recovery_key, new)
    grace = lane.desk(GENERAL_MANAGER)
    assert giving.recover(grace, counts.text) == 0
    recovery_key.read_present(grace, counts.text)
    with pytest.raises(AnotherLogbooksKey):
        recovery_key.read_present(grace, other.text)
    accounts.rotate(grace)
    assert [one.id for one in keyfile.load(lane.folder).recovery] == [counts.id]
