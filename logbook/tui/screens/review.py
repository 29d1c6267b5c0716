"""The pages of a review: one question each, then all answers and the button that decides."""

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain.journey import NotFinished
from logbook.domain.questions import Question
from logbook.domain.refusals import ChangedElsewhere, NotFound
from logbook.services import review as services
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.reviewing import Decided, Reviewing
from logbook.tui.screens.listing import ListingScreen
from logbook.tui.screens.moves.elsewhere import asked_whether_to_go_on, in_front
from logbook.tui.screens.question import QuestionScreen
from logbook.tui.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from logbook.services.queue import Line
    from logbook.services.reading import OpenEntry
    from logbook.tui.recording import Recording
    from logbook.tui.session import Session

_RECORDING_ONLY = frozenset({"switch_way", "same", "level", "for_a_colleague"})
"""What the keys of these places do for whoever records, and nobody needs here."""


_NOT_HERE = frozenset(each.replace("_", "-") for each in _RECORDING_ONLY)


class ReviewQuestionScreen(QuestionScreen):
    """One question of a review."""

    unused_keys = _NOT_HERE

    def __init__(self, reviewing: Reviewing, question: Question) -> None:
        super().__init__(reviewing, question)
        self.reviewing = reviewing
        self.concerns = reviewing.reviewed.id

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _RECORDING_ONLY:
            return False
        return super().check_action(action, parameters)


class DecisionScreen(ListingScreen):
    """Nothing is decided yet. It says who is told what before anything is."""

    place = Place.CHECK
    unused_keys = _NOT_HERE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHECK)]
    not_entered = "You began to change this. Open it to finish, or it counts as it stands here."

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__(reviewing, f"Check and decide · {reviewing.reviewed.reference}", "Decide")
        reviewing.changing = False
        self.reviewing = reviewing
        self.concerns = reviewing.reviewed.id
        self.sending_keys, self.sending_words = ("back", "help"), "Enter decide"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _RECORDING_ONLY:
            return False
        return super().check_action(action, parameters)

    def above(self) -> ComposeResult:
        yield Static("To change an answer, press its number.", classes="muted")

    def after_the_list(self) -> ComposeResult:
        for words in self.reviewing.begun.elsewhere:
            yield Static(plain(f"At another terminal you wrote: {words}"), classes="warn")

    def below(self) -> ComposeResult:
        author = self.reviewing.reviewed.author
        yield Static(
            plain(
                f"{author} is told the outcome, the reason, what is next and the sentence. "
                "The rest is for managers, and can be disclosed. It cannot be taken back."
            ),
            classes="muted",
        )

    async def send(self) -> None:
        """Decide; where somebody was first, only once it was looked at what they did."""
        reviewing = self.reviewing
        try:
            after = await asyncio.to_thread(
                services.decide, reviewing.desk, reviewing.reviewed, reviewing.ended()
            )
        except NotFinished:
            self.go_to_what_is_missing()
            raise
        except ChangedElsewhere as why:
            await self._settle_with_the_other(why)
            return
        self.is_over = True
        await in_front(self)
        self.dismiss()
        reviewing.decided(after)

    async def _settle_with_the_other(self, why: ChangedElsewhere) -> None:
        reviewing = self.reviewing
        try:
            fresh, go_on = await asked_whether_to_go_on(
                self, reviewing.session, reviewing.reviewed.id, why, "Decide"
            )
        except NotFound:
            self.is_over = True
            self.dismiss()
            return
        reviewing.reviewed = fresh
        if go_on:
            await self.send()
        else:
            await in_front(self)
            self.dismiss()

    async def action_back(self) -> None:
        if self.is_over:
            self.dismiss()
        elif not self._is_sending:
            self.recording.stand_at(self.recording.journey.path[-1].key)
            self.go()


def page_of(recording: "Recording") -> "Screen[Any]":
    """The page that a review is on; the list of its answers where every question has one."""
    if not isinstance(recording, Reviewing):
        raise TypeError(recording)
    at = recording.draft.at
    question = next((each for each in recording.journey.path if each.key == at), None)
    question = question or recording.journey.current
    return (
        DecisionScreen(recording) if question is None else ReviewQuestionScreen(recording, question)
    )


def begin(
    session: "Session", opened: "OpenEntry", earlier: "Sequence[Line]", decided: Decided
) -> Reviewing:
    """Begin a review, or go on with it. Called in a thread.

    Raises:
        NotAllowed: it is not theirs to decide, or not now.
    """
    begun = services.begin(session.desk, opened, earlier)
    return Reviewing(session, opened, begun, session.desk.asking(), page_of, decided)
