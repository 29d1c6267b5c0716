"""Whose signs are whose: ours may become ASCII and be worded for the ear, people's never change.

Sentences are put together from both. So what people wrote is marked before it is put into a
sentence of ours, and the marks go when the sentence is printed.
"""

from dataclasses import replace

from logbook.domain.answers import (
    CANNOT_SAY_WORDS,
    Answer,
    CannotSay,
    Choice,
    Choices,
    Skipped,
    Someone,
    Someones,
    Telling,
    Tellings,
    Words,
)
from logbook.domain.questions import Question, Typed
from logbook.domain.questions.base import text_of
from logbook.domain.signs import IN_ASCII
from logbook.domain.text import visible

_FIRST_MARK = 0xFDD0
_MARKS = {sign: chr(_FIRST_MARK + nth) for nth, sign in enumerate(IN_ASCII)}
"""A sign of somebody's own stands as one of these, which no text can hold, until it is printed."""
_UNMARKED = str.maketrans({mark: sign for sign, mark in _MARKS.items()})
_PICTURES = {0x2400 + code: f"<U+{code:04X}>" for code in range(0x20)} | {0x2421: "<U+007F>"}
_ASCII = str.maketrans(dict(IN_ASCII)) | _PICTURES
_DOT, _DOT_ALOUD = " · ", ", "


def theirs(text: str) -> str:
    """Somebody's own words, marked so that they are printed as they are."""
    return "".join(_MARKS.get(sign) or visible(sign) for sign in text)


def printed(text: str, *, in_ascii: bool = False) -> str:
    """A text as it goes to the terminal: nothing unseen in it, our signs said as words say them."""
    marks = _MARKS.values()
    seen = "".join(sign if sign in marks else visible(sign) for sign in text)
    ours = seen.replace(_DOT, _DOT_ALOUD)
    return (ours.translate(_ASCII) if in_ascii else ours).translate(_UNMARKED)


def refusal_words(sentence: str, typed: Typed) -> str:
    """A refusal of ours in which somebody's own words may be quoted."""
    for word in sorted(set(text_of(typed).split()), key=len, reverse=True):
        if _MARKS.keys() & set(word):
            sentence = sentence.replace(word, theirs(word))
    return sentence


def answer_words(question: Question, answer: Answer) -> str:
    """An answer as it is said in plain lines."""
    match answer:
        case CannotSay():
            return CANNOT_SAY_WORDS
        case Skipped():
            return "left empty"
        case Choices():
            each = (Choices((choice,)) for choice in answer.picked)
            return "; ".join(question.wording(_marked(one)) for one in each)
        case _:
            return question.wording(_marked(answer))


def _marked(answer: Answer) -> Answer:
    match answer:
        case Words():
            return Words(theirs(answer.text))
        case Choice():
            return _choice(answer)
        case Choices():
            return Choices(tuple(_choice(each) for each in answer.picked))
        case Someones():
            return Someones(tuple(Someone(each.id, theirs(each.name)) for each in answer.people))
        case Tellings():
            told = tuple(_telling(each) for each in answer.told)
            return Tellings(told, theirs(answer.nobody_because))
        case _:
            return answer


def _choice(choice: Choice) -> Choice:
    return Choice(choice.option, theirs(choice.detail))


def _telling(told: Telling) -> Telling:
    return replace(
        told,
        who=theirs(told.who),
        answer=theirs(told.answer),
        reference=theirs(told.reference),
    )
