"""The door: bare `logbook [--in DIR]` opens the screen, everything else is a command."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from logbook.cli.echo import unheard
from logbook.cli.folders import default_folder
from logbook.tui.display import Display
from logbook.tui.process import forbid_dumps, prepare

KEY_FILE = "logbook.keys"
"""Repeated here so that a command does not import the vault to be told apart from a screen."""


class NotBare(Exception):
    """The arguments are for the command line."""


class Bare(NamedTuple):
    """A start that asks for nothing but the screen."""

    folder: Path
    display: Display = Display()


def bare_start(arguments: Sequence[str]) -> Bare:
    """Which screen the arguments ask for, read without click.

    Raises:
        NotBare: they ask for something else.
    """
    folder = ""
    display = Display()
    rest = iter(arguments)
    for each in rest:
        match each:
            case "--ascii":
                display = display._replace(ascii_only=True)
            case "--slow-link":
                display = display._replace(slow_link=True)
            case "--in":
                folder = _named(next(rest, ""))
            case one if one.startswith("--in="):
                folder = _named(one.removeprefix("--in="))
            case _:
                raise NotBare
    return Bare(Path(folder) if folder else default_folder(), display)


def _named(folder: str) -> str:
    if not folder:
        raise NotBare
    return folder


def main() -> None:
    prepare()
    try:
        bare = bare_start(sys.argv[1:])
    except NotBare:
        sys.exit(_command())
    if not _is_terminal():
        sys.exit(_command())  # it says what to do without a screen
    from logbook.tui.show import show  # noqa: PLC0415 - a command does without

    sys.exit(show(bare.folder, bare.display))


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _command() -> int:
    with unheard():
        forbid_dumps()
        from logbook.cli.main import run  # noqa: PLC0415 - click only where there is a command

        status: int = run()
    return status


if __name__ == "__main__":
    main()
