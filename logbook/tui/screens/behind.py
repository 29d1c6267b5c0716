"""The entries behind something: a number, or a contact that stands in several."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from logbook.services import queue
from logbook.services.queue import Line
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.entries import EntriesScreen
from logbook.tui.session import Session
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, NewestFirst
from logbook.tui.widgets.virtual_list import VirtualList

NOTHING = "There is no entry behind it that you may read. Esc goes back."


class BehindScreen(EntriesScreen):
    """Entries by their ids, the newest first; what one may not read any more is not among them."""

    place = Place.BEHIND
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.BEHIND)]

    def __init__(self, session: Session, where: str, entries: Sequence[str]) -> None:
        pages = NewestFirst(session.desk, self._older)
        super().__init__(session, VirtualList(FOUND_COLUMNS, pages, empty=NOTHING), where)
        self._ids = tuple(entries)

    def _older(self, line: Line | None, count: int) -> Sequence[Line]:
        start = 0 if line is None else self._ids.index(line.entry.id) + 1
        while start < len(self._ids):
            found = queue.some(self.session.desk, self._ids[start : start + count])
            if found:
                return found
            start += count
        return ()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        line: Line = event.row.key
        self.open(line.entry.id, line.entry.author)
