"""Exports: make a new one, and see and delete those that are still on this computer."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from logbook.domain.moments import Moment
from logbook.domain.refusals import Refusal
from logbook.domain.showing import short
from logbook.services.desk import Desk, Gone
from logbook.services.exporting import left
from logbook.services.exporting.entries import Wanted
from logbook.services.exporting.leaving import Written
from logbook.services.exporting.left import Left
from logbook.tui.keys import DECIDING, bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.export_form import ExportFormScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.sure import SureScreen
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow
from logbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.tui.session import Session

COLUMNS = (Column("Made", width=16), Column("Where it is"))
NONE_LEFT = "No export of yours is on this computer, as far as logbook knows."
STILL_HERE = (
    "Exports that are still on this computer. logbook does not protect them: "
    "delete each when it is done with."
)
HALF = "(not finished) "


class ExportsScreen(PlaceScreen[None]):
    """The button makes a new one of what the screen beneath lists; Tab goes to the old ones."""

    place = Place.EXPORTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EXPORTS)]
    CSS_PATH = "exports.tcss"
    AUTO_FOCUS = ""

    def __init__(self, session: "Session") -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.desk: Desk = session.desk
        self.chosen = Wanted()
        self.new = Act("New export")
        self.what = Static(id="chosen")
        self.files = VirtualList(COLUMNS, Rows(()), empty=NONE_LEFT, id="files")
        self.notice = Notice()
        self._left: Sequence[Left] = ()

    def body(self) -> ComposeResult:
        if self.roles & DECIDING:
            with Horizontal(id="new"):
                yield self.new
                yield self.what
        yield Static(STILL_HERE, classes="muted", id="hint")
        yield self.files
        yield self.notice

    def on_mount(self) -> None:
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.chosen = getattr(beneath, "to_export", self.chosen)
        self.what.update(plain(self.chosen.described))
        if self.roles & DECIDING:
            self.new.focus()
        else:
            self.files.focus()
        self._look()

    @work(exclusive=True, group="looking")
    async def _look(self) -> None:
        try:
            self._left = await asyncio.to_thread(left.still_here, self.desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            self.files.show(Rows([self._row(each) for each in self._left]))

    def _row(self, each: Left) -> ListRow:
        zone = self.desk.directory.settings.zone
        made = short(Moment.at(each.made_at, zone), self.desk.now)
        whose = "" if each.member == self.desk.keys.member_id else f"{each.name}: "
        half = "" if each.whole else HALF
        where = f"{whose}{half}{each.path.name}  in {each.path.parent}"
        return ListRow(str(each.path), str(each.path), (made, where))

    # a new one

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self.notice.say("")
        form = ExportFormScreen(self.session, self.chosen)
        self.app.push_screen(form, lambda _done: self._made(form.written))

    def _made(self, written: Written | None) -> None:
        if written is not None:
            self.notice.say(written.words)
        self._look()

    # an old one

    @property
    def on(self) -> Left | None:
        """The one that the cursor is on."""
        row = self.files.row
        return next((each for each in self._left if row and str(each.path) == row.id), None)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.notice.say(event.row.id)

    def action_delete_export(self) -> None:
        on = self.on
        if on is None:
            self.notice.say_why(NONE_LEFT)
            return
        sure = SureScreen(
            f"{on.path}\nIf you delete it, it is gone from this computer for good.",
            act="Delete it",
            keep="Keep it",
        )
        self.app.push_screen(sure, lambda is_sure: self._sure(on, is_sure=bool(is_sure)))

    def _sure(self, on: Left, *, is_sure: bool) -> None:
        if is_sure:
            self._delete(on)

    @work(group="deleting")
    async def _delete(self, on: Left) -> None:
        try:
            said = await asyncio.to_thread(left.delete, self.desk, on)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            self.notice.say(said)
        self._look()
