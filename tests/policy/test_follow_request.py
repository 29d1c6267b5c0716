"""A follow request: thirty seconds where it was left alone, and kindly ended where it was not."""

import pytest
from tables import NO, UNSAID, UNSURE, YES
from ways import pick, walk

from logbook.domain.answers import Answer, Choice, Someone, Someones
from logbook.domain.entries import Entry
from logbook.domain.folding.arrival import arrives_decided
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.policy.clauses import IGNORE_REQUESTS, VERSION
from logbook.policy.kinds.follow_request import FOLLOW_REQUEST
from logbook.policy.lists import OutcomeKey

LEFT, ACCEPTED, REPLIED = Choice("left"), Choice("accepted"), Choice("replied")


def on(**answers: Answer) -> Journey:
    return walk(FOLLOW_REQUEST, {key.replace("_", "-"): each for key, each in answers.items()})


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def sent(journey: Journey, raised_to: Level | None = None) -> Entry:
    return journey.entry(
        entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION, raised_to=raised_to
    )


def test_left_alone_is_decided_by_the_policy_itself() -> None:
    journey = on(done=LEFT)
    entry = sent(journey)
    assert (entry.level, entry.outcome) == (Level.LOW, OutcomeKey.IGNORED)
    assert arrives_decided(entry)
    assert [each.words for each in journey.advice] == [
        "That is what the policy asks: ignore it.",
        "You left it alone, and that settles it. Nothing more to do.",
    ]
    assert IGNORE_REQUESTS in journey.clauses


@pytest.mark.parametrize("worries", [pick("worried"), pick("unsure"), pick("staff"), UNSAID])
def test_left_alone_with_a_worry_or_a_colleague_waits_for_a_manager(worries: Answer) -> None:
    assert not arrives_decided(sent(on(done=LEFT, worries=worries)))


def test_left_alone_and_raised_by_its_author_waits_for_a_manager() -> None:
    assert not arrives_decided(sent(on(done=LEFT), Level.MEDIUM))


def test_a_declined_request_is_low_and_said_to_be_fine() -> None:
    journey = on(done=Choice("declined"))
    assert (journey.suggested.level, journey.outcome) == (Level.LOW, "")
    assert journey.advice[0].words.startswith("That is fine.")
    assert "connected" not in keys(journey)


@pytest.mark.parametrize("done", [ACCEPTED, REPLIED, UNSURE, UNSAID])
def test_anything_else_asks_about_the_connection_and_is_medium(done: Answer) -> None:
    journey = on(done=done)
    assert journey.suggested.level is Level.MEDIUM
    assert {"connected", "exchanged", "before"} <= set(keys(journey))
    assert journey.advice[0].words.startswith("Thank you. Logging this is what the policy asks.")
    assert "end it kindly" in journey.advice[0].words


@pytest.mark.parametrize("exchanged", ["messages", "money", "images"])
def test_what_went_between_them_makes_it_high(exchanged: str) -> None:
    assert on(done=ACCEPTED, exchanged=pick(exchanged)).suggested.level is Level.HIGH


def test_a_second_time_is_high() -> None:
    assert on(done=ACCEPTED, before=YES).suggested.level is Level.HIGH


def test_how_it_ends_is_asked_unless_there_is_no_connection() -> None:
    assert {"connected-since", "ending"} <= set(keys(on(done=ACCEPTED, connected=YES)))
    assert "ending" in keys(on(done=ACCEPTED, connected=UNSURE))
    assert "ending" not in keys(on(done=REPLIED, connected=NO))


def test_a_worry_leads_to_the_safety_questions() -> None:
    journey = on(done=LEFT, worries=pick("worried"))
    assert "safety" in journey.topics
    assert journey.suggested.level is Level.MEDIUM


def test_a_colleague_who_is_part_of_it_never_reads_it() -> None:
    henry = Someones((Someone("henry", "Henry"),))
    assert sent(on(worries=pick("staff"), staff=henry)).about == ("henry",)
