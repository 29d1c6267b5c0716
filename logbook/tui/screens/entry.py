"""One entry on the whole screen: everything in it, and what can be done with it."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume

from logbook.domain.refusals import NotFound, Refusal
from logbook.services import reading
from logbook.services.desk import Desk, Gone
from logbook.services.paper import STAYS_INSIDE
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.moves.acting import OnAnEntry, read
from logbook.tui.screens.moves.leaving import leave, say
from logbook.tui.screens.pack_form import entry_form
from logbook.tui.session import Session
from logbook.tui.widgets.entry_detail import EntryDetail

_AUTHORS = ("back", "add", "withdraw", "cover", "help")
_ASKED = ("answer", "back", "add", "cover", "help")
_OF_MANAGERS = ("seen", "take", "decide", "close", "reopen", "hand_over")
_READERS = ("back", "find", "cover", "help")


class EntryScreen(OnAnEntry):
    """Opening it is not seeing it: that is a key of its own."""

    place = Place.ENTRY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.ENTRY)]
    CSS_PATH = "entry.tcss"

    def __init__(self, session: Session, entry_id: str) -> None:
        super().__init__(session, Place.ENTRY.heading, who=session.member.name)
        self.entry_id = self.concerns = entry_id
        self.detail = EntryDetail(id="detail")
        self.footer.shown = _READERS

    def body(self) -> ComposeResult:
        yield self.detail
        yield self.notice

    def on_mount(self) -> None:
        self.detail.focus()
        self._open()
        self.keep_watch()

    @work(exclusive=True, group="reading")
    async def _open(self) -> None:
        try:
            opened, earlier = await asyncio.to_thread(_read_by_author, self.desk, self.entry_id)
        except NotFound:
            self.lost()
            self.closed_what_concerned_it()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            self.show(opened, earlier)

    def why_nothing_is_open(self) -> str:
        return "It is being opened. Press the key again once you can read it."

    def footer_now(self, opened: OpenEntry) -> tuple[str, ...]:
        if opened.reader.id == opened.standing.author:
            return _ASKED if opened.standing.question is not None else _AUTHORS
        if all(self.why_not(name) for name in _OF_MANAGERS):
            return _READERS
        moves = [each for each in super().footer_now(opened) if each != "help"]
        return ("back", *moves[:3], "help")

    def draw(self) -> None:
        if self.opened is not None:
            entry = self.opened.standing.entry
            self.header.where = f"{self.opened.reference} · {entry.title}"
            self.detail.show(self.opened, self.earlier)

    def look_again(self) -> None:
        """What there is to see of it was read already."""

    def action_print(self) -> None:
        if self.opened is None:
            self.notice.say_why(self.why_nothing_is_open())
        elif self.opened.standing.entry.sealed:
            self.notice.say_why(STAYS_INSIDE)
        else:
            form = entry_form(self.session, self.opened)
            self.app.push_screen(form, lambda _done: self.notice.say(form.words_after))

    def lost(self) -> None:
        """It goes from the screen at once, also from beneath a cover, and then closes."""
        self.detail.clear()
        self.header.where = Place.ENTRY.heading
        self.footer.shown = _READERS
        self.notice.say(self.lost_words)

    def closed_what_concerned_it(self) -> None:
        if self.is_current:
            self.dismiss(None)
            say(self.app, self.lost_words)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Something may have been added to it on another page."""
        self.read_again()


def _read_by_author(desk: Desk, entry_id: str) -> tuple[OpenEntry, tuple[Line, ...]]:
    """Its author reading it is what Home waits for; for anybody else it marks nothing."""
    opened, earlier = read(desk, entry_id)
    if opened.reader.id == opened.standing.author:
        reading.mark_read(desk, opened)
    return opened, earlier
