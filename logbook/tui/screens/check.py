"""Check your answers: change any, see who will read them and at what level, and send."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain.journey import NotFinished
from logbook.domain.refusals import Refusal
from logbook.domain.source import FOR_WHOM
from logbook.services import recording as services
from logbook.services.raising import LEVEL
from logbook.services.recording import Preview, Sent
from logbook.tui import readers
from logbook.tui.keys import bindings_of, command
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.listing import ListingScreen
from logbook.tui.text import plain

FINISH = "finish the practice"
"""What the button does where nothing is sent to anybody."""
NOT_SEND = ("back", "not-you", "help")
"""The place's other keys, where sending goes by other words than the table's."""


class CheckScreen(ListingScreen):
    """Nothing is sent yet. It says who will read it and by when, before anything is."""

    place = Place.CHECK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHECK)]

    def __init__(self, recording: Recording) -> None:
        kind = recording.draft.kind
        does = FINISH if recording.draft.practice else kind.send
        act = does[:1].upper() + does[1:]
        super().__init__(recording, f"Check your answers · {kind.title}", act)
        if does != command("send").words:
            self.sending_keys, self.sending_words = NOT_SEND, f"Enter {does}"
        recording.changing = False
        self.preview: Preview | None = None
        self.level = Static(id="level")
        self.goes = Static(id="goes")
        self.also = Static(id="also", classes="muted")
        self.source = Static(id="source")
        self.policy = Static(id="policy", classes="muted")

    def above(self) -> ComposeResult:
        for advice in self.recording.journey.advice:
            yield Static(plain(advice.words), classes="warn" if advice.urgent else "advice")
        yield Static("To change an answer, press its number.", classes="muted")

    def after_the_list(self) -> ComposeResult:
        yield self.policy

    def below(self) -> ComposeResult:
        yield self.level
        yield self.goes
        yield self.also
        yield self.source

    def on_mount(self) -> None:
        self.look_ahead()

    @work(exclusive=True, group="looking-ahead")
    async def look_ahead(self) -> None:
        """Who would read it, at what level, under which clauses."""
        desk = self.recording.desk
        try:
            self.preview = preview = await asyncio.to_thread(
                services.preview, desk, self.recording.draft
            )
            settings = (await asyncio.to_thread(lambda: desk.directory)).settings
        except NotFinished:
            self.go_to_what_is_missing()
        except Refusal as why:
            self.show_fault(str(why))
        else:
            level = readers.level_words(preview, self.recording.draft.raised_because)
            more = "   l raises it" if readers.may_be_raised(preview) else ""
            self.level.update(plain(f"Level: {level}{more}"))
            self.goes.update(plain(readers.goes_to(preview, desk.now, settings)))
            self.also.update(plain(readers.also_able(preview)))
            self.say_source(preview)
            clauses = [f"Our policy: {each.text}" for each in preview.clauses]
            self.policy.update(plain("\n".join(clauses)))

    def say_source(self, preview: Preview) -> None:
        said = readers.written_for(preview)
        more = f"   {command('for-a-colleague').key} changes that" if said else ""
        self.source.update(plain(f"{said}{more}"))
        self.source.display = bool(said)

    def action_for_a_colleague(self) -> None:
        self.recording.stand_at(FOR_WHOM.key)
        self.go()

    def action_level(self) -> None:
        if self.preview is not None and readers.may_be_raised(self.preview):
            self.recording.stand_at(LEVEL)
            self.go()

    async def send(self) -> Sent:
        try:
            return await asyncio.to_thread(
                services.send, self.recording.desk, self.recording.opened
            )
        except NotFinished:
            self.go_to_what_is_missing()
            raise

    async def action_back(self) -> None:
        if self.is_over:
            self.dismiss()
        elif not self._is_sending:
            self.recording.stand_at(self.recording.journey.path[-1].key)
            self.go()
