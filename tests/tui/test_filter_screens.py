"""Filters and chronologies by keyboard, on a real logbook."""

import pytest
from desks import at_desk, press, shown, write
from pages import SMALL, WIDE, lines
from service_makers import NIA, ORDINARY, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.services import filtering
from logbook.tui.screens.chronology import ChronologyScreen
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.filters.kept import KeptFiltersScreen
from logbook.tui.screens.filters.panel import FilterScreen
from logbook.tui.screens.find import FindScreen
from logbook.tui.screens.people.people import PeopleScreen
from logbook.tui.screens.triage import TriageScreen

MINA = {**ORDINARY, "person": "M.T."}


async def test_a_filter_is_chosen_said_in_words_combined_and_taken_away(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(NIA), MINA)
    async with at_desk(lane, SANDRA, size=SMALL) as pilot:
        await press(pilot, "slash", "ctrl+f")
        assert isinstance(pilot.app.screen, FilterScreen)
        await press(pilot, "down", "down", "enter")
        await write(pilot, "hi")
        await press(pilot, "enter")
        assert "High" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, FindScreen)
        assert "Only  Level: !! High" in shown(pilot)
        assert "D.W." in shown(pilot)
        assert "M.T." not in shown(pilot)
        assert "1 entry" in shown(pilot)
        await write(pilot, "giraffe")
        await press(pilot)
        assert "D.W." not in shown(pilot)
        await press(pilot, *["backspace"] * 7)
        assert "D.W." in shown(pilot)
        await press(pilot, "backspace")
        assert "Only" not in shown(pilot)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_triage_list_is_narrowed_by_a_filter_that_was_kept(
    lane: BirchLane, size: tuple[int, int]
) -> None:
    sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(NIA), MINA)
    high = filtering.EVERYTHING.having(filtering.Facet.LEVEL, "high")
    filtering.keep(lane.desk(SANDRA), "Urgent", high)
    async with at_desk(lane, SANDRA, size=size) as pilot:
        await press(pilot, "ctrl+f", "tab")
        assert isinstance(pilot.app.screen, KeptFiltersScreen)
        assert "Urgent" in shown(pilot)
        await press(pilot, "enter", "escape")
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        assert [row.cells[3] for row in screen.entries.window.rows] == ["D.W."]
        assert "Level: !! High" in shown(pilot)
        await press(pilot, "backspace")
        assert len(screen.entries.window.rows) == 2


async def test_a_filter_is_kept_called_something_else_and_deleted(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "ctrl+f", "end", "up", "enter", "plus")
        await write(pilot, "My late ones")
        await press(pilot, "enter", "tab", "space", "end")
        await write(pilot, "!")
        await press(pilot, "enter")
        assert list(filtering.saved(lane.desk(SANDRA))) == ["My late ones!"]
        await press(pilot, "delete", "tab", "enter")
        assert filtering.saved(lane.desk(SANDRA)) == {}
        assert "is deleted" in shown(pilot)


async def test_a_chronology_is_turned_round_and_shows_gaps(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM))
    lane.clock.pass_(days=60)
    second = sent(lane.desk(SAM), {**ORDINARY, "happened": "today 9am"})
    async with at_desk(lane, SANDRA, size=SMALL) as pilot:
        await press(pilot, "slash")
        await write(pilot, "posting")
        await press(pilot, "tab", "y")
        screen = pilot.app.screen
        assert isinstance(screen, ChronologyScreen)
        assert "newest first" in lines(pilot.app)[0]
        ids = [row.id for row in screen.entries.window.rows]
        assert ids == [second.id, f"gap-{second.id}", first.id]
        assert "8 weeks with nothing recorded" in shown(pilot)
        assert "written by Sam" in shown(pilot)
        await press(pilot, "tab")
        assert screen.entries.window.rows[0].id == first.id
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert first.reference in lines(pilot.app)[0]
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, ChronologyScreen)


async def test_a_card_of_a_service_user_leads_to_their_chronology(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await press(pilot, "right")
        await write(pilot, "daniel")
        await press(pilot, "enter")
        assert "Chronology" in shown(pilot), shown(pilot)
        row = next(each for each in lines(pilot.app) if "Chronology" in each)
        await press(pilot, row.split()[0])
        assert isinstance(pilot.app.screen, ChronologyScreen)
        assert "D.W." in lines(pilot.app)[0]
