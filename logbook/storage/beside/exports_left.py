"""Exports that are still on this computer, so that whoever made them can be reminded."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from logbook.domain.events import utc_from, utc_text
from logbook.storage.statements import spelled, upsert
from logbook.storage.tables import ExportLeftRow, table


@dataclass(frozen=True, kw_only=True)
class ExportLeft:
    """A file that was written; `event` is the line of the log that says so."""

    path: str
    member: str
    event: str
    sha256: str
    made_at: datetime


_left = table(ExportLeftRow).c
_SET = upsert(table(ExportLeftRow), "path")
_ALL = spelled(select(table(ExportLeftRow)).order_by(_left.made_at))
_DELETE = spelled(delete(table(ExportLeftRow)).where(_left.path == bindparam("path")))


def note(connection: Connection, export: ExportLeft) -> None:
    connection.exec_driver_sql(
        _SET,
        (export.path, export.member, export.event, export.sha256, utc_text(export.made_at)),
    )


def noted(connection: Connection) -> tuple[ExportLeft, ...]:
    """Oldest first; whether a file is still there is for the caller to look."""
    return tuple(
        ExportLeft(**{**row, "made_at": utc_from(row["made_at"])})
        for row in connection.exec_driver_sql(_ALL).mappings()
    )


def forget(connection: Connection, path: str) -> None:
    connection.exec_driver_sql(_DELETE, (path,))
