"""Agreed actions and notes for managers, on a real logbook: who sees them, and what becomes."""

from datetime import date, timedelta

import pytest
from service_makers import GENERAL_MANAGER, HENRY, NIA, ORDINARY, SAM, SANDRA, BirchLane, sent

from logbook.domain.actions import Every
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import accounts, actions, finding
from logbook.services.reading import OpenEntry, open_entry

TODAY = date(2026, 11, 18)
WEEK = timedelta(weeks=1)


@pytest.fixture
def entry(lane: BirchLane) -> str:
    return sent(lane.desk(SAM), ORDINARY).id


def agreed(
    lane: BirchLane, entry: str, who: str, *, every: Every = Every.ONCE, by: str = SANDRA
) -> OpenEntry:
    desk = lane.desk(by)
    return actions.agree(
        desk,
        open_entry(desk, entry),
        what="Ring the bank",
        who=lane.member(who).id,
        due=TODAY + timedelta(days=2),
        every=every,
    )


def whats(lane: BirchLane, name: str) -> list[tuple[str, str, str]]:
    return [(each.action.what, each.who, each.due) for each in actions.to_do(lane.desk(name))]


def test_an_action_is_on_the_lists_of_whoever_does_it_and_of_the_managers(
    lane: BirchLane, entry: str
) -> None:
    agreed(lane, entry, SAM)
    row = ("Ring the bank", SAM, "Fri 20 Nov")
    assert whats(lane, SAM) == [row]
    assert whats(lane, SANDRA) == [row]
    assert whats(lane, GENERAL_MANAGER) == [row]
    assert whats(lane, NIA) == []
    assert whats(lane, HENRY) == []


def test_what_is_somebody_elses_is_not_on_the_list_of_whoever_wrote_the_entry(
    lane: BirchLane, entry: str
) -> None:
    agreed(lane, entry, SANDRA)
    assert whats(lane, SAM) == []


def test_whoever_cannot_read_the_entry_learns_what_to_do_and_not_of_whom(
    lane: BirchLane, entry: str
) -> None:
    agreed(lane, entry, NIA)
    (todo,) = actions.to_do(lane.desk(NIA))
    assert (todo.reference, todo.person) == ("", "")
    actions.done(lane.desk(NIA), todo.action, "the line was free")
    assert whats(lane, NIA) == []
    (action,) = open_entry(lane.desk(SANDRA), entry).standing.actions
    assert action.steps[0].note == "the line was free"


def test_nothing_is_given_to_somebody_who_left(lane: BirchLane, entry: str) -> None:
    sandra, nia = lane.desk(SANDRA), lane.member(NIA).id
    accounts.remove(sandra, nia)
    opened, due = open_entry(sandra, entry), TODAY + timedelta(days=2)
    with pytest.raises(NotAllowed, match="Nia Rees has left"):
        actions.agree(sandra, opened, what="Ring the bank", who=nia, due=due)


def test_what_comes_again_has_its_next_date_when_it_is_done(lane: BirchLane, entry: str) -> None:
    agreed(lane, entry, SAM, every=Every.WEEK)
    (todo,) = actions.mine(lane.desk(SAM))
    assert actions.done(lane.desk(SAM), todo.action).due == todo.action.due + WEEK
    assert [each.due for each in actions.mine(lane.desk(SAM))] == ["Fri 27 Nov"]


def test_it_is_late_the_day_after(lane: BirchLane, entry: str) -> None:
    agreed(lane, entry, SAM)
    lane.clock.pass_(hours=24 * 5)
    (todo,) = actions.mine(lane.desk(SAM))
    assert todo.is_late
    assert todo.due == "3 days late"


def test_only_a_manager_says_that_it_is_not_needed_and_why(lane: BirchLane, entry: str) -> None:
    agreed(lane, entry, SAM)
    (todo,) = actions.mine(lane.desk(SAM))
    with pytest.raises(NotAllowed, match="A manager says"):
        actions.drop(lane.desk(SAM), todo.action, "no")
    with pytest.raises(NotAllowed, match="Say why"):
        actions.drop(lane.desk(SANDRA), todo.action, " ")
    actions.drop(lane.desk(SANDRA), todo.action, "the card is stopped")
    assert whats(lane, SAM) == []
    with pytest.raises(NotAllowed, match="not needed any more already"):
        actions.done(lane.desk(SANDRA), todo.action)


def test_an_action_of_others_is_not_there(lane: BirchLane, entry: str) -> None:
    agreed(lane, entry, SAM)
    (todo,) = actions.mine(lane.desk(SAM))
    with pytest.raises(NotFound):
        actions.done(lane.desk(HENRY), todo.action)


def test_a_note_leaves_no_trace_for_whoever_wrote_the_entry(lane: BirchLane, entry: str) -> None:
    sandra = lane.desk(SANDRA)
    before = open_entry(lane.desk(SAM), entry)
    after = actions.note(sandra, open_entry(sandra, entry), "zebrafinch")
    assert [each.text for each in after.standing.notes] == ["zebrafinch"]
    assert "zebrafinch" in after.history[-1].words
    seen = open_entry(lane.desk(SAM), entry)
    assert "zebrafinch" not in repr(seen)
    assert seen.history == before.history
    assert seen.revision == before.revision
    assert finding.Finder(lane.desk(SAM)).page("zebrafinch") == ()


def test_whoever_wrote_the_entry_writes_no_note(lane: BirchLane, entry: str) -> None:
    sam = lane.desk(SAM)
    with pytest.raises(NotAllowed, match="for the managers"):
        actions.note(sam, open_entry(sam, entry), "mine")
