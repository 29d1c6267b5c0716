"""A program on a real pseudo-terminal: what it wrote, what is on the screen, how it ended."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

HERE = Path(__file__).parent
LIMIT = 60.0
"""Seconds after which something that should have come is missed."""


def _without_a_size() -> dict[str, str]:
    """Whoever runs tests on several cores says a size, which would count more than the window's."""
    return {name: said for name, said in os.environ.items() if name not in {"COLUMNS", "LINES"}}


@dataclass
class Terminal:
    """Starts a program with a pseudo-terminal for a keyboard and screen."""

    command: Sequence[str]
    columns: int = 80
    rows: int = 24
    environment: dict[str, str] = field(default_factory=dict)
    wrote: bytes = b""

    def __enter__(self) -> Self:
        self.screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self.screen)
        self.master, self._slave = pty.openpty()
        self.resizes(self.columns, self.rows)
        self.before = termios.tcgetattr(self._slave)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(  # noqa: S603 - the program under test
            list(self.command),
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**_without_a_size(), "TERM": "xterm-256color", **self.environment},
            cwd=HERE,
            start_new_session=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for end in (self.master, self._slave):
            with contextlib.suppress(OSError):
                os.close(end)

    def read(self, seconds: float = 0.02) -> bool:
        """Take what was written, if anything was within the time."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            chunk = os.read(self.master, 65536)
        except OSError:
            return False
        self.wrote += chunk
        self._stream.feed(chunk)
        return bool(chunk)

    def until(self, fact: Callable[[Self], bool]) -> float:
        """Read until it is so.

        Returns:
            Seconds since the start.
        """
        end = time.perf_counter() + LIMIT
        while not fact(self):
            assert time.perf_counter() < end, f"missed; the screen was:\n{self.text}"
            self.read()
        return time.perf_counter() - self.started

    def sees(self, words: str) -> float:
        return self.until(lambda terminal: words in terminal.text)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def left_behind(self) -> str:
        """What stands on the ordinary screen, once the program's own one was left."""
        _, _, after = self.wrote.rpartition(b"\x1b[?1049l")
        return " ".join(after.decode(errors="replace").split())

    def types(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def ends(self) -> int:
        """The exit status, with everything read that was still to come."""
        self.until(lambda terminal: terminal.process.poll() is not None)
        while self.read():
            pass
        return self.process.returncode

    @property
    def is_as_it_was_found(self) -> bool:
        """Echo and line mode are back, the alternate screen is left, the cursor shows."""
        now: list[Any] = termios.tcgetattr(self._slave)
        left = self.wrote.rfind(b"\x1b[?1049l") > self.wrote.rfind(b"\x1b[?1049h")
        shown = self.wrote.rfind(b"\x1b[?25h") > self.wrote.rfind(b"\x1b[?25l")
        return now[:4] == self.before[:4] and left and shown

    def presses(self, key: bytes, fact: Callable[[Self], bool]) -> None:
        """Press a key, and again as a person does when nothing happened."""
        end = time.perf_counter() + LIMIT
        while not fact(self):
            assert time.perf_counter() < end, f"missed; the screen was:\n{self.text}"
            self.types(key)
            again = time.perf_counter() + 1
            while not fact(self) and time.perf_counter() < again:
                self.read()

    def signals(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def resizes(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def unread(self) -> bytes:
        """What was typed and waits for whoever reads the keyboard next."""
        waiting, _, _ = select.select([self._slave], [], [], 0)
        return os.read(self._slave, 65536) if waiting else b""

    @property
    def child(self) -> int:
        """The process that draws the screen, beneath the one that waits for it. Linux only."""
        parent = self.process.pid
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        return int(listed.split()[0])

    def kills_the_screen(self) -> None:
        """Outright, as a machine that is out of memory does it."""
        os.kill(self.child, signal.SIGKILL)

    def hangs_up(self) -> None:
        """Close the window."""
        os.close(self.master)


def is_gone(process: int) -> bool:
    """Whether it ended, buried or not. Linux only."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
