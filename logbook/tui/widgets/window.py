"""The part of a long list that is held in memory: a few pages around the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from logbook.tui.widgets.pages import Key, ListRow

PAGE = 100
"""Rows asked for at a time; more than any terminal shows."""
HELD = 4 * PAGE
"""Rows kept at most; what is far from the cursor is asked for again."""
NOWHERE = -1


@dataclass(frozen=True)
class Window:
    """Rows that follow one another, and whether the list goes on beyond them.

    `above` is the key of the row before the first one; it is what a fresh look starts from.
    """

    rows: tuple[ListRow, ...] = ()
    above: Key | None = None
    more_above: bool = False
    more_below: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def place_of(self, row_id: str) -> int:
        return next((at for at, row in enumerate(self.rows) if row.id == row_id), NOWHERE)

    def followed_by(self, page: Sequence[ListRow]) -> "tuple[Window, int]":
        """The window with a page after it, and by how many rows its beginning moved on."""
        rows = (*self.rows, *page)
        dropped = max(0, len(rows) - HELD)
        return (
            replace(
                self,
                rows=rows[dropped:],
                above=rows[dropped - 1].key if dropped else self.above,
                more_above=self.more_above or dropped > 0,
                more_below=len(page) == PAGE,
            ),
            -dropped,
        )

    def preceded_by(self, page: Sequence[ListRow]) -> "tuple[Window, int]":
        """The window with a page before it, and by how many rows the old first row moved down."""
        before = last(page)
        rows = (*before.rows, *self.rows)
        return (
            replace(
                self,
                rows=rows[:HELD],
                above=before.above,
                more_above=before.more_above,
                more_below=self.more_below or len(rows) > HELD,
            ),
            len(before),
        )

    def seen_again(self, page: Sequence[ListRow], asked: int) -> "Window":
        """The same stretch of the list as it is now."""
        return replace(self, rows=tuple(page), more_below=len(page) == asked)


def first(page: Sequence[ListRow]) -> Window:
    return Window(tuple(page), more_below=len(page) == PAGE)


def last(page: Sequence[ListRow]) -> Window:
    """The end of the list. A full page gives its first row up to mark where the window begins."""
    if len(page) < PAGE:
        return Window(tuple(page))
    return Window(tuple(page[1:]), above=page[0].key, more_above=True)
