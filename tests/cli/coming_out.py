"""All that somebody can have from a logbook: what they read, find and take out, and by command."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from canaries import REDACTED, Aviary, bird
from command_line import at_birch_lane
from service_makers import SAM

from logbook.domain.events import reference
from logbook.domain.people import Member, Person
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.export.packs.markdown import pack_markdown
from logbook.services import (
    actions,
    chronology,
    contacts,
    drafts,
    erasing,
    figures,
    filtering,
    home,
    notes,
    packs,
    paper,
    patterns,
    person_record,
    queue,
    reading,
    retention,
    review,
    settings,
    since,
    supervision,
    worksheets,
)
from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving, left
from logbook.services.exporting.packs import Made
from logbook.services.finding import Finder
from logbook.services.person_record import Redaction
from logbook.services.queue import Show

Out = Iterator[tuple[str, str]]
"""What comes out where."""
REFUSED = (NotAllowed, NotFound)


def _tried(where: str, what: Callable[..., object], *given: object) -> Out:
    """What is refused says so in a sentence, which is looked at too."""
    try:
        yield where, repr(what(*given))
    except REFUSED as why:
        yield f"{where} (refused)", str(why)


def read(desk: Desk, made: Aviary) -> Out:
    """Every list and page of the screens, and every entry that there is, by its id."""
    for name, entry in made.entries.items():
        yield from _tried(f"entry {name}", _opened, desk, entry)
        yield from _tried(f"by reference {name}", _by_reference, desk, made.marks[f"# {name}"])
        yield from _tried(f"some {name}", queue.some, desk, [entry])
    for show in Show:
        lines = queue.page(desk, show, count=200)
        yield f"list {show.value}", repr(lines)
        if show is Show.MINE:
            assert queue.counts(desk).mine == len(lines), desk.member.name
        yield f"marks {show.value}", repr(patterns.marks(desk, lines))
    yield "mine", repr((queue.mine(desk), queue.mine_since(desk)))
    yield "home", repr((home.home(desk), home.heard(desk)))
    yield "since", repr(since.since(desk, 0))
    yield "unsent", repr((drafts.unfinished(desk), worksheets.unfinished(desk)))
    yield "reviews begun", repr([reference(each) for each in review.begun_by(desk)])
    yield "to do", repr((actions.to_do(desk), actions.mine(desk)))
    yield "filters", repr(filtering.saved(desk))
    yield "settings", repr((settings.all_of(desk), settings.history(desk)))
    yield "exports here", repr((left.still_here(desk), left.notice(desk)))
    yield "asked to erase", repr((erasing.waiting_for_me(desk), erasing.notice(desk)))
    for each in desk.directory.people:
        yield f"about {each}", repr((queue.about_person(desk, each), chronology.page(desk, each)))
    for one in desk.staff:
        yield from _tried(f"supervisions of {one.name}", supervision.of, desk, one)
        yield from _tried(f"preparing {one.name}", supervision.prepare, desk, one)
        yield from _tried(f"given to {one.name}", actions.given_to, desk, one)
    yield "supervisions due", repr((supervision.due(desk), supervision.mine(desk)))
    yield from _tried("contacts", contacts.for_leads, desk)
    yield from _tried("past", retention.past, desk)
    yield from _tried("held", retention.held, desk)
    yield from _tried("erased", erasing.erased, desk)


def _opened(desk: Desk, entry: str) -> object:
    opened = reading.open_entry(desk, entry)
    return opened.reference, opened, opened.history


def _by_reference(desk: Desk, typed: str) -> str:
    return reading.find_by_reference(desk, typed).reference


def find(desk: Desk, made: Aviary) -> Out:
    """Each word and each reference in the search box; and what a filter alone leaves over."""
    finder = Finder(desk)
    for name, typed in made.marks.items():
        lines, count = finder.page(typed), finder.count(typed)
        assert count.found == len(lines), (desk.member.name, name)
        if lines:
            yield f"search for {name}", f"{typed} {lines!r}"


def take_out(desk: Desk, made: Aviary, folder: Path) -> Out:
    """Every export as data and as a pack, in a format whose bytes can be read."""
    for form in entries.Form:
        yield from _tried(f"entries as {form}", _as_data, desk, folder, form)
    for name, entry in made.entries.items():
        yield from _tried(f"one entry {name}", _one, desk, entry)
    for person in desk.directory.people.values():
        yield from _about_person(desk, person)
    for worker in desk.staff:
        yield from _about_worker(desk, worker)
    weeks = figures.last_weeks(desk, 4)
    yield from _tried("figures", lambda: _text(figures.to_leave(desk, weeks)))
    yield from _tried("slip", lambda: _text(paper.slip_made(desk)))


def _as_data(desk: Desk, folder: Path, form: entries.Form) -> str:
    proven, place = leaving.proven_at_the_door(desk), leaving.place_at(desk, folder)
    path = entries.write(desk, proven, place, form, entries.Wanted(practice=True)).path
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return _said(content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(_said(parts.read(each)) for each in parts.namelist())


def _one(desk: Desk, entry: str) -> str:
    return _text(paper.entry_made(desk, reading.open_entry(desk, entry)))


def _about_person(desk: Desk, person: Person) -> Out:
    yield from _tried(f"chronology {person.name}", lambda: _text(chronology.made(desk, person.id)))
    yield from _tried(
        f"record {person.name}", lambda: _text(person_record.easy(desk, person.id).made)
    )
    yield from _tried(f"access {person.name}", _access, desk, person.id)


def _access(desk: Desk, person: str) -> str:
    redaction = Redaction("Instagram", bird(REDACTED))
    return _text(person_record.whole(desk, person, [redaction]).made)


def _about_worker(desk: Desk, worker: Member) -> Out:
    first, last = desk.today - timedelta(days=1500), desk.today
    for form in notes.Format:
        yield from _tried(f"notes {worker.name} as {form}", _notes, desk, worker, first, last, form)
    yield from _tried(f"to prepare {worker.name}", _to_prepare, desk, worker, first, last)
    yield from _tried(f"as held {worker.name}", _held, desk, worker)


def _notes(desk: Desk, worker: Member, first: date, last: date, form: notes.Format) -> str:
    return _said(notes.write(desk, worker, first, last, form).content)


def _to_prepare(desk: Desk, worker: Member, first: date, last: date) -> str:
    return _text(packs.to_prepare(desk, worker, start=first, end=last, full_names=True))


def _held(desk: Desk, worker: Member) -> str:
    last = supervision.of(desk, worker).last
    return "" if last is None else _text(packs.as_held(desk, worker, last))


def _text(made: Made) -> str:
    return _said(pack_markdown(made.pack))


def _said(content: bytes) -> str:
    return content.decode("utf-8-sig")


COMMANDS = (
    ("search", "--from", "1/1/2020"),
    ("notes", "--for", SAM, "--from", "1/1/2020", "--to", "today"),
)


def by_command(made: Aviary, who: str) -> Out:
    """What is printed, on either stream."""
    for command in COMMANDS:
        answer = at_birch_lane(made.lane, who, *command, now=made.lane.clock.now)
        yield f"logbook {' '.join(command)}", f"{answer.out}{answer.err}"
