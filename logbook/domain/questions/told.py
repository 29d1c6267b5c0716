"""Who was told, as data and not prose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from logbook.domain import dates
from logbook.domain.answers import Answer, Choice, Telling, Tellings, Words
from logbook.domain.conditions import ALWAYS
from logbook.domain.events import Plain
from logbook.domain.moments import Moment
from logbook.domain.questions.base import Asking, NotAnAnswer, Question, Typed, lower_first
from logbook.domain.questions.choice import OneOf, Option
from logbook.domain.questions.moment import MomentOf
from logbook.domain.questions.text import LongText, ShortText
from logbook.domain.text import ingest

IN_PERSON, BY_PHONE, LEFT_MESSAGE = "in-person", "phone", "left-message"
HOW_TOLD = (
    Option(IN_PERSON, "In person"),
    Option(BY_PHONE, "By phone"),
    Option(LEFT_MESSAGE, "Left a message"),
)


@dataclass(frozen=True)
class Told(Question):
    """Who was told: person, role, how, when, what they answered, reference; or why nobody is."""

    roles: tuple[Option, ...] = ()
    duty: frozenset[str] = frozenset()
    """The roles of which the policy asks that one be told by voice."""

    @property
    def _missing(self) -> str:
        return "Enter who was told, or why nobody is told yet."

    @property
    def parts(self) -> tuple[Question, ...]:
        """The prompts of one telling, in order."""
        return (
            ShortText("who", "Who did you tell?", missing="Enter the name of who was told."),
            OneOf("role", "What is their role?", options=self.roles, missing="Choose their role."),
            OneOf("how", "How?", options=HOW_TOLD, missing="Choose how you told them."),
            MomentOf("when", "When?", missing="Enter when you told them."),
            LongText("answer", "What did they say?", optional=ALWAYS),
            ShortText("reference", "Reference, if they gave one", optional=ALWAYS),
        )

    def fulfilled(self, answer: Answer) -> bool:
        """Whether someone the policy asks for was reached, by name and with a time."""
        return isinstance(answer, Tellings) and any(
            told.role in self.duty and told.how != LEFT_MESSAGE and told.when.latest is not None
            for told in answer.told
        )

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        if isinstance(typed, str):
            return Tellings(nobody_because=self._because(typed))
        nobody = [each["nobody"] for each in typed if each.get("nobody", "").strip()]
        told = [each for each in typed if any(v.strip() for k, v in each.items() if k != "nobody")]
        if nobody and not told:
            return Tellings(nobody_because=ingest(nobody[0].strip()).text)
        if not told:
            raise NotAnAnswer(self.missing or self._missing)
        return Tellings(tuple(self._telling(each, asking) for each in told))

    def _because(self, typed: str) -> str:
        words, _, reason = typed.partition(":")
        if words.strip().casefold() not in ("nobody", "nobody yet") or not reason.strip():
            raise NotAnAnswer("Write “nobody yet: ” and why, or fill in who was told.")
        return ingest(reason.strip()).text

    def _telling(self, typed: Mapping[str, str], asking: Asking) -> Telling:
        read = {
            part.key: part.read(typed.get(part.key, ""), asking, optional=part.optional is ALWAYS)
            for part in self.parts
        }
        who, role, how, when = read["who"], read["role"], read["how"], read["when"]
        if not (
            isinstance(who, Words)
            and isinstance(role, Choice)
            and isinstance(how, Choice)
            and isinstance(when, Moment)
        ):
            raise NotAnAnswer("Enter who, their role, how and when. “Not known” will do for when.")
        return Telling(
            who=who.text,
            role=role.option,
            how=how.option,
            when=when,
            answer=_text(read["answer"]),
            reference=_text(read["reference"]),
            member=next(
                (m.id for m in asking.staff if m.name.casefold() == who.text.casefold()), ""
            ),
        )

    def _wording(self, answer: Tellings) -> str:
        if not answer.told:
            return f"Nobody yet, because {lower_first(answer.nobody_because)}"
        return "\n".join(self._told_wording(told) for told in answer.told)

    def _told_wording(self, told: Telling) -> str:
        roles = {option.key: option.label for option in self.roles}
        how = next(option.label for option in HOW_TOLD if option.key == told.how)
        words = f"{told.who} ({lower_first(roles[told.role])}), {lower_first(how)}, "
        words += dates.show(told.when)
        words += f": “{told.answer}”" if told.answer else ""
        return words + (f" · reference {told.reference}" if told.reference else "")

    def _to_plain(self, answer: Tellings) -> Plain:
        return {
            "nobody_because": answer.nobody_because,
            "told": [
                {
                    "who": told.who,
                    "role": told.role,
                    "how": told.how,
                    "when": told.when.to_plain(),
                    "answer": told.answer,
                    "reference": told.reference,
                    "member": told.member,
                }
                for told in answer.told
            ],
        }

    def _from_plain(self, plain: Any) -> Answer:
        return Tellings(
            tuple(
                Telling(**{**told, "when": Moment.from_plain(told["when"])})
                for told in plain["told"]
            ),
            plain["nobody_because"],
        )

    def _typed(self, answer: Tellings) -> Typed:
        if not answer.told:
            return [{"nobody": answer.nobody_because}]
        return [
            {
                "who": told.who,
                "role": told.role,
                "how": told.how,
                "when": dates.show(told.when),
                "answer": told.answer,
                "reference": told.reference,
            }
            for told in answer.told
        ]


def _text(answer: Answer) -> str:
    return answer.text if isinstance(answer, Words) else ""
