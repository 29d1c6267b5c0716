"""What is asked beside the questions of a kind: a higher level, a note, why an answer changed."""

from collections.abc import Mapping

from logbook.domain.answers import Choice
from logbook.domain.conditions import ALWAYS
from logbook.domain.levels import Level
from logbook.domain.questions import LongText, OneOf, Option, Question, Typed
from logbook.services import recording as services
from logbook.services.amending import NOTE, REASON
from logbook.tui.recording import LEVEL, Recording
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
        question = _WORDS.get(key) or level_question(recording)
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
        recording = self.recording
        answer = self.question.read(typed, recording.asking(), optional=self.optional)
        if isinstance(answer, Choice):
            raised = services.raise_level(
                recording.draft, Level.of(answer.option), answer.detail, recording.desk.now
            )
            recording.draft = raised.with_typed(LEVEL, "")
        recording.stand_at("")

    async def go_back(self) -> None:
        self.recording.stand_at("")
        self.go()


def level_question(recording: Recording) -> OneOf:
    """Which level it should have: never lower than the answers suggest."""
    suggested = recording.journey.suggested.level
    higher = [level for level in Level if level > suggested]
    return OneOf(
        LEVEL,
        "How urgent is it?",
        hint="You can raise it. Only a manager lowers it, after reading it.",
        options=(
            Option(suggested.key, f"{suggested.word}, as your answers suggest"),
            *(
                Option(level.key, level.word, detail="Write why it is more urgent")
                for level in higher
            ),
        ),
        missing="Choose how urgent it is.",
    )
