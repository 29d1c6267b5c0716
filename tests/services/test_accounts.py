"""Accounts on a real store: codes, upward resets, leavers, and the key that changes with them."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from service_makers import (
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NIA,
    NOW,
    PASSPHRASE,
    SAM,
    SANDRA,
    SAUL,
    BirchLane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, NotFound, Refusal
from logbook.services import accounts, drafts, keeping, people, queue, recording, signing_in
from logbook.services.desk import Desk, Gone
from logbook.storage.beside import backoff
from logbook.storage.faults import DamagedOrReplaced
from logbook.storage.keyed import opens, rekey
from logbook.storage.store import Store
from logbook.vault import keyfile, recovery, rotation
from logbook.vault.keys import NoAccountHere
from logbook.vault.paper import NotTypedRight
from logbook.vault.recovery import AnotherLogbooksKey
from logbook.vault.slots import CodeExpected, WrongCode, WrongPassphrase

CHOSEN = "another quiet set of words"
WORKER = frozenset({Role.WORKER})


def accepted(lane: BirchLane, code: accounts.Code) -> signing_in.SignedIn:
    signed_in = signing_in.accept_invitation(
        lane.folder, code.member.id, code.code, CHOSEN, clock=lane.clock
    )
    lane.desks.append(signed_in.desk)
    return signed_in


def is_whole(lane: BirchLane) -> bool:
    return keeping.verify(lane.desk(GENERAL_MANAGER)).is_whole


# adding


def test_without_a_manager_named_they_answer_to_whoever_adds_them(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    code = accounts.add(sandra, name="  Ann   Lee ", roles=WORKER, house=" Maple House ")
    assert (code.member.name, code.member.house) == ("Ann Lee", "Maple House")
    assert code.member.manager == sandra.keys.member_id
    assert code.expires == NOW + timedelta(hours=24)
    assert is_whole(lane)


def test_whoever_accepts_signs_with_keys_of_their_own(lane: BirchLane) -> None:
    code = accounts.add(lane.desk(SANDRA), name="Ann Lee", roles=WORKER)
    provisional = lane.desk(SANDRA).directory.keys[code.member.id]
    ann = accepted(lane, code).desk
    own = ann.directory.keys[code.member.id]
    assert provisional.provisional
    assert not own.provisional
    assert own.signing != provisional.signing
    sent(ann)
    assert is_whole(lane)


def test_a_refused_addition_leaves_neither_a_line_nor_a_slot(lane: BirchLane) -> None:
    desk = lane.desk(SANDRA)
    head, keys = desk.store.head(), keyfile.load(lane.folder)
    for name in (SAM, "sam okafor", "", "Ann\u200bLee"):
        with pytest.raises(Refusal):
            accounts.add(desk, name=name, roles=WORKER)
    assert desk.store.head() == head
    assert keyfile.load(lane.folder) == keys


def test_one_name_may_be_a_colleague_and_somebody_supported(lane: BirchLane) -> None:
    people.add_person(lane.desk(SANDRA), name="Sam Okafor")
    assert lane.person("Sam Okafor").initials == "S.O."


def test_initials_are_made_up_so_that_nobody_shares_them(lane: BirchLane) -> None:
    desk = lane.desk(SANDRA)
    shown = [people.add_person(desk, name=name).initials for name in ("Dora Wu", "Don West")]
    assert shown == ["D.W.2", "D.W.3"]
    with pytest.raises(NotAllowed, match="is free"):
        people.add_person(desk, name="Don West", initials="D.W.")


# names


def test_a_name_is_found_whole_or_by_its_beginning(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    assert accounts.by_name(desk, " sam okafor ").name == SAM
    assert accounts.by_name(desk, "gra").name == GENERAL_MANAGER
    with pytest.raises(NotFound, match="More than one"):
        accounts.by_name(desk, "S")
    with pytest.raises(NotFound, match="Nobody named “Zed”"):
        accounts.by_name(desk, "Zed")


def test_a_leavers_name_finds_nobody(lane: BirchLane) -> None:
    desk = lane.desk(SANDRA)
    sam = lane.member(SAM)
    accounts.remove(desk, sam.id)
    with pytest.raises(NotFound):
        accounts.by_name(desk, SAM)
    with pytest.raises(NotFound):
        accounts.reset(desk, sam.id)
    with pytest.raises(NotFound):
        accounts.remove(desk, sam.id)


# resetting


@pytest.mark.parametrize(
    ("by", "who"),
    [
        (SAM, NIA),
        (SAM, SANDRA),
        (SANDRA, SAUL),
        (SANDRA, HENRY),
        (HENRY, GENERAL_MANAGER),
        (LEAD, GENERAL_MANAGER),
        (DEPUTY, SAM),
        (LEAD, DEPUTY),
        (GENERAL_MANAGER, GENERAL_MANAGER),
    ],
)
def test_a_reset_goes_upward_only(lane: BirchLane, by: str, who: str) -> None:
    desk, wanted = lane.desk(by), lane.member(who)
    head, keys = desk.store.head(), keyfile.load(lane.folder)
    with pytest.raises(NotAllowed):
        accounts.reset(desk, wanted.id, recovery_key=lane.recovery_key.text)
    assert desk.store.head() == head
    assert keyfile.load(lane.folder) == keys


@pytest.mark.parametrize(
    ("by", "who"), [(SANDRA, SAM), (GENERAL_MANAGER, SAM), (GENERAL_MANAGER, LEAD)]
)
def test_whoever_is_above_resets(lane: BirchLane, by: str, who: str) -> None:
    code = accounts.reset(lane.desk(by), lane.member(who).id)
    assert accepted(lane, code).desk.member.name == who
    assert is_whole(lane)


def test_the_general_manager_is_reset_by_the_deputy_with_the_recovery_key(
    lane: BirchLane,
) -> None:
    deputy, top = lane.desk(DEPUTY), lane.member(GENERAL_MANAGER).id
    with pytest.raises(NotAllowed, match="recovery key is needed"):
        accounts.reset(deputy, top)
    with pytest.raises(NotTypedRight):
        accounts.reset(deputy, top, recovery_key="AAAAA")
    with pytest.raises(AnotherLogbooksKey):
        accounts.reset(deputy, top, recovery_key=recovery.new_recovery_key().text)
    code = accounts.reset(deputy, top, recovery_key=lane.recovery_key.text)
    assert accepted(lane, code).desk.member.name == GENERAL_MANAGER


def test_the_old_passphrase_opens_nothing_and_who_is_reset_is_told(lane: BirchLane) -> None:
    member = lane.member(SAM)
    code = accounts.reset(lane.desk(SANDRA), member.id)
    with pytest.raises(CodeExpected):
        lane.sign_in(SAM)
    told = accepted(lane, code).notices
    assert any("Sandra Whitlow made a new sign-in for you" in each for each in told)
    lane.clock.pass_(days=29)
    later = signing_in.sign_in(lane.folder, member.id, CHOSEN, clock=lane.clock)
    later.desk.close()
    assert not any("made a new sign-in" in each for each in later.notices)


def test_a_terminal_that_was_open_is_told_to_leave(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    accounts.reset(lane.desk(SANDRA), lane.member(SAM).id)
    accounts.rotate(lane.desk(GENERAL_MANAGER))
    with pytest.raises(Gone):
        queue.mine(sam)


def test_drafts_stay_sealed_to_the_old_keys_after_a_reset(lane: BirchLane) -> None:
    recording.begin(lane.desk(SAM), "help-request")
    assert len(drafts.unfinished(lane.desk(SAM))) == 1
    code = accounts.reset(lane.desk(SANDRA), lane.member(SAM).id)
    fresh = accepted(lane, code)
    assert any("still sealed to your old keys" in each for each in fresh.notices)
    assert drafts.unfinished(fresh.desk) == ()


def test_a_reset_forgives_the_tries_before_it(lane: BirchLane) -> None:
    member = lane.member(SAM)
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            signing_in.sign_in(lane.folder, member.id, "wrong", clock=lane.clock)
    code = accounts.reset(lane.desk(SANDRA), member.id)
    assert member.id not in backoff._read(lane.folder)
    accepted(lane, code)


def test_a_second_reset_makes_the_first_code_worthless(lane: BirchLane) -> None:
    sandra, member = lane.desk(SANDRA), lane.member(SAM)
    first, second = (accounts.reset(sandra, member.id) for _ in range(2))
    with pytest.raises(WrongCode):
        accepted(lane, first)
    accepted(lane, second)


# removing


def test_a_leaver_opens_nothing_and_everybody_else_works_on_in_silence(lane: BirchLane) -> None:
    sam, nia, sandra = lane.desk(SAM), lane.desk(NIA), lane.desk(SANDRA)
    sent(sam)
    old = sam.keys.data_key
    accounts.remove(sandra, sam.keys.member_id)
    assert not opens(lane.folder, old)
    with pytest.raises(Gone, match="You no longer have an account here"):
        queue.mine(sam)
    with pytest.raises(NoAccountHere):
        lane.sign_in(SAM)
    with pytest.raises(DamagedOrReplaced):
        Store.open(lane.folder, [old], nia.store.logbook_id)
    before = nia.keys.data_key
    sent(nia)
    assert len(queue.mine(nia)) == 1
    assert nia.keys.data_key != before
    assert lane.sign_in(NIA).desk.member.name == NIA
    assert is_whole(lane)


def test_a_second_desk_that_only_reads_goes_on_too(lane: BirchLane) -> None:
    nia, henry = lane.desk(NIA), lane.desk(HENRY)
    accounts.remove(lane.desk(SANDRA), lane.member(SAM).id)
    assert henry.directory.staff.name(nia.keys.member_id) == NIA
    assert queue.counts(henry).mine == 0


def test_two_leavers_in_a_row_are_two_new_keys(lane: BirchLane) -> None:
    top = lane.desk(GENERAL_MANAGER)
    seen = {keyfile.load(lane.folder).data_key_ids}
    for name in (SAM, NIA):
        accounts.remove(top, lane.member(name).id)
        seen.add(keyfile.load(lane.folder).data_key_ids)
    assert len(seen) == 3
    verbs = [each.verb for each in top.store.events_of(top.store.logbook_id)]
    assert verbs.count(Verb.KEY_ROTATED) == 2


def test_whoever_was_invited_and_never_came_has_the_new_key_too(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    code = accounts.add(sandra, name="Ann Lee", roles=WORKER)
    accounts.remove(sandra, lane.member(SAM).id)
    assert accepted(lane, code).desk.member.name == "Ann Lee"


def test_the_recovery_key_opens_what_was_encrypted_anew(lane: BirchLane) -> None:
    accounts.remove(lane.desk(SANDRA), lane.member(SAM).id)
    keys = recovery.sign_in(keyfile.load(lane.folder), lane.recovery_key)
    assert opens(lane.folder, keys.data_key)


@pytest.mark.parametrize(
    ("by", "who", "says"),
    [
        (SANDRA, SANDRA, "Nobody removes their own account"),
        (GENERAL_MANAGER, GENERAL_MANAGER, "Nobody removes their own account"),
        (SANDRA, SAUL, "Only those"),
        (SAM, NIA, "Only those"),
        (GENERAL_MANAGER, LEAD, "the only safeguarding lead"),
        (GENERAL_MANAGER, DEPUTY, "the only deputy"),
    ],
)
def test_a_refused_removal_changes_no_key(lane: BirchLane, by: str, who: str, says: str) -> None:
    desk, wanted = lane.desk(by), lane.member(who)
    head, keys = desk.store.head(), keyfile.load(lane.folder)
    with pytest.raises(NotAllowed, match=says):
        accounts.remove(desk, wanted.id)
    assert desk.store.head() == head
    assert keyfile.load(lane.folder) == keys


class Killed(BaseException):
    """What a kill is to the code that it meets."""


def test_a_removal_cut_off_before_the_log_knew_is_ended_by_doing_it_again(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    old = sandra.keys.data_key
    with monkeypatch.context() as cut:
        cut.setattr(Desk, "append", _killed)
        with pytest.raises(Killed):
            accounts.remove(sandra, sam.id)
    assert not opens(lane.folder, old)
    with pytest.raises(NoAccountHere):
        lane.sign_in(SAM)
    accounts.remove(lane.desk(SANDRA), sam.id)
    assert sam.id not in {each.id for each in lane.desk(NIA).staff.present()}
    assert is_whole(lane)


def _killed(*_arguments: object, **_named: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["before the rekey", "after the rekey", "before the end"])
def test_a_removal_that_was_cut_off_is_finished_by_whoever_signs_in_next(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    old = sandra.keys.data_key

    def killed(folder: Path, key: bytes, new_key: bytes) -> None:
        if step == "after the rekey":
            rekey(folder, key, new_key)
        raise Killed

    with monkeypatch.context() as cut:
        if step == "before the end":
            cut.setattr(rotation, "finish", lambda _keyfile: killed(lane.folder, old, old))
        else:
            cut.setattr(accounts, "rekey", killed)
        with pytest.raises(Killed):
            accounts.remove(sandra, sam.id)
    assert keyfile.load(lane.folder).rotation is not None
    assert lane.sign_in(NIA).desk.member.name == NIA
    assert keyfile.load(lane.folder).rotation is None
    assert not opens(lane.folder, old)
    with pytest.raises(NoAccountHere):
        lane.sign_in(SAM)
    assert is_whole(lane)


def test_an_addition_cut_off_before_its_code_is_ended_by_doing_it_again(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandra = lane.desk(SANDRA)
    with monkeypatch.context() as cut:
        cut.setattr(keyfile.Held, "save", _killed)
        with pytest.raises(Killed):
            accounts.add(sandra, name="Ann Lee", roles=WORKER)
    (ann,) = [each for each in sandra.staff.present() if each.name == "Ann Lee"]
    assert accounts.without_a_way_in(sandra) == {ann.id}
    with pytest.raises(NotAllowed, match="has no code yet"):
        accounts.add(sandra, name="Ann Lee", roles=WORKER, house="Maple House")
    code = accounts.add(sandra, name="ann lee", roles=WORKER)
    assert code.member.id == ann.id
    assert accepted(lane, code).desk.member.name == "Ann Lee"
    assert accounts.without_a_way_in(lane.desk(SANDRA)) == frozenset()
    assert is_whole(lane)


def test_a_reset_cut_off_before_its_code_says_what_to_do(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    with monkeypatch.context() as cut:
        cut.setattr(keyfile.Held, "save", _killed)
        with pytest.raises(Killed):
            accounts.reset(sandra, sam.id)
    with pytest.raises(signing_in.KeysDisagree, match="it was cut off: ask them for another"):
        lane.sign_in(SAM)
    assert accounts.without_a_way_in(sandra) == {sam.id}
    assert accepted(lane, accounts.reset(sandra, sam.id)).desk.member.name == SAM


# changing


def test_a_change_cut_off_before_the_door_knew_is_ended_at_the_next_sign_in(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = lane.member(SAM)
    with monkeypatch.context() as cut:
        cut.setattr(keyfile.Held, "save", _killed)
        with pytest.raises(Killed):
            accounts.change(lane.desk(SANDRA), replace(sam, name="Samuel Okafor"))
    lane.desk(NIA)
    slot = keyfile.load(lane.folder).slot(sam.id)
    assert slot is not None
    assert slot.name == "Samuel Okafor"


def test_a_last_day_is_not_over_yet(lane: BirchLane) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    with pytest.raises(NotAllowed, match="still to come"):
        accounts.add(lane.desk(SANDRA), name="Ann Lee", roles=WORKER, ends_on=yesterday)
    with pytest.raises(NotAllowed, match="still to come"):
        accounts.change(lane.desk(SANDRA), replace(lane.member(SAM), ends_on=yesterday))


def test_the_sign_in_screen_is_told_of_a_change(lane: BirchLane) -> None:
    sam = lane.member(SAM)
    accounts.change(lane.desk(SANDRA), replace(sam, house="Oak House", ends_on=NOW.date()))
    slot = keyfile.load(lane.folder).slot(sam.id)
    assert slot is not None
    assert (slot.house, slot.ends_on) == ("Oak House", NOW.date())
    assert lane.sign_in(SAM).desk.member.house == "Oak House"


def test_a_change_at_another_terminal_is_seen_at_once(lane: BirchLane) -> None:
    sandra, top = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    assert sandra.staff[lane.member(SAM).id].house == "Maple House"
    accounts.change(top, replace(lane.member(SAM), house="Oak House"))
    assert sandra.staff[lane.member(SAM).id].house == "Oak House"


def test_nobody_gives_themselves_a_role(lane: BirchLane) -> None:
    sam = lane.member(SAM)
    more = partial(replace, sam)
    for changed in (more(roles=frozenset({Role.LEAD})), more(house="Oak House"), more(manager="")):
        with pytest.raises(NotAllowed):
            accounts.change(lane.desk(SAM), changed)


def test_everybody_who_is_listed_can_be_found_by_the_log(lane: BirchLane) -> None:
    assert lane.person(DANIEL).house == "Maple House"
    assert PASSPHRASE not in str(lane.desk(GENERAL_MANAGER).directory)
