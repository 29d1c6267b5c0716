"""A sheet to prepare something on: rows under headings, one cursor, Space ticks and Enter opens."""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message

from logbook.tui.widgets.home_rows import HomeRow, HomeRows


@dataclass(frozen=True)
class SheetRow(HomeRow):
    """One line of the sheet; those of one `section` stand together."""

    section: str = ""

    @property
    def heading(self) -> str:
        return self.section


class SheetRows(HomeRows):
    """The rows of a sheet. What Space and Enter mean is the screen's to say."""

    class Ticked(Message):
        """Space."""

        def __init__(self, row: HomeRow) -> None:
            super().__init__()
            self.row = row

    def on_key(self, event: Key) -> None:
        if event.key == "space":
            event.stop()
            if self.row is not None and not self.is_early(event):
                self.post_message(self.Ticked(self.row))
