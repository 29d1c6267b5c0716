"""Entries that a filter and words leave over, newest first, walked in the shortest index."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from logbook.domain.events import utc_text
from logbook.domain.filters import Whose
from logbook.storage.full_text import SEARCH_HOLDS, SEARCH_MATCH
from logbook.storage.lists import NEWEST, OLDEST, Listed, granted, listed
from logbook.storage.statements import run
from logbook.storage.words import first_line

Value: TypeAlias = int | str

RARE = 20
"""Up to so many entries of a label, each is asked whether it holds the words; each costs 2 ms."""
LOOKED_AT = 5000
"""No label is counted further, to find the rarest."""

_COLUMNS = ", ".join(str(column) for column in granted().selected_columns)
_OF_LABEL = "SELECT count(*) FROM (SELECT 1 FROM facet WHERE label = ? LIMIT ?)"
_OF_READER = 'SELECT count(*) FROM (SELECT 1 FROM "grant" WHERE reader = ? LIMIT ?)'
_SENT_BETWEEN = "SELECT min(seq), max(seq) FROM entry WHERE sent_at >= ? AND sent_at < ?"
_HAS_LABEL = "EXISTS (SELECT 1 FROM facet WHERE facet.seq = {seq} AND facet.label = ?)"
_FIRST, _LAST = "0000", "9999"
"""Before and after every instant as it is stored."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What has to be true of an entry; what is empty does not narrow. `end` does not count."""

    labels: tuple[str, ...] = ()
    first: datetime | None = None
    end: datetime | None = None
    overdue: bool = False
    whose: Whose = Whose.ANYBODY

    @property
    def is_empty(self) -> bool:
        return self == Chosen()

    @property
    def is_of_open_work(self) -> bool:
        """Whether it leaves over what is open and no more."""
        return self.overdue or self.whose is not Whose.ANYBODY


ALL = Chosen()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one reader asks at one instant; `question` is for the index of words, if anything is."""

    reader: str
    now: datetime
    chosen: Chosen = ALL
    question: str = ""

    @property
    def at(self) -> str:
        return utc_text(self.now)


@dataclass(frozen=True)
class Condition:
    """SQL to be added to what is asked of an entry and its grant, with its values in order."""

    sql: str
    values: tuple[Value, ...]


def condition(chosen: Chosen, now: datetime, *, seq: str = "entry.seq") -> Condition:
    """All that is chosen, as one condition; it is always true where nothing is."""
    at = utc_text(now)
    parts: list[tuple[str, tuple[Value, ...]]] = []
    match chosen.whose:
        case Whose.MINE:
            parts.append(('"grant".start_at IS NOT NULL AND "grant".start_at <= ?', (at,)))
        case Whose.COPY:
            parts.append(('"grant".start_at IS NULL AND "grant".closed = 0', ()))
        case Whose.ANYBODY:
            pass
    if chosen.overdue:
        parts.append(('"grant".closed = 0 AND "grant".due < ?', (at,)))
    parts += [(_HAS_LABEL.format(seq=seq), (label,)) for label in chosen.labels]
    if chosen.first or chosen.end:
        parts.append(("entry.sent_at >= ? AND entry.sent_at < ?", _sent(chosen)))
    return Condition(
        " AND ".join(sql for sql, _ in parts) or "1",
        tuple(value for _, values in parts for value in values),
    )


def _sent(chosen: Chosen) -> tuple[str, str]:
    return (
        utc_text(chosen.first) if chosen.first else _FIRST,
        utc_text(chosen.end) if chosen.end else _LAST,
    )


@dataclass(frozen=True)
class _Walk:
    """An index that is walked, what it is in order of, and what is asked of each row of it."""

    tables: str
    order: str
    seq: str
    """The entry's sequence, as it is had soonest."""
    where: str
    values: tuple[Value, ...]

    def sql(self, columns: str) -> str:
        return f"SELECT {columns} FROM {self.tables} WHERE {self.where}"  # noqa: S608 - our own words


def page(
    connection: Connection,
    asked: Asked,
    *,
    before: int = NEWEST,
    above: int | None = None,
    count: int = 50,
) -> tuple[Listed, ...]:
    """Up to `count`, newest first: those sent before a sequence, or those sent next after one."""
    limits = (OLDEST if above is None else above + 1, before - 1)
    walk = _walk(connection, asked, limits)
    way = "DESC" if above is None else "ASC"
    rows = listed(
        run(
            connection,
            f"{walk.sql(_COLUMNS)} ORDER BY {walk.order} {way} LIMIT ?",
            (*walk.values, count),
        )
    )
    return rows if above is None else rows[::-1]


def count(connection: Connection, asked: Asked, *, most: int) -> int:
    """How many there are, counted to `most` and no further."""
    walk = _walk(connection, asked, (OLDEST, NEWEST))
    found = f"SELECT count(*) FROM ({walk.sql('1')} LIMIT ?)"  # noqa: S608 - our own words
    return int(run(connection, found, (*walk.values, most)).fetchone()[0])


def _walk(connection: Connection, asked: Asked, limits: tuple[int, int]) -> _Walk:
    """The shortest way to what is asked: open work, the words, the rarest label, or all I read."""
    chosen = asked.chosen
    limits = _within(connection, chosen, limits)
    if chosen.is_of_open_work and not asked.question:
        return _asking(_reader_walk(asked, limits, is_open=True), asked)
    rarest, many = _rarest(connection, chosen)
    if asked.question and many > RARE:
        return _asking(_words_walk(asked, limits), replace(asked, question=""))
    if rarest and many <= _counted(connection, _OF_READER, asked.reader):
        rest = tuple(each for each in chosen.labels if each != rarest)
        walk = _label_walk(asked, limits, rarest)
        return _asking(walk, replace(asked, chosen=replace(chosen, labels=rest)))
    return _asking(_reader_walk(asked, limits), asked)


def _within(connection: Connection, chosen: Chosen, limits: tuple[int, int]) -> tuple[int, int]:
    """Sequences go up with time, save where a clock was set back: none of a period is outside."""
    if chosen.first is None and chosen.end is None:
        return limits
    first, last = run(connection, _SENT_BETWEEN, _sent(chosen)).fetchone()
    if first is None:
        return (1, 0)
    return (max(limits[0], first), min(limits[1], last))


def _rarest(connection: Connection, chosen: Chosen) -> tuple[str, int]:
    found = [(_counted(connection, _OF_LABEL, each), each) for each in chosen.labels]
    many, rarest = min(found, default=(LOOKED_AT + 1, ""))
    return rarest, many


def _counted(connection: Connection, sql: str, of: str) -> int:
    return int(run(connection, sql, (of, LOOKED_AT)).fetchone()[0])


_GRANTED = '"grant".entry = entry.id AND "grant".reader = ? AND "grant".since <= ?'


def _label_walk(asked: Asked, limits: tuple[int, int], label: str) -> _Walk:
    return _Walk(
        'facet AS lead CROSS JOIN entry CROSS JOIN "grant"',
        "lead.seq",
        "lead.seq",
        f"lead.label = ? AND lead.seq BETWEEN ? AND ? AND entry.seq = lead.seq AND {_GRANTED}",
        (label, *limits, asked.reader, asked.at),
    )


def _words_walk(asked: Asked, limits: tuple[int, int]) -> _Walk:
    first, last = limits
    return _Walk(
        'search CROSS JOIN entry CROSS JOIN "grant"',
        "search.rowid",
        "entry.seq",
        f"{SEARCH_MATCH} AND search.rowid BETWEEN ? AND ? AND entry.seq = search.rowid / 4"
        f" AND {_GRANTED}",
        (asked.question, first_line(first), first_line(last + 1) - 1, asked.reader, asked.at),
    )


def _reader_walk(asked: Asked, limits: tuple[int, int], *, is_open: bool = False) -> _Walk:
    """All that somebody may read, in order; of open work there is little, so it is sorted."""
    order, closed = ('+"grant".seq', ' AND "grant".closed = 0') if is_open else ('"grant".seq', "")
    return _Walk(
        '"grant" CROSS JOIN entry',
        order,
        '"grant".seq',
        f'"grant".reader = ? AND {order} BETWEEN ? AND ? AND "grant".since <= ?{closed}'
        ' AND entry.id = "grant".entry',
        (asked.reader, *limits, asked.at),
    )


def _asking(walk: _Walk, asked: Asked) -> _Walk:
    """The same walk, with all that is asked of each row besides."""
    more = condition(asked.chosen, asked.now, seq=walk.seq)
    where, values = f"{walk.where} AND {more.sql}", (*walk.values, *more.values)
    if asked.question:
        where += f" AND {SEARCH_HOLDS.format(seq=walk.seq)}"
        values += (asked.question,)
    return replace(walk, where=where, values=values)
