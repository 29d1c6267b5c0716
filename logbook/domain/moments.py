"""A moment as somebody knows it: to the minute, roughly, to the day, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from logbook.domain.events import Plain, utc_from, utc_text
from logbook.domain.refusals import Refusal

LONDON = "Europe/London"
NOON = 12
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Precision(StrEnum):
    """How well the moment is known. Stored as text."""

    EXACT = "exact"
    ABOUT = "about"
    DAY = "day"
    ABOUT_DAY = "about-day"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What the clock on the wall said, in which zone, and which instant that was.

    All three are kept: zone rules change, and what the person said must not change with them.
    A day stands as its first minute. A moment that is not known has neither wall time nor instant.
    """

    precision: Precision
    zone: str = LONDON
    wall: datetime | None = None
    """Local time as read off a clock, without a zone, to the minute."""
    utc: datetime | None = None

    @classmethod
    def unknown(cls, zone: str = LONDON) -> Self:
        return cls(precision=Precision.UNKNOWN, zone=zone)

    @classmethod
    def at(cls, instant: datetime, zone: str = LONDON, *, about: bool = False) -> Self:
        """The minute in which an instant lies."""
        local = instant.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
        return cls(
            precision=Precision.ABOUT if about else Precision.EXACT,
            zone=zone,
            wall=local.replace(tzinfo=None, fold=0),
            utc=local.astimezone(UTC),
        )

    @classmethod
    def on(cls, day: date, zone: str = LONDON, *, about: bool = False) -> Self:
        wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall clock knows no zone
        return cls(
            precision=Precision.ABOUT_DAY if about else Precision.DAY,
            zone=zone,
            wall=wall,
            utc=wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC),
        )

    @property
    def is_known(self) -> bool:
        return self.precision is not Precision.UNKNOWN

    @property
    def is_a_day(self) -> bool:
        return self.precision in {Precision.DAY, Precision.ABOUT_DAY}

    @property
    def is_rough(self) -> bool:
        return self.precision in {Precision.ABOUT, Precision.ABOUT_DAY}

    @property
    def latest(self) -> datetime | None:
        """The last instant that it can have been, UTC; None where it is not known."""
        if self.wall is None or not self.is_a_day:
            return self.utc
        following = (self.wall + timedelta(days=1)).replace(tzinfo=ZoneInfo(self.zone))
        return following.astimezone(UTC) - timedelta(minutes=1)

    def to_plain(self) -> dict[str, Plain]:
        return {
            "precision": self.precision.value,
            "zone": self.zone,
            "wall": self.wall.isoformat(timespec="minutes") if self.wall else None,
            "utc": utc_text(self.utc) if self.utc else None,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            precision=Precision(plain["precision"]),
            zone=plain["zone"],
            wall=datetime.fromisoformat(plain["wall"]) if plain["wall"] else None,
            utc=utc_from(plain["utc"]) if plain["utc"] else None,
        )


class NotADate(Refusal):
    """What was typed is not a moment; the text says what to write, whatever the question was."""


class NotYet(NotADate):
    """A moment still to come, where only the past can be meant."""


class HappenedTwice(NotADate):
    """A time that came twice that night, because the clocks went back."""


class NeverHappened(NotADate):
    """A time that was left out that night, because the clocks went forward."""


def locate(wall: datetime, zone: str, *, which: str = "", about: bool = False) -> Moment:
    """The moment at which the clocks showed `wall`; `which` is "first" or "second" of two.

    Raises:
        HappenedTwice: the clocks went back over it and `which` is not given.
        NeverHappened: the clocks went forward over it.
        NotADate: `which` is given for a time that came once.
    """
    earlier = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    later = earlier.replace(fold=1)
    gained = _offset(earlier) - _offset(later)
    said = f"{day_words(wall.date())}, {time_words(wall)}"
    if gained < timedelta(0):
        raise NeverHappened(
            f"{said} never came: the clocks went forward over it. Write the time before or after."
        )
    if gained and not which:
        raise HappenedTwice(
            f"{time_words(wall)} happened twice that night, because the clocks went back. "
            f"Write “{said} first” or “{said} second”."
        )
    if which and not gained:
        raise NotADate(f"{said} came only once. Write it without “{which}”, or write the day too.")
    return Moment.at(later if which == "second" else earlier, zone, about=about)


def _offset(local: datetime) -> timedelta:
    offset = local.utcoffset()
    return offset if offset is not None else timedelta(0)


def day_words(day: date) -> str:
    """Like “Tuesday 17 November 2026”: in English whatever the machine's locale."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def time_words(wall: datetime, point: str = ":") -> str:
    """Like “3:30pm”, “5pm”, “midday” or “midnight”."""
    if wall.minute == 0 and wall.hour % 12 == 0:
        return "midday" if wall.hour else "midnight"
    minutes = f"{point}{wall.minute:02}" if wall.minute else ""
    return f"{wall.hour % 12 or 12}{minutes}{'pm' if wall.hour >= NOON else 'am'}"
