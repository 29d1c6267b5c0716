"""Writing down a talk: with whom, how, when, and what they said."""

from datetime import datetime

from logbook.domain import dates
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.domain.standing import How
from logbook.domain.triage import named_openly
from logbook.services import triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said, needed
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.person_picker import NOT_LISTED, PersonPicker
from logbook.tui.widgets.story import Story

_HOW = (
    Option(How.IN_PERSON.value, "In person"),
    Option(How.PHONE.value, "By phone"),
    Option(How.MESSAGE.value, "Left a message", hint="A message left is not yet a talk."),
)


class TalkScreen(MoveScreen):
    """What the policy asks for is a named person and a time."""

    move = "talk"
    heading = "Write down a talk"

    @property
    def people(self) -> list[tuple[str, str, str]]:
        """Nobody is missing because a sealed part names them: that would name them here."""
        about = named_openly(self.opened.standing)
        present = self.opened.directory.staff.present()
        return [(each.id, each.name, each.role_words) for each in present if each.id not in about]

    def questions(self) -> tuple[Asked, ...]:
        people = self.people
        return (
            Asked(
                key="who",
                words="Whom did you talk with?",
                hint="Type part of a name, then Enter.",
                field=lambda typed: PersonPicker(
                    people, not_listed="Someone not listed", typed=typed
                ),
                check=needed("who", "Say whom you talked to, by name."),
                recap=lambda typed: f"With {self._named(typed)}",
            ),
            Asked(
                key="how",
                words="How?",
                hint="Arrows or the number, then Enter.",
                field=lambda typed: Choices(_HOW, typed=typed),
                check=needed("how", "Choose how you talked."),
                recap=lambda key: next((each.label for each in _HOW if each.key == key), ""),
            ),
            Asked(
                key="when",
                words="When?",
                hint="Such as “now”, “today 2pm” or “yesterday 3.30pm”.",
                field=AnswerLine,
                check=lambda said: self._check_when(said["when"]),
            ),
            Asked(
                key="answer",
                words="What did they say? (optional)",
                hint="In a sentence.",
                field=Story,
            ),
        )

    def _named(self, typed: str) -> str:
        kind, _, words = typed.partition(":")
        return words.strip() if kind == NOT_LISTED else self.opened.directory.staff.name(typed)

    def _check_when(self, typed: str) -> None:
        if not typed.strip():
            raise NotAllowed("Enter when you talked, such as “today 2pm”.")
        self._instant(typed)

    def _instant(self, typed: str) -> datetime:
        zone = self.opened.directory.settings.zone
        moment = dates.read(typed, self.session.desk.now, zone)
        if moment.utc is None or moment.is_a_day:
            raise NotAllowed("Write the time too, such as “today 2pm”. About will do.")
        return moment.utc

    @property
    def act_words(self) -> str:
        return "Write it down"

    @property
    def afterwards(self) -> str:
        return "A talk with a manager, a lead or whoever is on call counts as discussed."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        member = opened.directory.staff.members.get(said["who"])
        return triage.discussed(
            self.session.desk,
            opened,
            who=member.id if member else self._named(said["who"]),
            role=member.role_words if member else "",
            how=How(said["how"]),
            when=self._instant(said["when"]),
            answered=said["answer"],
        )

    def done(self, opened: OpenEntry) -> str:
        if opened.standing.is_discussed:
            return "Written down. It counts as discussed."
        if opened.standing.talks[-1].is_talk:
            return "Written down. It is not yet discussed: that takes a talk with a manager."
        return "Written down. It is not yet discussed: a message left is not a talk."
