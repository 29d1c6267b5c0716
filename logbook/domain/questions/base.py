"""What every question has: it reads what was typed, words an answer, refuses in a sentence.

What a person types reaches `read` as text: a story, `3`, `1 4 5`, `other: their own words`,
`yesterday 3.30pm`, a name. Screens and the plain line mode therefore share one reader. Only a
telling has parts; it is typed as one mapping of part to text for each person told.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Container, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime
from typing import Any, Self, TypeAlias

from logbook.domain.answers import CANNOT_SAY_WORDS, Answer, CannotSay, Skipped
from logbook.domain.conditions import ALWAYS, NEVER, Condition
from logbook.domain.events import Plain
from logbook.domain.moments import LONDON
from logbook.domain.people import Person, Staff
from logbook.domain.refusals import Refusal
from logbook.domain.text import HiddenCharacters, TooLong, ingest

Typed: TypeAlias = str | Sequence[Mapping[str, str]]


class NotAnAnswer(Refusal):
    """What was typed does not answer the question; the text says what to do."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who is asked, when, and whom they may mean."""

    now: datetime
    zone: str = LONDON
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
    firm: bool = False
    """Whoever is asked has to say it: a manager who decides, and nobody who reports something."""

    @property
    def label(self) -> str:
        return self.short or self.words

    @property
    def may_be_unsaid(self) -> bool:
        """Whether “I cannot say now” is offered beside it."""
        return not self.firm

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
        if self.may_be_unsaid and _cannot_say(typed):
            return CannotSay()
        try:
            if not _is_blank(typed):
                return self._read(typed, asking)
        except (TooLong, HiddenCharacters) as why:
            raise NotAnAnswer(str(why)) from why
        if optional:
            return Skipped()
        raise self._nothing()

    def counts(self, answer: Answer, *, optional: bool) -> bool:
        """Whether it answers the question as it is asked now.

        What was skipped while it was optional does not count once it is not.
        """
        match answer:
            case CannotSay():
                return self.may_be_unsaid
            case Skipped():
                return optional
            case _:
                return True

    def keeping(self, answer: Answer) -> Self:
        """The question as it is asked of somebody who gave this answer before.

        What is not offered any more can still be kept by whoever chose it.
        """
        return self

    def still_offers(self, answer: Answer) -> bool:
        """Whether everything that a stored answer chose is still in the question's lists."""
        return True

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

    def _nothing(self) -> NotAnAnswer:
        return NotAnAnswer(self.missing or self._missing)

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


def parts_of(typed: str, whole: Container[str] = ()) -> list[str]:
    """Several answers in one text: lines, commas, or numbers with spaces between.

    What follows a colon belongs to the answer before it, commas and all; a line that is in
    `whole`, in small letters, is one answer.
    """
    if re.fullmatch(r"[\d\s,]+", typed):
        return re.findall(r"\d+", typed)
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    return [
        part
        for line in lines
        for part in ([line] if line.casefold() in whole else _comma_parts(line))
    ]


def _comma_parts(line: str) -> list[str]:
    before, colon, words = line.partition(":")
    *parts, last = before.split(",")
    return [part.strip() for part in (*parts, f"{last}{colon}{words}") if part.strip()]


def quoted(typed: str, most: int = 40) -> str:
    """What was typed, short and on one line, for a sentence that refuses it."""
    words = " ".join(typed.split())
    return f"“{words}”" if len(words) <= most else f"“{words[:most]}…”"


def lower_first(words: str) -> str:
    """For the middle of a sentence; names and words of capitals keep theirs."""
    first, *others = words.split(" ")
    if first[:2].isupper() or any(each[:1].isupper() for each in others):
        return words
    return words[:1].lower() + words[1:]


def _cannot_say(typed: Typed) -> bool:
    return isinstance(typed, str) and typed.strip().casefold() == CANNOT_SAY_WORDS.casefold()


def _is_blank(typed: Typed) -> bool:
    if isinstance(typed, str):
        return not ingest(typed).text.strip()
    return not any(ingest(words).text.strip() for part in typed for words in part.values())
