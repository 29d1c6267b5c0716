"""A manager or worker signed in at a real logbook, in front of the screens they would see."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from front import Service, app_of
from pages import SMALL, burst, settled, text, until
from service_makers import BirchLane
from textual.pilot import Pilot

from logbook.domain import triage as moves
from logbook.domain.events import new_id
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry
from logbook.tui.app import LogbookApp
from logbook.tui.idle import Limits
from logbook.tui.places import Place
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.find import FindScreen
from logbook.tui.screens.moves.acting import OnAnEntry
from logbook.tui.screens.moves.elsewhere import ElsewhereScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.session import Room, Session
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.virtual_list import VirtualList


def session_at(desk: Desk) -> Session:
    return Session(member=desk.member, desk=desk, limits=Limits(), close=desk.close)


def app_at(home: Room = TriageScreen) -> LogbookApp:
    """The door is invented; everything behind it is real."""
    return app_of(Service(rooms={Place.HOME: home, Place.FIND: FindScreen}))


@asynccontextmanager
async def at_desk(
    lane: BirchLane, name: str, *, size: tuple[int, int] = SMALL, home: Room = TriageScreen
) -> AsyncIterator[Pilot[Any]]:
    """Somebody signed in, home in front of them and everything read."""
    app = app_at(home)
    session = session_at(lane.desk(name))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.screen.post_message(SignInScreen.SignedIn(session))
        await until(pilot, lambda: app.current_mode == "desk")
        await quiet(pilot)
        yield pilot


def entry_room(entry_id: str) -> Room:
    return lambda session: EntryScreen(session, entry_id)


async def quiet(pilot: Pilot[Any]) -> None:
    """Wait until nobody is reading or saving, and every list has what it asked for."""
    await until(pilot, lambda: is_quiet(pilot.app))


def is_quiet(app: Any) -> bool:
    """Whether nobody works; what waits for an answer on the screen is not at work."""
    waiting = {"leaving", "watching"}
    if isinstance(app.screen, ElsewhereScreen):
        waiting.add("doing")
    if any(not worker.is_finished for worker in app.workers if worker.group not in waiting):
        return False
    return all(each.is_settled for each in app.screen.query(VirtualList))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Keys at a person's pace: each is answered before the next one."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    await quiet(pilot)


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type a text into whatever has focus."""
    burst(pilot.app, words)
    await settled(pilot)


def said(pilot: Pilot[Any]) -> str:
    """What the line above the keys says."""
    return pilot.app.screen.query_one(Notice).words


def toasts(pilot: Pilot[Any]) -> list[str]:
    return [each.message for each in pilot.app._notifications]


def unsaved(pilot: Pilot[Any]) -> dict[str, Any]:
    assert isinstance(pilot.app, LogbookApp)
    assert pilot.app.session is not None
    return pilot.app.session.unsaved


def shown(pilot: Pilot[Any]) -> str:
    return text(pilot.app)


def on(pilot: Pilot[Any]) -> OnAnEntry:
    screen = pilot.app.screen
    assert isinstance(screen, OnAnEntry)
    return screen


async def seen_at_last(pilot: Pilot[Any], fact: Callable[[], bool]) -> None:
    """Wait for what another terminal did to show."""
    await until(pilot, fact, turns=5000)


def many_more(lane: BirchLane, like: OpenEntry, count: int) -> None:
    """So many more entries like one, in the log as if their author had sent them."""
    desk = lane.desks[0]
    entry = like.standing.entry
    for start in range(0, count, 200):
        desk.append(
            *(
                moves.send(replace(entry, id=new_id()), at=desk.now, event_id=new_id())
                for _ in range(start, min(count, start + 200))
            )
        )
