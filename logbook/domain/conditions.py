"""Conditions on earlier answers. Each knows which answers it reads, so a typo fails at import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from logbook.domain.answers import Answer, Answers, CannotSay, Choice, Choices, Skipped, Words
from logbook.domain.moments import Moment


@dataclass(frozen=True)
class Condition:
    """Holds or not, given the answers so far; an answer not given makes no condition hold."""

    reads: frozenset[str]
    test: Callable[[Answers], bool]

    def holds(self, answers: Answers) -> bool:
        return self.test(answers)

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(
            self.reads | other.reads, lambda answers: self.test(answers) and other.test(answers)
        )

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(
            self.reads | other.reads, lambda answers: self.test(answers) or other.test(answers)
        )

    def __invert__(self) -> "Condition":
        return Condition(self.reads, lambda answers: not self.test(answers))


ALWAYS = Condition(frozenset(), lambda _: True)
NEVER = Condition(frozenset(), lambda _: False)


@dataclass(frozen=True)
class AnswerTo:
    """The answer to one question, to be asked about."""

    key: str

    def is_(self, *options: str) -> Condition:
        """One of these options was chosen, alone or among others."""
        return self._where(lambda answer, _: bool(chosen(answer) & set(options)))

    def is_not(self, *options: str) -> Condition:
        """Answered, “I cannot say now” included, and with none of these options."""
        return self._where(lambda answer, _: not chosen(answer) & set(options))

    def has_other_than(self, *options: str) -> Condition:
        """At least one option besides these was chosen, or it could not be said."""
        return self._where(
            lambda answer, _: isinstance(answer, CannotSay) or bool(chosen(answer) - set(options))
        )

    def cannot_be_said(self) -> Condition:
        return self._where(lambda answer, _: isinstance(answer, CannotSay))

    def is_filled(self) -> Condition:
        """Something was written, chosen or named."""
        return self._where(lambda answer, _: _filled(answer))

    def is_older_than(self, age: timedelta) -> Condition:
        """A moment known to lie further back than this."""
        return self._where(
            lambda answer, answers: (
                isinstance(answer, Moment)
                and answer.latest is not None
                and answers.at - answer.latest > age
            )
        )

    def _where(self, test: Callable[[Answer, Answers], bool]) -> Condition:
        key = self.key
        return Condition(
            frozenset({key}),
            lambda answers: key in answers.given and test(answers.given[key], answers),
        )


def answer_to(key: str) -> AnswerTo:
    return AnswerTo(key)


def chosen(answer: Answer) -> frozenset[str]:
    """The options that an answer chose."""
    match answer:
        case Choice(option=option):
            return frozenset({option})
        case Choices():
            return answer.options
        case _:
            return frozenset()


def _filled(answer: Answer) -> bool:
    match answer:
        case CannotSay() | Skipped():
            return False
        case Words(text=text):
            return bool(text.strip())
        case _:
            return True
