"""Waiting for somebody outside."""

from logbook.domain.levels import Level
from logbook.services import triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said, needed
from logbook.tui.widgets.answer_line import AnswerLine


class HoldScreen(MoveScreen):
    move = "hold"
    heading = "Hold"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="for",
                words="Whom or what does this wait for?",
                hint="Such as “the local authority, reference 1234”.",
                field=AnswerLine,
                check=needed("for", "Say whom or what this waits for."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Wait for them"

    @property
    def afterwards(self) -> str:
        if self.opened.standing.level <= Level.MEDIUM:
            return "The clock stands still, and it stays in your list. Press h again to go on."
        return (
            f"At {self.opened.standing.level.word} the clock goes on all the same. "
            "Press h again to go on."
        )

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.wait(self.session.desk, opened, said["for"])

    def done(self, opened: OpenEntry) -> str:
        return f"It waits for {opened.standing.waiting_for}. Press h to go on with it."
