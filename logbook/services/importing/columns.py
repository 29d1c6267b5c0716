"""What the columns of a file may be called, and what stands in a line under each."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_BETWEEN = re.compile(r"[\s_\-/]+")
LONGEST_HEAD = 200


@dataclass(frozen=True, kw_only=True)
class Column:
    """One thing a line can say. The first name is the one that messages use."""

    names: tuple[str, ...]
    does: str

    @property
    def key(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Columns:
    """The columns that a kind of file knows."""

    known: tuple[Column, ...]

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {name: column.key for column in self.known for name in column.names}

    def key_of(self, head: str) -> str:
        """The column that a heading names, whatever its case and spaces; empty for none."""
        return self._keys.get(plain_head(head), "")

    @property
    def named(self) -> str:
        return ", ".join(column.key for column in self.known)


def plain_head(head: str) -> str:
    """A heading without what people spell differently: case, spaces, dashes, colons."""
    folded = unicodedata.normalize("NFC", head[:LONGEST_HEAD]).casefold()
    return _BETWEEN.sub(" ", folded).strip(" :.?*")


@dataclass(frozen=True, slots=True)
class Record:
    """What one line says: under columns that are known, and under any others, in order."""

    line: int
    cells: Mapping[str, str]
    others: tuple[tuple[str, str], ...] = ()
    whole: Mapping[str, Any] | None = None
    """Set where the line is an entry as logbook itself exported it."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")
