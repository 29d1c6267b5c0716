"""The views of the log, kept: written with each save, made again after a change, and read back."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from logbook.domain.directory import Directory
from logbook.domain.events import ENTRY, Logged, Verb, reference
from logbook.storage import facets, log, words
from logbook.storage.facets import NOTHING
from logbook.storage.faults import ReferenceTaken
from logbook.storage.marked import read_marks, write_marks
from logbook.storage.statements import AMONG, listed, run, run_each, spelled, upsert
from logbook.storage.tables import AgreedRow, ConcernsRow, EntryRow, EventRow, GrantRow, table
from logbook.storage.view_rows import ENTRY_COLUMNS, Made, Row, make

_entry = table(EntryRow).c
_grant = table(GrantRow).c
_event = table(EventRow).c
_concerns = table(ConcernsRow).c
_agreed = table(AgreedRow).c
_WHICH: BindParameter[str] = bindparam("which")
_SET_ENTRY = upsert(table(EntryRow), "id")
_GET_ENTRY = spelled(select(table(EntryRow)).where(_entry.id == _WHICH))
_NAMED = select(_entry.reference, _entry.id)
_REFERENCE = spelled(_NAMED.where(_entry.reference == bindparam("reference")))
_REFERENCES = f"{spelled(_NAMED)} WHERE reference {AMONG}"
_ADD_GRANT = spelled(insert(table(GrantRow)))
_GET_GRANTS = spelled(select(table(GrantRow)).where(_grant.entry == _WHICH))
_DROP_GRANTS = spelled(delete(table(GrantRow)).where(_grant.entry == _WHICH))
_ADD_CONCERNS = spelled(insert(table(ConcernsRow)))
_GET_CONCERNS = spelled(select(table(ConcernsRow)).where(_concerns.entry == _WHICH))
_DROP_CONCERNS = spelled(delete(table(ConcernsRow)).where(_concerns.entry == _WHICH))
_ADD_AGREED = spelled(insert(table(AgreedRow)))
_GET_AGREED = spelled(select(table(AgreedRow)).where(_agreed.entry == _WHICH))
_DROP_AGREED = spelled(delete(table(AgreedRow)).where(_agreed.entry == _WHICH))
_DROP_STALE = "DELETE FROM stale WHERE closed IN (0, 1) AND entry = ?"
_SENT = spelled(select(_event.about).where(_event.verb == Verb.SENT.value).order_by(_event.seq))


def follow(
    connection: Connection, logged: Sequence[Logged], directory: Directory
) -> tuple[Made, ...]:
    """Make again the views of every entry that these new events are about."""
    by_entry: dict[str, list[Logged]] = {}
    for event in logged:
        by_entry.setdefault(event.about, []).append(event)
    sent = [entry for entry, events in by_entry.items() if events[0].verb == Verb.SENT]
    new = _new(connection, sent)
    made = [make(by_entry[entry], directory) for entry in sent if entry in new]
    write_new(connection, made)
    for entry, events in by_entry.items():
        if entry in new:
            continue
        if any(event.verb in ENTRY for event in events) or is_entry(connection, entry):
            made.append(refold(connection, entry, directory))
    return tuple(made)


def refold(connection: Connection, entry: str, directory: Directory) -> Made:
    """Make an entry's views from its events, in place of what was there."""
    made = make(log.of(connection, entry), directory)
    write(connection, made, again=True)
    return made


def write(connection: Connection, made: Made, *, again: bool = False) -> None:
    """Put the rows in place; what is there already and the same is left as it is."""
    entry = made.entry[0]
    run(connection, _SET_ENTRY, made.entry)
    if again:
        run(connection, _DROP_STALE, (entry,))
    write_marks(connection, entry, made.marks, read_marks(connection, entry) if again else ())
    _write_grants(connection, made, _read_grants(connection, entry) if again else frozenset())
    words.write(connection, made.words, words.read(connection, made.seq) if again else ())
    _write_concerns(connection, made, _read_concerns(connection, entry) if again else frozenset())
    _write_agreed(connection, made, _read_agreed(connection, entry) if again else frozenset())
    there = facets.read(connection, made.seq) if again else NOTHING
    facets.write(connection, made.seq, made.facets, there)


def write_new(connection: Connection, made: Sequence[Made]) -> None:
    """Put the rows of entries in place of which nothing was there, table by table.

    They come in the order of the log: for a number that is not the highest yet, the search index
    puts away what it holds in memory first, which costs seven times as much.
    """
    for each in made:
        write_marks(connection, each.entry[0], each.marks)
    grants = sorted(row for each in made for row in each.grants)
    run_each(connection, _SET_ENTRY, [each.entry for each in made])
    run_each(connection, _ADD_GRANT, grants)
    run_each(connection, _ADD_CONCERNS, sorted(row for each in made for row in each.concerns))
    run_each(connection, _ADD_AGREED, sorted(row for each in made for row in each.agreed))
    facets.write_new(connection, [(each.seq, each.facets) for each in made])
    words.write_new(connection, [row for each in made for row in each.words])


def _write_grants(connection: Connection, made: Made, there: frozenset[Row]) -> None:
    if there == made.grants:
        return
    if there:
        run(connection, _DROP_GRANTS, (made.entry[0],))
    if made.grants:
        run_each(connection, _ADD_GRANT, sorted(made.grants, key=lambda row: str(row[1])))


def _write_concerns(connection: Connection, made: Made, there: frozenset[Row]) -> None:
    if there == made.concerns:
        return
    if there:
        run(connection, _DROP_CONCERNS, (made.entry[0],))
    if made.concerns:
        run_each(connection, _ADD_CONCERNS, sorted(made.concerns))


def _write_agreed(connection: Connection, made: Made, there: frozenset[Row]) -> None:
    if there == made.agreed:
        return
    if there:
        run(connection, _DROP_AGREED, (made.entry[0],))
    if made.agreed:
        run_each(connection, _ADD_AGREED, sorted(made.agreed))


def _read_agreed(connection: Connection, entry: str) -> frozenset[Row]:
    return frozenset(tuple(each) for each in run(connection, _GET_AGREED, (entry,)))


def _read_concerns(connection: Connection, entry: str) -> frozenset[Row]:
    return frozenset(tuple(each) for each in run(connection, _GET_CONCERNS, (entry,)))


def _read_grants(connection: Connection, entry: str) -> frozenset[Row]:
    return frozenset(tuple(each) for each in run(connection, _GET_GRANTS, (entry,)))


def read(connection: Connection, entry: str) -> Made | None:
    """What the views say now; None where they know no such entry."""
    row = run(connection, _GET_ENTRY, (entry,)).fetchone()
    if row is None:
        return None
    kept = tuple(row)
    seq = int(kept[ENTRY_COLUMNS.index("seq")])
    grants, concerns = _read_grants(connection, entry), _read_concerns(connection, entry)
    said, found_by = words.read(connection, seq), facets.read(connection, seq)
    marks = read_marks(connection, entry)
    agreed = _read_agreed(connection, entry)
    return Made(seq, kept, grants, said, concerns, found_by, marks=marks, agreed=agreed)


def entry_column(name: str) -> int:
    """Where a column stands in the row of an entry."""
    return ENTRY_COLUMNS.index(name)


def entry_ids(connection: Connection) -> Iterator[str]:
    """Every entry in the log, in the order they were sent."""
    for row in run(connection, _SENT, (Verb.SENT.value,)):
        yield str(row[0])


def is_entry(connection: Connection, about: str) -> bool:
    return run(connection, _GET_ENTRY, (about,)).fetchone() is not None


def _new(connection: Connection, sent: Sequence[str]) -> frozenset[str]:
    """Those of the entries just sent that have no views yet.

    Raises:
        ReferenceTaken: one has the reference of another.
    """
    named = references_there(connection, [reference(entry) for entry in sent])
    for entry in sent:
        if named.setdefault(reference(entry), "") not in {"", entry}:
            raise ReferenceTaken(
                f"The short reference {reference(entry)} is taken. It is sent again under another."
            )
    new = frozenset(sent) - frozenset(named.values())
    if len({reference(entry) for entry in new}) < len(new):
        raise ReferenceTaken(
            "Two of these have the same short reference. They are sent one by one."
        )
    return new


def references_there(connection: Connection, references: Sequence[str]) -> dict[str, str]:
    """Which of these references are taken, each with the entry that has it."""
    if len(references) == 1:
        return {str(row[0]): str(row[1]) for row in run(connection, _REFERENCE, references)}
    found: dict[str, str] = {}
    for start in range(0, len(references), log.LOOKED_UP_AT_ONCE):
        some = references[start : start + log.LOOKED_UP_AT_ONCE]
        rows = run(connection, _REFERENCES, listed(some))
        found |= {str(row[0]): str(row[1]) for row in rows}
    return found
