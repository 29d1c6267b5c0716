"""The two quiet lines."""

import pytest
from pages import SMALL, Bench, lines, settled
from rich.cells import cell_len

from logbook.domain.people import Role
from logbook.tui.places import Place
from logbook.tui.widgets.frame import FooterLine, HeaderLine


async def test_the_header_says_where_who_and_when_it_was_saved() -> None:
    header = HeaderLine("Help request · question 4 of about 8", who="Sam Okafor", clock="14:05")
    app = Bench(header, FooterLine(Place.QUESTION))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert lines(app)[0].startswith(" Help request · question 4 of about 8  ")
        assert lines(app)[0].endswith("Sam Okafor · 14:05")
        header.saved = "14:07"
        await settled(pilot)
        assert lines(app)[0].endswith("Sam Okafor · saved 14:07")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
async def test_the_header_is_cut_on_the_left_side_first(width: int) -> None:
    app = Bench(HeaderLine("Where " * 30, who="Sam", clock="14:05"))
    async with app.run_test(size=(width, 10)) as pilot:
        await settled(pilot)
        assert cell_len(lines(app)[0]) <= width
        assert lines(app)[0].endswith("Sam · 14:05")
        assert "…" in lines(app)[0]


async def test_hostile_words_in_the_header_are_only_words() -> None:
    app = Bench(HeaderLine("[/][@click=app.quit]\x1b[2J", who="[b]x", clock="14:05"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert lines(app)[0].startswith(" [/][@click=app.quit]␛[2J")
        assert "[b]x" in lines(app)[0]


@pytest.mark.parametrize("width", [30, 40, 60, 80])
async def test_a_narrow_footer_drops_keys_and_keeps_help(width: int) -> None:
    app = Bench(FooterLine(Place.TRIAGE, frozenset(Role)))
    async with app.run_test(size=(width, 10)) as pilot:
        await settled(pilot)
        assert lines(app)[-1].startswith(" s seen")
        assert lines(app)[-1].endswith("F1 help")


async def test_what_enter_does_stands_first_where_its_words_are_another() -> None:
    footer = FooterLine(Place.CHECK, frozenset(Role), extra="Enter send to the General Manager")
    footer.shown = ("back", "help")
    app = Bench(footer)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert lines(app)[-1] == " Enter send to the General Manager   Esc back   F1 help"


async def test_a_worker_sees_only_the_keys_that_are_theirs() -> None:
    app = Bench(FooterLine(Place.TRIAGE, {Role.WORKER}))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert lines(app)[-1] == " F1 help"
