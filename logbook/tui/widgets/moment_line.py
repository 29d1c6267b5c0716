"""When something happened, said back in full while it is being typed."""

from collections.abc import Callable
from datetime import date, datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from logbook.domain.moments import Moment
from logbook.domain.questions import Asking, MomentOf, NotAnAnswer
from logbook.domain.refusals import Refusal
from logbook.domain.showing import show
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering, Typed

AskedNow = Callable[[], Asking]
ReadsDay = Callable[[str], date | None]
"""None where nothing was typed; refuses what is not a day, or not one that fits."""


class SaidBackLine(Vertical, Answering, can_focus=False):
    """One line; under it, what logbook understands, in a place that is kept for it.

    Enter answers only once what was typed has been said back: a key that came in the same burst
    goes no further.
    """

    DEFAULT_CSS = """
    SaidBackLine { height: auto; width: 100%; }
    SaidBackLine .moment-line--said { height: 2; padding: 0 2; color: $text; }
    """

    def __init__(
        self,
        typed: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._line = AnswerLine(typed, said_back=True)
        self._said = Static(classes="moment-line--said")

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._said

    def on_mount(self) -> None:
        self._say_back()

    @property
    def typed(self) -> str:
        return self._line.typed

    def restore(self, typed: Typed) -> None:
        self._line.restore(typed)

    def focus(self, scroll_visible: bool = True) -> "SaidBackLine":  # noqa: FBT001, FBT002 - Textual's signature
        self._line.focus(scroll_visible)
        return self

    def on_answering_edited(self, event: Answering.Edited) -> None:
        if event.answering is not self:
            event.stop()
            self._say_back()
            self._line.wait_to_be_seen()
            self.post_message(self.Edited(self, self.typed))

    def on_answering_answered(self, event: Answering.Answered) -> None:
        if event.answering is not self:
            event.stop()
            self.post_message(self.Answered(self, self.typed))

    def _say_back(self) -> None:
        self._said.update(plain(self.understood))

    @property
    def understood(self) -> str:
        """In full; empty while it cannot be read, which only Enter calls a mistake."""
        raise NotImplementedError


class MomentLine(SaidBackLine, can_focus=False):
    """When something happened."""

    def __init__(
        self,
        question: MomentOf,
        asked_now: AskedNow,
        *,
        typed: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(typed, id=id)
        self.question = question
        self.asked_now = asked_now

    @property
    def understood(self) -> str:
        asking = self.asked_now()
        try:
            answer = self.question.read(self.typed, asking, optional=True)
        except NotAnAnswer:
            return ""
        if not isinstance(answer, Moment):
            return ""
        words = show(answer, asking.now)
        return words[:1].upper() + words[1:]


class DayLine(SaidBackLine, can_focus=False):
    """A day to come, such as the last one of an account."""

    def __init__(self, reads: ReadsDay, now: datetime, typed: str = "") -> None:
        super().__init__(typed)
        self.reads = reads
        self.now = now

    @property
    def understood(self) -> str:
        try:
            day = self.reads(self.typed)
        except Refusal:
            return ""
        if day is None:
            return ""
        words = show(Moment.on(day), self.now)
        return words[:1].upper() + words[1:]
