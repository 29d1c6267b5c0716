"""Handing an entry over, on a real logbook: offered, answered, and shown to both."""

import pytest
from service_makers import DEPUTY, GENERAL_MANAGER, HENRY, SAM, SANDRA, BirchLane, sent

from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.standing import State
from logbook.services import queue, reading, triage
from logbook.services.desk import Desk
from logbook.services.queue import Line, Show
from logbook.services.reading import OpenEntry


@pytest.fixture
def sandra(lane: BirchLane) -> Desk:
    return lane.desk(SANDRA)


@pytest.fixture
def henry(lane: BirchLane) -> Desk:
    return lane.desk(HENRY)


@pytest.fixture
def offered(lane: BirchLane, sandra: Desk, henry: Desk) -> OpenEntry:
    opened = reading.open_entry(sandra, sent(lane.desk(SAM)).id)
    return triage.offer(sandra, opened, henry.keys.member_id, "you know D. better")


def waiting(desk: Desk) -> list[Line]:
    return list(queue.page(desk, Show.MINE))


def test_an_offer_is_in_the_others_list_and_says_from_whom(
    sandra: Desk, henry: Desk, offered: OpenEntry
) -> None:
    assert [each.offered for each in waiting(henry)] == [f"{SANDRA} offers you"]
    assert [each.offered for each in waiting(sandra)] == [f"offered to {HENRY}"]
    assert queue.counts(henry).mine == 1
    assert reading.open_entry(henry, offered.id).offer == offered.standing.offer


def test_accepting_moves_it_and_both_read_who_did_what(
    sandra: Desk, henry: Desk, offered: OpenEntry
) -> None:
    mine = triage.accept(henry, reading.open_entry(henry, offered.id))
    assert mine.standing.holder == henry.keys.member_id
    assert waiting(sandra) == []
    words = [line.words for line in reading.open_entry(sandra, offered.id).history]
    assert any(f"{SANDRA} offered it to {HENRY}: “you know D. better”" in each for each in words)
    assert words[-1].endswith(f"{HENRY} accepted it from {SANDRA}")


def test_refusing_takes_a_word_and_leaves_it_where_it_was(
    sandra: Desk, henry: Desk, offered: OpenEntry
) -> None:
    with pytest.raises(NotAllowed, match="why you do not take it"):
        triage.refuse(henry, reading.open_entry(henry, offered.id), " ")
    triage.refuse(henry, reading.open_entry(henry, offered.id), "I am away from Monday")
    with pytest.raises(NotFound):
        reading.open_entry(henry, offered.id)
    assert waiting(henry) == []
    back = reading.open_entry(sandra, offered.id)
    assert back.holder == SANDRA
    assert back.standing.declined[-1].words == "I am away from Monday"


def test_an_offer_taken_back_leaves_the_others_list(
    sandra: Desk, henry: Desk, offered: OpenEntry
) -> None:
    with pytest.raises(NotAllowed, match="has not answered yet"):
        triage.offer(sandra, offered, henry.keys.member_id)
    triage.recall(sandra, offered, "he is off sick")
    assert waiting(henry) == []
    assert len(waiting(sandra)) == 1


def test_the_other_accepts_before_doing_anything_else(henry: Desk, offered: OpenEntry) -> None:
    with pytest.raises(NotAllowed, match="Accept it first, or refuse it"):
        triage.take(henry, reading.open_entry(henry, offered.id))


@pytest.mark.parametrize("name", [SAM, SANDRA, DEPUTY])
def test_it_is_offered_to_no_author_not_to_oneself_and_to_nobody_who_manages_nobody(
    lane: BirchLane, sandra: Desk, name: str
) -> None:
    opened = reading.open_entry(sandra, sent(lane.desk(SAM)).id)
    with pytest.raises(NotAllowed, match="cannot be offered"):
        triage.offer(sandra, opened, lane.member(name).id)


def test_naming_the_other_as_whom_it_is_about_ends_the_offer(
    sandra: Desk, henry: Desk, offered: OpenEntry
) -> None:
    triage.name_about(sandra, offered, [henry.keys.member_id])
    assert waiting(henry) == []
    with pytest.raises(NotFound):
        reading.open_entry(henry, offered.id)
    assert reading.open_entry(sandra, offered.id).standing.offer is None


def test_its_clock_goes_on_while_it_is_offered(sandra: Desk, offered: OpenEntry) -> None:
    assert offered.due is not None
    assert offered.standing.state is State.IN_REVIEW
    assert triage.recall(sandra, offered).due == offered.due


def test_the_manager_above_takes_it_and_the_offer_is_over(
    lane: BirchLane, henry: Desk, offered: OpenEntry
) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    taken = triage.take(grace, reading.open_entry(grace, offered.id))
    assert taken.standing.offer is None
    assert waiting(henry) == []


def test_a_step_is_not_undone_once_its_author_was_shown_it(lane: BirchLane, sandra: Desk) -> None:
    sam = lane.desk(SAM)
    first, second = sent(sam), sent(sam)
    seen = triage.see(sandra, reading.open_entry(sandra, first.id))
    assert triage.undo(sandra, seen).standing.state is State.SENT
    seen = triage.see(sandra, reading.open_entry(sandra, second.id))
    reading.mark_read(sam, reading.open_entry(sam, second.id))
    with pytest.raises(NotAllowed, match=f"{SAM} has been shown this"):
        triage.undo(sandra, seen)
