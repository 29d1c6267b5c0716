"""A line of a CSV file that a spreadsheet shows as text and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from logbook.domain.text import visible

BYTE_ORDER_MARK = "\ufeff".encode()
"""Without it spreadsheets take UTF-8 for something older."""

CELL_LIMIT = 32_000
"""Characters; a spreadsheet drops without a word what goes past 32,767.

It counts as UTF-16 does, where a picture is two.
"""

_STARTS = r"=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−"
_FORMULA = re.compile(rf"'*[ \u00a0\u3000]*[{_STARTS}]")


def guarded(text: str) -> str:
    """The text as a cell: an apostrophe before whatever a spreadsheet could take for a formula.

    Text that already stands behind apostrophes gets one more, so that taking one away always
    gives back what was written.
    """
    shown = visible(text)
    if not shown or shown[0].isalnum():
        return shown
    return f"'{shown}" if _FORMULA.match(shown) else shown


def unguarded(cell: str) -> str:
    """What was written, from a cell as `guarded` made it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def pieces(text: str) -> Iterator[str]:
    """The text in parts that each fit into a cell with its apostrophe; at least one."""
    shown = visible(text)
    room = CELL_LIMIT if not shown or max(shown) <= "\uffff" else CELL_LIMIT // 2
    for start in range(0, max(len(shown), 1), room):
        yield shown[start : start + room]


def lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The rows as they are written to the file, every cell quoted."""
    yield BYTE_ORDER_MARK
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow(map(guarded, row))
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
