"""A page with all answers in a list and one button that sends them."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.geometry import Region
from textual.widgets import Static

from logbook.domain.questions import Stop
from logbook.domain.refusals import Refusal
from logbook.services.drafts import DraftGone, HeldElsewhere
from logbook.services.recording import Sent
from logbook.tui.recording import Recording
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.screens.sent import SentScreen
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answer_rows import AnswerRow, AnswerRows

if TYPE_CHECKING:
    from textual.timer import Timer

CHANGING = ("back", "help")
"""What the footer keeps while Enter changes an answer."""
SLOW = 1.0
"""Seconds after which sending is said in a word."""


class ListingScreen(KeptScreen):
    """Numbers and arrows change an answer; the button has the keys at first, and sends."""

    CSS_PATH: ClassVar[str] = "listing.tcss"
    AUTO_FOCUS = ""
    sending_keys: tuple[str, ...] = ()
    """What the footer shows while Enter sends; the place's own keys when empty."""
    sending_words = ""
    """What the footer says that Enter does, where those keys do not say it."""
    not_entered = "You began to change this. Open it to finish, or it is sent as it stands here."

    def __init__(self, recording: Recording, where: str, act: str) -> None:
        super().__init__(recording, where)
        recording.stand_at("")
        self.rows = AnswerRows()
        self.act = Act(act)
        self.error = Static(classes="error")
        self.waiting = Static("", classes="muted")
        self._is_sending = False
        self._failed = False

    # what those who list say

    def listed(self) -> Sequence[AnswerRow]:
        """Every answer that counts, in the order in which it was asked."""
        journey, typed = self.recording.journey, self.recording.draft.typed
        given = journey.counting.given
        return [
            AnswerRow(
                question.key,
                question.label,
                question.wording(given[question.key]),
                note=self.not_entered if question.key in typed else "",
            )
            for question in journey.path
            if question.key in given and not isinstance(question, Stop)
        ]

    def above(self) -> ComposeResult:
        """What stands over the list."""
        raise NotImplementedError

    def below(self) -> ComposeResult:
        """What stands over the button, always in sight."""
        raise NotImplementedError

    def change(self, key: str) -> None:
        """Go and change one of them: the page that asks it leads back here."""
        self.recording.changing = True
        self.recording.stand_at(key)
        self.go()

    def go_to_what_is_missing(self) -> None:
        """Time went on, and one more question is asked now."""
        missing = self.recording.journey.current
        if missing is not None:
            self.recording.stand_at(missing.key)
            self.go()

    async def send(self) -> Sent | None:
        """Send it; None where its writer chose to look at something first.

        Refusals are shown beside the button, and everything is kept.
        """
        raise NotImplementedError

    # the page

    def body(self) -> ComposeResult:
        with VerticalScroll(id="listing", can_focus=False):
            yield from self.above()
            yield self.rows
            yield from self.after_the_list()
        with Vertical(id="sending"):
            yield from self.below()
            yield self.error
            with Horizontal(id="act"):
                yield self.act
                yield self.waiting

    def after_the_list(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self.rows.show(self.listed())
        self.act.focus()
        self.watch(self.rows, "has_focus", self._say_what_enter_does)
        self.keep_soon()

    def _say_what_enter_does(self, in_list: bool) -> None:  # noqa: FBT001 - Textual calls it
        self.footer.shown = CHANGING if in_list else self.sending_keys
        self.footer.extra = "Enter change" if in_list else self.sending_words

    def show_fault(self, sentence: str) -> None:
        self.error.update(plain(sentence))
        self.error.set_class(bool(sentence), "-shown")

    # moving about

    def on_key(self, event: Key) -> None:
        page = self.query_one("#listing", VerticalScroll)
        if event.key == "r" and self._failed:
            event.stop()
            self._send()
        elif event.character and event.character.isdigit():
            event.stop()
            self.rows.focus(scroll_visible=False)
            self.rows.digit(event.character)
        elif event.key in ("up", "down"):
            event.stop()
            self._enter_list(from_below=event.key == "up")
        elif event.key in ("pageup", "pagedown"):
            event.stop()
            scroll = page.scroll_page_up if event.key == "pageup" else page.scroll_page_down
            scroll(animate=False)

    def _enter_list(self, *, from_below: bool) -> None:
        if self.rows.rows:
            self.rows.focus(scroll_visible=False)
            self.rows.move_to(len(self.rows.rows) - 1 if from_below else 0)

    def on_answer_rows_left(self, event: AnswerRows.Left) -> None:
        event.stop()
        self.act.focus()

    def on_answer_rows_moved(self, event: AnswerRows.Moved) -> None:
        event.stop()
        page = self.query_one("#listing", VerticalScroll)
        region = event.region.translate(self.rows.virtual_region.offset)
        if self.rows.cursor == 0:
            region = Region(0, 0, region.width, region.bottom)
        page.scroll_to_region(region, animate=False, force=True)

    def on_answer_rows_picked(self, event: AnswerRows.Picked) -> None:
        event.stop()
        if not self._is_sending and not self.is_over:
            self.change(event.key)

    # sending

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self._send()

    @work
    async def _send(self) -> None:
        """Once, however often Enter was pressed."""
        if self._is_sending:
            return
        if self.is_over:
            self.dismiss()
            return
        self._is_sending, self._failed = True, False
        slowly: Timer = self.set_timer(SLOW, lambda: self.waiting.update("Sending …"))
        try:
            await asyncio.to_thread(self.recording.keep)
            sent = await self.send()
        except (HeldElsewhere, DraftGone) as why:
            self.is_over = True
            self.header.saved = ""
            self.show_fault(str(why))
        except Refusal as why:
            self._failed = True
            self.header.saved = ""
            self.show_fault(str(why))
        else:
            if sent is not None:
                self.is_over = True
                self.change_to(SentScreen(self.recording.session, sent))
        finally:
            slowly.stop()
            self.waiting.update("R or Enter tries again." if self._failed else "")
            self._is_sending = False
