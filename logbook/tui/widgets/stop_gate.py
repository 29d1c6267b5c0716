"""The gate on a stop page: it opens to Enter held down, or to the word and Enter."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.content import Content
from textual.events import Key, Paste
from textual.reactive import reactive

from logbook.tui.text import plain
from logbook.tui.widgets.answering import Answering, Typed

WORD = "stop"
HELD_FOR = 1.5
"""Seconds Enter is held down."""
LONGEST_GAP = 0.8
"""Seconds between two repeats of a held key; keyboards wait up to three quarters for the first."""
FEWEST_REPEATS = 5
"""A key pressed a few times by hand is not a key held down."""


@dataclass(frozen=True)
class Hold:
    """How long a key has been held, from the times its repeats arrived."""

    since: float = 0.0
    latest: float = 0.0
    repeats: int = 0

    def pressed(self, at: float) -> "Hold":
        if not self.repeats or at - self.latest > LONGEST_GAP:
            return Hold(at, at, 1)
        return replace(self, latest=at, repeats=self.repeats + 1)

    @property
    def progress(self) -> float:
        """From nought to one."""
        by_time = (self.latest - self.since) / HELD_FOR
        return min(1.0, by_time, self.repeats / FEWEST_REPEATS) if self.repeats > 1 else 0.0

    @property
    def is_done(self) -> bool:
        return self.progress >= 1.0


class StopGate(Answering, can_focus=True):
    """Hold Enter, or type the word and press Enter. A paste, or a burst of Enters, opens nothing.

    It is answered with the word itself.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"stop-gate--typed"}
    DEFAULT_CSS = """
    StopGate { height: 1; width: 100%; color: $muted; }
    StopGate .stop-gate--typed { color: $text; text-style: bold; }
    """

    word: reactive[str] = reactive("")
    hold: reactive[Hold] = reactive(Hold())

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._passed = False

    @property
    def typed(self) -> str:
        return WORD if self._passed else ""

    def restore(self, typed: Typed) -> None:
        """A stop page is read again each time it is met; nothing is kept of half a word."""

    def render(self) -> Content:
        style = self.get_visual_style("stop-gate--typed")
        if self.hold.progress > 0:
            done = round(self.hold.progress * 10)
            return Content.assemble(("Keep holding  ", style), "■" * done + "·" * (10 - done))
        rest = WORD[len(self.word) :]
        return Content.assemble(
            plain("Hold Enter, or type  "),
            (self.word, style),
            rest,
            plain("  then press Enter, to go on" if rest else "  and now press Enter, to go on"),
        )

    def on_key(self, event: Key) -> None:
        letter = (event.character or "").casefold()
        if event.key != "enter" and not letter.isalpha() and event.key != "backspace":
            return
        event.stop()
        if self.is_early(event) or self._passed:
            return
        if event.key == "enter" and self.word == WORD:
            self._pass()
        elif event.key == "enter":
            self.word = ""
            self.hold = self.hold.pressed(event.time)
            if self.hold.is_done:
                self._pass()
        else:
            self.hold = Hold()
            self.word = self._spelled(letter)

    def on_paste(self, event: Paste) -> None:
        event.stop()

    def _spelled(self, letter: str) -> str:
        """The word so far; a letter that does not go on with it begins it again."""
        longer = self.word + letter
        if letter and WORD.startswith(longer):
            return longer
        return letter if letter and WORD.startswith(letter) else ""

    def _pass(self) -> None:
        self._passed = True
        self.post_message(self.Answered(self, WORD))
