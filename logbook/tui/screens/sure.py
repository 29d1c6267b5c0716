"""Are you sure? Only for what cannot be undone; Esc is the safe answer."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from logbook.tui.places import Place
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.frame import FooterLine


class SureScreen(ModalScreen[bool]):
    """What would happen, and two buttons that name the acts; the safe one has the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "keep", show=False)]
    CSS_PATH = "sure.tcss"
    about: ClassVar[str] = (
        "What is asked here cannot be undone, so it is asked first. Esc and the first button leave"
        " everything as it is; the other button names what it does."
    )
    """What the help page says of it."""

    def __init__(self, words: str, *, act: str, keep: str) -> None:
        super().__init__()
        self.words = words
        self.keep = Act(keep, id="keep")
        self.act = Act(act, id="act")

    def compose(self) -> ComposeResult:
        with Vertical(id="sure"):
            yield Static(plain(self.words), id="what")
            with Horizontal():
                yield self.keep
                yield self.act
            yield Static("Tab to choose, Enter, or Esc", classes="muted")
        footer = FooterLine(Place.HOME)
        footer.shown = ("cover", "help")
        yield footer

    def on_mount(self) -> None:
        self.keep.focus()

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self.dismiss(event.act is self.act)

    def action_keep(self) -> None:
        self.dismiss(False)  # noqa: FBT003 - the answer
