"""A kind that is declared wrongly fails where it is declared, and the text names it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.kinds import BadDeclaration, Block, Kind, Rule, Step, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import (
    LongText,
    OneOf,
    Option,
    SeveralOf,
    ShortText,
    Stop,
    WhichStaff,
    Who,
    YesNo,
)

A = YesNo("a", "A?")
B = LongText("b", "B?", when=answer_to("a").is_("yes"))


def kind(*steps: Step, rules: tuple[Rule, ...] = ()) -> Kind:
    return Kind("test", "Test", steps, rules=rules)


def test_a_good_declaration_is_made() -> None:
    made = kind(A, B, rules=(Suggest(Level.HIGH, "because", answer_to("a").is_("yes")),))
    assert [question.key for question in made.questions] == ["a", "b"]
    assert made.question("b") is B


BAD: dict[str, tuple[Callable[[], Kind], str]] = {
    "a misspelt question": (
        lambda: kind(A, replace(B, when=answer_to("aa").is_("yes"))),
        "test: question “b” looks at “aa”, not asked before it",
    ),
    "a look ahead": (
        lambda: kind(B, A),
        "test: question “b” looks at “a”, not asked before it",
    ),
    "a look at itself": (
        lambda: kind(A, replace(B, when=answer_to("b").is_filled())),
        "test: question “b” looks at “b”, not asked before it",
    ),
    "an optional that looks ahead": (
        lambda: kind(replace(B, when=ALWAYS, optional=answer_to("a").is_("yes")), A),
        "test: question “b” looks at “a”, not asked before it",
    ),
    "a doubled key": (
        lambda: kind(A, replace(A, words="Again?")),
        "test: question “a” stands twice",
    ),
    "a key doubled through a block": (
        lambda: kind(A, Block("topic", (A,)).when(answer_to("a").is_("yes"))),
        "test: question “a” stands twice",
    ),
    "a doubled option": (
        lambda: kind(OneOf("c", "C?", options=(Option("x", "X"), Option("x", "Y")))),
        "test: question “c” offers the same option twice",
    ),
    "no options": (lambda: kind(OneOf("c", "C?")), "test: question “c” offers nothing"),
    "only disabled options": (
        lambda: kind(SeveralOf("c", "C?", options=(Option("x", "X", enabled=False),))),
        "test: question “c” offers nothing",
    ),
    "a misspelt option": (
        lambda: kind(A, replace(B, when=answer_to("a").is_("yess"))),
        "test: question “b” looks for “yess”, which “a” does not offer",
    ),
    "an option of a question in words": (
        lambda: kind(A, B, LongText("c", "C?", when=answer_to("b").is_not("yes"))),
        "test: question “c” looks for “yes”, which “b” does not offer",
    ),
    "a rule on an unknown question": (
        lambda: kind(A, rules=(Suggest(Level.HIGH, "x", answer_to("z").is_filled()),)),
        "test: a rule looks at “z”, never asked",
    ),
    "a rule on an unknown option": (
        lambda: kind(A, rules=(Suggest(Level.HIGH, "x", answer_to("a").is_("maybe")),)),
        "test: a rule looks for “maybe”, which “a” does not offer",
    ),
    "a block's rule on an unknown question": (
        lambda: kind(Block("t", (A,), (Suggest(Level.LOW, "x", answer_to("z").is_filled()),))),
        "test: a rule looks at “z”, never asked",
    ),
    "a person who is no person": (
        lambda: kind(ShortText("person", "Who?")),
        "test: question “person” has to be asked as Who",
    ),
    "a person who is staff": (
        lambda: kind(WhichStaff("person", "Who?")),
        "test: question “person” has to be asked as Who",
    ),
    "staff who are service users": (
        lambda: kind(Who("staff", "Who?")),
        "test: question “staff” has to be asked as WhichStaff",
    ),
    "a happened that is no moment": (
        lambda: kind(ShortText("happened", "When?")),
        "test: question “happened” has to be asked as MomentOf",
    ),
    "a stop page that may be skipped": (
        lambda: kind(Stop("s", "Stop.", optional=ALWAYS)),
        "test: question “s” is a stop page, which nobody may skip",
    ),
}


@pytest.mark.parametrize(("declare", "says"), BAD.values(), ids=BAD)
def test_a_wrong_declaration_fails_and_is_named(declare: Callable[[], Kind], says: str) -> None:
    with pytest.raises(BadDeclaration) as bad:
        declare()
    assert str(bad.value) == says


def test_a_block_is_asked_only_under_its_condition_and_under_its_topic() -> None:
    block = Block("topic", (B, YesNo("c", "C?", topic="own"))).when(answer_to("a").is_("no"))
    made = kind(A, block)
    assert made.question("b").reads == {"a"}
    assert [question.topic for question in made.questions] == ["", "topic", "own"]
