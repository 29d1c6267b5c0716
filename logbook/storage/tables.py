"""The rows of the store: the log, the views made of it, and the few things kept beside it."""

from sqlalchemy import Index, LargeBinary, Table, text
from sqlmodel import Field, SQLModel

from logbook.domain.events import DIRECTORY

# the log: written once, never changed

_DIRECTORY_VERBS = ", ".join(f"'{verb}'" for verb in sorted(DIRECTORY))
IS_DIRECTORY = text(f"verb IN ({_DIRECTORY_VERBS})")
"""Spelled out, never bound, so that the index made with it is used."""

CLIMBS = text("climb_next < '9999'")
"""What silence takes further, or will, and the log does not say so yet."""


class EventRow(SQLModel, table=True):
    """One event. Triggers refuse every change to it."""

    __tablename__ = "event"
    __table_args__ = (
        Index("event_about", "about", "seq"),
        Index("event_directory", "seq", sqlite_where=IS_DIRECTORY),
    )

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    at: str
    actor: str
    about: str
    verb: str
    version: int
    commitment: str
    previous: str
    hash: str
    signature: bytes = Field(sa_type=LargeBinary)


class ContentRow(SQLModel, table=True):
    """What an event says, apart from the chain so that it can be erased: salt, canonical JSON."""

    __tablename__ = "content"

    event: int = Field(primary_key=True, foreign_key="event.seq")
    salt: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)


# the views: made of the log, and made again from it at any time


class EntryRow(SQLModel, table=True):
    """Where an entry stands, as lists show it."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("entry_author", "author", "brought_in", "seq"),
        Index("entry_sent", "sent_at", "seq"),
        Index("entry_climbing", "climb_next", sqlite_where=CLIMBS),
    )

    id: str = Field(primary_key=True)
    seq: int = Field(unique=True)
    reference: str = Field(unique=True)
    kind: str
    title: str
    level: str
    state: str
    author: str
    holder: str
    person: str
    person_shown: str
    outcome: str
    straight_to: str
    """The role that answers it in place of the line manager, whose row is a copy."""
    offered_by: str
    offered_to: str
    """Whom it is offered to, until they accept or refuse it; empty where it is to nobody."""
    told: bool
    closed: bool
    sealed: bool
    unread: bool
    amended: bool
    practice: bool
    brought_in: bool
    """An old record, which its author only brought in."""
    discussed: bool | None
    due: str
    climbs_at: str
    """When silence first takes it further, or took it; the end of time where it never does."""
    climb_next: str
    """The first of these instants that the log does not have yet."""
    sent_at: str
    changed_at: str
    times: str
    """JSON: when it last came into each state."""
    topics: str
    """JSON: what figures count it under."""
    revision: int


class ConcernsRow(SQLModel, table=True):
    """Which service users an entry is about: all of them, where it names several."""

    __tablename__ = "concerns"
    __table_args__ = (
        Index("concerns_person", "person", "seq", "entry"),
        {"sqlite_with_rowid": False},
    )

    entry: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    seq: int


class AgreedRow(SQLModel, table=True):
    """Something agreed that is still to be done. What is sealed has none here."""

    __tablename__ = "agreed"
    __table_args__ = (
        Index("agreed_entry", "entry"),
        Index("agreed_who", "who", "due"),
        {"sqlite_with_rowid": False},
    )

    id: str = Field(primary_key=True)
    entry: str
    who: str
    due: str
    said: str
    """JSON: the action as a list shows it."""


class FacetRow(SQLModel, table=True):
    """What an entry can be filtered by, one label to a row. What is sealed has none."""

    __tablename__ = "facet"
    __table_args__ = (Index("facet_label", "label", "seq"), {"sqlite_with_rowid": False})

    seq: int = Field(primary_key=True)
    label: str = Field(primary_key=True)


class ChronologyRow(SQLModel, table=True):
    """When what an entry says happened, for each service user it is about."""

    __tablename__ = "chronology"
    __table_args__ = (
        Index("chronology_person", "person", "at", "seq"),
        {"sqlite_with_rowid": False},
    )

    seq: int = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: str
    said: str
    """JSON: the moment as it is known, and what it is of."""


class GrantRow(SQLModel, table=True):
    """Who may read an entry from when, and from when it is in their queue.

    `level_rank` is 0 for the most urgent, so that all of the order runs upwards. `start_at` is
    None where it never comes into this reader's queue. `seq` is the entry's, for newest first.
    """

    __tablename__ = "grant"
    __table_args__ = (
        Index("grant_all", "reader", "seq", "since"),
        Index(
            "grant_open",
            "reader",
            "level_rank",
            "due",
            "entry",
            "since",
            sqlite_where=text("closed = 0"),
        ),
        Index(
            "grant_queue",
            "reader",
            "level_rank",
            "due",
            "entry",
            "start_at",
            sqlite_where=text("start_at IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    entry: str = Field(primary_key=True)
    reader: str = Field(primary_key=True)
    seq: int
    closed: bool
    level_rank: int
    due: str
    since: str
    start_at: str | None


class MarkRow(SQLModel, table=True):
    """A handle, number or payment name that stands in an entry, as it is compared with others."""

    __tablename__ = "mark"
    __table_args__ = (Index("mark_entry", "entry"), {"sqlite_with_rowid": False})

    mark: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)


class StaleRow(SQLModel, table=True):
    """An entry whose views wait to be made again, because the staff or a setting changed."""

    __tablename__ = "stale"
    __table_args__ = ({"sqlite_with_rowid": False},)

    closed: bool = Field(primary_key=True)
    """First in the key, so that open work comes first."""
    entry: str = Field(primary_key=True)


# beside the log: kept, and not log


class LogbookRow(SQLModel, table=True):
    """Which logbook this file is: one row, written with the file."""

    __tablename__ = "logbook"

    id: str = Field(primary_key=True)


class DraftRow(SQLModel, table=True):
    """Something not sent yet, encrypted before it comes here: only its author can read it."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    author: str = Field(index=True)
    entry: str
    """The entry that it is about, so that it ends when that is erased; empty for a new one."""
    sealed_key: bytes = Field(sa_type=LargeBinary)
    ciphertext: bytes = Field(sa_type=LargeBinary)
    holder: str
    """The terminal that opened it last."""
    revision: int
    started_at: str
    saved_at: str


class ReadMarkRow(SQLModel, table=True):
    """Up to which event somebody has had an entry on screen."""

    __tablename__ = "read_mark"

    member: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    seq: int
    at: str


class LastOnRow(SQLModel, table=True):
    """Where the log ended when somebody was last on."""

    __tablename__ = "last_on"

    member: str = Field(primary_key=True)
    seq: int


class SavedFilterRow(SQLModel, table=True):
    """A filter that somebody keeps under a name."""

    __tablename__ = "saved_filter"

    member: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    filter: str


class ExportLeftRow(SQLModel, table=True):
    """An export that is still on this computer, as far as anybody knows."""

    __tablename__ = "export_left"

    path: str = Field(primary_key=True)
    member: str = Field(index=True)
    event: str
    sha256: str
    made_at: str


def table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


LOG = (EventRow, ContentRow)
VIEWS = (
    EntryRow,
    AgreedRow,
    ConcernsRow,
    FacetRow,
    ChronologyRow,
    GrantRow,
    StaleRow,
    MarkRow,
)
BESIDE = (DraftRow, ReadMarkRow, LastOnRow, SavedFilterRow, ExportLeftRow)
IDENTITY = (LogbookRow,)
