"""Many entries with everything that happened to them, for one reader, in order, some at a time.

Which they are is asked first: only their numbers are held, or sorted, for all of them at once.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, select, text

from logbook.domain.events import utc_text
from logbook.domain.searching import Meant
from logbook.storage.beginnings import Beginnings
from logbook.storage.filtered import ALL as EVERYTHING
from logbook.storage.filtered import Chosen, condition
from logbook.storage.full_text import SEARCH_AMONG
from logbook.storage.lists import MAY_READ, Listed, listed
from logbook.storage.log import Stored
from logbook.storage.queue import Show
from logbook.storage.search import question_of
from logbook.storage.statements import AMONG, run, spelled
from logbook.storage.tables import ContentRow, EntryRow, EventRow, GrantRow, table

AT_ONCE = 200
"""Entries that are read, and in memory, at a time."""
ALWAYS, NEVER = "0000", "9999"
"""Before and after every instant as it is stored."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of the entries that the reader may read; what is empty does not narrow.

    Sealed ones are never among them. `first` counts and `end` does not.
    """

    words: str = ""
    show: Show = Show.ALL
    author: str = ""
    first: datetime | None = None
    end: datetime | None = None
    practice: bool = False
    chosen: Chosen = EVERYTHING
    meant: Meant = field(default_factory=dict)
    """Whose initials are among the words."""


class Found(NamedTuple):
    """An entry's row in the views, and its events, oldest first."""

    row: tuple[Any, ...]
    events: list[Stored]

    @property
    def listed(self) -> Listed:
        return listed([self.row])[0]


_entry, _grant = table(EntryRow).c, table(GrantRow).c
_event, _content = table(EventRow).c, table(ContentRow).c
_ROW = (*_entry, _grant.start_at)
_SHOWN: dict[Show, tuple[Any, ...]] = {
    Show.ALL: (),
    Show.OPEN: (_entry.closed.is_(False),),
    Show.MINE: (_grant.start_at.is_not(None), _grant.start_at <= bindparam("at")),
}
_READABLE = table(EntryRow).join(table(GrantRow), _grant.entry == _entry.id)
_EVENTS = _READABLE.join(table(EventRow), _event.about == _entry.id).outerjoin(
    table(ContentRow), _content.event == _event.seq
)


_WHOLE = spelled(
    select(*_ROW, *_event, _content.salt, _content.body)
    .select_from(_EVENTS)
    .where(_grant.reader == bindparam("reader"), text(f"entry.seq {AMONG}"))
    .order_by(_entry.seq, _event.seq)
)


@dataclass(frozen=True)
class _Question:
    count: str
    which: str


@cache
def _question(
    show: Show, *, searched: bool = False, practice: bool = False, narrowed: str = ""
) -> _Question:
    """The statements; the values come in the order in which the conditions stand here."""
    which = and_(
        *MAY_READ,
        _entry.sealed.is_(False),
        _entry.sent_at >= bindparam("first"),
        _entry.sent_at < bindparam("end"),
        text("(:author = '' OR entry.author = :author_again)"),
        *([] if practice else [_entry.practice.is_(False)]),
        *([text(SEARCH_AMONG)] if searched else []),
        *_SHOWN[show],
        *([text(narrowed)] if narrowed else []),
    )
    return _Question(
        spelled(select(func.count()).select_from(_READABLE).where(which)),
        spelled(select(_grant.seq).select_from(_READABLE).where(which).order_by(_grant.seq)),
    )


def count(connection: Connection, reader: str, wanted: Wanted, now: datetime) -> int:
    question, values = _asked(connection, reader, wanted, now)
    return int(run(connection, question.count, values).fetchone()[0]) if values else 0


def every(connection: Connection, reader: str, wanted: Wanted, now: datetime) -> Iterator[Found]:
    """Each entry once, in the order of their sending; few of them are in memory at a time."""
    question, values = _asked(connection, reader, wanted, now)
    if not values:
        return
    which = array("q", (seq for (seq,) in run(connection, question.which, values)))
    for start in range(0, len(which), AT_ONCE):
        yield from _whole(connection, reader, which[start : start + AT_ONCE])


def _whole(connection: Connection, reader: str, which: Sequence[int]) -> Iterator[Found]:
    found: Found | None = None
    wide = len(_ROW)
    for row in run(connection, _WHOLE, (reader, json.dumps(list(which)))):
        event = Stored._make(row[wide:])
        if found is None or found.row[0] != row[0]:
            if found is not None:
                yield found
            found = Found(row[:wide], [])
        found.events.append(event)
    if found is not None:
        yield found


def _asked(
    connection: Connection, reader: str, wanted: Wanted, now: datetime
) -> tuple[_Question, tuple[int | str, ...]]:
    """The question and its values; no values where the words can be found nowhere."""
    searched = bool(wanted.words.strip())
    at = utc_text(now)
    match = question_of(connection, Beginnings(), wanted.words, reader, wanted.meant)
    if searched and not match:
        return _question(wanted.show), ()
    narrowed = condition(wanted.chosen, now)
    values = (
        reader,
        at,
        utc_text(wanted.first) if wanted.first else ALWAYS,
        utc_text(wanted.end) if wanted.end else NEVER,
        wanted.author,
        wanted.author,
        *([match] if searched else []),
        *([at] if wanted.show is Show.MINE else []),
        *narrowed.values,
    )
    question = _question(
        wanted.show,
        searched=searched,
        practice=wanted.practice,
        narrowed="" if wanted.chosen.is_empty else narrowed.sql,
    )
    return question, values
