"""What people answer: one frozen value per type of question, and the three answers all share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from logbook.domain.moments import Moment

CANNOT_SAY_WORDS = "I cannot say now"
NOT_LISTED = "not-listed"
LATE_AFTER = timedelta(hours=24)
"""Written down later than this after it happened, an entry asks why, unless it is set otherwise."""
UNKNOWN = "unknown"
"""The option key for “I do not know”; it is always digit 0."""


@dataclass(frozen=True)
class Words:
    """Text in the writer's own words."""

    text: str


@dataclass(frozen=True)
class Choice:
    """An option chosen, with the words it asked for, if any."""

    option: str
    detail: str = ""


@dataclass(frozen=True)
class Choices:
    """Options chosen together, in the order of the list."""

    picked: tuple[Choice, ...]

    @property
    def options(self) -> frozenset[str]:
        return frozenset(choice.option for choice in self.picked)


@dataclass(frozen=True)
class Someone:
    """A person from the directory (`id`), or somebody not listed (`id` empty)."""

    id: str
    name: str


@dataclass(frozen=True)
class Someones:
    """The people named, each once."""

    people: tuple[Someone, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(someone.id for someone in self.people if someone.id)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Who was told, in what role, how, when, what they answered, and their reference."""

    who: str
    role: str
    how: str
    when: Moment
    answer: str = ""
    reference: str = ""
    member: str = ""
    """The account's id, where the one told is a colleague from the directory."""


@dataclass(frozen=True)
class Tellings:
    """Everyone told, or the reason why nobody is yet."""

    told: tuple[Telling, ...] = ()
    nobody_because: str = ""


@dataclass(frozen=True)
class StopRead:
    """The stop page was read and answered with a deliberate key or word."""


@dataclass(frozen=True)
class CannotSay:
    """Asked, and not answerable now: it counts as answered and is shown to the manager."""


@dataclass(frozen=True)
class Skipped:
    """An optional question left empty."""


Answer: TypeAlias = (
    Words | Choice | Choices | Moment | Someones | Tellings | StopRead | CannotSay | Skipped
)


@dataclass(frozen=True)
class Answers:
    """The answers that count, and the instant at which they are weighed."""

    given: Mapping[str, Answer]
    at: datetime
    late_after: timedelta = LATE_AFTER
