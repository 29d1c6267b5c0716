"""Apps that say when they have painted, and the least of them."""

import asyncio
import time
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

BETWEEN = 0.025
LIMIT = 30.0
"""Seconds after which a key that paints nothing fails."""


class Painted(App[None]):
    """An app that says when it has painted."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.painted = asyncio.Event()
        self._painted_at = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None and not self.painted.is_set():
            self._painted_at = time.perf_counter()
            self.painted.set()

    async def key(self, key: str) -> float:
        """Seconds from a key to its paint, pressed as people do: a while after the last one.

        Textual paints at most sixty times a second; without the pause this would be measured.
        """
        await asyncio.sleep(BETWEEN)
        self.painted.clear()
        began = time.perf_counter()
        self.post_message(Key(key, key if len(key) == 1 else None))
        await asyncio.wait_for(self.painted.wait(), LIMIT)
        return self._painted_at - began


class Label(Painted):
    """The least that a key can change: a number in a label."""

    BINDINGS = [Binding("down,up", "more", show=False)]  # noqa: RUF012 - Textual's way

    def compose(self) -> ComposeResult:
        self.shown = 0
        self.label = Static("0")
        yield self.label

    def action_more(self) -> None:
        self.shown += 1
        self.label.update(str(self.shown))


async def keyed(pilot: Pilot[Any], key: str) -> float:
    """Seconds from a key to its paint."""
    assert isinstance(pilot.app, Painted)
    return await pilot.app.key(key)
