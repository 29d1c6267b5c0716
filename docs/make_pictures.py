"""The README's pictures, made from the demo at a fixed hour: `python docs/make_pictures.py`."""

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from logbook.services import demo, signing_in
from logbook.tui import rooms
from logbook.tui.app import LogbookApp
from logbook.tui.session import Doors, Session
from logbook.vault import doorplates

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
PICTURES = Path(__file__).parent / "pictures"
WIDE, SMALL = (120, 32), (80, 24)
PATIENCE = 400
"""Turns of the loop to wait for what a thread brings."""

Scene = Callable[[Pilot[Any]], Awaitable[None]]


def now() -> datetime:
    return NOW


def doors_of(made: demo.Demo) -> Doors:
    def sign_in(member_id: str, passphrase: str) -> Session:
        return rooms.session_of(signing_in.sign_in(made.folder, member_id, passphrase, clock=now))

    return Doors(
        door=partial(doorplates.read, made.folder),
        bring_the_rest=lambda: None,
        sign_in=sign_in,
        prove=lambda _session, _passphrase: None,
        rooms=rooms.rooms,
    )


@dataclass(frozen=True)
class Picture:
    """Who sits in front of which terminal, and what they do there."""

    who: str
    size: tuple[int, int]
    scene: Scene


async def drawn(made: demo.Demo, name: str) -> str:
    """Sign in as somebody, play a scene, and take what the screen shows."""
    who, size, scene = PICTURES_OF[name].who, PICTURES_OF[name].size, PICTURES_OF[name].scene
    app = LogbookApp(doors_of(made), now=lambda: NOW.replace(tzinfo=None))
    passphrase = next(each.passphrase for each in made.logins if each.name == who)
    async with app.run_test(size=size) as pilot:
        await still(pilot)
        await pilot.press(*who.split(maxsplit=1)[0].lower(), "enter")
        await still(pilot)
        await pilot.press(*(_key(sign) for sign in passphrase), "enter")
        await until(pilot, lambda: app.current_mode == "desk")
        await scene(pilot)
        return with_fixed_ids(app.export_screenshot(title="Logbook"))


def with_fixed_ids(picture: str) -> str:
    """A drawing's ids are random; ours are not, so that pictures can be compared."""
    return re.sub(r"terminal-\d+", "terminal", picture)


def _key(sign: str) -> str:
    return {"-": "minus", " ": "space"}.get(sign, sign)


async def still(pilot: Pilot[Any]) -> None:
    """Until nothing moves any more."""
    for _ in range(30):
        await pilot.pause()
        await asyncio.sleep(0.01)


async def until(pilot: Pilot[Any], fact: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        await pilot.pause()
        if fact():
            break
        await asyncio.sleep(0.02)
    await still(pilot)


async def triage(pilot: Pilot[Any]) -> None:
    await pilot.press("home")
    await still(pilot)


async def home(pilot: Pilot[Any]) -> None:
    await still(pilot)


async def question(pilot: Pilot[Any]) -> None:
    """A help request as far as its fourth question."""
    await pilot.press("f2")
    await still(pilot)
    await pilot.press("1")
    await still(pilot)
    for typed in (("k", "l", "enter"), (*"Can we",), ("tab", "enter"), (*"now",), ("enter",)):
        await pilot.press(*(_key(sign) for sign in typed))
        await still(pilot)


PICTURES_OF = {
    "home": Picture("Sam Okafor", SMALL, home),
    "question": Picture("Sam Okafor", SMALL, question),
    "triage": Picture("Sandra Whitlow", WIDE, triage),
}


def demo_in(folder: Path) -> demo.Demo:
    return demo.make(folder / "demo", clock=now)


async def make() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = await asyncio.to_thread(demo_in, Path(folder))
        for name in PICTURES_OF:
            (PICTURES / f"{name}.svg").write_text(await drawn(made, name), "utf-8")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(make())
