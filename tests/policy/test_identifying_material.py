"""Someone named or shown online: High, unless they chose to show themselves."""

import pytest
from tables import UNSAID, YES
from ways import pick, walk

from logbook.domain.answers import Answer, Choice, Someone, Someones
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.domain.questions import Who
from logbook.policy.clauses import CONFIDENTIAL, VERSION
from logbook.policy.kinds.identifying_material import IDENTIFYING_MATERIAL
from logbook.policy.lists import POSTED_SELF, POSTERS

SELF = Choice(POSTED_SELF)


def on(**answers: Answer) -> Journey:
    return walk(
        IDENTIFYING_MATERIAL, {key.replace("_", "-"): each for key, each in answers.items()}
    )


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


@pytest.mark.parametrize("poster", [each.key for each in POSTERS if each.key != POSTED_SELF])
def test_it_is_high_whoever_else_posted_it(poster: str) -> None:
    journey = on(posted_by=Choice(poster))
    assert journey.suggested.level is Level.HIGH
    assert CONFIDENTIAL in journey.clauses
    assert journey.topics[0] == "identifying"


def test_it_is_high_where_nobody_can_say_who_posted_it() -> None:
    assert on(posted_by=UNSAID).suggested.level is Level.HIGH


def test_what_they_posted_about_themselves_is_their_choice_and_a_safety_matter() -> None:
    journey = on(posted_by=SELF)
    assert journey.suggested.level is Level.MEDIUM
    assert "safety" in journey.topics
    assert "their choice counts" in journey.advice[0].words
    assert "worried" not in keys(journey)


def test_it_says_nothing_of_what_to_do_with_others_posts_where_it_is_their_own() -> None:
    assert all("shift ends" not in each.words for each in on(posted_by=SELF).advice)
    assert any("shift ends" in each.words for each in on(posted_by=Choice("family")).advice)


def test_each_who_can_be_identified_has_a_role_and_staff_are_kept_from_it() -> None:
    people = Someones((Someone("p1", "Daniel Webb"), Someone("p2", "Mina Torr")))
    henry = Someones((Someone("henry", "Henry"),))
    journey = on(
        identified=pick("service-user", "colleague"),
        person=people,
        identified_staff=henry,
        posted_by=Choice("colleague"),
        posted_staff=Someones((Someone("nia", "Nia"),)),
    )
    entry = journey.entry(entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION)
    assert entry.person == "p1"
    assert entry.about == ("henry", "nia")
    person = IDENTIFYING_MATERIAL.question("person")
    assert isinstance(person, Who)
    assert person.several


def test_nobody_we_support_need_be_in_it() -> None:
    assert "person" not in keys(on(identified=pick("colleague")))


def test_when_it_was_asked_to_be_taken_down_is_a_moment() -> None:
    assert "take-down-asked" in keys(on(take_down=Choice("yes", "I asked Facebook")))


def test_a_worry_brings_the_safety_questions_with_it() -> None:
    journey = on(posted_by=Choice("stranger"), worried=YES)
    assert "safety" in journey.topics
    assert keys(journey).count("noticed") == 1
