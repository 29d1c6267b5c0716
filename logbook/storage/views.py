"""The views of the log: one fold per entry, used by saving, erasing, rebuilding and verifying."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Insert,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)

from logbook.domain.actions import AgreedAction, to_do
from logbook.domain.course import Course
from logbook.domain.directory import Directory
from logbook.domain.events import (
    ENTRY,
    Logged,
    Verb,
    canonical,
    is_sealed_body,
    reference,
    utc_text,
)
from logbook.domain.folding.entries import fold, fold_in_clear
from logbook.domain.levels import Level
from logbook.domain.patterns import marks_of
from logbook.domain.people import NEVER_EMPTY, Staff
from logbook.domain.standing import Standing, State
from logbook.storage import facets, log, words
from logbook.storage.facets import NOTHING, Facets
from logbook.storage.faults import ReferenceTaken
from logbook.storage.marked import forget_marks, read_marks, write_marks
from logbook.storage.sqlite import (
    AMONG,
    SEARCH_AGAIN,
    first_rows,
    listed,
    run,
    run_each,
    spelled,
    upsert,
)
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

Row = tuple[Any, ...]

ALWAYS = ""
"""Sorts before every instant: what holds from the start holds whatever the machine's clock says."""
NEVER_DUE = "9999-12-31T23:59:59.999999Z"
"""Sorts after every instant, where nothing more has to happen."""

_ENTRY_COLUMNS = tuple(column.name for column in table(EntryRow).c)
_entry, _grant, _stale = table(EntryRow).c, table(GrantRow).c, table(StaleRow).c
_event, _concerns = table(EventRow).c, table(ConcernsRow).c
_agreed = table(AgreedRow).c
_WHICH: BindParameter[str] = bindparam("which")
_SET_ENTRY = upsert(table(EntryRow), "id")
_GET_ENTRY = spelled(select(table(EntryRow)).where(_entry.id == _WHICH))
_REFERENCES = f"{spelled(select(_entry.reference, _entry.id))} WHERE reference {AMONG}"
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
_STALE_FIRST = first_rows(select(_stale.entry).order_by(_stale.closed, _stale.entry))
_STALE_COUNT = select(func.count()).select_from(table(StaleRow))


@dataclass(frozen=True)
class Made:
    """What the views say about one entry, as rows: made of its events, or read back."""

    seq: int
    entry: Row
    grants: frozenset[Row]
    words: tuple[Row, ...]
    """What can be searched, a line for all who may read the same of it; none where sealed."""
    marks: frozenset[str] = field(default=frozenset(), kw_only=True)
    """By what a contact in it is known again in another entry; none where sealed."""
    concerns: frozenset[Row] = frozenset()
    """Which service users it is about, each as a row; none where it is sealed."""
    facets: Facets = NOTHING
    agreed: frozenset[Row] = frozenset()
    """What is still to be done about it, each as a row; none where it is sealed."""


# -- make: pure ------------------------------------------------------------------------------


def make(events: Sequence[Logged], directory: Directory) -> Made:
    """The views of an entry, from its events alone, oldest first."""
    if is_sealed(events):
        return _make_sealed(events, directory)
    standing, seq = fold(events), events[0].seq
    course = Course(standing, directory.staff, directory.settings)
    starts = {each.member: each.start_at for each in course.queue}
    order = _Order(
        entry=standing.id,
        seq=seq,
        closed=not standing.is_open,
        level_rank=max(Level) - standing.level,
        due=NEVER_DUE if course.due is None else utc_text(course.due),
        climbs=_climbs(standing, course),
    )
    since = {**dict.fromkeys(starts, standing.sent_at), **course.reading}
    return Made(
        seq,
        _entry_row(standing, order),
        _grants(order, since, starts, standing.clock_from),
        words.make(standing, seq, tuple(course.reading), directory.staff),
        frozenset((standing.id, each, seq) for each in standing.entry.everybody),
        facets.make(standing, seq, directory),
        marks=marks_of(standing),
        agreed=frozenset(_agreed_row(each) for each in to_do(standing.actions)),
    )


def _agreed_row(action: AgreedAction) -> Row:
    said = canonical(action.to_plain()).decode()
    return (action.id, action.entry, action.who, action.due.isoformat(), said)


@dataclass(frozen=True, kw_only=True)
class _Order:
    """Where an entry comes in every list it is in."""

    entry: str
    seq: int
    closed: bool
    level_rank: int
    due: str
    climbs: tuple[str, str] = (NEVER_DUE, NEVER_DUE)
    """When silence first takes it further, and the first such instant that is not in the log."""


def _climbs(standing: Standing, course: Course) -> tuple[str, str]:
    climbs = [each.at for each in course.ladder]
    said = {each.at for each in standing.climbs}
    to_say = (at for at in climbs if at not in said)
    first, following = (next(iter(each), None) for each in (climbs, to_say))
    return (
        NEVER_DUE if first is None else utc_text(first),
        NEVER_DUE if following is None else utc_text(following),
    )


def _grants(
    order: _Order,
    since: Mapping[str, datetime],
    starts: Mapping[str, datetime],
    begun: datetime,
) -> frozenset[Row]:
    return frozenset(
        (
            order.entry,
            reader,
            order.seq,
            order.closed,
            order.level_rank,
            order.due,
            _from(at, begun),
            _from(starts[reader], begun) if reader in starts else None,
        )
        for reader, at in since.items()
    )


def _from(at: datetime, begun: datetime) -> str:
    """Only what is still to come waits for its instant: a clock set back hides nothing else."""
    return ALWAYS if at <= begun else utc_text(at)


def _entry_row(standing: Standing, order: _Order) -> Row:
    entry = standing.entry
    values = {
        "id": standing.id,
        "seq": order.seq,
        "reference": reference(standing.id),
        "kind": entry.kind,
        "title": entry.title,
        "level": standing.level.key,
        "state": standing.state.value,
        "author": standing.author,
        "holder": standing.holder,
        "person": entry.person,
        "person_shown": entry.person_shown,
        "outcome": standing.decision.outcome if standing.decision else "",
        "straight_to": entry.straight_to,
        "offered_by": standing.offer.by if standing.offer else "",
        "offered_to": standing.offer.to if standing.offer else "",
        "told": standing.told is not None,
        "closed": order.closed,
        "sealed": False,
        "unread": standing.unread_since is not None,
        "amended": bool(standing.amendments),
        "practice": entry.practice,
        "brought_in": entry.brought_in is not None,
        "discussed": standing.is_discussed,
        "due": order.due,
        "climbs_at": order.climbs[0],
        "climb_next": order.climbs[1],
        "sent_at": utc_text(standing.sent_at),
        "changed_at": utc_text(standing.changed_at),
        "times": _times((each.state, each.at) for each in standing.passages),
        "topics": canonical(list(entry.topics)).decode(),
        "revision": standing.revision,
    }
    return tuple(values[name] for name in _ENTRY_COLUMNS)


def _times(passages: Iterable[tuple[State, datetime]]) -> str:
    return canonical({state.value: utc_text(at) for state, at in passages}).decode()


# -- make: sealed ----------------------------------------------------------------------------


def is_sealed(events: Sequence[Logged]) -> bool:
    """Whether an entry is sealed: any body that is still kept says so."""
    return any(is_sealed_body(event.body) for event in events)


def _make_sealed(events: Sequence[Logged], directory: Directory) -> Made:
    """From what is in clear alone: sequence, times, who, verbs and reader ids.

    Nobody needs a key for it, so anyone can make it again and compare. Its author reads it and
    never has it as work.
    """
    standing, seq = fold_in_clear(events), events[0].seq
    course = Course(standing, directory.staff, directory.settings)
    order = _Order(
        entry=standing.id,
        seq=seq,
        closed=not standing.is_open,
        level_rank=max(Level) - standing.level,
        due=NEVER_DUE if course.due is None else utc_text(course.due),
    )
    starts = {each.member: each.start_at for each in course.queue}
    since = {**dict.fromkeys(starts, standing.sent_at), **course.reading}
    grants = _grants(order, since, starts, standing.sent_at)
    row = dict(zip(_ENTRY_COLUMNS, _entry_row(standing, order), strict=True))
    kept = {**row, "sealed": True, "outcome": "", "told": False, "amended": False}
    return Made(seq, tuple(kept[name] for name in _ENTRY_COLUMNS), grants, ())


# -- keep ------------------------------------------------------------------------------------


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
    seq = int(kept[_ENTRY_COLUMNS.index("seq")])
    grants, concerns = _read_grants(connection, entry), _read_concerns(connection, entry)
    said, found_by = words.read(connection, seq), facets.read(connection, seq)
    marks = read_marks(connection, entry)
    agreed = _read_agreed(connection, entry)
    return Made(seq, kept, grants, said, concerns, found_by, marks=marks, agreed=agreed)


def entry_column(name: str) -> int:
    """Where a column stands in the row of an entry."""
    return _ENTRY_COLUMNS.index(name)


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
    found: dict[str, str] = {}
    for start in range(0, len(references), log.LOOKED_UP_AT_ONCE):
        some = references[start : start + log.LOOKED_UP_AT_ONCE]
        rows = run(connection, _REFERENCES, listed(some))
        found |= {str(row[0]): str(row[1]) for row in rows}
    return found


# -- what a change of staff or settings touches ------------------------------------------------


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
    return [
        (each.id, each.roles, each.manager, each.left, each.away, each.cover, each.ends_on)
        for each in (staff[member], *staff.managers_above(member))
    ]
