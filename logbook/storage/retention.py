"""Closed entries, the oldest first, for whoever looks at what has been kept for its years."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from logbook.domain.events import utc_text
from logbook.storage.lists import MAY_READ, Listed, granted, listed
from logbook.storage.statements import run, spelled
from logbook.storage.tables import ConcernsRow, EntryRow, table

_entry, _concerns = table(EntryRow).c, table(ConcernsRow).c
_PEOPLE = spelled(select(_concerns.person).where(_concerns.entry == bindparam("which")))
_CLOSED = spelled(
    granted()
    .where(*MAY_READ, _entry.practice.is_(False), _entry.sealed.is_(False))
    .where(_entry.closed.is_(True), _entry.sent_at < bindparam("end"))
    .order_by(_entry.seq)
)


def closed_before(
    connection: Connection, reader: str, now: datetime, *, end: datetime
) -> Iterator[Listed]:
    """What was sent before `end`, is closed, and may be read by this person; nothing sealed."""
    for row in run(connection, _CLOSED, (reader, utc_text(now), utc_text(end))):
        yield from listed((row,))


def people_of(connection: Connection, entry: str) -> tuple[str, ...]:
    """Every service user of the directory whom an entry is about."""
    return tuple(str(row[0]) for row in run(connection, _PEOPLE, (entry,)))
