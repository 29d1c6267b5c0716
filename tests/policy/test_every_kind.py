"""What holds for every kind, whatever is answered: it ends, it is sent, and as tabled."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
import tables
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import NO, TESTS, UNSAID, UNSURE, YES
from ways import (
    NOW,
    REACHED,
    every_answer,
    finish,
    not_sure,
    pick,
    some_ways,
    unsaid,
    walk,
)

from logbook.domain.answers import Answer, Choice, Skipped
from logbook.domain.conditions import ALWAYS, Condition
from logbook.domain.entries import Entry
from logbook.domain.folding.arrival import arrives_decided
from logbook.domain.journey import Journey, journey_of
from logbook.domain.kinds import BadDeclaration, Block, Kind
from logbook.domain.levels import Level
from logbook.domain.questions import SeveralOf, Stop, YesNo
from logbook.policy.blocks.safety import DANGER_NOW
from logbook.policy.clauses import DISCUSS_SAFETY, NO_TRACING, VERSION
from logbook.policy.kinds import KINDS
from logbook.policy.lists import OUTCOMES

WAYS = 1000
"""How many drawn ways through each kind are walked."""

EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)

CALM: Mapping[str, Answer] = dict.fromkeys(TESTS, NO)
ALL_HARMS: Mapping[str, Answer] = {"harm": pick("contact", "content", "conduct", "commerce")}
WORRIED: Mapping[str, Answer] = {
    "careful": pick("money"),
    "worried": YES,
    "worries": pick("worried"),
    "flagged": pick("risk"),
    "hurt": YES,
}
"""What leads to the safety questions, in whichever words a kind asks."""
DOUBTING: Mapping[str, Answer] = {
    "careful": pick("money"),
    "worried": UNSURE,
    "worries": pick("unsure"),
    "flagged": pick("unknown"),
    "at-risk": UNSURE,
    "hurt": UNSURE,
}
"""Not sure about safety, and nothing worse."""
LOST_TOUCH: Mapping[str, Answer] = {"relative": YES, "in-touch": Choice("lost-touch")}
PLACES: Mapping[str, Mapping[str, Answer]] = {
    "ordinary": {},
    "worried": WORRIED,
    "in doubt": DOUBTING,
    "all harms": {**WORRIED, **ALL_HARMS},
    "emergency": {**WORRIED, "danger": YES},
    "tracing": LOST_TOUCH,
    "tracing and worried": {**LOST_TOUCH, **WORRIED},
    "staff helped": {**LOST_TOUCH, "searched": pick("with-staff"), "orders": YES},
    "contacted first": {"relative": YES, "in-touch": Choice("contacted-first")},
    "accepted": {"done": Choice("accepted"), "connected": YES},
    "named": {"identified": pick("service-user", "colleague"), "flagged": pick("identifies")},
    "their own": {"identified": pick("service-user"), "posted-by": Choice("person-self")},
    "by staff": {"posted-by": Choice("colleague"), "written-by": Choice("staff")},
    "about oneself": {"whose": Choice("me"), "sort": pick("at-work")},
    "a colleague": {"whose": Choice("other"), "identifiable": YES, "supporting": YES},
}
"""Answers to begin from; a kind takes those that it asks for."""


NAMED = frozenset({"staff", "staff-did", "source-staff", "source-did"})
"""Who a member of staff is, and what they did."""


def starts() -> Iterator[tuple[Kind, Mapping[str, Answer], str]]:
    """Each kind from each place that is a place of its own there."""
    for kind in KINDS:
        keys = {question.key for question in kind.questions}
        seen: list[Mapping[str, Answer]] = []
        for name, place in PLACES.items():
            begun = {key: answer for key, answer in place.items() if key in keys}
            if begun not in seen:
                seen.append(begun)
                yield kind, begun, f"{kind.key}, {name}"


STARTS = tuple(starts())
EVERY_START = pytest.mark.parametrize(
    ("kind", "start"),
    [(kind, start) for kind, start, _name in STARTS],
    ids=[name for _kind, _start, name in STARTS],
)


def sent(journey: Journey, raised_to: Level | None = None) -> Entry:
    return journey.entry(
        entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION, raised_to=raised_to
    )


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def check_as_tabled(journey: Journey) -> None:
    kind, answers = journey.kind.key, journey.counting.given
    assert journey.suggested.level is tables.level(kind, answers)
    assert bool(journey.suggested.reasons) is (journey.suggested.level > Level.LOW)
    assert journey.routes == tables.routes(kind, answers)
    assert journey.outcome == tables.outcome(kind, answers)
    assert set(journey.topics) == tables.topics(kind, answers)


# drawn ways


@pytest.fixture(scope="module")
def drawn() -> Mapping[str, tuple[Journey, ...]]:
    return {kind.key: some_ways(kind, WAYS) for kind in KINDS}


Drawn = Mapping[str, tuple[Journey, ...]]


@EVERY_KIND
def test_every_path_ends_and_every_entry_is_made(kind: Kind, drawn: Drawn) -> None:
    for journey in drawn[kind.key]:
        assert journey.finished
    for journey in drawn[kind.key][::20]:
        entry = sent(journey)
        assert {each.key for each in entry.responses} == set(keys(journey))
        assert Entry.from_plain(json.loads(json.dumps(entry.to_plain()))) == entry
        assert journey_of(kind, entry, NOW).counting == journey.counting


@EVERY_KIND
def test_every_question_is_reachable(kind: Kind, drawn: Drawn) -> None:
    reached = {key for journey in drawn[kind.key] for key in keys(journey)}
    assert reached == {question.key for question in kind.questions}


@EVERY_KIND
def test_level_route_outcome_and_topics_are_as_tabled(kind: Kind, drawn: Drawn) -> None:
    for journey in drawn[kind.key]:
        check_as_tabled(journey)


@EVERY_KIND
def test_every_rule_is_called_for_by_some_answers_and_not_by_all(kind: Kind, drawn: Drawn) -> None:
    for rule in kind.all_rules:
        found = {rule.when.holds(journey.counting) for journey in drawn[kind.key]}
        if rule.when is not ALWAYS and not _always_asked(kind, rule.when):
            assert found == {True, False}, rule


def _always_asked(kind: Kind, condition: Condition) -> bool:
    """A rule of a shared block on something that this kind asks on every path."""
    return all(kind.question(key).when is ALWAYS for key in condition.reads) and all(
        condition.holds(walk(kind, {}, saying_nothing=said).counting) for said in (True, False)
    )


@EVERY_KIND
def test_the_four_tests_the_safety_questions_and_the_talk_come_where_they_belong(
    kind: Kind, drawn: Drawn
) -> None:
    for journey in drawn[kind.key]:
        answers, asked = journey.counting.given, keys(journey)
        tested, safety = (
            tables.is_tested(kind.key, answers),
            tables.is_safety(kind.key, answers),
        )
        assert [key for key in asked if key in TESTS] == (list(TESTS) if tested else [])
        deep = tables.is_deep(kind.key, answers)
        assert ("told" in asked) is (tested or kind.sealed)
        assert ({"saw", "said", "heard", "think", "signs"} <= set(asked)) is safety
        assert ({"harm", "relationship", "consent", "done-now"} <= set(asked)) is deep
        if "told" in asked:
            assert asked[-1] == "told"
        if safety:
            assert asked.index("forced") < asked.index("saw")
            assert DISCUSS_SAFETY in journey.clauses


@EVERY_KIND
def test_a_relative_to_be_found_always_meets_the_stop_page_first(kind: Kind, drawn: Drawn) -> None:
    for journey in drawn[kind.key]:
        answers, asked = journey.counting.given, keys(journey)
        known = {"regularly", "contacted-first"}
        looks_for = "in-touch" in answers and not tables.options(answers, "in-touch") & known
        assert ("tracing-stop" in asked) is looks_for
        if looks_for:
            assert asked[asked.index("in-touch") + 1] == "tracing-stop"
            assert NO_TRACING in journey.clauses


@EVERY_KIND
def test_only_what_the_policy_wants_discussed_is_discussed(kind: Kind, drawn: Drawn) -> None:
    for journey in drawn[kind.key]:
        told = journey.counting.given.get("told")
        reached = told == REACHED and "sandra" not in journey.about_staff
        asked = told is not None and not kind.sealed
        assert journey.discussed is (reached if asked else None)


@EVERY_KIND
def test_what_arrives_decided_has_a_sentence_that_its_author_reads(
    kind: Kind, drawn: Drawn
) -> None:
    """Without one it could not be sent; and the log says that they were told it."""
    for journey in drawn[kind.key]:
        assert journey.outcome in {"", *(each.key for each in OUTCOMES)}
        if journey.outcome and journey.suggested.level is Level.LOW:
            assert arrives_decided(sent(journey))
            assert journey.outcome_words.strip()
            assert journey.outcome_words in {each.words for each in journey.advice}


# every single answer of every question, from several places


@EVERY_START
def test_every_answer_to_every_question_leads_to_an_entry(
    kind: Kind, start: Mapping[str, Answer]
) -> None:
    journey = walk(kind, start)
    for question in journey.path:
        for answer in every_answer(question):
            changed = finish(journey.answer(question.key, answer))
            check_as_tabled(changed)
            assert sent(changed).level is changed.suggested.level


@EVERY_START
def test_not_sure_and_not_said_are_weighed_the_same(
    kind: Kind, start: Mapping[str, Answer]
) -> None:
    """But for naming staff: whoever is not sure may have a name, and it is kept from them."""
    journey = walk(kind, start)
    for question in journey.path:
        unsure = not_sure(question)
        if unsure is None:
            continue
        named = finish(journey.answer(question.key, unsure))
        left = finish(journey.answer(question.key, UNSAID))
        assert [key for key in keys(named) if key not in NAMED] == [
            key for key in keys(left) if key not in NAMED
        ]
        assert named.suggested.level is left.suggested.level


@EVERY_START
def test_not_sure_about_safety_counts_as_a_concern(kind: Kind, start: Mapping[str, Answer]) -> None:
    journey = walk(kind, start)
    for key in {"worried", "worries", "hurt", *TESTS} & set(keys(journey)):
        unsure = not_sure(kind.question(key))
        assert unsure is not None
        changed = finish(journey.answer(key, unsure))
        assert changed.suggested.level >= Level.MEDIUM
        assert "safety" in changed.topics
        assert "told" in keys(changed)


@EVERY_START
def test_saying_nothing_more_still_sends_the_entry(kind: Kind, start: Mapping[str, Answer]) -> None:
    journey = walk(kind, start, saying_nothing=True)
    entry = sent(journey)
    asked = "told" in keys(journey) and not kind.sealed
    assert entry.discussed is (False if asked else None)
    check_as_tabled(journey)


@EVERY_START
def test_every_question_but_the_stop_page_can_be_left_unsaid(
    kind: Kind, start: Mapping[str, Answer]
) -> None:
    journey = walk(kind, start)
    for question in journey.path:
        if not isinstance(question, Stop):
            left = finish(journey.answer(question.key, unsaid(question)))
            assert sent(left).response(question.key) is not None


@pytest.mark.parametrize("raised", Level)
@EVERY_START
def test_the_workers_level_is_never_below_the_suggested_one(
    kind: Kind, start: Mapping[str, Answer], raised: Level
) -> None:
    journey = walk(kind, start)
    assert sent(journey, raised).level == max(raised, journey.suggested.level)


@EVERY_START
def test_a_report_about_oneself_is_thanked_for(kind: Kind, start: Mapping[str, Answer]) -> None:
    """A self-report has to feel safe: the first thing it meets is thanks."""
    journey = walk(kind, start)
    own = {"did": "mine", "done": "accepted", "posted-by": "me", "replied": "yes", "whose": "me"}
    for key, option in own.items():
        if key in keys(journey):
            advice = finish(journey.answer(key, Choice(option))).advice
            thanks = [each for each in advice if each.words.startswith("Thank you. Logging this")]
            assert len(thanks) >= 1
            assert thanks[0].clause is not None or kind.sealed


# how short it is


ORDINARY: Mapping[str, list[str]] = {
    "help-request": [
        *("person", "asked", "happened", "platform", "help"),
        *("relative", "careful", "did", "next"),
    ],
    "tracing": ["person", "in-touch", "asked", "did", "worried", "happened", "staff-part"],
    "follow-request": ["person", "platform", "happened", "done", "worries"],
    "post-comment": [
        *("post", "platform", "comment", "written-by", "happened", "noticed"),
        *("flagged", "screenshot", "replied", "staff-part"),
    ],
    "good-news": ["person", "what", "helped"],
}


@pytest.mark.parametrize("key", ORDINARY)
def test_an_ordinary_entry_is_as_short_as_was_promised(key: str) -> None:
    kind = next(kind for kind in KINDS if kind.key == key)
    plain = {"flagged": pick("misrepresents")}
    assert keys(walk(kind, plain)) == ORDINARY[key]


# any answers at all


CHOICES = {
    kind.key: {question.key: tuple(every_answer(question)) for question in kind.questions}
    for kind in KINDS
}


@st.composite
def any_answers(draw: st.DrawFn, kind: Kind) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for question in kind.questions:
        choices = list(CHOICES[kind.key][question.key])
        if isinstance(question, SeveralOf):
            several = [option.key for option in question.offered if not option.alone]
            some = draw(st.lists(st.sampled_from(several), min_size=1, unique=True))
            choices.append(pick(*some))
        answers[question.key] = draw(st.sampled_from(choices))
    left_out = draw(st.sets(st.sampled_from(sorted(answers)), max_size=10))
    return {key: answer for key, answer in answers.items() if key not in left_out}


@EVERY_KIND
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_the_entry_is_made_as_tabled(kind: Kind, data: st.DataObject) -> None:
    raised = data.draw(st.sampled_from(Level))
    journey = finish(walk(kind, data.draw(any_answers(kind))))
    entry = sent(journey, raised)
    check_as_tabled(journey)
    assert entry.level >= entry.suggested.level
    assert {each.key for each in entry.responses} == set(journey.counting.given)


# how kinds are made


@EVERY_KIND
def test_a_safety_path_begins_with_what_to_do_in_danger(kind: Kind) -> None:
    assert DANGER_NOW == "If anyone is in danger now: call 999, then your manager. Log after."
    asked = [question for question in kind.questions if question.key in TESTS]
    assert [question.key for question in asked] in ([], list(TESTS))
    for question in asked:
        assert question.banner == DANGER_NOW
        assert isinstance(question, YesNo)


@EVERY_KIND
def test_nothing_is_chosen_beforehand_and_no_answer_prevents_the_sending(kind: Kind) -> None:
    assert Journey(kind, NOW).current is kind.questions[0]
    assert not Journey(kind, NOW).counting.given


@EVERY_KIND
@pytest.mark.parametrize("answer", [UNSAID, Skipped()], ids=["unsaid", "skipped"])
def test_the_stop_page_cannot_be_skipped(kind: Kind, answer: Answer) -> None:
    for key in {"tracing-stop", "tell-now"} & {question.key for question in kind.questions}:
        journey = walk(kind, {**LOST_TOUCH, **WORRIED, "danger": YES}).answer(key, answer)
        assert journey.current is not None
        assert journey.current.key == key
        assert not journey.current.may_be_unsaid


@EVERY_KIND
def test_lateness_is_asked_about_only_past_a_day(kind: Kind, drawn: Drawn) -> None:
    for journey in drawn[kind.key]:
        late = [key for key in keys(journey) if key == "late"]
        moments = {journey.counting.given.get(key) for key in ("happened", "noticed")}
        if late:
            assert any(getattr(each, "latest", None) not in (None, NOW) for each in moments)


def test_a_block_leaves_out_what_its_kind_asks_itself_and_nothing_else() -> None:
    block = Block("safety", (YesNo("a", "A?"), YesNo("b", "B?")))
    assert block.without("a") == replace(block, questions=block.questions[1:])
    with pytest.raises(BadDeclaration, match="the block “safety” has no question “c”"):
        block.without("c")
