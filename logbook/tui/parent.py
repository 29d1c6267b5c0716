"""The parent of the screen: a small process that outlives it and leaves the terminal clean.

Standard library only, and little of it: it parts from the screen before anything is imported
for that, so it holds no key, no name and no word of an entry. Nothing in a program can act once
that program was killed outright; only somebody else can.
"""

import contextlib
import os
import signal
import sys
from types import FrameType
from typing import Any

ALONE = -1
"""In the place of a parent where there is none."""
STOPPED = "logbook was stopped. What was typed is kept as a draft. Start it again."

KEEP_TITLE = "\x1b[22;2t"
GIVE_BACK_TITLE = "\x1b[23;2t"
CLEAN = (
    "\x1b\\"  # ends whatever was being said when it stopped
    "\x1b[?2026l"  # and what was held back to be drawn at once
    "\x1b[r\x1b(B\x0f"  # the whole screen scrolls, and letters are letters
    "\x1b[0m\x1b[2J\x1b[H"  # nothing of ours is left, in no colour
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse
    "\x1b[?1004l\x1b[?2004l\x1b[?2048l"  # focus, marks of a paste, news of the size
    "\x1b[<u"  # a keyboard protocol, where one was asked for
    "\x1b[?1049l\x1b[0m\x1b[?7h\x1b[?25h"  # the ordinary screen, its lines and its cursor
)

_PASSED_ON = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGWINCH")
_UNHEARD = ("SIGTSTP", "SIGTTOU", "SIGTTIN")
_KEYBOARD, _SCREEN = 0, 2
"""The screen is drawn on the error output, as Textual does."""


def outlive(said: str = STOPPED) -> int:
    """Go on in a child. The parent stays, passes signals on, and ends as the child did.

    Where the child ends by a signal, the terminal is made as it was before and `said` is said on
    it. Windows cannot fork; there the screen goes on alone.

    Returns:
        The end of a pipe that closes when the parent is gone, or `ALONE`.

    Raises:
        SystemExit: in the parent, with the child's status; 128 and the signal that ended it.
    """
    if sys.platform == "win32":
        return ALONE
    before = _attributes()
    ours, theirs = os.pipe()
    _write(KEEP_TITLE)
    sys.stdout.flush()
    numbers = {getattr(signal, name) for name in _PASSED_ON}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    child = os.fork()
    if child:
        os.close(ours)
        _pass_on_to(child)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        sys.exit(_status(child, before, said))
    os.close(theirs)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return ours


def _pass_on_to(child: int) -> None:
    def pass_on(number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, number)

    for name in _PASSED_ON:
        signal.signal(getattr(signal, name), pass_on)
    for name in _UNHEARD:
        signal.signal(getattr(signal, name), signal.SIG_IGN)


def _status(child: int, before: list[Any], said: str) -> int:
    _, how = os.waitpid(child, 0)
    if os.WIFSIGNALED(how):
        _clean(before)
        _write(f"{GIVE_BACK_TITLE}{said}\n")
        return 128 + os.WTERMSIG(how)
    _write(GIVE_BACK_TITLE)
    return os.WEXITSTATUS(how)


def _attributes() -> list[Any]:
    """How the keyboard is set; nothing where it is not a terminal."""
    import termios  # noqa: PLC0415 - Windows has none

    return termios.tcgetattr(_KEYBOARD) if os.isatty(_KEYBOARD) else []


def _clean(before: list[Any]) -> None:
    """What was typed and not read goes nowhere: it was not meant for a shell."""
    import termios  # noqa: PLC0415 - Windows has none

    with contextlib.suppress(termios.error):
        if before:
            termios.tcsetattr(_KEYBOARD, termios.TCSAFLUSH, before)
    _write(CLEAN)


def _write(words: str) -> None:
    """Say it on the screen; a window that is closed hears nothing."""
    if not os.isatty(_SCREEN):
        return
    with contextlib.suppress(OSError):
        os.write(_SCREEN, words.encode())
