"""A synthetic source of rows: as many as wanted, none of them held."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event

from logbook.domain.refusals import Refusal
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned

COLUMNS = (
    Column("Level", 14),
    Column("Due", 14),
    Column("Who", 6),
    Column("What"),
    Column("Age", 5, from_width=100, right=True),
)


def made(number: int) -> ListRow:
    return ListRow(
        f"id{number}",
        number,
        (
            Toned("!!! Emergency", Tone.WARN) if number % 7 == 0 else "Low",
            f"in {number % 60} min",
            "D.W.",
            f"Entry {number}",
            f"{number % 24} h",
        ),
    )


class Rows:
    """Rows numbered from nought, some of which may be gone or come in between."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[str] = []

    def page_after(self, key: int | None, n: int) -> Sequence[ListRow]:
        self.asked.append("after")
        start = 0 if key is None else key + 1
        return [made(number) for number in range(start, min(self.count, start + n))]

    def page_before(self, key: int, n: int) -> Sequence[ListRow]:
        self.asked.append("before")
        return [made(number) for number in range(max(0, key - n), key)]

    def last_page(self, n: int) -> Sequence[ListRow]:
        self.asked.append("last")
        return [made(number) for number in range(max(0, self.count - n), self.count)]


class Kept:
    """Rows that a test can change."""

    def __init__(self, rows: Sequence[ListRow]) -> None:
        self.rows = list(rows)

    def _sorted(self) -> list[ListRow]:
        return sorted(self.rows, key=lambda row: row.key)

    def page_after(self, key: int | None, n: int) -> Sequence[ListRow]:
        return [row for row in self._sorted() if key is None or row.key > key][:n]

    def page_before(self, key: int, n: int) -> Sequence[ListRow]:
        return [row for row in self._sorted() if row.key < key][-n:]

    def last_page(self, n: int) -> Sequence[ListRow]:
        return self._sorted()[-n:]


class Slow(Rows):
    """Rows that say more when they are told to, and what was asked of them in the meantime."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.told = Event()

    def with_more(self, rows: Sequence[ListRow]) -> Sequence[ListRow]:
        self.asked.append(f"more of {len(rows)}")
        self.told.wait()
        return [replace(row, cells=(*row.cells[:3], f"again {row.id}", "")) for row in rows]


class DiskFault(Refusal):
    pass


class Faulty(Rows):
    def page_after(self, key: int | None, n: int) -> Sequence[ListRow]:  # noqa: ARG002
        raise DiskFault("The disk reported a fault.")
