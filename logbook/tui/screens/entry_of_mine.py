"""An entry that I wrote: what came of it, everything in it, and what I can add."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from textual import work

from logbook.domain.refusals import Refusal
from logbook.domain.rights import Action
from logbook.services import reading
from logbook.services.desk import Gone
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.recording import Recording
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.way import amend, answer, page_of
from logbook.tui.session import Session
from logbook.tui.widgets.own_entry import OwnDetail


class EntryOfMineScreen(EntryScreen):
    """Reading it is what its news waits for; adding to it leads through its questions."""

    def __init__(self, session: Session, entry_id: str, *, to_answer: bool = False) -> None:
        super().__init__(session, entry_id)
        self.detail = OwnDetail(id="detail")
        self._to_answer = to_answer
        """Whether it leads on at once to what is asked, and is what Esc comes back to."""
        self._is_adding = False
        self._marked = 0

    def show(self, opened: OpenEntry, earlier: Sequence[Line] | None = None) -> None:
        """What comes back while the page is open has been read with it."""
        super().show(opened, earlier)
        if self.is_current and opened.revision > self._marked:
            self._marked = opened.revision
            self._mark_read(opened)
        if self._to_answer and opened.standing.question is not None:
            self._to_answer = False
            self.action_answer()

    @work
    async def _mark_read(self, opened: OpenEntry) -> None:
        with suppress(Refusal):  # then home announces it once more
            await asyncio.to_thread(reading.mark_read, self.desk, opened)

    def footer_now(self, opened: OpenEntry) -> tuple[str, ...]:
        asked = opened.standing.question is not None
        able = ("add", "withdraw") if not opened.why_not(Action.WITHDRAW) else ("add",)
        return ("answer", "back", "add", "cover", "help") if asked else ("back", *able, "help")

    def action_add(self) -> None:
        if self.opened is not None:
            self._write(amend, self.opened.id)

    def action_answer(self) -> None:
        if self.opened is not None:
            self._write(answer, self.opened.id)

    @work
    async def _write(self, way_in: Callable[[Session, str], Recording], entry_id: str) -> None:
        if self._is_adding:
            return
        self._is_adding = True
        try:
            recording = await asyncio.to_thread(way_in, self.session, entry_id)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if self.is_current:
                self.app.push_screen(page_of(recording))
        finally:
            self._is_adding = False
