"""Facts about hostile text on every surface."""

import re
from collections.abc import Iterator, Sequence

import pytest
from hostile import HOSTILE
from rich.segment import Segment
from surfaces import SURFACES, WIDTH, Surfaces
from textual.strip import Strip

from logbook.domain.text import visible
from logbook.tui.text import cell, plain, title

FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

NAMES = tuple(HOSTILE)
BATCHES = [NAMES[start::19] for start in range(19)]
"""Five unlike strings an app, together all of them; the first few go through in every run."""
EVERY_RUN = 5


def lines(app: Surfaces) -> list[Strip]:
    return app.screen._compositor.render_strips()


def drawn(strips: list[Strip]) -> Iterator[str]:
    for strip in strips:
        yield "".join(segment.text for segment in strip if not segment.control)


def assert_harmless(app: Surfaces) -> None:
    strips = lines(app)
    assert [line for line in drawn(strips) if FORBIDDEN.search(line)] == []
    assert [segment for strip in strips for segment in strip if segment.control] == []
    assert {Segment.get_line_length(list(strip)) for strip in strips} == {WIDTH}


@pytest.mark.parametrize(
    "names",
    [
        *BATCHES[:EVERY_RUN],
        *(pytest.param(names, marks=pytest.mark.slow) for names in BATCHES[EVERY_RUN:]),
    ],
    ids=", ".join,
)
async def test_nothing_hostile_gets_through_any_surface(names: Sequence[str]) -> None:
    app = Surfaces([HOSTILE[name] for name in names])
    async with app.run_test(size=(WIDTH, app.height)) as pilot:
        await pilot.pause()
        assert_harmless(app)


async def test_nothing_hostile_gets_through_a_toast() -> None:
    app = Surfaces(["behind"], SURFACES[:1])
    async with app.run_test(size=(WIDTH, 500), notifications=True) as pilot:
        for text in HOSTILE.values():
            app.notify(visible(text)[:200], title=visible(text)[:40], markup=False, timeout=600)
        await pilot.pause()
        assert len(app.screen.query("Toast")) == len(HOSTILE)
        assert_harmless(app)


async def test_every_surface_really_shows_what_was_said() -> None:
    app = Surfaces(["[sic] words"])
    async with app.run_test(size=(WIDTH, app.height)) as pilot:
        await pilot.pause()
        text = list(drawn(lines(app)))
        rows = len(text) // len(SURFACES)
        blank = [
            surface.__name__
            for place, surface in enumerate(SURFACES)
            if not any("[sic] words" in line for line in text[place * rows : (place + 1) * rows])
        ]
    assert blank == ["password"]


def test_brackets_are_words_and_not_markup() -> None:
    said = "[/] [@click=app.quit]x[/] [sic]"
    assert plain(said).plain == title(said).plain == cell(said).plain == said
    assert not plain(said).spans
    assert not title(said).spans
    assert not cell(said).spans


def test_further_lines_follow_on_the_one_line_of_a_table() -> None:
    assert cell("told nobody\n\n\ttold manager").plain == "told nobody told manager"
    assert title("told nobody\ntold manager").plain == "told nobody told manager"


def test_many_lines_stay_many_lines_where_there_is_room() -> None:
    assert plain("one\ntwo").plain == "one\ntwo"
