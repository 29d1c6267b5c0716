"""Lists of entries for one person: their queue, what else they may read, and what they wrote."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from logbook.domain.directory import Directory
from logbook.domain.filters import EVERYTHING, Filter
from logbook.domain.folding.entries import fold
from logbook.domain.levels import Level
from logbook.domain.people import Staff
from logbook.domain.refusals import NotFound
from logbook.services import climbing, filtering, sealing
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry, has_opened
from logbook.services.sealing import NotSealedToYou
from logbook.storage import lists, queue
from logbook.storage.filtered import ALL
from logbook.storage.lists import Listed
from logbook.storage.queue import Counts, Show

__all__ = [
    "Counts",
    "Line",
    "Listed",
    "Names",
    "Show",
    "about_person",
    "counts",
    "earlier",
    "mine",
    "mine_since",
    "note",
    "page",
    "some",
]


class Line(NamedTuple):
    """One line of a list, with the names that its ids stand for."""

    entry: Listed
    person: str
    """Initials; “not listed” where somebody is not in the directory; empty where there is none."""
    house: str
    author: str
    holder: str
    level: Level
    """How urgent it is. A sealed entry comes in the order of `entry`, which everybody sees."""
    to_open: bool = False
    """Sealed, and not opened by this reader yet: opening it is a deliberate act, written down."""
    is_copy: bool = False
    """It went straight to somebody else, and is not this reader's to answer."""
    offered: str = ""
    """What there is to say of a hand-over that waits for an answer."""
    found: str = ""
    """Where the words that were looked for stand, if not in what the entry itself says."""

    def climbed(self, now: datetime) -> bool:
        """Whether silence took it further; of a sealed entry, whether it came to this reader so."""
        return self.climbed_at(now) is not None

    def climbed_at(self, now: datetime) -> datetime | None:
        """When silence took it further; None where it has not."""
        at = self.entry.climbs_at
        if self.entry.sealed and self.entry.mine_from is not None:
            at = self.entry.mine_from if self.entry.sent_at < self.entry.mine_from else None
        return at if at is not None and at <= now else None

    def overdue(self, now: datetime) -> bool:
        return self.entry.due is not None and self.entry.due < now


@dataclass(frozen=True)
class Names:
    """What ids are called at one instant, looked up once a page."""

    directory: Directory

    def line(self, entry: Listed, found: str = "") -> Line:
        person, staff = self.directory.people.get(entry.person), self.directory.staff
        return Line(
            entry=entry,
            person=person.initials if person else ("not listed" if entry.person_shown else ""),
            house=person.house if person else "",
            author=staff.name(entry.author),
            holder=staff.name(entry.holder) if entry.holder else "",
            level=entry.level,
            found=found,
        )


def page(
    desk: Desk,
    show: Show,
    *,
    after: Line | None = None,
    before: Line | None = None,
    last: bool = False,
    count: int = 50,
    chosen: Filter = EVERYTHING,
    noting: bool = True,
) -> tuple[Line, ...]:
    """Up to `count` lines: from the start, just after or before a line, or the end.

    A filter leaves over only some of them. What silence brought onto one's own list is in the log
    once it is on it; without `noting` whoever shows it calls `note` as soon as it can be seen.
    """
    me, now = desk.keys.member_id, desk.now
    narrowed = ALL if chosen.is_empty else filtering.stored(desk.directory, chosen)
    found = desk.read_with_names(
        lambda connection: queue.page(
            connection,
            me,
            show,
            now,
            after=after.entry if after else None,
            before=before.entry if before else None,
            last=last,
            count=count,
            chosen=narrowed,
        )
    )
    lines = _lines(desk, *found)
    if noting and show is Show.MINE:
        note(desk, lines)
    return lines


def note(desk: Desk, lines: Sequence[Line]) -> None:
    """Write down what silence brought onto one's own list: it costs a save for each entry."""
    now, climbs = desk.now, (each.entry.climb_next for each in lines)
    if any(at and at <= now for at in climbs):
        climbing.note(desk)


def counts(desk: Desk) -> Counts:
    """How much waits for this person, how much of it is late, how much is an emergency."""
    me, now = desk.keys.member_id, desk.now
    return desk.read(lambda connection: queue.counts(connection, me, now))


def mine(desk: Desk, *, before: Line | None = None, count: int = 50) -> tuple[Line, ...]:
    """What this person wrote, newest first."""
    me, now = desk.keys.member_id, desk.now
    start = before.entry.seq if before else lists.NEWEST
    found = desk.read_with_names(
        lambda connection: lists.of_author(connection, me, me, now, before=start, count=count)
    )
    return _lines(desk, *found)


def mine_since(desk: Desk, *, since: Line | None = None, count: int = 50) -> tuple[Line, ...]:
    """The same list from its other end: what was sent next after a line, or the oldest of all."""
    me, now = desk.keys.member_id, desk.now
    start = since.entry.seq if since else lists.OLDEST
    found = desk.read_with_names(
        lambda connection: lists.of_author_since(connection, me, me, now, since=start, count=count)
    )
    return _lines(desk, *found)


def about_person(
    desk: Desk, person: str, *, before: Line | None = None, count: int = 50
) -> tuple[Line, ...]:
    """Earlier entries about one service user that this person may read, newest first."""
    me, now = desk.keys.member_id, desk.now
    start = before.entry.seq if before else lists.NEWEST
    found = desk.read_with_names(
        lambda connection: lists.of_person(connection, me, person, now, before=start, count=count)
    )
    return _lines(desk, *found)


def earlier(desk: Desk, opened: OpenEntry, *, count: int = 50) -> tuple[Line, ...]:
    """What was sent before an entry about any of its service users, newest first."""
    people = opened.standing.entry.everybody
    me, now, start = desk.keys.member_id, desk.now, opened.events[0].seq

    def found(connection: Connection) -> tuple[Listed, ...]:
        each_of = (
            lists.of_person(connection, me, person, now, before=start, count=count)
            for person in people
        )
        once = {each.seq: each for some in each_of for each in some}
        return tuple(once[seq] for seq in sorted(once, reverse=True)[:count])

    return _lines(desk, *desk.read_with_names(found)) if people else ()


def some(desk: Desk, entries: Iterable[str]) -> tuple[Line, ...]:
    """These entries in this order; one that this person may not read is left out."""
    me, now = desk.keys.member_id, desk.now

    def each(connection: Connection) -> Iterator[Listed]:
        for entry in entries:
            with suppress(NotFound):
                yield lists.one(connection, me, entry, now)

    return _lines(desk, *desk.read_with_names(lambda connection: tuple(each(connection))))


def _lines(desk: Desk, found: tuple[Listed, ...], directory: Directory) -> tuple[Line, ...]:
    names = Names(directory)
    return tuple(_line(desk, names, entry) for entry in found)


def _marked(desk: Desk, line: Line, staff: Staff) -> Line:
    """Whether it is a copy, or on its way from one manager to another."""
    entry, me = line.entry, desk.keys.member_id
    is_anothers = entry.author != me and entry.mine_from is None and not entry.closed
    to = staff.members.get(entry.offered_to)
    offered = ""
    if to is not None and to.id == me:
        offered = f"{staff.name(entry.offered_by)} offers you"
    elif to is not None and not to.left and not to.away and entry.author != me:
        offered = f"offered to {to.name}"
    is_copy = bool(entry.straight_to) and is_anothers
    return line._replace(is_copy=is_copy, offered=offered) if is_copy or offered else line


def _line(desk: Desk, names: Names, entry: Listed) -> Line:
    """A sealed entry's words come from its reader's key, and are kept nowhere.

    One that their keys do not open stays what it is in the store: a sealed entry.
    """
    if not entry.sealed:
        return _marked(desk, names.line(entry), names.directory.staff)
    stored = desk.stored_events_of(entry.id)
    opened = has_opened(stored, desk.keys.member_id) or entry.author == desk.keys.member_id
    try:
        standing = fold(sealing.opened(stored, desk.keys))
    except NotSealedToYou:
        return names.line(entry)._replace(to_open=not opened)
    said = entry._replace(
        kind=standing.entry.kind,
        title=standing.entry.title,
        person=standing.entry.person,
        person_shown=standing.entry.person_shown,
        outcome=standing.decision.outcome if standing.decision else "",
        told=standing.told is not None,
        amended=bool(standing.amendments),
        practice=standing.entry.practice,
        discussed=standing.is_discussed,
    )
    return names.line(said)._replace(level=standing.level, to_open=not opened)
