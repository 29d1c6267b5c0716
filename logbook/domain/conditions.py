"""Conditions on earlier answers. Each knows which answers it reads, so a typo fails at import."""

from collections.abc import Callable
from dataclasses import dataclass

from logbook.domain.answers import Answer, Answers, CannotSay, Choice, Choices, Skipped, Words
from logbook.domain.moments import Moment


@dataclass(frozen=True)
class Condition:
    """Holds or not, given the answers so far.

    An answer not given makes no condition hold, but that it is empty.
    """

    reads: frozenset[str]
    test: Callable[[Answers], bool]
    names: frozenset[tuple[str, str]] = frozenset()
    """The options it names, each with its question: a misspelt one would never hold."""

    def holds(self, answers: Answers) -> bool:
        return self.test(answers)

    def __and__(self, other: "Condition") -> "Condition":
        return self._with(other, lambda answers: self.test(answers) and other.test(answers))

    def __or__(self, other: "Condition") -> "Condition":
        return self._with(other, lambda answers: self.test(answers) or other.test(answers))

    def _with(self, other: "Condition", test: Callable[[Answers], bool]) -> "Condition":
        return Condition(self.reads | other.reads, test, self.names | other.names)


ALWAYS = Condition(frozenset(), lambda _: True)
NEVER = Condition(frozenset(), lambda _: False)


@dataclass(frozen=True)
class AnswerTo:
    """The answer to one question, to be asked about."""

    key: str

    def is_(self, *options: str) -> Condition:
        """One of these options was chosen, alone or among others."""
        return self._where(lambda answer, _: bool(chosen(answer) & set(options)), options)

    def is_not(self, *options: str) -> Condition:
        """Answered, “I cannot say now” included, and with none of these options."""
        return self._where(lambda answer, _: not chosen(answer) & set(options), options)

    def has_other_than(self, *options: str) -> Condition:
        """At least one option besides these was chosen, or it could not be said."""
        return self._where(
            lambda answer, _: isinstance(answer, CannotSay) or bool(chosen(answer) - set(options)),
            options,
        )

    def is_filled(self) -> Condition:
        """Something was written, chosen or named."""
        return self._where(lambda answer, _: _filled(answer))

    def is_empty(self) -> Condition:
        """Nothing was written, chosen or named; so too where it was never asked."""
        key = self.key
        return Condition(
            frozenset({key}),
            lambda answers: key not in answers.given or not _filled(answers.given[key]),
        )

    def is_late(self) -> Condition:
        """A moment further back than this service takes for being written down in time."""
        return self._where(
            lambda answer, answers: (
                isinstance(answer, Moment)
                and answer.latest is not None
                and answers.at - answer.latest > answers.late_after
            )
        )

    def is_given(self) -> Condition:
        """The question was asked and has any answer at all."""
        return self._where(lambda _answer, _: True)

    def _where(
        self, test: Callable[[Answer, Answers], bool], options: tuple[str, ...] = ()
    ) -> Condition:
        key = self.key
        return Condition(
            frozenset({key}),
            lambda answers: key in answers.given and test(answers.given[key], answers),
            frozenset((key, option) for option in options),
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
