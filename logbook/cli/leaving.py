"""What commands that write a file share: which days, in what format, into which folder, the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from logbook.cli.options import days_from
from logbook.cli.saying import say, tell
from logbook.services.desk import Desk
from logbook.services.exporting import leaving, packs
from logbook.services.exporting.files import Place
from logbook.services.exporting.leaving import Proven
from logbook.services.exporting.packs import Form, Made

F = TypeVar("F", bound=Callable[..., Any])
STOPPED = "Stopped. There is no file."

into_folder = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder for the file, which logbook names itself. Without it: the one you are in.",
)


def from_day_to_day(first: str, last: str, *, required: bool = False) -> Callable[[F], F]:
    """`--from` and `--to`, each with its help."""

    def add(command: F) -> F:
        for option, name, words in (("--to", "end", last), ("--from", "start", first)):
            command = click.option(
                option,
                name,
                metavar="DATE",
                required=required,
                callback=days_from(forwards=False),
                help=words,
            )(command)
        return command

    return add


def in_format(default: Form | None, words: str) -> Callable[[F], F]:
    """`--format`, of a pack."""
    return click.option(
        "--format",
        "form",
        type=click.Choice([form.value for form in Form]),
        default=default.value if default else None,
        show_default=default is not None,
        help=words,
    )


def ready(desk: Desk, out: Path) -> tuple[Proven, Place]:
    """That it may leave now, and where to; with what should be known about that folder.

    Raises:
        NoPlace: files cannot be put there.
    """
    place = leaving.place_at(desk, out)
    for warning in place.warnings:
        tell(warning)
    return leaving.proven_at_the_door(desk), place


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ctrl+C in here leaves no file, and says so."""
    try:
        yield
    except KeyboardInterrupt:
        tell(STOPPED)
        raise


def write_pack(desk: Desk, out: Path, form: str, make: Callable[[], Made]) -> None:
    """Make a pack, write it, and say where it is."""
    proven, place = ready(desk, out)
    with until_stopped():
        written = packs.write(desk, proven, place, make(), Form(form))
    say(written.words)
