"""Every sign that the program draws has a form in ASCII, cell for cell; people's letters stay."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

import logbook
from logbook.tui.ascii_filter import AsciiFilter, as_ascii

BLACK = Color(0, 0, 0)
SOURCES = sorted(
    path
    for folder in ("tui", "domain", "policy", "services")
    for path in (Path(logbook.__file__).parent / folder).rglob("*.py")
)
LITERAL = re.compile(r'"[^"\n\\]*"')
NOT_DRAWN = frozenset({"ascii_filter.py", "signs.py", "text.py"})
"""Where the signs themselves are listed, or people's are read."""


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("“Home” · Sam – 14:05", '"Home" - Sam - 14:05'),
        ("Saving …   ", "Saving ... "),
        ("a long name…", "a long name~"),
        ("↑ ↓         move", "^ Down      move"),
        ("╭──╮│x│┃", "+--+|x||"),
        ("☑ 1  ☐ 2  ● 3  ○ 4", "x 1  o 2  * 3  o 4"),
        ("⟨U+202E⟩", "<U+202E>"),
    ],
)
def test_our_signs_keep_their_cells(drawn: str, said: str) -> None:
    assert as_ascii(drawn) == said
    assert len(drawn) == len(said)


@pytest.mark.parametrize("name", ["Siân Ŵyn", "Łukasz Żak", "漢字", "مرحبا", "👍🏽"])
def test_peoples_letters_stay(name: str) -> None:
    assert as_ascii(name) == name


def test_styles_stay_where_they_were() -> None:
    segments = [Segment("“a"), Segment("…", None), Segment("   b · "), Segment("é”")]
    drawn = AsciiFilter().apply(segments, BLACK)
    assert [each.text for each in drawn] == ['"a', ".", ".. b - ", 'é"']
    assert [len(each.text) for each in drawn] == [len(each.text) for each in segments]


def test_every_sign_in_the_source_has_a_form() -> None:
    beyond = {
        f"{path.name}: {sign}"
        for path in SOURCES
        if path.name not in NOT_DRAWN
        for literal in LITERAL.findall(path.read_text("utf-8"))
        for sign in as_ascii(literal)
        if not sign.isascii()
    }
    assert not beyond
