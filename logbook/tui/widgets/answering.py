"""What every widget that takes an answer has in common: four messages, and what was typed."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import ClassVar, TypeAlias

from textual.events import Event, Key, Mount
from textual.message import Message
from textual.widget import Widget

Typed: TypeAlias = str | Sequence[Mapping[str, str]]
"""The raw state of an answer, as the questions read it and as a draft keeps it."""


class Awake(Widget):
    """A widget that minds when it was shown.

    A key that the terminal read before the widget was on the screen cannot have been meant for it,
    so it neither continues nor chooses.
    """

    REACTION: ClassVar[float] = 0.05
    """Seconds within which nobody can answer what they have only just been shown."""

    awake_from: float = inf
    """From when on a key can be meant for this, on the clock that stamps keys."""

    def is_early(self, event: Event) -> bool:
        return event.time < self.awake_from

    def wait_to_be_seen(self) -> None:
        """Be deaf to keys until what was just done can be seen."""
        self.awake_from = inf
        self.call_after_refresh(self._wake)

    def _wake(self) -> None:
        self.awake_from = Event().time + self.REACTION

    def _on_mount(self, _event: Mount) -> None:
        self.wait_to_be_seen()

    async def do_now(self, event: Key) -> bool:
        """Do what this widget binds the key to, in its turn; Textual would let later keys pass."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return True
        return False


class Answering(Awake):
    """A widget that takes one answer.

    Its state is what was `typed`, never a judgement on it: the question reads that.
    """

    class Answered(Message):
        """Enter: this is the answer."""

        def __init__(self, answering: "Answering", typed: Typed) -> None:
            super().__init__()
            self.answering = answering
            self.typed = typed

        @property
        def control(self) -> "Answering":
            return self.answering

    class Edited(Message):
        """What was typed is different now: keep it."""

        def __init__(self, answering: "Answering", typed: Typed) -> None:
            super().__init__()
            self.answering = answering
            self.typed = typed

        @property
        def control(self) -> "Answering":
            return self.answering

    class Refused(Message):
        """Something could not be taken; what was there is kept. The sentence says why."""

        def __init__(self, answering: "Answering", sentence: str) -> None:
            super().__init__()
            self.answering = answering
            self.sentence = sentence

        @property
        def control(self) -> "Answering":
            return self.answering

    class Mended(Message):
        """What was refused was put right, with more to ask before there is an answer."""

        def __init__(self, answering: "Answering") -> None:
            super().__init__()
            self.answering = answering

        @property
        def control(self) -> "Answering":
            return self.answering

    @property
    def typed(self) -> Typed:
        raise NotImplementedError

    def restore(self, typed: Typed) -> None:
        """Show what a draft kept, as if it had just been typed."""
        raise NotImplementedError

    def focus_what_is_missing(self) -> None:
        """Take the keys again after a refusal, where there is something to mend."""
        self.focus()
