"""How a list asks for its rows: a page at a time, after or before a place, never by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, runtime_checkable

Key: TypeAlias = Any
"""A row's place in the order, which only the source understands."""


class Tone(StrEnum):
    """What a cell means, beyond its words."""

    PLAIN = ""
    MUTED = "muted"
    ACCENT = "accent"
    WARN = "warn"


@dataclass(frozen=True)
class Toned:
    """A cell that means something beyond its words."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class ListRow:
    """One row. `id` says which it is, wherever it stands; `key` says where it stands now."""

    id: str
    key: Key
    cells: tuple[str | Toned, ...]


class Pages(Protocol):
    """A source of rows. Called in a thread, one call at a time.

    Each answers at most `n` rows in the order of the list; fewer means that the list ends there.
    """

    def page_after(self, key: Key | None, n: int) -> Sequence[ListRow]:
        """The rows that follow a place; the first rows when it is None."""
        ...

    def page_before(self, key: Key, n: int) -> Sequence[ListRow]:
        """The rows that lead up to a place."""
        ...

    def last_page(self, n: int) -> Sequence[ListRow]: ...


@runtime_checkable
class Said(Pages, Protocol):
    """A source whose rows are shown at once, and say more once that is found out."""

    def with_more(self, rows: Sequence[ListRow]) -> Sequence[ListRow]:
        """The same rows with all that they say. Called in a thread."""
        ...


class AllRows:
    """Rows that are all there; the key of each begins with its number."""

    def __init__(self, rows: Sequence[ListRow]) -> None:
        self._rows = rows

    def page_after(self, key: Key | None, n: int) -> Sequence[ListRow]:
        start = 0 if key is None else key[0] + 1
        return self._rows[start : start + n]

    def page_before(self, key: Key, n: int) -> Sequence[ListRow]:
        return self._rows[max(0, key[0] - n) : key[0]]

    def last_page(self, n: int) -> Sequence[ListRow]:
        return self._rows[-n:]


@dataclass(frozen=True)
class Column:
    """A column of fixed width, or the one that takes what is left.

    It is left out where the list is narrower than `from_width`.
    """

    heading: str
    width: int = 0
    from_width: int = 0
    right: bool = False

    @property
    def takes_the_rest(self) -> bool:
        return self.width == 0


GAP = 2


def fitted(columns: Sequence[Column], width: int) -> tuple[tuple[int, Column, int], ...]:
    """Which columns fit: the number of each, the column, and its width in cells."""
    shown = [(nth, column) for nth, column in enumerate(columns) if column.from_width <= width]
    fixed = sum(column.width for _, column in shown) + GAP * (len(shown) - 1)
    rest = max(0, width - fixed)
    return tuple(
        (nth, column, rest if column.takes_the_rest else column.width) for nth, column in shown
    )
