"""Old entries, brought in from a file: recorded now by whoever brings them in, and at rest."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from logbook.domain import triage
from logbook.domain.events import Event, reference
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed
from logbook.services.desk import Desk
from logbook.services.importing.columns import Record
from logbook.services.importing.ids import Nth, Repeated, digest_of, id_of
from logbook.services.importing.lines import FileChanged, NoRecords, Source, opened
from logbook.services.importing.old import ENTRIES, Old
from logbook.services.importing.report import BadCell, BadLine, Brought, How, refuse_bad
from logbook.storage import log, views
from logbook.storage.store import Progress

AT_ONCE = 500
"""Entries in memory at a time."""
REPORT_EVERY = 100


def bring_in(desk: Desk, path: Path, how: How | None = None) -> Brought:
    """Bring in every entry of a file that is not here yet, all of them or none.

    The file is read twice: first every line is checked, while others can go on saving; then all
    of it is saved as one transaction, which is rolled back whatever stops it.

    Raises:
        NotAllowed: the General Manager brings in old records.
        NotFound, NotText, NoRecords: the file cannot be read; the text says why.
        NotBroughtIn: some lines are bad; each was told to `how.on_bad`.
        FileChanged: it is not the file that was checked.
    """
    how = how or How()
    if Role.GENERAL_MANAGER not in desk.member.roles:
        raise NotAllowed("The General Manager brings in old records: ask them.")
    with opened(path, ENTRIES) as source:
        _check_columns(source, how)
        return _Bringing(desk, source, how).done()


def _check_columns(source: Source, how: How) -> None:
    if not source.is_json and "date" not in source.keys:
        raise NoRecords(
            f"There is no column “date”. The first line names the columns: {ENTRIES.named}. "
            "Any other column is kept as a question with its answers."
        )
    for note in source.notes:
        how.on_note(note)
    if source.unknown:
        how.on_note(f"Kept as questions with their answers: {', '.join(source.unknown)}.")


class _Bringing:
    """One file on its way into one logbook."""

    def __init__(self, desk: Desk, source: Source, how: How) -> None:
        self._desk = desk
        self._source = source
        self._how = how
        self._at = desk.now
        self._old = Old(desk.asking(), author=desk.member.id, file=source.name)
        self._repeated = Repeated()
        self._good = self._there = 0
        self._bad = set[int]()

    def done(self) -> Brought:
        self._check()
        bad = len(self._bad)
        refuse_bad(bad, self._good + bad, self._how)
        if self._old.removed:
            self._how.on_note(
                f"{self._old.removed:,} characters that cannot be shown are left out."
            )
        if self._how.dry_run:
            self._desk.read(self._try)
        elif self._good:
            self._desk.call(
                lambda store: store.append_all(self._batches, sign=self._desk.keys.sign)
            )
        return Brought(new=self._good - self._there, there=self._there, bad=bad)

    def _check(self) -> None:
        """Read every line, and save nothing."""
        for record in self._lines(self._how.checking):
            try:
                if isinstance(record, BadLine):
                    raise BadCell(record.why, record.column)  # noqa: TRY301 - told as all others
                self._old.entry(record)
            except BadCell as why:
                self._bad.add(record.line)
                self._how.on_bad(BadLine(record.line, str(why), why.column))
            else:
                self._good += 1
                self._repeated.saw(digest_of(record.cells, record.others))

    def _try(self, connection: Connection) -> None:
        for _events in self._batches(connection):
            """Only counted."""

    def _lines(self, progress: Progress) -> Iterator[Record | BadLine]:
        for nth, line in enumerate(self._source.lines()):
            if not nth % REPORT_EVERY:
                progress(self._source.place(), self._source.size)
            yield line
        progress(self._source.size, self._source.size)

    def _batches(self, connection: Connection) -> Iterator[Sequence[Event]]:
        """What is not here yet, some at a time."""
        self._there = 0
        nth = self._repeated.counter()
        good, read = self._good_records(), 0
        while some := list(islice(good, AT_ONCE)):
            read += len(some)
            yield self._new(connection, some, nth)
        if read != self._good:
            raise _file_changed()

    def _good_records(self) -> Iterator[Record]:
        for line in self._lines(self._how.saving):
            if isinstance(line, Record) and line.line not in self._bad:
                yield line

    def _new(self, connection: Connection, some: Sequence[Record], nth: Nth) -> list[Event]:
        named = [
            (digest, nth.of(digest), record)
            for record in some
            for digest in [digest_of(record.cells, record.others)]
        ]
        ids = [_first_id(digest, number, record) for digest, number, record in named]
        there = set(log.ids_there(connection, ids))
        taken = set(views.references_there(connection, [reference(each) for each in ids]))
        events = []
        for (digest, number, record), first in zip(named, ids, strict=True):
            chosen = first
            if first not in there and reference(first) in taken:
                chosen = _another(connection, digest, number, taken)
            if first in there or not chosen:
                self._there += 1
                continue
            there.add(first)
            taken.add(reference(chosen))
            events.append(self._event(record, chosen))
        return events

    def _event(self, record: Record, entry_id: str) -> Event:
        try:
            entry = self._old.entry(record, entry_id)
        except BadCell:
            raise _file_changed() from None
        return triage.bring_in(entry, at=self._at)


def _first_id(digest: bytes, nth: int, record: Record) -> str:
    """An entry that logbook exported keeps its id, so that it keeps its reference."""
    return id_of(digest, nth) if record.whole is None else record["id"]


def _file_changed() -> FileChanged:
    return FileChanged(
        "The file changed while it was read, so nothing was brought in. Start again."
    )


def _another(connection: Connection, digest: bytes, nth: int, taken: set[str]) -> str:
    """The next id of a line whose reference is another entry's; empty where that one is here.

    The log only grows, so the same line always comes to the same id.
    """
    tried = 0
    while True:
        tried += 1
        chosen = id_of(digest, nth, tried)
        if log.ids_there(connection, [chosen]):
            return ""
        named = reference(chosen)
        if named not in taken and not views.references_there(connection, [named]):
            return chosen
