"""What a command prints: text from people made visible, tables aligned, JSON in one document."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from logbook.domain.events import Plain
from logbook.domain.text import visible

BETWEEN = "  "


def say(text: str = "") -> None:
    """A line of the answer."""
    print(visible(text))


def tell(text: str) -> None:
    """A line beside the answer: it does not end up in a file or in another program."""
    print(visible(text), file=sys.stderr, flush=True)


def document(plain: Plain) -> None:
    """One JSON document; escaped, so that nothing in it reaches a terminal as it is."""
    print(json.dumps(plain, indent=2, ensure_ascii=True))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what is in them; without any row, nothing."""
    shown = [[one_line(cell) for cell in row] for row in rows]
    if not shown:
        return
    wide = [max(_width(row[at]) for row in [head, *shown]) for at in range(len(head))]
    for row in [head, *shown]:
        print(
            BETWEEN.join(_padded(cell, room) for cell, room in zip(row, wide, strict=True)).rstrip()
        )


def one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _padded(cell: str, room: int) -> str:
    return cell + " " * (room - _width(cell))


def _width(text: str) -> int:
    """Columns on a terminal: marks take none, and East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
