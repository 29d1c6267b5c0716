"""Somebody else did something first: what it was, and whether one still wants to go on."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from logbook.domain.events import QUIET
from logbook.domain.refusals import ChangedElsewhere
from logbook.services.reading import OpenEntry, open_entry
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act

ASKED_STYLES = Path(__file__).parents[1] / "asked.tcss"
UNCOVERED_AFTER = 0.1
"""Seconds between two looks whether a screen is in front again."""


class ElsewhereScreen(PlaceScreen[bool]):
    """What the other did, in their words. Going back is the safe answer; nothing typed is lost."""

    place = Place.QUESTION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.QUESTION)]
    CSS_PATH = [ASKED_STYLES, "move.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self, session: Session, lines: Sequence[str], reference: str, act: str) -> None:
        super().__init__(f"Somebody was first · {reference}", who=session.member.name)
        self.roles = session.roles
        self.lines = tuple(lines)
        self.look = Act("Look at it first", id="look")
        self.go_on = Act(f"Go on: {act}", id="go-on")

    def body(self) -> ComposeResult:
        with Vertical(classes="column move"):
            yield Static("While you had this open", classes="heading")
            yield Static(plain("\n".join(self.lines)), id="since")
            yield Static(
                "Yours is not saved yet, and what you wrote is kept. Does it still fit?",
                classes="muted",
            )
            with Horizontal(classes="move--acts"):
                yield self.look
                yield self.go_on

    def on_mount(self) -> None:
        self.look.focus()

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self.dismiss(event.act is self.go_on)

    async def action_back(self) -> None:
        self.dismiss(False)  # noqa: FBT003 - the result of the screen


async def asked_whether_to_go_on(
    screen: Screen[Any], session: Session, entry_id: str, why: ChangedElsewhere, act: str
) -> tuple[OpenEntry, bool]:
    """The entry as it is now, and whether the person goes on. Call it from a worker.

    What the other did is read from the entry itself, so that somebody who may no longer read it
    is told nothing of it.

    Raises:
        NotFound: it is not this person's to read any more.
    """
    fresh = await asyncio.to_thread(open_entry, session.desk, entry_id)
    happened = {event.seq for event in why.since if event.verb not in QUIET}
    lines = [line.words for line in fresh.history if line.seq in happened]
    await in_front(screen)
    elsewhere = ElsewhereScreen(session, lines, fresh.reference, act)
    go_on = await screen.app.push_screen_wait(elsewhere)
    return fresh, go_on


async def in_front(screen: Screen[Any]) -> None:
    """Wait until nothing lies over a screen: not the cover, and not the help page."""
    while not screen.is_current:  # noqa: ASYNC110 - Textual has no event for it
        await asyncio.sleep(UNCOVERED_AFTER)
