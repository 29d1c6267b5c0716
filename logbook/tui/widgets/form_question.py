"""One question of a form: its words, its field, and what is said beside it."""

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.kinds import Advise
from logbook.domain.questions import Asking, OneOf, Question, Told, Typed
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.asking import field_for, how_to_answer
from logbook.tui.widgets.telling import Telling

NEXT = "Next"
"""What stands in place of “I cannot say now” once there is an answer, which it would put aside."""


class FormQuestion(Vertical):
    """Keeps what stands in its field as `typed`; whether that is an answer is for the form."""

    DEFAULT_CSS = """
    FormQuestion { height: auto; width: 100%; margin-bottom: 1; }
    FormQuestion .form-question--advice { display: none; height: auto; }
    FormQuestion .form-question--advice.-shown { display: block; }
    FormQuestion Choices { height: auto; max-height: 16; }
    FormQuestion Story { height: 5; }
    FormQuestion Telling, FormQuestion Telling #part { height: auto; }
    FormQuestion Telling Choices { height: auto; }
    """

    class Changed(Message):
        """Something else stands in its field now."""

        def __init__(self, block: "FormQuestion") -> None:
            super().__init__()
            self.block = block

    class Entered(Message):
        """Enter: on to the next one."""

        def __init__(self, block: "FormQuestion") -> None:
            super().__init__()
            self.block = block

    def __init__(
        self,
        question: Question,
        asked_now: Callable[[], Asking],
        typed: Typed,
        *,
        optional: bool,
        same: str = "",
        banner: str = "",
    ) -> None:
        super().__init__()
        self.question = question
        self.optional = optional
        self.typed: Typed = typed
        self._same = same
        self._banner = banner
        self._unsayable = question.may_be_unsaid and not optional
        self.field = field_for(question, asked_now, typed, required=self._unsayable)
        if isinstance(self.field, Telling):
            self.field.waits_for_focus = True
        self.error = Static(classes="error")
        self._said = ""
        self._advice = Static(classes="form-question--advice")
        self._advised: tuple[Advise, ...] = ()
        self._unsaid = Act(CANNOT_SAY_WORDS, id="unsaid")

    @property
    def key(self) -> str:
        return self.question.key

    def compose(self) -> ComposeResult:
        if self._banner:
            yield Static(plain(self._banner), classes="warn")
        optional = " (optional)" if self.optional else ""
        yield Static(plain(f"{self.question.words}{optional}"), classes="heading")
        hints = (self.question.hint, how_to_answer(self.question), self._same)
        hint = " ".join(part for part in hints if part)
        if hint:
            yield Static(plain(hint), classes="muted")
        yield self.error
        yield self.field
        if self._unsayable and not isinstance(self.question, OneOf | Told):
            yield self._unsaid
        yield self._advice

    def on_mount(self) -> None:
        self._mark_unsaid()

    def focus(self, scroll_visible: bool = True) -> "FormQuestion":  # noqa: FBT001, FBT002 - Textual's signature
        """Its field takes the keys."""
        self.field.focus(scroll_visible)
        return self

    def give(self, typed: Typed) -> None:
        """Put an answer into the field, as if it had been typed."""
        self.field.restore(typed)
        self._now(typed)

    def say_error(self, sentence: str) -> None:
        """It stays until something else stands in the field."""
        if sentence == self._said:
            return
        self._said = sentence
        self.error.update(plain(f"Error: {sentence}" if sentence else ""))
        self.error.set_class(bool(sentence), "-shown")

    def say_advice(self, advice: Iterable[Advise]) -> None:
        said = tuple(advice)
        if said == self._advised:
            return
        self._advised = said
        self._advice.update(plain("\n".join(each.words for each in said)))
        self._advice.set_class(bool(said), "-shown")
        self._advice.set_class(any(each.urgent for each in said), "warn")

    def _now(self, typed: Typed) -> None:
        if typed != self.typed:
            self.typed = typed
            self.say_error("")
            self._mark_unsaid()
            self.post_message(self.Changed(self))

    def _mark_unsaid(self) -> None:
        label = CANNOT_SAY_WORDS
        if self.typed:
            label = f"✓ {CANNOT_SAY_WORDS}" if self.typed == CANNOT_SAY_WORDS else NEXT
        if label != self._unsaid.label:
            self._unsaid.label = label
            self._unsaid.refresh(layout=True)

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        self._now(event.typed)

    def on_answering_refused(self, event: Answering.Refused) -> None:
        event.stop()
        self.say_error(event.sentence)

    def on_answering_mended(self, event: Answering.Mended) -> None:
        event.stop()
        self.say_error("")

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        self._now(event.typed)
        self.post_message(self.Entered(self))

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        if not self.field.typed:
            self._now(CANNOT_SAY_WORDS)
        self.post_message(self.Entered(self))
