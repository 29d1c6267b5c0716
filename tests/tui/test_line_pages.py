"""What a row of the queue says, without a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from service_makers import (
    GENERAL_MANAGER,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.showing import until
from logbook.services import reading, triage
from logbook.services.queue import Show
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, TRIAGE_COLUMNS, QueuePages
from logbook.tui.widgets.pages import Toned

DUE, WHAT = 2, 4


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    lane = birch_lane(tmp_path / "data")
    yield lane
    lane.close()


def what(lane: BirchLane) -> str:
    (row,) = QueuePages(lane.desk(SANDRA), Show.MINE).page_after(None, 5)
    said = row.cells[WHAT]
    return said.text if isinstance(said, Toned) else said


def test_an_answer_is_said_until_something_is_done_with_it(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(sam, ORDINARY).id
    triage.ask(sandra, reading.open_entry(sandra, entry), "Which account?")
    assert "answered" not in what(lane)
    lane.clock.pass_(minutes=5)
    triage.answer(sam, reading.open_entry(sam, entry), "The old one.")
    assert what(lane).startswith("answered · ")
    lane.clock.pass_(minutes=5)
    triage.wait(sandra, reading.open_entry(sandra, entry), "the bank")
    lane.clock.pass_(minutes=5)
    triage.resume(sandra, reading.open_entry(sandra, entry))
    assert "answered" not in what(lane)


def test_what_is_decided_says_whether_it_is_to_be_told_or_closed(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sandra = lane.desk(SANDRA)
    after = triage.decide(
        sandra,
        reading.open_entry(sandra, entry),
        outcome="advice",
        because="it was his own account",
        next_step="",
        words="",
    )
    assert what(lane).startswith("to tell · ")
    triage.tell(sandra, after, "Well done, Sam.")
    assert what(lane).startswith("to close · ")


def test_what_is_not_discussed_is_never_cut_by_when_it_climbed(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is in a meeting"})
    lane.clock.pass_(hours=5)
    assert what(lane).startswith("↑ 6.05pm · not discussed · Help request")
    lane.clock.pass_(days=1)
    assert what(lane).startswith("↑ Wed 6.05pm · not discussed · Help request")
    lane.clock.pass_(days=8)
    assert what(lane).startswith("↑ 18 Nov · not discussed · Help request")


def test_no_due_time_and_no_time_of_sending_is_cut(lane: BirchLane) -> None:
    now = lane.clock.now
    due = max((until(now.replace(hour=12, minute=53), now), "tomorrow 12.53pm"), key=len)
    assert len(due) <= TRIAGE_COLUMNS[DUE].width
    assert len("yesterday 12.53pm") <= FOUND_COLUMNS[0].width


def test_what_climbed_onto_a_list_is_written_down_once_its_row_can_be_seen(
    lane: BirchLane,
) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    grace = lane.desk(GENERAL_MANAGER)
    pages = QueuePages(grace, Show.MINE)
    rows = pages.page_after(None, 5)
    assert [row.id for row in rows] == [entry.id]
    assert grace.events_of(entry.id)[-1].verb is Verb.SENT
    assert pages.with_more(rows) == rows
    assert grace.events_of(entry.id)[-1].verb is Verb.CLIMBED
