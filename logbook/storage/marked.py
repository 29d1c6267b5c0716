"""Entries in which the same contact stands: by the marks that they share, as the index has them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, delete, insert, or_, select, text

from logbook.domain.events import utc_text
from logbook.storage.statements import AMONG, first_rows, listed, run, run_each, spelled
from logbook.storage.tables import EntryRow, GrantRow, MarkRow, table

_ADD = spelled(insert(table(MarkRow)))
_GET = spelled(select(table(MarkRow).c.mark).where(table(MarkRow).c.entry == bindparam("which")))
_DROP = spelled(delete(table(MarkRow)).where(table(MarkRow).c.entry == bindparam("which")))


def read_marks(connection: Connection, entry: str) -> frozenset[str]:
    return frozenset(str(each[0]) for each in run(connection, _GET, (entry,)))


def write_marks(
    connection: Connection, entry: str, marks: Collection[str], there: Collection[str] = ()
) -> None:
    """Put an entry's marks in place; what is there already and the same is left as it is."""
    if set(marks) == set(there):
        return
    if there:
        run(connection, _DROP, (entry,))
    if marks:
        run_each(connection, _ADD, [(each, entry) for each in sorted(marks)])


def forget_marks(connection: Connection) -> None:
    """Before every entry is made again."""
    connection.execute(delete(table(MarkRow)))


def stray_marks(sent: Select[Any]) -> Select[Any]:
    """Entries that have marks, and that nobody sent."""
    return select(table(MarkRow).c.entry).where(table(MarkRow).c.entry.not_in(sent))


MOST = 200
"""Entries or contacts that one look finds, the newest first."""


class Shared(NamedTuple):
    """An entry in which a mark stands, and whether this reader may read it."""

    mark: str
    id: str
    seq: int
    reference: str
    person: str
    person_shown: str
    readable: bool


_mine, _other = table(MarkRow).alias("mine"), table(MarkRow).alias("other")
_entry, _grant, _mark = table(EntryRow).c, table(GrantRow).c, table(MarkRow).c
_READABLE_BY = and_(_grant.reader == bindparam("reader"), _grant.since <= bindparam("now"))
_READABLE = and_(_grant.entry == _entry.id, _READABLE_BY)
_SHOWN = (_entry.id, _entry.seq, _entry.reference, _entry.person, _entry.person_shown)
_here, _there = table(EntryRow).alias("here"), table(EntryRow).alias("there")


def _elsewhere(there: Any) -> Any:
    """One person's own entries are together anyway."""
    return or_(
        text("here.person = '' AND here.person_shown = ''"),
        there.person != _here.c.person,
        there.person_shown != _here.c.person_shown,
    )


_OTHERS = first_rows(
    select(_other.c.mark, *_SHOWN, _grant.entry.is_not(None))
    .select_from(_mine)
    .join(_here, _here.c.id == _mine.c.entry)
    .join(_other, and_(_other.c.mark == _mine.c.mark, _other.c.entry != _mine.c.entry))
    .join(table(EntryRow), _entry.id == _other.c.entry)
    .outerjoin(table(GrantRow), _READABLE)
    .where(_mine.c.entry == bindparam("entry"), _elsewhere(_entry))
    .order_by(_entry.seq.desc())
)
_NAMED = spelled(
    select(_here.c.id).where(
        text(f"here.id {AMONG}"),
        select(_there.c.id)
        .select_from(_mine)
        .join(_other, and_(_other.c.mark == _mine.c.mark, _other.c.entry != _mine.c.entry))
        .join(_there, _there.c.id == _other.c.entry)
        .join(table(GrantRow), and_(_grant.entry == _there.c.id, _READABLE_BY))
        .where(
            _mine.c.entry == _here.c.id,
            text(f"mine.mark NOT {AMONG}"),
            _elsewhere(_there.c),
        )
        .correlate(_here)
        .exists(),
    )
).replace(" JOIN ", " CROSS JOIN ")
"""In this order: the engine would begin with all that somebody may read."""
_MARKED = f"{spelled(select(_mark.entry).distinct())} WHERE entry {AMONG}"
_SEVERAL = select(_mark.mark).group_by(_mark.mark).having(text("count(*) > 1"))
_ALL = spelled(
    select(_mark.mark, *_SHOWN, _grant.entry.is_not(None))
    .select_from(table(MarkRow))
    .join(table(EntryRow), _entry.id == _mark.entry)
    .outerjoin(table(GrantRow), _READABLE)
    .where(_mark.mark.in_(_SEVERAL))
    .order_by(_entry.seq.desc())
)


def others(
    connection: Connection, reader: str, entry: str, now: datetime, *, count: int = MOST
) -> tuple[Shared, ...]:
    """The entries about other people in which a mark of this one stands, the newest first."""
    rows = run(connection, _OTHERS, (reader, utc_text(now), entry, count))
    return tuple(Shared._make((*row[:-1], bool(row[-1]))) for row in rows)


def with_marks(connection: Connection, entries: Iterable[str]) -> frozenset[str]:
    """Those of these entries in which any mark stands."""
    return frozenset(str(row[0]) for row in run(connection, _MARKED, listed(list(entries))))


def named(
    connection: Connection, reader: str, entries: Iterable[str], ours: Iterable[str], now: datetime
) -> frozenset[str]:
    """Those of these entries of which a contact stands in another that this reader may read.

    What is about the same person is together anyway, and so is what has a number of our own.
    """
    values = (*listed(list(entries)), reader, utc_text(now), *listed(list(ours)))
    return frozenset(str(row[0]) for row in run(connection, _NAMED, values))


def all_shared(connection: Connection, reader: str, now: datetime) -> dict[str, list[Shared]]:
    """Every mark that stands in more than one entry, that of the newest entry first."""
    found: dict[str, list[Shared]] = {}
    for row in run(connection, _ALL, (reader, utc_text(now))):
        each = Shared._make((*row[:-1], bool(row[-1])))
        if each.mark in found or len(found) < MOST:
            found.setdefault(each.mark, []).append(each)
    return found
