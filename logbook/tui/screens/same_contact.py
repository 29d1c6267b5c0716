"""Same contact: for a safeguarding lead, in which entries a contact stands, and whom to ask."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain.moments import Moment
from logbook.domain.refusals import NotFound, Refusal
from logbook.domain.showing import short
from logbook.services import contacts, reading
from logbook.services.contacts import Group
from logbook.services.contacts import Place as Where
from logbook.services.desk import Gone
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.readers import listed
from logbook.tui.screens.entries import EntriesScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.session import Session
from logbook.tui.widgets.line_pages import level_cells
from logbook.tui.widgets.pages import AllRows, Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("Contact", 8),
    Column("Entry", 9),
    Column("", 3),
    Column("Level", 9),
    Column("Whom to ask"),
    Column("Sent", 16, from_width=90, right=True),
)
HINT = (
    "Each number is one contact that stands in entries about different people. It need not be one "
    "and the same. Whom to ask can tell you more; Enter opens what you may read."
)
NOTHING = "No contact stands in entries about different people. Esc goes back."


class SameContactScreen(EntriesScreen):
    """References and levels, without a word of an entry that this lead may not read."""

    place = Place.SAME_CONTACT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SAME_CONTACT)]

    def __init__(self, session: Session, entry: str = "") -> None:
        super().__init__(session, VirtualList(COLUMNS, AllRows(()), empty=NOTHING))
        self.entry = entry
        """The entry that was on screen: its contacts come first."""

    def body(self) -> ComposeResult:
        yield Static(HINT, classes="muted")
        yield from super().body()

    def on_mount(self) -> None:
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        desk = self.session.desk
        try:
            groups = await asyncio.to_thread(contacts.for_leads, desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            ordered = sorted(groups, key=lambda each: self.entry not in each.ids)
            zone = desk.directory.settings.zone
            self.entries.show(AllRows(tuple(_rows(ordered, desk.now, zone))))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        _, place = event.row.key
        if place.readable:
            self._read(place.id)
        else:
            self.notice.say_why(f"{place.reference} is not yours to read. Ask {_asked(place)}.")

    @work(exclusive=True)
    async def _read(self, entry_id: str) -> None:
        try:
            opened = await asyncio.to_thread(reading.open_entry, self.session.desk, entry_id)
        except NotFound as why:
            self.notice.say_why(str(why))
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self.open(opened.id, opened.standing.author)


def _asked(place: Where) -> str:
    return listed(place.ask) or "the General Manager"


def _rows(groups: Sequence[Group], now: datetime, zone: str) -> list[ListRow]:
    rows: list[ListRow] = []
    for nth, group in enumerate(groups, 1):
        for place in group.places:
            ask = "you may read it" if place.readable else f"ask {_asked(place)}"
            rows.append(
                ListRow(
                    f"{nth} {place.id}",
                    (len(rows), place),
                    (
                        f"{nth}",
                        place.reference,
                        *level_cells(place.level, Tone.PLAIN),
                        f"{ask} · {place.state}",
                        Toned(short(Moment.at(place.sent_at, zone), now), Tone.MUTED),
                    ),
                )
            )
    return rows
