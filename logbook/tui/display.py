"""What the terminal in front of somebody can show, and what the line to it can carry.

Standard library only: it is read from the arguments before anything of Textual is imported.
"""

from collections.abc import MutableMapping
from typing import NamedTuple


class Display(NamedTuple):
    """Told by the person who starts it: no program can find out."""

    ascii_only: bool = False
    """Old terminals have no letters beyond ASCII."""
    slow_link: bool = False
    """A thin line carries a few hundred letters a second."""

    def settle(self, environment: MutableMapping[str, str]) -> None:
        """How Textual is told to draw less; it reads this when it is imported."""
        if self.slow_link:
            environment["TEXTUAL_FPS"] = "10"
            environment["TEXTUAL_ANIMATIONS"] = "none"
            environment["TEXTUAL_SMOOTH_SCROLL"] = "0"


ORDINARY = Display()
