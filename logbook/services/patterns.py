"""Patterns for a manager: what an entry and those before it say together, of what they may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from logbook.domain import patterns
from logbook.domain.events import reference
from logbook.domain.patterns import Known, Pattern, Sort
from logbook.domain.standing import Standing, State
from logbook.services import contacts
from logbook.services.desk import Desk
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.storage import lists
from logbook.storage.lists import Listed

LOOKED_BACK = 6
"""Earlier entries that a row of a list looks at; the entry itself looks at all of them."""
SAME_CONTACT, AGAIN = "same contact", "again"


@dataclass(frozen=True)
class Found:
    """A pattern, with the references of the entries behind it."""

    pattern: Pattern
    references: tuple[str, ...]


def of_entry(opened: OpenEntry, earlier: Sequence[Line]) -> tuple[Found, ...]:
    """What stands beside its level; `earlier` is what this reader may read and nothing else."""
    standing = opened.standing
    this = Known(
        id=standing.id,
        kind=standing.entry.kind,
        sent_at=standing.sent_at,
        outcome=standing.decision.outcome if standing.decision else "",
        counts=_counts(
            standing.state, practice=standing.entry.practice, old=bool(standing.entry.brought_in)
        ),
    )
    days = opened.directory.settings.pattern_days
    about = (each.entry for each in earlier if _is_of_one(standing, each.entry))
    found = patterns.of_person(this, map(_known, about), days)
    return tuple(Found(each, tuple(map(reference, each.evidence))) for each in found)


def _is_of_one(standing: Standing, earlier: Listed) -> bool:
    """Of an entry about several people, what is about others of them is no pattern of the first."""
    return len(standing.entry.everybody) == 1 or earlier.person == standing.entry.person


def marks(desk: Desk, lines: Sequence[Line]) -> Mapping[str, str]:
    """One word for each open line of a list that is part of a pattern, by entry.

    Two looks at the store, however long the list is.
    """
    some = [each.entry for each in lines if not (each.entry.closed or each.entry.sealed)]
    some = [each for each in some if each.author != desk.keys.member_id]
    if not some:
        return {}
    again = dict.fromkeys(_again(desk, some), AGAIN)
    return again | dict.fromkeys(contacts.among(desk, [each.id for each in some]), SAME_CONTACT)


def _again(desk: Desk, some: Sequence[Listed]) -> list[str]:
    me, now = desk.keys.member_id, desk.now
    days = desk.directory.settings.pattern_days

    def found(connection: Connection) -> list[str]:
        return [
            each.id
            for each in some
            if each.person and _is_again(each, _before(connection, me, each), days)
        ]

    def _before(connection: Connection, reader: str, each: Listed) -> tuple[Listed, ...]:
        return lists.of_person(
            connection, reader, each.person, now, before=each.seq, count=LOOKED_BACK
        )

    return desk.read(found)


def _is_again(entry: Listed, before: Sequence[Listed], days: int) -> bool:
    found = patterns.of_person(_known(entry), map(_known, before), days)
    return any(each.sort is not Sort.REFUSED for each in found)


def _known(entry: Listed) -> Known:
    return Known(
        id=entry.id,
        kind=entry.kind,
        sent_at=entry.sent_at,
        outcome=entry.outcome,
        counts=_counts(State(entry.state), practice=entry.practice, old=entry.brought_in),
    )


def _counts(state: State, *, practice: bool, old: bool) -> bool:
    """What was taken back says nothing, nor what came in today and happened long ago."""
    return not practice and not old and state is not State.WITHDRAWN
