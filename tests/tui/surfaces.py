"""Every surface on which text from people may be drawn; run as a program, on a real terminal.

`python surfaces.py hostile NAME…` draws the strings so named, `… harmless NAME…` as many tame ones;
`hostile-everywhere` and `harmless-everywhere` do so on all surfaces.
"""

import sys
from collections.abc import Callable, Iterable, Sequence

from hostile import HOSTILE
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Input,
    Label,
    Link,
    ListItem,
    ListView,
    OptionList,
    RadioButton,
    RadioSet,
    Select,
    SelectionList,
    Static,
    TabbedContent,
    TabPane,
    TextArea,
    Tree,
)
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from logbook.domain.text import visible
from logbook.tui.line_filter import ControlFilter
from logbook.tui.text import cell, plain, title


def static(text: str) -> Widget:
    return Static(plain(text))


def label(text: str) -> Widget:
    return Label(plain(text))


def link(text: str) -> Widget:
    return Link(visible(text), url="about:blank")


def button(text: str) -> Widget:
    return Button(plain(text))


def checkbox(text: str) -> Widget:
    return Checkbox(plain(text))


def radio(text: str) -> Widget:
    return RadioSet(RadioButton(plain(text)))


def answer(text: str) -> Widget:
    return Input(value=text)


def password(text: str) -> Widget:
    return Input(value=text, password=True)


def placeholder(text: str) -> Widget:
    return Input(placeholder=visible(text))


def story(text: str) -> Widget:
    return TextArea(text)


def read_only_story(text: str) -> Widget:
    return TextArea(text, read_only=True, show_line_numbers=True, soft_wrap=False)


def table(text: str) -> Widget:
    widget: DataTable[object] = DataTable()
    widget.add_column(cell(text), key="said")
    widget.add_row(cell(text), key="row", label=cell(text))
    return widget


def options(text: str) -> Widget:
    return OptionList(Option(plain(text)))


def ticks(text: str) -> Widget:
    return SelectionList[int](Selection(plain(text), 0))


def choice(text: str) -> Widget:
    return Select([(plain(text), 0)], value=0)


def tree(text: str) -> Widget:
    widget: Tree[None] = Tree(cell(text))
    widget.root.add_leaf(cell(text))
    widget.root.expand()
    return widget


def list_view(text: str) -> Widget:
    return ListView(ListItem(Label(plain(text))))


def titled(text: str) -> Widget:
    widget = Static("titled")
    widget.styles.border = ("round", "red")
    widget.border_title = title(text)
    widget.border_subtitle = title(text)
    return widget


def collapsible(text: str) -> Widget:
    # the annotation says str; `Content.from_text` behind it keeps Content as it is
    return Collapsible(Static(plain(text)), title=title(text), collapsed=False)  # type: ignore[arg-type]


def tab(text: str) -> Widget:
    widget = TabbedContent()
    widget.compose_add_child(TabPane(title(text), Static(plain(text))))
    return widget


SURFACES: Sequence[Callable[[str], Widget]] = (
    static,
    label,
    link,
    button,
    checkbox,
    radio,
    answer,
    password,
    placeholder,
    story,
    read_only_story,
    table,
    options,
    ticks,
    choice,
    tree,
    list_view,
    titled,
    collapsible,
    tab,
)
IN_A_TERMINAL = (static, button, answer, story, table, titled)
ROWS = 6
WIDTH = 110


class Surfaces(App[None]):
    """Draws each text on each surface, six rows each."""

    ENABLE_COMMAND_PALETTE = False
    CSS = f"Screen {{ overflow: hidden; }} .surface {{ height: {ROWS}; overflow: hidden; }}"

    def __init__(
        self,
        texts: Iterable[str],
        surfaces: Sequence[Callable[[str], Widget]] = SURFACES,
        *,
        leave_when_drawn: bool = False,
    ) -> None:
        super().__init__()
        self.texts = tuple(texts)
        self.surfaces = surfaces
        self.leave_when_drawn = leave_when_drawn
        self.controls = ControlFilter()

    @property
    def height(self) -> int:
        return ROWS * len(self.texts) * len(self.surfaces)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self.controls]

    def compose(self) -> ComposeResult:
        for text in self.texts:
            for surface in self.surfaces:
                yield Vertical(surface(text), classes="surface")

    def on_ready(self) -> None:
        if self.leave_when_drawn:
            self.set_timer(0.5, self.exit)


def main(which: str, names: Sequence[str]) -> None:
    what, _, where = which.partition("-")
    texts = [HOSTILE[name] if what == "hostile" else f"harmless {name}" for name in names]
    Surfaces(texts, SURFACES if where else IN_A_TERMINAL, leave_when_drawn=True).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
