"""A service user's chronology: entries about them in order of when things happened."""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from logbook.domain.chronology import When
from logbook.domain.events import utc_text
from logbook.storage.lists import Listed, granted, listed
from logbook.storage.statements import AMONG, run
from logbook.storage.statements import listed as as_list
from logbook.storage.tables import ChronologyRow


class Happened(NamedTuple):
    """An entry with when it happened. `people` are all that it is about, by id."""

    entry: Listed
    when: When
    people: tuple[str, ...]

    @property
    def place(self) -> tuple[str, int]:
        return (utc_text(self.when.at), self.entry.seq)


_COLUMNS = ", ".join(str(column) for column in granted().selected_columns)
_WALK = (
    f"SELECT {_COLUMNS}, chronology.said FROM chronology CROSS JOIN entry"  # noqa: S608 - our own words
    ' CROSS JOIN "grant" WHERE chronology.person = ?{place}'
    ' AND entry.seq = chronology.seq AND "grant".entry = entry.id AND "grant".reader = ?'
    ' AND "grant".since <= ? AND entry.practice = 0'
    " ORDER BY chronology.at {order}, chronology.seq {order} LIMIT ?"
)
_START = {order: _WALK.format(place="", order=order) for order in ("ASC", "DESC")}
_ON = {
    order: _WALK.format(place=f" AND (chronology.at, chronology.seq) {than} (?, ?)", order=order)
    for order, than in (("ASC", ">"), ("DESC", "<"))
}
_AMONG = AMONG.replace("value", "CAST(value AS INTEGER)")
_PEOPLE = f"SELECT seq, person FROM {ChronologyRow.__tablename__} WHERE seq {_AMONG}"  # noqa: S608 - as above


def page(
    connection: Connection,
    reader: str,
    person: str,
    now: datetime,
    *,
    newest_first: bool = True,
    after: Happened | None = None,
    before: Happened | None = None,
    last: bool = False,
    count: int = 50,
) -> tuple[Happened, ...]:
    """Up to `count` lines in order: from the start, just after or before a line, or the end.

    What was written for practice says nothing about anybody, and what is sealed is not in it.
    """
    backwards = before is not None or last
    order = "DESC" if newest_first is not backwards else "ASC"
    line = before or after
    sql = _ON[order] if line else _START[order]
    place = line.place if line else ()
    rows = run(connection, sql, (person, *place, reader, utc_text(now), count)).fetchall()
    found = _with_people(connection, rows)
    return found[::-1] if backwards else found


def _with_people(connection: Connection, rows: list[tuple[object, ...]]) -> tuple[Happened, ...]:
    entries = listed([row[:-1] for row in rows])
    people: dict[int, list[str]] = {}
    for seq, person in run(connection, _PEOPLE, as_list([str(each.seq) for each in entries])):
        people.setdefault(seq, []).append(person)
    return tuple(
        Happened(entry, When.from_plain(json.loads(str(row[-1]))), tuple(people[entry.seq]))
        for entry, row in zip(entries, rows, strict=True)
    )
