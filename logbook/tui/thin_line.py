"""For a thin line: of all that Textual draws, only what is not on the terminal already is sent."""

import re
import shutil
from unicodedata import bidirectional

from rich.cells import get_character_cell_size
from textual.drivers.linux_driver import LinuxDriver

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<style>[\d;]*)m"
    r"|(?P<line>\n)"
    r"|(?P<other>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[\]]|[\x00-\x1f])"
    r"|(?P<text>[^\x00-\x1f]+)"
)
_KEEPS = re.compile(r"\x1b\[\?(?:2026|25)[hl]")
"""What changes nothing of the screen: drawing at once, and the cursor."""
_TURNING = frozenset({"R", "AL", "AN", "NSM"})
"""Letters from right to left: some terminals put them in another order."""
_PLAIN = ""
_UNKNOWN = ("", "?")

Cell = tuple[str, str]
"""A letter and its style, as the terminal was told."""


class Drawn:
    """What stands on the terminal, as far as we wrote it."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Cell] = {}
        self._row = self._column = 1
        self._style = _PLAIN

    def forget(self) -> None:
        """Nothing is known: the terminal was cleared, or has another size."""
        self._cells.clear()

    def less(self, written: str) -> str:
        """The same picture in fewer letters."""
        said = _Said()
        moved = False
        for token in _TOKEN.finditer(written):
            if moved and token["other"]:
                said.goes_to(self._row, self._column)
            moved = token["row"] is not None
            if token["text"] is not None:
                self._text(token["text"], said)
            elif moved:
                self._row, self._column = int(token["row"]), int(token["column"])
            elif token["style"] is not None:
                self._style = _PLAIN if token["style"] in ("", "0") else token["style"]
            elif token["line"] is not None:
                self._row, self._column = self._row + 1, 1
            else:
                self._other(token["other"], said)
        said.ends()
        if moved:
            said.goes_to(self._row, self._column)
        return said.words

    def _text(self, text: str, said: "_Said") -> None:
        if not all(_is_one_cell(letter) for letter in text):
            self._in_full(text, said)
            return
        for letter in text:
            place, cell = (self._row, self._column), (letter, self._style)
            if self._cells.get(place, _UNKNOWN) != cell:
                self._cells[place] = cell
                said.letter(*place, *cell)
            self._column += 1

    def _in_full(self, text: str, said: "_Said") -> None:
        """Terminals differ on how wide some signs are: the rest of such a line is never known."""
        for place in [each for each in self._cells if each[0] == self._row]:
            if place[1] >= self._column:
                del self._cells[place]
        said.run(self._row, self._column, text, self._style)
        self._column += sum(get_character_cell_size(letter) for letter in text)

    def _other(self, sequence: str, said: "_Said") -> None:
        said.other(sequence)
        if not _KEEPS.fullmatch(sequence):
            self.forget()


class _Said:
    """What is sent: the cursor goes only where it is not, and a style is said once."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = (0, 0)
        self._style = _PLAIN

    @property
    def words(self) -> str:
        return "".join(self._parts)

    def goes_to(self, row: int, column: int) -> None:
        if self._at != (row, column):
            self._parts.append(f"\x1b[{row};{column}H")
            self._at = (row, column)

    def letter(self, row: int, column: int, letter: str, style: str) -> None:
        self.goes_to(row, column)
        self._wears(style)
        self._parts.append(letter)
        self._at = (row, column + 1)

    def run(self, row: int, column: int, text: str, style: str) -> None:
        self.goes_to(row, column)
        self._wears(style)
        self._parts.append(text)
        self._at = (0, 0)

    def other(self, sequence: str) -> None:
        self._wears(_PLAIN)
        self._parts.append(sequence)

    def ends(self) -> None:
        self._wears(_PLAIN)

    def _wears(self, style: str) -> None:
        if style != self._style:
            self._parts.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
            self._style = style


def _is_one_cell(letter: str) -> bool:
    if letter.isascii():
        return True
    return get_character_cell_size(letter) == 1 and bidirectional(letter) not in _TURNING


class ThinDriver(LinuxDriver):
    """Textual's own, but for what it sends."""

    _drawn: Drawn | None = None
    _drawn_at: tuple[int, ...] = ()

    def write(self, data: str) -> None:
        drawn = self._drawn = self._drawn or Drawn()
        size = shutil.get_terminal_size()
        if size != self._drawn_at:
            self._drawn_at = size
            drawn.forget()
        super().write(drawn.less(data))
