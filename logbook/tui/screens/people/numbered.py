"""A page on which a number does what stands beside it; it is read anew on coming into sight."""

from textual import work
from textual.events import Key

from logbook.domain.refusals import Refusal
from logbook.services.desk import Desk, Gone
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.notice import Notice

READING = "It is being read. Press the number again once you see it."


class NumberedScreen(PlaceScreen[None]):
    """One thing is done at a time; what is refused says why, and nothing else happens."""

    def __init__(self, session: Session, where: str = "") -> None:
        super().__init__(where, who=session.member.name, roles=session.roles)
        self.session = session
        self.notice = Notice()
        self._is_doing = False

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    @property
    def card(self) -> Card | None:
        """What a number acts on; None where it acts on nothing."""
        raise NotImplementedError

    async def look(self) -> None:
        """Read it and show it, as it is now."""
        raise NotImplementedError

    async def do(self, card: Card, key: str) -> None:
        """Do what is offered under this key."""
        raise NotImplementedError

    def why_nothing(self) -> str:
        """Why a number does nothing now."""
        return READING

    def on_screen_resume(self) -> None:
        self.look_again()

    @work(exclusive=True, group="reading")
    async def look_again(self) -> None:
        try:
            await self.look()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))

    def pressed_a_number(self, event: Key) -> bool:
        """Whether the key was one; it does what stands beside it, or says why it cannot."""
        if not (event.character and event.character.isdigit()):
            return False
        event.stop()
        card, place = self.card, int(event.character)
        if card is None:
            self.notice.say_why(self.why_nothing())
        elif not 1 <= place <= len(card.offers):
            self.notice.say_why(f"There is no {place} here.")
        else:
            self._begin(card, card.offers[place - 1])
        return True

    def _begin(self, card: Card, offer: Offer) -> None:
        if offer.why_not:
            self.notice.say_why(offer.why_not)
        elif not self._is_doing:
            self._do(card, offer.key)

    @work(group="beginning")
    async def _do(self, card: Card, key: str) -> None:
        self._is_doing = True
        self.notice.say("")
        try:
            await self.do(card, key)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        finally:
            self._is_doing = False
