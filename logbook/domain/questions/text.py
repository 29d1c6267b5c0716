"""Questions answered in words: a line, a handle, a story."""

from dataclasses import dataclass
from typing import Any

from logbook.domain.answers import Answer, Words
from logbook.domain.events import Plain
from logbook.domain.questions.base import Asking, Question, Typed, text_of
from logbook.domain.text import identifier, ingest


@dataclass(frozen=True)
class ShortText(Question):
    """One line: a name, a handle, a few words."""

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        return Words(" ".join(ingest(text_of(typed)).text.split()))

    def _wording(self, answer: Words) -> str:
        return answer.text

    def _to_plain(self, answer: Words) -> Plain:
        return {"text": answer.text}

    def _from_plain(self, plain: Any) -> Answer:
        return Words(plain["text"])

    def _typed(self, answer: Words) -> Typed:
        return answer.text


@dataclass(frozen=True)
class Handle(ShortText):
    """A name or handle as shown online, kept without its leading @."""

    @property
    def _missing(self) -> str:
        return "Write the name or handle as it is shown there."

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        name = identifier(text_of(typed)).lstrip("@＠ ")
        if not name:
            raise self._nothing()
        return Words(name)


@dataclass(frozen=True)
class LongText(ShortText):
    """A story, kept as it was written."""

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        return Words(ingest(text_of(typed)).text.strip())
