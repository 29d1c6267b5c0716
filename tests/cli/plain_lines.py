"""Somebody who records line by line, with an eye on everything that is printed."""

import io
import sys
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from unittest.mock import patch

import time_machine
from command_line import NOW, PASSPHRASE, Answer, BirchLane
from rich.cells import cell_len

from logbook.cli.main import run
from logbook.cli.plain.lines import WIDTH

Talk = Callable[[str], str | None]
"""Hears what was printed since it last spoke; says a line, or nothing more."""
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BOXES = range(0x2500, 0x25A0)


class Heard(io.StringIO):
    """Standard output, as it is read."""

    encoding = "utf-8"


class Keyboard(io.StringIO):
    """Standard input that is somebody talking."""

    def __init__(self, talk: Talk, heard: io.StringIO) -> None:
        super().__init__()
        self._talk = talk
        self._heard = heard
        self._at = 0
        self._is_first = True

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override] # IOBase reads bytes
        if self._is_first:
            self._is_first = False
            return f"{PASSPHRASE}\n"
        new = self._heard.getvalue()[self._at :]
        self._at += len(new)
        line = self._talk(new)
        return "" if line is None else f"{line}\n"


def talks(birch: BirchLane, name: str, talk: Talk, *arguments: str, now: datetime = NOW) -> Answer:
    """`logbook record`, by somebody who answers what they hear."""
    out, err = Heard(), Heard()
    where = ("--as", name, "--in", str(birch.folder))
    with (
        time_machine.travel(now, tick=True),
        patch.object(sys, "stdin", Keyboard(talk, out)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = run(["record", *(arguments or ("--plain",)), *where])
    answer = Answer(status, out.getvalue(), err.getvalue())
    check_lines(answer.out)
    return answer


def types(
    birch: BirchLane, name: str, lines: Iterable[str], *arguments: str, now: datetime = NOW
) -> Answer:
    """`logbook record`, by somebody who types these lines whatever is said."""
    waiting = iter(lines)
    return talks(birch, name, lambda _heard: next(waiting, None), *arguments, now=now)


def check_lines(printed: str) -> None:
    """What holds of every line, whoever wrote it: narrow, visible, and nothing drawn."""
    for line in printed.split("\n"):
        assert cell_len(line) <= WIDTH, line
        hidden = [sign for sign in line if unicodedata.category(sign) in UNSEEN]
        assert not [sign for sign in hidden if not is_private_or_new(sign)], repr(line)
        assert not [sign for sign in line if ord(sign) in BOXES], line


def is_private_or_new(sign: str) -> bool:
    """Signs without a picture of their own, which a terminal shows as a box."""
    return unicodedata.category(sign) in {"Co", "Cn"} and not 0xFDD0 <= ord(sign) <= 0xFDEF


def pages(answer: Answer) -> list[str]:
    """What was printed, page by page."""
    return answer.out.split("\n\n")


def page(answer: Answer, words: str) -> str:
    """The first page with these words on it."""
    return next(each for each in pages(answer) if words in each)
