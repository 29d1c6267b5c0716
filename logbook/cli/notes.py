"""`logbook notes`: one worker's entries in a period, for supervision."""

import sys
from datetime import date
from pathlib import Path

import click

from logbook.cli.leaving import from_day_to_day, ready
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk, read_what_is_left
from logbook.domain.people import Member
from logbook.services import accounts
from logbook.services import notes as written
from logbook.services.desk import Desk
from logbook.services.exporting import files
from logbook.services.notes import Format


@click.command(cls=Command)
@click.option("--for", "worker", metavar="WORKER", required=True, help="Whose entries.")
@from_day_to_day(
    "The first day, like 3 November 2026 or 3/11/2026.",
    "The last day, which counts too.",
    required=True,
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.MARKDOWN.value,
    show_default=True,
    help="To read and print, or as a table.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="A folder for a new file, which logbook names itself. Without it: standard output.",
)
@click.option(
    "--rescue",
    is_flag=True,
    help="Where the file is damaged or read-only: print what can still be read of it.",
)
@as_somebody
@in_folder
def notes(
    *,
    worker: str,
    start: date,
    end: date,
    form: str,
    out: Path | None,
    rescue: bool,
    name: str,
    folder: Path,
) -> None:
    """Write one worker's notes for supervision; people are shown by initials.

    That they were written is in the log. They are personal data once they leave logbook.

    Example: logbook notes --for "Sam Okafor" --from "1 Oct" --to today --as "Sandra Whitlow"
    Example: logbook notes --for Sam --from 1/10/2026 --to 31/10/2026 --format csv --out reports
    """
    if rescue:
        if out is not None:
            raise click.UsageError("With --rescue notes are printed: leave out --out.")

        def of(desk: Desk) -> tuple[Desk, Member, date, date, Format]:
            return desk, accounts.by_name(desk, worker), start, end, Format(form)

        _print(
            read_what_is_left(
                folder,
                name,
                lambda desk: written.write(*of(desk)).content,
                lambda desk: written.read_in_rescue(*of(desk)),
            )
        )
        return
    if out is not None:
        files.place_at(out, data=folder)
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, worker)
        if out is None:
            _print(written.write(desk, member, start, end, Format(form)).content)
            return
        proven, place = ready(desk, out)
        made = written.write_to(
            desk, proven, place, member, start=start, end=end, form=Format(form)
        )
    say(made.words)


def _print(content: bytes) -> None:
    """Byte for byte into a file or a pipe; made visible on a terminal."""
    if sys.stdout.isatty():
        say(content.decode("utf-8-sig"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
