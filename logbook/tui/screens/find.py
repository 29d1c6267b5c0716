"""Find: entries by any of their words as one types, or one by its reference."""

import asyncio
import re
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from logbook.domain.refusals import NotFound, Refusal
from logbook.services import filtering, reading
from logbook.services.desk import Desk, Gone
from logbook.services.exporting.entries import Wanted
from logbook.services.filtering import EVERYTHING, Filter
from logbook.services.finding import Count, Finder, Interrupted
from logbook.services.queue import Line
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.chronology import ChronologyScreen
from logbook.tui.screens.filters.panel import FilterScreen
from logbook.tui.screens.filters.words import NOBODY, narrowing
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.opening import entry_screen
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.line_pages import FOUND_COLUMNS, NewestFirst
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.virtual_list import VirtualList
from logbook.tui.widgets.window import PAGE

KEPT, KEPT_FILTER = "find", "find-filter"
HINT = "Any words from it, initials, or its reference like K7-4QH2. Newest first."
NOTHING_TYPED = "Type a word and what holds it appears here."
NOTHING_FOUND = "Nothing that you may read holds these words. Type fewer, or the beginning of one."
NOTHING_LEFT = (
    "Nothing that you may read is left. Backspace, where nothing is typed, takes a filter away."
)
_REFERENCE = re.compile(r"[0-9A-Z]{2}-[0-9A-Z]{4}")
_MOVES = frozenset({"up", "down", "pageup", "pagedown"})


class FindLine(AnswerLine):
    """Backspace where nothing is typed is for whoever holds the line."""

    class Emptied(Message):
        """Nothing is typed, and there is nothing to take away."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "backspace" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Emptied())


class FindScreen(PlaceScreen[None]):
    """The line keeps the keys; the arrows move in the list beneath it, and Tab goes there."""

    place = Place.FIND
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FIND)]
    CSS_PATH = "find.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__("Find", who=session.member.name, roles=session.roles)
        self.session = session
        self.desk: Desk = session.desk
        self.finder = Finder(self.desk)
        self.line = FindLine(str(session.unsaved.get(KEPT, "")))
        kept = session.unsaved.get(KEPT_FILTER, EVERYTHING)
        self.chosen: Filter = kept if isinstance(kept, Filter) else EVERYTHING
        self.entries = VirtualList(FOUND_COLUMNS, self._nothing(), empty=NOTHING_TYPED)
        self.narrowed = Static(id="narrowed")
        self.many = Static(classes="muted", id="many")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield Static(HINT, classes="muted", id="hint")
        yield self.line
        yield self.narrowed
        yield self.many
        yield self.entries
        yield self.notice

    def on_mount(self) -> None:
        self.line.focus()
        self._say_what_narrows()
        if self.line.typed or not self.chosen.is_empty:
            self._find(self.line.typed, self.chosen)

    def _nothing(self) -> NewestFirst:
        return NewestFirst(self.desk, lambda _line, _count: (), whole=True)

    @property
    def to_export(self) -> Wanted:
        """What an export from here holds."""
        return Wanted(words=self.line.typed, chosen=self.chosen)

    # as one types

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        typed = self.line.typed
        self.session.unsaved[KEPT] = typed
        self.notice.say("")
        self.finder.stop()
        self.call_after_refresh(self._find_if_still, typed)

    def _find_if_still(self, typed: str) -> None:
        """The key shows before anything is looked for; a newer word has stopped an older one."""
        if typed == self.line.typed:
            self._find(typed, self.chosen)

    @work(exclusive=True, group="finding")
    async def _find(self, typed: str, chosen: Filter) -> None:
        """The first page at once, then how many there are."""
        try:
            begun = await asyncio.to_thread(self.finder.page, typed, chosen=chosen, count=PAGE)
            said = "" if begun else await asyncio.to_thread(self.finder.about_sealed)
            self._show(typed, chosen, begun, said)
            count = await asyncio.to_thread(self.finder.count, typed, chosen=chosen)
        except Interrupted:
            return
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            asked = typed.strip() or not chosen.is_empty
            self.many.update(plain(count_words(count) if asked else ""))

    def _show(self, typed: str, chosen: Filter, begun: tuple[Line, ...], said: str) -> None:
        """`said` is what there is to say besides, where nothing was found."""
        found = NOTHING_FOUND if chosen.is_empty else NOTHING_LEFT
        asked = typed.strip() or not chosen.is_empty
        self.entries.empty = " ".join(filter(None, (found, said))) if asked else NOTHING_TYPED
        self.many.update("")
        self.entries.show(
            NewestFirst(
                self.desk,
                lambda line, count: self.finder.page(
                    typed, chosen=chosen, before=line, count=count
                ),
                begun,
                whole=len(begun) < PAGE,
            )
        )

    def on_key(self, event: Key) -> None:
        if event.key in _MOVES and self.focused is self.line:
            event.stop()
            self.entries.on_key(event)

    # filters

    def _say_what_narrows(self) -> None:
        self.narrowed.update(narrowing(self.desk, self.chosen))
        self.narrowed.display = not self.chosen.is_empty

    def action_choose_filter(self) -> None:
        self.app.push_screen(FilterScreen(self.session, self.chosen), self._have)

    def action_widen(self) -> None:
        if not self.chosen.is_empty:
            self._have(filtering.without_last(self.chosen))

    def on_find_line_emptied(self, event: FindLine.Emptied) -> None:
        event.stop()
        self.action_widen()

    def _have(self, chosen: Filter | None) -> None:
        if chosen is None or chosen == self.chosen:
            return
        self.chosen = self.session.unsaved[KEPT_FILTER] = chosen
        self.notice.say("")
        self._say_what_narrows()
        self.finder.stop()
        self._find(self.line.typed, chosen)

    # opening

    def action_chronology(self) -> None:
        row = self.entries.row
        if row is None or not row.key.entry.person:
            self.notice.say_why(NOBODY)
        else:
            self.app.push_screen(ChronologyScreen(self.session, row.key.entry.person))

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        self._open(self.line.typed)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._show_entry(event.row.key)

    def on_virtual_list_failed(self, event: VirtualList.Failed) -> None:
        event.stop()
        if not isinstance(event.refusal, Interrupted):
            self.notice.say_why(str(event.refusal))

    @work(exclusive=True, group="opening")
    async def _open(self, typed: str) -> None:
        """A reference typed any way opens its entry; otherwise Enter opens the row."""
        row = self.entries.row
        try:
            if is_like_a_reference(typed):
                found = await asyncio.to_thread(reading.find_by_reference, self.desk, typed)
                self.app.push_screen(entry_screen(self.session, found.id, found.standing.author))
            elif row:
                self._show_entry(row.key)
        except NotFound as why:
            if row:
                self._show_entry(row.key)
            else:
                self.notice.say_why(str(why))
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))

    def _show_entry(self, line: Line) -> None:
        self.app.push_screen(entry_screen(self.session, line.entry.id, line.entry.author))


def is_like_a_reference(typed: str) -> bool:
    """Whether it has the shape of one, once written as logbook writes it."""
    return bool(_REFERENCE.fullmatch(reading.as_written(typed)))


def count_words(count: Count) -> str:
    if count.more:
        return f"More than {count.found:,}. Another word makes it fewer."
    if not count.found:
        return ""
    return "1 entry" if count.found == 1 else f"{count.found:,} entries"
