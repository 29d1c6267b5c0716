"""The gate on a stop page."""

import pytest
from pages import SMALL, Bench, burst, paste, settled, text
from textual.events import Event, Key
from textual.pilot import Pilot

from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.stop_gate import HELD_FOR, Hold, StopGate


def bench() -> tuple[Bench, StopGate]:
    gate = StopGate()
    return Bench(gate, hears=(Answering.Answered,)), gate


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def held(app: Bench, times: int, every: float, first: float = 0.5) -> None:
    """Enter, stamped as a held key arrives: once, a pause, then its repeats."""
    at = Event().time + 1
    for nth in range(times):
        key = Key("enter", "\r")
        key.time = at
        app.post_message(key)
        at += first if nth == 0 else every


@pytest.mark.parametrize("word", ["stop", "STOP", "xstop", "sstop", "ststop"])
async def test_the_word_and_enter_open_it(word: str) -> None:
    app, gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *word)
        assert gate.typed == ""
        assert "stop  and now press Enter" in text(app)
        await press(pilot, "enter")
        assert gate.typed == "stop"
        assert [each.typed for each in app.of(Answering.Answered)] == ["stop"]


@pytest.mark.parametrize("word", ["sto", "st op", "pots", "stp", "stopx"])
async def test_another_word_does_not(word: str) -> None:
    app, gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *[{" ": "x"}.get(letter, letter) for letter in word], "enter")
        assert gate.typed == ""


async def test_holding_enter_opens_it() -> None:
    app, gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        held(app, 40, 0.033)
        await settled(pilot)
        assert gate.typed == "stop"


async def test_enter_pressed_once_or_in_a_burst_does_not() -> None:
    app, gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        burst(app, "\n" * 100)
        await settled(pilot)
        assert gate.typed == ""


async def test_a_paste_does_not_open_it() -> None:
    app, gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, "stop\nstop")
        await settled(pilot)
        assert gate.typed == ""


async def test_it_says_how_far_the_holding_is() -> None:
    app, _gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Hold Enter, or type  stop  then press Enter, to go on" in text(app)
        held(app, 10, 0.033)
        await settled(pilot)
        assert "Keep holding  ■■" in text(app)


async def test_it_opens_once() -> None:
    app, _gate = bench()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"stop", "enter", *"stop", "enter")
        assert len(app.of(Answering.Answered)) == 1


def test_a_pause_begins_the_holding_again() -> None:
    hold = Hold()
    for at in (0.0, 0.5, 0.6, 0.7, 0.8):
        hold = hold.pressed(at)
    assert hold.pressed(2.0).progress == 0.0


def test_pressing_now_and_then_is_not_holding() -> None:
    hold = Hold()
    for nth in range(20):
        hold = hold.pressed(nth * 0.9)
    assert not hold.is_done


def test_slow_repeats_are_holding_too() -> None:
    hold = Hold()
    for nth in range(6):
        hold = hold.pressed(nth * HELD_FOR / 5)
    assert hold.is_done
