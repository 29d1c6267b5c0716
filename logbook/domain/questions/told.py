"""Who was told, as data and not prose."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from logbook.domain.answers import Answer, Choice, Telling, Tellings, Words
from logbook.domain.conditions import ALWAYS
from logbook.domain.events import Plain
from logbook.domain.moments import Moment
from logbook.domain.people import Staff
from logbook.domain.questions.base import Asking, NotAnAnswer, Question, Typed, lower_first, quoted
from logbook.domain.questions.choice import OneOf, Option, still_enabled
from logbook.domain.questions.moment import MomentOf
from logbook.domain.questions.text import LongText, ShortText
from logbook.domain.showing import stated
from logbook.domain.standing import How
from logbook.domain.text import ingest

IN_PERSON, BY_PHONE, LEFT_MESSAGE = How.IN_PERSON.value, How.PHONE.value, How.MESSAGE.value
NOBODY = "nobody"
"""The part that says why nobody is told yet."""

_NAMES_NOBODY = frozenset(
    {"nobody", "no one", "no-one", "none", "someone", "not known", "unknown", "do not know"}
    | {"don't know", "don’t know", "i do not know", "i don't know", "n/a", "not sure"}
)
HOW_TOLD = (
    Option(IN_PERSON, "In person"),
    Option(BY_PHONE, "By phone"),
    Option(LEFT_MESSAGE, "Left a message"),
)
IN_WRITING = Option("writing", "In writing or online")
"""For bodies outside, many of which take a form or a letter; of a colleague it is no telling."""


@dataclass(frozen=True)
class Told(Question):
    """Who was told: person, role, how, when, what they answered, reference; or why nobody is."""

    roles: tuple[Option, ...] = ()
    duty: frozenset[str] = frozenset()
    """The roles of which the policy asks that one be told by voice."""
    outside: bool = False
    """Whether only bodies outside are meant, where nobody is staff here."""

    @property
    def _missing(self) -> str:
        return "Enter who was told, or why nobody is told yet."

    @property
    def parts(self) -> tuple[Question, ...]:
        """The prompts of one telling, in order."""
        who = "A name there, or where it was sent" if self.outside else "Who did you tell?"
        how = (*HOW_TOLD, *([IN_WRITING] if self.outside else []))
        return (
            ShortText("who", who, missing="Enter the name of who was told."),
            OneOf("role", "What is their role?", options=self.roles, missing="Choose their role."),
            OneOf("how", "How?", options=how, missing="Choose how you told them."),
            MomentOf("when", "When?", missing="Enter when you told them."),
            LongText("answer", "What did they say?", optional=ALWAYS),
            ShortText("reference", "Reference, if they gave one", optional=ALWAYS),
        )

    def fulfilled(self, answer: Answer, apart_from: Collection[str] = ()) -> bool:
        """Whether someone the policy asks for was reached, by name and with a time.

        Telling somebody it is about, whose id stands in `apart_from`, is not telling a manager.
        """
        return isinstance(answer, Tellings) and any(
            told.role in self.duty
            and told.how != LEFT_MESSAGE
            and told.when.latest is not None
            and bool(told.who.strip())
            and (not told.member or told.member not in apart_from)
            for told in answer.told
        )

    def keeping(self, answer: Answer) -> Self:
        if not isinstance(answer, Tellings):
            return self
        kept = still_enabled(self.roles, {each.role for each in answer.told})
        return self if kept is self.roles else replace(self, roles=kept)

    def still_offers(self, answer: Answer) -> bool:
        roles = {option.key for option in self.roles}
        return not isinstance(answer, Tellings) or {each.role for each in answer.told} <= roles

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        if isinstance(typed, str):
            return Tellings(nobody_because=self._because(typed))
        told = [each for each in typed if any(_kept(v) for k, v in each.items() if k != NOBODY)]
        if told:
            return Tellings(tuple(self._telling(each, asking) for each in told))
        reasons = [_kept(each.get(NOBODY, "")) for each in typed]
        return Tellings(nobody_because=next(reason for reason in reasons if reason))

    def _because(self, typed: str) -> str:
        words, _, reason = typed.partition(":")
        if words.strip().casefold() not in ("nobody", "nobody yet") or not _kept(reason):
            raise NotAnAnswer("Write “nobody yet: ” and why, or fill in who was told.")
        return _kept(reason)

    def _telling(self, typed: Mapping[str, str], asking: Asking) -> Telling:
        asked = {part.key: part for part in self.parts}
        read = {
            key: asked[key].read(typed.get(key, ""), asking)
            for key in ("who", "role", "how", "when")
        }
        who, role, how, when = read.values()
        if not (
            isinstance(who, Words)
            and isinstance(role, Choice)
            and isinstance(how, Choice)
            and isinstance(when, Moment)
        ):
            raise NotAnAnswer("Enter who, their role, how and when. “Not known” will do for when.")
        _check_named(who.text)
        return Telling(
            who=who.text,
            role=role.option,
            how=how.option,
            when=when,
            answer=_kept(typed.get("answer", "")),
            reference=" ".join(_kept(typed.get("reference", "")).split()),
            member=_member_named(who.text, asking.staff),
        )

    def _wording(self, answer: Tellings) -> str:
        if not answer.told:
            return f"Nobody yet: {answer.nobody_because}"
        return "\n".join(self._told_wording(told) for told in answer.told)

    def _told_wording(self, told: Telling) -> str:
        roles = {option.key: option.label for option in self.roles}
        ways = (*HOW_TOLD, IN_WRITING)
        how = next(option.label for option in ways if option.key == told.how)
        words = f"{told.who} ({lower_first(roles[told.role])}), {lower_first(how)}, "
        words += stated(told.when)
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
            return [{NOBODY: answer.nobody_because}]
        return [
            {
                "who": told.who,
                "role": told.role,
                "how": told.how,
                "when": stated(told.when),
                "answer": told.answer,
                "reference": told.reference,
            }
            for told in answer.told
        ]


def _kept(typed: str) -> str:
    return ingest(typed).text.strip()


def _check_named(who: str) -> None:
    """“Told” without a name is not told.

    Raises:
        NotAnAnswer: nobody is named.
    """
    if who.casefold() in _NAMES_NOBODY or not any(letter.isalpha() for letter in who):
        raise NotAnAnswer(
            f"{quoted(who)} does not name anybody. "
            "Enter the name of who was told, or say why nobody is told yet."
        )


def _member_named(name: str, staff: Staff) -> str:
    """The account of that name; empty where none has it, or where more than one has."""
    ids = [each.id for each in staff.present() if each.name.casefold() == name.casefold()]
    return ids[0] if len(ids) == 1 else ""
