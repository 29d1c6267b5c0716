"""Earlier entries about the same person, newest first."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from logbook.services import queue
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.entries import EntriesScreen
from logbook.tui.session import Session
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, NewestFirst
from logbook.tui.widgets.virtual_list import VirtualList


class EarlierScreen(EntriesScreen):
    place = Place.PERSON
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PERSON)]

    def __init__(self, session: Session, opened: OpenEntry, earlier: Sequence[Line]) -> None:
        person = opened.standing.entry.person
        pages = NewestFirst(
            session.desk,
            lambda line, count: queue.about_person(session.desk, person, before=line, count=count),
            earlier,
        )
        entries = VirtualList(FOUND_COLUMNS, pages, empty="Nothing earlier. Esc goes back.")
        super().__init__(session, entries, f"Before {opened.reference} · {opened.person}")
        self.concerns = opened.id

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        line: Line = event.row.key
        self.open(line.entry.id, line.entry.author)
