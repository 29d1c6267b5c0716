"""Exports of entries as data: what their reader may read now, chosen as in the lists."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from logbook.domain import wording
from logbook.domain.actions import who_words
from logbook.domain.directory import Directory
from logbook.domain.events import APART, MANAGERS, Logged, Plain, Verb, canonical
from logbook.domain.filters import EVERYTHING, Filter
from logbook.domain.folding.entries import fold
from logbook.domain.managing import REVIEW
from logbook.domain.moments import Moment
from logbook.domain.people import Member, Person, Role
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.domain.searching import meant_by
from logbook.domain.showing import stated
from logbook.domain.standing import Standing
from logbook.export.entries import About, Agreed, Exported, Happened, local
from logbook.export.entries_csv import entries_csv
from logbook.export.entries_jsonl import Line, Whole, entries_jsonl
from logbook.export.entries_xlsx import entries_xlsx
from logbook.services import filtering
from logbook.services.desk import Desk
from logbook.services.exporting import leaving
from logbook.services.exporting.files import Place
from logbook.services.exporting.leaving import LISTED_AT_MOST, WHICH, Leaving, Proven, What, Written
from logbook.storage import exported, lists, log
from logbook.storage.exported import Found
from logbook.storage.filtered import ALL
from logbook.storage.queue import Show
from logbook.storage.store import Progress, unwatched

__all__ = ["Form", "Show", "Stopped", "Wanted", "count", "write"]

REPORT_EVERY = 200
TAKING_OUT = frozenset({Role.LINE_MANAGER, Role.GENERAL_MANAGER, Role.DEPUTY, Role.LEAD})
_ID = re.compile(rb'"([0-9a-z]{16})"')
"""What could be somebody's id in a stored text; most are not."""


class Form(StrEnum):
    """What entries can be written as; the word is the file's ending too."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


class Stopped(Refusal):
    """Whoever wanted the export stopped it."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries; what is empty does not narrow. Both days count."""

    words: str = ""
    show: Show = Show.ALL
    worker: Member | None = None
    first: date | None = None
    last: date | None = None
    practice: bool = False
    chosen: Filter = EVERYTHING
    filter_words: tuple[str, ...] = ()
    """The filter in words, as `with_words` gives them."""

    @property
    def described(self) -> str:
        """In words, for the file, the log and whoever is about to make it."""
        parts = [
            _SHOWN[self.show],
            f"with the words “{self.words.strip()}”" if self.words.strip() else "",
            f"written by {self.worker.name}" if self.worker else "",
            f"recorded from {_day(self.first)}" if self.first else "",
            f"recorded up to {_day(self.last)}" if self.last else "",
            "practice too" if self.practice else "",
            *self.filter_words,
        ]
        return ", ".join(part for part in parts if part)

    def to_plain(self) -> dict[str, Plain]:
        return {
            "words": self.words.strip(),
            "show": self.show.value,
            "worker": self.worker.id if self.worker else "",
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
            "practice": self.practice,
            **({} if self.chosen.is_empty else {"chosen": self.chosen.to_plain()}),
        }


_SHOWN = {
    Show.ALL: "everything I may read",
    Show.OPEN: "everything open that I may read",
    Show.MINE: "what waits for me",
}


def with_words(desk: Desk, wanted: Wanted) -> Wanted:
    """The same, with its filter in words: for the file, the log and whoever makes it."""
    return replace(wanted, filter_words=filtering.worded(desk.directory, wanted.chosen))


def check_may(desk: Desk) -> None:
    """Raises NotAllowed: exports are for those who answer for other people's entries."""
    if not desk.member.roles & TAKING_OUT:
        raise NotAllowed(
            "Managers, the deputy and the safeguarding leads export entries. Ask your manager."
        )


def count(desk: Desk, wanted: Wanted) -> int:
    """How many entries an export would have.

    Raises:
        NotAllowed: it is not this person's to make, or the period ends before it begins.
    """
    check_may(desk)
    stored = _stored(desk.directory, wanted)
    me, now = desk.keys.member_id, desk.now
    return desk.read(lambda connection: exported.count(connection, me, stored, now))


def write(
    desk: Desk,
    proven: Proven,
    place: Place,
    form: Form,
    wanted: Wanted,
    *,
    progress: Progress = unwatched,
) -> Written:
    """Write the entries to a new file. `progress` may raise `Stopped`; then there is no file.

    Raises:
        NotAllowed: as `count` says, or it was not proved just now that it is the same person.
        NotWritten, StoreFault: as `leaving.write` says.
    """
    check_may(desk)
    wanted = with_words(desk, wanted)
    stored = _stored(desk.directory, wanted)
    export = _Export(desk, stored, wanted, form, progress)
    said: Mapping[str, Plain] = {
        "filter": wanted.to_plain(),
        "filter_words": wanted.described,
        WHICH: export.which,
    }
    return leaving.write(
        desk,
        proven,
        place,
        Leaving(
            what=What.ENTRIES,
            form=form.value,
            about=desk.store.logbook_id,
            readers=(desk.keys.member_id,),
            said=said,
        ),
        export.into,
    )


def _stored(directory: Directory, wanted: Wanted) -> exported.Wanted:
    if wanted.first and wanted.last and wanted.last < wanted.first:
        raise NotAllowed("The last day is before the first. Swap them.")
    zone = ZoneInfo(directory.settings.zone)
    after = wanted.last + timedelta(days=1) if wanted.last else None
    return exported.Wanted(
        words=wanted.words,
        meant=meant_by(wanted.words, directory.by_letters),
        show=wanted.show,
        author=wanted.worker.id if wanted.worker else "",
        first=datetime.combine(wanted.first, time(), zone) if wanted.first else None,
        end=datetime.combine(after, time(), zone) if after else None,
        practice=wanted.practice,
        chosen=ALL if wanted.chosen.is_empty else filtering.stored(directory, wanted.chosen),
    )


@dataclass(frozen=True)
class _Export:
    """One export on its way into a file."""

    desk: Desk
    stored: exported.Wanted
    wanted: Wanted
    form: Form
    progress: Progress
    which: list[Plain] = field(default_factory=list)
    """The entries in it, filled in while it is written; none of them where they are too many."""

    def into(self, out: BufferedRandom, scratch: Path) -> int:
        """All of it, from one unchanging view of the store."""
        directory = self.desk.directory

        def once(connection: Connection) -> int:
            out.seek(0)
            out.truncate()
            return self._write(connection, directory, out, scratch)

        return self.desk.read(once)

    def _write(
        self, connection: Connection, directory: Directory, out: BufferedRandom, scratch: Path
    ) -> int:
        me, now = self.desk.keys.member_id, self.desk.now
        many = exported.count(connection, me, self.stored, now)
        about = self._about(directory, log.head(connection), many)
        readable = (
            _as_read_by(me, each) for each in exported.every(connection, me, self.stored, now)
        )
        found = _counted(self._noted(readable, many), many, self.progress)
        match self.form:
            case Form.JSONL:
                out.writelines(entries_jsonl(about, map(_Wholes(directory).of, found)))
            case Form.CSV:
                tables = _Tables(directory, events=False)
                out.writelines(entries_csv(about, map(tables.of, found)))
            case Form.XLSX:
                tables = _Tables(directory, events=True)
                entries_xlsx(about, map(tables.of, found), out, scratch)
        return many

    def _noted(self, found: Iterator[Found], many: int) -> Iterator[Found]:
        self.which.clear()
        for each in found:
            if many <= LISTED_AT_MOST:
                self.which.append(str(each.row[0]))
            yield each

    def _about(self, directory: Directory, head: log.Head, many: int) -> About:
        return About(
            service=directory.settings.service_name,
            made_by=directory.staff.name(self.desk.keys.member_id),
            made_at=self.desk.now,
            zone=directory.settings.zone,
            chosen=self.wanted.described,
            entries=many,
            head_seq=head.seq,
            head_hash=head.hash,
        )


def _counted(found: Iterator[Found], many: int, progress: Progress) -> Iterator[Found]:
    for nth, each in enumerate(found):
        if not nth % REPORT_EVERY:
            progress(nth, many)
        yield each
    progress(many, many)


def _as_read_by(me: str, found: Found) -> Found:
    """As this reader reads it: what one wrote oneself without what is for managers alone."""
    if any(_LINKED in each.body for each in found.events if each.body is not None):
        found = found._replace(events=[_without_named(each) for each in found.events])
    if found.row[_ROW.index("author")] != me:
        return found
    kept = [_without_review(each) for each in found.events if each.verb not in MANAGERS]
    return found._replace(events=kept)


_LINKED = b'"linked":"'
"""What stands in an entry, or in what was added to it, that has a sealed part."""


def _without_named(event: log.Stored) -> log.Stored:
    """Whom a sealed part names stays with those who can open it; the ordinary part names nobody."""
    if event.body is None or event.verb not in _NAMES:
        return event
    said = json.loads(event.body)
    if event.verb != Verb.ABOUT_NAMED:
        said |= {"about": []}
    elif said.get(APART):
        said |= {"members": []}
    return event._replace(body=canonical(said))


_NAMES = frozenset({Verb.SENT, Verb.AMENDED, Verb.ABOUT_NAMED, Verb.ERASED})


def _without_review(event: log.Stored) -> log.Stored:
    if event.verb != Verb.DECIDED or event.body is None:
        return event
    said = json.loads(event.body)
    said.pop(REVIEW, None)
    return event._replace(body=canonical(said))


# everything of an entry, as it is stored


@dataclass(frozen=True)
class _Wholes:
    """Entries for JSON Lines. The names that ids stand for go with each entry, and no others."""

    directory: Directory

    def of(self, found: Found) -> Whole:
        row, events = found
        each = dict(zip(_ROW, row, strict=False))
        sent, *later = events
        named = {each["author"], each["holder"], each["person"]}
        for event in events:
            named.add(event.actor)
            if event.body is not None:
                named.update(match.decode() for match in _ID.findall(event.body))
        said: dict[str, Plain] = {key: each[key] for key in _SAID}
        said |= {key: bool(each[key]) for key in _FLAGS}
        said["discussed"] = None if each["discussed"] is None else bool(each["discussed"])
        said["due"] = None if each["due"].startswith(exported.NEVER) else each["due"]
        said["times"] = _decoded(each["times_json"])
        said["staff"] = self._staff(named)
        said["people"] = self._people(named)
        return Whole(
            said,
            sent.body,
            [
                Line(
                    {
                        "id": event.id,
                        "seq": event.seq,
                        "at": event.at,
                        "by": event.actor,
                        "verb": event.verb,
                        "version": event.version,
                    },
                    event.body,
                )
                for event in later
            ],
        )

    def _staff(self, ids: set[str]) -> Mapping[str, Plain]:
        members = self.directory.staff.members
        return {each: members[each].name for each in sorted(ids & members.keys())}

    def _people(self, ids: set[str]) -> Mapping[str, Plain]:
        people = self.directory.people
        return {each: _person(people[each]) for each in sorted(ids & people.keys())}


_ROW = (*lists.Listed._fields[:-1],)
_SAID = (
    "reference",
    "level",
    "state",
    "author",
    "holder",
    "person",
    "outcome",
    "sent_at",
    "changed_at",
)
_FLAGS = ("told", "closed", "amended", "practice", "brought_in")


def _person(person: Person) -> Mapping[str, Plain]:
    return {"name": person.name, "initials": person.initials, "house": person.house}


# an entry as tables show it


@dataclass(frozen=True)
class _Tables:
    """Entries as they stand now, for tables that people read."""

    directory: Directory
    events: bool
    """Whether what was agreed and every line of the log are wanted too."""

    def of(self, found: Found) -> Exported:
        events = [each.logged() for each in found.events]
        standing, listed = fold(events), found.listed
        entry, decision, told = standing.entry, standing.decision, standing.told
        staff = self.directory.staff
        person = self.directory.people.get(entry.person)
        happened = stated(Moment.from_plain(entry.happened)) if entry.happened else ""
        seen = min((each.at for each in standing.seen_by), default=None)
        return Exported(
            reference=listed.reference,
            title=entry.title,
            level=standing.level.word,
            first_level=standing.first_level.word,
            state=standing.state.words,
            person=person.name if person else entry.person_shown,
            initials=person.initials if person else "",
            house=person.house if person else "",
            happened=happened,
            recorded=self._local(standing.sent_at),
            author=staff.name(standing.author),
            holder=staff.name(standing.holder) if standing.holder else "",
            answers=tuple((each.question, each.shown) for each in standing.current_responses),
            outcome=decision.shown if decision else "",
            because=decision.because if decision else "",
            following=decision.next_step if decision else "",
            told=told.words if told else "",
            seen_at=self._local(seen) if seen else None,
            decided_at=self._local(decision.at) if decision else None,
            told_at=self._local(told.at) if told else None,
            due=self._local(listed.due) if listed.due else None,
            discussed=_YES_NO[standing.is_discussed],
            topics=", ".join(entry.topics),
            marks=", ".join(_marks(standing)),
            agreed=tuple(self._agreed(standing)) if self.events else (),
            happenings=tuple(self._happenings(events)) if self.events else (),
        )

    def _local(self, at: datetime) -> datetime:
        return local(at, self.directory.settings.zone)

    def _agreed(self, standing: Standing) -> Iterator[Agreed]:
        """What was decided, what comes next, and whom somebody talked with."""
        staff, decision = self.directory.staff, standing.decision
        for talk in standing.talks:
            name = staff.name(talk.who) if talk.who in staff else talk.who
            yield Agreed(
                sort="Talk" if talk.is_talk else "Message left",
                words=talk.answer,
                who=", ".join(part for part in (name, talk.role) if part),
                at=self._local(talk.when or talk.at),
                by=staff.name(talk.by),
            )
        for action in standing.actions:
            yield Agreed(
                sort=f"Action, {action.became.words}",
                words=action.what,
                who=who_words(action, staff),
                at=self._local(action.at or standing.changed_at),
                by=staff.name(action.by),
            )
        if decision is None or decision.by_policy:
            return
        by = staff.name(decision.by) if decision.by in staff else decision.by
        yield Agreed(sort="Decision", words=decision.shown, who=by, at=self._local(decision.at))
        if decision.next_step:
            whose = staff.name(standing.holder) if standing.holder else by
            yield Agreed(
                sort="Next step",
                words=decision.next_step,
                who=whose,
                at=self._local(decision.at),
                by=by,
            )

    def _happenings(self, events: list[Logged]) -> Iterator[Happened]:
        staff, zone = self.directory.staff, self.directory.settings.zone

        def when(at: datetime) -> str:
            return f"{local(at, zone):%Y-%m-%d %H:%M}"

        said = wording.history(events, staff, when)
        for event, line in zip(events, said[-len(events) :], strict=True):
            yield Happened(
                seq=event.seq,
                at=self._local(event.at),
                by=staff.name(event.actor),
                verb=event.verb.value,
                words=line.words.removeprefix(f"{when(line.at)} "),
            )


_YES_NO = {None: "", True: "yes", False: "not yet"}


def _marks(standing: Standing) -> Iterator[str]:
    if standing.entry.practice:
        yield "practice"
    if standing.entry.brought_in is not None:
        yield "brought in"
    if standing.amendments:
        yield "added to"
    if standing.erased:
        yield "erased"


def _decoded(times: str) -> Plain:
    found: Mapping[str, Plain] = json.loads(times)
    return found


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
