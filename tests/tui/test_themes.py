"""Our themes, as they are drawn: contrast, NO_COLOR and sixteen colours."""

from collections.abc import Iterator

import pytest
from front import HomeRoom, Service, Ticking, door
from pages import SMALL, Bench, settled
from rich.color import Color, ColorSystem, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rows import COLUMNS, Rows
from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.people import Role
from logbook.domain.questions.choice import Option
from logbook.tui.app import LogbookApp
from logbook.tui.places import Place
from logbook.tui.screens.cover import CoverScreen
from logbook.tui.screens.help import HelpScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.themes import TOKENS
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.person_picker import PersonPicker
from logbook.tui.widgets.stop_gate import StopGate
from logbook.tui.widgets.story import Story
from logbook.tui.widgets.virtual_list import VirtualList

ENOUGH = {"logbook-dark": 4.5, "logbook-light": 4.5, "logbook-high-contrast": 7.0}


def luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def drawn(app: App[None]) -> Iterator[Segment]:
    """What reaches the terminal, filters applied, spaces and rules left out."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            text = segment.text.strip()
            if text and segment.style is not None and not set(text) <= set("─│╭╮╰╯━ "):
                yield segment


def worst(app: App[None], system: ColorSystem = ColorSystem.TRUECOLOR) -> tuple[float, str]:
    found = []
    for segment in drawn(app):
        style = segment.style
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        one, other = (_seen(colour, system) for colour in (style.color, style.bgcolor))
        found.append((contrast(one, other), segment.text))
    return min(found)


def _seen(colour: Color, system: ColorSystem) -> ColorTriplet:
    if system is not ColorSystem.TRUECOLOR:
        colour = colour.downgrade(system)
    if colour.type is ColorType.STANDARD:
        assert colour.number is not None
        return DEFAULT_TERMINAL_THEME.ansi_colors[colour.number]
    return colour.get_truecolor()


def everything() -> list[Widget]:
    options = (Option("a", "One", hint="a hint"), Option("unknown", "I do not know"))
    rows = VirtualList(COLUMNS, Rows(30), empty="Nothing")
    rows.styles.height = 6
    return [
        AnswerLine("typed"),
        Choices(options, several=True, typed="a"),
        PersonPicker([("a", "Sam", "worker"), ("b", "Saul", "worker")]),
        StopGate(),
        Story("typed"),
        Act("Send"),
        rows,
        Static("heading", classes="heading"),
        Static("muted", classes="muted"),
        Static("warn", classes="warn"),
        Static("error", classes="error -shown"),
        Static("stop", classes="stop"),
    ]


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("focused", range(7))
async def test_every_widget_can_be_read(theme: str, focused: int) -> None:
    app = Bench(*everything())
    app.theme = theme
    async with app.run_test(size=(80, 70)) as pilot:
        await settled(pilot)
        app.screen.set_focus(None)
        app.widgets[focused].focus()
        await pilot.press("down", "down")
        await settled(pilot)
        ratio, text = worst(app)
        assert ratio >= ENOUGH[theme], text


@pytest.mark.parametrize("theme", TOKENS)
async def test_every_screen_can_be_read(theme: str) -> None:
    service = Service()
    app = LogbookApp(service.doors(), clocks=Ticking().clocks(), theme=theme)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settled(pilot)
        session = service.sign_in("m-sam", "four quiet random words")
        for screen in (
            SignInScreen(service.doors(), door()),
            HomeRoom(session),
            HelpScreen(Place.TRIAGE, roles=frozenset(Role)),
            CoverScreen("Sam", "14:05", lambda _said: None),
        ):
            await app.push_screen(screen)
            app.say("A notice")
            screen.footer.countdown = 0
            await settled(pilot)
            ratio, text = worst(app)
            assert ratio >= ENOUGH[theme], text
            screen.footer.countdown = 9
            await settled(pilot)
            ratio, text = worst(app)
            assert ratio >= ENOUGH[theme], text


@pytest.mark.parametrize("theme", TOKENS)
async def test_sixteen_colours_can_be_read(theme: str) -> None:
    app = Bench(*everything(), sixteen_colours=True)
    app.theme = theme
    async with app.run_test(size=(80, 70)) as pilot:
        await settled(pilot)
        app.widgets[6].focus()
        await settled(pilot)
        ratio, text = worst(app, ColorSystem.STANDARD)
        assert ratio >= 4.5, text


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("value", ["1", ""])
async def test_without_colour_the_cursor_still_shows(
    theme: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    app = Bench(*everything())
    app.theme = theme
    async with app.run_test(size=(80, 70)) as pilot:
        await settled(pilot)
        app.widgets[6].focus()
        await settled(pilot)
        ratio, text = worst(app)
        assert ratio >= 4.5, text
        styles = {segment.text.strip(): segment.style for segment in drawn(app)}
        cursor, other = styles["Entry 0"], styles["Entry 1"]
        assert cursor is not None
        assert other is not None
        assert cursor.bgcolor != other.bgcolor


@pytest.mark.parametrize("tokens", TOKENS.values(), ids=TOKENS)
def test_the_five_tokens_differ_from_each_other_where_meaning_needs_it(tokens: object) -> None:
    values = vars(tokens)
    assert len({values[name] for name in ("text", "muted", "accent", "warn")}) == 4
    assert values["stop"] != values["ground"]
