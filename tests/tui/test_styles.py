"""The style sheet: every part of it is parsed once, and anew where the colours change."""

import inspect
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desks import quiet, session_at
from every_screen import every_screen
from front import NOW, HomeRoom, Service, Ticking, app_of, shown, sign_in
from pages import SMALL, settled, until
from service_makers import SAM, SANDRA, BirchLane
from textual.css import stylesheet

from logbook.tui import rooms
from logbook.tui.app import LogbookApp
from logbook.tui.places import Place
from logbook.tui.screens.help import HelpScreen
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.session import Room
from logbook.tui.themes import DEFAULT, themes

TRIAGE = (str(Path(inspect.getfile(TriageScreen)).with_name("triage.tcss")), "")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[object]:
    """How often each part was parsed, by where it is read from and how it ranks."""
    found: Counter[object] = Counter()
    parse: Any = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, read_from: object, **how: Any) -> object:
        found[read_from, how["tie_breaker"]] += 1
        return parse(scope, css, read_from, **how)

    monkeypatch.setattr(stylesheet, "parse", counted)
    return found


def test_no_two_screens_have_one_name_because_style_sheets_go_by_it() -> None:
    names = Counter(each.__name__ for each in every_screen())
    assert [name for name, count in names.items() if count > 1] == []


async def test_no_part_is_parsed_twice_on_the_way_to_a_screen(parsed: Counter[object]) -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        assert shown(app, HomeRoom)
        await pilot.press("f1")
        await settled(pilot)
        assert shown(app, HelpScreen)
    assert len(parsed) > 1
    assert set(parsed.values()) == {1}


async def test_another_theme_is_drawn_in_its_own_colours() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        grounds = {app.screen.styles.background}
        for each in themes():
            if each.name != DEFAULT:
                app.theme = each.name
                await settled(pilot)
                grounds.add(app.screen.styles.background)
    assert len(grounds) > 1


@pytest.mark.parametrize(("name", "home"), [(SAM, HomeScreen), (SANDRA, TriageScreen)])
async def test_what_is_seen_first_is_parsed_while_a_passphrase_is_typed(
    lane: BirchLane, name: str, home: Room
) -> None:
    service = Service(rooms={Place.HOME: home})
    doors = replace(service.doors(), seen_first=lambda: rooms.SEEN_FIRST)
    app = LogbookApp(doors, clocks=Ticking().clocks(), now=lambda: NOW)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.stylesheet.has_source(*TRIAGE), turns=5000)
        before = set(app.stylesheet.source)
        app.screen.post_message(SignInScreen.SignedIn(session_at(lane.desk(name))))
        await until(pilot, lambda: app.current_mode == "desk", turns=5000)
        await quiet(pilot)
        assert app.place in {Place.HOME, Place.TRIAGE}
        assert set(app.stylesheet.source) == before
