"""Sign-in back-off, shared by all terminals of one data folder.

Five tries are free, then each waits: one second, doubling to fifteen minutes. There is no hard
stop, or any colleague could lock somebody out. A try is counted, under a lock, before it is judged
and taken off when it succeeds: two terminals cannot share one try, a try that is killed while it
is judged still counts, and a terminal that hangs holds nobody up.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from logbook.domain.refusals import Refusal
from logbook.storage.beside.files import locked, replaced

BACKOFF_FILE = "logbook.tries"
LOCK_FILE = "logbook.tries.lock"
VERSION = 1

FREE = 5
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=15)
MOST_DOUBLINGS = 10
TIMES_KEPT = 50
SECONDS_IN_A_MINUTE = 60


class TooSoon(Refusal):
    """Several tries failed, and the next is not due yet. It was not counted."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            f"That was tried several times. The next try is possible in {_worded(wait)}. "
            "If you have forgotten your passphrase, your manager can give you a code."
        )
        self.wait = wait


@dataclass(frozen=True)
class Failures:
    """Failed tries since the last success: how many, and when (the newest fifty)."""

    count: int = 0
    times: tuple[datetime, ...] = ()

    @property
    def wait(self) -> timedelta:
        """How long after the last failure the next try is due."""
        if self.count < FREE:
            return timedelta()
        doublings = min(self.count - FREE, MOST_DOUBLINGS)
        return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


Tries: TypeAlias = dict[str, Failures]


@dataclass(frozen=True)
class Try:
    """One try at signing in, counted as failed until it says otherwise."""

    before: Failures
    """What failed since the last success, for its owner to see; without this try."""
    _folder: Path = field(repr=False)
    _member_id: str

    def succeeded(self) -> None:
        """Forget this member's failed tries."""
        with _changing(self._folder) as tries:
            tries.pop(self._member_id, None)


def one_try(folder: Path, member_id: str, at: datetime) -> Try:
    """Count a try that is about to be judged.

    Raises:
        TooSoon: it is not due yet; nothing was counted.
    """
    with _changing(folder) as tries:
        before = _steady(tries.get(member_id, Failures()), at)
        tries[member_id] = before
        wait = _left(before, at)
        if not wait:
            tries[member_id] = Failures(before.count + 1, (*before.times, at)[-TIMES_KEPT:])
    if wait:
        raise TooSoon(wait)
    return Try(before, folder, member_id)


def forget(folder: Path, member_id: str) -> None:
    """Drop the tries of somebody who left or was reset."""
    with _changing(folder) as tries:
        tries.pop(member_id, None)


def _left(so_far: Failures, at: datetime) -> timedelta:
    if not so_far.times:
        return timedelta()
    return max(so_far.times[-1] + so_far.wait - at, timedelta())


def _steady(so_far: Failures, at: datetime) -> Failures:
    """If the clock went backwards, the wait starts now: never longer than it would have been."""
    if not so_far.times or so_far.times[-1] <= at:
        return so_far
    return Failures(so_far.count, tuple(min(when, at) for when in so_far.times))


def _worded(wait: timedelta) -> str:
    seconds = max(1, -(-wait // timedelta(seconds=1)))
    if seconds < SECONDS_IN_A_MINUTE:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // SECONDS_IN_A_MINUTE)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


# -- the file


@contextmanager
def _changing(folder: Path) -> Iterator[Tries]:
    """The tries, to change in place while no other terminal does; written if they changed.

    A disk that is full or read-only never keeps anybody out: people must still be able to read.
    Whoever could make it so could remove the file as well, and each guess still costs an Argon2id.
    """
    with locked(folder / LOCK_FILE):
        tries = _read(folder)
        before = dict(tries)
        yield tries
        if tries != before:
            with suppress(OSError):
                _write(folder, tries)


def _read(folder: Path) -> Tries:
    """The tries so far; none if the file is missing, damaged or not to be read.

    A damaged counter must not keep a whole service out of its records, and whoever can damage it
    can delete it. The back-off slows guessing at the screen; the passphrase is what protects.
    """
    try:
        plain = json.loads((folder / BACKOFF_FILE).read_bytes())
        return _from_plain(plain)
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return {}


def _write(folder: Path, tries: Tries) -> None:
    replaced(folder / BACKOFF_FILE, json.dumps(_to_plain(tries)).encode())


def _to_plain(tries: Tries) -> dict[str, Any]:
    return {
        "version": VERSION,
        "tries": {
            member_id: {
                "count": one.count,
                "times": [when.astimezone(UTC).isoformat() for when in one.times],
            }
            for member_id, one in tries.items()
        },
    }


def _from_plain(plain: Mapping[str, Any]) -> Tries:
    if plain["version"] != VERSION:
        raise ValueError("version")
    return {member_id: _one_from(one) for member_id, one in plain["tries"].items()}


def _one_from(plain: Mapping[str, Any]) -> Failures:
    times = tuple(datetime.fromisoformat(when).astimezone(UTC) for when in plain["times"])
    count = plain["count"]
    if not isinstance(count, int) or count < len(times) or (count and not times):
        raise ValueError("count")
    return Failures(count, times[-TIMES_KEPT:])
