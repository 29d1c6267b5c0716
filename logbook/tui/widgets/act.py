"""A button in one line of text, which names the act."""

from typing import ClassVar

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message

from logbook.tui.text import plain
from logbook.tui.widgets.answering import Awake


class Act(Awake, can_focus=True):
    """Does one thing, on Enter, Space or a click, once."""

    DEFAULT_CSS = """
    Act { height: 1; width: auto; padding: 0 1; color: $accent; text-style: bold; }
    Act:focus { background: $text; color: $ground; }
    """

    class Done(Message):
        """The person wants it done."""

        def __init__(self, act: "Act") -> None:
            super().__init__()
            self.act = act

        @property
        def control(self) -> "Act":
            return self.act

    KEYS: ClassVar[frozenset[str]] = frozenset({"enter", "space"})

    def __init__(
        self,
        label: str,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.label = label

    def render(self) -> Content:
        return plain(f"[ {self.label} ]")

    def on_key(self, event: Key) -> None:
        if event.key in self.KEYS:
            event.stop()
            if not self.is_early(event):
                self.wait_to_be_seen()
                self.post_message(self.Done(self))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Done(self))
