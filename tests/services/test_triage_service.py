"""Triage through its service, on a real logbook: each act is one line of the log, or nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from service_makers import GENERAL_MANAGER, HENRY, ORDINARY, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.domain.events import Verb
from logbook.domain.levels import Level
from logbook.domain.refusals import ChangedElsewhere, NotAllowed, NotFound
from logbook.domain.settings import Settings
from logbook.domain.standing import How, State
from logbook.policy.lists import OUTCOMES
from logbook.services import accounts, reading, triage
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry

Act = Callable[[Desk, OpenEntry], OpenEntry]


@pytest.fixture
def sandra(lane: BirchLane) -> Desk:
    return lane.desk(SANDRA)


@pytest.fixture
def opened(lane: BirchLane, sandra: Desk) -> OpenEntry:
    """A worried help request of Sam's, as Sandra has it on screen."""
    return reading.open_entry(sandra, sent(lane.desk(SAM), WORRIED).id)


def test_whoever_an_entry_turns_out_to_be_about_is_not_told_what_was_done_with_it(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    triage.name_about(
        grace, reading.open_entry(grace, opened.id), [sandra.member.id], "Sam says so"
    )
    with pytest.raises(NotFound):
        triage.see(sandra, opened)


def test_rights_are_those_of_the_staff_as_they_are_when_it_is_done(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    henry = lane.member(HENRY)
    moved = replace(lane.member(SAM), manager=henry.id)
    accounts.change(lane.desk(GENERAL_MANAGER), moved)
    with pytest.raises(NotAllowed):
        triage.see(sandra, opened)
    seen = triage.see(lane.desk(HENRY), reading.open_entry(lane.desk(HENRY), opened.id))
    assert [each.by for each in seen.standing.seen_by] == [henry.id]


def test_the_whole_way_from_sent_to_closed_and_open_again(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    sam = lane.desk(SAM)
    opened = triage.see(sandra, opened)
    opened = triage.take(sandra, opened)
    opened = triage.set_level(sandra, opened, Level.MEDIUM, "the card was stopped")
    opened = triage.ask(sandra, opened, "Which account?")
    answered = triage.answer(sam, reading.open_entry(sam, opened.id), "the old one")
    assert answered.standing.answers[0].text == "the old one"
    opened = triage.decide(
        sandra,
        reading.open_entry(sandra, opened.id),
        outcome="advice",
        because="the password was changed",
        next_step="check on Friday",
    )
    opened = triage.tell(sandra, opened, "Well done")
    opened = triage.close(sandra, opened)
    assert opened.standing.state is State.CLOSED
    opened = triage.reopen(sandra, opened, "she wrote again")
    assert opened.standing.state is State.IN_REVIEW
    assert [event.verb for event in opened.events] == [
        Verb.SENT,
        Verb.SEEN,
        Verb.TAKEN,
        Verb.LEVEL_SET,
        Verb.ASKED,
        Verb.ANSWERED,
        Verb.DECIDED,
        Verb.TOLD,
        Verb.CLOSED,
        Verb.REOPENED,
    ]


def test_a_decision_keeps_the_outcome_as_it_was_shown(sandra: Desk, opened: OpenEntry) -> None:
    after = triage.decide(sandra, opened, outcome="advice", because="done", next_step="")
    assert after.standing.decision is not None
    assert after.standing.decision.shown == "Advice given"
    assert after.standing.told is None


def test_a_decision_with_a_sentence_tells_at_once(sandra: Desk, opened: OpenEntry) -> None:
    after = triage.decide(
        sandra, opened, outcome="advice", because="done", next_step="", words="All well"
    )
    assert after.standing.told is not None
    assert after.standing.told.words == "All well"


def test_waiting_and_going_on(sandra: Desk, opened: OpenEntry) -> None:
    waiting = triage.wait(sandra, opened, "the bank")
    assert waiting.standing.state is State.WAITING_OUTSIDE
    assert triage.resume(sandra, waiting).standing.state is State.IN_REVIEW


def test_a_talk_makes_it_discussed(lane: BirchLane, sandra: Desk) -> None:
    entry = sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is in a meeting"})
    opened = reading.open_entry(sandra, entry.id)
    assert opened.standing.is_discussed is False
    after = triage.discussed(
        sandra,
        opened,
        who=lane.member(SAM).id,
        role="support worker",
        how=How.PHONE,
        when=lane.clock.now,
    )
    assert after.standing.is_discussed is True


def test_what_was_told_to_whom_it_turns_out_to_be_about_was_told_to_nobody(
    lane: BirchLane,
) -> None:
    bank = {"who": "the bank", "role": "bank", "how": "phone", "when": "today 2pm"}
    line = {**bank, "who": SANDRA, "role": "line-manager"}
    grace = {**bank, "who": GENERAL_MANAGER, "role": "general-manager"}
    alone = sent(lane.desk(SAM), {**WORRIED, "told": [line, bank]})
    both = sent(lane.desk(SAM), {**WORRIED, "told": [line, grace]})
    manager = lane.desk(GENERAL_MANAGER)
    for entry, still in ((alone, False), (both, True)):
        opened = reading.open_entry(manager, entry.id)
        assert opened.standing.is_discussed is True
        named = triage.name_about(manager, opened, [lane.member(SANDRA).id])
        assert named.standing.is_discussed is still


@pytest.mark.parametrize(
    ("who", "discussed"), [("Rosa Hale", True), ("R.", False), ("the bank", False)]
)
def test_whoever_is_on_call_is_a_manager_without_an_account(
    lane: BirchLane, sandra: Desk, who: str, *, discussed: bool
) -> None:
    entry = sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is in a meeting"})
    opened = reading.open_entry(sandra, entry.id)
    after = triage.discussed(sandra, opened, who=who, role="", how=How.PHONE, when=lane.clock.now)
    assert after.standing.is_discussed is discussed


def test_undo_takes_back_ones_own_last_step(sandra: Desk, opened: OpenEntry) -> None:
    taken = triage.take(sandra, opened)
    assert triage.undo(sandra, taken).standing.holder == ""


def test_its_author_withdraws_it_and_it_stays_readable(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    after = triage.withdraw(sam, sent(sam, ORDINARY), "written twice")
    assert after.standing.state is State.WITHDRAWN
    assert reading.open_entry(sam, after.id).standing.current_responses


def test_what_is_refused_saves_nothing(sandra: Desk, opened: OpenEntry) -> None:
    with pytest.raises(NotAllowed, match="Decide first"):
        triage.close(sandra, opened)
    assert len(reading.open_entry(sandra, opened.id).events) == 1


def test_the_second_manager_is_told_what_the_first_did(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    lane.clock.pass_(hours=5)
    grace = lane.desk(GENERAL_MANAGER)
    triage.take(grace, reading.open_entry(grace, opened.id))
    with pytest.raises(ChangedElsewhere) as refused:
        triage.see(sandra, opened)
    assert [(event.verb, event.actor) for event in refused.value.since] == [
        (Verb.TAKEN, lane.member(GENERAL_MANAGER).id)
    ]
    assert len(reading.open_entry(sandra, opened.id).events) == 2


def test_after_reading_again_the_second_manager_goes_on(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    sam = lane.desk(SAM)
    triage.set_level(sam, reading.open_entry(sam, opened.id), Level.EMERGENCY, "he is outside")
    with pytest.raises(ChangedElsewhere):
        triage.see(sandra, opened)
    after = triage.see(sandra, reading.open_entry(sandra, opened.id))
    assert after.standing.level is Level.EMERGENCY
    assert after.standing.unread_since is None


def test_whoever_is_named_is_kept_from_it_at_once(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    lane.clock.pass_(hours=5)
    grace = lane.desk(GENERAL_MANAGER)
    triage.name_about(grace, reading.open_entry(grace, opened.id), [lane.member(SANDRA).id])
    with pytest.raises(NotFound):
        reading.open_entry(sandra, opened.id)


def test_naming_oneself_is_saved_and_then_not_found(
    lane: BirchLane, sandra: Desk, opened: OpenEntry
) -> None:
    with pytest.raises(NotFound):
        triage.name_about(sandra, opened, [lane.member(SANDRA).id])
    lane.clock.pass_(hours=5)
    seen_by_grace = reading.open_entry(lane.desk(GENERAL_MANAGER), opened.id)
    assert lane.member(SANDRA).id in seen_by_grace.standing.about


@pytest.mark.parametrize("act", [triage.see, triage.take, triage.close, triage.undo])
def test_a_manager_of_another_house_can_do_nothing_with_it(
    lane: BirchLane, opened: OpenEntry, act: Act
) -> None:
    henry = lane.desk(HENRY)
    theirs = OpenEntry(
        standing=opened.standing,
        events=opened.events,
        directory=opened.directory,
        reader=henry.member,
        now=henry.now,
    )
    with pytest.raises(NotAllowed, match="There is no entry of that reference here"):
        act(henry, theirs)


def test_every_outcome_has_words_and_a_definition() -> None:
    assert all(option.hint and triage.outcome_words(Settings(), option.key) for option in OUTCOMES)
    assert triage.outcome_words(Settings(), "no-longer-listed") == "no-longer-listed"
