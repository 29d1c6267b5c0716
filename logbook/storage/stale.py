"""Which entries' views are to be made again, because staff or settings changed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Insert, Select, delete, func, insert, literal, select

from logbook.domain.directory import Directory
from logbook.domain.events import Verb
from logbook.domain.people import NEVER_EMPTY, Member, Staff
from logbook.domain.seats import stand_ins
from logbook.storage import facets
from logbook.storage.full_text import SEARCH_AGAIN
from logbook.storage.marked import forget_marks
from logbook.storage.statements import first_rows, run
from logbook.storage.tables import (
    AgreedRow,
    ChronologyRow,
    ConcernsRow,
    EntryRow,
    EventRow,
    FacetRow,
    GrantRow,
    StaleRow,
    table,
)

_entry = table(EntryRow).c
_grant = table(GrantRow).c
_stale = table(StaleRow).c
_event = table(EventRow).c
_STALE_FIRST = first_rows(select(_stale.entry).order_by(_stale.closed, _stale.entry))
_STALE_COUNT = select(func.count()).select_from(table(StaleRow))


def mark_all(connection: Connection) -> None:
    """Mark every entry of the log, and forget what the views say of entries it does not have."""
    connection.execute(delete(table(StaleRow)))
    forget_marks(connection)
    for row in (EntryRow, AgreedRow, ConcernsRow, FacetRow, ChronologyRow, GrantRow):
        connection.execute(delete(table(row)))
    for statement in SEARCH_AGAIN:
        run(connection, statement)
    sent = select(literal(value=False), _event.about).where(_event.verb == Verb.SENT.value)
    connection.execute(_marking(sent))


def mark_touched(connection: Connection, before: Directory, after: Directory) -> None:
    """Mark the entries whose readers, queue or instants may differ with this staff and settings."""
    entries = select(_entry.closed, _entry.id)
    if _roles_moved(before.staff, after.staff):
        connection.execute(_marking(entries))
        return
    if before.settings != after.settings:
        connection.execute(_marking(entries.where(_entry.closed.is_(False))))
    elsewhere = facets.moved_house(before, after)
    if elsewhere is not None:
        connection.execute(_marking(entries.where(_entry.seq.in_(elsewhere))))
    moved = _moved(before.staff, after.staff)
    if moved:
        reads = select(_grant.entry).where(_grant.reader.in_(moved))
        connection.execute(_marking(entries.where(_entry.id.in_(reads))))
        connection.execute(_marking(entries.where(_entry.author.in_(moved))))
        connection.execute(_marking(entries.where(_entry.holder.in_(moved))))
        connection.execute(_marking(entries.where(_entry.offered_to.in_(moved))))


def marked(connection: Connection, count: int) -> tuple[str, ...]:
    """Entries that wait, open ones first; all of them where `count` is -1."""
    rows = run(connection, _STALE_FIRST, (count,)).fetchall()
    return tuple(str(row[0]) for row in rows)


def count_marked(connection: Connection) -> int:
    return int(connection.execute(_STALE_COUNT).scalar_one())


def _marking(entries: Select[Any]) -> Insert:
    return (
        insert(table(StaleRow)).from_select(["closed", "entry"], entries).prefix_with("OR IGNORE")
    )


def _roles_moved(before: Staff, after: Staff) -> bool:
    return any(
        [each.id for each in before.holding(role)] != [each.id for each in after.holding(role)]
        for role in NEVER_EMPTY
    )


def _moved(before: Staff, after: Staff) -> list[str]:
    """Members who were here before, and stand elsewhere now: they, or anyone above them."""
    return [
        member.id
        for member in before
        if member.id in after and _line(before, member.id) != _line(after, member.id)
    ]


def _line(staff: Staff, member: str) -> list[tuple[Any, ...]]:
    """Where they stand, and those above them, and whoever could stand in for any of these."""
    return [
        (*_place(one), each.id)
        for each in (staff[member], *staff.managers_above(member))
        for one in (each, *_standing_in(each, staff))
    ]


def _place(member: Member) -> tuple[Any, ...]:
    return (
        *(member.id, member.roles, member.manager),
        *(member.left, member.away, member.cover, member.ends_on),
    )


def _standing_in(member: Member, staff: Staff) -> Iterator[Member]:
    if member.away:
        for some in stand_ins(member, staff):
            yield from some
