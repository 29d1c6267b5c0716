"""The only door by which text from people reaches a widget: never as markup, never hidden."""

from rich.text import Text
from textual.content import Content

from logbook.domain.text import visible


def plain(text: str) -> Content:
    """Text for anything that takes a visual: square brackets stay square brackets."""
    return Content(visible(text))


def title(text: str) -> Content:
    """Text for a title, of which Textual shows only the first line: made one line, nothing cut."""
    return Content(_on_one_line(text))


def cell(text: str) -> Text:
    """Text for a table or a tree, which know only `rich`: made one line, nothing cut."""
    return Text(_on_one_line(text), no_wrap=True)


def _on_one_line(text: str) -> str:
    return " ".join(visible(text).split())
