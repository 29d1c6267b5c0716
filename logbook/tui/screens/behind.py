"""The entries behind something: a number, or a contact that stands in several."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from logbook.services import queue
from logbook.services.queue import Line
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, NewestFirst
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.virtual_list import VirtualList

NOTHING = "There is no entry behind it that you may read. Esc goes back."


class BehindScreen(PlaceScreen[None]):
    """Entries by their ids, the newest first; what one may not read any more is not among them."""

    place = Place.BEHIND
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.BEHIND)]

    def __init__(self, session: Session, where: str, entries: Sequence[str]) -> None:
        super().__init__(where, who=session.member.name, roles=session.roles)
        self.session = session
        self._ids = tuple(entries)
        pages = NewestFirst(session.desk, self._older)
        self.entries = VirtualList(FOUND_COLUMNS, pages, empty=NOTHING)
        self.notice = Notice()

    def _older(self, line: Line | None, count: int) -> Sequence[Line]:
        start = 0 if line is None else self._ids.index(line.entry.id) + 1
        while start < len(self._ids):
            found = queue.some(self.session.desk, self._ids[start : start + count])
            if found:
                return found
            start += count
        return ()

    def body(self) -> ComposeResult:
        yield self.entries
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        from logbook.tui.screens.opening import entry_screen  # noqa: PLC0415 - entries lead here too

        event.stop()
        line: Line = event.row.key
        self.app.push_screen(entry_screen(self.session, line.entry.id, line.entry.author))

    def on_virtual_list_failed(self, event: VirtualList.Failed) -> None:
        event.stop()
        self.notice.say_why(str(event.refusal))
