"""Keys typed before a command asks do not show: they may be the start of a passphrase."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_KEYBOARD = 0
_LOCAL = 3
"""Where a terminal's local modes stand among its attributes."""


@contextmanager
def unheard() -> Iterator[None]:
    """Nothing that is typed shows until somebody is asked; at the end it is as it was found."""
    before = _attributes()
    _show(before, shown=False)
    try:
        yield
    finally:
        _set(before)


def heard() -> None:
    """From now on what is typed shows."""
    _show(_attributes(), shown=True)


def _attributes() -> list[Any]:
    """How the keyboard is set; nothing where it is not a terminal, or Windows has it."""
    if sys.platform == "win32" or not os.isatty(_KEYBOARD) or _is_in_background():
        return []
    import termios  # noqa: PLC0415 - Windows has none

    return termios.tcgetattr(_KEYBOARD)


def _is_in_background() -> bool:
    """Whoever changes a terminal that a shell has given to another is put to sleep."""
    try:
        return os.tcgetpgrp(_KEYBOARD) != os.getpgrp()
    except OSError:
        return False  # no shell shares it out


def _show(attributes: list[Any], *, shown: bool) -> None:
    if not attributes or sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 - Windows has none

    changed = list(attributes)
    modes = changed[_LOCAL]
    changed[_LOCAL] = modes | termios.ECHO if shown else modes & ~termios.ECHO
    _set(changed)


def _set(attributes: list[Any]) -> None:
    if not attributes or sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 - Windows has none

    termios.tcsetattr(_KEYBOARD, termios.TCSADRAIN, attributes)
