"""What happened since somebody was last on, to the entries they may read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from logbook.domain.events import Logged, Verb
from logbook.domain.people import Staff
from logbook.domain.standing import shown_outcome
from logbook.services import queue
from logbook.services.desk import Desk
from logbook.services.queue import Line
from logbook.services.sealing import NotSealedToYou
from logbook.storage import moved
from logbook.storage.beside import last_on
from logbook.storage.beside.last_on import Place
from logbook.storage.faults import StoreFault
from logbook.storage.lists import NEWEST

MOST = 30
"""How many entries are told of; the lists have the others."""
_LOOK = 100

_OWN: Mapping[Verb, str] = {
    Verb.SEEN: "{who} read it",
    Verb.ASKED: "{who} asks you something",
    Verb.TOLD: "{who} told you what was decided",
    Verb.AMENDED: "{who} added to it",
    Verb.REOPENED: "{who} opened it again",
    Verb.CLOSED: "{who} closed it",
}
"""Of what one wrote: what whoever wrote it hears anyway."""
_OTHERS: Mapping[Verb, str] = {
    Verb.SENT: "{who} sent it",
    Verb.AMENDED: "{who} added to it",
    Verb.ANSWERED: "{who} answered",
    Verb.LEVEL_SET: "{who} changed the level",
    Verb.DECIDED: "{who} decided",
    Verb.CLOSED: "{who} closed it",
    Verb.REOPENED: "{who} opened it again",
    Verb.WITHDRAWN: "{who} withdrew it",
    Verb.CLIMBED: "it climbed",
    Verb.OFFERED: "{who} offered it",
    Verb.REFUSED: "{who} refused it",
    Verb.SHARED: "{who} gave it to read",
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An entry, and what happened to it last."""

    line: Line
    words: str
    at: datetime

    @property
    def person(self) -> str:
        """Initials; nothing is said of what is sealed."""
        return "sealed" if self.line.entry.sealed else self.line.person


@dataclass(frozen=True, kw_only=True)
class Since:
    """What happened after one place in the log, the newest first; at most `MOST` entries."""

    since: int
    lines: tuple[Happened, ...]

    @property
    def words(self) -> str:
        """How many there are; empty where nothing happened."""
        count = len(self.lines)
        if not count:
            return ""
        if count == 1:
            return "Something happened to 1 entry since you were last on."
        more = " or more" if count == MOST else ""
        return f"Something happened to {count}{more} entries since you were last on."


def arrive(desk: Desk) -> Place:
    """Where the log ended when they were on before, and where it ends now."""
    me = desk.keys.member_id
    return desk.read(lambda connection: last_on.place(connection, me))


def note(desk: Desk, here: int) -> None:
    """Note that they were on at a place in the log; where it cannot be, they are told of more."""
    me = desk.keys.member_id
    with suppress(StoreFault):
        desk.save(lambda connection: last_on.note(connection, me, here))


def leave(desk: Desk) -> None:
    """Note that they were on until now, and close the desk; a screen waits to be cleared.

    Where it cannot be noted at once, they are told of the same again next time.
    """
    me = desk.keys.member_id
    try:
        with suppress(StoreFault):
            desk.store.save_if_free(lambda connection: _note_the_end(connection, me))
    finally:
        desk.close()


def _note_the_end(connection: Connection, member: str) -> None:
    last_on.note(connection, member, last_on.place(connection, member).here)


def since(desk: Desk, after: int) -> Since:
    """What others did, and what silence did, after a place in the log."""
    found: list[Happened] = []
    for entry in _entries(desk, after):
        found += _happened(desk, entry, after)
        if len(found) == MOST:
            break
    return Since(since=after, lines=tuple(found))


def _entries(desk: Desk, after: int) -> Iterator[str]:
    """Each entry once, by what happened to it last."""
    known: set[str] = set()
    before = NEWEST
    while events := _events(desk, after, before):
        for each in events:
            if each.entry not in known:
                known.add(each.entry)
                yield each.entry
        before = events[-1].seq


def _events(desk: Desk, after: int, before: int) -> tuple[moved.Moved, ...]:
    me, now = desk.keys.member_id, desk.now
    return desk.read(
        lambda connection: moved.since(
            connection, me, now, after=after, own=_OWN, others=_OTHERS, before=before, count=_LOOK
        )
    )


def _happened(desk: Desk, entry: str, after: int) -> tuple[Happened, ...]:
    """The newest of it that still stands; nothing where it was undone, or is closed to them."""
    lines = queue.some(desk, (entry,))
    if not lines:
        return ()
    try:
        events = desk.events_of(entry)
    except NotSealedToYou:
        return ()
    (line,), me = lines, desk.keys.member_id
    said = _OWN if line.entry.author == me else _OTHERS
    newest = _newest([each for each in events if each.seq > after], said, me)
    if not newest:
        return ()
    words = _words(newest[0], said, desk.staff, is_sealed=line.entry.sealed)
    return (Happened(line=line, words=words, at=newest[0].at),)


def _newest(events: Sequence[Logged], said: Mapping[Verb, str], me: str) -> tuple[Logged, ...]:
    undone = {str((each.body or {}).get("event")) for each in events if each.verb is Verb.UNDONE}
    standing = (
        each
        for each in reversed(events)
        if each.verb in said and each.id not in undone
        if each.actor != me or each.verb is Verb.CLIMBED
    )
    return tuple(standing)[:1]


def _words(event: Logged, said: Mapping[Verb, str], staff: Staff, *, is_sealed: bool) -> str:
    words = said[event.verb].format(who=staff.name(event.actor))
    body: Mapping[str, Any] = event.body or {}
    if is_sealed or event.verb is not Verb.DECIDED or not body.get("outcome"):
        return words
    return f"{words}: {body.get('shown') or shown_outcome(str(body['outcome']))}"
