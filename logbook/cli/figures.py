"""`logbook figures`: a period in numbers, for managers."""

from datetime import date, timedelta
from pathlib import Path

import click

from logbook.cli.leaving import from_day_to_day, in_format, into_folder, write_pack
from logbook.cli.options import Command, as_json, as_somebody, in_folder
from logbook.cli.progress import watched
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.events import Plain, reference
from logbook.domain.figures import LEFT_OUT, Figure, Figures
from logbook.services import figures as counting
from logbook.services.desk import Desk
from logbook.services.exporting.packs import Made
from logbook.services.figures import Period


@click.command(cls=Command)
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=12,
    show_default=True,
    help="The weeks up to today, where no first day is given.",
)
@from_day_to_day(
    "The first day, like 3/11/2026.", "The last day, which counts too. Without it: today."
)
@in_format(None, "Write them as one page instead, to a new file: docx, pdf, md or html.")
@into_folder
@as_json
@as_somebody
@in_folder
def figures(
    *,
    weeks: int,
    start: date | None,
    end: date | None,
    form: str | None,
    out: Path,
    as_json: bool,
    name: str,
    folder: Path,
) -> None:
    """Print a period in numbers, of the entries you may read.

    For managers. Practice entries, staff conduct and sealed entries are never counted. A file
    asks for your passphrase again, and that it was made is in the log.

    Example: logbook figures --weeks 4 --as "Sandra Whitlow"
    Example: logbook figures --from 1/10/2026 --to 31/10/2026 --format pdf --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        counting.check_may(desk)
        period = _period(desk, weeks, start, end)
        if form is not None:
            write_pack(desk, out, form, lambda: _page(desk, period))
            return
        with watched("Counting") as progress:
            found = counting.of_period(desk, period, progress)
    if as_json:
        document(_plain(found))
    else:
        _print(found, period)


def _period(desk: Desk, weeks: int, start: date | None, end: date | None) -> Period:
    last = end or desk.today
    if start is not None:
        return Period(start, last)
    monday = last - timedelta(days=last.weekday())
    return Period(monday - timedelta(weeks=weeks - 1), last)


def _page(desk: Desk, period: Period) -> Made:
    with watched("Counting") as progress:
        return counting.to_leave(desk, period, progress)


def _print(found: Figures, period: Period) -> None:
    say(f"{period.words}: {found.total:,} {'entry' if found.total == 1 else 'entries'}.")
    for group in found.groups:
        say("")
        rows = [(each.label, f"{each.count}", _words(each)) for each in group.figures]
        table((group.title, "Number", ""), rows)
    if found.total:
        say("")
        weekly = [
            (each.label, f"{len(each.entries)}", " ".join(map(str, each.counts)))
            for each in found.weekly
        ]
        table(("Week by week", "Number", "Each week, the oldest first"), weekly)
    say("")
    say(LEFT_OUT)


def _words(figure: Figure) -> str:
    return figure.words or counting.part_words(figure)


def _plain(found: Figures) -> dict[str, Plain]:
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "total": found.total,
        "left_out": LEFT_OUT,
        "weeks": [each.isoformat() for each in found.weeks],
        "weekly": [
            {"label": each.label, "weeks": [_references(week) for week in each.weeks]}
            for each in found.weekly
        ],
        "groups": [
            {"title": group.title, "figures": [_figure(each) for each in group.figures]}
            for group in found.groups
        ],
    }


def _figure(figure: Figure) -> dict[str, Plain]:
    return {
        "label": figure.label,
        "count": figure.count,
        "out_of": figure.out_of or None,
        "percent": figure.percent,
        "words": figure.words,
        "entries": _references(figure.entries),
    }


def _references(entries: tuple[str, ...]) -> list[Plain]:
    return [reference(each) for each in entries]
