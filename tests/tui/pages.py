"""Page objects: what a person reads and presses, and the one wait that all tests use."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from textual.app import App, ComposeResult
from textual.events import Event, Key, Paste
from textual.pilot import Pilot
from textual.widget import Widget

from logbook.tui.line_filter import ControlFilter
from logbook.tui.themes import DEFAULT, themes
from logbook.tui.widgets.answering import Awake
from logbook.tui.widgets.virtual_list import VirtualList

SMALL = (80, 24)
WIDE = (120, 40)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until every message was handled, every page has come and every widget minds keys."""
    await pilot.pause()
    while not _is_settled(pilot.app):
        await pilot.pause()
    await pilot.pause()


async def until(pilot: Pilot[Any], fact: Callable[[], bool], turns: int = 500) -> None:
    """Wait for what a thread brings; fail when it does not come."""
    for _ in range(turns):
        await pilot.pause()
        if fact():
            await settled(pilot)
            return
        await asyncio.sleep(0)
    raise AssertionError("what was waited for did not come")


def _is_settled(app: App[Any]) -> bool:
    now = Event().time
    return all(
        widget.awake_from <= now and (not isinstance(widget, VirtualList) or widget.is_settled)
        for widget in app.screen.query(Awake)
    )


def burst(app: App[Any], text: str) -> None:
    """Keys that arrive together, as over a slow line: nothing is awaited between them."""
    for character in text:
        key = {"\n": "enter", "\x7f": "backspace", "\t": "tab"}.get(character, character)
        app.post_message(Key(key, character if character.isprintable() else None))


def paste(app: App[Any], text: str) -> None:
    app.post_message(Paste(text))


def lines(app: App[Any]) -> list[str]:
    """The screen as a person reads it."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    rows = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    assert len(rows) == height
    assert all(len(row) <= width * 2 for row in rows)
    return rows


def text(app: App[Any]) -> str:
    return "\n".join(lines(app))


class Bench(App[None]):
    """An app that shows widgets and writes down what they say."""

    CSS_PATH = "../../logbook/tui/app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        *widgets: Widget,
        hears: Iterable[type[Any]] = (),
        sixteen_colours: bool = False,
    ) -> None:
        super().__init__()
        self.widgets = widgets
        self.hears = tuple(hears)
        self.heard: list[Any] = []
        for theme in themes(sixteen_colours=sixteen_colours):
            self.register_theme(theme)
        self.theme = DEFAULT

    def get_line_filters(self) -> list[Any]:
        return [*super().get_line_filters(), ControlFilter()]

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_mount(self) -> None:
        self.widgets[0].focus()

    async def _on_message(self, message: Any) -> None:
        if isinstance(message, self.hears):
            self.heard.append(message)
        await super()._on_message(message)

    def of(self, kind: type[Any]) -> list[Any]:
        return [message for message in self.heard if isinstance(message, kind)]
