"""The queue: pages of what one person has to do or may read, found by key and never by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select, text, tuple_

from logbook.domain.events import utc_text
from logbook.domain.levels import Level
from logbook.storage import filtered
from logbook.storage.filtered import ALL, Asked, Chosen, condition
from logbook.storage.lists import NEWEST, OLDEST, Listed, granted, listed
from logbook.storage.statements import first_rows, run, spelled
from logbook.storage.tables import CLIMBS, EntryRow, GrantRow, table
from logbook.storage.view_rows import NEVER_DUE


class Show(StrEnum):
    """Which entries a list has."""

    MINE = "mine"
    """Work that is mine by now; most urgent first, then by when it is due."""
    OPEN = "open"
    """Everything open that I may read; in the same order."""
    ALL = "all"
    """Everything I may read, newest first."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the badges say about one person's own work."""

    mine: int
    overdue: int
    emergencies: int


_entry, _grant = table(EntryRow).c, table(GrantRow).c
_READER: BindParameter[str] = bindparam("reader")
_NOW: BindParameter[str] = bindparam("now")
_URGENCY = (_grant.level_rank, _grant.due, _grant.entry)
_NEWEST = (_grant.seq,)

_WHICH: dict[Show, tuple[Any, ...]] = {
    Show.MINE: (_grant.reader == _READER, _grant.start_at <= _NOW, _grant.start_at.is_not(None)),
    Show.OPEN: (_grant.reader == _READER, _grant.since <= _NOW, text('"grant".closed = 0')),
    Show.ALL: (_grant.reader == _READER, _grant.since <= _NOW),
}


@dataclass(frozen=True)
class _Queries:
    """One list's statements: a page from its start or its end, or from a place in it."""

    first: str
    last: str
    after: str
    before: str


@cache
def _queries(show: Show, condition: str = "") -> _Queries:
    """`condition` is what else has to be true, with a place for each of its values."""
    columns, newest = (_NEWEST, True) if show is Show.ALL else (_URGENCY, False)
    rows = granted().where(*_WHICH[show], *([text(condition)] if condition else []))
    upward = [column.asc() for column in columns]
    downward = [column.desc() for column in columns]
    onward, back = (downward, upward) if newest else (upward, downward)
    place = tuple_(*(bindparam(f"place_{column.name}") for column in columns))
    higher, lower = tuple_(*columns) > place, tuple_(*columns) < place
    later, earlier = (lower, higher) if newest else (higher, lower)
    return _Queries(
        first=first_rows(rows.order_by(*onward)),
        last=first_rows(rows.order_by(*back)),
        after=first_rows(rows.where(later).order_by(*onward)),
        before=first_rows(rows.where(earlier).order_by(*back)),
    )


_QUERIES = {show: _queries(show) for show in Show}
"""Made while the module is imported, which is while somebody types their passphrase."""

_CLIMBED = spelled(
    select(_entry.id)
    .where(CLIMBS, _entry.climb_next <= bindparam("reached"))
    .where(
        select(_grant.entry)
        .where(*_WHICH[Show.MINE], _grant.entry == _entry.id)
        .correlate(table(EntryRow))
        .exists()
    )
    .order_by(text("+entry.seq"))
)
"""The plus keeps the engine from reading every entry, in their order, for the few that climb."""

_CLIMBED_OPEN = spelled(
    select(_entry.id)
    .where(_entry.closed.is_(False), _entry.sealed.is_(False))
    .where(_entry.climbs_at <= bindparam("reached"))
    .where(
        select(_grant.entry)
        .where(*_WHICH[Show.OPEN], _grant.entry == _entry.id)
        .correlate(table(EntryRow))
        .exists()
    )
    .order_by(_entry.seq)
)

_COUNTS = spelled(
    select(
        func.count(),
        func.count().filter(_grant.due < bindparam("late")),
        func.count().filter(_grant.level_rank == bindparam("top")),
    ).where(*_WHICH[Show.MINE])
)

_OPEN_BY_LEVEL = spelled(
    select(_grant.level_rank, func.count()).where(*_WHICH[Show.OPEN]).group_by(_grant.level_rank)
)


def page(
    connection: Connection,
    reader: str,
    show: Show,
    now: datetime,
    *,
    after: Listed | None = None,
    before: Listed | None = None,
    last: bool = False,
    count: int = 50,
    chosen: Chosen = ALL,
) -> tuple[Listed, ...]:
    """Up to `count` lines in the list's order, of those that a filter leaves over.

    From its start; or those that come just after or just before a line, which may have changed
    or gone since; or, with `last`, its end.
    """
    if show is Show.ALL and not chosen.is_empty:
        above = before.seq if before else (OLDEST if last else None)
        start = after.seq if after else NEWEST
        asked = Asked(reader=reader, now=now, chosen=chosen)
        return filtered.page(connection, asked, before=start, above=above, count=count)
    narrowed = condition(chosen, now)
    queries = _QUERIES[show] if chosen.is_empty else _queries(show, narrowed.sql)
    values: tuple[int | str, ...] = (reader, utc_text(now), *narrowed.values)
    if after is not None:
        return _rows(connection, queries.after, (*values, *place(show, after), count))
    if before is not None:
        return _rows(connection, queries.before, (*values, *place(show, before), count))[::-1]
    if last:
        return _rows(connection, queries.last, (*values, count))[::-1]
    return _rows(connection, queries.first, (*values, count))


def climbed(connection: Connection, reader: str, now: datetime) -> tuple[str, ...]:
    """Entries in somebody's queue that silence took further, and the log does not say so yet."""
    rows = run(connection, _CLIMBED, (utc_text(now), reader, utc_text(now)))
    return tuple(str(row[0]) for row in rows)


def climbed_open(connection: Connection, reader: str, now: datetime) -> tuple[str, ...]:
    """Open entries that somebody may read and that silence has taken further by now."""
    rows = run(connection, _CLIMBED_OPEN, (utc_text(now), reader, utc_text(now)))
    return tuple(str(row[0]) for row in rows)


def place(show: Show, row: Listed) -> tuple[int | str, ...]:
    """What a list is ordered by, for one line of it."""
    if show is Show.ALL:
        return (row.seq,)
    due = NEVER_DUE if row.due is None else utc_text(row.due)
    return (max(Level) - row.level, due, row.id)


def counts(connection: Connection, reader: str, now: datetime) -> Counts:
    """Counted afresh from an index of open work alone; nothing counts in the store."""
    values = (utc_text(now), max(Level) - Level.EMERGENCY, reader, utc_text(now))
    mine, overdue, emergencies = run(connection, _COUNTS, values).fetchone()
    return Counts(mine=mine, overdue=overdue, emergencies=emergencies)


def open_by_level(connection: Connection, reader: str, now: datetime) -> Mapping[Level, int]:
    """How many open entries somebody may read, by their level."""
    rows = run(connection, _OPEN_BY_LEVEL, (reader, utc_text(now)))
    return {Level(max(Level) - int(row[0])): int(row[1]) for row in rows}


def _rows(connection: Connection, query: str, values: tuple[int | str, ...]) -> tuple[Listed, ...]:
    return listed(run(connection, query, values))
