"""Entries as a workbook: a page about it, the entries, what was agreed, and the log of each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from logbook.domain.text import visible
from logbook.export.entries import (
    ACTION_HEADINGS,
    COLUMNS,
    ENTRY_HEADINGS,
    EVENT_HEADINGS,
    About,
    Cell,
    Exported,
    action_row,
    entry_row,
    event_row,
    numbered,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
"""As many as a sheet has; what does not fit goes on, on a sheet of the same name with a number."""
EARLIEST = datetime(1900, 3, 1)  # noqa: DTZ001 - a wall clock knows no zone
"""A spreadsheet counts no day right before this one."""
_ACTION_WIDTHS = (11, 6, 16, 60, 22, 18, 20)
_EVENT_WIDTHS = (11, 6, 14, 18, 22, 16, 80)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}


class NotWritten(Exception):
    """A cell was not taken as it is; a file that lost something is never kept."""


def entries_xlsx(about: About, exported: Iterable[Exported], out: IO[bytes], scratch: Path) -> None:
    """Write the workbook. Rows wait for the end in files in `scratch`, which is nobody else's.

    Raises:
        OSError: the disk refused.
        NotWritten: a cell was not taken.
    """
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - only where it is wanted
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - the same

    workbook = Workbook(out, {**_OPTIONS, "tmpdir": str(scratch)})
    try:
        _fill(workbook, about, exported)
        workbook.close()
    except FileCreateError as fault:
        raise OSError(*fault.args) from None
    finally:
        for sheet in workbook.worksheets():
            sheet.row_data_fh.close()


def _fill(workbook: "Workbook", about: About, exported: Iterable[Exported]) -> None:
    whens = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
    texts = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True})
    _about(workbook, about, bold)
    sheets = [
        _Sheet(workbook, name, headings, widths, (bold, texts, whens))
        for name, headings, widths in (
            ("Entries", ENTRY_HEADINGS, (11, 6, *(column.width for column in COLUMNS))),
            ("Actions", ACTION_HEADINGS, _ACTION_WIDTHS),
            ("Events", EVENT_HEADINGS, _EVENT_WIDTHS),
        )
    ]
    entries, actions, events = sheets
    for each in exported:
        entries.add(each.reference, entry_row(each))
        for agreed in each.agreed:
            actions.add(each.reference, action_row(agreed))
        for happened in each.happenings:
            events.add(each.reference, event_row(happened))
    for sheet in sheets:
        sheet.end()


def _about(workbook: "Workbook", about: About, bold: "Format") -> None:
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    for row, (what, words) in enumerate(about.lines):
        _check(sheet.write_string(row, 0, what, bold))
        _check(sheet.write_string(row, 1, visible(words)))


class _Sheet:
    """One table: a heading that stays in sight, a filter, and rows that are never cut."""

    def __init__(
        self,
        workbook: "Workbook",
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        formats: tuple["Format", "Format", "Format"],
    ) -> None:
        self._workbook = workbook
        self._name = name
        self._headings = headings
        self._widths = widths
        self._bold, self._texts, self._whens = formats
        self._number = 0
        self._row = 0
        self._sheet = self._begin()

    def _begin(self) -> "Worksheet":
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)
        for at, heading in enumerate(self._headings):
            _check(sheet.write_string(0, at, heading, self._bold))
        self._row = 0
        return sheet

    def add(self, reference: str, cells: Sequence[Cell]) -> None:
        for row in numbered(reference, cells):
            if self._row + 1 >= ROWS:
                self.end()
                self._sheet = self._begin()
            self._row += 1
            for at, cell in enumerate(row):
                self._write(at, cell)

    def _write(self, at: int, cell: Cell) -> None:
        """A text is written as a text, whatever it looks like."""
        if isinstance(cell, str):
            if cell:
                _check(self._sheet.write_string(self._row, at, visible(cell), self._texts))
        elif isinstance(cell, int):
            _check(self._sheet.write_number(self._row, at, cell, self._texts))
        elif cell is not None:
            self._write_when(at, cell)

    def _write_when(self, at: int, cell: datetime) -> None:
        if cell < EARLIEST:
            _check(self._sheet.write_string(self._row, at, f"{cell:%Y-%m-%d %H:%M:%S}"))
        else:
            _check(self._sheet.write_datetime(self._row, at, cell, self._whens))

    def end(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row, 1), len(self._headings) - 1)


def _check(done: int) -> None:
    if done:
        raise NotWritten(f"a cell was refused ({done})")
