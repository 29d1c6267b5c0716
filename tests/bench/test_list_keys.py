"""T4, T5 and T7: a key in a list, the same key in a list of a million, and what it holds."""

import asyncio
import gc
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from figures import Figures, control_of, told
from painted import Label, Painted
from textual.app import ComposeResult

sys.path.insert(0, str(Path(__file__).parent.parent / "tui"))

from rows import COLUMNS, Rows

from logbook.tui.line_filter import ControlFilter
from logbook.tui.themes import DEFAULT, themes
from logbook.tui.widgets.virtual_list import VirtualList

KEYS = 100
GENEROUS = 2.0
SMALL, LARGE = 1_000, 1_000_000


class Listed(Painted):
    """A list of so many rows."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.rows = VirtualList(COLUMNS, Rows(count), empty="Nothing.")
        for theme in themes():
            self.register_theme(theme)
        self.theme = DEFAULT

    def get_line_filters(self) -> list[Any]:
        return [*super().get_line_filters(), ControlFilter()]

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_mount(self) -> None:
        self.rows.focus()

    async def settled(self) -> None:
        while not self.rows.is_settled:  # noqa: ASYNC110 - the list tells no measuring program
            await asyncio.sleep(0)


async def measured(
    one: Painted, other: Painted, keys: tuple[str, ...], names: tuple[str, str]
) -> tuple[Figures, Figures]:
    """The keys pressed in both apps in turn, both open at once."""
    times: tuple[list[float], list[float]] = ([], [])
    async with one.run_test(size=(80, 24)) as first, other.run_test(size=(80, 24)) as second:
        for pilot in (first, second):
            await pilot.pause()
            if isinstance(pilot.app, Listed):
                await pilot.app.settled()
        for _ in range(KEYS // len(keys)):
            for app, kept in ((one, times[0]), (other, times[1])):
                for key in keys:
                    kept.append(await app.key(key))
                    if isinstance(app, Listed):
                        await app.settled()
    skipped = 5
    return (
        Figures(names[0], tuple(times[0][skipped:])),
        Figures(names[1], tuple(times[1][skipped:])),
    )


@pytest.mark.bench
async def test_a_cursor_step_costs_what_a_label_costs() -> None:
    step = ("down",) * 9 + ("up",) * 9
    rows, label = await measured(
        Listed(10_000), Label(), step, ("cursor down in a list", "a label's update")
    )
    ratio = told("T4 cursor down (target 1.2)", rows, label, control_of(label))
    rows, label = await measured(
        Listed(10_000), Label(), ("down",), ("cursor down, the page scrolls", "a label's update")
    )
    told("T4 the same where the whole page scrolls (no target)", rows, label, control_of(label))
    assert ratio < GENEROUS


@pytest.mark.bench
@pytest.mark.parametrize("keys", [("down",), ("pagedown", "pagedown", "pageup"), ("end", "home")])
async def test_a_million_rows_feel_like_a_thousand(keys: tuple[str, ...]) -> None:
    large, small = await measured(
        Listed(LARGE), Listed(SMALL), keys, (f"{'+'.join(keys)}, {LARGE:,}", f"…, {SMALL:,}")
    )
    told(f"T5 {'+'.join(keys)} (target: p95 1.2)", large, small, control_of(small))
    assert large.p95 / small.p95 < GENEROUS


async def held_by(count: int) -> int:
    """Bytes that a list holds after it was walked through."""
    gc.collect()
    tracemalloc.start()
    app = Listed(count)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.settled()
        for key in [*["pagedown"] * 30, "end", *["pageup"] * 30, "home"]:
            await app.key(key)
            await app.settled()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after


@pytest.mark.bench
async def test_a_million_rows_hold_what_a_thousand_hold() -> None:
    for count in (LARGE, SMALL):
        await held_by(count)  # caches of drawn text fill once, whatever the list
    small, large, again = [await held_by(count) for count in (SMALL, LARGE, SMALL)]
    print(
        f"\nT7 memory (target 1.1)\n  {LARGE:,} rows {large / 1e6:.2f} MB"
        f"   {SMALL:,} rows {small / 1e6:.2f} MB   ratio {large / small:.3f}"
        f"   control A/A {again / small:.3f}"
    )
    assert large / small < GENEROUS
