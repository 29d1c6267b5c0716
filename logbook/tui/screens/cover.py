"""The cover: somebody is signed in, and nothing of what they were doing shows."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering


class CoverScreen(PlaceScreen[None]):
    """Says who is signed in and since when it is covered; nothing else is on it."""

    place = Place.COVER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.COVER)]
    CSS_PATH = "cover.tcss"

    class Uncovered(Message):
        """The passphrase was right."""

    class SomebodyElse(Message):
        """Not the person who is signed in: they want to sign in as themselves."""

    def __init__(self, name: str, since: str, prove: Callable[[str], None]) -> None:
        super().__init__("Logbook")
        self.covered_name = name
        self.since = since
        self.prove = prove
        self.passphrase = AnswerLine(secret=True)
        self.error = Static(classes="error")

    def body(self) -> ComposeResult:
        said = f"{self.covered_name} is signed in. Covered at {self.since}."
        with Vertical(id="cover"):
            yield Static("Logbook", classes="heading")
            yield Static(plain(said), id="who")
            yield Static("Passphrase", classes="muted")
            yield self.passphrase
            yield self.error
            other = f"Not {_first_name(self.covered_name)}? Press Tab to sign in as yourself."
            yield Static(plain(other), id="not", classes="muted")

    def on_mount(self) -> None:
        self.passphrase.focus()

    def on_answering_edited(self, event: Answering.Edited) -> None:
        if event.typed:
            self._say("")

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        if self.passphrase.typed:
            self._prove(self.passphrase.typed)

    def action_sign_in_instead(self) -> None:
        self.post_message(self.SomebodyElse())

    @work(exclusive=True)
    async def _prove(self, passphrase: str) -> None:
        self.passphrase.disabled = True
        try:
            await asyncio.to_thread(self.prove, passphrase)
        except Refusal as refusal:
            self.passphrase.disabled = False
            self.passphrase.restore("")
            self.passphrase.focus()
            self._say(str(refusal))
        else:
            self.post_message(self.Uncovered())

    def _say(self, sentence: str) -> None:
        self.error.update(plain(f"Error: {sentence}" if sentence else ""))
        self.error.set_class(bool(sentence), "-shown")


def _first_name(name: str) -> str:
    return name.partition(" ")[0]
