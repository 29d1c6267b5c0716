"""What is asked beside the questions of a kind: a higher level, a note, why an answer changed."""

from collections.abc import Mapping

from logbook.domain.conditions import ALWAYS
from logbook.domain.questions import LongText, OneOf, Question, Typed
from logbook.services.amending import NOTE, REASON
from logbook.services.raising import answer_level, level_question
from logbook.tui.recording import Recording
from logbook.tui.screens.ask import AskScreen

_WORDS: Mapping[str, Question] = {
    NOTE: LongText(
        NOTE,
        "What do you want to add?",
        hint="What was sent stays as it is; this is added to it.",
        optional=ALWAYS,
    ),
    REASON: LongText(
        REASON,
        "Why did the answer change?",
        hint="Both answers stay readable, with your reason.",
        missing="Write why the answer changed, in a few words.",
    ),
}


class BesideScreen(AskScreen):
    """One such question; then back to the list it was asked from."""

    def __init__(self, recording: Recording, key: str) -> None:
        question = _WORDS.get(key) or level_question(recording.journey.suggested.level)
        super().__init__(
            recording,
            recording.draft.kind.title,
            question,
            optional=question.optional is ALWAYS,
        )
        recording.stand_at(key)

    @property
    def is_unsayable(self) -> bool:
        """Esc leaves these; nobody has to answer them."""
        return False

    def typed_before(self) -> Typed:
        return self.recording.draft.typed.get(self.question.key, "")

    def write(self, typed: Typed) -> None:
        self.recording.write(self.question.key, typed)

    async def take(self, typed: Typed) -> None:
        recording, asking = self.recording, self.recording.asking()
        if isinstance(self.question, OneOf):
            recording.draft = answer_level(recording.draft, self.question, typed, asking)
        else:
            self.question.read(typed, asking, optional=self.optional)
        recording.stand_at("")

    async def go_back(self) -> None:
        self.recording.stand_at("")
        self.go()
