"""`logbook notes`: one worker's entries in a period, for supervision."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from logbook.cli.options import Command, as_somebody, days_from, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.domain.refusals import NotAllowed
from logbook.services import accounts
from logbook.services import notes as written
from logbook.services.notes import Format


@click.command(cls=Command)
@click.option("--for", "worker", metavar="WORKER", required=True, help="Whose entries.")
@click.option(
    "--from",
    "start",
    metavar="DATE",
    required=True,
    callback=days_from(forwards=False),
    help="The first day, like 3 November 2026 or 3/11/2026.",
)
@click.option(
    "--to",
    "end",
    metavar="DATE",
    required=True,
    callback=days_from(forwards=False),
    help="The last day, which counts too.",
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
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help="A new file, readable by you alone. Without it: standard output.",
)
@as_somebody
@in_folder
def notes(
    *, worker: str, start: date, end: date, form: str, out: Path | None, name: str, folder: Path
) -> None:
    """Write one worker's notes for supervision; people are shown by initials.

    That they were written is in the log. They are personal data once they leave logbook.

    Example: logbook notes --for "Sam Okafor" --from "1 Oct" --to today --as "Sandra Whitlow"
    Example: logbook notes --for Sam --from 1/10/2026 --to 31/10/2026 --format csv --out sam.csv
    """
    if out is not None:
        _refuse_taken(out)
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, worker)
        made = written.write(desk, member, start, end, Format(form))
    if out is None:
        _print(made.content)
        return
    _create(out, made.content)
    say(f"{out}: {made.entries} entries. Keep it where only those who need it can read it.")


def _refuse_taken(out: Path) -> None:
    if out.exists() or out.is_symlink():
        raise NotAllowed(f"There is a file at {out} already. Choose another name.")
    if not out.absolute().parent.is_dir():
        raise NotAllowed(f"There is no folder {out.absolute().parent}. Choose another place.")


def _create(out: Path, content: bytes) -> None:
    """A file that is whole or not there, and never in place of another."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(out, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _print(content: bytes) -> None:
    """Byte for byte into a file or a pipe; made visible on a terminal."""
    if sys.stdout.isatty():
        say(content.decode("utf-8-sig"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
