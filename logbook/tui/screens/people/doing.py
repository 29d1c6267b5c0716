"""What the list and the page of one of them share: a number does what stands beside it."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from logbook.services import absence, people
from logbook.tui.screens.chronology import ChronologyScreen
from logbook.tui.screens.people import other_forms as other
from logbook.tui.screens.people import past_cards
from logbook.tui.screens.people import past_forms as past
from logbook.tui.screens.people import staff_forms as staff
from logbook.tui.screens.people.cards import Card
from logbook.tui.screens.people.code import CodeScreen
from logbook.tui.screens.people.form import Done, PeopleForm
from logbook.tui.screens.people.numbered import NumberedScreen
from logbook.tui.screens.people.roster import ListOf, Roster, read
from logbook.tui.screens.people.settings_forms import form_of
from logbook.tui.screens.redact import RedactScreen, easy_form
from logbook.tui.session import Session

if TYPE_CHECKING:
    from logbook.domain.people import Member, Person

_ON_MEMBER: Mapping[str, type[staff.MemberForm]] = {
    "reset": staff.ResetForm,
    "last-day": staff.LastDayForm,
    "house": staff.HouseForm,
    "name": staff.NameForm,
    "roles": staff.RolesForm,
    "manager": staff.ManagerForm,
    "away": staff.AwayForm,
    "email": staff.EmailForm,
}
_ON_PERSON: Mapping[str, type[other.PersonForm]] = {
    "person-house": other.PersonHouseForm,
    "initials": other.InitialsForm,
    "aliases": other.AliasesForm,
    "person-name": other.PersonNameForm,
    "close-file": other.CloseFileForm,
}
_ADDING: Mapping[ListOf, Callable[[Session, Roster, str], PeopleForm]] = {
    ListOf.STAFF: staff.AddStaffForm,
    ListOf.SUPPORTED: other.AddPersonForm,
    ListOf.HOUSES: other.AddHouseForm,
}


class OnPeople(NumberedScreen):
    """It reads everybody; a number acts on one of them."""

    def __init__(self, session: Session, which: ListOf) -> None:
        super().__init__(session)
        self.which = which
        self.roster: Roster | None = None

    def draw(self, roster: Roster) -> None:
        """Show everybody as they are now."""
        raise NotImplementedError

    async def look(self) -> None:
        self.roster = await asyncio.to_thread(read, self.desk, self.which)
        if self.is_attached:
            self.draw(self.roster)

    async def do(self, card: Card, key: str) -> None:
        if key == "chronology":
            self.app.push_screen(ChronologyScreen(self.session, card.id))
            return
        if self._shows(card, key):
            return
        at_once = self._at_once(card, key)
        if key == "what-we-wrote":
            easy = easy_form(self.session, self.desk.directory.people[card.id])
            self.app.push_screen(easy, lambda _done: self.notice.say(easy.words_after))
        elif key == "access-request":
            self.app.push_screen(RedactScreen(self.session, self.desk.directory.people[card.id]))
        elif at_once is not None:
            self.notice.say(await asyncio.to_thread(at_once))
            self.look_again()
        else:
            form = await self._form(card, key)
            await self.app.push_screen(form, self.came_back)

    def _shows(self, card: Card, key: str) -> bool:
        """What only opens another screen."""
        if self.roster is None or self.roster.past is None:
            return False
        if key == past_cards.READ:
            from logbook.tui.screens.opening import entry_screen  # noqa: PLC0415 - a circle

            author = self.roster.past.past(card.id).author
            self.app.push_screen(entry_screen(self.session, card.id, author))
        elif key == past_cards.CONFIRM:
            asked = self.roster.past.asked(card.id)
            self.app.push_screen(past.ConfirmErasingScreen(self.session, asked))
        else:
            return False
        return True

    def _at_once(  # noqa: PLR0911 - one case per act
        self, card: Card, key: str
    ) -> Callable[[], str] | None:
        """What needs no question, because another key takes it back."""
        match key:
            case "back":
                return lambda: f"{absence.come_back(self.desk, card.id).name} is back."
            case "reopen-file":
                return lambda: f"The file of {people.reopen_file(self.desk, card.id).name} is open."
            case "open-house":
                return lambda: f"{people.add_house(self.desk, card.id)} is open."
            case "close-house":
                return lambda: f"{people.close_house(self.desk, card.id)} is closed."
            case "on-call-tried":
                return lambda: f"Tried today: {people.checked_on_call(self.desk).on_call}."
            case past_cards.TAKE_BACK:
                return partial(past.take_back, self.desk, card.id)
            case _:
                return None

    async def _form(self, card: Card, key: str) -> PeopleForm:
        roster = await asyncio.to_thread(read, self.desk, self.which)
        if roster.past is not None:
            work = partial(past.form_of, self.session, roster, roster.past)
            return await asyncio.to_thread(work, card.id, key)
        if self.which is ListOf.SETTINGS:
            made = await asyncio.to_thread(form_of, self.session, card.id, key)
            return made(self.session, roster)
        if key == "on-call":
            return other.OnCallForm(self.session, roster)
        if key == "rename-house":
            return other.RenameHouseForm(self.session, roster, card.id)
        if key in _ON_PERSON:
            person: Person = roster.directory.people[card.id]
            return _ON_PERSON[key](self.session, roster, person)
        return await self._member_form(roster, card, key)

    async def _member_form(self, roster: Roster, card: Card, key: str) -> PeopleForm:
        member: Member = roster.directory.staff[card.id]
        if key == "leave":
            handed_up = await asyncio.to_thread(absence.handed_up, self.desk, member.id)
            return staff.LeaveForm(self.session, roster, member, handed_up)
        return _ON_MEMBER[key](self.session, roster, member)

    def add(self, typed: str) -> None:
        """Add somebody, of whom a name may have been typed."""
        if self.roster is not None and self.which in _ADDING:
            form = _ADDING[self.which](self.session, self.roster, typed)
            self.app.push_screen(form, self.came_back)

    def came_back(self, done: Done | None) -> None:
        if done is None:
            return
        self.notice.say(done.words)
        if done.code is not None:
            self.app.push_screen(CodeScreen(self.session, done.code))
