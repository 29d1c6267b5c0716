"""When each level has to be acknowledged and decided, and when silence takes it further up.

Every level has every deadline, always: a blank one could never be breached.
"""

from collections.abc import Iterator
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
    """When silence takes it further, earliest first: unread as it is, or undecided."""
    unread = climbs_unread(level, sent, settings, paused=paused)
    return tuple(sorted((*unread, *climbs_undecided(level, sent, settings, paused=paused))))


def climbs_unread(
    level: Level, sent: datetime, settings: Settings, *, paused: timedelta = NO_PAUSE
) -> tuple[Climbing, ...]:
    """When it climbs because nobody has read it: up to when it has to be acknowledged."""
    return tuple(each for each, is_late in _climbing(level, sent, settings, paused) if not is_late)


def climbs_undecided(
    level: Level, sent: datetime, settings: Settings, *, paused: timedelta = NO_PAUSE
) -> tuple[Climbing, ...]:
    """When it climbs because it is not decided, whoever has read it.

    That it is late to decide is such a climb even where it has to be acknowledged no sooner.
    """
    return tuple(each for each, is_late in _climbing(level, sent, settings, paused) if is_late)


def _climbing(
    level: Level, sent: datetime, settings: Settings, paused: timedelta
) -> Iterator[tuple[Climbing, bool]]:
    """Each climb, and whether it is for what is undecided."""
    start = _start(level, sent, paused)
    due = {
        Due.ACKNOWLEDGE: acknowledge_by(level, sent, settings, paused=paused),
        Due.DECIDE: decide_by(level, sent, settings, paused=paused),
    }
    for climb in settings.clock(level).climbs:
        after = climb.after
        at = due[after] if isinstance(after, Due) else _after(start, after, settings)
        is_late = after is Due.DECIDE or at > due[Due.ACKNOWLEDGE]
        yield Climbing(at, climb.step.value), is_late


def _start(level: Level, sent: datetime, paused: timedelta) -> datetime:
    """A pause moves the start, so that what follows is still counted in whole working days."""
    return sent.astimezone(UTC) + (paused if level in PAUSING else NO_PAUSE)


def _after(start: datetime, span: Span, settings: Settings) -> datetime:
    """Most spans are minutes or hours, and every save asks for a dozen: they need no zone."""
    match span.unit:
        case Unit.MINUTES:
            return start + timedelta(minutes=span.count)
        case Unit.HOURS:
            return start + timedelta(hours=span.count)
    local = start.astimezone(ZoneInfo(settings.zone))
    if span == SAME_DAY:
        return max(_instant(local.date(), LAST_MINUTE, settings), start)
    match span.unit:
        case Unit.DAYS:
            return (local + timedelta(days=span.count)).astimezone(UTC)
        case Unit.WORKING_DAYS:
            last = settings.calendar.working_days_after(local.date(), span.count)
            return _instant(last, settings.working_day_ends, settings)


def _instant(day: date, at: time, settings: Settings) -> datetime:
    return datetime.combine(day, at, ZoneInfo(settings.zone)).astimezone(UTC)
