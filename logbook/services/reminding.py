"""Reminding: each step of what is due is mailed once, by the board alone and without any key."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from logbook.domain.events import utc_from, utc_text
from logbook.domain.reminders import Board, Reminder, reached, said
from logbook.services.posting import NotSent, Post, Sending
from logbook.storage import board
from logbook.storage.beside.files import locked, replaced

STATE = "logbook.reminded"
LOCK_FILE = f"{STATE}.lock"
SERVER = ""
"""Stands among the addresses for the mail server itself."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
MOST_DOUBLINGS = 6
KEPT_FOR = timedelta(days=60)
"""How long it is remembered what was mailed, once it is not on the board any more."""
ENDING = "Sign in to logbook to read it. This message was sent by the program."


@dataclass(frozen=True, kw_only=True)
class Failed:
    """An address that did not take mail, or the server: how often, and when it is tried next."""

    times: int
    next_at: datetime


@dataclass(kw_only=True)
class State:
    """What was mailed already, and what could not be."""

    mailed: dict[str, datetime] = field(default_factory=dict)
    failed: dict[str, Failed] = field(default_factory=dict)

    def waits(self, address: str, now: datetime) -> datetime | None:
        """When an address is tried next; None where it may be tried now."""
        failed = self.failed.get(address)
        return failed.next_at if failed is not None and now < failed.next_at else None

    def has_failed(self, address: str, now: datetime) -> None:
        times = self.failed[address].times if address in self.failed else 0
        wait = min(FIRST_WAIT * (1 << min(times, MOST_DOUBLINGS)), LONGEST_WAIT)
        self.failed[address] = Failed(times=times + 1, next_at=now + wait)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one person is told at once."""

    to: str
    reminders: tuple[Reminder, ...]
    subject: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Round:
    """What came of looking once."""

    due: tuple[str, ...]
    """A line for every entry that somebody is reminded of now, mailed or not."""
    sent: tuple[Letter, ...] = ()
    faults: tuple[str, ...] = ()
    """Why something was not mailed, in sentences."""
    unreached: int = 0
    """Entries that nobody with an address has."""


def due_now(folder: Path, now: datetime) -> Round:
    """What is due, without mailing anything.

    Raises:
        NotFound: there is no board.
    """
    return _looked(board.read(folder), now)


def letters(folder: Path, now: datetime) -> tuple[Letter, ...]:
    """What would be mailed now."""
    return _letters(board.read(folder), _read(folder), now)


def remind(folder: Path, post: Post, now: datetime) -> Round:
    """Mail what was not mailed yet. What the server took is never mailed again.

    Raises:
        NotFound: there is no board.
        OSError: it cannot be written down what was mailed; nothing is mailed then.
    """
    with locked(folder / LOCK_FILE):
        posted, state = board.read(folder), _read(folder)
        _write(folder, state)  # what cannot be remembered is not mailed, or it never ends
        sent, faults = _send(folder, _letters(posted, state, now), post, state, now)
        _write(folder, _pruned(state, posted, now))
    looked = _looked(posted, now)
    return Round(due=looked.due, unreached=looked.unreached, sent=sent, faults=faults)


def _looked(posted: Board, now: datetime) -> Round:
    found = reached(posted, now)
    lines = dict.fromkeys(
        said(each, now, posted.zone).replace("climbed to you, ", "") for each in found
    )
    reachable = {each.reference for each in found if each.member in posted.addresses}
    return Round(
        due=tuple(lines),
        unreached=len({each.reference for each in found} - reachable),
    )


def _letters(posted: Board, state: State, now: datetime) -> tuple[Letter, ...]:
    """One letter for each person, of what they were not told yet."""
    fresh = [
        each
        for each in reached(posted, now)
        if each.key not in state.mailed and each.member in posted.addresses
    ]
    by_member = groupby(sorted(fresh, key=lambda each: each.member), lambda each: each.member)
    return tuple(
        _letter(posted.addresses[member], tuple(theirs), now, posted.zone)
        for member, theirs in by_member
    )


def _letter(to: str, reminders: tuple[Reminder, ...], now: datetime, zone: str) -> Letter:
    lines = tuple(said(each, now, zone) for each in reminders)
    many = f"{len(lines)} entries, first {lines[0]}"
    return Letter(
        to=to,
        reminders=reminders,
        subject=f"logbook: {lines[0] if len(lines) == 1 else many}",
        lines=(*lines, "", ENDING),
    )


def _send(
    folder: Path, waiting: Sequence[Letter], post: Post, state: State, now: datetime
) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    if not waiting:
        return (), ()
    until = state.waits(SERVER, now)
    if until is not None:
        return (), (
            f"{post.host} failed before, and is tried again at {utc_text(until)[:16]} UTC.",
        )
    sent: list[Letter] = []
    faults: list[str] = []
    try:
        with post.opened() as server:
            state.failed.pop(SERVER, None)
            for letter in waiting:
                fault = _send_one(letter, server, state, now)
                if fault:
                    faults.append(fault)
                else:
                    sent.append(letter)
                    _write(folder, state)
    except NotSent as fault:
        state.has_failed(SERVER, now)
        faults.append(str(fault))
    return tuple(sent), tuple(faults)


def _send_one(letter: Letter, server: Sending, state: State, now: datetime) -> str:
    """Why one letter was not sent; empty where it was."""
    if state.waits(letter.to, now) is not None:
        return f"{letter.to} failed before, and is tried again later."
    try:
        server.send(letter.to, letter.subject, list(letter.lines))
    except NotSent as fault:
        state.has_failed(letter.to, now)
        return str(fault)
    state.failed.pop(letter.to, None)
    state.mailed |= {each.key: now for each in letter.reminders}
    return ""


# -- what was mailed


def _pruned(state: State, posted: Board, now: datetime) -> State:
    on_the_board = {each.key for each in reached(posted, now)}
    state.mailed = {
        key: at for key, at in state.mailed.items() if key in on_the_board or now - at < KEPT_FOR
    }
    return state


def _read(folder: Path) -> State:
    """What was mailed; nothing where the file is missing or damaged: twice is better than never."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        plain = json.loads((folder / STATE).read_bytes())
        return State(
            mailed={key: utc_from(at) for key, at in plain["mailed"].items()},
            failed={key: _failed(each) for key, each in plain["failed"].items()},
        )
    return State()


def _failed(plain: Mapping[str, str]) -> Failed:
    return Failed(times=int(plain["times"]), next_at=utc_from(plain["next"]))


def _write(folder: Path, state: State) -> None:
    plain = {
        "mailed": {key: utc_text(at) for key, at in state.mailed.items()},
        "failed": {
            key: {"times": each.times, "next": utc_text(each.next_at)}
            for key, each in state.failed.items()
        },
    }
    replaced(folder / STATE, json.dumps(plain).encode())
