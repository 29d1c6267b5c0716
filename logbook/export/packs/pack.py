"""A pack before it has a format: a title, facts, sections of plain blocks, and where the log stood.

Whoever makes one has taken out every name that its reader should not see: a format only prints.
"""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TypeAlias

from logbook.domain.text import visible
from logbook.export.notes import BANNER

BOX = "☐"
MOST_IN_ONE_COLUMN = 6


@dataclass(frozen=True)
class Words:
    """A paragraph in the program's own words."""

    text: str
    _: KW_ONLY
    quiet: bool = False


@dataclass(frozen=True)
class Quotation:
    """What somebody said or wrote, line by line as it stands; evidence, so nothing is tidied."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Short labels with their words beside them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Points:
    texts: tuple[str, ...]
    _: KW_ONLY
    boxes: bool = False
    """Each with a box to tick by hand."""

    @property
    def is_long(self) -> bool:
        """Boxes that take half a page one below the other, and stand in two columns."""
        return self.boxes and len(self.texts) > MOST_IN_ONE_COLUMN


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the page, one a column; equal where there are none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        return self.widths or (1,) * len(self.columns)


@dataclass(frozen=True)
class Room:
    """Empty lines to write on by hand."""

    label: str
    lines: int = 3


@dataclass(frozen=True)
class Signature:
    """Where one person signs, or when and how they did already."""

    name: str
    signed: str = ""


@dataclass(frozen=True)
class Card:
    """What belongs together and is not torn apart at the end of a page, such as one entry."""

    title: str
    blocks: "tuple[Words | Quotation | Facts | Points, ...]"


Block: TypeAlias = Words | Quotation | Facts | Points | Table | Room | Signature | Card


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What is printed.

    `head` is the head of the log when it was made; it stands on every page, so that a log that was
    cut or rewritten later no longer agrees with the paper. Empty where nothing of it is printed.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    head: str
    made: datetime
    banner: str = BANNER
    small: bool = False
    """Set small, so that all of it is on one page."""

    @property
    def foot(self) -> str:
        """What stands at the foot of every page, beside its number."""
        return f"Log up to {self.head}" if self.head else ""

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks


def side_by_side(
    texts: tuple[str, ...], columns: int, *, empty: str = ""
) -> Iterator[tuple[str, ...]]:
    """Rows of columns that are read downwards, one after the other."""
    high = -(-len(texts) // columns)
    return zip_longest(
        *(texts[at : at + high] for at in range(0, len(texts), high or 1)), fillvalue=empty
    )


def printed(text: str) -> str:
    """Hidden characters by their numbers: fonts for paper have no pictures of controls."""
    shown = visible(text)
    return shown if shown.isascii() else shown.translate(_NUMBERED)


_NUMBERED = {0x2400 + code: f"⟨U+{code:04X}⟩" for code in range(0x20)} | {0x2421: "⟨U+007F⟩"}
"""The pictures that `visible` draws; one that somebody typed reads the same, misleading nobody."""
