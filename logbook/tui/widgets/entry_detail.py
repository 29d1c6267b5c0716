"""The detail of one entry: everything in it, to be read from top to bottom by keyboard."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.text import plain
from logbook.tui.widgets.entry_words import Part, Section, sections
from logbook.tui.widgets.pages import Tone

WIDEST_LABEL = 22
LONGEST_LINE = 76
"""Cells; the eye does not find the next line after a longer one."""
NARROWEST = 8


class DetailText(Widget):
    """Sections drawn in two columns, labels beside what belongs to them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail-text--heading",
        "detail-text--label",
        "detail-text--accent",
        "detail-text--muted",
        "detail-text--warn",
    }
    DEFAULT_CSS = """
    DetailText { height: auto; width: 100%; padding-right: 1; }
    DetailText .detail-text--heading { color: $accent; text-style: bold; }
    DetailText .detail-text--label { color: $muted; }
    DetailText .detail-text--accent { text-style: bold; }
    DetailText .detail-text--muted { color: $muted; }
    DetailText .detail-text--warn { color: $warn; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[Section, ...] = ()
        self._drawn: tuple[int, list[Content]] = (0, [])

    def show(self, found: Sequence[Section]) -> None:
        self._sections = tuple(found)
        self._drawn = (0, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def notify_style_update(self) -> None:
        self._drawn = (0, [])
        super().notify_style_update()

    def _lines(self, width: int) -> list[Content]:
        """Wrapping a long entry takes a while, so it is done once for each width."""
        if self._drawn[0] != width:
            lines: list[Content] = []
            for nth, section in enumerate(self._sections):
                if nth:
                    lines.append(Content(""))
                lines += self._section(section, max(NARROWEST, min(LONGEST_LINE, width)))
            self._drawn = (width, lines)
        return self._drawn[1]

    def _section(self, section: Section, width: int) -> list[Content]:
        lines = [self._styled(section.heading, "heading")] if section.heading else []
        for part in section.parts:
            lines += self._labelled(part, width) if part.label else self._whole(part, width)
        return lines

    def _whole(self, part: Part, width: int) -> list[Content]:
        return [self._toned(line, part.tone) for line in plain(part.words).wrap(width)]

    def _labelled(self, part: Part, width: int) -> list[Content]:
        column = min(WIDEST_LABEL, width // 3)
        labels = plain(part.label).wrap(column)
        words = plain(part.words).wrap(width - column - 2)
        label_style = self.get_visual_style("detail-text--label")
        lines = []
        for nth in range(max(len(labels), len(words))):
            label = labels[nth] if nth < len(labels) else Content("")
            said = words[nth] if nth < len(words) else Content("")
            padded = label.extend_right(max(0, column + 2 - label.cell_length))
            lines.append(padded.stylize(label_style) + self._toned(said, part.tone))
        return lines

    def _toned(self, line: Content, tone: Tone) -> Content:
        return line.stylize(self.get_visual_style(f"detail-text--{tone}")) if tone else line

    def _styled(self, words: str, name: str) -> Content:
        return plain(words).stylize(self.get_visual_style(f"detail-text--{name}"))


class EntryDetail(VerticalScroll):
    """An entry, or nothing; arrows and page keys scroll it once it has focus."""

    DEFAULT_CSS = """
    EntryDetail { padding: 0 1; height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text = DetailText()
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, opened: OpenEntry, earlier: Sequence[Line] = ()) -> None:
        """The entry as it is now; one that was on screen already stays where it was scrolled to."""
        self._text.show(sections(opened, earlier))
        if opened.id != self._shown:
            self._shown = opened.id
            self.scroll_home(animate=False)

    def say(self, words: str) -> None:
        """A few words in place of an entry that is not open."""
        self._shown = ""
        self._text.show([Section("", tuple(Part(each) for each in words.splitlines()))])
        self.scroll_home(animate=False)

    def clear(self) -> None:
        self._shown = ""
        self._text.show(())
