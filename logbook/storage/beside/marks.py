"""Read marks: up to which event somebody has had an entry on screen."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from logbook.domain.events import utc_text
from logbook.storage.statements import upsert
from logbook.storage.tables import ReadMarkRow, table

_mark = table(ReadMarkRow).c
_SET = upsert(table(ReadMarkRow), "member", "entry", newer="seq")
_OF = select(_mark.entry, _mark.seq).where(
    _mark.member == bindparam("member"), _mark.entry.in_(bindparam("entries", expanding=True))
)


def mark(connection: Connection, *, member: str, entry: str, seq: int, at: datetime) -> None:
    """A mark only moves forward."""
    connection.exec_driver_sql(_SET, (member, entry, seq, utc_text(at)))


def marks_of(connection: Connection, member: str, entries: tuple[str, ...]) -> dict[str, int]:
    """Up to which event this member has had each of these entries on screen, where at all."""
    rows = connection.execute(_OF, {"member": member, "entries": entries})
    return {row.entry: row.seq for row in rows}
