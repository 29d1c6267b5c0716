"""Statements as this engine spells them, made once, and run on the driver itself."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection, Table
from sqlalchemy.dialects.sqlite import dialect, insert

from logbook.storage.sqlite import Driver

_DIALECT = dialect()


def spelled(statement: ClauseElement) -> str:
    """A statement as this engine spells it, made once: its values are given by position."""
    return str(statement.compile(dialect=_DIALECT))


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Driver:
    """Run a spelled statement on the driver itself, within the connection's transaction.

    For what every save and every page does: SQLAlchemy's own work around a statement costs as
    much as most of these statements.
    """
    return connection.connection.driver_connection.execute(statement, values)  # type: ignore[union-attr]


def run_each(connection: Connection, statement: str, rows: Sequence[Any]) -> None:
    """Run it once for each row; not at all where there is none, which costs nothing then."""
    if not rows:
        return
    connection.connection.driver_connection.executemany(statement, rows)  # type: ignore[union-attr]


AMONG = "IN (SELECT value FROM json_each(?))"
"""One of several values, given as one JSON list.

A place for each of them makes every insert after it, in the same transaction, half as slow again.
"""


def listed(values: Sequence[str]) -> tuple[str]:
    """Values as `AMONG` takes them."""
    return (json.dumps(values),)


def first_rows(statement: ClauseElement) -> str:
    """The same, ending with the number of rows that are wanted."""
    return f"{spelled(statement)} LIMIT ?"


def upsert(rows: Table, *keys: str, newer: str = "") -> str:
    """Insert a row, or write over the one with the same keys; with `newer`, only by a greater."""
    new = insert(rows)
    others = {each.name: new.excluded[each.name] for each in rows.c if each.name not in keys}
    where = new.excluded[newer] > rows.c[newer] if newer else None
    return spelled(new.on_conflict_do_update(index_elements=list(keys), set_=others, where=where))
