"""Staff conduct: sealed, safe to say of oneself, and never in the way of an emergency."""

import pytest
from tables import UNSAID, UNSURE, YES
from ways import pick, plainest, walk

from logbook.domain.answers import Answer, Choice, Someone, Someones
from logbook.domain.journey import Journey
from logbook.domain.kinds import Advise, Block, Kind
from logbook.domain.levels import Level
from logbook.domain.questions import Stop, WhichStaff
from logbook.policy.blocks.staff import TO_THE_LEADS
from logbook.policy.clauses import (
    CONFIDENTIAL,
    IGNORE_REQUESTS,
    KIND_TO_COLLEAGUES,
    NOT_AT_WORK,
    VERSION,
)
from logbook.policy.kinds import KINDS, kind_of
from logbook.policy.kinds.staff_conduct import STAFF_CONDUCT

HENRY = Someones((Someone("henry", "Henry"),))


def on(**answers: Answer) -> Journey:
    return walk(STAFF_CONDUCT, {key.replace("_", "-"): each for key, each in answers.items()})


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def test_it_is_sealed_and_says_who_reads_it_on_its_first_page() -> None:
    assert [kind.key for kind in KINDS if kind.sealed] == ["staff-conduct"]
    first = STAFF_CONDUCT.questions[0]
    assert first.hint == "Only you and the safeguarding leads will read this."
    assert STAFF_CONDUCT.send == "send to the safeguarding leads"
    assert "for safeguarding leads only" in STAFF_CONDUCT.menu


def test_a_report_about_oneself_names_nobody_and_is_thanked_for_at_once() -> None:
    journey = on(whose=Choice("me"))
    assert "staff" not in keys(journey)
    assert journey.about_staff == ()
    assert journey.advice[0].words.startswith("Thank you. Logging this is what the policy asks.")


@pytest.mark.parametrize("whose", [Choice("other"), Choice("both"), UNSAID])
def test_whoever_it_is_about_never_reads_it(whose: Answer) -> None:
    entry = on(whose=whose, staff=HENRY).entry(
        entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION
    )
    assert entry.about == ("henry",)


@pytest.mark.parametrize(
    ("sort", "clause", "level"),
    [
        ("at-work", NOT_AT_WORK, Level.MEDIUM),
        ("confidential", CONFIDENTIAL, Level.MEDIUM),
        ("bullying", KIND_TO_COLLEAGUES, Level.HIGH),
        ("hate", KIND_TO_COLLEAGUES, Level.HIGH),
        ("contact", IGNORE_REQUESTS, Level.MEDIUM),
    ],
)
def test_each_sort_has_its_clause_and_bullying_and_hate_are_high(
    sort: str, clause: object, level: Level
) -> None:
    journey = on(sort=pick(sort))
    assert clause in journey.clauses
    assert journey.suggested.level is level


def test_what_is_written_and_where_is_asked_only_of_a_post() -> None:
    assert not {"exact", "found", "kept"} & set(keys(on(sort=pick("at-work"))))
    assert {"exact", "found", "kept"} <= set(keys(on(sort=pick("at-work", "hate"))))


@pytest.mark.parametrize("known", [YES, UNSURE, UNSAID])
def test_where_someone_may_be_known_the_identifying_questions_follow(known: Answer) -> None:
    journey = on(identifiable=known)
    assert {"identified", "shows", "take-down"} <= set(keys(journey))
    assert journey.suggested.level is (Level.HIGH if known == YES else Level.MEDIUM)


@pytest.mark.parametrize("hurt", [YES, UNSURE, UNSAID])
def test_someone_harmed_filmed_or_left_is_a_safety_matter(hurt: Answer) -> None:
    journey = on(hurt=hurt)
    assert {"danger", "saw", "signs"} <= set(keys(journey))
    assert ("harm" in keys(journey)) is (hurt == YES)


@pytest.mark.parametrize("test", ["danger", "life", "forced"])
def test_an_emergency_stops_and_says_to_tell_someone_now(test: str) -> None:
    journey = walk(STAFF_CONDUCT, {"hurt": YES, test: YES})
    asked = keys(journey)
    assert asked[asked.index("forced") + 1] == "tell-now"
    stop = STAFF_CONDUCT.question("tell-now")
    assert isinstance(stop, Stop)
    assert stop.words == "Tell someone now. If anyone is in danger, call 999."
    offered = [advice.offers for advice in journey.advice if advice.offers]
    assert offered == ["safety-concern"]


def test_without_an_emergency_nothing_stops_and_nothing_more_is_offered() -> None:
    journey = on(hurt=YES)
    assert "tell-now" not in keys(journey)
    assert not [advice for advice in journey.advice if advice.offers]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_is_offered_besides_is_a_kind_that_others_can_read(kind: Kind) -> None:
    for rule in kind.all_rules:
        if isinstance(rule, Advise) and rule.offers:
            assert not kind_of(rule.offers).sealed


# what other kinds say of staff


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_whoever_is_a_source_of_harm_is_named_in_a_sealed_block(kind: Kind) -> None:
    """Those whom a post shows, and those who helped, are no source of harm."""
    sealed = {
        question.key
        for step in kind.steps
        if isinstance(step, Block) and step.sealed
        for question in step.questions
    }
    naming = {each.key for each in kind.questions if isinstance(each, WhichStaff)}
    open_ = {"identified-staff"} | (
        {"staff"} if kind.key in {"good-news", "staff-conduct"} else set()
    )
    assert naming - sealed <= open_
    for key in naming & sealed:
        assert TO_THE_LEADS in kind.question(key).hint


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_question_outside_a_sealed_block_depends_on_what_is_in_it(kind: Kind) -> None:
    """So that the part that stays open asks the same, whatever was sealed."""
    sealed: set[str] = set()
    for step in kind.steps:
        if isinstance(step, Block) and step.sealed:
            sealed |= {question.key for question in step.questions}
        elif isinstance(step, Block):
            assert not sealed & {key for each in step.questions for key in each.reads}
        else:
            assert not sealed & step.reads
    for rule in kind.all_rules:
        assert not sealed & rule.when.reads


def test_what_a_colleague_did_has_its_place_where_they_are_named() -> None:
    kind = kind_of("safety-concern")
    answers: dict[str, Answer] = {"staff-part": YES, "staff": HENRY}
    journey = walk(kind, answers)
    asked = keys(journey)
    assert asked[asked.index("staff") + 1] == "staff-did"
    assert asked.index("staff-did") < asked.index("saw")
    assert journey.is_optional(kind.question("staff-did"))


@pytest.mark.parametrize("named", [True, False])
def test_a_colleague_named_already_is_not_asked_for_again(*, named: bool) -> None:
    kind = kind_of("safety-concern")
    first: dict[str, Answer] = {"staff-part": YES, "staff": HENRY if named else UNSAID}
    journey = walk(kind, {**first, "relationship": Choice("staff")})
    assert ("source-staff" in keys(journey)) is not named


def test_a_sealed_kind_is_answered_plainly_in_fifteen_short_pages() -> None:
    journey = walk(STAFF_CONDUCT, {"whose": Choice("other"), "sort": pick("confidential")})
    assert len(journey.path) <= 15
    assert all(plainest(question) for question in journey.path)
