"""For whom something is written down, and how it came."""

from logbook.domain.questions import NotAnAnswer, Typed
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME
from logbook.services import colleague as services
from logbook.tui.recording import Recording
from logbook.tui.screens.ask import AskScreen
from logbook.tui.screens.question import leave_recording

NOBODY_YET = "Choose the colleague. If it is your own, press Enter once more."


class ColleagueScreen(AskScreen):
    """Two pages before the first question, or from the list of answers; then on from there."""

    def __init__(self, recording: Recording, key: str) -> None:
        question = FOR_WHOM if key == FOR_WHOM.key else HOW_IT_CAME
        super().__init__(
            recording,
            f"{recording.draft.kind.title} · for a colleague",
            question,
            optional=question is FOR_WHOM,
        )
        self._is_own = recording.journey.finished
        """Whether an empty line is meant. Before the first question it may be the Enter of a habit,
        pressed behind the number that opened this page."""
        recording.stand_at(key)

    @property
    def is_unsayable(self) -> bool:
        """It is known who told it, or it is not written down for anybody."""
        return False

    def typed_before(self) -> Typed:
        draft = self.recording.draft
        source = draft.source
        known: Typed = ""
        if source is not None:
            known = source.typed if self.question is FOR_WHOM else source.how
        return draft.typed.get(self.question.key, known)

    def write(self, typed: Typed) -> None:
        self.recording.write(self.question.key, typed)

    async def take(self, typed: Typed) -> None:
        recording = self.recording
        if self.question is FOR_WHOM and not typed and not self._is_own:
            self._is_own = True
            raise NotAnAnswer(NOBODY_YET)
        if self.question is FOR_WHOM:
            recording.draft = services.name(recording.desk, recording.draft, typed)
        else:
            recording.draft = services.say_how(recording.desk, recording.draft, typed)
        if self.question is FOR_WHOM and recording.draft.source is not None:
            recording.stand_at(HOW_IT_CAME.key)
        else:
            recording.stand_at(self._first_that_waits())

    def _first_that_waits(self) -> str:
        waiting = self.recording.journey.current
        return waiting.key if waiting else ""

    async def go_back(self) -> None:
        if self.question is HOW_IT_CAME:
            self.recording.stand_at(FOR_WHOM.key)
            self.go()
        elif self.recording.journey.finished:
            self.recording.stand_at("")
            self.go()
        else:
            await leave_recording(self)
