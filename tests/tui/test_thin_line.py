"""Over a thin line the same picture comes in far fewer bytes."""

import re
from pathlib import Path

import pyte
import pytest
from front import saved_key_file
from hostile import SHAPES
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal, python

from logbook.tui.thin_line import Drawn

SIZE = (80, 24)
F1, ESC, DOWN = b"\x1bOP", b"\x1b", b"\x1b[B"
LETTER, PAGE = 6, 2
"""How many times fewer bytes at the least: for a letter that is typed, for a page that changes."""


class Screen:
    """What somebody sees who gets these bytes."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(*SIZE)
        self.stream = pyte.Stream(self.screen)

    def gets(self, written: str) -> None:
        self.stream.feed(written.replace("\n", "\r\n"))

    @property
    def picture(self) -> object:
        rows = [[self.screen.buffer[y][x] for x in range(SIZE[0])] for y in range(SIZE[1])]
        return rows, (self.screen.cursor.x, self.screen.cursor.y)


def as_it_comes(written: str) -> list[str]:
    """A recording cut where Textual begins to draw at once, as it was before the terminal."""
    cut = re.split(r"(?=\x1b\[\?2026h)", written.replace("\r\n", "\n"))
    return [each for each in cut if each]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the program writes for each key, on a terminal that can draw at once."""
    folder = saved_key_file(tmp_path_factory.mktemp("thin"))
    keys = (b"", b"s", b"a", b"n", b"d", DOWN, F1, ESC, b"r", b"a")
    after = []
    with Terminal(python("-m", "logbook", "--in", str(folder))) as terminal:
        terminal.sees("Enter sign in")
        at = 0
        for key in keys:
            terminal.types(key)
            if key == b"":
                terminal.types(b"\x1b[?2026;2$y")
            while terminal.read(0.3):
                pass
            after.append(as_it_comes(terminal.wrote[at:].decode()))
            at = len(terminal.wrote)
        terminal.types(b"\x11")
        assert terminal.ends() == 0
    return after


def test_every_picture_is_the_same_in_fewer_bytes(recorded: list[list[str]]) -> None:
    drawn, whole, thin = Drawn(), Screen(), Screen()
    lengths = []
    for written in recorded:
        sent = [drawn.less(each) for each in written]
        for all_of_it, less in zip(written, sent, strict=True):
            whole.gets(all_of_it)
            thin.gets(less)
            assert thin.picture == whole.picture
        lengths.append((len("".join(written)), len("".join(sent))))
    letter, page = lengths[2], lengths[6]
    assert letter[0] > LETTER * letter[1]
    assert page[0] > PAGE * page[1]


@st.composite
def frames(draw: st.DrawFn) -> list[str]:
    pieces = st.one_of(
        st.builds("\x1b[{};{}H".format, st.integers(1, 24), st.integers(1, 40)),
        st.sampled_from(["\x1b[1;31m", "\x1b[0m", "\x1b[0m\x1b[2J", "\x1b[?25l", "\n"]),
        st.text(alphabet="ab é─漢e\u0301", min_size=1, max_size=12),
    )
    return draw(st.lists(st.lists(pieces, max_size=12).map("".join), max_size=6))


@given(frames())
def test_whatever_is_drawn_is_drawn_alike(written: list[str]) -> None:
    drawn, whole, thin = Drawn(), Screen(), Screen()
    for each in written:
        frame = f"\x1b[1;1H{each}\x1b[0m\x1b[3;4H"
        whole.gets(frame)
        thin.gets(drawn.less(frame))
        assert thin.picture == whole.picture


@pytest.mark.parametrize("shape", ["family", "wide", "Arabic and Hebrew", "stacked marks"])
def test_signs_of_unsure_width_are_always_sent_in_full(shape: str) -> None:
    drawn = Drawn()
    frame = f"\x1b[2;2H{SHAPES[shape]} and after\x1b[1;1H"
    drawn.less(frame)
    again = drawn.less(frame)
    assert SHAPES[shape] in again or SHAPES[shape].isascii()


def test_a_cleared_terminal_is_drawn_anew() -> None:
    drawn = Drawn()
    frame = "\x1b[1;1Hwords\x1b[1;1H"
    assert "words" in drawn.less(frame)
    assert "words" not in drawn.less(frame)
    drawn.less("\x1b[2J")
    assert "words" in drawn.less(frame)


def test_somebody_signs_in_over_a_thin_line_in_ascii(tmp_path: Path) -> None:
    folder = saved_key_file(tmp_path)
    command = python("-m", "logbook", "--slow-link", "--ascii", "--in", str(folder))
    with Terminal(command) as terminal:
        terminal.sees("Birch Lane Support")
        terminal.sees("Enter sign in")
        terminal.types(b"sandra")
        terminal.sees("| sandra")
        terminal.resizes(100, 30)
        terminal.types(F1)
        terminal.sees("Keys here")
        assert terminal.text.isascii()
        assert b"\x1b[?1003h" not in terminal.wrote
        terminal.types(b"\x11")
        assert terminal.ends() == 0
        assert terminal.is_as_it_was_found
