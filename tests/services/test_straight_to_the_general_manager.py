"""A comment on one of our posts: the General Manager answers it, the line manager has a copy."""

from dataclasses import replace

import pytest
from service_makers import GENERAL_MANAGER, ORDINARY, SAM, SANDRA, BirchLane, answered

from logbook.domain.questions import Typed
from logbook.domain.refusals import NotAllowed
from logbook.services import queue, reading, recording, review, triage
from logbook.services.desk import Desk
from logbook.services.queue import Show
from logbook.services.reading import OpenEntry

COMMENT: dict[str, Typed] = {
    "post": "The garden party",
    "platform": "our-page",
    "comment": "Must be nice, a brass band on the council.",
    "written-by": "public",
    "happened": "yesterday",
    "noticed": "today 9am",
    "flagged": "controversial",
    "screenshot": "yes: On the house PC",
    "replied": "no",
    "staff-part": "no",
}


@pytest.fixture
def comment(lane: BirchLane) -> str:
    sam = lane.desk(SAM)
    done = recording.send(sam, answered(sam, COMMENT, "post-comment"))
    assert done.preview.goes_to == (GENERAL_MANAGER,)
    assert done.preview.also_able == (SANDRA,)
    return done.entry


def ids(desk: Desk, show: Show) -> list[str]:
    return [line.entry.id for line in queue.page(desk, show)]


def test_the_line_manager_reads_a_copy_and_has_no_work_with_it(
    lane: BirchLane, comment: str
) -> None:
    sandra = lane.desk(SANDRA)
    assert ids(sandra, Show.MINE) == []
    assert queue.counts(sandra).mine == 0
    (line,) = queue.page(sandra, Show.ALL)
    assert (line.entry.id, line.is_copy) == (comment, True)
    opened = reading.open_entry(sandra, comment)
    assert opened.is_copy
    with pytest.raises(NotAllowed, match="You have a copy"):
        triage.see(sandra, opened)
    (theirs,) = queue.page(lane.desk(GENERAL_MANAGER), Show.MINE)
    assert (theirs.entry.id, theirs.is_copy) == (comment, False)


def review_of(desk: Desk, opened: OpenEntry, typed: dict[str, Typed]) -> review.Begun:
    begun = review.begin(desk, opened, ())
    draft = begun.draft
    while (question := draft.journey(desk.now).current) is not None and question.key in typed:
        draft = recording.answer(desk, draft, question, typed[question.key])
    return replace(begun, draft=draft)


def test_the_general_manager_records_what_was_answered_and_when(
    lane: BirchLane, comment: str
) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    opened = triage.take(grace, reading.open_entry(grace, comment))
    begun = review_of(grace, opened, {"level": "agree", "outcome": "gm-responded"})
    path = [question.key for question in begun.draft.journey(grace.now).path]
    at = path.index("outcome")
    assert path[at : at + 3] == ["outcome", "answered-words", "answered-when"]


def test_nobody_else_records_that_the_service_answered(lane: BirchLane, comment: str) -> None:
    sandra, sam = lane.desk(SANDRA), lane.desk(SAM)
    opened = reading.open_entry(sandra, recording.send(sam, answered(sam, ORDINARY)).entry)
    with pytest.raises(NotAllowed, match="Only the General Manager records"):
        triage.decide(sandra, opened, outcome="gm-responded", because="I did", next_step="")
    assert comment not in ids(sandra, Show.MINE)
