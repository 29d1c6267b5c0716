"""Figures for a manager: a period in numbers, of the entries they may read and of no others."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from logbook.domain.entries import Response
from logbook.domain.figures import (
    LEFT_OUT,
    Counted,
    Figure,
    Figures,
    Group,
    Weekly,
    counted,
    figures,
)
from logbook.domain.folding.entries import fold
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import MANAGING, Role
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.showing import stated
from logbook.domain.standing import Standing
from logbook.export.packs.pack import Block, Facts, Pack, Section, Words
from logbook.policy.kinds.staff_conduct import STAFF_CONDUCT
from logbook.services.desk import Desk
from logbook.services.exporting.leaving import What
from logbook.services.exporting.packs import Made
from logbook.services.offering import options_of
from logbook.storage import lists, log

Progress = Callable[[int, int], None]
"""Told how many entries were read, of how many; it may raise, to stop."""

AT_ONCE = 200
"""Entries read in one view of the store, so that a long count never keeps it open for long."""
MOST_WEEKS = 26
"""Weeks that stand beside one another on paper; of a longer period, months do."""
MOST_ROWS = 5
"""Rows of one group on paper, so that a period fits on a page."""
FOR_MANAGERS = "Figures are for managers: you may not read what they are made of."
WHO_MAY = MANAGING | {Role.DEPUTY}

_PLATFORM_KEYS = frozenset({"platform", "other-platform"})
_HARM_KEYS = frozenset({"contact-harm", "content-harm", "conduct-harm", "commerce-harm"})
_HARM_LISTS = ("contact-harm", "content-harm", "conduct-harm", "commerce-harm")


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise NotAllowed("The last day is before the first. Swap them.")

    @property
    def words(self) -> str:
        return f"{day_words(self.start)} to {day_words(self.end)}"


def last_weeks(desk: Desk, weeks: int) -> Period:
    """The weeks up to today, beginning on a Monday."""
    today = desk.now.astimezone(ZoneInfo(desk.directory.settings.zone)).date()
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(weeks=weeks - 1), today)


def check_may(desk: Desk) -> None:
    """Raises NotAllowed: figures are for managers, who may read what they are made of."""
    if not desk.member.roles & WHO_MAY:
        raise NotAllowed(FOR_MANAGERS)


def of_period(desk: Desk, period: Period, progress: Progress = lambda *_: None) -> Figures:
    """The figures of what this manager may read.

    Raises:
        NotAllowed: figures are for managers.
    """
    check_may(desk)
    return figures(_counted(desk, period, progress), period.start, period.end)


def _counted(desk: Desk, period: Period, progress: Progress) -> Iterator[Counted]:
    directory, now = desk.directory, desk.now
    platforms = _listed(directory.settings, "platforms")
    harms = _listed(directory.settings, *_HARM_LISTS)
    ids = _entries(desk, period)
    for start in range(0, len(ids), AT_ONCE):
        progress(start, len(ids))
        for standing in _standings(desk, ids[start : start + AT_ONCE]):
            answers = standing.current_responses
            yield counted(
                standing,
                directory.staff,
                directory.settings,
                now=now,
                platforms=_labels(answers, _PLATFORM_KEYS, platforms),
                harms=_labels(answers, _HARM_KEYS, harms),
            )
    progress(len(ids), len(ids))


def _entries(desk: Desk, period: Period) -> list[str]:
    zone = ZoneInfo(desk.directory.settings.zone)
    first = datetime.combine(period.start, time(), zone)
    end = datetime.combine(period.end + timedelta(days=1), time(), zone)
    me, now = desk.keys.member_id, desk.now
    return desk.read(
        lambda connection: [
            each.id
            for each in lists.all_sent_between(connection, me, now, first=first, end=end)
            if not each.sealed and each.kind != STAFF_CONDUCT.key
        ]
    )


def _standings(desk: Desk, ids: Iterable[str]) -> list[Standing]:
    return desk.read(lambda connection: [fold(log.of(connection, each)) for each in ids])


def _listed(settings: Settings, *lists: str) -> dict[str, str]:
    return {each.key: each.label for of in lists for each in options_of(settings, of)}


def _labels(
    answers: Iterable[Response], keys: frozenset[str], labels: dict[str, str]
) -> tuple[str, ...]:
    """What was chosen, as it is listed today; a choice no longer listed stands as it was stored."""
    chosen = [
        str(option["option"])
        for answer in answers
        if answer.key in keys
        for option in _options(answer.value)
    ]
    return tuple(labels.get(each, each.replace("-", " ")) for each in dict.fromkeys(chosen))


def _options(value: Any) -> list[dict[str, Any]]:
    found = value if isinstance(value, list | tuple) else [value]
    return [each for each in found if isinstance(each, dict) and "option" in each]


# -- on paper


def to_leave(desk: Desk, period: Period, progress: Progress = lambda *_: None) -> Made:
    """The figures of a period as a page, ready to leave.

    Raises:
        NotAllowed: figures are for managers.
    """
    found = of_period(desk, period, progress)
    return Made(
        what=What.FIGURES,
        pack=report(desk, found),
        entries=found.total,
        said={"from": period.start.isoformat(), "to": period.end.isoformat()},
    )


def report(desk: Desk, found: Figures) -> Pack:
    """The same figures as one page to print."""
    head = desk.call(lambda store: store.head())
    period = Period(found.start, found.end)
    made = stated(Moment.at(desk.now, desk.directory.settings.zone))
    return Pack(
        title="Figures",
        facts=(
            ("Service", desk.directory.settings.service_name),
            ("Period", period.words),
            ("Entries", str(found.total)),
            ("Made", f"{made} by {desk.member.name}"),
        ),
        sections=(
            *(Section(group.title, (_facts(group),)) for group in found.groups),
            Section(
                "Month by month" if len(found.weeks) > MOST_WEEKS else "Week by week",
                tuple(_weeks(found)),
            ),
        ),
        head=f"{head.seq} · {head.hash[:12]}",
        made=desk.now,
        banner="Figures of what the manager named here may read. Keep them with care.",
        small=True,
    )


def _facts(group: Group) -> Facts:
    rows = tuple((each.label, _words(each)) for each in group.figures[:MOST_ROWS])
    more = len(group.figures) - MOST_ROWS
    return Facts((*rows, ("and others", f"{more} more, none more often")) if more > 0 else rows)


def _words(figure: Figure) -> str:
    return ", ".join(filter(None, (str(figure.count), figure.words or part_words(figure))))


def part_words(figure: Figure) -> str:
    """“25 % of 12”; empty where the number stands for itself."""
    return "" if figure.percent is None else f"{figure.percent} % of {figure.out_of}"


def _weeks(found: Figures) -> Iterator[Block]:
    first = found.weeks[0]
    by_month = len(found.weeks) > MOST_WEEKS
    how = (
        "Weeks are counted to the month of their Monday" if by_month else "Weeks begin on a Monday"
    )
    yield Words(f"{how}, the first on {day_words(first)}. {LEFT_OUT}", quiet=True)
    yield Facts(
        tuple(
            (
                each.label,
                f"{_row_of(found.weeks, each, by_month=by_month)}, {len(each.entries)} in all",
            )
            for each in found.weekly
        )
    )


def _row_of(weeks: Sequence[date], each: Weekly, *, by_month: bool) -> str:
    """The number of each week, or of each month, the oldest first."""
    counts: Counter[date] = Counter()
    for week, count in zip(weeks, each.counts, strict=True):
        counts[week.replace(day=1) if by_month else week] += count
    return " · ".join(map(str, counts.values()))
