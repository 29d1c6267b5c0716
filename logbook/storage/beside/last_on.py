"""Where the log ended when somebody was last on."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from logbook.storage import log
from logbook.storage.statements import run, spelled, upsert
from logbook.storage.tables import LastOnRow, table

_last = table(LastOnRow).c
_SET = upsert(table(LastOnRow), "member", newer="seq")
_OF = spelled(select(_last.seq).where(_last.member == bindparam("member")))


class Place(NamedTuple):
    """The last event when somebody was on before, and the last there is.

    When they are on for the first time, the two are one.
    """

    before: int
    here: int


def place(connection: Connection, member: str) -> Place:
    here = log.head(connection).seq
    before = run(connection, _OF, (member,)).fetchone()
    return Place(here if before is None else int(before[0]), here)


def note(connection: Connection, member: str, here: int) -> None:
    """Note that somebody was on when this was the last event."""
    run(connection, _SET, (member, here))
