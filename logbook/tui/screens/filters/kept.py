"""The filters that somebody keeps by name: pick one, call it something else, or delete it."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.services import filtering
from logbook.services.desk import Gone
from logbook.services.filtering import Filter
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.filters.choosing import ChoosingScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.sure import SureScreen
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.services.desk import Desk
    from logbook.tui.session import Session

COLUMNS = (Column("Name", 28), Column("Shows"))
NONE_KEPT = "You keep no filter yet. Esc goes back; + keeps what you chose there under a name."
HINT = "Your own; nobody else is shown them."
ANOTHER_NAME = "Another name for it, then Enter."


class KeptFiltersScreen(PlaceScreen[Filter]):
    """Its result is the filter that was picked."""

    place = Place.FILTERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FILTERS)]
    CSS_PATH = "filters.tcss"

    def __init__(self, session: "Session") -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.desk: Desk = session.desk
        self.saved: Mapping[str, Filter] = {}
        self.list = VirtualList(COLUMNS, Rows(()), empty="", id="list")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield Static(HINT, classes="muted", id="hint")
        yield self.list
        yield self.notice

    def on_mount(self) -> None:
        self.list.focus()
        self._look()

    @work(exclusive=True, group="looking")
    async def _look(self) -> None:
        try:
            self.saved = await asyncio.to_thread(filtering.saved, self.desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            directory = self.desk.directory
            self.list.empty = NONE_KEPT
            self.list.show(
                Rows(
                    [
                        ListRow(
                            name,
                            name,
                            (name, Toned("; ".join(filtering.worded(directory, each)), Tone.MUTED)),
                        )
                        for name, each in self.saved.items()
                    ]
                )
            )

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.dismiss(self.saved[event.row.id])

    def action_rename_filter(self) -> None:
        row = self.list.row
        if row is None:
            self.notice.say_why(NONE_KEPT)
            return
        take = partial(filtering.rename, self.desk, row.id)
        screen = ChoosingScreen(self.session, row.id, take, hint=ANOTHER_NAME, typed=row.id)
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, name: object) -> None:
        if name is not None:
            self.notice.say(f"It is called “{name}” now.")
            self._look()

    def action_delete_filter(self) -> None:
        row = self.list.row
        if row is None:
            self.notice.say_why(NONE_KEPT)
            return
        name = row.id
        sure = SureScreen(
            f"Delete the filter “{name}”? No entry is touched by it.",
            act="Delete it",
            keep="Keep it",
        )
        self.app.push_screen(sure, lambda is_sure: self._sure(name, is_sure=bool(is_sure)))

    def _sure(self, name: str, *, is_sure: bool) -> None:
        if is_sure:
            self._delete(name)

    @work(group="deleting")
    async def _delete(self, name: str) -> None:
        try:
            await asyncio.to_thread(filtering.drop, self.desk, name)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self.notice.say(f"“{name}” is deleted.")
            self._look()
