"""Triage by keyboard, on a real logbook: what waits, what it says, and every move."""

from typing import Any

import pytest
from desks import (
    at_desk,
    many_more,
    on,
    press,
    quiet,
    said,
    seen_at_last,
    shown,
    toasts,
    unsaved,
    write,
)
from pages import SMALL, WIDE, lines, settled
from service_makers import (
    GENERAL_MANAGER,
    HENRY,
    NIA,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    sent,
)
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from logbook.domain import triage as moves
from logbook.domain.levels import Level
from logbook.domain.standing import Standing, State
from logbook.services import reading, triage
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.moves.acting import OnAnEntry
from logbook.tui.screens.moves.elsewhere import ElsewhereScreen
from logbook.tui.screens.moves.leaving import ABOUT_YOU, NOT_YOURS
from logbook.tui.screens.moves.move import MoveScreen
from logbook.tui.screens.moves.words import AskWorkerScreen
from logbook.tui.screens.triage import NOTHING_WAITS, TriageScreen

ASCII_SIZES = [pytest.param(SMALL, id="80 columns"), pytest.param(WIDE, id="120 columns")]


@pytest.fixture
def quick_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do shows at once, where a test waits for it."""
    monkeypatch.setattr(OnAnEntry, "LOOK_EVERY", 0.1)


# the list


async def test_when_nothing_waits_it_says_so_and_which_key_is_next(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA) as pilot:
        assert "Nothing waits" in lines(pilot.app)[0]
        assert NOTHING_WAITS in " ".join(shown(pilot).split())


async def test_the_most_urgent_is_first_in_words_and_marks(lane: BirchLane) -> None:
    sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA) as pilot:
        first, second = lines(pilot.app)[2:4]
        assert first.split()[:2] == ["!!", "High"]
        assert "D.W." in first
        assert "Help request, safety?" in first
        assert second.split()[0] == "Low"
        assert "Waiting 2" in lines(pilot.app)[0]


async def test_what_is_late_says_how_late_and_is_counted(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=6)
    async with at_desk(lane, SANDRA) as pilot:
        assert "2 h late" in lines(pilot.app)[2]
        assert "late 1" in lines(pilot.app)[0]


async def test_what_climbed_says_so_to_whom_it_came(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    async with at_desk(lane, GENERAL_MANAGER, size=WIDE) as pilot:
        assert "1 h late" in lines(pilot.app)[2]
        assert "↑ 6.05pm · " in lines(pilot.app)[2]
        assert "↑ Climbed today 6.05pm" in shown(pilot)


async def test_not_discussed_says_so_in_the_list_and_the_detail(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is in a meeting"})
    async with at_desk(lane, SANDRA, size=(140, 40)) as pilot:
        assert "not discussed" in lines(pilot.app)[2]
        assert "Not yet discussed with a manager" in shown(pilot)


async def test_the_list_at_80_columns_keeps_level_due_who_and_what(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        assert lines(pilot.app)[1].split() == ["Level", "Due", "Who", "What"]


async def test_one_key_shows_everything_open_then_everything(lane: BirchLane) -> None:
    desk = lane.desk(SANDRA)
    mine = sent(lane.desk(SAM), ORDINARY)
    decided(lane, SANDRA, mine.id, "All well.")
    triage.close(desk, reading.open_entry(desk, mine.id))
    async with at_desk(lane, SANDRA) as pilot:
        assert "D.W." not in shown(pilot)
        await press(pilot, "e")
        assert "everything open" in lines(pilot.app)[0]
        assert "D.W." not in shown(pilot)
        await press(pilot, "e")
        assert "closed" in lines(pilot.app)[2]
        await press(pilot, "e")
        assert lines(pilot.app)[0].startswith(" Triage · Sandra")


async def test_a_thousand_rows_are_paged_by_keyboard(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    first = sent(sam, ORDINARY)
    many_more(lane, first, 1000)
    async with at_desk(lane, SANDRA) as pilot:
        screen = on(pilot)
        assert isinstance(screen, TriageScreen)
        assert "Waiting 1001" in lines(pilot.app)[0]
        await press(pilot, "end")
        assert screen.entries.row is not None
        last = screen.entries.row.id
        await press(pilot, "home", "pagedown", "pagedown", "down")
        assert screen.entries.row.id != last
        assert len(screen.entries.window) <= 400


# reading


async def test_the_cursor_passing_is_never_seen(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "down", "up", "enter", "escape")
    assert standing_of(lane, entry.id).seen_by == ()


async def test_the_detail_follows_the_cursor(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        assert "a message that asked" in shown(pilot)
        await press(pilot, "down")
        assert "a message that asked" not in shown(pilot)
        assert "M.T. · Maple House" in shown(pilot)


async def test_at_80_columns_enter_opens_and_the_keys_wait_for_that(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "s")
        assert said(pilot) == "Press Enter to read it first. Every key works there."
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        await press(pilot, "s")
        assert said(pilot) == "Seen. Sam Okafor is shown that."
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)
    assert standing_of(lane, entry.id).state is State.SEEN


async def test_tab_leads_into_the_detail_and_the_arrows_scroll_it(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        assert "Care Act type" not in shown(pilot)
        await press(pilot, "tab", "end")
        assert "financial or material" in shown(pilot)
        await press(pilot, "escape")
        screen = on(pilot)
        assert isinstance(screen, TriageScreen)
        assert screen.entries.has_focus


# the whole round


@pytest.mark.parametrize("size", ASCII_SIZES)
async def test_the_whole_round_by_keyboard_alone(lane: BirchLane, size: tuple[int, int]) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, size=size) as pilot:
        if size == SMALL:
            await press(pilot, "enter")
        await press(pilot, "s")
        assert "seen" in said(pilot).casefold()
        await press(pilot, "t")
        assert said(pilot) == "With you now. u undoes it."
        await press(pilot, "l", "3", "enter")
        await write(pilot, "the card was stopped in time")
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Saved. It is at Medium now."
        await press(pilot, "w")
        await write(pilot, "which account")
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Asked. Sam Okafor sees it on Home."
        await press(pilot, "w")
        assert said(pilot) == "One question at a time: “which account” is not answered yet."
        answer(lane, SAM, entry.id, "the old one")
        decided(lane, SANDRA, entry.id)
        on(pilot).read_again()
        await quiet(pilot)
        await press(pilot, "c")
        assert said(pilot).startswith("Sam Okafor has not heard back yet.")
        await press(pilot, "o")
        await write(pilot, "Well done, it is safe now")
        await press(pilot, "tab", "enter")
        assert said(pilot).startswith("Told.")
        await press(pilot, "c")
        assert said(pilot) == "Closed. u undoes it."
        assert standing_of(lane, entry.id).state is State.CLOSED
        await press(pilot, "r")
        await write(pilot, "she wrote again")
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Open again, and with you."
    standing = standing_of(lane, entry.id)
    assert standing.state is State.IN_REVIEW
    assert standing.reopened_because == "she wrote again"
    assert [each.level for each in standing.levels] == [Level.HIGH, Level.MEDIUM]
    assert standing.answers[0].text == "the old one"


async def test_after_a_move_the_list_and_the_counts_follow(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM), WORRIED)
    sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        screen = on(pilot)
        assert isinstance(screen, TriageScreen)
        await press(pilot, "l", "4", "enter")
        await write(pilot, "a mistake")
        await press(pilot, "tab", "enter")
        assert screen.entries.row is not None
        assert screen.entries.row.id == first.id
        assert "Low" in lines(pilot.app)[2]
        decided(lane, SANDRA, first.id, "Thank you")
        on(pilot).read_again()
        await quiet(pilot)
        await press(pilot, "c")
        assert "Waiting 1" in lines(pilot.app)[0]
        assert "closed" in shown(pilot)
        await press(pilot, "u")
        assert said(pilot) == "Undone."
        assert "Waiting 2" in lines(pilot.app)[0]


async def test_hold_waits_for_somebody_outside_and_the_same_key_goes_on(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "h")
        await write(pilot, "the bank")
        await press(pilot, "enter")
        assert said(pilot) == "It waits for the bank. Press h to go on with it."
        assert standing_of(lane, entry.id).state is State.WAITING_OUTSIDE
        await press(pilot, "h")
        assert said(pilot) == "Taken up again."
    assert standing_of(lane, entry.id).state is State.IN_REVIEW


async def test_a_talk_is_written_down_with_a_name_and_a_time(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is in a meeting"})
    async with at_desk(lane, SANDRA, size=SMALL) as pilot:
        await press(pilot, "enter", "k")
        await write(pilot, "sam")
        await press(pilot, "enter", "2", "enter")
        await write(pilot, "tomorrow 2pm")
        await press(pilot, "enter")
        assert "Error:" in shown(pilot)
        await press(pilot, *["backspace"] * len("tomorrow 2pm"))
        await write(pilot, "today 2pm")
        await press(pilot, "enter", "tab", "enter")
        assert said(pilot) == "Written down. It counts as discussed."
        assert "Not yet discussed" not in shown(pilot)
    talk = standing_of(lane, entry.id).talks[0]
    assert talk.who == lane.member(SAM).id
    assert talk.counts


# refusals


async def test_a_dimmed_key_says_why_when_it_is_pressed(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        for key, sentence in (
            ("c", "Decide first: an entry is closed with an outcome and a reason."),
            ("o", "Decide first, so that there is something to tell Sam Okafor."),
            ("r", "This is open already."),
            ("u", "The newest step is Sam Okafor's. Only your own can be undone."),
            ("b", "There is nothing earlier about this person."),
        ):
            await press(pilot, key)
            assert said(pilot) == sentence
            assert isinstance(pilot.app.screen, TriageScreen)


async def test_an_error_is_in_the_fields_own_words_and_stays_until_mended(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "l", "enter")
        assert "Error: Choose a level." in shown(pilot)
        await press(pilot, "2", "enter")
        assert "Error: This is at High already." in shown(pilot)
        await press(pilot, "3", "enter", "tab", "enter")
        assert "Error: Say why the level can be lower" in shown(pilot)


async def test_nothing_is_chosen_in_advance(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "d", "enter")
        await seen_at_last(pilot, lambda: "Error: Choose an outcome." in shown(pilot))


async def test_earlier_entries_are_looked_at_before_a_decision(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    lane.clock.pass_(hours=1)
    second = sent(lane.desk(NIA), WORRIED)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        assert on(pilot).opened is not None
        await press(pilot, "d")
        await seen_at_last(pilot, lambda: "There is 1 earlier entry about D.W." in shown(pilot))
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Error: Say that you have looked" in shown(pilot))
        await press(pilot, "escape", "b")
        assert "Before " in lines(pilot.app)[0]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        await press(pilot, "escape", "escape", "d", "1", "enter")
        await seen_at_last(pilot, lambda: "It stands at High. Is that right?" in shown(pilot))
    assert standing_of(lane, second.id).decision is None


# nothing typed is lost


async def test_what_was_typed_is_there_again_after_esc(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "w")
        await write(pilot, "which acc")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)
        await press(pilot, "w")
        assert "which acc" in shown(pilot)
        await press(pilot, "f3")
        await press(pilot, "w")
        await write(pilot, "ount")
        assert "which account" in shown(pilot)


async def test_what_was_typed_is_there_after_the_cover(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "w")
        assert "Tab, Enter continue" in shown(pilot)
        await write(pilot, "which account")
        await press(pilot, "f9")
        assert "which account" not in shown(pilot)
        await press(pilot, *(each if each != " " else "space" for each in PASSPHRASE), "enter")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, AskWorkerScreen))
        assert "which account" in shown(pilot)
        await press(pilot, "tab", "enter")
        assert said(pilot).startswith("Asked.")
    question = standing_of(lane, entry.id).question
    assert question is not None
    assert question.text == "which account"


async def test_an_emergency_that_nobody_talked_through_is_asked_about(lane: BirchLane) -> None:
    grace, entry = lane.desk(GENERAL_MANAGER), sent(lane.desk(SAM), ORDINARY)
    triage.set_level(grace, reading.open_entry(grace, entry.id), Level.EMERGENCY, "threats")
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "d")
        await seen_at_last(pilot, lambda: "It stands at Emergency." in shown(pilot))
        await press(pilot, "1", "enter")
        await seen_at_last(pilot, lambda: "Why was there none?" in shown(pilot))
        await press(pilot, "tab", "enter")
        await seen_at_last(pilot, lambda: "Error: Say why nobody talked" in shown(pilot))


async def test_what_is_saved_is_not_offered_again(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "w")
        await write(pilot, "which one")
        await press(pilot, "tab", "enter")
        answer(lane, SAM, entry.id, "the old one")
        on(pilot).read_again()
        await quiet(pilot)
        await press(pilot, "w")
        assert "which one" not in shown(pilot)


# two managers


def in_sight(pilot: Pilot[Any]) -> Screen[Any]:
    return pilot.app.screen


async def test_the_second_manager_sees_what_the_first_did_and_chooses(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "l", "3", "enter")
        await write(pilot, "the card was stopped")
        lane.clock.pass_(hours=5)
        grace = lane.desk(GENERAL_MANAGER)
        triage.set_level(grace, reading.open_entry(grace, entry.id), Level.EMERGENCY, "threats")
        await press(pilot, "tab", "enter")
        assert isinstance(in_sight(pilot), ElsewhereScreen)
        assert "Grace Adeyemi raised it to Emergency because threats" in shown(pilot)
        assert "had climbed" not in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(in_sight(pilot), TriageScreen)
        assert "Emergency" in shown(pilot)
        await press(pilot, "l", "enter")
        assert "the card was stopped" in shown(pilot)
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Saved. It is at Medium now."
    assert standing_of(lane, entry.id).level is Level.MEDIUM


async def test_a_key_pressed_before_a_page_closed_is_not_for_what_lies_beneath(
    lane: BirchLane,
) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        triage_screen = on(pilot)
        assert isinstance(triage_screen, TriageScreen)
        await press(pilot, "comma")
        assert pilot.app.screen is not triage_screen
        pressed = Key("enter", "\r")
        await press(pilot, "escape")
        triage_screen.entries.post_message(pressed)
        await settled(pilot)
        assert pilot.app.screen is triage_screen
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)


async def test_going_on_after_the_other_saves_ones_own(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        answer_note(lane, entry.id)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ElsewhereScreen)
        assert "Sam Okafor added to it: “and again”" in shown(pilot)
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Seen. Sam Okafor is shown that."
    assert standing_of(lane, entry.id).unread_since is None


@pytest.mark.usefixtures("quick_watch")
async def test_what_another_terminal_saves_shows_and_the_cursor_stays(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        screen = on(pilot)
        assert isinstance(screen, TriageScreen)
        sent(lane.desk(NIA), {**WORRIED, "person": "M.T."})
        await seen_at_last(pilot, lambda: "Waiting 2" in lines(pilot.app)[0])
        await seen_at_last(pilot, lambda: "M.T." in lines(pilot.app)[2])
        assert screen.entries.row is not None
        assert screen.entries.row.id == entry.id


async def test_due_words_go_on_with_the_clock(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        lane.clock.pass_(hours=3, minutes=20)
        on(pilot).somebody_saved()
        await quiet(pilot)
        assert "in 40 min" in lines(pilot.app)[2]
        assert "6:05pm: in 40" in shown(pilot)


# out of sight


@pytest.mark.usefixtures("quick_watch")
async def test_an_entry_that_turns_out_to_be_about_me_leaves_without_a_trace(
    lane: BirchLane,
) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    async with at_desk(lane, SANDRA, size=SMALL) as pilot:
        await press(pilot, "enter", "w")
        assert isinstance(pilot.app.screen, MoveScreen)
        await write(pilot, "secret words")
        grace = lane.desk(GENERAL_MANAGER)
        opened = reading.open_entry(grace, entry.id)
        triage.name_about(grace, opened, [lane.member(SANDRA).id], "it names her")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, TriageScreen))
        await seen_at_last(pilot, lambda: "Nothing waits" in lines(pilot.app)[0])
        words = shown(pilot)
        assert toasts(pilot) == [NOT_YOURS]
        for trace in (opened.reference, "D.W.", "Grace", "about", "names her"):
            assert trace not in words.replace(NOT_YOURS, "")
        assert not [key for key in unsaved(pilot) if entry.id in key]


async def test_a_move_on_an_entry_that_is_mine_no_more_says_nothing_of_it(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        grace = lane.desk(GENERAL_MANAGER)
        opened = reading.open_entry(grace, entry.id)
        triage.name_about(grace, opened, [lane.member(SANDRA).id], "it names her")
        await press(pilot, "s")
        await seen_at_last(pilot, lambda: said(pilot) == NOT_YOURS)
        assert "D.W." not in shown(pilot)
        assert "names her" not in shown(pilot)


async def test_naming_oneself_closes_it_and_is_no_failure(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        await press(pilot, "n")
        await write(pilot, "sandra")
        await press(pilot, "enter", "enter", "tab", "enter")
        await seen_at_last(pilot, lambda: said(pilot) == ABOUT_YOU)
        assert "Nothing waits" in lines(pilot.app)[0]
    assert lane.member(SANDRA).id in standing_of(lane, entry.id, GENERAL_MANAGER).about


async def test_a_manager_of_another_house_sees_no_trace(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, HENRY, size=WIDE) as pilot:
        for _ in range(3):
            assert "D.W." not in shown(pilot)
            await press(pilot, "e")
        assert "Nothing waits" in lines(pilot.app)[0]


async def test_without_colour_everything_is_still_said(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=6)
    async with at_desk(lane, SANDRA, size=WIDE) as pilot:
        row = lines(pilot.app)[2]
        assert row.split()[:5] == ["!!", "High", "2", "h", "late"]
        await press(pilot, "c")
        assert said(pilot).startswith("Decide first")


# what a test needs


def standing_of(lane: BirchLane, entry_id: str, name: str = SANDRA) -> Standing:
    return reading.open_entry(lane.desk(name), entry_id).standing


def answer(lane: BirchLane, name: str, entry_id: str, text: str) -> None:
    desk = lane.desk(name)
    triage.answer(desk, reading.open_entry(desk, entry_id), text)


def decided(lane: BirchLane, name: str, entry_id: str, words: str = "") -> None:
    desk = lane.desk(name)
    triage.decide(
        desk,
        reading.open_entry(desk, entry_id),
        outcome="advice",
        because="the password was changed",
        next_step="check on Friday",
        words=words,
    )


def answer_note(lane: BirchLane, entry_id: str) -> None:
    desk = lane.desk(SAM)
    triage.act(desk, reading.open_entry(desk, entry_id), moves.amend, note="and again")
