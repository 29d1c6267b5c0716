"""What an export of entries says: plain values, the columns of its tables, and its head line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TypeAlias
from zoneinfo import ZoneInfo

from logbook.export.csv_cells import CELL_LIMIT, pieces

HOLDS = "Contains personal data. Keep it where only those who need it can read it."

Cell: TypeAlias = str | int | datetime | None
"""What stands in one cell; an instant is by the clock of the service, without a zone."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What an export says of itself, so that whoever finds it knows what it is."""

    service: str
    made_by: str
    made_at: datetime
    zone: str
    chosen: str
    """Which entries were asked for, in words."""
    entries: int
    head_seq: int
    head_hash: str

    @property
    def head(self) -> str:
        """Where the log stood: cut or rewritten later, it no longer agrees with this."""
        return f"{self.head_seq} · {self.head_hash[:12]}"

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        made = f"{local(self.made_at, self.zone):%Y-%m-%d %H:%M} by {self.made_by}"
        return (
            ("Personal data", HOLDS),
            ("Service", self.service),
            ("Entries", str(self.entries)),
            ("Chosen", self.chosen),
            ("Times", f"by the clock of {self.zone}"),
            ("Made", made),
            ("Log up to", self.head),
        )

    @property
    def sentence(self) -> str:
        """The same on one line, for a table that has nowhere else to say it."""
        return " · ".join(f"{what}: {words}" for what, words in self.lines)


def local(at: datetime, zone: str) -> datetime:
    """An instant as the clock on the wall showed it, to the second."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """Something that somebody is to do, or that was talked about or said, with its person."""

    sort: str
    """What kind of thing it is, like “Next step” or “Talk”."""
    words: str
    who: str
    """Whose it is, or with whom it was."""
    at: datetime
    by: str = ""
    """Who wrote it down, where that is somebody else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One line of the log about the entry."""

    seq: int
    at: datetime
    by: str
    verb: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """One entry as its reader may have it, as it stands now."""

    reference: str
    title: str
    level: str
    first_level: str
    state: str
    person: str
    initials: str
    house: str
    happened: str
    recorded: datetime
    author: str
    holder: str
    answers: tuple[tuple[str, str], ...]
    """Each question as it was worded and its answer as it was shown, the newest version."""
    outcome: str
    because: str
    following: str
    """What comes next, as it was decided."""
    told: str
    seen_at: datetime | None
    decided_at: datetime | None
    told_at: datetime | None
    due: datetime | None
    discussed: str
    topics: str
    marks: str
    agreed: tuple[Agreed, ...] = ()
    happenings: tuple[Happened, ...] = ()


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it, and how wide it is in characters."""

    heading: str
    of: Callable[[Exported], Cell]
    width: int = 14


def _answers_of(each: Exported) -> str:
    return "\n".join(f"{question}\n    {_indented(shown)}" for question, shown in each.answers)


def _indented(words: str) -> str:
    return words.replace("\n", "\n    ") if words else "–"


REFERENCE, PART = "Reference", "Part"

COLUMNS: tuple[Column, ...] = (
    Column("Kind", lambda each: each.title, 30),
    Column("Level", lambda each: each.level),
    Column("Level as sent", lambda each: each.first_level),
    Column("Where it stands", lambda each: each.state, 20),
    Column("Person", lambda each: each.person, 20),
    Column("Initials", lambda each: each.initials, 8),
    Column("House", lambda each: each.house),
    Column("Happened", lambda each: each.happened, 26),
    Column("Recorded", lambda each: each.recorded, 18),
    Column("Written by", lambda each: each.author, 20),
    Column("With", lambda each: each.holder, 20),
    Column("What was written", _answers_of, 60),
    Column("Outcome", lambda each: each.outcome, 24),
    Column("Why", lambda each: each.because, 40),
    Column("Next", lambda each: each.following, 40),
    Column("What the worker was told", lambda each: each.told, 40),
    Column("Read by a manager", lambda each: each.seen_at, 18),
    Column("Decided", lambda each: each.decided_at, 18),
    Column("Told", lambda each: each.told_at, 18),
    Column("Due", lambda each: each.due, 18),
    Column("Talked about by voice", lambda each: each.discussed, 12),
    Column("Topics", lambda each: each.topics, 24),
    Column("Marks", lambda each: each.marks, 18),
)

ENTRY_HEADINGS = (REFERENCE, PART, *(column.heading for column in COLUMNS))
ACTION_HEADINGS = (REFERENCE, PART, "What kind", "Words", "Who", "When", "Written down by")
EVENT_HEADINGS = (REFERENCE, PART, "Line of the log", "When", "Who", "What", "Words")


def entry_row(each: Exported) -> tuple[Cell, ...]:
    return tuple(column.of(each) for column in COLUMNS)


def action_row(agreed: Agreed) -> tuple[Cell, ...]:
    return (agreed.sort, agreed.words, agreed.who, agreed.at, agreed.by)


def event_row(happened: Happened) -> tuple[Cell, ...]:
    return (happened.seq, happened.at, happened.by, happened.verb, happened.words)


def numbered(reference: str, cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The row, and as many more below it as its longest text needs, each with its number.

    A spreadsheet drops without a word what is longer than a cell holds.
    """
    for cell in cells:
        if isinstance(cell, str) and len(cell) > _SURELY_FITS:
            break
    else:
        yield (reference, 1, *cells)
        return
    split = [list(pieces(cell)) if isinstance(cell, str) else [cell] for cell in cells]
    for number, row in enumerate(zip_longest(*split, fillvalue=""), 1):
        blank = (None if cell == "" else cell for cell in row)
        yield (reference, number, *(row if number == 1 else blank))


_SURELY_FITS = CELL_LIMIT // 10
"""Characters that fit even where every one of them has to be spelled out to be seen."""
