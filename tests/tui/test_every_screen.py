"""What holds on every screen and dialog: it covers, counts down, signs out and explains itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from desks import quiet, session_at
from every_screen import Ways, every_screen, is_a_managers, is_help, is_inside
from front import NOW, Service, Ticking
from pages import SMALL, settled, text, until
from service_makers import GENERAL_MANAGER, SAM, BirchLane
from textual.pilot import Pilot
from textual.screen import Screen

from logbook.tui import rooms
from logbook.tui.app import DESK, FRONT, LogbookApp
from logbook.tui.ascii_filter import as_ascii
from logbook.tui.display import ORDINARY, Display
from logbook.tui.places import BEFORE, Place
from logbook.tui.screens.cover import CoverScreen
from logbook.tui.screens.help import HelpScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.session import Session
from logbook.tui.widgets.frame import FooterLine

INSIDE = [each for each in every_screen() if is_inside(each)]
OF = {
    SAM: [each for each in INSIDE if not is_a_managers(each)],
    GENERAL_MANAGER: [each for each in INSIDE if is_a_managers(each)],
}
MINUTE = 60


@dataclass
class Walk:
    """Somebody who opens one screen after another."""

    pilot: Pilot[Any]
    lane: BirchLane
    name: str
    ticking: Ticking

    @property
    def app(self) -> LogbookApp:
        app = self.pilot.app
        assert isinstance(app, LogbookApp)
        return app

    @property
    def shown(self) -> str:
        return text(self.app)

    async def signs_in(self) -> Session:
        session = session_at(self.lane.desk(self.name))
        self.app.screen.post_message(SignInScreen.SignedIn(session))
        await until(self.pilot, lambda: self.app.current_mode == DESK)
        await quiet(self.pilot)
        return session

    async def opens(self, screen: Screen[Any]) -> None:
        await self.app.push_screen(screen)
        await quiet(self.pilot)

    async def uncovers(self) -> None:
        self.app.screen.post_message(CoverScreen.Uncovered())
        await until(self.pilot, lambda: self.app.current_mode == DESK)
        await quiet(self.pilot)

    async def leaves(self) -> None:
        await self.app.action_desk()
        await quiet(self.pilot)


@asynccontextmanager
async def walking(lane: BirchLane, name: str, display: Display = ORDINARY) -> AsyncIterator[Walk]:
    ticking = Ticking()
    app = LogbookApp(
        Service(rooms=dict(rooms.rooms())).doors(),
        clocks=ticking.clocks(),
        now=lambda: NOW,
        display=display,
    )
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        yield Walk(pilot, lane, name, ticking)


def ways(walk: Walk, session: Session) -> Ways:
    return Ways(walk.lane, session, session_at(walk.lane.desk(SAM)))


def test_no_screen_is_forgotten() -> None:
    assert len(INSIDE) > 20
    assert {*OF[SAM], *OF[GENERAL_MANAGER]} == {*INSIDE}


SOMETHING_OF_ALL = 4
"""Of unlike modules every so many in each run; all of them in the slow one."""


def some(kinds: list[type[Screen[Any]]]) -> list[type[Screen[Any]]]:
    unlike = list({each.__module__: each for each in kinds}.values())
    return unlike[::-SOMETHING_OF_ALL]


EACH = [
    *(pytest.param(name, some(kinds), id=name) for name, kinds in OF.items()),
    *(pytest.param(name, OF[name], id=f"all, {name}", marks=pytest.mark.slow) for name in OF),
]


@pytest.mark.parametrize("name", OF)
async def test_every_screen_can_be_opened_by_what_it_asks_for(lane: BirchLane, name: str) -> None:
    async with walking(lane, name) as walk:
        made = ways(walk, await walk.signs_in())
        for kind in OF[name]:
            assert isinstance(made.screen(kind), kind)


@pytest.mark.parametrize(("name", "kinds"), EACH)
async def test_each_covers_in_one_frame_counts_down_explains_itself_and_is_ascii(
    lane: BirchLane, name: str, kinds: list[type[Screen[Any]]]
) -> None:
    async with walking(lane, name, Display(ascii_only=True)) as walk:
        made = ways(walk, await walk.signs_in())
        for kind in kinds:
            await walk.opens(made.screen(kind))
            assert walk.shown.strip(), kind
            assert not beyond_ascii(walk.shown), kind
            await covers_at_once(walk, kind)
            await counts_down(walk, kind)
            await explains(walk, kind)
            await walk.leaves()


async def covers_at_once(walk: Walk, kind: type[Screen[Any]]) -> None:
    beneath = words_of(walk.shown)
    await walk.pilot.press("f9")
    assert walk.app.is_covered, kind
    uncovered = words_of(walk.shown) & beneath - words_of(COVERED)
    assert not uncovered, f"{kind} shows {uncovered} under the cover"
    await settled(walk.pilot)
    assert not beyond_ascii(walk.shown), kind
    await walk.uncovers()


COVERED = """
Logbook Sam Grace Okafor Adeyemi is signed in. Covered at Passphrase Not Sam? Grace? Press Tab to
sign in as yourself. 14:05 F1 help Enter go on Ctrl+Q leave Esc Cover · ─ │ ╭ ╮ ╰ ╯
"""


def words_of(shown: str) -> set[str]:
    return {each for each in shown.split() if any(sign.isalnum() for sign in each)}


async def counts_down(walk: Walk, kind: type[Screen[Any]]) -> None:
    walk.ticking.pass_(3 * MINUTE - 10)
    walk.app.tick()
    await settled(walk.pilot)
    assert "Are you still here? Covering in 10 s." in walk.shown, kind
    await walk.pilot.press("shift+f12")
    assert "still here" not in walk.shown, kind


async def explains(walk: Walk, kind: type[Screen[Any]]) -> None:
    place = walk.app.place
    about = getattr(walk.app.screen, "about", "") if place is None else place.about
    if place is not Place.HELP:
        await walk.pilot.press("f1")
        await quiet(walk.pilot)
    help_screen = walk.app.screen
    assert isinstance(help_screen, HelpScreen), f"F1 does nothing on {kind}"
    assert about, kind
    if place is not Place.HELP:
        assert help_screen.about == about, kind
    first = as_ascii(" ".join(help_screen.about.split()[:4]))
    assert first in " ".join(walk.shown.split()), kind
    assert "Keys here" in walk.shown, kind
    assert not beyond_ascii(walk.shown), f"help of {kind}"
    await walk.pilot.press("f1")
    assert not is_help(walk.app.screen), kind


OUT = [
    pytest.param(SAM, OF[SAM][:3], id="some"),
    *(pytest.param(name, OF[name], id=f"all, {name}", marks=pytest.mark.slow) for name in OF),
]


@pytest.mark.parametrize(("name", "kinds"), OUT)
async def test_each_is_signed_out_after_ten_minutes_and_after_eight_hours(
    lane: BirchLane, name: str, kinds: list[type[Screen[Any]]]
) -> None:
    async with walking(lane, name) as walk:
        for nth, kind in enumerate(kinds):
            session = await walk.signs_in()
            await walk.opens(ways(walk, session).screen(kind))
            if nth % 2:
                walk.ticking.wall += 10 * MINUTE
            else:
                walk.ticking.boot += 8 * 60 * MINUTE
                walk.ticking.wall -= 60 * MINUTE
            walk.app.tick()
            await until(walk.pilot, lambda: walk.app.current_mode == FRONT)
            assert walk.app.session is None, kind
            assert "Who are you?" in walk.shown, kind


@pytest.mark.parametrize("place", sorted(BEFORE))
def test_the_places_before_sign_in_explain_themselves(place: Place) -> None:
    assert len(place.about.split()) > 8


def test_every_place_explains_itself_in_its_own_words() -> None:
    assert len({each.about for each in Place}) == len(Place)
    assert all(each.about.endswith(".") for each in Place)


def beyond_ascii(shown: str) -> set[str]:
    return {each for each in shown if not each.isascii()}


async def test_a_thin_line_draws_every_fifth_second_of_a_countdown(lane: BirchLane) -> None:
    async with walking(lane, SAM, Display(slow_link=True)) as walk:
        await walk.signs_in()
        drawn = []
        walk.ticking.pass_(3 * MINUTE - 15)
        for _ in range(14):
            walk.app.tick()
            await settled(walk.pilot)
            drawn.append(walk.app.screen.query_one(FooterLine).countdown)
            walk.ticking.pass_(1)
        assert list(dict.fromkeys(drawn)) == [15, 10, 5]
