"""Conditions on earlier answers."""

from datetime import UTC, datetime, timedelta

import pytest

from logbook.domain.answers import (
    Answer,
    Answers,
    CannotSay,
    Choice,
    Choices,
    Skipped,
    Someone,
    Someones,
    Words,
)
from logbook.domain.conditions import ALWAYS, NEVER, Condition, answer_to
from logbook.domain.moments import Moment

NOW = datetime(2026, 11, 16, 14, 5, tzinfo=UTC)


def holds(condition: Condition, answer: Answer | None) -> bool:
    given = {} if answer is None else {"a": answer}
    return condition.holds(Answers(given, NOW))


TWO = Choices((Choice("x"), Choice("y")))


@pytest.mark.parametrize(
    ("answer", "is_x", "is_not_x", "other_than_x", "filled"),
    [
        (Choice("x"), True, False, False, True),
        (Choice("y"), False, True, True, True),
        (TWO, True, False, True, True),
        (CannotSay(), False, True, True, False),
        (Skipped(), False, True, False, False),
        (Words("x"), False, True, False, True),
        (Words(" \n"), False, True, False, False),
        (Someones((Someone("", "x"),)), False, True, False, True),
        (None, False, False, False, False),
    ],
)
def test_what_each_condition_makes_of_an_answer(
    answer: Answer | None,
    *,
    is_x: bool,
    is_not_x: bool,
    other_than_x: bool,
    filled: bool,
) -> None:
    a = answer_to("a")
    assert holds(a.is_("x"), answer) is is_x
    assert holds(a.is_not("x"), answer) is is_not_x
    assert holds(a.has_other_than("x"), answer) is other_than_x
    assert holds(a.is_filled(), answer) is filled
    assert holds(a.is_given(), answer) is (answer is not None)


@pytest.mark.parametrize(
    ("moment", "older"),
    [
        (Moment.at(NOW - timedelta(hours=24)), False),
        (Moment.at(NOW - timedelta(hours=24, minutes=1)), True),
        (Moment.on(NOW.date()), False),
        (Moment.on((NOW - timedelta(days=1)).date()), False),
        (Moment.on((NOW - timedelta(days=2)).date()), True),
        (Moment.unknown(), False),
    ],
)
def test_older_means_that_every_instant_it_could_be_is_older(
    moment: Moment, *, older: bool
) -> None:
    assert holds(answer_to("a").is_late(), moment) is older


def test_a_condition_knows_the_answers_it_reads() -> None:
    both = answer_to("a").is_("x") & answer_to("b").is_filled() | answer_to("c").is_not("y", "z")
    assert both.reads == {"a", "b", "c"}
    assert ALWAYS.reads == NEVER.reads == frozenset()


def test_a_condition_knows_the_options_it_names() -> None:
    both = answer_to("a").is_("x") & answer_to("c").has_other_than("y", "z")
    assert both.names == {("a", "x"), ("c", "y"), ("c", "z")}


def test_conditions_join_by_and_and_or() -> None:
    x, y = answer_to("a").is_("x"), answer_to("a").is_("y")
    assert holds(x & y, TWO)
    assert not holds(x & y, Choice("x"))
    assert holds(x | y, Choice("y"))
    assert holds(ALWAYS & x, Choice("x"))
    assert not holds(NEVER & x, Choice("x"))


def test_a_question_left_empty_unsaid_or_never_asked_is_empty() -> None:
    empty = answer_to("a").is_empty()
    assert not holds(empty, Words("x"))
    assert all(holds(empty, each) for each in (Words(" "), Skipped(), CannotSay()))
    assert empty.holds(Answers({}, NOW))
