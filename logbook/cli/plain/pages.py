"""What each page says: a question, a stop page, the answers to check, the result."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from logbook.cli.plain.signs import answer_words, theirs
from logbook.domain.answers import Answer
from logbook.domain.journey import Journey
from logbook.domain.questions import Question, Stop
from logbook.domain.settings import Settings
from logbook.services.drafts import Draft
from logbook.services.recording import Preview, Sent
from logbook.tui import readers

NOT_ENTERED = "You began to change this. Type its number to finish, or it is sent as it stands."
NOTHING_SENT = "Nothing is sent yet."
ADD_LATER = "You can add to it at any time: open logbook, find it on your home page and press a."


def question_lines(journey: Journey, question: Question) -> Iterator[str]:
    """The question itself, without what can be answered."""
    yield words(journey, question)
    if question.hint:
        yield question.hint
    if question.why:
        yield f"Why we ask: {question.why}"


def words(journey: Journey, question: Question) -> str:
    optional = " (optional)" if journey.is_optional(question) else ""
    return f"{question.words}{optional}"


def practice_lines(draft: Draft) -> tuple[str, ...]:
    """What stands over every page of practice."""
    return (f"{readers.PRACTICE}.",) if draft.practice else ()


def position(journey: Journey, question: Question) -> str:
    nth, of = journey.number(question.key)
    return f"Question {nth} of about {of}."


def stop_lines(stop: Stop) -> Iterator[str]:
    """The whole stop page; nothing of it can be skipped."""
    yield f"STOP. {stop.words}"
    yield stop.says
    if stop.clause is not None:
        yield f"This is our policy: {stop.clause.title}, version {stop.clause.version}."
    if stop.say:
        yield f"Say something like: {stop.say}"
    if stop.do:
        yield f"You can: {'; '.join(stop.do)}."
    yield stop.after


def advice_lines(journey: Journey) -> Iterator[str]:
    """What the answers call for, the urgent first."""
    return (each.words for each in journey.advice)


def answer_lines(draft: Draft, journey: Journey) -> dict[str, str]:
    """Every answer that counts, numbered, by the key of its question."""
    given = journey.counting.given
    asked = [question for question in journey.path if question.key in given]
    return {
        question.key: f"{nth}. {_answered(question, given[question.key])}"
        + (f"\n{NOT_ENTERED}" if question.key in draft.typed else "")
        for nth, question in enumerate(asked, 1)
    }


def _answered(question: Question, answer: Answer) -> str:
    label, said = question.label, answer_words(question, answer)
    return f"{label} {said}" if label.endswith("?") else f"{label}: {said}"


def sending_lines(
    preview: Preview, raised_because: str, now: datetime, settings: Settings
) -> Iterator[str]:
    """At what level it goes, to whom, and by when it should be read."""
    preview = _marked(preview)
    yield _level(preview, raised_because)
    yield readers.goes_to(preview, now, settings)
    yield from filter(None, (readers.also_able(preview), readers.written_for(preview)))


def _level(preview: Preview, raised_because: str) -> str:
    level = f"Level: {preview.level.word}"
    if preview.level > preview.suggested:
        return f"{level}, raised by you: {theirs(raised_because)}"
    return f"{level}, because: {'; '.join(preview.reasons)}." if preview.reasons else f"{level}."


def how_to_send(
    count: int, send: str, *, may_be_raised: bool, practice: bool = False
) -> tuple[str, ...]:
    changing = (f"To change an answer, type its number, 1 to {count}.",)
    raising = ("To make it more urgent, type raise.",) if may_be_raised else ()
    if practice:
        return (*changing, *raising, "Type send to finish the practice.")
    act = send.replace("send to ", "send it to ", 1)
    return (*changing, *raising, f"Type send to {act}.")


def result_lines(sent: Sent, now: datetime, settings: Settings) -> Iterator[str]:
    yield f"Sent. Its reference is {sent.reference}."
    yield readers.will_read(_marked(sent.preview), now, settings)
    if sent.preview.source:
        yield readers.written_for(_marked(sent.preview))
    yield from (each.words for each in sent.preview.advice if each.urgent)
    on_call = f"or on call {settings.on_call}" if settings.on_call else "then your manager"
    yield f"If it gets worse: call 999, {on_call}."
    yield ADD_LATER


def _marked(preview: Preview) -> Preview:
    return replace(
        preview,
        goes_to=tuple(map(theirs, preview.goes_to)),
        also_able=tuple(map(theirs, preview.also_able)),
        part=None if preview.part is None else _marked(preview.part),
    )
