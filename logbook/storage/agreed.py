"""What is still to be done: what was given to somebody, and what is about entries they read."""

import json
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from logbook.domain.actions import AgreedAction
from logbook.domain.events import Verb
from logbook.storage.statements import run, spelled
from logbook.storage.tables import AgreedRow, EntryRow, EventRow, GrantRow, table

_entry, _event = table(EntryRow).c, table(EventRow).c
_agreed, _grant = table(AgreedRow).c, table(GrantRow).c
_ORDER = (_agreed.due, _agreed.id)
_READABLE = select(_grant.entry).where(
    _grant.reader == bindparam("reader"), _grant.since <= bindparam("now")
)
_GIVEN = spelled(select(_agreed.said).where(_agreed.who == bindparam("who")).order_by(*_ORDER))
_SEALED = spelled(
    select(_entry.id)
    .join(table(GrantRow), _grant.entry == _entry.id)
    .where(_entry.sealed.is_(True))
    .where(_grant.reader == bindparam("reader"), _grant.since <= bindparam("now"))
    .where(
        select(_event.seq)
        .where(_event.about == _entry.id, _event.verb == bindparam("verb"))
        .exists()
    )
)
_SEEN = spelled(
    select(_agreed.said)
    .where(or_(_agreed.who == bindparam("who"), _agreed.entry.in_(_READABLE)))
    .order_by(*_ORDER)
)


def given(connection: Connection, member: str) -> tuple[AgreedAction, ...]:
    """What this member was given to do, the first due first."""
    return _read(run(connection, _GIVEN, (member,)))


def seen(connection: Connection, member: str, now: str) -> tuple[AgreedAction, ...]:
    """The same, and what anybody was given to do about the entries this member may read."""
    return _read(run(connection, _SEEN, (member, member, now)))


def sealed(connection: Connection, reader: str, now: str) -> tuple[str, ...]:
    """Sealed entries of this reader about which something was agreed."""
    values = (reader, now, Verb.ACTION_AGREED.value)
    return tuple(str(row[0]) for row in run(connection, _SEALED, values))


def _read(rows: Any) -> tuple[AgreedAction, ...]:
    return tuple(AgreedAction.from_plain(json.loads(row[0])) for row in rows)
