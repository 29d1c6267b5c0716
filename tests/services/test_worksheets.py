"""Worksheets: what is half written is kept, is its author's alone, and is in nobody's way."""

import pytest
from service_makers import HENRY, SANDRA, BirchLane

from logbook.services import drafts, worksheets

ABOUT = "supervision:sam"


def test_what_was_written_is_there_at_another_terminal(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    worksheets.keep(sandra, worksheets.open_sheet(sandra, ABOUT), {"discussed": "his night shi"})
    assert worksheets.open_sheet(lane.desk(SANDRA), ABOUT).words == {"discussed": "his night shi"}


def test_it_is_its_authors_alone_and_no_draft(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    worksheets.keep(sandra, worksheets.open_sheet(sandra, ABOUT), {"discussed": "x"})
    assert worksheets.open_sheet(lane.desk(HENRY), ABOUT).words == {}
    assert drafts.unfinished(sandra) == ()


def test_one_with_nothing_in_it_is_not_unfinished(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    sheet = worksheets.open_sheet(sandra, ABOUT)
    assert worksheets.unfinished(sandra) == ()
    worksheets.keep(sandra, sheet, {"discussed": "x"})
    assert [each.about for each in worksheets.unfinished(sandra)] == [ABOUT]


def test_what_differs_at_another_terminal_is_kept_beside(lane: BirchLane) -> None:
    here, there = lane.desk(SANDRA), lane.desk(SANDRA)
    sheet = worksheets.keep(here, worksheets.open_sheet(here, ABOUT), {"discussed": "one"})
    other = worksheets.open_sheet(there, ABOUT)
    worksheets.keep(there, other, {"discussed": "two", "agreed": "ring"})
    sheet = worksheets.keep(here, sheet, {"discussed": "one and a half"})
    assert sheet.words == {"discussed": "one and a half"}
    assert sheet.elsewhere == {"discussed": "two", "agreed": "ring"}
    assert worksheets.open_sheet(here, ABOUT).elsewhere == sheet.elsewhere


def test_a_finished_one_is_gone_and_saving_it_elsewhere_says_so(lane: BirchLane) -> None:
    here, there = lane.desk(SANDRA), lane.desk(SANDRA)
    sheet = worksheets.open_sheet(here, ABOUT)
    worksheets.discard(there, worksheets.open_sheet(there, ABOUT))
    with pytest.raises(drafts.DraftGone):
        worksheets.keep(here, sheet, {"discussed": "x"})
    assert worksheets.open_sheet(here, ABOUT).words == {}
