"""When a terminal that nobody touches is covered, and when it is signed out."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

COUNTDOWN = 15.0
"""Seconds in which the last line says that the cover comes."""
COVERED_AT_LEAST = 60.0
"""Seconds a cover stands before the sign-out, where the service covers late."""

Seconds = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a service has settled for its terminals."""

    cover_minutes: int = 3
    sign_out_minutes: int = 10
    session_hours: int = 8
    """After so long anybody signs in again, however busy they are."""


@dataclass(frozen=True)
class Clocks:
    """Two clocks, because each can be wrong in its own way.

    The wall clock can be set back; the boot clock stands still while some machines sleep.
    Whichever says that more time has passed is believed.
    """

    wall: Seconds
    boot: Seconds


def boot_seconds() -> float:
    """Seconds since the machine started, those it slept included where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def machine_clocks() -> Clocks:
    return Clocks(wall=time.time, boot=boot_seconds)


class Presence(Enum):
    """What the clock makes of nobody touching the keys."""

    HERE = auto()
    COUNTING = auto()
    AWAY = auto()
    GONE = auto()


@dataclass(frozen=True)
class Reading:
    """What to do now; `left` is whole seconds until the cover while counting."""

    presence: Presence
    left: int = 0


@dataclass(frozen=True)
class _Moment:
    wall: float
    boot: float


class IdleClock:
    """Counts from the last touch, and from the sign-in."""

    def __init__(self, limits: Limits, clocks: Clocks) -> None:
        self.cover_after = limits.cover_minutes * 60.0
        self.out_after = max(limits.sign_out_minutes * 60.0, self.cover_after + COVERED_AT_LEAST)
        self.longest = limits.session_hours * 3600.0
        self._clocks = clocks
        self._began = self._touched = self._now()

    def touch(self) -> None:
        """Somebody who is signed in pressed a key; one pressed on the cover does not count."""
        self._touched = self._now()

    def read(self) -> Reading:
        idle = self._since(self._touched)
        if idle >= self.out_after or self._since(self._began) >= self.longest:
            return Reading(Presence.GONE)
        if idle >= self.cover_after:
            return Reading(Presence.AWAY)
        left = self.cover_after - idle
        if left <= COUNTDOWN:
            return Reading(Presence.COUNTING, max(1, round(left)))
        return Reading(Presence.HERE)

    def _now(self) -> _Moment:
        return _Moment(self._clocks.wall(), self._clocks.boot())

    def _since(self, then: _Moment) -> float:
        now = self._now()
        return max(now.wall - then.wall, now.boot - then.boot)
