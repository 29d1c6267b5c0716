"""The log: append, and read in order. Nothing in it is ever updated."""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, text

from logbook.domain.events import (
    GENESIS,
    QUIET,
    Event,
    Logged,
    Plain,
    Verb,
    canonical,
    chain_hash,
    commitment_of,
    utc_text,
    verb_of,
)
from logbook.domain.refusals import ChangedElsewhere
from logbook.storage.faults import SameIdOtherContent
from logbook.storage.statements import AMONG, listed, run, run_each, spelled
from logbook.storage.tables import IS_DIRECTORY, ContentRow, EventRow, table

Sign = Callable[[bytes], bytes]
"""Signs a message with the actor's private key, which never comes here."""

SALT_BYTES = 16
LOOKED_UP_AT_ONCE = 500
SIGNED = b"logbook-signature-v1"

_event, _content = table(EventRow).c, table(ContentRow).c
_EVENTS = select(*_event, _content.salt, _content.body).outerjoin_from(
    table(EventRow), table(ContentRow), _content.event == _event.seq
)
_AFTER: BindParameter[int] = bindparam("after")
_ABOUT: BindParameter[str] = bindparam("about")

_INSERT_EVENT = spelled(insert(table(EventRow)))
_INSERT_CONTENT = spelled(insert(table(ContentRow)))
_HEAD = spelled(select(_event.seq, _event.hash).order_by(_event.seq.desc()))
_IDS = f"{spelled(select(_event.id))} WHERE id {AMONG}"
_NEWEST_AT = spelled(select(_event.at).order_by(_event.seq.desc()))
_HASH = spelled(select(_event.hash).where(_event.seq == bindparam("seq")))
_WITH_IDS = f"{spelled(_EVENTS)} WHERE event.id {AMONG}"
_BY_ID = spelled(_EVENTS.where(_event.id == bindparam("id")))
_OF = spelled(_EVENTS.where(_event.about == _ABOUT, _event.seq > _AFTER).order_by(_event.seq))
_QUIET = ", ".join(f"'{verb}'" for verb in sorted(QUIET))
_REVISION = spelled(
    select(_event.seq)
    .where(_event.about == _ABOUT, text(f"verb NOT IN ({_QUIET})"))
    .order_by(_event.seq.desc())
)
_OF_VERB = spelled(
    _EVENTS.where(_event.verb == bindparam("verb"), _event.seq > _AFTER).order_by(_event.seq)
)
_ERASED = spelled(select(_event.about).where(_event.verb == bindparam("verb")))
_FIRST = spelled(select(_event.seq).where(_event.about == _ABOUT).order_by(_event.seq))
_DIRECTORY = spelled(_EVENTS.where(IS_DIRECTORY, _event.seq > _AFTER).order_by(_event.seq))
_DIRECTORY_HEAD = spelled(
    select(_event.seq, _event.hash).where(IS_DIRECTORY).order_by(_event.seq.desc())
)
_STREAM = spelled(_EVENTS.where(_event.seq > _AFTER).order_by(_event.seq))
_SIGNATURES = spelled(
    select(_event.seq, _event.actor, _event.hash, _event.signature).order_by(_event.seq)
)
_DROP = spelled(
    delete(table(ContentRow)).where(
        _content.event == select(_event.seq).where(_event.id == bindparam("id")).scalar_subquery()
    )
)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of the log: what an anchor keeps."""

    seq: int = 0
    hash: str = GENESIS

    @property
    def short(self) -> str:
        """As printed on exports and packs."""
        return f"{self.seq}-{self.hash[:12]}"


class Stored(NamedTuple):
    """An event exactly as its two rows hold it; `salt` and `body` are None once erased."""

    seq: int
    id: str
    at: str
    actor: str
    about: str
    verb: str
    version: int
    commitment: str
    previous: str
    hash: str
    signature: bytes
    salt: bytes | None
    body: bytes | None

    def logged(self) -> Logged:
        return Logged(
            seq=self.seq,
            id=self.id,
            at=datetime.fromisoformat(self.at),
            actor=self.actor,
            about=self.about,
            verb=verb_of(self.verb),
            version=self.version,
            body=None if self.body is None else json.loads(self.body),
            commitment=self.commitment,
            previous=self.previous,
            hash=self.hash,
            signature=self.signature,
        )


def signed_message(row_hash: str) -> bytes:
    """What an actor signs: the row's hash, marked so that it can be taken for nothing else."""
    return SIGNED + bytes.fromhex(row_hash)


# -- append ----------------------------------------------------------------------------------


def append(
    connection: Connection,
    events: Sequence[Event],
    *,
    sign: Sign,
    expected: Mapping[str, int],
) -> tuple[tuple[Logged, ...], bool]:
    """Add events to the end of the log; the caller's transaction began IMMEDIATE.

    Saving twice is saving once: where all ids are in the log already, what was logged then comes
    back, and False with it. `expected` says for each entry (or member, or setting) the sequence
    of its last event as the person saw it; 0 says there is none yet.

    Raises:
        ChangedElsewhere: Something happened to one of them since, carried as `since`.
        SameIdOtherContent: An id is taken by an event that says something else.
    """
    if len({event.actor for event in events}) > 1:
        raise ValueError("one person signs, so one append has one actor")
    before = _logged_before(connection, events)
    if events and len(before) == len(events):
        return tuple(before[event.id] for event in events), False
    if before:
        raise SameIdOtherContent(
            "Part of this was saved before, and the rest was not. Nothing more was saved. "
            "Read the entry again and send what is missing."
        )
    for about, revision in expected.items():
        _check_unchanged(connection, about, revision)
    return _write(connection, events, sign), True


def _logged_before(connection: Connection, events: Sequence[Event]) -> dict[str, Logged]:
    found: dict[str, Logged] = {}
    said = {event.id: event for event in events}
    for row in _with_ids(connection, list(said)):
        stored = Stored._make(row)
        _check_same(stored, said[stored.id])
        found[stored.id] = stored.logged()
    return found


def _with_ids(connection: Connection, event_ids: Sequence[str]) -> Iterator[Any]:
    if len(event_ids) == 1:
        yield from run(connection, _BY_ID, event_ids)
        return
    for start in range(0, len(event_ids), LOOKED_UP_AT_ONCE):
        some = event_ids[start : start + LOOKED_UP_AT_ONCE]
        yield from run(connection, _WITH_IDS, listed(some))


def _check_same(stored: Stored, event: Event) -> None:
    there = (stored.actor, stored.about, stored.verb, stored.version)
    here = (event.actor, event.about, event.verb.value, event.version)
    if there == here and stored.body in {None, canonical(dict(event.body))}:
        return
    raise SameIdOtherContent(
        "This was saved before with other words. Nothing was saved now. "
        "Read the entry again and add what differs."
    )


def _check_unchanged(connection: Connection, about: str, seen: int) -> None:
    if revision(connection, about) == seen:
        return
    since = of(connection, about, after=seen)
    raise ChangedElsewhere(
        "Somebody else added to this while you had it open. Yours is not saved yet. "
        "Read what they did, then choose.",
        since=since,
    )


def _write(connection: Connection, events: Sequence[Event], sign: Sign) -> tuple[Logged, ...]:
    end = head(connection)
    logged, rows, contents = [], [], []
    for event in events:
        line, salt, body = _next(end, event, sign)
        end = Head(seq=line.seq, hash=line.hash)
        logged.append(line)
        rows.append(_row(line))
        contents.append((line.seq, salt, body))
    if rows:
        run_each(connection, _INSERT_EVENT, rows)
        run_each(connection, _INSERT_CONTENT, contents)
    return tuple(logged)


def _next(end: Head, event: Event, sign: Sign) -> tuple[Logged, bytes, bytes]:
    salt, body = secrets.token_bytes(SALT_BYTES), canonical(dict(event.body))
    commitment = commitment_of(salt, body)
    row_hash = chain_hash(
        seq=end.seq + 1,
        event_id=event.id,
        at=utc_text(event.at),
        actor=event.actor,
        about=event.about,
        verb=event.verb,
        version=event.version,
        commitment=commitment,
        previous=end.hash,
    )
    line = Logged(
        seq=end.seq + 1,
        id=event.id,
        at=event.at,
        actor=event.actor,
        about=event.about,
        verb=event.verb,
        version=event.version,
        body=json.loads(body),
        commitment=commitment,
        previous=end.hash,
        hash=row_hash,
        signature=sign(signed_message(row_hash)),
    )
    return line, salt, body


def _row(line: Logged) -> tuple[Any, ...]:
    return (
        line.seq,
        line.id,
        utc_text(line.at),
        line.actor,
        line.about,
        line.verb.value,
        line.version,
        line.commitment,
        line.previous,
        line.hash,
        line.signature,
    )


def drop_content(connection: Connection, event_ids: Iterable[str]) -> None:
    """Erase what events say. A trigger allows it only once an `erased` event is in the log."""
    run_each(
        connection,
        _DROP,
        [(event_id,) for event_id in event_ids],
    )


def erased_ids(body: Mapping[str, Plain] | None) -> tuple[str, ...]:
    """The events that an `erased` event names."""
    found = (body or {}).get("events", ())
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()


# -- read ------------------------------------------------------------------------------------


def head(connection: Connection) -> Head:
    row = run(connection, _HEAD).fetchone()
    return Head() if row is None else Head(seq=row[0], hash=row[1])


def latest(connection: Connection, among: int = 100) -> datetime | None:
    """The latest time that one of the newest events bears; None in an empty log."""
    rows = run(connection, f"{_NEWEST_AT} LIMIT ?", (among,)).fetchall()
    return max((datetime.fromisoformat(row[0]) for row in rows), default=None)


def hash_at(connection: Connection, seq: int) -> str:
    """The hash of one row; empty where there is none."""
    row = run(connection, _HASH, (seq,)).fetchone()
    return "" if row is None else str(row[0])


def revision(connection: Connection, about: str) -> int:
    """The sequence of the last event about something; 0 where nothing happened to it.

    That silence took it further is nobody's doing, and gets in nobody's way.
    """
    row = run(connection, _REVISION, (about,)).fetchone()
    return 0 if row is None else int(row[0])


def of(connection: Connection, about: str, *, after: int = 0) -> tuple[Logged, ...]:
    """Everything that happened to an entry, oldest first."""
    return _logged(run(connection, _OF, (about, after)))


def of_verb(connection: Connection, verb: Verb, *, after: int = 0) -> tuple[Logged, ...]:
    """Everything of one sort that happened after a place in the log: reads the whole log."""
    return _logged(run(connection, _OF_VERB, (verb.value, after)))


def erased_entries(connection: Connection) -> frozenset[str]:
    """Entries whose words are erased: reads the whole log."""
    return frozenset(str(row[0]) for row in run(connection, _ERASED, (Verb.ERASED.value,)))


def first_seq(connection: Connection, about: str) -> int:
    """The sequence of the first event about something; 0 where nothing happened to it."""
    row = run(connection, _FIRST, (about,)).fetchone()
    return 0 if row is None else int(row[0])


def directory_events(connection: Connection, *, after: int = 0) -> tuple[Logged, ...]:
    return _logged(run(connection, _DIRECTORY, (after,)))


def directory_head(connection: Connection) -> Head:
    """The last event that says who is here and how it is set up."""
    row = run(connection, _DIRECTORY_HEAD).fetchone()
    return Head() if row is None else Head(seq=row[0], hash=row[1])


def event(connection: Connection, event_id: str) -> Logged | None:
    row = run(connection, _BY_ID, (event_id,)).fetchone()
    return None if row is None else Stored._make(row).logged()


def ids_there(connection: Connection, event_ids: Sequence[str]) -> frozenset[str]:
    """Those of these events that the log has already."""
    found = set[str]()
    for start in range(0, len(event_ids), LOOKED_UP_AT_ONCE):
        some = event_ids[start : start + LOOKED_UP_AT_ONCE]
        found |= {str(row[0]) for row in run(connection, _IDS, listed(some))}
    return frozenset(found)


def stream(connection: Connection, *, after: int = 0, chunk: int = 1000) -> Iterator[Stored]:
    """Every event as stored, oldest first, fetched in slices so that memory stays flat."""
    rows = run(connection, _STREAM, (after,))
    while slice_ := rows.fetchmany(chunk):
        yield from map(Stored._make, slice_)


def signatures(connection: Connection) -> Iterator[Any]:
    """Sequence, actor, hash and signature of every event, oldest first."""
    yield from run(connection, _SIGNATURES)


def _logged(rows: Iterable[Any]) -> tuple[Logged, ...]:
    return tuple(Stored._make(row).logged() for row in rows)
