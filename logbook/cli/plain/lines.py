"""Lines out and lines in: no cursor, no colour, nothing wider than a narrow terminal."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from logbook.cli.plain.signs import printed
from logbook.domain.refusals import Refusal

WIDTH = 78
_NUMBERED = re.compile(r"\d+\. ")
LONGEST = 4095
"""Bytes that a Unix terminal takes in one line; it drops the rest and says nothing."""


class Ended(Refusal):
    """There is no more input."""


@dataclass(frozen=True)
class Lines:
    """Where plain lines go and come from."""

    in_ascii: bool = False

    def say(self, *texts: str) -> None:
        """Each text from the start of a line; what does not fit goes on in the next one."""
        for text in texts:
            hang = "   " if _NUMBERED.match(text) else ""
            print("\n".join(wrapped(printed(text, in_ascii=self.in_ascii), hang)))

    def gap(self) -> None:
        """Between two pages."""
        print()

    def read(self) -> str:
        """The next line as it was typed.

        Raises:
            Ended: there is none.
        """
        sys.stdout.flush()
        typed = sys.stdin.readline()
        if not typed:
            raise Ended("There was no more to read.")
        line = typed.removesuffix("\n").removesuffix("\r")
        if sys.stdin.isatty() and len(line.encode(errors="replace")) >= LONGEST:
            self.say(
                f"That line may have lost its end: this terminal takes {LONGEST:,} letters in "
                "one line. Look at it before you send it, and use shorter lines."
            )
        return line


def wrapped(text: str, hang: str = "") -> Iterator[str]:
    """The lines of a text, none wider than fits; all but the first begin with `hang`."""
    begin = ""
    for paragraph in text.split("\n"):
        line = begin
        for word in _words(paragraph, WIDTH - len(hang)):
            joined = f"{line} {word}" if line.strip() else f"{line}{word}"
            if cell_len(joined) > WIDTH:
                yield line
                joined = f"{hang}{word}"
            line = joined
        yield line.rstrip()
        begin = hang


def _words(paragraph: str, room: int) -> Iterator[str]:
    for word in paragraph.split():
        yield from [word] if cell_len(word) <= room else chop_cells(word, room)
