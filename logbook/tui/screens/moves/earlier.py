"""Earlier entries about the same person, newest first."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from logbook.services import queue
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, NewestFirst
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.virtual_list import VirtualList


class EarlierScreen(PlaceScreen[None]):
    place = Place.PERSON
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PERSON)]

    def __init__(self, session: Session, opened: OpenEntry, earlier: Sequence[Line]) -> None:
        super().__init__(
            f"Before {opened.reference} · {opened.person}",
            who=session.member.name,
            roles=session.roles,
        )
        self.session = session
        self.concerns = opened.id
        person = opened.standing.entry.person
        pages = NewestFirst(
            session.desk,
            lambda line, count: queue.about_person(session.desk, person, before=line, count=count),
            earlier,
        )
        self.entries = VirtualList(FOUND_COLUMNS, pages, empty="Nothing earlier. Esc goes back.")
        self.notice = Notice()

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
