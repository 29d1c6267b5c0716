"""Facts about hostile text on a real terminal, judged by the bytes that arrive there."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile import CANARY, FOR_A_TERMINAL, HOSTILE
from surfaces import IN_A_TERMINAL, ROWS, SURFACES, WIDTH

PROGRAM = Path(__file__).with_name("surfaces.py")
SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences
    rb"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"  # strings: titles, clipboard, device control
    rb"|\x1b[ -/]*[0-~]"  # short escapes
    rb"|[\x00-\x09\x0b-\x1f\x7f]"  # controls alone
    rb"|\xc2[\x80-\x9f]",  # C1 controls in UTF-8
    re.DOTALL,
)
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
CURSOR = re.compile(rb"\x1b\[([0-9]+);([0-9]+)H")


EVERYWHERE = [tuple(HOSTILE)[start::24] for start in range(24)]
"""Four unlike strings at a time, for all surfaces at once make a tall terminal."""


def height(which: str, names: Sequence[str]) -> int:
    surfaces = SURFACES if which.endswith("everywhere") else IN_A_TERMINAL
    return ROWS * len(names) * len(surfaces)


def bytes_on_a_terminal(which: str, names: Sequence[str]) -> bytes:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height(which, names), WIDTH, 0, 0))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    environment = {**clean, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with subprocess.Popen(  # noqa: S603 - our own program, beside this file
        [sys.executable, PROGRAM, which, *names],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    ) as program:
        os.close(theirs)
        received = b"".join(iter(lambda: read(ours), b""))
        status = program.wait(timeout=60)
    os.close(ours)
    assert status == 0, received[-2000:]
    return received


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def sequences(received: bytes, rows: int) -> set[bytes]:
    """Every sequence but colours, and cursor moves that stay on the screen."""
    return {
        sequence
        for sequence in SEQUENCE.findall(received)
        if not COLOUR.fullmatch(sequence) and not on_screen(sequence, rows)
    }


def on_screen(sequence: bytes, rows: int) -> bool:
    move = CURSOR.fullmatch(sequence)
    return move is not None and int(move[1]) <= rows and int(move[2]) <= WIDTH


@pytest.mark.skipif(sys.platform != "linux", reason="the ends of a pty close differently elsewhere")
@pytest.mark.parametrize(
    "names", [FOR_A_TERMINAL, pytest.param(tuple(HOSTILE), marks=pytest.mark.slow)], ids=len
)
def test_a_terminal_gets_nothing_that_harmless_text_would_not_send(names: Sequence[str]) -> None:
    rows = height("hostile", names)
    harmless = bytes_on_a_terminal("harmless", names)
    hostile = bytes_on_a_terminal("hostile", names)
    assert sequences(hostile, rows) - sequences(harmless, rows) == set()
    assert hostile.count(CANARY.encode()) > len(IN_A_TERMINAL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the ends of a pty close differently elsewhere")
@pytest.mark.parametrize("names", EVERYWHERE, ids=", ".join)
def test_no_string_on_any_surface_sends_what_harmless_text_would_not(names: Sequence[str]) -> None:
    rows = height("hostile-everywhere", names)
    harmless = bytes_on_a_terminal("harmless-everywhere", names)
    hostile = bytes_on_a_terminal("hostile-everywhere", names)
    assert sequences(hostile, rows) - sequences(harmless, rows) == set()


@pytest.mark.parametrize("name", FOR_A_TERMINAL)
def test_the_judge_would_notice_each_of_them(name: str) -> None:
    frame = b"\x1b[2;3H\x1b[38;5;1mtext"
    noticed = sequences(frame + HOSTILE[name].encode(errors="replace"), rows=100)
    assert noticed or name == "surrogates"  # they cannot be written at all: that is a crash
