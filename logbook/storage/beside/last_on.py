"""Where the log ended when somebody was last on."""

from sqlalchemy import Connection, bindparam, select

from logbook.storage import log
from logbook.storage.statements import run, spelled, upsert
from logbook.storage.tables import LastOnRow, table

_last = table(LastOnRow).c
_SET = upsert(table(LastOnRow), "member", newer="seq")
_OF = spelled(select(_last.seq).where(_last.member == bindparam("member")))


def note(connection: Connection, member: str) -> int:
    """Note that somebody is on now.

    Returns:
        The last event there was when they were on before; for the first time, the last there is.
    """
    here = log.head(connection).seq
    before = run(connection, _OF, (member,)).fetchone()
    connection.exec_driver_sql(_SET, (member, here))
    return here if before is None else int(before[0])
