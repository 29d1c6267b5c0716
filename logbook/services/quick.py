"""The same questions as one form: which of them are on it, and all of it answered at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from logbook.domain.journey import Journey
from logbook.domain.questions import Asking, NotAnAnswer, Question, Stop, Typed
from logbook.services.drafts import Draft


@dataclass(frozen=True)
class Taken:
    """A draft with the answers of a form in it, and what each question refused."""

    draft: Draft
    refused: Mapping[str, str] = field(default_factory=dict)
    """The sentence to show, by the key of its question; what was typed there stays typed."""


def as_typed(draft: Draft, asking: Asking) -> Journey:
    """The journey as it would be if everything typed were entered now.

    What is not an answer yet leaves the answer that was there before.
    """
    answers = dict(draft.answers)
    for question in draft.kind.questions:
        typed = draft.typed.get(question.key)
        if typed and not isinstance(question, Stop):
            try:
                before = answers.get(question.key)
                asked = question if before is None else question.keeping(before)
                answers[question.key] = asked.read(typed, asking, optional=True)
            except NotAnAnswer:
                continue
    return replace(draft, answers=answers).journey(asking.now)


def on_form(journey: Journey) -> tuple[Question, ...]:
    """The questions that one form can show: as far as the first stop page that was not passed."""
    shown: list[Question] = []
    for question in journey.path:
        if isinstance(question, Stop):
            if question.key not in journey.counting.given:
                break
        else:
            shown.append(question)
    return tuple(shown)


def next_stop(journey: Journey) -> Stop | None:
    """The stop page that comes after the form, before anything else is asked."""
    return next(
        (
            each
            for each in journey.path
            if isinstance(each, Stop) and each.key not in journey.counting.given
        ),
        None,
    )


def take(draft: Draft, typed: Mapping[str, Typed], asking: Asking) -> Taken:
    """Every question of a form answered by what stands in its field, in their order.

    What is off the path by then is left as it is: kept, and not counted.
    """
    refused: dict[str, str] = {}
    for key in _in_order(draft, typed):
        journey = draft.journey(asking.now)
        question = next((each for each in journey.path if each.key == key), None)
        if question is None:
            continue
        try:
            answer = question.read(typed[key], asking, optional=journey.is_optional(question))
        except NotAnAnswer as why:
            refused[key] = str(why)
        else:
            draft = draft.with_answer(key, answer)
    return Taken(draft, refused)


def enter(draft: Draft, asking: Asking) -> Draft:
    """The draft with everything entered that is an answer: for going on one at a time.

    Half an answer stays typed, in its field.
    """
    return take(draft, draft.typed, asking).draft


def _in_order(draft: Draft, typed: Mapping[str, Typed]) -> tuple[str, ...]:
    return tuple(
        each.key
        for each in draft.kind.questions
        if each.key in typed and not isinstance(each, Stop)
    )
