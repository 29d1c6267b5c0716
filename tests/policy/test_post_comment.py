"""A comment on one of our posts: it goes to the General Manager, and nobody else answers it."""

import pytest
from tables import UNSAID, YES
from ways import pick, walk

from logbook.domain.answers import Answer, Choice, Skipped
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.domain.people import Role
from logbook.policy.clauses import COMMENTS_TO_GENERAL_MANAGER
from logbook.policy.kinds.post_comment import POST_COMMENT
from logbook.policy.lists import FLAGGED

URGENT = ("identifies", "risk", "abuse", "press")


def on(**answers: Answer) -> Journey:
    return walk(POST_COMMENT, {key.replace("_", "-"): each for key, each in answers.items()})


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


@pytest.mark.parametrize("flagged", [each.key for each in FLAGGED])
def test_it_always_goes_to_the_general_manager(flagged: str) -> None:
    journey = on(flagged=pick(flagged))
    assert journey.routes == (Role.GENERAL_MANAGER,)
    assert COMMENTS_TO_GENERAL_MANAGER in journey.clauses
    assert POST_COMMENT.send == "send to the General Manager"


@pytest.mark.parametrize("flagged", [each.key for each in FLAGGED if each.key != "unknown"])
def test_it_is_medium_unless_someone_is_at_risk_named_or_the_press_is_in_it(flagged: str) -> None:
    journey = on(flagged=pick(flagged))
    assert journey.suggested.level is (Level.HIGH if flagged in URGENT else Level.MEDIUM)
    today = [each for each in journey.advice if "before your shift ends" in each.words]
    assert bool(today) is (flagged in URGENT)


def test_not_having_replied_is_good() -> None:
    (advice,) = on(flagged=pick("misrepresents"), replied=Choice("no")).advice
    assert advice.words == (
        "Good. Do not reply, like, hide or delete it. The General Manager will answer."
    )


def test_having_replied_is_thanked_for_and_asked_when() -> None:
    journey = on(flagged=pick("misrepresents"), replied=Choice("yes", "I said sorry"))
    assert journey.advice[0].words.startswith("Thank you. Logging this is what the policy asks.")
    assert "replied-when" in keys(journey)


def test_it_says_not_to_answer_before_anything_is_asked_of_one() -> None:
    assert "Do not reply, like, hide or delete it." in POST_COMMENT.question("comment").hint


def test_naming_someone_brings_the_identifying_questions() -> None:
    journey = on(flagged=pick("identifies"), identified=pick("service-user"))
    assert "identifying" in journey.topics
    assert {"identified", "person", "shows", "take-down"} <= set(keys(journey))


def test_a_threat_brings_the_safety_questions() -> None:
    journey = on(flagged=pick("risk"))
    assert "safety" in journey.topics
    assert "told" in keys(journey)


@pytest.mark.parametrize("flagged", [pick("abuse"), pick("unknown"), UNSAID])
def test_talk_of_abuse_or_not_knowing_is_tested_for_danger(flagged: Answer) -> None:
    journey = on(flagged=flagged)
    assert "danger" in keys(journey)
    assert "safety" not in journey.topics
    assert "safety" in on(flagged=flagged, life=YES).topics


def test_it_may_be_about_nobody_we_support() -> None:
    journey = on(flagged=pick("complaint"), person=Skipped())
    assert journey.finished


def test_staff_who_wrote_it_are_named() -> None:
    assert "written-staff" in keys(on(written_by=Choice("staff")))
    assert "written-staff" not in keys(on(written_by=Choice("former-staff")))
