"""Help: what this place is for, and its keys."""

from collections.abc import Container, Iterable
from typing import ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.people import Role
from logbook.tui.keys import Command, bindings_of, commands_at, key_name
from logbook.tui.places import BEFORE, INSIDE, Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.text import plain

_KEYS_WIDTH = 12
_WORDS_WIDTH = 23

Row: TypeAlias = tuple[str, str, str]
"""The keys, the words of the footer, and what it does."""


class HelpScreen(PlaceScreen[None]):
    """F1, everywhere. Both lists come from the one table of keys."""

    place = Place.HELP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.HELP)]
    CSS_PATH = "help.tcss"

    def __init__(
        self,
        of: Place,
        *,
        roles: frozenset[Role] = frozenset(),
        about: str = "",
        unused: Container[str] = (),
    ) -> None:
        super().__init__(f"Help · {of.heading}", roles=roles)
        self.of = of
        self.unused = unused
        """Keys of the place that do nothing on the screen itself."""
        self.about = about or of.about
        if of in BEFORE:
            self.footer.shown = ("close-help",)

    def body(self) -> ComposeResult:
        here, everywhere = self._commands()
        with VerticalScroll(id="help"):
            yield Static(plain(self.about), classes="help--about")
            yield Static("Keys here", classes="heading")
            yield KeyTable(_rows(here))
            if self.of in _WITH_LISTS:
                yield Static("In the list", classes="heading")
                yield KeyTable(_LIST_KEYS)
            if everywhere:
                yield Static("Everywhere", classes="heading")
                yield KeyTable(_rows(everywhere))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _commands(self) -> tuple[list[Command], list[Command]]:
        every = commands_at(self.of, self.roles)
        commands = [each for each in every if each.id not in self.unused]
        here = [each for each in commands if not each.places >= INSIDE - {Place.HELP}]
        return here, [each for each in commands if each not in here]

    def action_close_help(self) -> None:
        self.dismiss()


_WITH_LISTS = frozenset({Place.HOME, Place.TRIAGE, Place.FIND, Place.PERSON})
_LIST_KEYS: tuple[Row, ...] = (
    ("↑ ↓", "move", "One line up or down."),
    ("PgUp PgDn", "page", "A screen up or down."),
    ("Home End", "ends", "The first line, the last line."),
)


class KeyTable(Widget):
    """Keys, their words, and what they do, wrapped under its own column."""

    DEFAULT_CSS = "KeyTable { height: auto; width: 100%; margin-bottom: 1; }"

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__()
        self.rows = tuple(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        room = max(20, min(72, width) - _KEYS_WIDTH - _WORDS_WIDTH)
        lines = []
        for keys, words, said in self.rows:
            lead = Content.assemble((keys.ljust(_KEYS_WIDTH), "$accent"), words.ljust(_WORDS_WIDTH))
            for nth, line in enumerate(plain(said).wrap(room)):
                before = lead if nth == 0 else Content(" " * lead.cell_length)
                lines.append(before + line.stylize("$muted"))
        return lines


def _rows(commands: Iterable[Command]) -> Iterable[Row]:
    for each in commands:
        yield " ".join(key_name(key) for key in each.keys), each.words, each.help
