"""Entries as rows: what a list says of each, and how it asks the services for a page of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from logbook.domain.folding.arrival import SEALED_TITLE
from logbook.domain.levels import Level
from logbook.domain.moments import WEEKDAYS, Moment, time_words
from logbook.domain.showing import short, until
from logbook.domain.standing import UNDECIDED, State
from logbook.services import patterns, queue, review
from logbook.services.desk import Desk
from logbook.services.filtering import EVERYTHING, Filter
from logbook.services.queue import Line, Listed, Show
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned

CLIMBED = "↑"
NOTHING_MORE: Mapping[str, str] = {}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK, TWO_WEEKS, YEAR = timedelta(weeks=1), timedelta(weeks=2), timedelta(days=365)

_TRIAGE = (
    Column("", 3),
    Column("Level", 9),
    Column("Due", 16),
    Column("Who", 6),
    Column("What"),
)
TRIAGE_COLUMNS = (*_TRIAGE, Column("Age", 6, from_width=90, right=True))
BESIDE_COLUMNS = (*_TRIAGE, Column("Age", 6, from_width=80, right=True))
"""The detail beside it says how old it is; what comes next is not cut for that."""
FOUND_COLUMNS = (
    Column("Sent", 17),
    Column("", 3),
    Column("Level", 9),
    Column("Who", 6),
    Column("What"),
    Column("Reference", 9, from_width=90),
)


def level_cells(level: Level, tone: Tone) -> tuple[Toned, Toned]:
    """The marks, and the word: the words of all levels begin in one place."""
    return Toned("!" * level.value, tone), Toned(level.word, tone)


def age(sent: datetime, now: datetime) -> str:
    """How old it is, in one unit: “12 min”, “5 h”, “3 d”, “4 wk”, “2 y”."""
    since = max(now - sent, timedelta())
    if since < HOUR:
        return f"{since // timedelta(minutes=1)} min"
    if since < DAY:
        return f"{since // HOUR} h"
    if since < TWO_WEEKS:
        return f"{since // DAY} d"
    if since < YEAR:
        return f"{since // timedelta(weeks=1)} wk"
    return f"{since // YEAR} y"


def due_cell(line: Line, now: datetime, zone: str) -> Toned:
    """When something has to happen next; lateness in words first, then in colour."""
    entry = line.entry
    if entry.due is None:
        return Toned(State(entry.state).words, Tone.MUTED)
    tone = Tone.WARN if line.overdue(now) else Tone.PLAIN
    return Toned(until(entry.due, now, zone), tone)


def climbed_words(line: Line, now: datetime, zone: str) -> str:
    """The mark of what waited too long, and since when: “↑ 6.05pm”, “↑ Tue 9am”, “↑ 16 Nov”."""
    at = line.climbed_at(now)
    if at is None or line.entry.due is None:
        return ""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    if today - local.date() >= WEEK:
        return f"{CLIMBED} {short(Moment.on(local.date(), zone), now)}"
    day = "" if local.date() == today else f"{WEEKDAYS[local.weekday()][:3]} "
    return f"{CLIMBED} {day}{time_words(local, '.')}"


def who_cell(line: Line) -> str:
    """Initials; a person who is not in the directory has none."""
    if not line.entry.person:
        return "other" if line.person else "–"
    return line.person


def what_words(line: Line, first: Sequence[str] = ()) -> str:
    """What is still missing, then the kind and a worry that came with it: the end may be cut."""
    entry = line.entry
    marks = [line.offered, *first]
    if entry.discussed is False and not entry.closed:
        marks.append("not discussed")
    if line.is_copy:
        marks.append("copy")
    if entry.sealed and entry.title != SEALED_TITLE:
        marks.append("sealed")
    if entry.practice:
        marks.append("practice")
    if entry.brought_in:
        marks.append("brought in")
    if entry.amended and entry.unread:
        marks.append("added to")
    return joined(*marks, f"{entry.title}{_worry(entry)}")


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def next_words(entry: Listed) -> str:
    """What its holder has to do with it now, where the level and the deadline do not say it."""
    if entry.due is None:
        return ""
    if entry.state == State.DECIDED:
        return "to close" if entry.told else "to tell"
    return "answered" if _was_just_answered(entry) else ""


def _was_just_answered(entry: Listed) -> bool:
    """Nothing was done with it since it came back from waiting for the worker."""
    times = entry.times
    asked, back = times.get(State.WAITING_WORKER), times.get(State.IN_REVIEW)
    held = times.get(State.WAITING_OUTSIDE)
    return (
        entry.state == State.IN_REVIEW
        and asked is not None
        and back == entry.changed_at
        and back >= asked
        and (held is None or held < asked)
    )


def _worry(entry: Listed) -> str:
    if "tracing" in entry.topics and entry.kind != "tracing":
        return ", tracing?"
    if "safety" in entry.topics and entry.kind != "safety-concern":
        return ", safety?"
    return ""


def triage_row(
    line: Line, now: datetime, zone: str, begun: Collection[str] = (), pattern: str = ""
) -> ListRow:
    """A row of the queue; `pattern` is one word of what its entry is part of.

    `begun` are the entries whose review one began oneself.
    """
    entry = line.entry
    now_to_do = "review begun" if entry.id in begun else next_words(entry)
    marks = (now_to_do, climbed_words(line, now, zone))
    urgent = line.level >= Level.HIGH and State(entry.state) in UNDECIDED
    return ListRow(
        entry.id,
        line,
        (
            *level_cells(line.level, Tone.WARN if urgent else Tone.PLAIN),
            due_cell(line, now, zone),
            who_cell(line),
            joined(what_words(line, marks), pattern),
            Toned(age(entry.sent_at, now), Tone.MUTED),
        ),
    )


def found_row(line: Line, now: datetime, zone: str) -> ListRow:
    """A row of a list that has the newest first: the outcome matters more than the deadline."""
    entry = line.entry
    state = State(entry.state).words
    return ListRow(
        entry.id,
        line,
        (
            short(Moment.at(entry.sent_at, zone), now),
            *level_cells(line.level, Tone.PLAIN),
            who_cell(line),
            joined(line.found, what_words(line), state),
            Toned(entry.reference, Tone.MUTED),
        ),
    )


class QueuePages:
    """The queue, or everything I may read, a page at a time.

    Which entry is part of a pattern is found out for each row, so that is said afterwards; and
    what climbed onto it is written down then.
    """

    def __init__(self, desk: Desk, show: Show, chosen: Filter = EVERYTHING) -> None:
        self._desk = desk
        self._show = show
        self._chosen = chosen

    def page_after(self, key: Line | None, n: int) -> Sequence[ListRow]:
        return self._page(after=key, count=n)

    def page_before(self, key: Line, n: int) -> Sequence[ListRow]:
        return self._page(before=key, count=n)

    def last_page(self, n: int) -> Sequence[ListRow]:
        return self._page(last=True, count=n)

    def _page(
        self,
        *,
        count: int,
        after: Line | None = None,
        before: Line | None = None,
        last: bool = False,
    ) -> Sequence[ListRow]:
        found = queue.page(
            self._desk,
            self._show,
            after=after,
            before=before,
            last=last,
            count=count,
            chosen=self._chosen,
            noting=False,
        )
        return self._rows(found)

    def with_more(self, rows: Sequence[ListRow]) -> Sequence[ListRow]:
        if self._show is Show.MINE:
            queue.note(self._desk, [row.key for row in rows])
        marks = patterns.marks(self._desk, [row.key for row in rows])
        lines = [row.key for row in rows if row.id in marks]
        more = {row.id: row for row in self._rows(lines, marks)}
        return [more.get(row.id, row) for row in rows]

    def _rows(
        self, lines: Sequence[Line], marks: Mapping[str, str] = NOTHING_MORE
    ) -> list[ListRow]:
        if not lines:
            return []
        now, zone = self._desk.now, self._desk.directory.settings.zone
        begun = review.begun_by(self._desk)
        return [triage_row(line, now, zone, begun, marks.get(line.entry.id, "")) for line in lines]


Older = Callable[[Line | None, int], Sequence[Line]]
"""What is older than a line, newest first; the newest of all when it is None."""

MOST = 1000
"""Rows of such a list; whoever needs more types another word."""


class NewestFirst:
    """A list that its service only knows from the newest downwards: what was had is kept."""

    def __init__(
        self, desk: Desk, older: Older, begun: Sequence[Line] = (), *, whole: bool = False
    ) -> None:
        self._desk = desk
        self._older = older
        self._lines = list(begun)
        self._whole = whole

    def page_after(self, key: Line | None, n: int) -> Sequence[ListRow]:
        start = 0 if key is None else self._place(key) + 1
        self._fetch(start + n)
        return self._rows(self._lines[start : start + n])

    def page_before(self, key: Line, n: int) -> Sequence[ListRow]:
        end = self._place(key)
        return self._rows(self._lines[max(0, end - n) : end])

    def last_page(self, n: int) -> Sequence[ListRow]:
        self._fetch(MOST)
        return self._rows(self._lines[-n:])

    def _place(self, key: Line) -> int:
        """Where a line stands: order is by the sequence, the newest first."""
        seqs = [line.entry.seq for line in self._lines]
        return seqs.index(key.entry.seq)

    def _fetch(self, wanted: int) -> None:
        wanted = min(wanted, MOST)
        while len(self._lines) < wanted and not self._whole:
            more = self._older(self._lines[-1] if self._lines else None, wanted - len(self._lines))
            self._lines += more
            self._whole = not more

    def _rows(self, lines: Sequence[Line]) -> list[ListRow]:
        now, zone = self._desk.now, self._desk.directory.settings.zone
        return [found_row(line, now, zone) for line in lines]
