"""A page with one question on it: hint above the field, errors beside it, why beneath."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.questions import Clause, LongText, NotAnAnswer, OneOf, Question, Told, Typed
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.asking import field_for, how_to_answer
from logbook.tui.widgets.story import Story
from logbook.tui.widgets.telling import Telling


class AskScreen(KeptScreen):
    """One question. What it is about, and what an answer does, is for those who ask."""

    place = Place.QUESTION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.QUESTION)]
    CSS_PATH = "ask.tcss"

    def __init__(
        self, recording: Recording, where: str, question: Question, *, optional: bool
    ) -> None:
        super().__init__(recording, where)
        self.question = question
        self.optional = optional
        self.field = field_for(
            question, recording.asking, self.typed_before(), required=self.is_unsayable
        )
        self.error = Static(classes="error")
        self._fault = ""
        self._is_answering = False

    # what those who ask say

    def typed_before(self) -> Typed:
        """What the field shows at first."""
        raise NotImplementedError

    def write(self, typed: Typed) -> None:
        """Put what stands in the field into the draft."""
        raise NotImplementedError

    async def take(self, typed: Typed) -> None:
        """Make it the answer.

        Raises:
            NotAnAnswer, NotAllowed: the text says what to do.
        """
        raise NotImplementedError

    async def go_back(self) -> None:
        raise NotImplementedError

    # the page

    @property
    def clause(self) -> Clause | None:
        return self.question.clause

    @property
    def is_unsayable(self) -> bool:
        """Whether “I cannot say now” is offered: wherever an answer is wanted."""
        return self.question.may_be_unsaid and not self.optional

    def warnings(self) -> Iterator[Static]:
        """What has to be read first."""
        if self.question.banner:
            yield Static(plain(self.question.banner), classes="warn")

    def body(self) -> ComposeResult:
        with Vertical(id="asking", classes="column"):
            with Vertical(id="first"):
                yield from self.warnings()
            optional = " (optional)" if self.optional else ""
            yield Static(plain(f"{self.question.words}{optional}"), id="words", classes="heading")
            yield from self._hint()
            yield self.error
            yield self.field
            acts = tuple(self._acts())
            if acts:
                yield Horizontal(*acts, id="acts")
            yield from self._why()

    def _hint(self) -> Iterator[Static]:
        hint = " ".join(part for part in self.hints() if part).replace("\n ", "\n")
        if hint:
            yield Static(plain(hint), id="hint", classes="muted")

    def hints(self) -> Iterator[str]:
        """What stands above the field."""
        yield self.question.hint
        yield how_to_answer(self.question)

    def _acts(self) -> Iterator[Widget]:
        """What can be done besides typing; a list and a telling have their own places for it."""
        if isinstance(self.question, LongText):
            yield Act("Continue", id="continue")
        if self.is_unsayable and not isinstance(self.question, OneOf | Told):
            yield Act(CANNOT_SAY_WORDS, id="unsaid")
        if isinstance(self.question, LongText):
            yield Static("Tab, then Enter", classes="muted")

    def _why(self) -> Iterator[Static]:
        said = [f"Why we ask: {self.question.why}"] if self.question.why else []
        if self.clause is not None:
            said.append("F8 shows our policy on this.")
        if said:
            yield Static(plain(" ".join(said)), id="why", classes="muted")

    def on_mount(self) -> None:
        self.field.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """In a story Enter begins a line, so what continues is Tab and then Enter."""
        self.footer.named = {"continue": "Tab, Enter"} if isinstance(event.widget, Story) else {}

    def show_error(self, sentence: str) -> None:
        self._fault = ""
        self._show(f"Error: {sentence}")

    def show_fault(self, sentence: str) -> None:
        """A fault of the store stands where an error would, until it is over."""
        if sentence or self._fault:
            self._show(sentence)
        self._fault = sentence

    def _show(self, words: str) -> None:
        self.error.update(plain(words))
        self.error.set_class(bool(words), "-shown")

    # answering

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        if not self._is_answering:
            self.write(event.typed)
            self.keep_soon()

    def on_answering_refused(self, event: Answering.Refused) -> None:
        event.stop()
        self.show_error(event.sentence)

    def on_answering_mended(self, event: Answering.Mended) -> None:
        event.stop()
        if not self._fault:
            self._show("")

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        self._answer(event.typed)

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        unsaid = event.act.id == "unsaid"
        self._answer(CANNOT_SAY_WORDS if unsaid else self.field.typed)

    @work
    async def _answer(self, typed: Typed) -> None:
        """Once, however often Enter was pressed; what cannot be saved does not go on."""
        if self._is_answering:
            return
        self._is_answering = True
        try:
            if self.is_over:
                self.dismiss()
            elif await self._is_taken(typed):
                await self.go_on()
        finally:
            self._is_answering = False

    async def go_on(self) -> None:
        """Save it, and on to the next page; what cannot be saved stays here."""
        if await self.is_kept():
            self.go()

    async def _is_taken(self, typed: Typed) -> bool:
        try:
            await self.take(typed)
        except (NotAnAnswer, NotAllowed) as why:
            self.show_error(str(why))
        except Refusal as why:
            self.show_fault(str(why))
        else:
            return True
        self.field.focus_what_is_missing()
        return False

    async def action_back(self) -> None:
        if self._is_answering:
            return
        if isinstance(self.field, Telling) and not self.is_over and await self.field.back():
            return
        if self.is_over:
            self.dismiss()
        else:
            await self.go_back()
