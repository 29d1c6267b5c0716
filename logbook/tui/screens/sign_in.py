"""Signing in: who are you, and the passphrase. Only the key file is known here."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Doors, Session
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.person_picker import SHOWN, PersonPicker
from logbook.vault.doorplates import Door, Doorplate

DANGER = "If someone is in danger now: call 999, then your manager. Log after."
WHO = "Choose your name first. Type part of it, then Enter."
NOTHING_TYPED = "Type your passphrase."
FEWER = 4
"""How many names are listed where the demo's passphrases take their room."""
NO_CODE = "Type the code you were given."


class SignInScreen(PlaceScreen[None]):
    """Pick a name, type the passphrase. What was typed as a name stays when something is wrong."""

    place = Place.FRONT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FRONT)]

    class SignedIn(Message):
        """The passphrase was right and the logbook is open."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    def __init__(self, doors: Doors, door: Door) -> None:
        super().__init__("Logbook", who=door.service)
        self.doors = doors
        self.door = door
        plates = [_shown(plate) for plate in door.plates]
        most = FEWER if doors.demo else SHOWN
        # A passphrase typed on after a name that was not taken stands in clear in its line.
        self.who = PersonPicker(plates, most=most, forgiving=False)
        self.passphrase = AnswerLine(secret=True, id="passphrase")
        self.label = Static("Passphrase", id="passphrase-label", classes="heading")
        self.error = Static(id="error", classes="error")

    def body(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Static("Who are you?", classes="heading")
            yield self.who
            yield self.label
            yield self.passphrase
            yield self.error
        yield Static(plain(self._at_the_door()), id="door")

    def on_mount(self) -> None:
        self.who.focus()

    def _at_the_door(self) -> str:
        demo = "\n".join(("DEMO, invented people, nothing is kept.", *self.doors.demo, ""))
        demo = demo if self.door.demo else ""
        on_call = f"\nOn call: {self.door.on_call}" if self.door.on_call else ""
        return f"{demo}{DANGER}{on_call}"

    def on_answering_refused(self, event: Answering.Refused) -> None:
        self._say(event.sentence)

    def on_answering_edited(self, event: Answering.Edited) -> None:
        """An error stays until somebody types on; emptying the passphrase is our own doing."""
        if event.typed:
            self._say("")

    def on_answering_answered(self, event: Answering.Answered) -> None:
        if event.answering is self.who and self.who.picked:
            self._ask_for_what_opens()
        elif not self.who.picked:
            self._say(WHO)
            self.who.focus()
        elif not self.passphrase.typed:
            self._say(NO_CODE if self._has_code else NOTHING_TYPED)
        elif self._has_code:
            self._use_code(self.who.picked[0].id, self.passphrase.typed)
        else:
            self._sign_in(self.who.picked[0].id, self.passphrase.typed)

    @property
    def _has_code(self) -> bool:
        """Whether whoever is picked was given a code and has not used it yet."""
        plate = self.door.plate(self.who.picked[0].id)
        return plate is not None and plate.has_code

    def _ask_for_what_opens(self) -> None:
        self.door = self.doors.door()
        self.label.update("The code you were given" if self._has_code else "Passphrase")
        self.passphrase.password = not self._has_code
        self.passphrase.focus()

    @work(exclusive=True)
    async def _use_code(self, member_id: str, code: str) -> None:
        from logbook.tui.screens.choose import ChooseScreen  # noqa: PLC0415 - after the first frame

        self._say("")
        try:
            await asyncio.to_thread(self.doors.check_code, member_id, code)
        except Refusal as refusal:
            self._say(str(refusal))
            return
        plate = self.door.plate(member_id)
        name = plate.name if plate else ""
        self.passphrase.restore("")
        await self.app.push_screen(ChooseScreen(self.doors, member_id, name, code))

    @work(exclusive=True)
    async def _sign_in(self, member_id: str, passphrase: str) -> None:
        self._say("")
        self.passphrase.disabled = True
        try:
            session = await asyncio.to_thread(self.doors.sign_in, member_id, passphrase)
        except Refusal as refusal:
            self.passphrase.disabled = False
            self.passphrase.restore("")
            self.passphrase.focus()
            self._say(str(refusal))
        else:
            self.passphrase.restore("")
            self.post_message(self.SignedIn(session))

    def _say(self, sentence: str) -> None:
        self.error.update(plain(f"Error: {sentence}" if sentence else ""))
        self.error.set_class(bool(sentence), "-shown")


def _shown(plate: Doorplate) -> tuple[str, str, str]:
    detail = " · ".join(part for part in (plate.role_words, plate.house) if part)
    return plate.member_id, plate.name, detail
