"""What the views say about one entry, made of its events alone: no question to the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from logbook.domain.actions import AgreedAction, to_do
from logbook.domain.course import Course
from logbook.domain.directory import Directory
from logbook.domain.events import Logged, canonical, is_sealed_body, reference, utc_text
from logbook.domain.folding.entries import fold, fold_in_clear
from logbook.domain.levels import Level
from logbook.domain.patterns import marks_of
from logbook.domain.standing import Standing, State
from logbook.storage import facets, words
from logbook.storage.facets import NOTHING, Facets
from logbook.storage.tables import EntryRow, table

Row = tuple[Any, ...]

ALWAYS = ""
"""Sorts before every instant: what holds from the start holds whatever the machine's clock says."""
NEVER_DUE = "9999-12-31T23:59:59.999999Z"
"""Sorts after every instant, where nothing more has to happen."""

TOP = max(Level)
ENTRY_COLUMNS = tuple(column.name for column in table(EntryRow).c)


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
        level_rank=TOP - standing.level,
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
    return tuple(values[name] for name in ENTRY_COLUMNS)


def _times(passages: Iterable[tuple[State, datetime]]) -> str:
    return canonical({state.value: utc_text(at) for state, at in passages}).decode()


# of a sealed entry


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
        level_rank=TOP - standing.level,
        due=NEVER_DUE if course.due is None else utc_text(course.due),
    )
    starts = {each.member: each.start_at for each in course.queue}
    since = {**dict.fromkeys(starts, standing.sent_at), **course.reading}
    grants = _grants(order, since, starts, standing.sent_at)
    row = dict(zip(ENTRY_COLUMNS, _entry_row(standing, order), strict=True))
    kept = {**row, "sealed": True, "outcome": "", "told": False, "amended": False}
    return Made(seq, tuple(kept[name] for name in ENTRY_COLUMNS), grants, ())
