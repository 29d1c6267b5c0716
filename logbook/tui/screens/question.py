"""One question of a kind, and the way on from it and back."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from textual.widgets import Static

from logbook.domain.kinds import Advise
from logbook.domain.questions import Question, Typed
from logbook.services import drafts
from logbook.services import recording as services
from logbook.tui.keys import command
from logbook.tui.recording import Recording
from logbook.tui.screens.ask import AskScreen
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.text import plain


def advice_to_show(recording: Recording) -> tuple[Advise, ...]:
    """What the newest answer called for, and what is urgent until everything is sent."""
    urgent = (each for each in recording.journey.advice if each.urgent)
    return tuple(dict.fromkeys((*urgent, *recording.advice)))


async def take_answer(recording: Recording, question: Question, typed: Typed) -> None:
    """Answer a question of the kind, and stand at the next one that waits.

    Raises:
        NotAnAnswer: the text says what to do; what was typed stays.
    """
    before = recording.journey.advice
    draft = await asyncio.to_thread(
        services.answer, recording.desk, recording.draft, question, typed
    )
    recording.draft = draft
    recording.advice = tuple(each for each in recording.journey.advice if each not in before)
    recording.stand_at(recording.following(question.key))


async def go_to_the_one_before(screen: KeptScreen, key: str) -> None:
    """Back: to the list of answers where one came from there, else to the question before.

    The first question leaves the recording, which stays on Home unless nothing was written.
    """
    recording = screen.recording
    recording.advice = ()
    before = "" if recording.changing else recording.before(key)
    if before or recording.changing:
        recording.stand_at(before)
        screen.go()
        return
    await leave_recording(screen)


async def leave_recording(screen: KeptScreen) -> None:
    """It stays at home unless nothing was written."""
    recording = screen.recording
    if recording.is_empty:
        await asyncio.to_thread(drafts.discard, recording.desk, recording.draft.id)
        screen.is_over = True
    screen.dismiss()


def same_hint(recording: Recording, question: Question) -> str:
    """What one key gives again; empty where nothing is offered."""
    last = recording.last.get(question.key)
    if last is None or not last.shown:
        return ""
    return f"Press {command('same').key} for the same as last time: {last.shown}"


def where(recording: Recording, question: Question) -> str:
    kind = recording.draft.kind
    nth, of = recording.journey.number(question.key)
    return f"{kind.title} · question {nth} of about {of}"


class QuestionScreen(AskScreen):
    """One question of a recording."""

    def __init__(self, recording: Recording, question: Question) -> None:
        super().__init__(
            recording,
            where(recording, question),
            question,
            optional=recording.journey.is_optional(question),
        )
        recording.stand_at(question.key)

    def typed_before(self) -> Typed:
        return self.recording.draft.shown_typed(self.question.key)

    def warnings(self) -> Iterator[Static]:
        for advice in advice_to_show(self.recording):
            yield Static(plain(advice.words), classes="warn" if advice.urgent else "advice")
        yield from super().warnings()

    def hints(self) -> Iterator[str]:
        yield from super().hints()
        yield same_hint(self.recording, self.question)

    def action_same(self) -> None:
        last = self.recording.last.get(self.question.key)
        if last is not None and last.shown:
            self.field.restore(last.typed)
            self.write(last.typed)
            self.keep_soon()

    async def action_switch_way(self) -> None:
        """All on one page, at this question; one by one again where it is on one page already."""
        if self.recording.changing or self.recording.entry is not None:
            return
        self.recording.draft = replace(self.recording.draft, as_form=True)
        if await self.is_kept():
            self.go()

    def write(self, typed: Typed) -> None:
        self.recording.write(self.question.key, typed)

    async def take(self, typed: Typed) -> None:
        await take_answer(self.recording, self.question, typed)

    async def go_back(self) -> None:
        await go_to_the_one_before(self, self.question.key)
