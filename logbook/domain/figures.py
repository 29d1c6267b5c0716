"""Figures: what many entries come to, every number with the entries behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from logbook.domain.clocks import acknowledge_by, decide_by
from logbook.domain.course import ladder
from logbook.domain.levels import Level
from logbook.domain.people import Staff
from logbook.domain.settings import Settings
from logbook.domain.standing import UNDECIDED, Standing

WEEK = timedelta(days=7)
TRACING = "tracing"
GOOD_NEWS = "good-news"
STOPPED = "stopped-and-referred"
HELPED = frozenset({"help-given", "help-safeguarded"})
REFUSED = frozenset({"declined", STOPPED})
LEFT_OUT = "Practice entries, staff conduct and sealed entries are not counted here."


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One entry as figures see it: nothing of what anybody wrote.

    The spans run from the sending; None where it has not happened, or where the policy itself
    settled it and nobody had anything to do.
    """

    id: str
    sent_on: date
    kind: str
    title: str
    level: Level
    topics: frozenset[str]
    platforms: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    outcome: str = ""
    to_seen: timedelta | None = None
    to_decided: timedelta | None = None
    to_told: timedelta | None = None
    is_settled: bool = False
    """Somebody or the policy decided it, so that its author has something to hear."""
    was_late: bool = False
    climbed: bool = False


@dataclass(frozen=True)
class Figure:
    """A number: how many of these entries there are, out of `out_of` where that says more."""

    label: str
    entries: tuple[str, ...]
    out_of: int = 0
    words: str = ""
    """What it comes to, where a count is not the point: “half within 2 h, the longest 3 days”."""

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def percent(self) -> int | None:
        """None where there is nothing to be a part of."""
        return round(100 * self.count / self.out_of) if self.out_of else None


@dataclass(frozen=True)
class Group:
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Weekly:
    """How many a week, the oldest week first, each with the entries of that week."""

    label: str
    weeks: tuple[tuple[str, ...], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(map(len, self.weeks))

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(entry for week in self.weeks for entry in week)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A period in numbers."""

    start: date
    end: date
    total: int
    weeks: tuple[date, ...]
    """The first day of each week, a Monday; the first and the last may lie partly outside."""
    weekly: tuple[Weekly, ...]
    groups: tuple[Group, ...]


def counted(
    standing: Standing,
    staff: Staff,
    settings: Settings,
    *,
    now: datetime,
    platforms: Sequence[str] = (),
    harms: Sequence[str] = (),
) -> Counted:
    """What one entry adds to the figures."""
    entry, decision = standing.entry, standing.decision
    by_policy = decision is not None and decision.by_policy
    seen, decided, heard = _times(standing, lambda _who: True)
    return Counted(
        id=standing.id,
        sent_on=standing.sent_at.astimezone(ZoneInfo(settings.zone)).date(),
        kind=entry.kind,
        title=entry.title,
        level=standing.level,
        topics=frozenset(entry.topics),
        platforms=tuple(platforms),
        harms=tuple(harms),
        outcome=decision.outcome if decision else entry.outcome,
        to_seen=_since(standing, seen),
        to_decided=_since(standing, decided),
        to_told=_since(standing, heard),
        is_settled=decision is not None,
        was_late=not by_policy and _was_late(standing, settings, seen, decided, now),
        climbed=bool(standing.climbs)
        or any(each.at <= now for each in ladder(standing, staff, settings)),
    )


def counted_of(standing: Standing, one: Counted, member: str) -> Counted:
    """The same with the times of what one member did, and of nobody else."""
    seen, decided, heard = _times(standing, lambda who: who == member)
    return replace(
        one,
        to_seen=_since(standing, seen),
        to_decided=_since(standing, decided),
        to_told=_since(standing, heard),
    )


def _times(
    standing: Standing, counts: Callable[[str], bool]
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """When it was first seen, decided and told, by those who count; the policy itself is nobody."""
    decision, told = standing.decision, standing.told
    by_policy = decision is not None and decision.by_policy
    seen = min((each.at for each in standing.seen_by if counts(each.by)), default=None)
    decided = decision.at if decision and not by_policy and counts(decision.by) else None
    heard = told.at if told and not by_policy and counts(told.by) else None
    return seen, decided, heard


def _since(standing: Standing, at: datetime | None) -> timedelta | None:
    return None if at is None else max(at - standing.sent_at, timedelta())


def _was_late(
    standing: Standing,
    settings: Settings,
    seen: datetime | None,
    decided: datetime | None,
    now: datetime,
) -> bool:
    """Whether either clock ran out, as they run for its level today.

    Waiting stops the time to decide, and still does while it waits; that to read it runs on.
    """
    waits = timedelta() if standing.pause_start is None else now - standing.pause_start
    paused = standing.paused + max(waits, timedelta())
    first = acknowledge_by(standing.level, standing.sent_at, settings)
    last = decide_by(standing.level, standing.clock_from, settings, paused=paused)
    acknowledged = seen or decided or now
    open_until = decided or (now if standing.state in UNDECIDED else standing.changed_at)
    return acknowledged > first or open_until > last


def figures(entries: Iterable[Counted], start: date, end: date) -> Figures:
    """The figures of a period, both days included."""
    found = sorted(
        (each for each in entries if start <= each.sent_on <= end), key=lambda each: each.sent_on
    )
    weeks = _weeks(start, end)
    return Figures(
        start=start,
        end=end,
        total=len(found),
        weeks=weeks,
        weekly=tuple(_weekly(found, weeks)),
        groups=tuple(group for group in _groups(found) if group.figures),
    )


def _weeks(start: date, end: date) -> tuple[date, ...]:
    monday = start - timedelta(days=start.weekday())
    return tuple(monday + n * WEEK for n in range((end - monday).days // 7 + 1))


def _weekly(found: Sequence[Counted], weeks: Sequence[date]) -> Iterable[Weekly]:
    yield _by_week("All entries", found, weeks)
    for label, some in _apart(found, lambda each: (each.title,)):
        yield _by_week(label, some, weeks)
    for level in sorted(Level, reverse=True):
        some = [each for each in found if each.level is level]
        if some:
            yield _by_week(level.marked, some, weeks)


def _by_week(label: str, some: Sequence[Counted], weeks: Sequence[date]) -> Weekly:
    by_week = (
        tuple(each.id for each in some if week <= each.sent_on < week + WEEK) for week in weeks
    )
    return Weekly(label, tuple(by_week))


def _groups(found: Sequence[Counted]) -> Iterable[Group]:
    yield Group("How soon", how_soon(found))
    yield Group("What went late", tuple(_late(found)))
    yield Group("What was asked, and what we did", tuple(_done(found)))
    yield Group("Where it happened", _figures(_apart(found, lambda each: each.platforms)))
    yield Group("Sorts of harm", _figures(_apart(found, lambda each: each.harms)))


def how_soon(found: Sequence[Counted]) -> tuple[Figure, ...]:
    """The time to seen, decided and told: half of them within, and the longest."""
    return tuple(_how_soon(found))


def _how_soon(found: Sequence[Counted]) -> Iterable[Figure]:
    spans: dict[str, Callable[[Counted], timedelta | None]] = {
        "Seen by a manager": lambda each: each.to_seen,
        "Decided": lambda each: each.to_decided,
        "Told whoever wrote it": lambda each: each.to_told,
    }
    for label, span in spans.items():
        done = [(each.id, took) for each in found if (took := span(each)) is not None]
        if done:
            yield Figure(label, tuple(entry for entry, _ in done), words=_half_within(done))


def _half_within(done: Sequence[tuple[str, timedelta]]) -> str:
    half = timedelta(seconds=median(took.total_seconds() for _, took in done))
    longest = max(took for _, took in done)
    return f"half within {span_words(half)}, the longest {span_words(longest)}"


def _late(found: Sequence[Counted]) -> Iterable[Figure]:
    total = len(found)
    if not total:
        return
    yield Figure("Past a deadline", _ids(each for each in found if each.was_late), total)
    yield Figure("Climbed to somebody else", _ids(each for each in found if each.climbed), total)
    settled = [each for each in found if each.is_settled and each.to_decided is not None]
    if settled:
        told = _ids(each for each in settled if each.to_told is not None)
        yield Figure("Decided, and its writer was told", told, len(settled))


def _done(found: Sequence[Counted]) -> Iterable[Figure]:
    tracing = [each for each in found if TRACING in each.topics or each.kind == TRACING]
    if tracing:
        stopped = _ids(each for each in tracing if each.outcome == STOPPED)
        yield Figure("Tracing requests, stopped", stopped, len(tracing))
    helped = _ids(each for each in found if each.outcome in HELPED)
    refused = _ids(each for each in found if each.outcome in REFUSED)
    if helped or refused:
        asked = len(helped) + len(refused)
        yield Figure("Help given", helped, asked)
        yield Figure("Help refused", refused, asked)
    good = _ids(each for each in found if each.kind == GOOD_NEWS)
    if good:
        yield Figure("Good news", good, len(found))


def _ids(some: Iterable[Counted]) -> tuple[str, ...]:
    return tuple(each.id for each in some)


def _apart(
    found: Iterable[Counted], labels: Callable[[Counted], Iterable[str]]
) -> list[tuple[str, list[Counted]]]:
    """The entries under each label that they have, the most frequent label first."""
    apart: dict[str, list[Counted]] = {}
    for each in found:
        for label in dict.fromkeys(labels(each)):
            apart.setdefault(label, []).append(each)
    return sorted(apart.items(), key=lambda one: (-len(one[1]), one[0]))


def _figures(apart: Iterable[tuple[str, list[Counted]]]) -> tuple[Figure, ...]:
    return tuple(Figure(label, _ids(some)) for label, some in apart)


def span_words(span: timedelta) -> str:
    """How long, as one says it: “40 min”, “5 h”, “3 days”."""
    minutes = round(span / timedelta(minutes=1))
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{max(minutes, 1)} min"
    hours = round(span / timedelta(hours=1))
    if hours < 48:  # noqa: PLR2004 - from here on people think in days
        return f"{hours} h"
    return f"{round(span / timedelta(days=1))} days"
