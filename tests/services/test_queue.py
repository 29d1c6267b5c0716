"""Lists of entries as each person has them, on a real logbook."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from service_makers import (
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    answered,
    sent,
)

from logbook.services import accounts, keeping, patterns, queue, reading, recording, triage
from logbook.services.desk import Gone
from logbook.services.queue import Show
from logbook.services.watching import Watching

if TYPE_CHECKING:
    from logbook.domain.questions import Typed


def ids(lines: tuple[queue.Line, ...]) -> list[str]:
    return [line.entry.id for line in lines]


def test_work_is_handed_up_the_day_after_somebodys_last(lane: BirchLane) -> None:
    grace, entry = lane.desk(GENERAL_MANAGER), sent(lane.desk(SAM), ORDINARY)
    accounts.change(grace, replace(lane.member(SANDRA), ends_on=lane.clock.now.date()))
    assert queue.counts(grace).mine == 0
    lane.clock.pass_(days=1)
    assert ids(queue.page(grace, Show.MINE)) == [entry.id]
    assert triage.take(grace, reading.open_entry(grace, entry.id)).holder == GENERAL_MANAGER
    assert keeping.verify(grace).is_whole


def test_the_most_urgent_is_first_then_what_is_due_first(lane: BirchLane) -> None:
    low = sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    high = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(days=1)
    later = sent(lane.desk(SAM), ORDINARY)
    assert ids(queue.page(lane.desk(SANDRA), Show.MINE)) == [high.id, low.id, later.id]


def test_pages_follow_one_another_without_gap_or_repeat(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    for _ in range(7):
        sent(sam, ORDINARY)
        lane.clock.pass_(minutes=1)
    whole = queue.page(sandra, Show.MINE)
    first = queue.page(sandra, Show.MINE, count=3)
    second = queue.page(sandra, Show.MINE, after=first[-1], count=3)
    assert ids(first + second) == ids(whole)[:6]
    assert ids(queue.page(sandra, Show.MINE, before=second[0], count=2)) == ids(first)[1:]
    assert ids(queue.page(sandra, Show.MINE, last=True, count=2)) == ids(whole)[-2:]


def test_a_line_has_the_names_that_its_ids_stand_for(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    triage.take(sandra, reading.open_entry(sandra, entry.id))
    (line,) = queue.page(sandra, Show.MINE)
    assert (line.person, line.house) == ("D.W.", "Maple House")
    assert (line.author, line.holder) == (SAM, SANDRA)


def test_somebody_not_listed_is_called_so(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**ORDINARY, "person": "not-listed: a neighbour"})
    (line,) = queue.page(lane.desk(SANDRA), Show.MINE)
    assert line.person == "not listed"


def test_what_nobody_read_climbs_and_says_so(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    grace = lane.desk(GENERAL_MANAGER)
    assert queue.page(grace, Show.MINE) == ()
    lane.clock.pass_(hours=5)
    (line,) = queue.page(grace, Show.MINE)
    assert line.entry.id == entry.id
    assert line.climbed(lane.clock.now)
    assert line.overdue(lane.clock.now)
    (at_first,) = queue.page(lane.desk(SANDRA), Show.MINE)
    assert at_first.climbed_at(lane.clock.now) == entry.standing.sent_at + timedelta(hours=4)


def test_counts_are_of_ones_own_work(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(SAM), {**WORRIED, "danger": "yes"})
    sandra = lane.desk(SANDRA)
    counted = queue.counts(sandra)
    assert (counted.mine, counted.overdue, counted.emergencies) == (2, 0, 1)
    lane.clock.pass_(hours=6)
    assert queue.counts(sandra).overdue == 2
    assert queue.counts(lane.desk(HENRY)).mine == 0


def test_what_is_closed_leaves_the_queue_and_stays_in_everything(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    decided = triage.decide(
        sandra,
        reading.open_entry(sandra, entry.id),
        outcome="advice",
        because="done",
        next_step="",
        words="All well",
    )
    triage.close(sandra, decided)
    assert queue.page(sandra, Show.MINE) == ()
    assert queue.page(sandra, Show.OPEN) == ()
    assert ids(queue.page(sandra, Show.ALL)) == [entry.id]


@pytest.mark.parametrize("name", [HENRY, SAUL, LEAD, NIA])
def test_whoever_may_not_read_it_has_no_trace_of_it(lane: BirchLane, name: str) -> None:
    sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(days=2)
    desk = lane.desk(name)
    assert all(queue.page(desk, show) == () for show in Show)
    assert queue.counts(desk).mine == 0
    assert queue.about_person(desk, lane.person("Daniel Webb").id) == ()


def test_earlier_entries_are_those_about_the_same_person_sent_before(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    first = sent(sam, ORDINARY)
    sent(sam, {**ORDINARY, "person": "M.T."})
    second = sent(lane.desk(NIA), WORRIED)
    third = sent(sam, ORDINARY)
    assert ids(queue.earlier(sandra, reading.open_entry(sandra, third.id))) == [
        second.id,
        first.id,
    ]
    assert queue.earlier(sandra, reading.open_entry(sandra, first.id)) == ()


def test_of_several_people_what_was_sent_before_about_any_of_them_is_earlier(
    lane: BirchLane,
) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    daniels, minas = sent(sam, ORDINARY), sent(sam, {**ORDINARY, "person": "M.T."})
    shown: dict[str, Typed] = {
        "identified": "service-user",
        "person": "D.W.\nM.T.",
        "platform": "facebook",
        "happened": "today 1pm",
        "noticed": "today 2pm",
        "posted-by": "stranger",
        "shows": "face",
        "visible": "yes",
        "they-know": "no: both are out",
        "take-down": "no: not yet",
        "staff-part": "no",
        "worried": "no",
    }
    done = recording.send(sam, answered(sam, shown, "identifying-material"))
    both = reading.open_entry(sandra, done.entry)
    assert len(both.standing.entry.everybody) == 2
    earlier = queue.earlier(sandra, both)
    assert ids(earlier) == [minas.id, daniels.id]
    assert patterns.of_entry(both, earlier) == ()


def test_nobody_listed_has_nothing_earlier(lane: BirchLane) -> None:
    somebody = {**ORDINARY, "person": "not-listed: a neighbour"}
    sent(lane.desk(SAM), somebody)
    second = sent(lane.desk(SAM), somebody)
    sandra = lane.desk(SANDRA)
    assert queue.earlier(sandra, reading.open_entry(sandra, second.id)) == ()


def test_what_anybody_saves_is_noticed_once(lane: BirchLane) -> None:
    sandra, sam = lane.desk(SANDRA), lane.desk(SAM)
    watching = Watching(sandra)
    assert not watching.changed()
    sent(sam, ORDINARY)
    assert watching.changed()
    assert not watching.changed()
    watching.close()


def test_a_new_key_is_taken_up_in_silence(lane: BirchLane) -> None:
    sandra, grace = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    watching = Watching(sandra)
    accounts.remove(grace, lane.member(SAUL).id)
    assert watching.changed()
    sent(lane.desk(SAM), ORDINARY)
    assert watching.changed()
    assert not watching.changed()
    watching.close()


def test_somebody_removed_is_told_to_leave(lane: BirchLane) -> None:
    sandra, grace = lane.desk(HENRY), lane.desk(GENERAL_MANAGER)
    watching = Watching(sandra)
    accounts.remove(grace, lane.member(HENRY).id)
    with pytest.raises(Gone, match="You no longer have an account here"):
        watching.changed()
    watching.close()
