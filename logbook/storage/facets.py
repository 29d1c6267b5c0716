"""The views that filters and chronologies read: an entry's labels, and when it happened to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, insert, select

from logbook.domain.chronology import when
from logbook.domain.directory import Directory
from logbook.domain.events import canonical, utc_text
from logbook.domain.filters import Facet, label, labels_of
from logbook.domain.standing import Standing
from logbook.storage.statements import run, run_each, spelled
from logbook.storage.tables import ChronologyRow, EntryRow, FacetRow, table

Row = tuple[Any, ...]

_facet, _day = table(FacetRow).c, table(ChronologyRow).c
_SEQ: BindParameter[int] = bindparam("which")
_ADD_LABEL = spelled(insert(table(FacetRow)))
_GET_LABELS = spelled(select(_facet.label).where(_facet.seq == _SEQ))
_DROP_LABEL = spelled(
    delete(table(FacetRow)).where(_facet.seq == _SEQ, _facet.label == bindparam("label"))
)
_ADD_DAY = spelled(insert(table(ChronologyRow)))
_GET_DAYS = spelled(select(table(ChronologyRow)).where(_day.seq == _SEQ))
_DROP_DAYS = spelled(delete(table(ChronologyRow)).where(_day.seq == _SEQ))


@dataclass(frozen=True)
class Facets:
    """What one entry is found by; nothing where it is sealed."""

    labels: frozenset[str] = frozenset()
    days: frozenset[Row] = frozenset()


NOTHING = Facets()


def make(standing: Standing, seq: int, directory: Directory) -> Facets:
    return Facets(labels_of(standing, directory.people), frozenset(_days(standing, seq)))


def _days(standing: Standing, seq: int) -> list[Row]:
    everybody = standing.entry.everybody
    if not everybody:
        return []
    happened = when(standing)
    at, said = utc_text(happened.at), canonical(happened.to_plain()).decode()
    return [(seq, person, at, said) for person in everybody]


def read(connection: Connection, seq: int) -> Facets:
    return Facets(
        frozenset(str(row[0]) for row in run(connection, _GET_LABELS, (seq,))),
        frozenset(tuple(row) for row in run(connection, _GET_DAYS, (seq,))),
    )


def write(connection: Connection, seq: int, made: Facets, there: Facets) -> None:
    """Only what differs: most of what happens to an entry changes one label or none."""
    run_each(connection, _DROP_LABEL, [(seq, each) for each in sorted(there.labels - made.labels)])
    run_each(connection, _ADD_LABEL, [(seq, each) for each in sorted(made.labels - there.labels)])
    if made.days != there.days:
        run(connection, _DROP_DAYS, (seq,))
        run_each(connection, _ADD_DAY, sorted(made.days))


def write_new(connection: Connection, made: Sequence[tuple[int, Facets]]) -> None:
    """For entries of which nothing is there yet, in the order of the log."""
    labels = [(seq, each) for seq, facets in made for each in sorted(facets.labels)]
    run_each(connection, _ADD_LABEL, labels)
    run_each(connection, _ADD_DAY, [row for _, facets in made for row in sorted(facets.days)])


def moved_house(before: Directory, after: Directory) -> Select[Any] | None:
    """Sequences of the entries about those who live elsewhere now; None where nobody moved."""
    moved = [
        label(Facet.PERSON, each.id)
        for each in after.people.values()
        if each.house != _house(before, each.id)
    ]
    if not moved:
        return None
    return select(_facet.seq).where(_facet.label.in_(moved))


def _house(directory: Directory, person: str) -> str:
    """An entry can come before the person, so that they come into their house later."""
    known = directory.people.get(person)
    return known.house if known else ""


def strays() -> tuple[Select[Any], ...]:
    """Rows of what is no entry."""
    entries = select(table(EntryRow).c.seq)
    return (
        select(_facet.seq).where(_facet.seq.not_in(entries)),
        select(_day.seq).where(_day.seq.not_in(entries)),
    )
