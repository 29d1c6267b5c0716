"""The people a service supports, brought in from a list: name, initials, house."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from logbook.domain import supported
from logbook.domain.events import Event
from logbook.domain.houses import listed
from logbook.domain.people import Person
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.domain.text import identifier
from logbook.services.desk import Desk
from logbook.services.importing.columns import Column, Columns, Record, plain_head
from logbook.services.importing.ids import digest_of, id_of
from logbook.services.importing.lines import NoRecords, Source, opened
from logbook.services.importing.report import BadCell, BadLine, Brought, How, refuse_bad
from logbook.storage import log

PEOPLE = Columns(
    (
        Column(
            names=("name", "full name", "service user", "person"),
            does="The name staff know them by. Needed.",
        ),
        Column(
            names=("initials", "initial", "short"),
            does="How lists show them, like D.W.; made from the name where it is empty.",
        ),
        Column(
            names=("house", "home", "service", "where"),
            does="Where they live: a house that is listed.",
        ),
    )
)
MOST = 10_000
"""Lines; a service of more people than that is several services."""
_OF_STAFF = frozenset(
    {"role", "roles", "job", "job title", "position", "manager", "line manager", "contract"}
    | {"passphrase", "password", "e mail", "email", "work email", "username", "employee number"}
)


def bring_in(desk: Desk, path: Path, how: How | None = None) -> Brought:
    """List everybody in a file who is not listed yet, all of them or none.

    Raises:
        NotAllowed: managers keep this list; or these are staff, who get accounts.
        NotFound, NotText, NoRecords: the file cannot be read; the text says why.
        NotBroughtIn: some lines are bad; each was told to `how.on_bad`.
    """
    how = how or How()
    if not desk.member.manages:
        raise NotAllowed("Managers keep the list of people we support. Ask your manager to do it.")
    with opened(path, PEOPLE) as source:
        _check_columns(source, how)
        reading = _People(desk)
        for line in source.lines():
            reading.add(line)
            how.checking(source.place(), source.size)
    events = reading.events(how)
    refuse_bad(reading.bad, len(events) + reading.there + reading.bad, how)
    new = len(events) if how.dry_run else _save(desk, events)
    return Brought(new=new, there=reading.there + len(events) - new, bad=reading.bad)


def _check_columns(source: Source, how: How) -> None:
    staff = [head for head in source.unknown if plain_head(head) in _OF_STAFF]
    if staff:
        raise NotAllowed(
            f"This looks like a list of staff: it has a column “{staff[0]}”. Staff get their "
            "accounts by invitation: logbook people add NAME. Nothing was brought in."
        )
    if not source.is_json and "name" not in source.keys:
        raise NoRecords(
            f"There is no column “name”. The first line names the columns: {PEOPLE.named}."
        )
    for note in source.notes:
        how.on_note(note)
    if source.unknown:
        how.on_note(
            f"Not brought in, because a list of people does not hold it: "
            f"{', '.join(source.unknown)}."
        )


def _save(desk: Desk, events: Sequence[Event]) -> int:
    """Those that are not in the log by now; somebody may have brought in the same file."""

    def batches(connection: Connection) -> Iterator[Sequence[Event]]:
        there = log.ids_there(connection, [event.id for event in events])
        yield [event for event in events if event.id not in there]

    return desk.call(lambda store: store.append_all(batches, sign=desk.keys.sign))


class _People:
    """The lines of one file, against who is listed already."""

    def __init__(self, desk: Desk) -> None:
        self._by = desk.member
        self._at = desk.now
        self._people: dict[str, Person] = dict(desk.directory.people)
        self._listed = {_known_by(each.name, each.house) for each in self._people.values()}
        self._houses = desk.directory.houses
        self._found: dict[tuple[str, str], int] = {}
        self._asked: list[tuple[int, Person]] = []
        self._bad: list[BadLine] = []
        self.there = 0

    @property
    def bad(self) -> int:
        return len(self._bad)

    def add(self, line: Record | BadLine) -> None:
        if isinstance(line, BadLine):
            self._bad.append(line)
            return
        try:
            self._read(line)
        except BadCell as why:
            self._bad.append(BadLine(line.line, str(why), why.column))
        if len(self._asked) > MOST:
            raise NoRecords(f"There are more than {MOST:,} people here. Split the file.")

    def _read(self, record: Record) -> None:
        name = _identifier(record, "name")
        if not name:
            raise BadCell("There is no name. Write the name staff know them by.", "name")
        initials, house = _identifier(record, "initials"), self._house(record)
        if not initials:
            _initials(name, ())
        known_by = _known_by(name, house)
        if known_by in self._found:
            raise BadCell(
                f"{name} stands on line {self._found[known_by]:,} already. If these are two "
                "people, add a middle name.",
                "name",
            )
        self._found[known_by] = record.line
        said = {"name": name, "initials": initials, "house": house}
        person = Person(id=id_of(digest_of(said)), name=name, initials=initials, house=house)
        if person.id in self._people or known_by in self._listed:
            self.there += 1
        else:
            self._asked.append((record.line, person))

    def _house(self, record: Record) -> str:
        """In the spelling that is known: one that is misspelled is no house of its own."""
        try:
            return listed(self._houses, record["house"])
        except Refusal as why:
            raise BadCell(str(why), "house") from None

    def events(self, how: How) -> list[Event]:
        """One event for each who is new: initials that were written come before made ones."""
        made: list[tuple[int, Event]] = []
        for line, person in sorted(self._asked, key=lambda each: not each[1].initials):
            try:
                made.append((line, self._event(person)))
            except Refusal as why:
                self._bad.append(BadLine(line, str(why), "initials"))
        for bad in sorted(self._bad, key=lambda bad: bad.line):
            how.on_bad(bad)
        return [event for _line, event in sorted(made, key=lambda each: each[0])]

    def _event(self, person: Person) -> Event:
        initials = person.initials or _initials(person.name, self._taken)
        named = Person(id=person.id, name=person.name, initials=initials, house=person.house)
        event = supported.add_person(
            self._people, named, by=self._by, at=self._at, event_id=person.id
        )
        self._people[named.id] = named
        return event

    @property
    def _taken(self) -> frozenset[str]:
        return frozenset(each.initials for each in self._people.values())


def _known_by(name: str, house: str) -> tuple[str, str]:
    return name.casefold(), house.casefold()


def _identifier(record: Record, column: str) -> str:
    try:
        return identifier(record[column])
    except Refusal as why:
        raise BadCell(str(why), column) from None


def _initials(name: str, taken: frozenset[str] | tuple[()]) -> str:
    try:
        return supported.initials_for(name, taken)
    except NotAllowed as why:
        raise BadCell(str(why), "name") from None


def columns() -> Mapping[str, str]:
    """Each column and what it holds, for the manual."""
    return {column.key: column.does for column in PEOPLE.known}
