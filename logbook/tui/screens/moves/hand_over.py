"""Handing an entry over: offered, then accepted or refused with a word, and never silently."""

from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.rights import offerable
from logbook.services import reading, triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, Moved, MoveScreen, Said, needed
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.person_picker import PersonPicker
from logbook.tui.widgets.story import Story

ACCEPT, REFUSE = "accept", "refuse"
_ANSWERS = (
    Option(ACCEPT, "Accept it", hint="You deal with it from now on."),
    Option(REFUSE, "Refuse it", hint="Say why. It stays with whoever offered it."),
)


class OfferScreen(MoveScreen):
    """To another manager, who answers it."""

    move = "offer"
    heading = "Hand it over"

    def questions(self) -> tuple[Asked, ...]:
        opened = self.opened
        people = [
            (each.id, each.name, each.role_words)
            for each in offerable(opened.standing, opened.reader, opened.directory.staff)
            if each.may_sign_in_on(self.session.desk.today)
        ]
        return (
            Asked(
                key="to",
                words="To whom do you offer it?",
                hint="Type part of a name, then Enter.",
                field=lambda typed: PersonPicker(people, typed=typed),
                check=needed("to", "Choose to whom you offer it."),
                recap=lambda typed: f"To {self._called(typed)}",
            ),
            Asked(
                key="words",
                words="What should they know? (optional)",
                hint="Such as why it is better with them.",
                field=Story,
            ),
        )

    def _called(self, member: str) -> str:
        return self.opened.directory.staff.name(member)

    @property
    def act_words(self) -> str:
        return "Offer it"

    @property
    def afterwards(self) -> str:
        return (
            "They see it in their list and can read it, and accept or refuse it. Until they "
            "accept, it stays with you and its clock goes on. v takes the offer back."
        )

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.offer(self.session.desk, opened, said["to"], said["words"])

    def done(self, opened: OpenEntry) -> str:
        offer = opened.standing.offer
        to = self._called(offer.to if offer else "")
        return f"Offered to {to}. It stays with you until they accept it."


class OfferedScreen(MoveScreen):
    """Somebody offers it to me."""

    move = "offered"
    heading = "Offered to you"

    def questions(self) -> tuple[Asked, ...]:
        offer = self.opened.standing.offer
        words = f"{self._from} says: “{offer.words}”\n" if offer and offer.words else ""
        return (
            Asked(
                key="answer",
                words=f"{self._from} offers you this. Do you take it?",
                hint=f"{words}Arrows or the number, then Enter.",
                field=lambda typed: Choices(_ANSWERS, typed=typed),
                check=needed("answer", "Choose whether you take it."),
                recap=lambda key: next((each.label for each in _ANSWERS if each.key == key), ""),
            ),
            Asked(
                key="words",
                words="A word to go with it",
                hint="To refuse it, say why. To accept it, it may stay empty.",
                field=Story,
                check=self._check_words,
            ),
        )

    def _check_words(self, said: Said) -> None:
        if said["answer"] == REFUSE and not said["words"].strip():
            raise NotAllowed("Say in a few words why you do not take it: they will read it.")

    @property
    def _from(self) -> str:
        offer = self.opened.standing.offer
        return self.opened.directory.staff.name(offer.by if offer else "")

    @property
    def act_words(self) -> str:
        return "Answer the offer"

    @property
    def afterwards(self) -> str:
        return f"{self._from} is shown your answer."

    def save(self, said: Said) -> Moved:
        """Whoever refuses what is not otherwise theirs reads it no more."""
        if said["answer"] == ACCEPT:
            return super().save(said)
        triage.refuse(self.session.desk, self.opened, said["words"])
        words = f"Refused. It stays with {self._from}, who is shown why."
        try:
            return Moved(reading.open_entry(self.session.desk, self.opened.id), words)
        except NotFound:
            return Moved(None, words)

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.accept(self.session.desk, opened, said["words"])

    def done(self, _opened: OpenEntry) -> str:
        return f"It is with you now. {self._from} is shown that."


class RecallScreen(MoveScreen):
    """My offer is not answered yet, and I keep it after all."""

    move = "recall"
    heading = "Take the offer back"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="words",
                words=f"Why do you take the offer to {self._to} back? (optional)",
                hint="They are shown what you write.",
                field=Story,
            ),
        )

    @property
    def _to(self) -> str:
        offer = self.opened.standing.offer
        return self.opened.directory.staff.name(offer.to if offer else "")

    @property
    def act_words(self) -> str:
        return "Take it back"

    @property
    def afterwards(self) -> str:
        return "It leaves their list, and stays with you."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.recall(self.session.desk, opened, said["words"])

    def done(self, _opened: OpenEntry) -> str:
        return "Taken back. It is with you as before."
