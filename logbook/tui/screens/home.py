"""Home: what came back to me, what I have not finished, and my entries."""

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.moments import day_words
from logbook.domain.refusals import Refusal
from logbook.domain.supervision import Meeting
from logbook.services import drafts, figures, home, since
from logbook.services.desk import Gone
from logbook.services.since import Since
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.actions import ActionsScreen
from logbook.tui.screens.entry_of_mine import EntryOfMineScreen
from logbook.tui.screens.following import FollowingScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.since import SinceScreen
from logbook.tui.screens.supervision.worker import SupervisionOfScreen
from logbook.tui.screens.sure import SureScreen
from logbook.tui.screens.way import page_of, resume
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.home_rows import HomeRow, HomeRows, Waits
from logbook.tui.widgets.own_entries import (
    COLUMNS,
    HEARD_COLUMNS,
    NOTHING_HEARD,
    NOTHING_RECORDED,
    HeardPages,
    OwnEntries,
    OwnPages,
)
from logbook.tui.widgets.virtual_list import VirtualList

SUPERVISION = "supervision"
"""The row of what waits for one's signature; no entry is called so."""
SINCE = "since"
"""The row of what happened since one was last on."""
ANSWER = "answer"
"""Marks what a manager asked: Enter on it begins the answer."""
REWORD_EVERY = 60.0
"""Seconds after which “today 2pm” is worded anew."""
FRAME = 2
"""Lines of the header and the footer."""
MOST_WAITS = 65
"""Of a hundred lines between them, those that what waits may take."""
OWN = "Your entries · e shows what came back of them"
HEARD = "What came back, newest first · e shows your entries"
ON_A_DRAFT = ("record", "open", "throw-away", "cover", "help")
"""The footer while the cursor is on what is not finished."""


class HomeScreen(FollowingScreen):
    """It follows by itself what others save, and the cursor stays where it is."""

    place = Place.HOME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.HOME)]
    CSS_PATH = "home.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(session.desk, f"Home · {session.who}", roles=session.roles)
        self.session = session
        self.notices = list(session.notices)
        self.on_call = Static(id="on-call", classes="muted")
        self.found: home.Home | None = None
        self.missed = Since(since=session.last_on, lines=())
        self.waiting = HomeRows()
        self.above = VerticalScroll(self.waiting, id="waiting", can_focus=False)
        self.last_of_all = Static(id="last-of-all", classes="muted")
        """What is not finished, where the list is too long to show it."""
        self.entries = OwnEntries(self.desk)
        self._is_opening = False
        self._shows_heard = False

    def body(self) -> ComposeResult:
        yield self.above
        yield self.last_of_all
        yield Static(OWN, id="your-entries", classes="heading")
        yield self.entries
        yield self.on_call
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()
        self.watch(self.waiting, "cursor", self._say_what_can_be_done)
        self.watch(self.waiting, "has_focus", self._say_what_can_be_done)
        self.look_again()
        self.keep_watch()
        self.set_interval(REWORD_EVERY, self.look_again)

    def on_screen_resume(self) -> None:
        self.look_again()

    def look_beneath(self) -> None:
        """What was just sent is the newest, so the list begins with it."""
        self._show_list(heard=False)
        self.look_again()

    def action_show_more(self) -> None:
        """Between one's own entries and what came back of them, read or not."""
        self._show_list(heard=not self._shows_heard)
        self.entries.focus()

    def _show_list(self, *, heard: bool) -> None:
        self._shows_heard = heard
        self.query_one("#your-entries", Static).update(HEARD if heard else OWN)
        self.entries.empty = NOTHING_HEARD if heard else NOTHING_RECORDED
        self.entries.columns = HEARD_COLUMNS if heard else COLUMNS
        self.entries.notify_style_update()
        self.entries.show(self._pages)

    @property
    def _pages(self) -> HeardPages | OwnPages:
        return HeardPages(self.desk) if self._shows_heard else OwnPages(self.desk)

    # what there is

    @work(exclusive=True, group="looking-again")
    async def look_again(self) -> None:
        first = self.found is None
        try:
            found = await asyncio.to_thread(home.home, self.desk)
            if first:
                last_on = self.session.last_on
                self.missed = await asyncio.to_thread(since.since, self.desk, last_on)
            self.found = found
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if not self.is_attached:
                return
            self._show()
            self._look_at_entries()
            if first and self.waiting.rows:
                self.waiting.enter()

    def _show(self) -> None:
        if self.found is not None:
            self.on_call.update(plain(f"On call: {self.found.on_call}"))
            self.on_call.display = bool(self.found.on_call)
        rows = self._rows()
        self.waiting.show(rows)
        self.above.set_class(bool(rows), "-any")
        self.call_after_refresh(self._fit)
        if not rows and self.waiting.has_focus:
            self.entries.focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """What waits leaves room for one's entries, and is cut after a row, not a heading."""
        room = (self.size.height - FRAME) * MOST_WAITS // 100 - 1
        out_of_sight = [row for row in self.waiting.beyond(room) if row.waits is Waits.UNFINISHED]
        count = len(out_of_sight)
        more = f"Not finished: {count}, at the end of this list." if count else ""
        self.last_of_all.update(plain(more))
        self.last_of_all.display = bool(count)
        self.above.styles.max_height = 1 + self.waiting.lines_within(room - bool(count))

    def _look_at_entries(self) -> None:
        """The first rows there ever are begin the list; later the cursor stays on its row."""
        if self.entries.window.rows:
            self.entries.look_again()
        else:
            self.entries.show(self._pages)

    def _rows(self) -> list[HomeRow]:
        rows = [
            HomeRow(Waits.NOTICE, f"notice {nth}", words, mark="put away")
            for nth, words in enumerate(self.notices)
        ]
        if self.found is not None and self.found.to_sign is not None:
            rows.append(_to_sign(self.found.to_sign))
        if self.found is not None:
            rows += [_came_back(each) for each in self.found.came_back]
        if self.missed.lines:
            rows.append(_since(self.missed))
        if self.found is not None:
            rows += [
                HomeRow(Waits.UNFINISHED, each.draft.id, each.words, mark="go on")
                for each in self.found.unfinished
            ]
        return rows

    def somebody_saved(self) -> None:
        """What lies under another screen looks again when it comes back into sight."""
        if self.is_current:
            self.look_again()

    # moving about

    def _say_what_can_be_done(self) -> None:
        """What is not finished can be thrown away, which is said where it can."""
        row = self.waiting.row if self.waiting.has_focus else None
        is_draft = row is not None and row.waits is Waits.UNFINISHED
        self.footer.shown = ON_A_DRAFT if is_draft else ()

    def on_home_rows_left(self, event: HomeRows.Left) -> None:
        event.stop()
        self.entries.focus()

    def on_own_entries_left(self, event: OwnEntries.Left) -> None:
        event.stop()
        if self.waiting.rows:
            self.waiting.enter(at_end=True)

    def on_home_rows_moved(self, event: HomeRows.Moved) -> None:
        event.stop()
        self.above.scroll_to_region(event.region, animate=False, force=True)

    # opening

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._read(event.row.id)

    def on_home_rows_chosen(self, event: HomeRows.Chosen) -> None:
        event.stop()
        self.notice.say("")
        match event.row.waits:
            case Waits.NOTICE:
                self.notices.remove(event.row.words)
                self._show()
            case Waits.SINCE:
                self.action_since()
            case Waits.CAME_BACK:
                self._read(event.row.id, to_answer=event.row.mark == ANSWER)
            case Waits.UNFINISHED:
                self._resume(event.row.id)

    def _read(self, entry_id: str, *, to_answer: bool = False) -> None:
        if entry_id == SUPERVISION:
            self.app.push_screen(SupervisionOfScreen(self.session, self.session.member))
            return
        self.app.push_screen(EntryOfMineScreen(self.session, entry_id, to_answer=to_answer))

    @work
    async def _resume(self, draft_id: str) -> None:
        if self._is_opening:
            return
        self._is_opening = True
        try:
            recording = await asyncio.to_thread(resume, self.session, draft_id)
        except Refusal as why:
            self.notice.say_why(str(why))
            self.look_again()
        else:
            if self.is_current:
                page = page_of(recording)
                page.header.clock = self.header.clock
                self.app.push_screen(page)
        finally:
            self._is_opening = False

    def action_since(self) -> None:
        """Its row has done what it is for once it led there; the key goes on."""
        self.missed = replace(self.missed, lines=())
        self._show()
        self.app.push_screen(SinceScreen(self.session))

    def action_figures(self) -> None:
        self.notice.say_why(figures.FOR_MANAGERS)

    # throwing away

    def action_actions(self) -> None:
        self.app.push_screen(ActionsScreen(self.session))

    def action_throw_away(self) -> None:
        row = self.waiting.row if self.waiting.has_focus else None
        if row is None or row.waits is not Waits.UNFINISHED:
            self.notice.say_why("Put the cursor on something not finished, then press Del.")
            return
        sure = SureScreen(
            f"{row.words}.\nIf you throw it away, what you wrote is gone for good.",
            act="Throw it away",
            keep="Keep it",
        )
        self.app.push_screen(sure, lambda is_sure: self._thrown_away(row.id, is_sure=bool(is_sure)))

    def _thrown_away(self, draft_id: str, *, is_sure: bool) -> None:
        if is_sure:
            self._throw_away(draft_id)

    @work
    async def _throw_away(self, draft_id: str) -> None:
        try:
            await asyncio.to_thread(drafts.discard, self.desk, draft_id)
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self.notice.say("Thrown away.")
        self.look_again()


def _to_sign(meeting: Meeting) -> HomeRow:
    return HomeRow(
        Waits.CAME_BACK,
        SUPERVISION,
        f"Supervision, {day_words(meeting.held_on)}",
        under="Read what was written down and agreed, and sign it with one key.",
        mark="sign",
    )


def _since(missed: Since) -> HomeRow:
    newest = missed.lines[0]
    what = f"{newest.line.entry.reference}  {newest.words}"
    return HomeRow(Waits.SINCE, SINCE, missed.words, under=f"The newest: {what}.", mark="look")


def _came_back(back: home.CameBack) -> HomeRow:
    what = " · ".join(part for part in (back.line.entry.title, back.line.person) if part)
    mark = ANSWER if back.news.answer else "new"
    return HomeRow(
        Waits.CAME_BACK,
        back.line.entry.id,
        f"{back.reference}  {what}",
        under=back.news.words,
        mark=mark,
    )
