"""Entries as one CSV table: one row each, and more where a text is longer than a cell."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from logbook.export.csv_cells import lines
from logbook.export.entries import (
    ENTRY_HEADINGS,
    About,
    Cell,
    Exported,
    entry_row,
    numbered,
)

END = "About this file"
"""Stands in the first cell of the last row: without that row, the file is not whole."""


def entries_csv(about: About, exported: Iterable[Exported]) -> Iterator[bytes]:
    """The file in chunks, one row each: UTF-8 with its mark, every cell quoted."""
    return lines(_rows(about, exported))


def _rows(about: About, exported: Iterable[Exported]) -> Iterator[tuple[str, ...]]:
    yield ENTRY_HEADINGS
    for each in exported:
        for row in numbered(each.reference, entry_row(each)):
            yield tuple(map(_words, row))
    yield (END, "", about.sentence)


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    return cell.isoformat(" ", "seconds") if isinstance(cell, datetime) else str(cell)
