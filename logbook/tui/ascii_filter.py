"""For old terminals: every sign that the program itself draws, drawn in ASCII."""

import re
from collections.abc import Iterator, Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from logbook.domain.signs import IN_ASCII

_BOXES, _BLOCKS, _SHAPES = range(0x2500, 0x2580), range(0x2580, 0x25A0), range(0x25A0, 0x2600)
_CONTROLS = range(0x2400, 0x2422)
"""Pictures of what cannot be seen."""
_ACROSS, _DOWN = "─━┄┅┈┉╌╍═╴╶╸╺╼╾", "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_WORDY = {"…": "...", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
"""What is longer in ASCII, where there are blanks after it to take."""

ONE_FOR_ONE: Mapping[str, str] = {
    **{chr(code): "+" for code in _BOXES},
    **{chr(code): " " for code in _BLOCKS},
    **{chr(code): "*" for code in _SHAPES},
    **{chr(code): "?" for code in _CONTROLS},
    **dict.fromkeys(_ACROSS, "-"),
    **dict.fromkeys(_DOWN, "|"),
    **dict.fromkeys("█▓▒░■", "#"),
    **dict(zip("▁▂▃▄▅▆▇", "_.-=+*%", strict=True)),
    **{each: said for each, said in IN_ASCII.items() if len(said) == 1},
    "…": "~",
    "•": "*",
    "›": ">",
    "↑": "^",
    "↓": "v",
    "←": "<",
    "→": ">",
    "✓": "+",
    "○": "o",
    "☐": "o",
    "☑": "x",
    "␊": " ",
    "␉": " ",
}
"""Each takes the cell of the sign it stands for, so that nothing moves."""

_TABLE = str.maketrans(dict(ONE_FOR_ONE))
_ANY = re.compile(f"[{re.escape(''.join(ONE_FOR_ONE))}]")
_LONGER = re.compile("|".join(f"{sign}(?={' ' * len(said)})" for sign, said in _WORDY.items()))


class AsciiFilter(LineFilter):
    """Draws our own signs in ASCII, cell for cell, and leaves every letter of people's words.

    A sign that people use as we do, such as a curly quotation mark, is drawn in the same way; the
    record keeps what they typed.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the base class names it
        line = "".join("" if each.control else each.text for each in segments)
        if line.isascii() or not _ANY.search(line):
            return segments
        return list(_cut_alike(segments, as_ascii(line)))


def as_ascii(line: str) -> str:
    """A drawn line with as many letters as before."""
    found = _LONGER.search(line)
    while found:
        said = _WORDY[found[0]]
        line = f"{line[: found.start()]}{said}{line[found.start() + len(said) :]}"
        found = _LONGER.search(line, found.start() + len(said))
    return line.translate(_TABLE)


def _cut_alike(segments: list[Segment], line: str) -> Iterator[Segment]:
    at = 0
    for each in segments:
        if each.control:
            yield each
        else:
            yield Segment(line[at : at + len(each.text)], each.style)
            at += len(each.text)
