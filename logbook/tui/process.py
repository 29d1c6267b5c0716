"""What the process owes to whoever shares the machine: no dumps, no stray settings, no leaks.

Standard library only, and nothing of Textual: it runs before everything else.
"""

import os
import signal
import sys
import threading
from collections.abc import MutableMapping
from encodings import utf_8
from types import TracebackType
from typing import Any

from logbook.tui.faults import told_of

_PR_SET_DUMPABLE = 4
GRACE = 3.0
"""Seconds to end in order once the terminal is gone; drafts are saved as they are typed."""
_OF_THE_TERMINAL = frozenset({"textual-input", "textual-output"})


def clear_textual_settings(environment: MutableMapping[str, str]) -> None:
    """Textual reads log files, screenshots and a debugger from the environment; we do not.

    Its keyboard protocol is switched off because Shift+Space types nothing under it.
    """
    for name in [name for name in environment if name.upper().startswith("TEXTUAL_")]:
        del environment[name]
    environment["TEXTUAL_DISABLE_KITTY_KEY"] = "1"


def forbid_dumps() -> None:
    """No core file, and no other process of the same account may read the keys from memory."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - Linux only
    import resource  # noqa: PLC0415 - Linux only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def read_any_bytes() -> None:
    """A byte that is not UTF-8 is shown as �; it does not end the program."""
    for stream in (sys.stdin, sys.__stdin__):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


class TerminalGone(OSError):
    """There is no keyboard any more."""


def let_the_terminal_read_any_bytes() -> None:
    """The same for the keyboard, where Textual decodes strictly and gives no choice.

    A keyboard that has ended reads as nothing, again and again; Textual would go on reading.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver  # noqa: PLC0415 - after the environment is cleared

    class Tolerant(utf_8.IncrementalDecoder):
        def __init__(self) -> None:
            super().__init__("replace")

        def decode(self, data: Any, final: bool = False) -> str:  # noqa: FBT001, FBT002 - as codecs has it
            if not data and not final:
                raise TerminalGone
            return super().decode(data, final)

    vars(linux_driver)["getincrementaldecoder"] = lambda _encoding: Tolerant


def end_with_the_terminal() -> None:
    """Once the window is gone nobody can leave the program, so it leaves by itself.

    The system says so to most programs. Where it does not, or where the screen waits for a
    terminal that takes nothing any more, the thread that reads or writes it is the one to know.
    """
    if sys.platform == "win32":
        return
    before = threading.excepthook

    def from_thread(caught: threading.ExceptHookArgs) -> None:
        thread = caught.thread
        if isinstance(caught.exc_value, OSError) and thread and thread.name in _OF_THE_TERMINAL:
            last_resort = threading.Timer(GRACE, os._exit, (128 + signal.SIGHUP,))
            last_resort.daemon = True
            last_resort.start()
            os.kill(os.getpid(), signal.SIGHUP)
        else:
            before(caught)

    threading.excepthook = from_thread


def report_faults_quietly() -> None:
    """A fault prints its type, file and line: never its message, which may quote an entry."""

    def from_main(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, KeyboardInterrupt):
            sys.stderr.write(told_of(error) + "\n")

    def from_thread(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            sys.stderr.write(told_of(caught.exc_value) + "\n")

    def from_nowhere(caught: "sys.UnraisableHookArgs") -> None:
        if caught.exc_value is not None:
            sys.stderr.write(told_of(caught.exc_value) + "\n")

    sys.excepthook = from_main
    threading.excepthook = from_thread
    sys.unraisablehook = from_nowhere


def prepare() -> None:
    """All of it that goes before any command; `forbid_dumps` goes before the first passphrase."""
    clear_textual_settings(os.environ)
    read_any_bytes()
    report_faults_quietly()
