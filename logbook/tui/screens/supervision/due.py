"""Supervision: each worker with the last one and the next one, the most overdue first."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from logbook.domain.moments import Moment
from logbook.domain.people import MANAGING, Member, Staff
from logbook.domain.refusals import Refusal
from logbook.domain.showing import short
from logbook.services import supervision
from logbook.services.desk import Desk, Gone
from logbook.services.supervision import Due
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.supervision.preparing import sheets
from logbook.tui.screens.supervision.worker import SupervisionOfScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("Who", 20),
    Column("Last one", 12),
    Column("Next one", 12),
    Column(""),
)
NOBODY = "Nobody answers to you, so there is nobody to supervise."
OWN = " (you)"


class SupervisionsScreen(PlaceScreen[None]):
    """Whom one supervises; one's own stands last."""

    place = Place.SUPERVISION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SUPERVISION)]
    CSS_PATH = "due.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.said = Static(id="said", classes="muted")
        self.list = VirtualList(COLUMNS, Rows(()), empty=NOBODY, id="due")
        self.notice = Notice()
        self._members: dict[str, Member] = {}
        self._staff = Staff({})

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def body(self) -> ComposeResult:
        yield self.said
        yield self.list
        yield self.notice

    def on_mount(self) -> None:
        self.list.focus()

    def on_screen_resume(self) -> None:
        self._look()

    @work(exclusive=True, group="reading")
    async def _look(self) -> None:
        try:
            due, begun, self._staff = await asyncio.to_thread(_read, self.desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self._show(due, begun)

    def _show(self, due: tuple[Due, ...], begun: frozenset[str]) -> None:
        self._members = {each.worker.id: each.worker for each in due}
        late = sum(each.is_overdue for each in due)
        soon = sum(each.is_due and not each.is_overdue for each in due)
        self.said.update(plain(f"Overdue {late} · due within a week {soon}"))
        rows = Rows([self._row(each, each.worker.id in begun) for each in due])
        if self.list.window.rows:
            self.list.source = rows
            self.list.look_again()
        else:
            self.list.show(rows)

    def _row(self, each: Due, is_begun: bool) -> ListRow:  # noqa: FBT001 - a column
        own = OWN if each.worker.id == self.session.member.id else ""
        last = short(Moment.on(each.last), self.desk.now) if each.last else "none yet"
        following = short(Moment.on(each.next), self.desk.now)
        return ListRow(
            each.worker.id,
            each.worker.id,
            (f"{each.worker.name}{own}", last, following, self._with(each, is_begun=is_begun)),
        )

    def _with(self, each: Due, *, is_begun: bool) -> Toned:
        """Whether it waits, and with whom where it is another manager's to hold first."""
        mark, manager = _mark(each, is_begun=is_begun), each.worker.manager
        if not manager or self.session.member.id in {manager, each.worker.id}:
            return mark
        words = ", ".join(part for part in (mark.text, f"with {self._staff.name(manager)}") if part)
        return Toned(words, mark.tone)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        member = self._members.get(event.row.id)
        if member is not None:
            self.app.push_screen(SupervisionOfScreen(self.session, member))


def _mark(each: Due, *, is_begun: bool) -> Toned:
    if each.is_overdue:
        return Toned("overdue, begun" if is_begun else "overdue", Tone.WARN)
    if each.waits_for_signature:
        return Toned("not signed yet", Tone.WARN)
    if is_begun:
        return Toned("being prepared", Tone.ACCENT)
    return Toned("due" if each.is_due else "", Tone.MUTED)


def _read(desk: Desk) -> tuple[tuple[Due, ...], frozenset[str], Staff]:
    due = supervision.due(desk)
    own = (supervision.mine(desk),) if desk.member.manager else ()
    return (*due, *own), frozenset(sheets(desk)), desk.staff


def supervision_room(session: Session) -> Screen[None]:
    """A manager's list of those they supervise; for anybody else their own."""
    if session.roles & MANAGING:
        return SupervisionsScreen(session)
    return SupervisionOfScreen(session, session.member)
