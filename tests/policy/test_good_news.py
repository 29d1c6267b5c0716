"""Good news: three questions, and it arrives decided."""

from ways import pick, walk

from logbook.domain.answers import Choice, Choices, Someone, Someones
from logbook.domain.folding.arrival import arrives_decided
from logbook.domain.levels import Level
from logbook.policy.clauses import VERSION
from logbook.policy.kinds.good_news import GOOD_NEWS
from logbook.policy.lists import OUTCOMES, OutcomeKey


def test_it_arrives_decided_and_its_author_is_thanked() -> None:
    journey = walk(GOOD_NEWS, {"helped": Choices((Choice("i-did", "I waited"),))})
    entry = journey.entry(entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION)
    assert (entry.level, entry.outcome) == (Level.LOW, OutcomeKey.GOOD_NEWS)
    assert arrives_decided(entry)
    assert journey.outcome_words.startswith("Thank you for telling us.")


def test_a_manager_may_read_what_its_outcome_means() -> None:
    (option,) = [each for each in OUTCOMES if each.key == OutcomeKey.GOOD_NEWS]
    assert option.hint


def test_a_colleague_who_helped_is_named() -> None:
    henry = Someones((Someone("henry", "Henry"),))
    journey = walk(GOOD_NEWS, {"helped": pick("staff"), "staff": henry})
    assert [question.key for question in journey.path] == ["person", "what", "helped", "staff"]
    assert journey.about_staff == ("henry",)
