"""One quiet line above the keys: what was just done, or why something cannot be."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from logbook.tui.text import plain


class Notice(Widget):
    """Keeps its line free while it says nothing, so that nothing moves when it speaks."""

    DEFAULT_CSS = """
    Notice { height: auto; min-height: 1; max-height: 4; width: 100%; padding: 0 1; }
    Notice.-why { color: $warn; text-style: bold; }
    """

    words: reactive[str] = reactive("", layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return max(1, len(plain(self.words).wrap(max(1, width))))

    def render(self) -> Content:
        return plain(self.words)

    def say(self, words: str) -> None:
        """Something that was done."""
        self.set_class(False, "-why")  # noqa: FBT003 - Textual's signature
        self.words = words

    def say_why(self, sentence: str) -> None:
        """A refusal: needs somebody, so it is in the colour of that, and in words."""
        self.set_class(bool(sentence), "-why")
        self.words = sentence
