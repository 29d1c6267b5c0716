"""The command line: 0 is done, 1 is refused or failed, 2 is misspelt."""

import os
import sys
from collections.abc import Sequence

from logbook.cli.contents import help_text, version_line

DONE, FAILED, STOPPED = 0, 1, 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask.

    Returns:
        The exit status.
    """
    asked = list(sys.argv[1:] if arguments is None else arguments)
    _print_whatever_the_terminal_cannot()
    try:
        status = _do(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_the_pipe()
        return FAILED
    except KeyboardInterrupt:
        return STOPPED
    return status


def _do(asked: list[str]) -> int:
    """Help and version are said without importing anything for them."""
    match asked:
        case ["--help" | "-h"]:
            print(help_text())
        case ["--version"]:
            print(version_line())
        case _:
            from logbook.cli.door import through  # noqa: PLC0415 - click only where it is needed

            return through(asked)
    return DONE


def _print_whatever_the_terminal_cannot() -> None:
    """A letter that this terminal has not is printed by its number; it does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _let_go_of_the_pipe() -> None:
    """Whoever read us has gone: what is still in the buffer goes nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
