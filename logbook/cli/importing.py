"""`logbook import`: people and old records from elsewhere, all of a file or nothing of it."""

import sys
from pathlib import Path

import click

from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.progress import watched
from logbook.cli.saying import say, tell
from logbook.cli.somebody import at_desk
from logbook.services.desk import Desk
from logbook.services.importing import entries as old_entries
from logbook.services.importing import people as old_people
from logbook.services.importing.report import Brought, How

PROGRESS_ROOM = 30
STOPPED = "Stopped. Either all of it is here, or nothing: the same command says which."

file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
skip_bad = click.option(
    "--skip-bad", is_flag=True, help="Leave lines out that cannot be brought in."
)
dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen, and save nothing.")


@click.group(name="import")
def import_() -> None:
    """Bring in people or old records from a file, whole or not at all.

    Example: logbook import people people.csv --as "Helen Marsden"
    """


@import_.command(cls=Command, name="people")
@file
@skip_bad
@dry_run
@as_somebody
@in_folder
def people(*, file: Path, skip_bad: bool, dry_run: bool, name: str, folder: Path) -> None:
    """List the people a service supports, from CSV: name, initials, house.

    Managers do it. Staff are not brought in: they get accounts by invitation. The same file twice
    lists nobody twice. docs/import.md says what the columns may be called.

    Example: logbook import people people.csv --dry-run --as "Helen Marsden"
    Example: logbook import people people.csv --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        brought = _people(desk, file, skip_bad=skip_bad, dry_run=dry_run)
    _say(brought, ("person", "people"), "listed", dry_run=dry_run)


@import_.command(cls=Command, name="entries")
@file
@skip_bad
@dry_run
@as_somebody
@in_folder
def entries(*, file: Path, skip_bad: bool, dry_run: bool, name: str, folder: Path) -> None:
    """Bring in old entries, from CSV or JSON Lines.

    The General Manager does it. They are recorded now, and keep who wrote them and when; they are
    closed unless they say otherwise, marked “brought in”, and in nobody's queue. The same file
    twice brings in nothing twice. While they are saved, everybody else's saving waits.
    docs/import.md says what the columns are.

    Example: logbook import entries old.csv --dry-run --as "Helen Marsden"
    Example: logbook import entries old.jsonl --skip-bad --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        brought = _entries(desk, file, skip_bad=skip_bad, dry_run=dry_run)
    _say(brought, ("entry", "entries"), "brought in", dry_run=dry_run)


def _people(desk: Desk, file: Path, *, skip_bad: bool, dry_run: bool) -> Brought:
    with watched("Reading") as checking:
        how = How(
            skip_bad=skip_bad, dry_run=dry_run, on_bad=_beside, on_note=_beside, checking=checking
        )
        return old_people.bring_in(desk, file, how)


def _entries(desk: Desk, file: Path, *, skip_bad: bool, dry_run: bool) -> Brought:
    with watched("Checking") as checking, watched("Bringing in") as saving:
        how = How(
            skip_bad=skip_bad,
            dry_run=dry_run,
            on_bad=_beside,
            on_note=_beside,
            checking=checking,
            saving=saving,
        )
        try:
            return old_entries.bring_in(desk, file, how)
        except KeyboardInterrupt:
            _beside(STOPPED)
            raise


def _beside(said: object) -> None:
    """A line on standard error, on a line of its own while progress is shown there."""
    if sys.stderr.isatty():
        print(f"\r{' ' * PROGRESS_ROOM}\r", end="", file=sys.stderr)
    tell(str(said))


def _say(brought: Brought, what: tuple[str, str], done: str, *, dry_run: bool) -> None:
    would = " would be" if dry_run else (" is" if brought.new == 1 else " are")
    say(f"{_many(brought.new, what)}{would} {done}.")
    if brought.there:
        say(f"{_many(brought.there, what)} of the file {_was(brought.there)} here already.")
    if brought.bad:
        say(f"{_many(brought.bad, ('line', 'lines'))} {_was(brought.bad)} left out.")


def _many(count: int, what: tuple[str, str]) -> str:
    return f"{count:,} {what[count != 1]}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
