"""Answers in a list, each with its number; a number or Enter asks for one to be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from logbook.tui.text import plain
from logbook.tui.widgets.answering import Awake

NOWHERE = -1
LABEL = 22
_GAP = 2


@dataclass(frozen=True)
class AnswerRow:
    """One answer; `note` says what is particular about it."""

    key: str
    label: str
    answer: str
    note: str = ""


class AnswerRows(Awake, can_focus=True):
    """Nothing is under the cursor until an arrow or a number puts it there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "answer-rows--cursor",
        "answer-rows--number",
        "answer-rows--label",
        "answer-rows--note",
    }
    DEFAULT_CSS = """
    AnswerRows { height: auto; width: 100%; }
    AnswerRows .answer-rows--cursor { background: $text; color: $ground; }
    AnswerRows .answer-rows--number { color: $accent; }
    AnswerRows .answer-rows--label { color: $muted; }
    AnswerRows .answer-rows--note { color: $warn; }
    """

    cursor: reactive[int] = reactive(NOWHERE)

    class Picked(Message):
        """This one is to be changed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Moved(Message):
        """The cursor came to a place, which should be seen."""

        def __init__(self, region: Region) -> None:
            super().__init__()
            self.region = region

    class Left(Message):
        """Down from the last row: on to what follows the list."""

    def __init__(self, rows: Sequence[AnswerRow] = ()) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self._number = ""

    def show(self, rows: Sequence[AnswerRow]) -> None:
        self.rows = tuple(rows)
        self.cursor = NOWHERE
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(line for line, _place in self._lines(self.size.width))

    def _lines(self, width: int) -> list[tuple[Content, int]]:
        return [
            (line, place)
            for place, row in enumerate(self.rows)
            for line in self._row_lines(place, row, max(LABEL, width))
        ]

    def _row_lines(self, place: int, row: AnswerRow, width: int) -> list[Content]:
        number = f"{place + 1}".rjust(len(str(len(self.rows))))
        room = max(8, width - len(number) - LABEL - 2 * _GAP)
        labels = plain(row.label).wrap(LABEL)
        said = plain(row.answer).wrap(room)
        note = self.get_visual_style("answer-rows--note")
        if row.note:
            said += [line.stylize(note) for line in plain(row.note).wrap(room)]
        lines = []
        for nth in range(max(len(labels), len(said))):
            lead = number if nth == 0 else " " * len(number)
            label = labels[nth] if nth < len(labels) else Content("")
            label = label.extend_right(max(0, LABEL - label.cell_length))
            answer = said[nth] if nth < len(said) else Content("")
            lines.append(
                Content.assemble(
                    (lead, self.get_visual_style("answer-rows--number")),
                    " " * _GAP,
                    label.stylize(self.get_visual_style("answer-rows--label")),
                    " " * _GAP,
                    answer,
                )
            )
        if place == self.cursor and self.has_focus:
            inverse = self.get_visual_style("answer-rows--cursor")
            return [
                Content(line.plain).extend_right(max(0, width - line.cell_length)).stylize(inverse)
                for line in lines
            ]
        return lines

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it
        self.refresh()

    def on_key(self, event: Key) -> None:
        number, self._number = self._number, ""
        last = len(self.rows) - 1
        if event.key == "enter":
            event.stop()
            if self.cursor != NOWHERE and not self.is_early(event):
                self._pick(self.cursor)
        elif event.key == "down":
            event.stop()
            if self.cursor == last:
                self.post_message(self.Left())
            else:
                self.move_to(self.cursor + 1)
        elif event.key == "up":
            event.stop()
            self.move_to(last if self.cursor == NOWHERE else max(0, self.cursor - 1))
        elif event.character and event.character.isdigit():
            event.stop()
            if not self.is_early(event):
                self.digit(event.character, after=number)

    def digit(self, digit: str, *, after: str = "") -> None:
        """A number picks as soon as no further digit could make it another one."""
        for number in (after + digit, digit):
            place = int(number) - 1
            if number[0] != "0" and place < len(self.rows):
                break
        else:
            return
        if len(self.rows) >= int(f"{number}0"):
            self._number = number
            self.move_to(place)
        else:
            self._pick(place)

    def move_to(self, place: int) -> None:
        if self.rows:
            self.cursor = place
            self.post_message(self.Moved(self.region_of(place)))

    def region_of(self, place: int) -> Region:
        """Where a row is drawn, within this widget."""
        at = [y for y, (_, owner) in enumerate(self._lines(self.size.width)) if owner == place]
        return Region(0, at[0], self.size.width, len(at)) if at else Region()

    def _pick(self, place: int) -> None:
        self.wait_to_be_seen()
        self.post_message(self.Picked(self.rows[place].key))

    def on_click(self, event: Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        if offset is not None and offset.y < len(lines):
            self._pick(lines[offset.y][1])
