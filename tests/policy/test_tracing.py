"""Tracing as a menu item of its own: stopped like everywhere, and never more than it is."""

import pytest
from tables import NO, UNSAID, UNSURE, YES
from ways import pick, walk

from logbook.domain.answers import Answer, Choice
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.policy.blocks.tracing import TRACING
from logbook.policy.kinds.help_request import HELP_REQUEST
from logbook.policy.kinds.tracing import TRACING_REQUEST
from logbook.policy.lists import OutcomeKey

LOST = Choice("lost-touch")


def on(**answers: Answer) -> Journey:
    return walk(TRACING_REQUEST, {key.replace("_", "-"): each for key, each in answers.items()})


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def test_it_asks_first_whether_they_are_in_touch_and_stops_next() -> None:
    assert keys(on(in_touch=LOST))[:3] == ["person", "in-touch", "tracing-stop"]


@pytest.mark.parametrize("touch", [LOST, Choice("never-met"), UNSURE, UNSAID])
def test_all_but_regular_contact_and_a_relative_who_came_first_is_stopped(touch: Answer) -> None:
    journey = on(in_touch=touch)
    assert journey.outcome == OutcomeKey.STOPPED
    assert journey.suggested.level is Level.MEDIUM
    assert {"danger", "feeling", "orders", "searched", "told"} <= set(keys(journey))


def test_it_asks_the_very_questions_that_a_help_request_asks() -> None:
    for question in (each for block in TRACING for each in block.questions):
        here = TRACING_REQUEST.question(question.key)
        there = HELP_REQUEST.question(question.key)
        assert (here.words, here.clause, here.topic) == (there.words, there.clause, there.topic)


def test_regular_contact_is_help_like_any_other() -> None:
    journey = on(in_touch=Choice("regularly"))
    assert (journey.suggested.level, journey.outcome) == (Level.LOW, "")
    assert journey.topics == ("help",)
    assert journey.advice[0].words.startswith("They are in touch already")
    assert {"asked", "did"} <= set(keys(journey))


def test_a_relative_who_made_contact_first_leads_to_safety() -> None:
    journey = on(in_touch=Choice("contacted-first"))
    assert journey.suggested.level is Level.MEDIUM
    assert {"help", "safety"} == set(journey.topics)


@pytest.mark.parametrize("searched", ["with-staff", "contact-made"])
def test_searching_that_went_on_is_high(searched: str) -> None:
    assert on(in_touch=LOST, searched=pick(searched)).suggested.level is Level.HIGH


def test_staff_who_helped_are_named_once() -> None:
    helped = on(in_touch=LOST, searched=pick("with-staff", "contact-made"))
    assert "searched-staff" in keys(helped)
    assert "staff-part" not in keys(helped)
    assert helped.routes == ("general-manager",)
    assert "staff-part" in keys(on(in_touch=LOST, searched=pick("contact-made")))


@pytest.mark.parametrize(("orders", "level"), [(YES, Level.HIGH), (NO, Level.MEDIUM)])
def test_a_known_order_is_high(orders: Answer, level: Level) -> None:
    assert on(in_touch=LOST, orders=orders).suggested.level is level
