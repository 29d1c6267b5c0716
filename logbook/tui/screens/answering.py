"""What a manager asked about an entry of mine, and my answer: kept as it is typed."""

import asyncio
from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.questions import LongText, Typed
from logbook.services import amending, drafts
from logbook.services.amending import ANSWER
from logbook.services.reading import OpenEntry
from logbook.tui.recording import Recording
from logbook.tui.screens.ask import AskScreen
from logbook.tui.widgets.act import Act

NOTHING_ASKED = "Nothing is asked any more. Press Esc; what you wrote is kept."


class AnsweringScreen(AskScreen):
    """One open question; its button sends the answer and leads back to the entry."""

    def __init__(self, recording: Recording, entry: OpenEntry) -> None:
        question = entry.standing.question
        who = entry.directory.staff.name(question.by) if question else ""
        asked = LongText(
            ANSWER,
            f"{who} asks: {question.text}" if question else NOTHING_ASKED,
            hint="“I do not know” is an answer too. It becomes part of the entry.",
            missing="Write your answer. “I do not know” is one.",
        )
        super().__init__(recording, f"Answer · {entry.reference}", asked, optional=False)
        recording.stand_at(ANSWER)

    @property
    def is_unsayable(self) -> bool:
        """Esc leaves it; the question stays at home until it is answered."""
        return False

    def _acts(self) -> Iterator[Widget]:
        yield Act("Send your answer", id="continue")
        yield Static("Tab, then Enter", classes="muted")

    def typed_before(self) -> Typed:
        return self.recording.draft.typed.get(ANSWER, "")

    def write(self, typed: Typed) -> None:
        self.recording.write(ANSWER, typed)

    async def take(self, typed: Typed) -> None:
        """Send it. A fault of the store stands where an error would, and Enter tries again."""
        recording = self.recording
        self.question.read(typed, recording.asking())
        recording.write(ANSWER, typed)
        await asyncio.to_thread(recording.keep)
        await asyncio.to_thread(amending.answer, recording.desk, recording.opened)
        self.is_over = True

    async def go_on(self) -> None:
        self.dismiss()

    async def go_back(self) -> None:
        """It waits at home, unless nothing was written."""
        recording = self.recording
        if not recording.draft.typed:
            self.is_over = True
            await asyncio.to_thread(drafts.discard, recording.desk, recording.draft.id)
        self.dismiss()
