"""What waits at home: notices, what came back, what is not finished; one cursor through all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from logbook.tui.text import plain
from logbook.tui.widgets.answering import Awake

NOWHERE = -1
_INDENT = 2
_UNDER = 2
"""Lines shown under a row that the cursor is not on, so that what follows is in sight too."""


class Waits(Enum):
    """Why something is on this list."""

    NOTICE = auto()
    CAME_BACK = auto()
    SINCE = auto()
    UNFINISHED = auto()


_HEADINGS = {
    Waits.NOTICE: "Before you start",
    Waits.SINCE: "Since you were last on",
    Waits.CAME_BACK: "Came back to you",
    Waits.UNFINISHED: "Not finished",
}


@dataclass(frozen=True)
class HomeRow:
    """One thing that waits. `mark` is the word at its end: what Enter does, or that it is new."""

    waits: Waits
    id: str
    words: str
    under: str = ""
    """A second line or more, indented under the first."""
    mark: str = ""

    @property
    def heading(self) -> str:
        """What stands above it and its like."""
        return _HEADINGS[self.waits]


def _cut(line: Content, room: int) -> Content:
    """A line that goes on, cut after a whole word."""
    end = line.plain.rfind(" ", 0, room - 1) if line.cell_length > room - 2 else len(line.plain)
    return line[: max(1, end)] + " …"


class HomeRows(Awake, can_focus=True):
    """The cursor stays on its row while others come and go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "home-rows--heading",
        "home-rows--cursor",
        "home-rows--under",
        "home-rows--mark",
    }
    DEFAULT_CSS = """
    HomeRows { height: auto; width: 100%; }
    HomeRows .home-rows--heading { color: $accent; text-style: bold; }
    HomeRows .home-rows--cursor { background: $text; color: $ground; }
    HomeRows .home-rows--under { color: $muted; }
    HomeRows .home-rows--mark { color: $warn; text-style: bold; }
    """

    cursor: reactive[int] = reactive(NOWHERE)

    class Chosen(Message):
        """Enter, or a second click."""

        def __init__(self, row: HomeRow) -> None:
            super().__init__()
            self.row = row

    class Moved(Message):
        """The cursor came to a place, which should be seen."""

        def __init__(self, region: Region) -> None:
            super().__init__()
            self.region = region

    class Left(Message):
        """Down from the last row: on to what follows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[HomeRow, ...] = ()

    @property
    def row(self) -> HomeRow | None:
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[HomeRow]) -> None:
        """Other rows; the cursor follows its own, or stays near where that was."""
        before = self.row
        self.rows = tuple(rows)
        ids = [each.id for each in rows]
        if before is not None and before.id in ids:
            self.cursor = ids.index(before.id)
        else:
            self.cursor = min(self.cursor, len(ids) - 1)
        self.refresh(layout=True)

    def enter(self, *, at_end: bool = False, at: str = "") -> None:
        """Take the keys, with the cursor in view: where it was, on the last row, or on one."""
        last = len(self.rows) - 1
        named = next((place for place, row in enumerate(self.rows) if row.id == at), self.cursor)
        self.cursor = last if at_end else max(0, min(named, last))
        self.focus(scroll_visible=False)
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.post_message(self.Moved(self.region_of(self.cursor)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def lines_within(self, room: int) -> int:
        """How many lines to show of so many at most: no heading stands last, over nothing."""
        lines = self._lines(self.size.width)[:room]
        while lines and lines[-1][1] == NOWHERE:
            lines.pop()
        return len(lines)

    def beyond(self, room: int) -> tuple[HomeRow, ...]:
        """The rows of which nothing is within so many lines."""
        within = {place for _line, place in self._lines(self.size.width)[:room]}
        return tuple(row for place, row in enumerate(self.rows) if place not in within)

    def render(self) -> Content:
        return Content("\n").join(line for line, _place in self._lines(self.size.width))

    def _lines(self, width: int) -> list[tuple[Content, int]]:
        """Every line as drawn, and the place of the row it belongs to."""
        lines: list[tuple[Content, int]] = []
        section: str | None = None
        for place, row in enumerate(self.rows):
            if row.heading != section:
                if section is not None:
                    lines.append((Content(""), NOWHERE))
                section = row.heading
                heading = self.get_visual_style("home-rows--heading")
                lines.append((Content(section).stylize(heading), NOWHERE))
            lines += [(line, place) for line in self._row_lines(place, row, max(20, width))]
        return lines

    def _row_lines(self, place: int, row: HomeRow, width: int) -> list[Content]:
        room = width - _INDENT - len(row.mark) - 2
        words = [(line, "") for line in plain(row.words).wrap(room)]
        on_cursor = place == self.cursor and self.has_focus
        under = plain(row.under).wrap(room - _INDENT) if row.under else []
        if not on_cursor and len(under) > _UNDER:
            under = [*under[: _UNDER - 1], _cut(under[_UNDER - 1], room - _INDENT)]
        words += [(line, "home-rows--under") for line in under]
        lines = []
        for nth, (line, style) in enumerate(words):
            indent = " " * (_INDENT * 2 if style else _INDENT)
            toned = line.stylize(self.get_visual_style(style)) if style else line
            drawn = (Content(indent) + toned).extend_right(
                max(0, width - len(row.mark) - len(indent) - line.cell_length)
            )
            mark = row.mark if nth == len(words) - 1 else " " * len(row.mark)
            drawn += Content.styled(mark, self.get_visual_style("home-rows--mark"))
            if on_cursor:
                drawn = Content(drawn.plain).stylize(self.get_visual_style("home-rows--cursor"))
            lines.append(drawn)
        return lines

    def watch_cursor(self) -> None:
        self.refresh(layout=True)

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it
        self.refresh(layout=True)

    def on_key(self, event: Key) -> None:
        moves = {"up": -1, "down": 1}
        if event.key in moves:
            event.stop()
            self._move(moves[event.key])
        elif event.key in {"home", "end"} and self.rows:
            event.stop()
            self.cursor = 0 if event.key == "home" else len(self.rows) - 1
            self._show_cursor()
        elif event.key == "enter":
            event.stop()
            if self.row is not None and not self.is_early(event):
                self.wait_to_be_seen()
                self.post_message(self.Chosen(self.row))

    def _move(self, step: int) -> None:
        if self.cursor + step >= len(self.rows):
            self.post_message(self.Left())
        elif self.rows:
            self.cursor = max(0, self.cursor + step)
            self._show_cursor()

    def region_of(self, place: int) -> Region:
        """Where a row is drawn, within this widget; the first one with its heading."""
        at = [y for y, (_, owner) in enumerate(self._lines(self.size.width)) if owner == place]
        if not at:
            return Region()
        above = 0 if place else at[0]
        return Region(0, at[0] - above, self.size.width, len(at) + above)

    def on_click(self, event: Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        if offset is not None and offset.y < len(lines) and lines[offset.y][1] != NOWHERE:
            self.cursor = lines[offset.y][1]
            if event.chain > 1 and self.row is not None:
                self.post_message(self.Chosen(self.row))
