"""What managers do among themselves: a note about an entry, and an action somebody is given."""

from datetime import date

from logbook.domain.actions import Every
from logbook.domain.answers import Answer, Words
from logbook.domain.days import TO_COME
from logbook.domain.questions import Day, NotAnAnswer
from logbook.domain.refusals import NotAllowed
from logbook.policy.review import EVERY, SOMEBODY_ELSE
from logbook.services import actions
from logbook.services.reading import OpenEntry
from logbook.services.review import whom
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said, needed
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.story import Story

_DAY = Day("due", "By when?")


class NoteScreen(MoveScreen):
    """Never shown to whoever wrote the entry, and disclosable all the same."""

    move = "note"
    heading = "Note for managers"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="note",
                words="What do other managers have to know?",
                hint=f"{self.opened.author} never sees it. It can be disclosed: write what you "
                "would stand by.",
                field=Story,
                check=needed("note", "Write the note first."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Keep the note"

    @property
    def afterwards(self) -> str:
        return "Managers who may read the entry read it there. It cannot be taken back."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return actions.note(self.session.desk, opened, said["note"])

    def done(self, _opened: OpenEntry) -> str:
        return "Noted, for managers only."


class AgreeScreen(MoveScreen):
    """Somebody does something by a day, once or again and again."""

    move = "agree"
    heading = "Agree an action"

    def questions(self) -> tuple[Asked, ...]:
        people = (*whom(self.opened), SOMEBODY_ELSE)
        return (
            Asked(
                key="what",
                words="What is to be done?",
                hint="One thing. Whoever does it may not read the entry, so name nobody in it.",
                field=AnswerLine,
                check=needed("what", "Write what is to be done."),
                recap=lambda what: f"What: {what}",
            ),
            Asked(
                key="who",
                words="Who does it?",
                hint="Type the first letters, or the number.",
                field=lambda typed: Choices(people, typed=typed),
                check=needed("who", "Say who does it: an action is somebody's."),
                recap=self._who_words,
            ),
            Asked(
                key="due",
                words="By when?",
                hint=TO_COME,
                field=AnswerLine,
                check=lambda said: self._check_day(said["due"]),
                recap=lambda typed: f"By: {_DAY.wording(self._read(typed))}",
            ),
            Asked(
                key="every",
                words="How often?",
                hint="What comes again has its next date when it is done.",
                field=lambda typed: Choices(EVERY, typed=typed),
                check=needed("every", "Say how often: once is the first."),
            ),
        )

    def _who_words(self, typed: str) -> str:
        key, _, detail = typed.partition(":")
        staff = self.opened.directory.staff
        return f"Who: {staff.name(key) if key in staff else detail.strip()}"

    def _read(self, typed: str) -> Answer:
        return _DAY.read(typed, self.session.desk.asking())

    def _check_day(self, typed: str) -> None:
        try:
            self._read(typed)
        except NotAnAnswer as why:
            raise NotAllowed(str(why)) from why

    @property
    def act_words(self) -> str:
        return "Agree it"

    @property
    def afterwards(self) -> str:
        return "It waits on their list, and on the managers', until it is done."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        key, _, detail = said["who"].partition(":")
        due = self._read(said["due"])
        day = due.text if isinstance(due, Words) else ""
        return actions.agree(
            self.session.desk,
            opened,
            what=said["what"],
            who=detail.strip() if key == SOMEBODY_ELSE.key else key,
            due=date.fromisoformat(day),
            every=Every(said["every"]),
        )

    def done(self, _opened: OpenEntry) -> str:
        return "Agreed. z lists what is still to be done."
