"""What every question has: it reads what was typed, words an answer, refuses in a sentence.

What a person types reaches `read` as text: a story, `3`, `1 4 5`, `other: their own words`,
`yesterday 3.30pm`, a name. Screens and the plain line mode therefore share one reader. Only a
telling has parts; it is typed as one mapping of part to text for each person told.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime
from typing import Any, Self, TypeAlias
from zoneinfo import ZoneInfo

from logbook.domain.answers import CANNOT_SAY_WORDS, Answer, CannotSay, Skipped
from logbook.domain.conditions import ALWAYS, NEVER, Condition
from logbook.domain.events import Plain
from logbook.domain.people import Person, Staff
from logbook.domain.refusals import Refusal

Typed: TypeAlias = str | Sequence[Mapping[str, str]]


class NotAnAnswer(Refusal):
    """What was typed does not answer the question; the text says what to do."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who is asked, when, and whom they may mean."""

    now: datetime
    zone: ZoneInfo
    people: Mapping[str, Person] = field(default_factory=dict)
    staff: Staff = field(default_factory=Staff)


@dataclass(frozen=True)
class Clause:
    """A rule of the policy in plain words, with the title of the section it stands in."""

    key: str
    title: str
    text: str
    version: str


@dataclass(frozen=True)
class Question(ABC):
    """What every question has. `optional` may depend on what was answered before."""

    key: str
    words: str
    _: KW_ONLY
    short: str = ""
    """How “check your answers” and triage name it; the words themselves when empty."""
    hint: str = ""
    why: str = ""
    missing: str = ""
    """What to say when nothing was answered, in the question's own words."""
    banner: str = ""
    """What has to be read before anything else on this page."""
    clause: Clause | None = None
    optional: Condition = NEVER
    when: Condition = ALWAYS
    topic: str = ""

    @property
    def label(self) -> str:
        return self.short or self.words

    @property
    def may_be_unsaid(self) -> bool:
        """Whether “I cannot say now” is offered beside it."""
        return True

    @property
    def reads(self) -> frozenset[str]:
        return self.when.reads | self.optional.reads

    def under(self, condition: Condition, topic: str) -> Self:
        """The same question, asked only when this holds too."""
        return replace(self, when=condition & self.when, topic=self.topic or topic)

    def read(self, typed: Typed, asking: Asking, *, optional: bool = False) -> Answer:
        """The answer that was typed.

        Raises:
            NotAnAnswer: the text says what to do; what was typed is the caller's to keep.
        """
        if typed == CANNOT_SAY_WORDS and self.may_be_unsaid:
            return CannotSay()
        if not typed or (isinstance(typed, str) and not typed.strip()):
            if optional:
                return Skipped()
            raise NotAnAnswer(self.missing or self._missing)
        return self._read(typed, asking)

    def wording(self, answer: Answer) -> str:
        """The answer as shown to people, today and years later."""
        match answer:
            case CannotSay():
                return CANNOT_SAY_WORDS
            case Skipped():
                return "–"
            case _:
                return self._wording(answer)

    def to_plain(self, answer: Answer) -> Plain:
        match answer:
            case CannotSay():
                return {"cannot_say": True}
            case Skipped():
                return {"skipped": True}
            case _:
                return self._to_plain(answer)

    def from_plain(self, plain: Any) -> Answer:
        if plain == {"cannot_say": True}:
            return CannotSay()
        if plain == {"skipped": True}:
            return Skipped()
        return self._from_plain(plain)

    def typed(self, answer: Answer) -> Typed:
        """What would be typed to give this answer: `read(typed(a)) == a`."""
        match answer:
            case CannotSay():
                return CANNOT_SAY_WORDS
            case Skipped():
                return ""
            case _:
                return self._typed(answer)

    @property
    def _missing(self) -> str:
        return f"Answer the question, or choose “{CANNOT_SAY_WORDS}”."

    @abstractmethod
    def _read(self, typed: Typed, asking: Asking) -> Answer: ...

    @abstractmethod
    def _wording(self, answer: Any) -> str: ...

    @abstractmethod
    def _to_plain(self, answer: Any) -> Plain: ...

    @abstractmethod
    def _from_plain(self, plain: Any) -> Answer: ...

    @abstractmethod
    def _typed(self, answer: Any) -> Typed: ...


def text_of(typed: Typed) -> str:
    """What was typed, where one text is expected."""
    if isinstance(typed, str):
        return typed
    return "\n".join(" ".join(part.values()) for part in typed)


def parts_of(typed: str) -> list[str]:
    """Several answers in one text: lines, commas, or numbers with spaces between."""
    if re.fullmatch(r"[\d\s,]+", typed):
        return re.findall(r"\d+", typed)
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return [part for line in lines for part in _comma_parts(line)]


def _comma_parts(line: str) -> Iterable[str]:
    return [line] if ":" in line else [part.strip() for part in line.split(",") if part.strip()]


def lower_first(words: str) -> str:
    """For the middle of a sentence; a word of capitals keeps them."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
