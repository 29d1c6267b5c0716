"""The stop page: it cannot be skipped and needs a deliberate key or word."""

from dataclasses import dataclass
from typing import Any

from logbook.domain.answers import Answer, StopRead
from logbook.domain.events import Plain
from logbook.domain.questions.base import Asking, NotAnAnswer, Question, Typed, text_of


@dataclass(frozen=True)
class Stop(Question):
    """A page that says no, why, what to say and what to do instead; then the prompts go on."""

    says: str = ""
    say: str = ""
    do: tuple[str, ...] = ()
    after: str = "What happened so far is still recorded. Nobody is in trouble for asking."

    @property
    def may_be_unsaid(self) -> bool:
        return False

    @property
    def _missing(self) -> str:
        return "Type the word stop to go on, or hold Enter."

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        if text_of(typed).strip().casefold() != "stop":
            raise NotAnAnswer(self._missing)
        return StopRead()

    def _wording(self, answer: StopRead) -> str:
        return "Read"

    def _to_plain(self, answer: StopRead) -> Plain:
        return {"read": True}

    def _from_plain(self, plain: Any) -> Answer:
        return StopRead()

    def _typed(self, answer: StopRead) -> Typed:
        return "stop"
