"""What a service changed about the lists that questions offer, and the lists as they are then.

A key is made once and is permanent. Nothing is ever taken out of a list: what is disabled is not
offered any more, and stays worded where it was chosen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from logbook.domain.answers import UNKNOWN
from logbook.domain.kinds import Block, Kind, Step
from logbook.domain.own_options import OwnList
from logbook.domain.questions import OneOf, Option, Question, Told

Options: TypeAlias = tuple[Option, ...]


def as_offered(options: Options, own: OwnList) -> Options:
    """A list with what a service added to it, and without what it does not offer any more.

    What was added stands before the answers that end a list: something else, none, not known.
    """
    ends = len(options)
    while ends and _ends_a_list(options[ends - 1]):
        ends -= 1
    added = (Option(each.key, each.label) for each in own.added)
    return tuple(
        replace(each, enabled=each.enabled and each.key not in own.disabled)
        for each in (*options[:ends], *added, *options[ends:])
    )


def _ends_a_list(option: Option) -> bool:
    return option.alone or bool(option.detail) or option.key == UNKNOWN


def offering(kind: Kind, changed: Mapping[Options, Options]) -> Kind:
    """The kind, its questions asked with other lists."""
    if not changed:
        return kind
    return replace(kind, steps=tuple(_step(step, changed) for step in kind.steps))


def _step(step: Step, changed: Mapping[Options, Options]) -> Step:
    if isinstance(step, Block):
        questions = tuple(_question(each, changed) for each in step.questions)
        return replace(step, questions=questions)
    return _question(step, changed)


def _question(question: Question, changed: Mapping[Options, Options]) -> Question:
    match question:
        case OneOf() if question.options in changed:
            return replace(question, options=changed[question.options])
        case Told() if question.roles in changed:
            return replace(question, roles=changed[question.roles])
        case _:
            return question


def named_in(kinds: Iterable[Kind], options: Options) -> frozenset[str]:
    """The options of a list that a question or a rule of some kind looks for."""
    return frozenset(key for kind in kinds for key in _named(kind, options))


def _named(kind: Kind, options: Options) -> Iterable[str]:
    asked = {
        each.key for each in kind.questions if isinstance(each, OneOf) and each.options == options
    }
    conditions = [
        *(each.when for each in kind.questions),
        *(each.optional for each in kind.questions),
        *(rule.when for rule in kind.all_rules),
    ]
    for condition in conditions:
        yield from (option for key, option in condition.names if key in asked)
    for question in kind.questions:
        if isinstance(question, Told) and question.roles == options:
            yield from question.duty
