"""The door: bare `logbook [--in DIR]` opens the screen, everything else is a command."""

import sys
from collections.abc import Sequence
from pathlib import Path

from logbook.cli.folders import default_folder
from logbook.tui.process import forbid_dumps, prepare

KEY_FILE = "logbook.keys"
"""Repeated here so that a command does not import the vault to be told apart from a screen."""


class NotBare(Exception):
    """The arguments are for the command line."""


def bare_folder(arguments: Sequence[str]) -> Path:
    """The folder of a start that asks for nothing but the screen.

    Raises:
        NotBare: it asks for something else.
    """
    match list(arguments):
        case []:
            return default_folder()
        case ["--in", folder] if folder:
            return Path(folder)
        case [one] if one.startswith("--in=") and one != "--in=":
            return Path(one.removeprefix("--in="))
        case _:
            raise NotBare


def main() -> None:
    prepare()
    try:
        folder = bare_folder(sys.argv[1:])
    except NotBare:
        sys.exit(_command())
    if not _is_terminal():
        sys.exit(_command())  # it says what to do without a screen
    from logbook.tui.start import run  # noqa: PLC0415 - after the environment is cleared

    sys.exit(run(folder))


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _command() -> int:
    forbid_dumps()
    from logbook.cli.main import run  # noqa: PLC0415 - click only where there is a command

    status: int = run()
    return status


if __name__ == "__main__":
    main()
