"""Which widget asks which type of question: the one place that knows."""

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never, cast

from logbook.domain.questions import (
    Asking,
    LongText,
    MomentOf,
    OneOf,
    SeveralOf,
    ShortText,
    Stop,
    Told,
    Typed,
    Who,
)
from logbook.domain.text import NAME_LIMIT
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.moment_line import MomentLine
from logbook.tui.widgets.name_picker import NamePicker
from logbook.tui.widgets.stop_gate import StopGate
from logbook.tui.widgets.story import Story
from logbook.tui.widgets.telling import Telling

if TYPE_CHECKING:
    from logbook.domain.questions import AnyQuestion, Question
    from logbook.tui.widgets.answering import Answering

NOT_LISTED = "Someone not listed"
BY_LETTERS_FROM = 10
"""So many options are found faster by their letters than by counting."""


def field_for(
    question: "Question", asked_now: Callable[[], Asking], typed: Typed = "", *, required: bool
) -> "Answering":
    """The field that takes an answer to this question, showing what was typed."""
    field = _field(cast("AnyQuestion", question), asked_now, required=required)
    if typed:
        field.restore(typed)
    return field


def _field(  # noqa: PLR0911 - one return for each type
    question: "AnyQuestion", asked_now: Callable[[], Asking], *, required: bool
) -> "Answering":
    match question:
        case Who():
            people = question.directory(asked_now())
            return NamePicker(people, several=question.several, not_listed=NOT_LISTED)
        case Told():
            return Telling(question, asked_now)
        case MomentOf():
            return MomentLine(question, asked_now)
        case SeveralOf() | OneOf():
            several = isinstance(question, SeveralOf)
            return Choices(question.options, several=several, cannot_say=required)
        case LongText():
            return Story()
        case ShortText():
            return AnswerLine(limit=NAME_LIMIT)
        case Stop():
            return StopGate()
        case _:
            assert_never(question)


def how_to_answer(question: "Question") -> str:
    """How the field is used, for whoever has not met it before."""
    match cast("AnyQuestion", question):
        case Who(several=True):
            return "Enter takes each; Enter on an empty line goes on."
        case SeveralOf():
            return "Numbers tick, or arrows and Space."
        case OneOf() as asked if len(asked.offered) >= BY_LETTERS_FROM:
            return "Type its number, or its first letters."
        case OneOf():
            return "Press its number, or use the arrows."
        case _:
            return ""
