"""Filters that somebody keeps under a name."""

import json

from sqlalchemy import Connection, bindparam, delete, select

from logbook.domain.events import Plain, canonical
from logbook.storage.statements import spelled, upsert
from logbook.storage.tables import SavedFilterRow, table

_filter = table(SavedFilterRow).c
_SET = upsert(table(SavedFilterRow), "member", "name")
_OF = spelled(
    select(_filter.name, _filter.filter)
    .where(_filter.member == bindparam("member"))
    .order_by(_filter.name)
)
_DELETE = spelled(
    delete(table(SavedFilterRow)).where(
        _filter.member == bindparam("member"), _filter.name == bindparam("name")
    )
)


def keep(connection: Connection, *, member: str, name: str, chosen: Plain) -> None:
    """Keep a filter; the same name again replaces it."""
    connection.exec_driver_sql(_SET, (member, name, canonical(chosen).decode()))


def kept_by(connection: Connection, member: str) -> dict[str, Plain]:
    rows = connection.exec_driver_sql(_OF, (member,))
    return {row.name: json.loads(row.filter) for row in rows}


def drop(connection: Connection, *, member: str, name: str) -> None:
    connection.exec_driver_sql(_DELETE, (member, name))
