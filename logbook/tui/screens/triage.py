"""Triage, the manager's home: what waits, the most urgent first, beside what it says."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize, ScreenResume
from textual.widgets import Static

from logbook.domain.refusals import NotAllowed, NotFound, Refusal
from logbook.services import figures, filtering, queue, since
from logbook.services.desk import Gone
from logbook.services.exporting.entries import Wanted
from logbook.services.filtering import EVERYTHING, Filter
from logbook.services.queue import Counts, Line, Show
from logbook.services.reading import OpenEntry
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.figures import FiguresScreen
from logbook.tui.screens.filters.panel import FilterScreen
from logbook.tui.screens.filters.words import narrowing
from logbook.tui.screens.moves.acting import OnAnEntry, read
from logbook.tui.screens.moves.leaving import NOT_YOURS, leave
from logbook.tui.screens.opening import entry_screen
from logbook.tui.screens.since import SinceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.entry_detail import EntryDetail
from logbook.tui.widgets.line_pages import BESIDE_COLUMNS, TRIAGE_COLUMNS, QueuePages
from logbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.timer import Timer

BESIDE_FROM = 110
"""Columns from which the detail has its place beside the list."""
PASSING = 0.05
"""Seconds the cursor rests on a row before the row is read."""
SLOW = 1.0

NOTHING_WAITS = "Nothing waits for you. New entries appear here by themselves. F2 records one."
TO_OPEN = (
    "A sealed entry. Only the safeguarding leads and whoever wrote it can open it.\n"
    "Press Enter to open it. That you did is written down in it."
)
NOTHING_LEFT = "Nothing is left. Backspace takes the last filter away; Ctrl+F shows them all."
_EMPTY = {
    Show.MINE: NOTHING_WAITS,
    Show.OPEN: "Nothing is open that you may read. e shows what is closed too.",
    Show.ALL: "There is no entry yet that you may read. F2 records one.",
}
_WHERE = {
    Show.MINE: "Triage",
    Show.OPEN: "Triage, everything open",
    Show.ALL: "Triage, everything, newest first",
}
_NEXT = {Show.MINE: Show.OPEN, Show.OPEN: Show.ALL, Show.ALL: Show.MINE}
_NARROW = ("open", "find", "record", "show-more", "help")


class TriageScreen(OnAnEntry):
    """The keys act on the entry that the detail shows, never on one that is only passed over."""

    place = Place.TRIAGE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.TRIAGE)]
    CSS_PATH = "triage.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-alone"),
        (BESIDE_FROM, "-beside"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session, _WHERE[Show.MINE])
        self.showing = Show.MINE
        self.chosen = EVERYTHING
        self.narrowed = Static(id="narrowed")
        self.entries = VirtualList(
            TRIAGE_COLUMNS, QueuePages(self.desk, Show.MINE), empty=NOTHING_WAITS, id="entries"
        )
        self.detail = EntryDetail(id="detail")
        self._slow: Timer | None = None
        self._follows = False
        self._has_begun = False
        """Whether the cursor was on a row yet: what is read first stays until it moves."""

    def body(self) -> ComposeResult:
        yield self.narrowed
        with Horizontal(id="triage"):
            yield self.entries
            yield self.detail
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()
        self._say_where()
        self._say_what_narrows()
        self.notice.say(" ".join(self.session.notices))

    @property
    def is_beside(self) -> bool:
        """Whether the detail is on the screen."""
        return self.app.size.width >= BESIDE_FROM

    @property
    def to_export(self) -> Wanted:
        """What an export from here holds."""
        return Wanted(show=self.showing, chosen=self.chosen)

    # where it says what there is

    def _say_where(self) -> None:
        member = self.session.member
        role = f", {member.role_words}" if self.is_beside else ""
        self.header.where = f"{_WHERE[self.showing]} · {member.name}{role}"

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        try:
            counts = await asyncio.to_thread(queue.counts, self.desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            self.header.who = counts_words(counts)

    @work(group="since")
    async def _say_since(self) -> None:
        """Once, behind whatever else its owner reads first."""
        try:
            missed = await asyncio.to_thread(since.since, self.desk, self.session.last_on)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if missed.words:
                first = self.session.notices
                self.notice.say(" ".join((*first, missed.words, "The comma (,) shows what.")))

    def action_since(self) -> None:
        self.app.push_screen(SinceScreen(self.session))

    # the list

    def action_figures(self) -> None:
        """A lead who manages nobody is told whose they are."""
        try:
            figures.check_may(self.desk)
        except NotAllowed as why:
            self.notice.say_why(str(why))
        else:
            self.app.push_screen(FiguresScreen(self.session))

    def action_show_more(self) -> None:
        self.showing = _NEXT[self.showing]
        self._say_where()
        self._list_anew()

    def _list_anew(self) -> None:
        self.entries.empty = _EMPTY[self.showing] if self.chosen.is_empty else NOTHING_LEFT
        self.entries.show(QueuePages(self.desk, self.showing, self.chosen))

    def _say_what_narrows(self) -> None:
        self.narrowed.update(narrowing(self.desk, self.chosen))
        self.narrowed.display = not self.chosen.is_empty

    def action_choose_filter(self) -> None:
        self.app.push_screen(FilterScreen(self.session, self.chosen), self._have)

    def action_widen(self) -> None:
        if not self.chosen.is_empty:
            self._have(filtering.without_last(self.chosen))

    def _have(self, chosen: Filter | None) -> None:
        if chosen is not None and chosen != self.chosen:
            self.chosen = chosen
            self._say_what_narrows()
            self._list_anew()

    def on_virtual_list_loaded(self, _event: VirtualList.Loaded) -> None:
        """All else waits until the rows can be seen, which it would keep waiting."""
        self._follow_the_others()
        self._say_since()

    def _follow_the_others(self) -> None:
        """To begin with, everything is looked at again: nothing is missed in between."""
        if not self._follows:
            self._follows = True
            self.keep_watch()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        if event.row is None:
            self.read_again()
        elif self.opened is None or self.opened.id != event.row.id:
            if self._has_begun:
                self.notice.say("")
            self._has_begun = True
            self.forget()
            if self.is_beside:
                self._read(event.row.id, sealed=event.row.key.to_open)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        line: Line = event.row.key
        screen = entry_screen(self.session, line.entry.id, line.entry.author)
        self.app.push_screen(screen, lambda _result: self._left_entry(line))

    def on_virtual_list_failed(self, event: VirtualList.Failed) -> None:
        event.stop()
        if isinstance(event.refusal, Gone):
            leave(self.app, str(event.refusal))
        else:
            self.notice.say_why(str(event.refusal))
            self._follow_the_others()

    def _left_entry(self, line: Line) -> None:
        """A sealed one was opened there, so it is beside its row from now on."""
        row = self.entries.row
        if line.to_open and row is not None and row.id == line.entry.id:
            self._read(row.id, sealed=False)
        self.somebody_saved()

    # the detail

    @work(exclusive=True, group="reading")
    async def _read(self, entry_id: str, *, sealed: bool) -> None:
        """The cursor passing is never “seen”; only what it rests on is read at all.

        What is sealed is opened by a key, because that is written down.
        """
        if not self.is_beside:
            return
        if sealed:
            self.detail.say(TO_OPEN)
            self.footer.shown = _NARROW
            return
        self._be_slow()
        await asyncio.sleep(PASSING)
        try:
            opened, earlier = await asyncio.to_thread(read, self.desk, entry_id)
        except NotFound:
            self.detail.clear()
            self.entries.look_again()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.detail.clear()
            self.notice.say_why(str(fault))
        else:
            self.show(opened, earlier)

    def _be_slow(self) -> None:
        """What was shown before stays for a moment, and no longer."""
        if self._slow is not None:
            self._slow.stop()
        self._slow = self.set_timer(SLOW, self._clear_if_nothing_is_open)

    def _clear_if_nothing_is_open(self) -> None:
        if self.opened is None:
            self.detail.clear()

    def why_nothing_is_open(self) -> str:
        if self.entries.row is None:
            return "Choose an entry first: ↑ or ↓."
        if not self.is_beside or self.entries.row.key.to_open:
            return "Press Enter to read it first. Every key works there."
        return "It is being opened. Press the key again once you can read it."

    def footer_now(self, opened: OpenEntry) -> tuple[str, ...]:
        return super().footer_now(opened) if self.is_beside else _NARROW

    def draw(self) -> None:
        if self.opened is not None:
            self.detail.show(self.opened, self.earlier)

    def look_again(self) -> None:
        if self.entries.loaded:
            self.entries.look_again()
        self._count()

    def lost(self) -> None:
        self.detail.clear()
        self.notice.say(self.lost_words)
        self.lost_words = NOT_YOURS
        self.look_again()

    # its room

    def on_resize(self, _event: Resize) -> None:
        self._say_where()
        self.entries.columns = BESIDE_COLUMNS if self.is_beside else TRIAGE_COLUMNS
        self.entries.notify_style_update()
        self.entries.refresh()
        if not self.is_beside:
            self.footer.shown = _NARROW
            self.forget()
        else:
            self.footer.shown = ()
            if self.opened is None and self.entries.row is not None:
                self._read(self.entries.row.id, sealed=self.entries.row.key.to_open)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        self.entries.focus()

    async def action_back(self) -> None:
        """Esc leads from the detail back to the list; there is nothing behind it."""
        self.entries.focus()


def counts_words(counts: Counts) -> str:
    """How much waits, and how much of it is late."""
    if not counts.mine:
        return "Nothing waits"
    parts = [f"Waiting {counts.mine}"]
    if counts.overdue:
        parts.append(f"late {counts.overdue}")
    if counts.emergencies:
        parts.append(f"emergency {counts.emergencies}")
    return " · ".join(parts)
