"""`logbook export`: entries as data, in a new file that is on record."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from logbook.cli.filters import chosen, filters
from logbook.cli.options import Command, as_somebody, days_from, in_folder
from logbook.cli.progress import watched
from logbook.cli.saying import say, tell
from logbook.cli.somebody import at_desk
from logbook.services import accounts
from logbook.services.exporting import entries, leaving
from logbook.services.exporting.entries import Form, Show, Wanted

STOPPED = "Stopped. There is no file."


@click.command(cls=Command)
@click.argument("form", metavar="FORMAT", type=click.Choice([form.value for form in Form]))
@filters
@click.option("--words", metavar="WORDS", default="", help="Only entries that hold every word.")
@click.option("--for", "worker", metavar="WORKER", default="", help="Only what this worker wrote.")
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
@click.option(
    "--show",
    type=click.Choice([show.value for show in Show]),
    default=Show.ALL.value,
    show_default=True,
    help="All that you may read, what is open, or what waits for you.",
)
@click.option("--practice", is_flag=True, help="What was written for practice, too.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder for the file, which logbook names itself. Without it: the one you are in.",
)
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
        place = leaving.place_at(desk, out)
        for warning in place.warnings:
            tell(warning)
        wanted = Wanted(
            words=words,
            show=Show(show),
            worker=accounts.by_name(desk, worker) if worker else None,
            first=start,
            last=end,
            practice=practice,
            chosen=chosen(desk, narrowed),
        )
        proven = leaving.proven_at_the_door(desk)
        with watched("Writing") as progress:
            try:
                written = entries.write(desk, proven, place, Form(form), wanted, progress=progress)
            except KeyboardInterrupt:
                tell(STOPPED)
                raise
    say(written.words)
