"""Notes for a supervision meeting: one worker's entries in a period, ready to leave the program."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from zoneinfo import ZoneInfo

from logbook.domain.directory import Directory
from logbook.domain.folding.entries import fold
from logbook.domain.moments import Moment
from logbook.domain.people import Member
from logbook.domain.refusals import NotAllowed
from logbook.domain.showing import stated
from logbook.domain.standing import Decision, Standing
from logbook.export.notes import Names, Noted, Notes, Times
from logbook.export.notes_csv import notes_csv
from logbook.export.notes_markdown import notes_markdown
from logbook.services.desk import Desk
from logbook.services.exporting import leaving
from logbook.services.exporting.files import Place
from logbook.services.exporting.leaving import Leaving, Proven, What
from logbook.storage import lists, log

PAGE = 200


class Format(StrEnum):
    """What notes can be written as."""

    MARKDOWN = "md"
    CSV = "csv"


@dataclass(frozen=True, kw_only=True)
class Written:
    """Notes as bytes, already registered in the log with their hash."""

    content: bytes
    entries: int
    sha256: str


BY_POLICY = "not needed: the policy settles it"
PRINTED = "printed"
"""Where notes went that are in no file of ours, as the log says it."""


def write_to(
    desk: Desk,
    proven: Proven,
    place: Place,
    worker: Member,
    *,
    start: date,
    end: date,
    form: Format,
) -> leaving.Written:
    """The same notes in a new file.

    Raises:
        NotAllowed: as `write` says, or it was not proved just now that it is the same person.
        NotWritten: the disk refused.
    """
    _check(desk, worker, start, end)

    def work(out: BufferedRandom, _scratch: Path) -> int:
        notes = _notes(desk, worker, start, end)
        out.writelines(_FORMATS[form](notes))
        return len(notes.noted)

    return leaving.write(desk, proven, place, _leaving(desk, worker, start, end, form), work)


_FORMATS: Mapping[Format, Callable[[Notes], Iterator[bytes]]] = {
    Format.MARKDOWN: notes_markdown,
    Format.CSV: notes_csv,
}


def write(desk: Desk, worker: Member, start: date, end: date, form: Format) -> Written:
    """The notes of a worker from one day to another, both included.

    Raises:
        NotAllowed: only those a worker answers to, and the worker themselves, have them; or the
            period ends before it begins.
    """
    content, entries = _read(desk, worker, start, end, form)
    digest = hashlib.sha256(content).hexdigest()
    leaving.register(
        desk,
        _leaving(desk, worker, start, end, form),
        entries=entries,
        sha256=digest,
        size=len(content),
        where=PRINTED,
    )
    return Written(content=content, entries=entries, sha256=digest)


def read_in_rescue(desk: Desk, worker: Member, start: date, end: date, form: Format) -> bytes:
    """The same of a file in which nothing can be saved: that they were read is in no log.

    Raises:
        NotAllowed: as `write` says.
    """
    return _read(desk, worker, start, end, form)[0]


def _read(desk: Desk, worker: Member, start: date, end: date, form: Format) -> tuple[bytes, int]:
    _check(desk, worker, start, end)
    notes = _notes(desk, worker, start, end)
    return b"".join(_FORMATS[form](notes)), len(notes.noted)


def _leaving(desk: Desk, worker: Member, start: date, end: date, form: Format) -> Leaving:
    return Leaving(
        what=What.NOTES,
        form=form.value,
        about=worker.id,
        readers=(desk.keys.member_id,),
        said={"from": start.isoformat(), "to": end.isoformat()},
    )


def _check(desk: Desk, worker: Member, start: date, end: date) -> None:
    above = {each.id for each in desk.staff.managers_above(worker.id)}
    if desk.member.id != worker.id and desk.member.id not in above:
        raise NotAllowed(
            f"Notes about {worker.name} are for {worker.name} and the managers above them."
        )
    if end < start:
        raise NotAllowed("The last day is before the first. Swap them.")


def _notes(desk: Desk, worker: Member, start: date, end: date) -> Notes:
    directory, now = desk.directory, desk.now
    head = desk.call(lambda store: store.head())
    names = Names.of(directory.people.values())
    noted = [noted_of(each, names, directory) for each in standings(desk, worker, start, end)]
    manager = directory.staff.members.get(worker.manager)
    return Notes(
        service=directory.settings.service_name,
        worker=worker.name,
        manager=manager.name if manager else "",
        start=start,
        end=end,
        head_seq=head.seq,
        head_hash=head.hash,
        made_at=_words(now, directory),
        made_by=desk.member.name,
        noted=tuple(noted),
    )


def standings(desk: Desk, worker: Member, start: date, end: date) -> Iterator[Standing]:
    """The worker's entries sent in the period that the reader may read, oldest first."""
    zone = ZoneInfo(desk.directory.settings.zone)
    first = datetime.combine(start, time(), zone)
    after = datetime.combine(end + timedelta(days=1), time(), zone)
    me, now = desk.keys.member_id, desk.now
    found = desk.read(
        lambda connection: [
            fold(log.of(connection, each.id))
            for each in lists.sent_between(connection, me, worker.id, now, first=first, end=after)
            if not each.sealed
        ]
    )
    return iter(found)


def noted_of(standing: Standing, names: Names, directory: Directory) -> Noted:
    entry, decision, told = standing.entry, standing.decision, standing.told
    seen = min((each.at for each in standing.seen_by), default=None)
    happened = stated(Moment.from_plain(entry.happened)) if entry.happened else "not known"
    return Noted.of(
        entry,
        names,
        happened=happened,
        recorded=_words(standing.sent_at, directory),
        level=standing.level,
        responses=standing.current_responses,
        outcome=decision.shown if decision else "",
        because=decision.because if decision else "",
        told=told.words if told else "",
        times=Times(
            seen=_words(seen, directory),
            decided=_decided(decision, directory),
            told=_words(told.at if told else None, directory),
        ),
        discussed=standing.is_discussed,
    )


def _decided(decision: Decision | None, directory: Directory) -> str:
    if decision is None:
        return ""
    return BY_POLICY if decision.by_policy else _words(decision.at, directory)


def _words(at: datetime | None, directory: Directory) -> str:
    return stated(Moment.at(at, directory.settings.zone)) if at else ""
