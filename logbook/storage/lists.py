"""An entry as a list shows it, and the lists of entries that one person may read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, or_, select, text

from logbook.domain.events import utc_text
from logbook.domain.levels import Level
from logbook.domain.refusals import NotFound
from logbook.domain.standing import State
from logbook.domain.why_not import NOTHING_HERE
from logbook.storage.statements import first_rows, run, spelled
from logbook.storage.tables import ConcernsRow, EntryRow, GrantRow, table
from logbook.storage.view_rows import NEVER_DUE

NEWEST = 2**60
"""Begins before every entry: for the first page of a list that has the newest first."""
OLDEST = 0
"""Ends after every entry: for the last page of such a list."""


class Listed(NamedTuple):
    """One line of a list: where an entry stands, without its words.

    `due` is None where nothing more has to happen, `climbs_at` where silence does not take it
    further, `climb_next` where it does not beyond what the log says, and `mine_from` where it
    never comes into this reader's queue. The fields stand in the order of the columns.
    """

    id: str
    seq: int
    reference: str
    kind: str
    title: str
    level: Level
    state: str
    author: str
    holder: str
    person: str
    person_shown: str
    outcome: str
    straight_to: str
    offered_by: str
    offered_to: str
    told: bool
    closed: bool
    sealed: bool
    unread: bool
    amended: bool
    practice: bool
    brought_in: bool
    discussed: bool | None
    due: datetime | None
    climbs_at: datetime | None
    climb_next: datetime | None
    sent_at: datetime
    changed_at: datetime
    times_json: str
    topics_json: str
    revision: int
    mine_from: datetime | None

    @property
    def times(self) -> Mapping[str, datetime]:
        """When it last came into each state."""
        return {state: instant(at) for state, at in json.loads(self.times_json).items()}

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(json.loads(self.topics_json))


_entry, _grant, _concerns = table(EntryRow).c, table(GrantRow).c, table(ConcernsRow).c
_BEFORE: BindParameter[int] = bindparam("before")
_WROTE = _entry.brought_in.is_(False)
"""What its author only brought in, they neither wrote nor sent."""
_COUNTS = _entry.practice.is_(False)
_KEPT = or_(_COUNTS, text(f"state <> '{State.WITHDRAWN.value}'"))
"""A practice entry that its author withdrew is off their list."""
MAY_READ = (_grant.reader == bindparam("reader"), _grant.since <= bindparam("now"))


def granted() -> Select[Any]:
    """Entries, each with its reader's grant: every list starts here, so that none forgets it."""
    joined = table(EntryRow).join(table(GrantRow), _grant.entry == _entry.id)
    return select(table(EntryRow), _grant.start_at).select_from(joined)


_ONE = spelled(granted().where(*MAY_READ, _entry.id == bindparam("id")))
_BY_REFERENCE = spelled(granted().where(*MAY_READ, _entry.reference == bindparam("reference")))
_OF_PERSON = first_rows(
    granted()
    .join(table(ConcernsRow), _concerns.entry == _entry.id)
    .where(*MAY_READ, _concerns.person == bindparam("person"), _concerns.seq < _BEFORE, _COUNTS)
    .order_by(_concerns.seq.desc())
)
_BY_AUTHOR = granted().where(*MAY_READ, _entry.author == bindparam("author"), _WROTE)
_WROTE_SEALED = f"{spelled(_BY_AUTHOR.where(_entry.sealed.is_(True)))} LIMIT 1"
_OF_AUTHOR = first_rows(_BY_AUTHOR.where(_KEPT, _entry.seq < _BEFORE).order_by(_entry.seq.desc()))
_OF_AUTHOR_SINCE = first_rows(
    _BY_AUTHOR.where(_KEPT, _entry.seq > bindparam("since")).order_by(_entry.seq)
)
_SENT = spelled(
    _BY_AUTHOR.where(
        _COUNTS, _entry.sent_at >= bindparam("first"), _entry.sent_at < bindparam("end")
    ).order_by(_entry.seq)
)

_SENT_BY_ANYBODY = spelled(
    granted()
    .where(*MAY_READ, _WROTE, _COUNTS)
    .where(_entry.sent_at >= bindparam("first"), _entry.sent_at < bindparam("end"))
    .order_by(_entry.seq)
)


def one(connection: Connection, reader: str, entry: str, now: datetime) -> Listed:
    """Raises NotFound where there is none that this reader may read: the same for both."""
    return _only(run(connection, _ONE, (reader, utc_text(now), entry)))


def by_reference(connection: Connection, reader: str, reference: str, now: datetime) -> Listed:
    wanted = reference.strip().upper()
    return _only(run(connection, _BY_REFERENCE, (reader, utc_text(now), wanted)))


def of_person(
    connection: Connection,
    reader: str,
    person: str,
    now: datetime,
    *,
    before: int = NEWEST,
    count: int = 50,
) -> tuple[Listed, ...]:
    """Entries about somebody that this reader may read, newest first, sent before a sequence.

    What is about several is about each of them.

    What was written for practice says nothing about anybody.
    """
    values = (reader, utc_text(now), person, before, count)
    return listed(run(connection, _OF_PERSON, values))


def of_author(
    connection: Connection,
    reader: str,
    author: str,
    now: datetime,
    *,
    before: int = NEWEST,
    count: int = 50,
) -> tuple[Listed, ...]:
    """What a member wrote that this reader may read, newest first, sent before a sequence.

    Old records that they brought in are not among it.
    """
    values = (reader, utc_text(now), author, before, count)
    return listed(run(connection, _OF_AUTHOR, values))


def of_author_since(
    connection: Connection,
    reader: str,
    author: str,
    now: datetime,
    *,
    since: int = OLDEST,
    count: int = 50,
) -> tuple[Listed, ...]:
    """The same list from its other end: up to `count` that were sent next after a sequence."""
    values = (reader, utc_text(now), author, since, count)
    return listed(run(connection, _OF_AUTHOR_SINCE, values))[::-1]


def sent_between(
    connection: Connection,
    reader: str,
    author: str,
    now: datetime,
    *,
    first: datetime,
    end: datetime,
) -> Iterator[Listed]:
    """What a member sent from `first` until before `end` that this reader may read, in order."""
    values = (reader, utc_text(now), author, utc_text(first), utc_text(end))
    for row in run(connection, _SENT, values):
        yield _listed(row)


def all_sent_between(
    connection: Connection, reader: str, now: datetime, *, first: datetime, end: datetime
) -> Iterator[Listed]:
    """For figures: what anybody sent in that time that this reader may read, in order."""
    values = (reader, utc_text(now), utc_text(first), utc_text(end))
    for row in run(connection, _SENT_BY_ANYBODY, values):
        yield _listed(row)


def wrote_sealed(connection: Connection, reader: str, now: datetime) -> bool:
    """Whether something sealed is theirs, which they wrote and still read."""
    found = run(connection, _WROTE_SEALED, (reader, utc_text(now), reader))
    return found.fetchone() is not None


def sealed_ids(connection: Connection) -> tuple[str, ...]:
    """Every sealed entry, the oldest first: for letting somebody in, never for a list."""
    found = select(_entry.id).where(_entry.sealed.is_(True)).order_by(_entry.seq)
    return tuple(str(row.id) for row in connection.execute(found))


def listed(rows: Iterable[Any]) -> tuple[Listed, ...]:
    """Whatever a row has beyond the columns of `granted` is left alone."""
    return tuple(map(_listed, rows))


instant = datetime.fromisoformat
"""An instant as stored; much quicker than parsing by a format, and there are many."""


def _only(rows: Iterable[Any]) -> Listed:
    for row in rows:
        return _listed(row)
    raise NotFound(NOTHING_HERE)


_AT = {name: place for place, name in enumerate((*_entry.keys(), "mine_from"))}
_LEVEL, _DUE, _SENT_AT, _MINE_FROM = (
    _AT[name] for name in ("level", "due", "sent_at", "mine_from")
)
_FIRST_FLAG, _DISCUSSED = _AT["told"], _AT["discussed"]
_LEVELS = {each.key: each for each in Level}


def _listed(row: Any) -> Listed:
    """A page has a hundred of them and a search as many with every key, so each step is plain."""
    discussed, mine_from = row[_DISCUSSED], row[_MINE_FROM]
    due, climbs_at, climb_next, sent_at, changed_at = row[_DUE : _SENT_AT + 2]
    return Listed._make(
        (
            *row[:_LEVEL],
            _LEVELS[row[_LEVEL]],
            *row[_LEVEL + 1 : _FIRST_FLAG],
            *map(bool, row[_FIRST_FLAG:_DISCUSSED]),
            discussed if discussed is None else bool(discussed),
            None if due == NEVER_DUE else instant(due),
            None if climbs_at == NEVER_DUE else instant(climbs_at),
            None if climb_next == NEVER_DUE else instant(climb_next),
            instant(sent_at),
            instant(changed_at),
            *row[_SENT_AT + 2 : _MINE_FROM],
            None if mine_from is None else instant(mine_from or sent_at),
        )
    )
