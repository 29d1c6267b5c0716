"""Somebody signed in at a real logbook, and what they do by keyboard."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from front import Service, Ticking
from pages import SMALL, burst, lines, settled, text, until
from service_makers import SAM, BirchLane, answered
from textual.pilot import Pilot
from textual.screen import Screen

from logbook.domain.questions import Typed
from logbook.services import drafts
from logbook.services.signing_in import SignedIn
from logbook.tui import rooms
from logbook.tui.app import DESK, LogbookApp
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.session import Session

NAMES = {
    "\n": "enter",
    "\t": "tab",
    " ": "space",
}


@dataclass
class Worker:
    """A person at the keyboard of a running app."""

    pilot: Pilot[Any]
    service: BirchLane
    session: Session

    @property
    def app(self) -> LogbookApp:
        app = self.pilot.app
        assert isinstance(app, LogbookApp)
        return app

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def shown(self) -> str:
        """What is on the screen, the lines as one text and single spaces."""
        return " ".join(text(self.app).split())

    @property
    def lines(self) -> list[str]:
        return lines(self.app)

    def sees(self, *words: str) -> bool:
        shown = self.shown
        return all(each in shown for each in words)

    async def waits_for(self, *words: str) -> None:
        """Wait until all of it can be read."""
        for _ in range(400):
            await settled(self.pilot)
            if self.sees(*words):
                return
            await asyncio.sleep(0.005)
        raise AssertionError(f"{words} did not come; the screen says:\n{text(self.app)}")

    async def is_past(self, words: str) -> None:
        """Wait until the page that said this is gone."""
        await until(self.pilot, lambda: words not in self.shown)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await settled(self.pilot)

    async def type(self, words: str) -> None:
        """Each key in its turn, as by hand."""
        for each in words:
            await self.pilot.press(NAMES.get(each, each))
        await settled(self.pilot)

    async def answers(self, typed: str, then: str) -> None:
        """Type an answer, and read on until the next page says something."""
        await self.type(typed)
        await self.waits_for(then)

    def bursts(self, words: str) -> None:
        burst(self.app, words)

    async def is_kept(self) -> None:
        """Wait until what was typed is on the disk."""
        screen = self.screen
        await until(self.pilot, lambda: not screen.recording.is_unsaved)  # type: ignore[attr-defined]


def begun(service: BirchLane, typed: dict[str, Typed], name: str = SAM) -> drafts.Open:
    """A draft that stands at its first question without an answer; its list where all have one."""
    desk = service.desk(name)
    opened = answered(desk, typed)
    waiting = opened.draft.journey(desk.now).current
    drafts.keep(desk, opened, replace(opened.draft, at=waiting.key if waiting else ""))
    return opened


async def resume(worker: Worker, *words: str) -> None:
    """Go on with what is not finished, until all of this can be read."""
    await worker.waits_for("Not finished")
    await worker.press("enter")
    await worker.waits_for(*words)


@asynccontextmanager
async def at_work(
    service: BirchLane,
    name: str = SAM,
    *,
    size: tuple[int, int] = SMALL,
    notices: tuple[str, ...] = (),
) -> AsyncIterator[Worker]:
    """An app at which this person has just signed in."""
    session = rooms.session_of(SignedIn(desk=service.desk(name), notices=notices))
    doors = replace(Service().doors(), rooms=rooms.rooms)
    app = LogbookApp(
        doors,
        clocks=Ticking().clocks(),
        now=lambda: service.clock.now.replace(tzinfo=None),
    )
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.screen.post_message(SignInScreen.SignedIn(session))
        await until(pilot, lambda: app.current_mode == DESK)
        yield Worker(pilot, service, session)
