"""How long each level may wait, as a table that a provider can change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.refusals import Refusal

LONGEST_DAYS = 366


class NotASpan(Refusal):
    """A time to wait that cannot be read, or that its level may not have."""


class Unit(StrEnum):
    """What a span is counted in. The words are stored."""

    MINUTES = "min"
    HOURS = "h"
    DAYS = "days"
    WORKING_DAYS = "working days"


@dataclass(frozen=True)
class Span:
    """Like “4 h” or “3 working days”; none of any unit is “same day”: by the end of that day.

    Minutes and hours run on the wall clock. Days keep the time of day. Working days end when the
    last of them ends.
    """

    count: int
    unit: Unit

    @property
    def words(self) -> str:
        if self == SAME_DAY:
            return "same day"
        unit = self.unit.value
        return f"{self.count} {unit.removesuffix('s') if self.count == 1 else unit}"

    @classmethod
    def of(cls, text: str) -> Self:
        """Read “30 min”, “4 h”, “7 days”, “3 working days” or “same day”.

        Raises:
            NotASpan: it is none of these, or longer than a year.
        """
        match = _SPAN.fullmatch(" ".join(text.lower().split()))
        if match is None:
            raise NotASpan("Write how long, like 30 min, 4 h, 7 days, 3 working days or same day.")
        if match["count"] is None:
            return cls(SAME_DAY.count, SAME_DAY.unit)
        span = cls(int(match["count"]), _UNITS[match["unit"]])
        if not 1 <= span.count <= _MOST[span.unit]:
            raise NotASpan(f"Write a time from 1 to {_MOST[span.unit]:,} {span.unit}.")
        return span


SAME_DAY = Span(0, Unit.DAYS)

_UNITS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), Unit.MINUTES),
    **dict.fromkeys(("h", "hour", "hours"), Unit.HOURS),
    **dict.fromkeys(("day", "days"), Unit.DAYS),
    **dict.fromkeys(("working day", "working days"), Unit.WORKING_DAYS),
}
_MOST = {
    Unit.MINUTES: LONGEST_DAYS * 24 * 60,
    Unit.HOURS: LONGEST_DAYS * 24,
    Unit.DAYS: LONGEST_DAYS,
    Unit.WORKING_DAYS: LONGEST_DAYS,
}
_SPAN = re.compile(rf"(?P<count>[0-9]{{1,6}}) ?(?P<unit>{'|'.join(_UNITS)})|same day")


class Step(StrEnum):
    """Where work climbs to: the next manager up, or straight to the General Manager."""

    NEXT = "next"
    GENERAL_MANAGER = "general-manager"


class Due(StrEnum):
    """A climb at one of the level's own deadlines, wherever the provider puts it."""

    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"


@dataclass(frozen=True)
class Climb:
    step: Step
    after: Span | Due


_STEP_WORDS = {Step.NEXT: "next manager", Step.GENERAL_MANAGER: "General Manager"}
_DUE_WORDS = {Due.ACKNOWLEDGE: "when late to acknowledge", Due.DECIDE: "when late to decide"}
NEVER = "never"


def climbs_words(climbs: Sequence[Climb]) -> str:
    """Like “next manager after 30 min, General Manager when late to acknowledge”."""
    return ", ".join(f"{_STEP_WORDS[each.step]} {_when(each.after)}" for each in climbs) or NEVER


def _when(after: Span | Due) -> str:
    return _DUE_WORDS[after] if isinstance(after, Due) else f"after {after.words}"


def climbs_of(typed: str) -> tuple[Climb, ...]:
    """Read climbs as they are worded.

    Raises:
        NotASpan: the text says how to write them.
    """
    if typed.strip().lower() in {"", NEVER}:
        return ()
    return tuple(_climb_of(part) for part in re.split(r"[,;\n]", typed) if part.strip())


def _climb_of(typed: str) -> Climb:
    words = " ".join(typed.lower().replace("-", " ").split())
    match = re.fullmatch(r"(?P<step>next|general)(?: manager)? (?P<when>.+)", words)
    if match is None:
        raise NotASpan(
            "Write each climb like: next manager after 30 min, General Manager when late to decide."
        )
    step = Step.NEXT if match["step"] == "next" else Step.GENERAL_MANAGER
    for due in Due:
        if match["when"].endswith(due.value):
            return Climb(step, due)
    return Climb(step, Span.of(match["when"].removeprefix("after ")))


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One row of the table: how long a level may wait, and whom silence takes it to."""

    level: Level
    acknowledge: Span
    decide: Span
    climbs: tuple[Climb, ...] = ()

    def to_plain(self) -> dict[str, Plain]:
        return {
            "level": self.level.key,
            "acknowledge": self.acknowledge.words,
            "decide": self.decide.words,
            "climbs": [[climb.step.value, _after_plain(climb.after)] for climb in self.climbs],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read a row.

        Raises:
            NotASpan: a word in it cannot be read, or the level cannot wait for working days.
        """
        try:
            clock = cls(
                level=Level.of(plain["level"]),
                acknowledge=Span.of(plain["acknowledge"]),
                decide=Span.of(plain["decide"]),
                climbs=tuple(Climb(Step(step), _after(after)) for step, after in plain["climbs"]),
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            raise NotASpan(
                "A row of the table has a level, when to acknowledge, when to decide, and climbs."
            ) from None
        _refuse_waiting_for_monday(clock)
        return clock


def _refuse_waiting_for_monday(clock: Clock) -> None:
    spans = (clock.acknowledge, clock.decide, *(climb.after for climb in clock.climbs))
    working = any(isinstance(span, Span) and span.unit is Unit.WORKING_DAYS for span in spans)
    if working and clock.level >= Level.HIGH:
        raise NotASpan(f"{clock.level.word} does not wait for Monday. Write it in min, h or days.")


def _after_plain(after: Span | Due) -> str:
    return after.value if isinstance(after, Due) else after.words


def _after(word: str) -> Span | Due:
    return Due(word) if word in set(Due) else Span.of(word)


CLOCKS: Sequence[Clock] = (
    Clock(
        level=Level.EMERGENCY,
        acknowledge=Span(1, Unit.HOURS),
        decide=SAME_DAY,
        climbs=(
            Climb(Step.NEXT, Span(30, Unit.MINUTES)),
            Climb(Step.GENERAL_MANAGER, Due.ACKNOWLEDGE),
        ),
    ),
    Clock(
        level=Level.HIGH,
        acknowledge=Span(4, Unit.HOURS),
        decide=Span(24, Unit.HOURS),
        climbs=(
            Climb(Step.GENERAL_MANAGER, Due.ACKNOWLEDGE),
            Climb(Step.GENERAL_MANAGER, Due.DECIDE),
        ),
    ),
    Clock(
        level=Level.MEDIUM,
        acknowledge=Span(1, Unit.WORKING_DAYS),
        decide=Span(3, Unit.WORKING_DAYS),
        climbs=(Climb(Step.NEXT, Due.ACKNOWLEDGE), Climb(Step.GENERAL_MANAGER, Due.DECIDE)),
    ),
    Clock(
        level=Level.LOW,
        acknowledge=Span(7, Unit.DAYS),
        decide=Span(28, Unit.DAYS),
    ),
)
"""What holds until a provider changes it."""
