"""Finding an entry by its words or its reference, by keyboard, on a real logbook."""

import pytest
from desks import at_desk, many_more, press, said, shown, unsaved, write
from pages import SMALL, WIDE, lines
from service_makers import (
    CONDUCT,
    HENRY,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    answered,
    sent,
)

from logbook.services import actions, reading, recording
from logbook.services.finding import SEALED_NOT_SEARCHED, Finder
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.find import NOTHING_FOUND, FindScreen, is_like_a_reference
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.widgets.virtual_list import VirtualList


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_as_one_types_what_holds_the_words_appears(
    lane: BirchLane, size: tuple[int, int]
) -> None:
    sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    async with at_desk(lane, SANDRA, size=size) as pilot:
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, FindScreen)
        await write(pilot, "car")
        await press(pilot)
        assert "D.W." in shown(pilot)
        assert "M.T." not in shown(pilot)
        assert "1 entry" in shown(pilot)


async def test_the_newest_is_first_and_enter_opens_it(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    lane.clock.pass_(hours=1)
    newest = sent(lane.desk(NIA), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "posting")
        await press(pilot)
        assert "2 entries" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert newest.reference in lines(pilot.app)[0]


async def test_the_arrows_move_in_the_list_while_the_line_keeps_the_keys(lane: BirchLane) -> None:
    oldest = sent(lane.desk(SAM), ORDINARY)
    lane.clock.pass_(hours=1)
    sent(lane.desk(NIA), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "posting")
        await press(pilot, "down", "enter")
        assert oldest.reference in lines(pilot.app)[0]


async def test_a_reference_typed_any_way_opens_its_entry(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, entry.reference.replace("-", " ").lower())
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert entry.reference in lines(pilot.app)[0]


async def test_a_reference_of_nothing_says_so(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "K7-4QH2")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FindScreen)
        assert "There is no entry of that reference here" in said(pilot)


async def test_esc_goes_back_and_the_words_are_there_again(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "posting")
        await press(pilot, "enter", "escape")
        assert "posting" in shown(pilot)
        assert "D.W." in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)
        await press(pilot, "slash")
        assert "posting" in shown(pilot)
        assert "1 entry" in shown(pilot)
        assert unsaved(pilot)["find"] == "posting"


async def test_nothing_found_says_what_to_try(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "zebra")
        await press(pilot)
        assert NOTHING_FOUND in " ".join(shown(pilot).split())


async def test_a_row_says_where_managers_wrote_the_words(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    opened = reading.open_entry(sandra, sent(lane.desk(SAM), ORDINARY).id)
    actions.note(sandra, opened, "the third zebra this month")
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "zeb")
        await press(pilot)
        assert "in a note for managers · Help" in shown(pilot)


async def test_whoever_sent_something_sealed_is_told_why_nothing_is_found(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    recording.send(sam, answered(sam, CONDUCT, "staff-conduct"))
    async with at_desk(lane, SAM) as pilot:
        await press(pilot, "slash")
        await write(pilot, "zebrafinch")
        await press(pilot)
        assert f"{NOTHING_FOUND} {SEALED_NOT_SEARCHED}" in " ".join(shown(pilot).split())


async def test_what_one_may_not_read_is_not_found(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, HENRY) as pilot:
        await press(pilot, "slash")
        for words in ("card", entry.reference):
            await write(pilot, words)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, FindScreen)
            assert "D.W." not in shown(pilot)
            await press(pilot, *["backspace"] * len(words))


@pytest.mark.parametrize("typed", ["it's", "foo-bar", "(", '"', "*", "[/]", "\\", "OR", "%"])
async def test_signs_are_only_signs(lane: BirchLane, typed: str) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, typed)
        await press(pilot)
        assert isinstance(pilot.app.screen, FindScreen)
        assert said(pilot) == ""


async def test_a_newer_word_stops_an_older_one(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = []
    stop = Finder.stop

    def noted(finder: Finder) -> None:
        stopped.append("stop")
        stop(finder)

    monkeypatch.setattr(Finder, "stop", noted)
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await press(pilot, *"posting")
        assert len(stopped) == len("posting")
        assert "1 entry" in shown(pilot)


async def test_many_are_counted_to_a_thousand_and_paged(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM), ORDINARY)
    many_more(lane, first, 1005)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "posting")
        await press(pilot)
        assert "More than 1,000. Another word makes it fewer." in shown(pilot)
        rows = pilot.app.screen.query_one(VirtualList)
        await press(pilot, *["pagedown"] * 20)
        assert rows.row is not None
        assert len(rows.window) > 200


@pytest.mark.parametrize(
    ("typed", "like"),
    [("K7-4QH2", True), ("k74qh2", True), ("ko lili", True), ("hacked", True), ("K7-4QH", False)],
)
def test_a_reference_is_known_by_its_shape(typed: str, like: bool) -> None:  # noqa: FBT001 - a table
    assert is_like_a_reference(typed) is like
