"""Verify: read everything again and say whether it is what was saved, or name the first bad row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    Integer,
    LargeBinary,
    Table,
    func,
    or_,
    select,
    text,
)

from logbook.domain.directory import Directory
from logbook.domain.events import Logged, Verb, chain_hash, commitment_of
from logbook.domain.folding.directory import fold_directory
from logbook.domain.refusals import NotFound, Refusal
from logbook.storage import facets, full_text, log, stale, view_rows, views
from logbook.storage.beside.witness import ChangesMissing, LogRewritten, check_against
from logbook.storage.faults import StoreFault
from logbook.storage.log import Head, Stored, erased_ids, signed_message
from logbook.storage.marked import stray_marks
from logbook.storage.store import Progress, Store, unwatched
from logbook.storage.tables import (
    AgreedRow,
    ConcernsRow,
    ContentRow,
    EntryRow,
    EventRow,
    GrantRow,
    table,
)

VerifySignature = Callable[[bytes, bytes, bytes], bool]
"""Whether a public key made this signature of this message."""

REPORT_EVERY = 500
_PARTS = (
    ("entry", "the lists"),
    ("grants", "its readers"),
    ("words", "search"),
    ("marks", "the contacts in it"),
    ("concerns", "the lists of a person"),
    ("facets", "the filters"),
    ("agreed", "what is still to be done"),
)
_UNREADABLE = (Refusal, KeyError, TypeError, ValueError, AttributeError)
"""What folding raises over a body that no logbook wrote."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The first thing that is not as it was saved. `seq` is 0 where it is no single line."""

    what: str
    seq: int = 0

    def __str__(self) -> str:
        return f"Line {self.seq}: {self.what}" if self.seq else self.what


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was read again. Without an anchor, a cut end or a whole rewrite cannot show."""

    head: Head = field(default_factory=Head)
    entries: int = 0
    erased: int = 0
    """Contents that are gone, each named by an `erased` event."""
    anchored: bool = False
    finding: Finding | None = None

    @property
    def is_whole(self) -> bool:
        return self.finding is None


class NotWhole(Refusal):
    """Something is not as it was saved: `finding` says what."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding} Save nothing more here, and restore the last backup.")
        self.finding = finding


def verify(
    store: Store,
    verify_signature: VerifySignature,
    *,
    anchors: Sequence[Head] = (),
    progress: Progress = unwatched,
) -> Verified:
    """Check the file, the chain, the contents, the signatures, the views and the anchors."""
    try:
        _check_file(store)
        store.settle()
        with store.reading() as connection:
            return _Reading(connection, verify_signature, anchors, progress).verified()
    except NotWhole as refused:
        return Verified(finding=refused.finding)
    except (StoreFault, ChangesMissing, LogRewritten) as fault:
        return Verified(finding=Finding(what=str(fault)))


def expect_whole(verified: Verified) -> Verified:
    """Raises NotWhole with the finding, where there is one."""
    if verified.finding is not None:
        raise NotWhole(verified.finding)
    return verified


def _check_file(store: Store) -> None:
    for broken in store.broken_pages():
        raise NotWhole(Finding(what=f"The file is damaged ({broken})."))


class _Reading:
    """One reading of everything, at one instant of the store."""

    def __init__(
        self,
        connection: Connection,
        verify_signature: VerifySignature,
        anchors: Sequence[Head],
        progress: Progress,
    ) -> None:
        self._connection = connection
        self._verify_signature = verify_signature
        self._anchors = anchors
        self._progress = progress
        self._head = log.head(connection)
        self._entries = _count_sent(connection)
        self._all = 2 * self._head.seq + self._entries
        self._done = 0

    def verified(self) -> Verified:
        erased = self._check_chain()
        for anchor in self._anchors:
            check_against(anchor, self._connection)
        directory = self._directory()
        self._check_signatures(directory)
        self._check_views(directory)
        self._progress(self._all, self._all)
        return Verified(
            head=self._head,
            entries=self._entries,
            erased=erased,
            anchored=bool(self._anchors),
        )

    # the log

    def _check_chain(self) -> int:
        """How many contents were erased, each on record."""
        self._check_types()
        end = Head()
        missing: dict[str, int] = {}
        on_record: set[str] = set()
        for row in log.stream(self._connection):
            check_link(row, end)
            if row.body is None:
                missing[row.id] = row.seq
            elif row.verb == Verb.ERASED:
                on_record |= _erased_by(row)
            end = Head(seq=row.seq, hash=row.hash)
            self._step()
        for event_id, seq in missing.items():
            if event_id not in on_record:
                raise NotWhole(Finding(seq=seq, what="its content is gone, and nobody erased it."))
        self._check_no_strays()
        return len(missing)

    def _check_types(self) -> None:
        """A column of this engine holds whatever it is given, and reading that may be a fault."""
        event, content = table(EventRow), table(ContentRow)
        for seq, rows, what in (
            (event.c.seq, event, "it"),
            (content.c.event, content, "its content"),
        ):
            found = select(seq).where(_is_mistyped(rows)).order_by(seq).limit(1)
            for row in self._connection.execute(found):
                raise NotWhole(Finding(seq=row[0], what=f"{what} was changed after it was saved."))

    def _check_no_strays(self) -> None:
        event, content = table(EventRow).c, table(ContentRow).c
        stray = select(content.event).where(content.event.not_in(select(event.seq)))
        for row in self._connection.execute(stray):
            raise NotWhole(Finding(seq=row.event, what="a content that belongs to no event."))

    def _directory(self) -> Directory:
        try:
            return fold_directory(log.directory_events(self._connection))
        except _UNREADABLE:
            raise NotWhole(Finding(what="The log's list of people cannot be read.")) from None

    def _check_signatures(self, directory: Directory) -> None:
        left = {event.about: event.seq for event in self._removals()}
        for seq, actor, row_hash, signature in log.signatures(self._connection):
            if seq > left.get(actor, seq):
                raise NotWhole(
                    Finding(seq=seq, what="its author had no account here any more by then.")
                )
            try:
                public = directory.signing_key(actor, seq)
            except NotFound:
                raise NotWhole(
                    Finding(seq=seq, what="its author had no account here by then.")
                ) from None
            if not self._verify_signature(public, bytes(signature), signed_message(row_hash)):
                raise NotWhole(Finding(seq=seq, what="its author did not sign it."))
            self._step()

    def _removals(self) -> Iterator[Logged]:
        return (
            event
            for event in log.directory_events(self._connection)
            if event.verb is Verb.MEMBER_REMOVED
        )

    # the views

    def _check_views(self, directory: Directory) -> None:
        waiting = set(stale.marked(self._connection, -1))
        for entry in list(views.entry_ids(self._connection)):
            if entry not in waiting:
                self._check_entry(entry, directory)
            self._step()
        self._check_no_stray_views()

    def _check_entry(self, entry: str, directory: Directory) -> None:
        sent = log.first_seq(self._connection, entry)
        try:
            events = log.of(self._connection, entry)
            fresh = view_rows.make(events, directory)
        except _UNREADABLE:
            raise NotWhole(Finding(seq=sent, what="no entry can be made of it.")) from None
        kept = views.read(self._connection, entry)
        if kept is None:
            raise NotWhole(Finding(seq=sent, what="the lists do not have its entry."))
        for part, name in _PARTS:
            if getattr(fresh, part) != getattr(kept, part):
                raise NotWhole(
                    Finding(seq=sent, what=f"{name} and the log differ about its entry.")
                )

    def _check_no_stray_views(self) -> None:
        event, entry, grant = table(EventRow).c, table(EntryRow).c, table(GrantRow).c
        concerns, agreed = table(ConcernsRow).c, table(AgreedRow).c
        sent = select(event.about).where(event.verb == Verb.SENT.value)
        stray: tuple[Executable, ...] = (
            select(entry.id).where(entry.id.not_in(sent)),
            stray_marks(sent),
            select(grant.entry).where(grant.entry.not_in(sent)),
            select(concerns.entry).where(concerns.entry.not_in(sent)),
            select(agreed.entry).where(agreed.entry.not_in(sent)),
            *facets.strays(),
            text(full_text.SEARCH_STRAYS),
        )
        for found in stray:
            for row in self._connection.execute(found):
                raise NotWhole(Finding(what=f"The lists hold {row[0]!r}, and nobody sent it."))

    def _step(self) -> None:
        self._done += 1
        if self._done % REPORT_EVERY == 0:
            self._progress(self._done, self._all)


def check_link(row: Stored, end: Head) -> None:
    """Compare one row with its own hash, its content and the row before it."""
    if row.seq != end.seq + 1:
        raise NotWhole(Finding(seq=end.seq + 1, what="it is missing."))
    if row.previous != end.hash:
        raise NotWhole(Finding(seq=row.seq, what="it does not follow the line before it."))
    if row.hash != _hash_of(row):
        raise NotWhole(Finding(seq=row.seq, what="it was changed after it was saved."))
    if row.salt is not None and row.body is not None:
        committed = commitment_of(bytes(row.salt), bytes(row.body))
        if committed != row.commitment:
            raise NotWhole(Finding(seq=row.seq, what="its content was changed after it was saved."))


def _erased_by(row: Stored) -> set[str]:
    try:
        return set(erased_ids(row.logged().body))
    except _UNREADABLE:
        raise NotWhole(Finding(seq=row.seq, what="what it says cannot be read.")) from None


def _is_mistyped(rows: Table) -> ColumnElement[bool]:
    return or_(*(func.typeof(each) != _stored_as(each) for each in rows.c))


def _stored_as(column: Column[Any]) -> str:
    if isinstance(column.type, LargeBinary):
        return "blob"
    return "integer" if isinstance(column.type, Integer) else "text"


def _hash_of(row: Stored) -> str:
    return chain_hash(
        seq=row.seq,
        event_id=row.id,
        at=row.at,
        actor=row.actor,
        about=row.about,
        verb=row.verb,
        version=row.version,
        commitment=row.commitment,
        previous=row.previous,
    )


def _count_sent(connection: Connection) -> int:
    event = table(EventRow).c
    sent = select(func.count()).where(event.verb == Verb.SENT.value)
    return int(connection.execute(sent).scalar_one())
