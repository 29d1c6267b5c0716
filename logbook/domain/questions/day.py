"""A question answered with a day to come: by when something is done, or looked at again."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from logbook.domain.answers import Answer, Words
from logbook.domain.days import TO_COME, read_day
from logbook.domain.moments import NotADate, day_words
from logbook.domain.questions.base import Asking, NotAnAnswer, Typed, quoted, text_of
from logbook.domain.questions.text import ShortText


@dataclass(frozen=True)
class Day(ShortText):
    """Today or later. It is kept as `2026-11-27`, so that it sorts and is never read two ways."""

    @property
    def _missing(self) -> str:
        return f"Write the day. {TO_COME}"

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        words = text_of(typed).strip()
        today = asking.now.astimezone(ZoneInfo(asking.zone)).date()
        try:
            written = read_day(words.casefold(), today, forwards=True)
        except NotADate as why:
            raise NotAnAnswer(str(why)) from why
        if written is None or written.rest:
            raise NotAnAnswer(f"{quoted(words)} is not a day. {TO_COME}")
        if written.day < today:
            raise NotAnAnswer(
                f"{day_words(written.day)} has gone by. Write today or a day to come."
            )
        return Words(written.day.isoformat())

    def _wording(self, answer: Words) -> str:
        return day_words(date.fromisoformat(answer.text))
