"""The stop page: what our policy never allows, what to say, what to do, and then on."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from logbook.domain.questions import Clause, NotAnAnswer, Stop
from logbook.domain.refusals import Refusal
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.screens.question import advice_to_show, go_to_the_one_before, take_answer
from logbook.tui.text import plain
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.stop_gate import StopGate


class StopScreen(KeptScreen):
    """It is left by its gate or by Esc, and by nothing else."""

    place = Place.STOP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.STOP)]
    CSS_PATH = "stop.tcss"

    def __init__(self, recording: Recording, question: Stop) -> None:
        super().__init__(recording, f"{recording.draft.kind.title} · stop")
        recording.stand_at(question.key)
        self.question = question
        self.gate = StopGate()
        self.error = Static(classes="error")
        self._is_answering = False

    @property
    def clause(self) -> Clause | None:
        return self.question.clause

    @property
    def on_call(self) -> str:
        """Whom to ring, out of hours too."""
        return self.recording.desk.directory.settings.on_call

    def body(self) -> ComposeResult:
        with VerticalScroll(id="stop", can_focus=False):
            with Vertical(id="box"):
                with Horizontal(id="word"):
                    yield Static(" STOP ", classes="stop")
                    yield Static(plain(self.question.words), id="words")
                yield Static(plain(self.question.says), id="says")
                if self.clause is not None:
                    said = f"{self.clause.title} · {self.clause.version}"
                    yield Static(plain(said), id="clause", classes="muted")
            for advice in advice_to_show(self.recording):
                yield Static(plain(advice.words), classes="warn")
            if self.question.say:
                yield Static("Say something like", classes="heading")
                yield Static(plain(self.question.say), classes="indented")
            if self.question.do:
                yield Static("You can", classes="heading")
                yield Static(plain(" · ".join(self.question.do)), classes="indented")
            if self.on_call:
                yield Static(plain(f"On call: {self.on_call}"), classes="indented")
            yield Static(plain(self.question.after), id="after", classes="muted")
        with Vertical(id="gate"):
            yield self.error
            yield self.gate

    def on_mount(self) -> None:
        self.gate.focus()
        self.keep_soon()

    def show_fault(self, sentence: str) -> None:
        self.error.update(plain(sentence))
        self.error.set_class(bool(sentence), "-shown")

    def on_key(self, event: Key) -> None:
        """The page scrolls while the gate has the keys."""
        page = self.query_one("#stop", VerticalScroll)
        moves = {
            "up": page.scroll_up,
            "down": page.scroll_down,
            "pageup": page.scroll_page_up,
            "pagedown": page.scroll_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)

    def on_answering_answered(self, event: Answering.Answered) -> None:
        event.stop()
        self._go_on()

    @work
    async def _go_on(self) -> None:
        if self._is_answering:
            return
        self._is_answering = True
        try:
            await take_answer(self.recording, self.question, self.gate.typed)
            if await self.is_kept():
                self.go()
                return
        except (NotAnAnswer, Refusal) as why:
            self.show_fault(str(why))
        finally:
            self._is_answering = False
        await self._close_the_gate()

    async def _close_the_gate(self) -> None:
        """What could not be saved is passed again."""
        old, self.gate = self.gate, StopGate()
        await old.remove()
        await self.query_one("#gate").mount(self.gate)
        self.gate.focus()

    async def action_back(self) -> None:
        if self.is_over:
            self.dismiss()
        elif not self._is_answering:
            await go_to_the_one_before(self, self.question.key)
