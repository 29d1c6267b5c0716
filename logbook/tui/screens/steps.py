"""A few lines asked one after the other, before anybody is signed in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line to type. `check` refuses in a sentence; it may be slow, and runs in a thread."""

    key: str
    words: str
    hint: str = ""
    page: str = ""
    """What has to be read above the field, kept as it is laid out."""
    secret: bool = False
    optional: bool = False
    missing: str = "Type an answer, then Enter."
    check: Callable[[str], None] = lambda _typed: None


class StepsScreen(PlaceScreen[None]):
    """One step at a time; Esc goes back to the one before, and what was typed is still there."""

    CSS_PATH: ClassVar[str] = "steps.tcss"

    def __init__(self, where: str, *, who: str = "") -> None:
        super().__init__(where, who=who)
        self.typed: dict[str, str] = {}
        self._at = 0
        self._count = Static(id="count", classes="muted")
        self._words = Static(id="words", classes="heading")
        self._page = Static(id="page")
        self._hint = Static(id="hint", classes="muted")
        self._error = Static(id="error", classes="error")

    def steps(self) -> Sequence[Step]:
        raise NotImplementedError

    async def finish(self) -> None:
        """Do what the steps were for; a Refusal is shown under the last of them."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield self._count
            yield self._words
            yield self._page
            yield self._hint
            yield self._error

    async def on_mount(self) -> None:
        await self._show()

    @property
    def step(self) -> Step:
        return self.steps()[self._at]

    async def _show(self) -> None:
        step, of = self.step, len(self.steps())
        self._count.update(plain(f"Step {self._at + 1} of {of}"))
        self._words.update(plain(f"{step.words}{' (optional)' if step.optional else ''}"))
        for part, words in ((self._page, step.page), (self._hint, step.hint)):
            part.update(plain(words))
            part.display = bool(words)
        self._say("")
        await self.query(AnswerLine).remove()
        line = AnswerLine(self.typed.get(step.key, ""), secret=step.secret)
        await self.query_one(".column").mount(line, before=self._error)
        line.focus()

    async def action_back(self) -> None:
        if self._at:
            self._keep()
            self._at -= 1
            await self._show()
        else:
            await super().action_back()

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        self._say("")

    def on_answering_refused(self, event: Answering.Refused) -> None:
        event.stop()
        self._say(event.sentence)

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        self._keep()
        self._go_on()

    def _keep(self) -> None:
        self.typed[self.step.key] = str(self.query_one(AnswerLine).typed)

    @work(exclusive=True)
    async def _go_on(self) -> None:
        step = self.step
        typed = self.typed[step.key]
        if not typed.strip() and not step.optional:
            self._say(step.missing)
            return
        line = self.query_one(AnswerLine)
        line.disabled = True
        try:
            await asyncio.to_thread(step.check, typed)
            if self._at + 1 < len(self.steps()):
                self._at += 1
                await self._show()
            else:
                await self.finish()
        except Refusal as refusal:
            line.disabled = False
            line.focus()
            self._say(str(refusal))

    def _say(self, sentence: str) -> None:
        self._error.update(plain(f"Error: {sentence}" if sentence else ""))
        self._error.set_class(bool(sentence), "-shown")
