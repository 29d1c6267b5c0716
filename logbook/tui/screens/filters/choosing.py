"""One line and the choices that fit it: a value to filter by, a day, or a name."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.services.desk import Gone
from logbook.services.filtering import Choice
from logbook.tui.keys import bindings_of
from logbook.tui.matching import Listed, matching
from logbook.tui.places import Place
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (Column(""),)
NOTHING_FITS = "Nothing listed fits. Backspace takes letters away."
PICK = "Type part of it, or ↑ ↓, then Enter."
_MOVES = frozenset({"up", "down", "pageup", "pagedown"})

Take = Callable[[str], object]
"""Makes a result of what was typed or picked; a Refusal is shown, and it is asked again."""


class ChoosingScreen(PlaceScreen[object]):
    """Its result is what `take` makes of the choice; none where Esc was pressed."""

    place = Place.CHOICES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHOICES)]
    CSS_PATH = "filters.tcss"

    def __init__(
        self,
        session: Session,
        heading: str,
        take: Take,
        *,
        choices: Sequence[Choice] = (),
        hint: str = PICK,
        typed: str = "",
    ) -> None:
        super().__init__(heading, who=session.member.name, roles=session.roles)
        if not choices:
            self.footer.shown, self.footer.extra = ("back", "cover", "help"), "Enter goes on"
        self.hint = hint
        self.take = take
        self.choices = tuple(choices)
        self.line = AnswerLine(typed)
        self.list = VirtualList(COLUMNS, Rows(self._rows("")), empty="", id="list")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield Static(plain(self.hint), classes="muted", id="hint")
        yield self.line
        yield self.list
        yield self.notice

    def on_mount(self) -> None:
        self.line.focus()
        if self.choices:
            self.list.empty = NOTHING_FITS

    def _rows(self, typed: str) -> list[ListRow]:
        listed = (Listed(each.value, each.words) for each in self.choices)
        fitting = matching(listed, typed) if typed.strip() else tuple(listed)
        return [ListRow(each.id, each.id, (each.name,)) for each in fitting]

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        self.notice.say("")
        if self.choices:
            self.list.show(Rows(self._rows(self.line.typed)))

    def on_answering_refused(self, event: Answering.Refused) -> None:
        event.stop()
        self.notice.say_why(event.sentence)

    def on_key(self, event: Key) -> None:
        if event.key in _MOVES and self.focused is self.line:
            event.stop()
            self.list.on_key(event)

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        if not self.choices:
            self._take(self.line.typed)
            return
        fitting = self._rows(self.line.typed)
        row = self.list.row
        if row is not None and any(each.id == row.id for each in fitting):
            self._take(row.id)
        elif fitting:
            self._take(fitting[0].id)
        else:
            self.notice.say_why(NOTHING_FITS)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._take(event.row.id)

    @work(exclusive=True, group="taking")
    async def _take(self, typed: str) -> None:
        try:
            result = await asyncio.to_thread(self.take, typed)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self.dismiss(result)
