"""A code to hand over: shown once, to be read aloud or written down."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.moments import Moment
from logbook.domain.showing import show
from logbook.services.accounts import Code
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.notice import Notice

ONCE = "It is shown only now. When it is written down or handed over: Enter."
_LETTERS = (
    "Alfa",
    "Bravo",
    "Charlie",
    "Delta",
    "Echo",
    "Foxtrot",
    "Golf",
    "Hotel",
    "India",
    "Juliett",
    "Kilo",
    "Lima",
    "Mike",
    "November",
    "Oscar",
    "Papa",
    "Quebec",
    "Romeo",
    "Sierra",
    "Tango",
    "Uniform",
    "Victor",
    "Whiskey",
    "X-ray",
    "Yankee",
    "Zulu",
)
_SPOKEN = {word[0]: word for word in _LETTERS}


def spoken(group: str) -> str:
    """A group as it is read out on a telephone: digits as they are, letters as words."""
    return "  ".join(_SPOKEN.get(each, each) for each in group)


class CodeScreen(PlaceScreen[None]):
    """Esc does not leave it, because nobody sees the code again."""

    place = Place.CODE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CODE)]
    CSS_PATH = "code.tcss"

    def __init__(self, session: Session, code: Code) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.code = code
        self.notice = Notice()

    def body(self) -> ComposeResult:
        until = show(
            Moment.at(self.code.expires, self.session.desk.directory.settings.zone),
            self.session.desk.now,
        )
        name = self.code.member.name
        with VerticalScroll(classes="column", can_focus=False):
            yield Static(plain(f"A code for {name}"), classes="heading")
            for group in self.code.code.split("-"):
                yield Static(plain(f"{' '.join(group)}     {spoken(group)}"), classes="code--group")
            yield Static(
                plain(
                    f"{name} chooses their name at the sign-in screen, types this code in place of "
                    "a passphrase, and chooses one. Dashes and capitals do not matter."
                ),
            )
            yield Static(plain(f"Good once, until {until}. {ONCE}"), classes="muted")
            yield Act("They have it", id="done")
        yield self.notice

    def on_mount(self) -> None:
        self.query_one(Act).focus()

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self.dismiss(None)

    async def action_back(self) -> None:
        self.notice.say_why(ONCE)
