"""Who is reminded of what, worked out from the board alone: no name, no word of any entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from logbook.domain.events import utc_text
from logbook.domain.levels import Level
from logbook.domain.moments import LONDON, MONTHS, WEEKDAYS

SOON: Mapping[Level, timedelta] = {
    Level.EMERGENCY: timedelta(hours=2),
    Level.HIGH: timedelta(hours=4),
    Level.MEDIUM: timedelta(hours=8),
}
"""How long before it is due somebody is reminded; of Low, once a week."""
DIGEST_LOOKS = timedelta(days=7)
"""How far ahead the weekly list of Low looks."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    """An open entry as the board has it."""

    reference: str
    level: Level
    due: datetime
    whose: Mapping[str, datetime | None]
    """Whose work it is by member id, each from an instant on; None where from the start."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """What is due, whose it is, and how they are reached."""

    posted: tuple[Posted, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    """E-mail addresses by member id; who has none is not mailed."""
    zone: str = LONDON


class Step(StrEnum):
    """Why somebody is reminded. The words are kept, so that each step is mailed once."""

    SOON = "soon"
    CLIMBED = "climbed"
    LATE = "late"
    WEEK = "week"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One entry that one member is reminded of, at one step."""

    reference: str
    level: Level
    due: datetime
    member: str
    step: Step
    at: datetime
    """The instant that the step is about."""

    @property
    def key(self) -> str:
        """The same for the same step however often it is looked at."""
        if self.step is Step.WEEK:
            year, week, _ = self.at.isocalendar()
            return f"{self.member} {self.step} {year}-{week}"
        return f"{self.member} {self.step} {self.reference} {utc_text(self.at)}"


def reached(board: Board, now: datetime) -> tuple[Reminder, ...]:
    """Every step reached by now, the most urgent first; one for each entry and member."""
    found = [
        reminder
        for posted in board.posted
        for member, start in posted.whose.items()
        if start is None or start <= now
        for reminder in _reminder(posted, member, start, now)
    ]
    return tuple(sorted(found, key=lambda each: (-each.level, each.due, each.reference)))


def _reminder(
    posted: Posted, member: str, start: datetime | None, now: datetime
) -> Iterator[Reminder]:
    step = _step(posted, start, now)
    if step is not None:
        at = {Step.CLIMBED: start or now, Step.WEEK: now}.get(step, posted.due)
        yield Reminder(
            reference=posted.reference,
            level=posted.level,
            due=posted.due,
            member=member,
            step=step,
            at=at,
        )


def _step(posted: Posted, start: datetime | None, now: datetime) -> Step | None:
    left = posted.due - now
    if posted.level is Level.LOW:
        return Step.WEEK if left <= DIGEST_LOOKS else None
    if left <= timedelta():
        return Step.LATE
    if start is not None:
        return Step.CLIMBED
    return Step.SOON if left <= SOON[posted.level] else None


def said(reminder: Reminder, now: datetime, zone: str) -> str:
    """One line: the level, the reference, and by when."""
    entry = f"{reminder.level.marked} {reminder.reference}"
    by = _clock(reminder.due, now, zone)
    if reminder.due <= now:
        return f"{entry}: late since {by}"
    climbed = "climbed to you, " if reminder.step is Step.CLIMBED else ""
    verb = "look at it" if reminder.level is Level.LOW else "call"
    return f"{entry}: {climbed}{verb} by {by}"


def _clock(at: datetime, now: datetime, zone: str) -> str:
    """Like “16:00”, with the day where it is another one."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    said_time = f"{local:%H:%M}"
    if local.date() == today:
        return said_time
    return f"{said_time} on {WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1]}"
