"""Questions of the command line: typed on a terminal, else lines of standard input in order.

A passphrase is never an argument and never in the environment, where others could read it.
"""

import getpass
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import TypeVar

from logbook.cli import echo
from logbook.domain.refusals import Refusal
from logbook.domain.text import visible

T = TypeVar("T")


class Unanswered(Refusal):
    """Standard input ended before the question was answered."""


class WouldShow(Refusal):
    """This terminal would show the passphrase while it is typed."""


class NotTheSame(Refusal):
    """What was typed twice is not the same."""


class NotConfirmed(Refusal):
    """Somebody was asked first, and did not say yes."""


def is_terminal() -> bool:
    return sys.stdin.isatty()


def line(question: str) -> str:
    """One line, as it was typed. A script knows the order, and is not asked in words.

    Raises:
        Unanswered: there is none.
    """
    sys.stdout.flush()
    if is_terminal():
        echo.heard()
        print(visible(question), end=" ", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed:
        raise Unanswered(f"Nothing was typed for “{question}”. Nothing was done.")
    return typed.removesuffix("\n").removesuffix("\r")


def secret(question: str) -> str:
    """A line that does not show while it is typed.

    Raises:
        Unanswered: there is none.
        WouldShow: the terminal cannot hide it, so it is not asked for.
    """
    if not is_terminal():
        _refuse_half_a_terminal(sys.platform, os.environ)
        return line(question)
    sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            typed = getpass.getpass(f"{visible(question)} ", stream=sys.stderr)
        except getpass.GetPassWarning:
            raise WouldShow(
                "This terminal would show the passphrase while you type it, so it is not asked "
                "for. Open another terminal, or give it as the first line of standard input."
            ) from None
        except EOFError:
            raise Unanswered(f"Nothing was typed for “{question}”. Nothing was done.") from None
        except UnicodeDecodeError:
            raise Unanswered("That was not text that can be read. Nothing was done.") from None
    echo.heard()
    return typed


def _refuse_half_a_terminal(platform: str, environment: Mapping[str, str]) -> None:
    """Some Windows terminals look like a file to a program, and show every key that is typed."""
    if platform == "win32" and environment.get("MSYSTEM"):
        raise WouldShow(
            "This terminal would show the passphrase while you type it, so it is not asked for. "
            "Open Windows Terminal and start logbook there."
        )


def until(ask: Callable[[], T]) -> T:
    """Ask until the answer is taken: a person is asked again, a script is refused at once."""
    while True:
        try:
            return ask()
        except (Unanswered, WouldShow):
            raise
        except Refusal as refusal:
            if not is_terminal():
                raise
            print(visible(str(refusal)), file=sys.stderr)


def new_secret(question: str) -> str:
    """A new passphrase; on a terminal, where it cannot be seen, it is typed twice.

    Raises:
        NotTheSame: the second differs.
    """
    typed = secret(question)
    if is_terminal() and secret("The same again:") != typed:
        raise NotTheSame("Those two are not the same. Type the passphrase again.")
    return typed


def confirm(question: str, *, confirmed: bool) -> None:
    """Ask for a yes, unless it was given beforehand.

    Raises:
        NotConfirmed: it was not said.
    """
    if confirmed:
        return
    if line(f"{question} Type yes or no:").strip().casefold() not in {"yes", "y"}:
        raise NotConfirmed("Nothing was done.")
