"""Opens the screen on this terminal, beneath a parent that leaves the terminal clean."""

import os
from pathlib import Path

from logbook.tui.display import Display
from logbook.tui.parent import STOPPED, outlive


def show(
    folder: Path,
    display: Display,
    demo: tuple[str, ...] = (),
    *,
    stopped: str = STOPPED,
) -> int:
    """Show the screen until somebody leaves it; `stopped` is said where it was killed.

    Returns:
        The exit status.

    Raises:
        SystemExit: in the parent, with the exit status of the screen.
    """
    display.settle(os.environ)
    parent = outlive(stopped)
    from logbook.tui.start import run  # noqa: PLC0415 - after the environment is settled

    return run(folder, demo, display=display, parent=parent)
