"""Drafts: kept as they are typed, their author's alone."""

from dataclasses import replace
from typing import Any

import pytest
from service_makers import (
    GENERAL_MANAGER,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    SAUL,
    BirchLane,
    answered,
    sent,
)

from logbook.domain.events import Event, Logged, Plain
from logbook.domain.refusals import NotFound, Refusal
from logbook.services import accounts, amending, drafts, home, queue, recording, signing_in
from logbook.services.amending import NOTE
from logbook.services.desk import Desk
from logbook.services.drafts import DraftGone, HeldElsewhere
from logbook.storage.faults import DiskFull


def test_half_a_sentence_is_kept_as_half_a_sentence(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {"person": "D.W."})
    half = opened.draft.with_typed("asked", "someone is pos")
    drafts.keep(desk, opened, replace(half, at="asked"))
    again = drafts.resume(lane.desk(SAM), opened.draft.id).draft
    assert again.at == "asked"
    assert again.shown_typed("asked") == "someone is pos"
    assert again.shown_typed("person") == opened.draft.shown_typed("person")
    assert again == replace(half, at="asked")


def test_what_is_the_answer_already_is_not_kept_as_typed(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    draft = answered(desk, ORDINARY).draft
    assert draft.with_typed("platform", "snapchat").typed == {"platform": "snapchat"}
    back = draft.with_typed("platform", "snapchat").with_typed("platform", "instagram")
    assert back.typed == {}
    assert draft.with_typed("asked", "").typed == {}


def test_an_answer_takes_the_place_of_what_was_typed(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    draft = answered(desk, ORDINARY).draft.with_typed("platform", "snapchat")
    answer = recording.answer(desk, draft, draft.kind.question("platform"), "snapchat")
    assert answer.typed == {}
    assert answer.shown_typed("platform") == "snapchat"


def test_nobody_else_is_shown_that_there_is_one(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {"person": "D.W."})
    for name in (SAUL, SANDRA, GENERAL_MANAGER):
        other = lane.desk(name)
        assert drafts.unfinished(other) == ()
        assert home.home(other).unfinished == ()
        with pytest.raises(NotFound):
            drafts.resume(other, opened.draft.id)
        with pytest.raises(NotFound):
            drafts.discard(other, opened.draft.id)
    assert len(drafts.unfinished(desk)) == 1


def test_the_newest_terminal_goes_on_and_the_other_keeps_what_differs(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    elsewhere = drafts.resume(there, opened.draft.id)
    drafts.keep(there, elsewhere, elsewhere.draft.with_typed("asked", "written there"))
    with pytest.raises(HeldElsewhere, match="second draft"):
        drafts.keep(here, opened, opened.draft.with_typed("asked", "written here"))
    texts = {draft.text("asked"): draft.second for draft in drafts.unfinished(here)}
    assert texts == {"written there": False, "written here": True}
    named = [each.words for each in home.home(here).unfinished]
    assert sum("second text" in words for words in named) == 1


def test_trying_again_keeps_one_second_draft(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.resume(there, opened.draft.id)
    for words in ("written", "written here", "written here"):
        with pytest.raises(HeldElsewhere):
            drafts.keep(here, opened, opened.draft.with_typed("asked", words))
    texts = sorted(draft.text("asked") for draft in drafts.unfinished(here))
    assert texts == ["", "written here"]


def test_nothing_is_kept_twice_where_nothing_differs(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.resume(there, opened.draft.id)
    with pytest.raises(HeldElsewhere):
        drafts.keep(here, opened, opened.draft)
    assert len(drafts.unfinished(here)) == 1


def test_one_that_was_thrown_away_elsewhere_says_so(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.discard(there, opened.draft.id)
    with pytest.raises(DraftGone, match="sent or thrown away"):
        drafts.keep(here, opened, opened.draft.with_typed("asked", "more"))


def test_a_draft_is_not_readable_in_the_file(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = recording.begin(desk, "help-request")
    drafts.keep(desk, opened, opened.draft.with_typed("asked", "CANARY in a draft"))
    rows = desk.read(
        lambda connection: connection.exec_driver_sql("SELECT * FROM draft").fetchall()
    )
    assert rows
    assert b"CANARY" not in b"".join(repr(row).encode() for row in rows)


def test_a_draft_that_is_sealed_to_former_keys_waits_and_home_still_opens(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    answered(desk, {"person": "D.W."})
    code = accounts.reset(lane.desk(SANDRA), lane.member(SAM).id)
    fresh = signing_in.accept_invitation(
        lane.folder, code.member.id, code.code, PASSPHRASE, clock=lane.clock
    )
    lane.desks.append(fresh.desk)
    assert drafts.unfinished(fresh.desk) == ()
    assert home.home(fresh.desk).unfinished == ()


@pytest.mark.parametrize(
    "by_another_version",
    [{"started": "next year"}, {"answers": {"platform": 7}}, {"answers": []}, {"kind": "later"}],
)
def test_a_draft_of_another_version_waits_and_home_still_opens(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch, by_another_version: dict[str, Plain]
) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {"person": "D.W."})
    plain = {**opened.draft.to_plain(), **by_another_version}
    with monkeypatch.context() as later:
        later.setattr(drafts.Draft, "to_plain", lambda _draft: plain)
        drafts.keep(desk, opened, opened.draft)
    assert drafts.unfinished(desk) == ()
    assert home.home(desk).unfinished == ()
    with pytest.raises(Refusal):
        drafts.resume(desk, opened.draft.id)


def test_a_draft_that_goes_on_elsewhere_is_not_sent_from_here(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, ORDINARY)
    elsewhere = drafts.resume(there, opened.draft.id)
    drafts.keep(there, elsewhere, elsewhere.draft.with_typed("asked", "written there"))
    with pytest.raises(HeldElsewhere):
        recording.send(here, opened)
    assert [each.text("asked") for each in drafts.unfinished(there)] == ["written there"]


def test_what_was_added_and_goes_on_elsewhere_is_not_sent_from_here(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    entry = sent(here)
    opened = amending.begin(here, entry.id)
    drafts.keep(here, opened, opened.draft.with_typed(NOTE, "more"))
    elsewhere = drafts.resume(there, opened.draft.id)
    drafts.keep(there, elsewhere, elsewhere.draft.with_typed(NOTE, "more, and more"))
    with pytest.raises(HeldElsewhere):
        amending.send(here, opened)
    assert [each.text(NOTE) for each in drafts.unfinished(there)] == ["more, and more"]


def test_home_names_a_draft_by_what_it_is_and_about_whom(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    assert recording.begin(desk, "help-request").draft.words == "Help request"
    assert answered(desk, {"person": "D.W."}).draft.words == "Help request about Daniel Webb"
    entry = sent(desk)
    assert entry.reference in amending.begin(desk, entry.id).draft.words


def test_a_taken_reference_sends_it_once_under_another(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = lane.desk(SAM)
    first, opened = sent(desk), answered(desk, ORDINARY)
    opened.draft = replace(opened.draft, id=first.id[:6] + opened.draft.id[6:])
    really, tries = Desk.append, []

    def full_at_the_second_try(at: Desk, *events: Event, **how: Any) -> tuple[Logged, ...]:
        tries.append(events)
        if len(tries) > 1:
            raise DiskFull("The disk is full.")
        return really(at, *events, **how)

    with monkeypatch.context() as full:
        full.setattr(Desk, "append", full_at_the_second_try)
        with pytest.raises(DiskFull):
            recording.send(desk, opened)
    assert len(drafts.unfinished(desk)) == 1
    done = recording.send(desk, opened)
    assert recording.send(desk, opened).entry == done.entry
    assert done.reference != first.reference
    assert drafts.unfinished(desk) == ()
    assert len(queue.mine(desk)) == 2
