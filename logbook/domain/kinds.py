"""A kind of entry is a declaration: its questions, and what follows from the answers.

Everything is checked when the declaration is made, so a condition on a misspelt or a later
question fails at import, not in front of somebody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from typing import TypeAlias

from logbook.domain.conditions import ALWAYS, NEVER, Condition
from logbook.domain.levels import Level
from logbook.domain.questions import (
    Clause,
    LongText,
    MomentOf,
    OneOf,
    Question,
    Stop,
    WhichStaff,
    Who,
)

MEANINGS: Mapping[str, type[Question]] = {
    "person": Who,
    "happened": MomentOf,
    "noticed": MomentOf,
    "late": LongText,
    "staff": WhichStaff,
}
"""Keys that mean the same in every kind, and the only way to ask for each."""


PART = ":staff"
"""Ends the key of a sealed part, after the key of the kind that it was split from."""
PART_TITLE = "About staff"


class BadDeclaration(Exception):
    """A kind is declared wrongly; the text names the question."""


@dataclass(frozen=True)
class Suggest:
    """The level that these answers suggest, and the reason printed beside it."""

    level: Level
    because: str
    when: Condition


@dataclass(frozen=True)
class Advise:
    """A sentence shown as soon as the answers call for it, and again before sending."""

    words: str
    when: Condition
    clause: Clause | None = None
    urgent: bool = False
    offers: str = ""
    """The kind of a second entry that is offered with it, once this one is sent."""


@dataclass(frozen=True)
class Apply:
    """A clause that these answers bring into force."""

    clause: Clause
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Route:
    """A role it goes to besides the line manager; `straight`, in place of them."""

    role: str
    when: Condition
    straight: bool = False


@dataclass(frozen=True)
class Outcome:
    """The outcome that the policy itself settles."""

    outcome: str
    when: Condition
    words: str = ""
    """What its author is told at once, where the entry arrives decided by it."""


Rule: TypeAlias = Suggest | Advise | Apply | Route | Outcome


@dataclass(frozen=True)
class Block:
    """Questions and rules that several kinds share, under one topic."""

    topic: str
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...] = ()
    _: KW_ONLY
    sealed: bool = False
    """Its answers leave as their own sealed entry where they name staff other than the author."""

    def when(self, condition: Condition) -> "Block":
        """The block, asked only under this condition."""
        questions = tuple(each.under(condition, self.topic) for each in self.questions)
        return replace(self, questions=questions)

    def without(self, key: str) -> "Block":
        """The block, save for a question that the kind asks itself, at another place."""
        questions = tuple(each for each in self.questions if each.key != key)
        if len(questions) == len(self.questions):
            raise BadDeclaration(f"the block “{self.topic}” has no question “{key}” to leave out")
        return replace(self, questions=questions)


Step: TypeAlias = Question | Block


@dataclass(frozen=True)
class Kind:
    """One kind of entry. The key is permanent.

    Some question keys mean the same in every kind: `person` (whom it is about), `happened`,
    `noticed`, `late` (why it was written down later) and `staff` (colleagues who are part of it,
    who therefore never read it).
    """

    key: str
    title: str
    steps: tuple[Step, ...]
    _: KW_ONLY
    menu: str = ""
    """How the menu offers it; the title when empty."""
    rules: tuple[Rule, ...] = ()
    level: Level = Level.LOW
    topic: str = ""
    """What figures count it as, whatever the answers bring besides."""
    send: str = "send to your manager"
    """What the button does, in its own words."""
    sealed: bool = False
    """Only its author and the safeguarding leads can open it, with their own keys."""

    def __post_init__(self) -> None:
        _check(self)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in _asked(step))

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        blocks = (step.rules for step in self.steps if isinstance(step, Block))
        return (*(rule for rules in blocks for rule in rules), *self.rules)

    def question(self, key: str) -> Question:
        return next(question for question in self.questions if question.key == key)

    @cached_property
    def sealed_keys(self) -> frozenset[str]:
        """Questions whose answers leave as a sealed entry of their own, where colleagues are named.

        A sealed kind has none: all of it is sealed.
        """
        return frozenset(question.key for step in self._parting for question in step.questions)

    @cached_property
    def part(self) -> "Kind | None":
        """That sealed entry as a kind: the same questions, whatever the others were answered."""
        if not self._parting:
            return None
        blocks = tuple(_alone(block, self.sealed_keys) for block in self._parting)
        return replace(
            self,
            key=f"{self.key}{PART}",
            title=f"{PART_TITLE} · {self.title}",
            steps=blocks,
            rules=(),
            level=Level.HIGH,
            topic="staff",
            sealed=True,
        )

    @property
    def _parting(self) -> tuple[Block, ...]:
        blocks = (step for step in self.steps if isinstance(step, Block) and step.sealed)
        return () if self.sealed else tuple(blocks)


def _alone(block: Block, keys: frozenset[str]) -> Block:
    """A block that looks at nothing outside these questions."""
    questions = tuple(
        replace(
            each,
            when=each.when if each.when.reads <= keys else ALWAYS,
            optional=each.optional if each.optional.reads <= keys else NEVER,
        )
        for each in block.questions
    )
    rules = tuple(each for each in block.rules if each.when.reads <= keys)
    return replace(block, questions=questions, rules=rules)


def _asked(step: Step) -> tuple[Question, ...]:
    """The questions of a step; those of a block stand under its topic, conditional or not."""
    if not isinstance(step, Block):
        return (step,)
    return tuple(replace(each, topic=each.topic or step.topic) for each in step.questions)


def _check(kind: Kind) -> None:
    seen: dict[str, Question] = {}
    for question in kind.questions:
        where = f"{kind.key}: question “{question.key}”"
        if question.key in seen:
            raise BadDeclaration(f"{where} stands twice")
        if unknown := question.reads - seen.keys():
            raise BadDeclaration(f"{where} looks at {_listed(unknown)}, not asked before it")
        _check_names(question.when.names | question.optional.names, seen, where)
        _check_options(question, where)
        _check_meaning(question, where)
        seen[question.key] = question
    for rule in kind.all_rules:
        if unknown := rule.when.reads - seen.keys():
            raise BadDeclaration(f"{kind.key}: a rule looks at {_listed(unknown)}, never asked")
        _check_names(rule.when.names, seen, f"{kind.key}: a rule")


def _check_names(names: Iterable[tuple[str, str]], asked: Mapping[str, Question], who: str) -> None:
    for key, option in sorted(names):
        question = asked[key]
        if not isinstance(question, OneOf) or option not in {each.key for each in question.options}:
            raise BadDeclaration(f"{who} looks for “{option}”, which “{key}” does not offer")


def _check_options(question: Question, where: str) -> None:
    if not isinstance(question, OneOf):
        return
    keys = [option.key for option in question.options]
    if not question.offered:
        raise BadDeclaration(f"{where} offers nothing")
    if len(set(keys)) < len(keys):
        raise BadDeclaration(f"{where} offers the same option twice")


def _check_meaning(question: Question, where: str) -> None:
    meant = MEANINGS.get(question.key, type(question))
    if type(question) is not meant:
        raise BadDeclaration(f"{where} has to be asked as {meant.__name__}")
    if isinstance(question, Stop) and question.optional is not NEVER:
        raise BadDeclaration(f"{where} is a stop page, which nobody may skip")


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"“{key}”" for key in sorted(keys))
