"""The types of question, one module for each way of answering."""

from typing import TypeAlias

from logbook.domain.questions.base import Asking, Clause, NotAnAnswer, Question, Typed
from logbook.domain.questions.choice import UNSURE, YES_NO, OneOf, Option, SeveralOf, YesNo
from logbook.domain.questions.day import Day
from logbook.domain.questions.moment import MomentOf
from logbook.domain.questions.stop import Stop
from logbook.domain.questions.text import Handle, LongText, ShortText
from logbook.domain.questions.told import LEFT_MESSAGE, Told
from logbook.domain.questions.who import WhichStaff, Who

AnyQuestion: TypeAlias = (
    Who
    | WhichStaff
    | Told
    | MomentOf
    | OneOf
    | SeveralOf
    | YesNo
    | ShortText
    | Handle
    | LongText
    | Day
    | Stop
)
"""Every type, so that the type checker names each place that a new one has to be taught."""

__all__ = [
    "LEFT_MESSAGE",
    "UNSURE",
    "YES_NO",
    "AnyQuestion",
    "Asking",
    "Clause",
    "Day",
    "Handle",
    "LongText",
    "MomentOf",
    "NotAnAnswer",
    "OneOf",
    "Option",
    "Question",
    "SeveralOf",
    "ShortText",
    "Stop",
    "Told",
    "Typed",
    "WhichStaff",
    "Who",
    "YesNo",
]
