"""When something happened."""

from dataclasses import dataclass
from typing import Any

from logbook.domain import dates
from logbook.domain.answers import Answer
from logbook.domain.events import Plain
from logbook.domain.moments import Moment
from logbook.domain.questions.base import Asking, NotAnAnswer, Question, Typed, text_of
from logbook.domain.showing import stated


@dataclass(frozen=True)
class MomentOf(Question):
    """When something happened: exact, about, a day, or not known. Never in the future."""

    @property
    def _missing(self) -> str:
        return "Enter when it happened, or “not known”."

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        try:
            return dates.read(text_of(typed), asking.now, asking.zone)
        except dates.NotADate as why:
            raise NotAnAnswer(str(why)) from why

    def _wording(self, answer: Moment) -> str:
        return stated(answer)

    def _to_plain(self, answer: Moment) -> Plain:
        return answer.to_plain()

    def _from_plain(self, plain: Any) -> Answer:
        return Moment.from_plain(plain)

    def _typed(self, answer: Moment) -> Typed:
        return stated(answer)
