"""How something is to be brought in, what became of it, and every line that cannot be."""

from collections.abc import Callable
from dataclasses import dataclass

from logbook.domain.refusals import Refusal
from logbook.storage.store import Progress, unwatched


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be brought in: where, and why in a sentence."""

    line: int
    why: str
    column: str = ""

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        return f"Line {self.line:,}{column}: {self.why}"


class BadCell(Refusal):
    """What stands in one column of a line cannot be taken; the text says why."""

    def __init__(self, why: str, column: str = "") -> None:
        super().__init__(why)
        self.column = column


class NotBroughtIn(Refusal):
    """Some lines are bad, so that nothing was brought in."""


@dataclass(frozen=True, kw_only=True)
class How:
    """What the person asked for, and how they are kept told.

    `on_bad` hears of every bad line as it is found, `on_note` what was understood of the file.
    """

    skip_bad: bool = False
    dry_run: bool = False
    on_bad: Callable[[BadLine], object] = lambda _bad: None
    on_note: Callable[[str], object] = lambda _note: None
    checking: Progress = unwatched
    saving: Progress = unwatched


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What became of a file; with a dry run, what would."""

    new: int
    there: int
    """As many were brought in, or listed, before."""
    bad: int

    @property
    def lines(self) -> int:
        return self.new + self.there + self.bad


def refuse_bad(bad: int, lines: int, how: How) -> None:
    """One bad line keeps all of them out, unless they are to be left out."""
    if not bad or how.skip_bad:
        return
    if bad == lines:
        raise NotBroughtIn("None of the lines can be brought in, so nothing was.")
    which = "One line" if bad == 1 else f"{bad:,} lines"
    raise NotBroughtIn(
        f"{which} of {lines:,} cannot be brought in, so nothing was. Mend "
        f"{'it' if bad == 1 else 'them'} in the file, or leave "
        f"{'it' if bad == 1 else 'them'} out with --skip-bad."
    )
