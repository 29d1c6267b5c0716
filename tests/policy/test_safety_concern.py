"""A safety concern: the four tests first, the four boxes apart, and a manager told by voice."""

from datetime import timedelta

import pytest
from tables import TESTS, UNSAID, YES
from ways import NOBODY_YET, NOW, REACHED, walk

from logbook.domain.answers import Answer, Choice, Skipped, Someone, Someones
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.policy.blocks.boxes import FOUR_BOXES
from logbook.policy.blocks.safety import DANGER_NOW
from logbook.policy.clauses import DISCUSS_SAFETY, VERSION
from logbook.policy.kinds.safety_concern import SAFETY_CONCERN


def on(**answers: Answer) -> Journey:
    return walk(SAFETY_CONCERN, {key.replace("_", "-"): each for key, each in answers.items()})


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def test_its_first_page_says_what_to_do_in_danger() -> None:
    assert SAFETY_CONCERN.questions[0].banner == DANGER_NOW


def test_the_four_tests_come_right_after_the_person_and_the_boxes_next() -> None:
    asked = keys(on())
    assert asked[:5] == ["person", *TESTS]
    assert asked[5:7] == ["happened", "staff-part"]
    assert asked[7:11] == [box.key for box in FOUR_BOXES] == ["saw", "said", "heard", "think"]


def test_it_is_medium_at_least_and_a_safety_matter() -> None:
    journey = on()
    assert journey.suggested.level is Level.MEDIUM
    assert journey.topics == ("safety",)
    assert DISCUSS_SAFETY in journey.clauses


@pytest.mark.parametrize("test", ["danger", "life", "forced"])
def test_a_yes_to_one_of_three_tests_is_an_emergency(test: str) -> None:
    journey = walk(SAFETY_CONCERN, {test: YES})
    assert journey.suggested.level is Level.EMERGENCY
    assert journey.advice[0].urgent


def test_one_of_the_first_three_boxes_has_to_be_filled() -> None:
    empty = {box.key: Skipped() for box in FOUR_BOXES}
    journey = Journey(SAFETY_CONCERN, NOW, {**on().answers, **empty})
    assert journey.current is not None
    assert journey.current.key == "heard"


def test_what_happened_long_ago_and_was_noticed_today_is_not_late() -> None:
    long_ago = Moment.at(NOW - timedelta(days=90))
    assert "late" not in keys(on(happened=long_ago))
    assert "late" in keys(on(noticed=Moment.at(NOW - timedelta(hours=25))))


@pytest.mark.parametrize(("told", "discussed"), [(REACHED, True), (NOBODY_YET, False)])
def test_without_a_manager_told_it_says_not_yet_discussed(told: Answer, *, discussed: bool) -> None:
    assert on(told=told).discussed is discussed


@pytest.mark.parametrize("part", [YES, Choice("unsure")])
def test_staff_who_are_or_may_be_part_of_it_never_read_it(part: Answer) -> None:
    henry = Someones((Someone("henry", "Henry"), Someone("sam", "Sam")))
    entry = on(staff_part=part, staff=henry).entry(
        entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION
    )
    assert entry.about == ("henry",)


def test_nobody_is_asked_to_name_staff_whom_they_cannot_name() -> None:
    assert "staff" not in keys(on(staff_part=UNSAID))
