"""One of them on the whole screen: what is said of them, and what can be done."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Key

from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.people.card_view import CardView
from logbook.tui.screens.people.cards import Card
from logbook.tui.screens.people.doing import OnPeople
from logbook.tui.screens.people.roster import ListOf, Roster
from logbook.tui.session import Session


class CardScreen(OnPeople):
    """Its numbers do what stands beside them."""

    place = Place.DETAILS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.DETAILS)]
    CSS_PATH = "people.tcss"

    def __init__(self, session: Session, which: ListOf, wanted: str) -> None:
        super().__init__(session, which)
        self.wanted = wanted
        self.detail = CardView()
        self.footer.extra = "The number does it"

    def body(self) -> ComposeResult:
        with VerticalScroll(id="detail"):
            yield self.detail
        yield self.notice

    def on_mount(self) -> None:
        self.query_one("#detail").focus()

    def draw(self, roster: Roster) -> None:
        card = roster.card(self.which, self.wanted)
        if card is None:
            self.dismiss(None)
            return
        self.detail.card = card
        self.header.where = f"{self.which.words} · {card.name}"

    @property
    def card(self) -> Card | None:
        return self.detail.card

    def on_key(self, event: Key) -> None:
        self.pressed_a_number(event)
