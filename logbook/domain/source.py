"""For whom something is written down: the colleague who told it, and how it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from logbook.domain.answers import Answer, Someone, Someones
from logbook.domain.conditions import ALWAYS
from logbook.domain.events import Plain
from logbook.domain.questions import OneOf, Option, Typed, WhichStaff
from logbook.domain.questions.base import lower_first

FOR_WHOM = WhichStaff(
    "beside:for-whom",
    "For whom are you writing this down?",
    several=False,
    hint="The colleague who saw or heard it and told you. Leave it empty if it is your own.",
    optional=ALWAYS,
)
HOW_IT_CAME = OneOf(
    "beside:how-it-came",
    "How did they tell you?",
    hint="You stay its author; both names are kept.",
    options=(
        Option("phone", "By phone"),
        Option("in-person", "In person"),
        Option("note", "In a note or message"),
        Option("paper", "On paper"),
        Option("other", "Another way", detail="Write how"),
    ),
    missing="Choose how they told you.",
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A colleague whose words these are, whoever writes them down."""

    name: str
    member: str = ""
    """Their account; empty for somebody who has none here."""
    how: str = ""
    """How it came, as it is typed; empty until it is answered."""

    @property
    def words(self) -> str:
        option, _, detail = self.how.partition(":")
        if not option:
            return self.name
        way = detail.strip() or lower_first(HOW_IT_CAME.option(option).label)
        return f"{self.name}, {way}"

    @property
    def typed(self) -> Typed:
        """What would be typed to name them."""
        return FOR_WHOM.typed(Someones((Someone(self.member, self.name),)))

    @classmethod
    def of(cls, answer: Answer, how: str = "") -> Self | None:
        """Whom an answer names; None where it is the writer's own."""
        if not isinstance(answer, Someones):
            return None
        named = answer.people[0]
        return cls(name=named.name, member=named.id, how=how)

    def to_plain(self) -> dict[str, Plain]:
        return {"name": self.name, "member": self.member, "how": self.how}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)
