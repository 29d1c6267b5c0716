"""The command line as a test types it: in this process, with what it printed and how it ended."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import time_machine

from logbook.cli.main import run

sys.path.append(str(Path(__file__).parents[1] / "services"))
from service_makers import NOW, PASSPHRASE, BirchLane, birch_lane

__all__ = [
    "NOW",
    "PASSPHRASE",
    "WRONG",
    "Answer",
    "BirchLane",
    "at_birch_lane",
    "birch_lane",
    "logbook",
]

WRONG = "That passphrase does not fit. Type it again, or ask your manager for a code."


@dataclass(frozen=True)
class Answer:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one sentence of a command that was refused."""
        assert self.status == 1, (self.status, self.out, self.err)
        (only,) = self.err.splitlines()
        return only

    @property
    def done(self) -> str:
        """What a command that was done printed."""
        assert self.status == 0, (self.status, self.out, self.err)
        return self.out


class FakeTerminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def logbook(
    *arguments: object,
    typed: str = "",
    now: datetime = NOW,
    terminal: bool = False,
    stdout_terminal: bool = False,
) -> Answer:
    """Type a command with these lines of standard input, on a terminal or printing to one."""
    given = _stream(typed.encode("utf-8", "surrogateescape"), is_terminal=terminal)
    out = _stream(is_terminal=terminal or stdout_terminal)
    err = _stream(is_terminal=terminal)
    with (
        time_machine.travel(now, tick=True),
        patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = run([str(each) for each in arguments])
    return Answer(status, _content(out), _content(err))


def _stream(content: bytes = b"", *, is_terminal: bool) -> io.TextIOWrapper:
    kind = FakeTerminal if is_terminal else io.TextIOWrapper
    return kind(io.BytesIO(content), encoding="utf-8", newline="\n", errors="replace")


def at_birch_lane(
    birch: BirchLane, name: str, *arguments: object, typed: str = "", now: datetime = NOW
) -> Answer:
    """A command by somebody at Birch Lane, whose passphrase is the first line."""
    return logbook(
        *arguments, "--as", name, "--in", birch.folder, typed=f"{PASSPHRASE}\n{typed}", now=now
    )


def _content(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()
