"""Figures on the screen: numbers first, and the entries behind each one key away."""

from datetime import date
from pathlib import Path

import pytest
from desks import at_desk, press, said, shown, write
from pages import SMALL, lines
from service_makers import LEAD, PASSPHRASE, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.domain.figures import LEFT_OUT, Figure, Figures, Group
from logbook.tui.screens.behind import BehindScreen
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.figures import COLUMNS, FiguresScreen, rows
from logbook.tui.screens.pack_form import PackFormScreen
from logbook.tui.screens.same_contact import SameContactScreen
from logbook.tui.widgets.bars import bar, sparkline
from logbook.tui.widgets.pages import fitted


def the_only_file(folder: Path) -> str:
    (made,) = folder.glob("*.md")
    return made.read_text(encoding="utf-8")


async def test_a_number_opens_the_entries_behind_it(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, FiguresScreen)
        assert "1 entry that you may read" in shown(pilot)
        assert "Practice entries" in shown(pilot)
        await press(pilot, "enter")
        assert "Move to a number" in said(pilot)
        await press(pilot, "end", "enter")
        assert isinstance(pilot.app.screen, BehindScreen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert entry.reference in lines(pilot.app)[0]


def test_how_soon_stands_whole_on_a_narrow_screen() -> None:
    told = "Decided, and its writer was told"
    slow = Figure(told, ("e1",), words="half within 55 min, the longest 299 days")
    day = date(2026, 11, 18)
    groups = (Group("How soon", (slow,)),)
    found = Figures(start=day, end=day, total=1, weeks=(day,), weekly=(), groups=groups)
    cells = list(rows(found))[1].cells
    assert cells[2] == "half within 55 min, longest 299 days"
    widths = [width for _nth, _column, width in fitted(COLUMNS, SMALL[0] - 2)]
    for cell, width in zip(cells, widths, strict=True):
        assert len(str(cell)) <= width


async def test_the_period_is_chosen_by_keys(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "i", "3")
        assert "2025 to" in shown(pilot)
        await press(pilot, "4")
        await write(pilot, "1 october")
        await press(pilot, "enter")
        await write(pilot, "31 october")
        await press(pilot, "enter")
        assert "1 October 2026 to" in shown(pilot)
        assert "3 shows a year" in shown(pilot)


async def test_the_same_leaves_as_a_page_once_the_passphrase_fits(
    lane: BirchLane, tmp_path: Path
) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "i", "ctrl+p")
        form = pilot.app.screen
        assert isinstance(form, PackFormScreen)
        form.typed |= {"folder": str(tmp_path)}
        await press(pilot, "backspace", "3", "enter", "enter")
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        assert f"{tmp_path}/" in said(pilot)
    assert LEFT_OUT in the_only_file(tmp_path)


@pytest.mark.parametrize("who", [SAM, LEAD])
async def test_who_manages_nobody_is_told_whose_figures_are(lane: BirchLane, who: str) -> None:
    async with at_desk(lane, who) as pilot:
        await press(pilot, "i")
        assert "Figures are for managers" in said(pilot)


async def test_a_lead_is_told_whom_to_ask_about_a_contact(lane: BirchLane) -> None:
    for author, person in ((SAM, "D.W."), (SAM, "A.R.")):
        sent(lane.desk(author), {**WORRIED, "person": person})
    async with at_desk(lane, LEAD) as pilot:
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, SameContactScreen)
        assert "ask Sandra Whitlow" in shown(pilot)
        assert "sunny" not in shown(pilot)
        await press(pilot, "enter")
        assert "Ask Sandra Whitlow." in said(pilot)


def test_a_bar_and_a_line_of_weeks_keep_their_width() -> None:
    assert bar(1, 1000) == "█         "
    assert bar(1000, 1000) == "█" * 10
    assert bar(0, 0).strip() == ""
    assert len(sparkline([1] * 53)) <= 26
    assert sparkline([0, 4, 8]) == "▁▅█"
