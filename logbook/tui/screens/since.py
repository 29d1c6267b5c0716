"""What happened since somebody was last on: one line for each entry, the newest first."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from logbook.domain.moments import Moment
from logbook.domain.refusals import Refusal
from logbook.domain.showing import short
from logbook.services import since
from logbook.services.desk import Gone
from logbook.services.since import Happened
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.entries import EntriesScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.session import Session
from logbook.tui.widgets.pages import AllRows, Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("When", 16),
    Column("Reference", 9),
    Column("Who", 6),
    Column("What happened last"),
)
NOTHING = "Nothing happened since you were last on. Esc goes back."


class SinceScreen(EntriesScreen):
    """Read afresh each time it is opened, so that it is never behind."""

    place = Place.SINCE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SINCE)]

    def __init__(self, session: Session) -> None:
        super().__init__(session, VirtualList(COLUMNS, AllRows(()), empty=NOTHING))

    def on_mount(self) -> None:
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        desk = self.session.desk
        try:
            found = await asyncio.to_thread(since.since, desk, self.session.last_on)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            zone = desk.directory.settings.zone
            self.entries.show(AllRows(_rows(found.lines, desk.now, zone)))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        _, entry = event.row.key
        self.open(entry.id, entry.author)


def _rows(lines: Sequence[Happened], now: datetime, zone: str) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            each.line.entry.id,
            (nth, each.line.entry),
            (
                Toned(short(Moment.at(each.at, zone), now), Tone.MUTED),
                each.line.entry.reference,
                each.person,
                each.words,
            ),
        )
        for nth, each in enumerate(lines)
    )
