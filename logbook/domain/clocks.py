"""When each level has to be acknowledged and decided, and when silence takes it further up.

Every level has every deadline, always: a blank one could never be breached.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from logbook.domain.levels import Level
from logbook.domain.settings import Settings
from logbook.domain.spans import SAME_DAY, Due, Span, Unit

NO_PAUSE = timedelta(0)
PAUSING = frozenset({Level.MEDIUM, Level.LOW})
"""Levels whose clocks stand still while somebody outside, or the worker, has to answer."""
LAST_MINUTE = time(23, 59)


class Climbing(NamedTuple):
    """The instant from which an entry is somebody else's work too, and whose: a `Step`."""

    at: datetime
    step: str


def acknowledge_by(
    level: Level, sent: datetime, settings: Settings, *, paused: timedelta = NO_PAUSE
) -> datetime:
    start = _start(level, sent, paused)
    return _after(start, settings.clock(level).acknowledge, settings)


def decide_by(
    level: Level, sent: datetime, settings: Settings, *, paused: timedelta = NO_PAUSE
) -> datetime:
    """Never before it has to be acknowledged, however late in the day it was sent."""
    start = _start(level, sent, paused)
    decided = _after(start, settings.clock(level).decide, settings)
    return max(decided, acknowledge_by(level, sent, settings, paused=paused))


def climbs(
    level: Level, sent: datetime, settings: Settings, *, paused: timedelta = NO_PAUSE
) -> tuple[Climbing, ...]:
    """When silence takes it further, earliest first.

    A climb up to `acknowledge_by` is for what nobody has read; a later one for what is undecided.
    """
    start = _start(level, sent, paused)
    due = {
        Due.ACKNOWLEDGE: acknowledge_by(level, sent, settings, paused=paused),
        Due.DECIDE: decide_by(level, sent, settings, paused=paused),
    }
    return tuple(
        sorted(
            Climbing(
                due[climb.after]
                if isinstance(climb.after, Due)
                else _after(start, climb.after, settings),
                climb.step.value,
            )
            for climb in settings.clock(level).climbs
        )
    )


def _start(level: Level, sent: datetime, paused: timedelta) -> datetime:
    """A pause moves the start, so that what follows is still counted in whole working days."""
    return sent.astimezone(UTC) + (paused if level in PAUSING else NO_PAUSE)


def _after(start: datetime, span: Span, settings: Settings) -> datetime:
    local = start.astimezone(ZoneInfo(settings.zone))
    if span == SAME_DAY:
        return max(_instant(local.date(), LAST_MINUTE, settings), start)
    match span.unit:
        case Unit.MINUTES:
            return start + timedelta(minutes=span.count)
        case Unit.HOURS:
            return start + timedelta(hours=span.count)
        case Unit.DAYS:
            return (local + timedelta(days=span.count)).astimezone(UTC)
        case Unit.WORKING_DAYS:
            last = settings.calendar.working_days_after(local.date(), span.count)
            return _instant(last, settings.working_day_ends, settings)


def _instant(day: date, at: time, settings: Settings) -> datetime:
    return datetime.combine(day, at, ZoneInfo(settings.zone)).astimezone(UTC)
