"""`logbook search`: entries by their words."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from logbook.cli.filters import chosen, filters
from logbook.cli.options import Command, as_json, as_somebody, days_from, in_folder
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.events import Plain, utc_text
from logbook.domain.moments import Moment
from logbook.domain.showing import short
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.queue import Line

SHOWN = 100


@click.command(cls=Command)
@click.argument("words", nargs=-1)
@filters
@click.option(
    "--from",
    "start",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=False),
    help="The first day on which they were recorded, like 3/11/2026.",
)
@click.option(
    "--to",
    "end",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=False),
    help="The last day, which counts too.",
)
@as_json
@as_somebody
@in_folder
def search(
    *,
    words: tuple[str, ...],
    start: date | None,
    end: date | None,
    as_json: bool,
    name: str,
    folder: Path,
    **narrowed: Any,
) -> None:
    """Find the entries you may read that hold every word and fit every filter, newest first.

    The last word may be the beginning of one. What managers wrote is found by whoever may read it,
    and the last column says where it stands. Words that begin with a dash come after --. Filters
    work with words or alone; what is sealed is never searched.

    Example: logbook search bank card --as "Sandra Whitlow"
    Example: logbook search --house "Maple House" --level high --late --as "Sandra Whitlow"
    """
    typed = " ".join(words)
    with at_desk(folder, name) as desk:
        wanted = chosen(desk, narrowed)
        wanted = replace(wanted, first=start or wanted.first, last=end or wanted.last)
        if not typed and wanted.is_empty:
            raise click.UsageError("Say which words, or by what to filter.")
        finder = Finder(desk)
        lines = finder.page(typed, chosen=wanted, count=SHOWN)
        count = finder.count(typed, chosen=wanted)
        more = "+" if count.more else ""
        if as_json:
            document(
                {
                    "words": typed,
                    **({} if wanted.is_empty else {"filter": wanted.to_plain()}),
                    "found": count.found,
                    "more": count.more,
                    "entries": [_plain(line) for line in lines],
                }
            )
            return
        table(
            ("Reference", "Level", "Person", "What", "Where it stands", "Sent", "Found"),
            [_row(line, desk) for line in lines],
        )
        if not lines:
            what = "fits those filters" if not wanted.is_empty else "holds those words"
            sealed = finder.about_sealed()
            say(" ".join(filter(None, (f"Nothing that you may read {what}.", sealed))))
        elif count.found > len(lines):
            say(f"The newest {len(lines)} of {count.found:,}{more}. More words find fewer.")


def _row(line: Line, desk: Desk) -> tuple[str, ...]:
    entry, zone = line.entry, desk.directory.settings.zone
    return (
        entry.reference,
        entry.level.marked,
        line.person,
        entry.title,
        f"{entry.state.replace('-', ' ')}{', brought in' if entry.brought_in else ''}",
        short(Moment.at(entry.sent_at, zone), desk.now),
        line.found,
    )


def _plain(line: Line) -> dict[str, Plain]:
    entry = line.entry
    return {
        "reference": entry.reference,
        "kind": entry.kind,
        "title": entry.title,
        "level": entry.level.key,
        "state": entry.state,
        "person": line.person,
        "house": line.house,
        "author": line.author,
        "sent_at": utc_text(entry.sent_at),
        "closed": entry.closed,
        "brought_in": entry.brought_in,
        "found": line.found,
    }
