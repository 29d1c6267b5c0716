"""Questions answered from a list: one, several, yes or no or not sure."""

from collections.abc import Container
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Self

from logbook.domain.answers import CANNOT_SAY_WORDS, UNKNOWN, Answer, Choice, Choices
from logbook.domain.conditions import chosen
from logbook.domain.events import Plain
from logbook.domain.questions.base import (
    Asking,
    NotAnAnswer,
    Question,
    Typed,
    lower_first,
    parts_of,
    quoted,
    text_of,
)
from logbook.domain.text import ingest


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen. An option is disabled, never deleted."""

    key: str
    label: str
    _: KW_ONLY
    hint: str = ""
    detail: str = ""
    """What to write beside it (“Name it”); empty where nothing is asked."""
    alone: bool = False
    """Choosing it means choosing nothing else (“none of these”)."""
    enabled: bool = True


def still_enabled(options: tuple[Option, ...], picked: Container[str]) -> tuple[Option, ...]:
    """The list with what was picked from it enabled; the same list where it is so already."""
    if all(each.enabled or each.key not in picked for each in options):
        return options
    return tuple(replace(each, enabled=True) if each.key in picked else each for each in options)


def _or_unsaid(question: Question) -> str:
    return f", or “{CANNOT_SAY_WORDS}”" if question.may_be_unsaid else ""


@dataclass(frozen=True)
class OneOf(Question):
    """One option of a list."""

    options: tuple[Option, ...] = ()

    @property
    def offered(self) -> tuple[Option, ...]:
        """What can be chosen now, in the order of its digits; “I do not know” stands last."""
        enabled = [option for option in self.options if option.enabled]
        return tuple(sorted(enabled, key=lambda option: option.key == UNKNOWN))

    def digit(self, option: Option) -> str:
        return "0" if option.key == UNKNOWN else str(self.offered.index(option) + 1)

    def option(self, key: str) -> Option:
        return next(option for option in self.options if option.key == key)

    def keeping(self, answer: Answer) -> Self:
        kept = still_enabled(self.options, chosen(answer))
        return self if kept is self.options else replace(self, options=kept)

    @property
    def _missing(self) -> str:
        return f"Choose an answer{_or_unsaid(self)}."

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        return self._choice(text_of(typed))

    def still_offers(self, answer: Answer) -> bool:
        return chosen(answer) <= {option.key for option in self.options}

    def _choice(self, typed: str) -> Choice:
        option, words = self._named(typed.strip()), ""
        if option is None:
            name, _, detail = typed.partition(":")
            option, words = self._find(name.strip()), ingest(detail).text.strip()
        if option.detail and not words:
            raise NotAnAnswer(f"{option.label}: {lower_first(option.detail)}.")
        if words and not option.detail:
            raise NotAnAnswer(
                f"“{option.label}” takes no words of its own. "
                "Choose it by its number, and keep the words for a question that asks for them."
            )
        return Choice(option.key, words)

    def _named(self, name: str) -> Option | None:
        """The option of exactly this number, key or label."""
        wanted = name.casefold()
        for option in self.offered:
            if wanted in (self.digit(option), option.key.casefold(), option.label.casefold()):
                return option
        return None

    def _find(self, name: str) -> Option:
        named = self._named(name)
        if named is not None:
            return named
        starts = [
            each for each in self.offered if each.label.casefold().startswith(name.casefold())
        ]
        if len(starts) == 1 and len(name) > 1:
            return starts[0]
        raise NotAnAnswer(f"{quoted(name)} is not one of the answers. Choose one by its number.")

    def _shown(self, choice: Choice) -> str:
        label = self.option(choice.option).label
        return f"{label}: {choice.detail}" if choice.detail else label

    def _wording(self, answer: Choice) -> str:
        return self._shown(answer)

    def _to_plain(self, answer: Choice) -> Plain:
        return {"option": answer.option, "detail": answer.detail}

    def _from_plain(self, plain: Any) -> Answer:
        return Choice(plain["option"], plain["detail"])

    def _typed(self, answer: Choice) -> Typed:
        return f"{answer.option}: {answer.detail}" if answer.detail else answer.option


@dataclass(frozen=True)
class SeveralOf(OneOf):
    """Any of a list; typed as numbers, or one option to a line where words go with it."""

    @property
    def _missing(self) -> str:
        return f"Choose all that fit{_or_unsaid(self)}."

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        labels = {option.label.casefold() for option in self.offered}
        parts = parts_of(ingest(text_of(typed)).text, labels)
        if not parts:
            raise self._nothing()
        picked = {choice.option: choice for choice in map(self._choice, parts)}
        alone = [self.option(key) for key in picked if self.option(key).alone]
        if alone and len(picked) > 1:
            raise NotAnAnswer(f"Choose “{alone[0].label}” on its own, or leave it out.")
        order = [option.key for option in self.options]
        return Choices(tuple(sorted(picked.values(), key=lambda each: order.index(each.option))))

    def _wording(self, answer: Any) -> str:
        return " · ".join(self._shown(choice) for choice in answer.picked)

    def _to_plain(self, answer: Any) -> Plain:
        return [{"option": each.option, "detail": each.detail} for each in answer.picked]

    def _from_plain(self, plain: Any) -> Answer:
        return Choices(tuple(Choice(each["option"], each["detail"]) for each in plain))

    def _typed(self, answer: Any) -> Typed:
        return "\n".join(
            f"{each.option}: {each.detail}" if each.detail else each.option
            for each in answer.picked
        )


YES_NO = (Option("yes", "Yes"), Option("no", "No"))
UNSURE = Option("unsure", "Not sure")
_SHORT = {"y": "yes", "n": "no", "ns": "unsure", "don't know": "unsure", "?": "unsure"}
"""What people type for yes, no and not sure."""


@dataclass(frozen=True)
class YesNo(OneOf):
    """Yes, no or not sure. “Not sure” is an answer, so it is always offered."""

    options: tuple[Option, ...] = (*YES_NO, UNSURE)

    def _named(self, name: str) -> Option | None:
        return super()._named(_SHORT.get(name.casefold(), name))
