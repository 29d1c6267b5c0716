"""The style sheet: every part of it is parsed once, and anew where the colours change."""

from collections import Counter
from typing import Any

import pytest
from front import HomeRoom, app_of, shown, sign_in
from pages import SMALL, settled
from textual.css import stylesheet

from logbook.tui.screens.help import HelpScreen
from logbook.tui.themes import DEFAULT, themes


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
