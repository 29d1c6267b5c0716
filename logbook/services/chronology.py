"""One service user's chronology, as one reader may see it: on the screen, and to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.chronology import When, gap_words
from logbook.domain.directory import Directory
from logbook.domain.moments import Moment
from logbook.domain.people import Person
from logbook.domain.refusals import NotFound
from logbook.domain.showing import short, stated
from logbook.domain.standing import State
from logbook.export.notes import Names as Initials
from logbook.export.packs.pack import Block, Pack, Section, Table, Words
from logbook.services.desk import Desk
from logbook.services.exporting import entries
from logbook.services.exporting.leaving import What
from logbook.services.exporting.packs import Made
from logbook.services.offering import label
from logbook.services.packs import head_of
from logbook.services.queue import Line, Names
from logbook.storage import chronology
from logbook.storage.chronology import Happened

AT_ONCE = 500
COLUMNS = ("When", "What", "Level", "Where it stands", "Written by", "Entry")
WIDTHS = (16, 24, 11, 22, 14, 10)


@dataclass(frozen=True, kw_only=True)
class Lived:
    """One entry in somebody's chronology."""

    line: Line
    happened: Happened
    others: tuple[str, ...]
    """Initials of those who are part of it too."""
    stands: str
    """The outcome where there is one; else where it stands."""

    @property
    def id(self) -> str:
        return self.line.entry.id

    @property
    def when(self) -> When:
        return self.happened.when

    def gap(self, other: "Lived") -> str:
        """How long nothing was recorded between the two; empty where it was not long."""
        return gap_words(abs(self.when.at - other.when.at))

    def short_when(self, now: datetime) -> str:
        return short(self.when.moment, now)

    @property
    def words(self) -> str:
        """All of it in words, for those who read one line at a time."""
        entry = self.line.entry
        with_others = f"with {', '.join(self.others)}" if self.others else ""
        marks = ("added to" if entry.amended else "", "brought in" if entry.brought_in else "")
        parts = (
            f"{stated(self.when.moment)}{self._known}",
            entry.title,
            entry.level.word,
            self.stands,
            f"written by {self.line.author}",
            with_others,
            *marks,
            entry.reference,
        )
        return " · ".join(part for part in parts if part)

    @property
    def _known(self) -> str:
        words = self.when.known.words
        return f" ({words})" if words else ""


def person_of(desk: Desk, person: str) -> Person:
    """Raises NotFound: nobody of that id is supported here."""
    known = desk.directory.people.get(person)
    if known is None:
        raise NotFound("Nobody of that name is supported here. Choose somebody from the list.")
    return known


def page(
    desk: Desk,
    person: str,
    *,
    newest_first: bool = True,
    after: Lived | None = None,
    before: Lived | None = None,
    last: bool = False,
    count: int = 50,
) -> tuple[Lived, ...]:
    """Up to `count` lines in order: from the start, just after or before a line, or the end."""
    me, now = desk.keys.member_id, desk.now
    found, directory = desk.read_with_names(
        lambda connection: chronology.page(
            connection,
            me,
            person,
            now,
            newest_first=newest_first,
            after=after.happened if after else None,
            before=before.happened if before else None,
            last=last,
            count=count,
        )
    )
    return tuple(_lived(directory, person, each) for each in found)


def every(desk: Desk, person: str, *, newest_first: bool = True) -> Iterator[Lived]:
    """All of it, in order, a page at a time."""
    some = page(desk, person, newest_first=newest_first, count=AT_ONCE)
    while some:
        yield from some
        some = page(desk, person, newest_first=newest_first, after=some[-1], count=AT_ONCE)


def _lived(directory: Directory, person: str, happened: Happened) -> Lived:
    entry, people = happened.entry, directory.people
    others = (
        people[each].initials for each in happened.people if each != person and each in people
    )
    state = State(entry.state).words
    outcome = label(directory.settings, "outcomes", entry.outcome) if entry.outcome else ""
    return Lived(
        line=Names(directory).line(entry),
        happened=happened,
        others=tuple(sorted(people[each].initials for each in others)),
        stands=outcome or state,
    )


# -- to print


def made(desk: Desk, person: str, *, newest_first: bool = True) -> Made:
    """The chronology, ready to leave.

    Raises:
        NotAllowed: it is for those who export entries.
        NotFound: nobody of that id is supported here.
    """
    entries.check_may(desk)
    known = person_of(desk, person)
    lived = tuple(every(desk, person, newest_first=newest_first))
    return Made(
        what=What.CHRONOLOGY,
        pack=_pack(desk, known, lived, newest_first=newest_first),
        entries=len(lived),
        about=known.id,
        said={"newest_first": newest_first},
    )


def _pack(desk: Desk, person: Person, lived: Sequence[Lived], *, newest_first: bool) -> Pack:
    made_at = stated(Moment.at(desk.now, desk.directory.settings.zone))
    order = "the newest first" if newest_first else "the oldest first"
    initials = Initials.of(desk.directory.people.values())
    rows = tuple(_rows(lived, initials))
    nothing = Words("There is nothing about this person that may be shown here.")
    table: Block = Table(COLUMNS, rows, WIDTHS) if rows else nothing
    return Pack(
        title=f"Chronology of {person.initials}",
        facts=(
            ("Service", desk.directory.settings.service_name),
            ("House", person.house or "not said"),
            ("Entries", str(len(lived))),
            ("In order of", f"when things happened, {order}"),
            ("Holds", "what its maker may read; sealed entries are never in it"),
            ("Made", f"{made_at} by {desk.member.name}"),
        ),
        sections=(Section("What was recorded", (table,)),),
        head=head_of(desk),
        made=desk.now,
    )


def _rows(lived: Sequence[Lived], initials: Initials) -> Iterator[tuple[str, ...]]:
    before: Lived | None = None
    for each in lived:
        gap = before.gap(each) if before else ""
        if gap:
            yield ("", f"– {gap} –", "", "", "", "")
        yield _row(each, initials)
        before = each


def _row(each: Lived, initials: Initials) -> tuple[str, ...]:
    entry = each.line.entry
    others = f", with {', '.join(each.others)}" if each.others else ""
    known = f" ({each.when.known.words})" if each.when.known.words else ""
    return (
        f"{stated(each.when.moment)}{known}",
        f"{initials.hide(entry.title)}{others}",
        entry.level.marked,
        initials.hide(each.stands),
        each.line.author,
        entry.reference,
    )
