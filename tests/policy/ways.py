"""Every way through a kind: which answers differ, and how to walk on from some of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from logbook.domain.answers import (
    Answer,
    CannotSay,
    Choice,
    Choices,
    Skipped,
    Someone,
    Someones,
    StopRead,
    Telling,
    Tellings,
    Words,
)
from logbook.domain.journey import Journey
from logbook.domain.kinds import Kind
from logbook.domain.moments import Moment
from logbook.domain.questions import (
    MomentOf,
    OneOf,
    Option,
    Question,
    SeveralOf,
    Stop,
    Told,
    Who,
)
from logbook.policy.lists import LINE_MANAGER

NOW = datetime(2026, 11, 16, 14, 5, tzinfo=UTC)
REACHED = Tellings(
    (Telling(who="Sandra", role=LINE_MANAGER, how="phone", when=Moment.at(NOW), member="sandra"),)
)
NOBODY_YET = Tellings(nobody_because="she is driving")


def pick(*options: str) -> Choices:
    return Choices(tuple(Choice(option) for option in options))


def plainest(question: Question) -> Answer:
    """What an ordinary help request answers: nothing to worry about anywhere."""
    if isinstance(question, Stop):
        return StopRead()
    if isinstance(question, Told):
        return REACHED
    if isinstance(question, Who):
        return Someones((Someone("p1", "Daniel Webb"),))
    if isinstance(question, MomentOf):
        return Moment.at(NOW)
    if isinstance(question, OneOf):
        keys = [option.key for option in question.offered]
        calm = next((key for key in ("none", "no", "unknown") if key in keys), keys[0])
        return pick(calm) if isinstance(question, SeveralOf) else Choice(calm)
    return Words("some words")


def unsaid(question: Question) -> Answer:
    return CannotSay() if question.may_be_unsaid else StopRead()


def finish(journey: Journey, *, saying_nothing: bool = False) -> Journey:
    """Walk on to the end, step by step, as people do."""
    steps = 0
    while (question := journey.current) is not None:
        answer = unsaid(question) if saying_nothing else plainest(question)
        journey = journey.answer(question.key, answer)
        steps += 1
        assert steps <= len(journey.kind.questions), "a path that does not end"
    return journey


def walk(kind: Kind, answers: Mapping[str, Answer], *, saying_nothing: bool = False) -> Journey:
    """The whole way from these answers; what is answered and never asked does not count."""
    known = _RESTS.setdefault((kind.key, saying_nothing), {})
    if not known:
        rest = unsaid if saying_nothing else plainest
        known.update({each.key: rest(each) for each in kind.questions})
    return Journey(kind, NOW, {**known, **answers})


_RESTS: dict[tuple[str, bool], dict[str, Answer]] = {}
"""What is answered where nothing else is said, worked out once for each kind."""


def every_answer(question: Question) -> Iterator[Answer]:
    """Each option alone, each kind of telling and moment, and what all questions allow."""
    if isinstance(question, SeveralOf):
        yield from (pick(option.key) for option in question.offered)
        yield pick(*(option.key for option in question.offered if not option.alone))
    elif isinstance(question, OneOf):
        yield from (_chosen(option) for option in question.offered)
    elif isinstance(question, Told):
        yield from (REACHED, NOBODY_YET)
    elif isinstance(question, MomentOf):
        yield from (Moment.at(NOW), Moment.at(NOW - timedelta(days=3)), Moment.unknown())
    elif not isinstance(question, Stop):
        yield plainest(question)
    yield unsaid(question)
    if question.optional.reads or question.optional.holds(Journey(_nothing, NOW).counting):
        yield Skipped()


def _chosen(option: Option) -> Choice:
    return Choice(option.key, "these words" if option.detail else "")


_nothing = Kind("nothing", "Nothing", ())


def not_sure(question: Question) -> Answer | None:
    """“Not sure” as an answer; None where the question does not offer it."""
    if not isinstance(question, OneOf) or "unsure" not in {each.key for each in question.options}:
        return None
    return pick("unsure") if isinstance(question, SeveralOf) else Choice("unsure")


def some_ways(kind: Kind, count: int) -> tuple[Journey, ...]:
    """Ways to the end with answers drawn, always the same ones.

    Half of the answers are plain, so that what lies behind a worry is also left out again.
    """
    random = Random(kind.key)  # noqa: S311 - the same ways each time, and nothing secret
    choices = {each.key: tuple(every_answer(each)) for each in kind.questions}
    return tuple(
        finish(
            walk(
                kind,
                {
                    key: random.choice(answers)
                    for key, answers in choices.items()
                    if random.random() < 0.5
                },
            )
        )
        for _ in range(count)
    )
