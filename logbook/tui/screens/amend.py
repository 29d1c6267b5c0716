"""Adding to an entry of one's own: a note, changed answers and why, then one button."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain.events import reference
from logbook.domain.journey import NotFinished
from logbook.domain.questions import Stop
from logbook.domain.refusals import ChangedElsewhere, Refusal
from logbook.services import amending, drafts
from logbook.services.amending import NOTE, REASON, Lacks
from logbook.services.reading import OpenEntry
from logbook.services.recording import Sent
from logbook.tui import readers
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.listing import ListingScreen
from logbook.tui.screens.moves.elsewhere import asked_whether_to_go_on
from logbook.tui.text import plain
from logbook.tui.widgets.answer_rows import AnswerRow

_SAID = {
    Lacks.ANYTHING: "Nothing is added yet. Enter writes a note; a number changes an answer.",
    Lacks.A_REASON: "Enter says why the answer changed. Both answers stay readable.",
}
ADD = "Add it"


class AmendScreen(ListingScreen):
    """What there is, what is added, and what still lacks."""

    place = Place.CHECK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHECK)]
    sending_keys = ("back", "not-you", "cover", "help")
    sending_words = "Enter add it"

    def __init__(self, recording: Recording, opened: OpenEntry) -> None:
        super().__init__(recording, f"Add to {opened.reference}", ADD)
        recording.changing = True
        self.opened = opened
        self.lacks = Lacks.NOTHING
        self.state = Static(id="goes")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The level of what was sent is raised on the entry itself."""
        if action == "level":
            return False
        return super().check_action(action, parameters)

    def above(self) -> ComposeResult:
        if amending.left_apart(self.recording.draft, self.opened):
            part = reference(self.opened.standing.linked)
            yield Static(
                plain(f"What you said about staff is sealed in {part}. Add to that one there."),
                classes="advice",
            )
        yield Static(
            plain(
                "What was sent stays readable. Press a number to add a note or change an answer."
            ),
            classes="muted",
        )

    def below(self) -> ComposeResult:
        yield self.state

    def on_mount(self) -> None:
        self.look_ahead()

    def listed(self) -> Sequence[AnswerRow]:
        draft = self.recording.draft
        return [
            AnswerRow(NOTE, "A note", draft.text(NOTE) or "–"),
            AnswerRow(REASON, "Why it changed", draft.text(REASON) or "–"),
            *self._answers(),
        ]

    def _answers(self) -> list[AnswerRow]:
        journey, typed = self.recording.journey, self.recording.draft.typed
        given = journey.counting.given
        before = {each.key: each.shown for each in self.opened.standing.current_responses}
        apart = amending.left_apart(self.recording.draft, self.opened)
        rows = []
        for question in journey.path:
            if question.key not in given or isinstance(question, Stop) or question.key in apart:
                continue
            now = question.wording(given[question.key])
            was = before.get(question.key, "")
            note = "" if now == was else f"was: {was}" if was else "new"
            if question.key in typed:
                note = "You began to change this. Open it to finish."
            rows.append(AnswerRow(question.key, question.label, now, note=note))
        return rows

    @work(exclusive=True, group="looking-ahead")
    async def look_ahead(self) -> None:
        try:
            said = await asyncio.to_thread(self._what_follows)
        except NotFinished:
            self.go_to_what_is_missing()
        except Refusal as why:
            self.show_fault(str(why))
        else:
            self.state.update(plain(said))
            self._lead()

    def _what_follows(self) -> str:
        """What is still missing, or who will read it. Called in a thread."""
        desk, draft = self.recording.desk, self.recording.draft
        self.lacks = amending.lacks(desk, draft, self.opened)
        if self.lacks in _SAID:
            return _SAID[self.lacks]
        preview = amending.preview(desk, draft)
        return readers.goes_to(preview, desk.now, desk.directory.settings)

    def _lead(self) -> None:
        """Enter does what is still missing; where nothing is, it is the button's."""
        if self.lacks in _SAID:
            self.rows.focus(scroll_visible=False)
            self.rows.move_to(0 if self.lacks is Lacks.ANYTHING else 1)

    async def send(self) -> Sent | None:
        """What somebody else did meanwhile is read first, and then it is for the writer to say."""
        recording = self.recording
        while True:
            try:
                return await asyncio.to_thread(amending.send, recording.desk, recording.opened)
            except ChangedElsewhere as why:
                self.opened, go_on = await asked_whether_to_go_on(
                    self, recording.session, recording.draft.amends, why, ADD
                )
                recording.entry = self.opened
                recording.draft = replace(recording.draft, revision=self.opened.revision)
                await asyncio.to_thread(recording.keep)
                if not go_on:
                    self._show_what_happened(why)
                    return None

    def _show_what_happened(self, why: ChangedElsewhere) -> None:
        """They wanted to look first: the answers as they are now, and what was done."""
        happened = {event.seq for event in why.since}
        lines = [line.words for line in self.opened.history if line.seq in happened]
        self.rows.show(self.listed())
        self.state.update(plain("\n".join(["Meanwhile", *lines])))

    async def action_back(self) -> None:
        """It stays at home under “Not finished”, unless nothing was added."""
        if self._is_sending:
            return
        if not self.is_over and await asyncio.to_thread(self._is_nothing):
            self.is_over = True
            await asyncio.to_thread(drafts.discard, self.recording.desk, self.recording.draft.id)
        self.dismiss()

    def _is_nothing(self) -> bool:
        draft = self.recording.draft
        changed = amending.changed(self.recording.desk, draft, self.opened)
        return not (changed or draft.typed)
