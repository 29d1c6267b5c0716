"""`logbook export`: entries as data, in a new file that is on record."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from logbook.cli.filters import chosen, filters
from logbook.cli.leaving import from_day_to_day, into_folder, ready, until_stopped
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.progress import watched
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.services import accounts
from logbook.services.exporting import entries
from logbook.services.exporting.entries import Form, Show, Wanted


@click.command(cls=Command)
@click.argument("form", metavar="FORMAT", type=click.Choice([form.value for form in Form]))
@filters
@click.option("--words", metavar="WORDS", default="", help="Only entries that hold every word.")
@click.option("--for", "worker", metavar="WORKER", default="", help="Only what this worker wrote.")
@from_day_to_day(
    "The first day on which they were recorded, like 3/11/2026.",
    "The last day, which counts too.",
)
@click.option(
    "--show",
    type=click.Choice([show.value for show in Show]),
    default=Show.ALL.value,
    show_default=True,
    help="All that you may read, what is open, or what waits for you.",
)
@click.option("--practice", is_flag=True, help="What was written for practice, too.")
@into_folder
@as_somebody
@in_folder
def export(
    *,
    form: str,
    words: str,
    worker: str,
    start: date | None,
    end: date | None,
    show: str,
    practice: bool,
    out: Path,
    name: str,
    folder: Path,
    **narrowed: Any,
) -> None:
    """Write the entries you may read to a new file: csv, xlsx or jsonl.

    For managers, the deputy and the safeguarding leads. What you may not read is not in it, and
    sealed entries never are. That it was made is in the log, with your name and what you asked
    for. The file is readable by your account alone, and is personal data once it is there;
    docs/exports.md says what is in it and how to delete it.

    Example: logbook export xlsx --from 1/10/2026 --to 31/10/2026 --as "Sandra Whitlow"
    Example: logbook export csv --filter "High in Maple House" --as "Sandra Whitlow"
    Example: logbook export jsonl --words "bank card" --out reports --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        entries.check_may(desk)
        proven, place = ready(desk, out)
        wanted = Wanted(
            words=words,
            show=Show(show),
            worker=accounts.by_name(desk, worker) if worker else None,
            first=start,
            last=end,
            practice=practice,
            chosen=chosen(desk, narrowed),
        )
        with until_stopped(), watched("Writing") as progress:
            written = entries.write(desk, proven, place, Form(form), wanted, progress=progress)
    say(written.words)
