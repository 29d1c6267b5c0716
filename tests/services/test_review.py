"""A manager's review: what is asked, what is kept of it, and who reads it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from service_makers import GENERAL_MANAGER, NIA, ORDINARY, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.domain.journey import NotFinished
from logbook.domain.levels import Level
from logbook.domain.questions import Typed
from logbook.domain.refusals import ChangedElsewhere, NotAllowed
from logbook.domain.standing import Standing
from logbook.services import queue, recording, review, triage
from logbook.services.desk import Desk
from logbook.services.drafts import DraftGone
from logbook.services.reading import OpenEntry, open_entry
from logbook.services.review import Begun

LOW: dict[str, Typed] = {
    "outcome": "help-given",
    "because": "They chose it themselves",
    "words": "Well done, Sam.",
}
WORRY: dict[str, Typed] = {
    "level": "agree",
    "s42-needs": "yes",
    "s42-risk": "yes",
    "s42-unable": "yes",
    "la-told": [
        {
            "who": "Duty desk",
            "role": "local-authority",
            "how": "phone",
            "when": "today 1pm",
            "reference": "SG-77",
        }
    ],
    "cqc": "none",
    "outside": "none",
    "least": "none",
    "outcome": "local-authority",
    "because": "It meets the three tests",
    "risk": "reduced",
    "wishes": "partly",
    "actions": "yes",
    "action-1-what": "Ring the bank",
    "action-1-who": "Sam Okafor",
    "action-1-by": "friday",
    "action-1-every": "week",
    "action-1-until": "",
    "action-1-more": "no",
    "next": "We talk on Monday",
    "look-again": "in 2 weeks",
    "feedback": "given: in person, today",
    "words": "You did the right thing.",
}


def begun(desk: Desk, opened: OpenEntry, typed: Mapping[str, Typed]) -> Begun:
    """A review answered as far as these answers reach."""
    at = review.begin(desk, opened, queue.earlier(desk, opened))
    draft = at.draft
    while (question := draft.journey(desk.now).current) is not None and question.key in typed:
        draft = recording.answer(desk, draft, question, typed[question.key])
    return replace(at, draft=draft)


def decided(desk: Desk, entry: str, typed: Mapping[str, Typed]) -> Standing:
    opened = open_entry(desk, entry)
    return review.decide(desk, opened, begun(desk, opened, typed)).standing


def asked(desk: Desk, entry: str, typed: Mapping[str, Typed]) -> list[str]:
    at = begun(desk, open_entry(desk, entry), typed)
    return [question.key for question in at.draft.journey(desk.now).path]


def test_a_low_request_is_decided_by_three_answers(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sandra = lane.desk(SANDRA)
    assert asked(sandra, entry, LOW) == ["outcome", "because", "words"]
    standing = decided(sandra, entry, LOW)
    assert standing.decision is not None
    assert standing.told is not None
    assert standing.told.words == "Well done, Sam."


def test_a_worry_is_asked_about_in_full_and_keeps_what_was_said(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED).id
    sandra = lane.desk(SANDRA)
    standing = decided(sandra, entry, WORRY)
    (kept,) = standing.reviews
    said = {each.key: each.shown for each in kept.responses}
    assert said["s42-unable"] == "It appears so"
    assert "reference SG-77" in said["la-told"]
    assert (kept.risk, kept.wishes) == ("reduced", "partly")
    assert [each.what for each in standing.actions] == ["Ring the bank", "Look at it again"]
    assert standing.actions[0].who == lane.member(SAM).id
    assert standing.actions[1].who == lane.member(SANDRA).id


def test_the_local_authority_is_asked_about_only_where_all_three_tests_are_met(
    lane: BirchLane,
) -> None:
    entry = sent(lane.desk(SAM), WORRIED).id
    sandra = lane.desk(SANDRA)
    assert "la-told" in asked(sandra, entry, WORRY)
    assert "la-told" not in asked(sandra, entry, {**WORRY, "s42-unable": "no"})


def test_a_level_that_changes_has_a_reason_and_the_first_stays(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED).id
    sandra = lane.desk(SANDRA)
    standing = decided(
        sandra, entry, {**WORRY, "level": "medium", "level-because": "the card was stopped"}
    )
    assert [each.level for each in standing.levels] == [Level.HIGH, Level.MEDIUM]
    assert standing.levels[-1].because == "the card was stopped"


def test_whoever_wrote_it_reads_the_decision_and_nothing_of_the_review(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED).id
    decided(lane.desk(SANDRA), entry, WORRY)
    opened = open_entry(lane.desk(SAM), entry)
    assert opened.standing.decision is not None
    assert (opened.standing.reviews, opened.standing.actions) == ((), ())
    assert "SG-77" not in repr(opened)
    assert "Ring the bank" not in repr(opened)
    assert not any("action" in line.words for line in opened.history)


def test_an_unfinished_review_decides_nothing(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sandra = lane.desk(SANDRA)
    with pytest.raises(NotFinished):
        decided(sandra, entry, {"outcome": "advice"})
    assert open_entry(sandra, entry).standing.decision is None


def test_a_review_goes_on_at_another_terminal_where_it_was_left(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    first = lane.desk(SANDRA)
    half = begun(first, open_entry(first, entry), {"outcome": "advice"})
    draft = half.draft.with_typed("because", "half a sen")
    review.keep(first, half, replace(draft, at="because"))

    second = lane.desk(SANDRA)
    assert review.begun_by(second) == {entry}
    assert review.begun_by(lane.desk(GENERAL_MANAGER)) == frozenset()
    again = review.begin(second, open_entry(second, entry), ())
    assert again.draft.at == "because"
    assert again.draft.shown_typed("because") == "half a sen"
    assert "outcome" in again.draft.answers


def test_what_was_decided_is_not_begun_any_more(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sandra = lane.desk(SANDRA)
    opened = open_entry(sandra, entry)
    at = begun(sandra, opened, LOW)
    at = review.keep(sandra, at, at.draft)
    review.decide(sandra, opened, at)
    assert review.begun_by(sandra) == frozenset()
    with pytest.raises(DraftGone):
        review.keep(sandra, at, at.draft)


def test_earlier_entries_that_came_since_are_looked_at_again(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    lane.clock.pass_(hours=1)
    entry = sent(lane.desk(NIA), ORDINARY).id
    sandra = lane.desk(SANDRA)
    opened = open_entry(sandra, entry)
    at = begun(sandra, opened, {"earlier": "looked"})
    review.keep(sandra, at, at.draft)
    earlier = queue.earlier(sandra, opened)
    assert "earlier" in review.begin(sandra, opened, earlier).draft.answers
    assert "earlier" not in review.begin(sandra, opened, (*earlier, *earlier)).draft.answers


def test_the_second_of_two_managers_sees_what_the_first_did(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sandra, grace = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    opened = open_entry(grace, entry)
    at = begun(grace, opened, LOW)
    triage.set_level(sandra, open_entry(sandra, entry), Level.MEDIUM, "")
    with pytest.raises(ChangedElsewhere) as met:
        review.decide(grace, opened, at)
    assert [each.verb.value for each in met.value.since] == ["level-set"]


def test_nobody_reviews_what_is_not_theirs_to_decide(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    sam = lane.desk(SAM)
    with pytest.raises(NotAllowed):
        review.begin(sam, open_entry(sam, entry), ())
