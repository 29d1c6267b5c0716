"""Where an entry stands after what happened to it."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from happenings import MONDAY, Happenings, entry, response

from logbook.domain.events import Plain, UnknownVerb, Verb, utc_text
from logbook.domain.folding.entries import fold
from logbook.domain.folding.reading import NotAnEntry
from logbook.domain.levels import Level
from logbook.domain.standing import State


def sent(level: Level = Level.MEDIUM) -> Happenings:
    return Happenings.of(entry(level=level))


def test_a_sent_entry_waits_to_be_read() -> None:
    standing = sent().standing
    assert standing.state is State.SENT
    assert standing.unread_since == MONDAY
    assert standing.is_open
    assert standing.revision == 1


def test_seeing_an_entry_stops_its_waiting_to_be_read() -> None:
    standing = sent().then(Verb.SEEN, "sandra").standing
    assert standing.state is State.SEEN
    assert standing.unread_since is None
    assert [seen.by for seen in standing.seen_by] == ["sandra"]


def test_taking_an_entry_implies_seeing_it() -> None:
    standing = sent().then(Verb.TAKEN, "sandra").standing
    assert standing.state is State.IN_REVIEW
    assert standing.holder == "sandra"
    assert [passage.state for passage in standing.passages] == [
        State.SENT,
        State.SEEN,
        State.IN_REVIEW,
    ]


def test_the_first_level_stays_whatever_is_set_later() -> None:
    standing = (
        sent(Level.HIGH)
        .then(Verb.LEVEL_SET, "sandra", {"level": "low", "because": "resolved by phone"})
        .standing
    )
    assert standing.level is Level.LOW
    assert standing.first_level is Level.HIGH
    assert standing.levels[-1].because == "resolved by phone"


def test_a_level_raised_by_its_author_waits_to_be_read_again() -> None:
    standing = (
        sent(Level.LOW)
        .then(Verb.SEEN, "sandra")
        .then(Verb.LEVEL_SET, "sam", {"level": "emergency", "because": "he is outside now"})
        .standing
    )
    assert standing.unread_since == MONDAY + timedelta(hours=2)
    assert standing.state is State.SEEN


def test_a_question_waits_for_the_worker_and_the_answer_brings_it_back() -> None:
    asked = sent().then(Verb.ASKED, "sandra", {"question": "Which account?"})
    assert asked.standing.state is State.WAITING_WORKER
    assert asked.standing.holder == "sandra"
    assert asked.standing.question is not None
    answered = asked.then(Verb.ANSWERED, "sam", {"answer": "The old one."}).standing
    assert answered.state is State.IN_REVIEW
    assert answered.question is None
    assert answered.answers[0].question.text == "Which account?"
    assert answered.answers[0].text == "The old one."


def test_a_question_asked_while_waiting_outside_leaves_it_waiting_outside() -> None:
    log = sent().then(Verb.WAITING, "sandra", {"for": "the police"})
    log.then(Verb.ASKED, "sandra", {"question": "When?"})
    assert log.standing.state is State.WAITING_OUTSIDE
    assert log.then(Verb.RESUMED, "sandra").standing.state is State.WAITING_WORKER


@pytest.mark.parametrize("level", [Level.LOW, Level.MEDIUM])
def test_waiting_stops_the_clocks_of_medium_and_low(level: Level) -> None:
    log = sent(level).then(Verb.WAITING, "sandra", {"for": "the bank"})
    assert log.standing.pause_start == MONDAY + timedelta(hours=1)
    assert log.then(Verb.RESUMED, "sandra").standing.paused == timedelta(hours=1)


@pytest.mark.parametrize("level", [Level.HIGH, Level.EMERGENCY])
def test_waiting_stops_no_clock_of_high_and_emergency(level: Level) -> None:
    log = sent(level).then(Verb.WAITING, "sandra", {"for": "the police"})
    assert log.standing.pause_start is None
    assert log.then(Verb.RESUMED, "sandra").standing.paused == timedelta()


def test_a_level_raised_while_waiting_starts_the_clocks_again() -> None:
    standing = (
        sent(Level.MEDIUM)
        .then(Verb.WAITING, "sandra", {"for": "the bank"})
        .then(Verb.LEVEL_SET, "sandra", {"level": "high", "because": "money went"})
        .standing
    )
    assert standing.pause_start is None
    assert standing.paused == timedelta(hours=1)


def test_a_decision_with_a_sentence_also_tells() -> None:
    standing = (
        sent()
        .then(
            Verb.DECIDED,
            "sandra",
            {"outcome": "advice-given", "because": "in time", "next": "", "words": "Well done."},
        )
        .standing
    )
    assert standing.state is State.DECIDED
    assert standing.decision is not None
    assert standing.decision.shown == "advice given"
    assert standing.told is not None
    assert standing.told.words == "Well done."


def test_good_news_arrives_decided_by_the_policy() -> None:
    standing = Happenings.of(entry(level=Level.LOW, outcome="ignored-as-policy")).standing
    assert standing.state is State.DECIDED
    assert standing.decision is not None
    assert standing.decision.by_policy
    assert standing.unread_since is None


def test_an_outcome_above_low_still_waits_for_a_manager() -> None:
    standing = Happenings.of(entry(level=Level.MEDIUM, outcome="stopped-and-referred")).standing
    assert standing.state is State.SENT
    assert standing.decision is None


def decided(level: Level = Level.MEDIUM) -> Happenings:
    return sent(level).then(
        Verb.DECIDED,
        "sandra",
        {"outcome": "advice-given", "because": "in time", "next": "", "words": "Well done."},
    )


def test_closing_ends_it() -> None:
    standing = decided().then(Verb.CLOSED, "sandra").standing
    assert standing.state is State.CLOSED
    assert not standing.is_open


def test_opening_again_takes_the_decision_and_the_telling_back() -> None:
    log = decided().then(Verb.CLOSED, "sandra")
    standing = log.then(Verb.REOPENED, "amir", {"because": "it happened again"}).standing
    assert standing.state is State.IN_REVIEW
    assert standing.decision is None
    assert standing.told is None
    assert standing.holder == "amir"
    assert standing.clock_from == MONDAY + timedelta(hours=3)
    assert standing.reopened_because == "it happened again"


def test_something_added_to_a_closed_entry_waits_to_be_read() -> None:
    log = decided().then(Verb.CLOSED, "sandra")
    standing = log.then(Verb.AMENDED, "sam", {"note": "He wrote again.", "reason": "new"}).standing
    assert standing.state is State.CLOSED
    assert standing.is_open
    assert standing.unread_since == MONDAY + timedelta(hours=3)


def test_worse_news_after_closing_starts_it_from_the_beginning() -> None:
    log = decided().then(Verb.CLOSED, "sandra")
    standing = log.then(
        Verb.AMENDED, "sam", {"note": "He came.", "reason": "new", "level": "emergency"}
    ).standing
    assert standing.state is State.SENT
    assert standing.level is Level.EMERGENCY
    assert standing.first_level is Level.MEDIUM
    assert standing.decision is None


def test_an_amendment_never_lowers_the_level() -> None:
    log = sent(Level.HIGH).then(Verb.AMENDED, "sam", {"note": "x", "reason": "y", "level": "low"})
    assert log.standing.level is Level.HIGH


def test_both_versions_of_an_answer_stay_readable_newest_first() -> None:
    added: dict[str, Plain] = {
        "note": "I had the platform wrong.",
        "reason": "mistaken",
        "responses": [response("platform", "Snapchat").to_plain()],
    }
    standing = sent().then(Verb.AMENDED, "sam", added).standing
    assert [each.shown for each in standing.current_responses] == ["Snapchat", "someone is me"]
    assert [each.response.shown for each in standing.versions("platform")] == [
        "Snapchat",
        "Instagram",
    ]
    assert standing.versions("platform")[0].reason == "mistaken"
    assert standing.amended_keys == {"platform"}


def talk(how: str) -> dict[str, str]:
    return {"who": "sandra", "role": "line manager", "how": how, "when": utc_text(MONDAY)}


def test_a_message_left_is_not_a_talk() -> None:
    log = Happenings.of(entry(discussed=False)).then(Verb.DISCUSSED, "sam", talk("message"))
    assert log.standing.is_discussed is False
    assert log.then(Verb.DISCUSSED, "sam", talk("phone")).standing.is_discussed is True


def test_a_talk_without_a_time_is_not_a_talk() -> None:
    log = Happenings.of(entry(discussed=False))
    standing = log.then(Verb.DISCUSSED, "sam", {"who": "sandra", "how": "phone"}).standing
    assert standing.is_discussed is False


def test_an_entry_with_nothing_to_discuss_says_so() -> None:
    assert sent().standing.is_discussed is None


def test_what_somebody_did_about_themselves_does_not_count() -> None:
    log = decided().then(Verb.CLOSED, "sandra")
    standing = log.then(Verb.ABOUT_NAMED, "amir", {"members": ["sandra"]}).standing
    assert standing.about == {"sandra"}
    assert standing.state is State.SENT
    assert standing.holder == ""
    assert standing.decision is None
    assert standing.told is None
    assert standing.unread_since == MONDAY + timedelta(hours=3)


def test_a_decision_stands_when_it_turns_out_to_be_about_somebody_else() -> None:
    standing = decided().then(Verb.ABOUT_NAMED, "sandra", {"members": ["saul"]}).standing
    assert standing.state is State.DECIDED
    assert standing.about == {"saul"}


def test_an_undone_event_counts_as_if_it_had_not_happened() -> None:
    log = sent().then(Verb.SEEN, "sandra")
    log.then(Verb.LEVEL_SET, "sandra", {"level": "low", "because": "slip"})
    standing = log.then(Verb.UNDONE, "sandra", {"event": "event3"}).standing
    assert standing.level is Level.MEDIUM
    assert standing.state is State.SEEN
    assert standing.revision == 4
    assert standing.changed_at == MONDAY + timedelta(hours=3)


def test_an_erased_undo_still_takes_back_what_came_before_it() -> None:
    log = sent().then(Verb.SEEN, "sandra").then(Verb.UNDONE, "sandra")
    log.events[-1] = replace(log.events[-1], body=None)
    assert log.standing.state is State.SENT


def test_withdrawing_above_low_still_waits_to_be_read() -> None:
    withdrawn = sent(Level.HIGH).then(Verb.SEEN, "sandra")
    withdrawn.then(Verb.WITHDRAWN, "sam", {"because": "wrong person"})
    assert withdrawn.standing.is_open
    assert not withdrawn.then(Verb.SEEN, "sandra").standing.is_open


def test_withdrawing_at_low_ends_it() -> None:
    log = sent(Level.LOW).then(Verb.WITHDRAWN, "sam", {"because": "sent twice"})
    assert log.standing.state is State.WITHDRAWN
    assert log.standing.withdrawn_because == "sent twice"
    assert not log.standing.is_open


def test_a_practice_entry_asks_nothing_of_anybody() -> None:
    assert not Happenings.of(entry(practice=True)).standing.is_open


@pytest.mark.parametrize("kept", range(5))
def test_an_entry_whose_words_were_erased_still_stands_somewhere(kept: int) -> None:
    log = decided(Level.HIGH).then(Verb.ABOUT_NAMED, "amir", {"members": ["henry"]})
    log.then(Verb.CLOSED, "sandra")
    log.events[kept:] = [replace(event, body=None) for event in log.events[kept:]]
    log.then(
        Verb.ERASED,
        "gail",
        {
            "kind": "help-request",
            "level": "high",
            "first_level": "high",
            "about": ["henry"],
            "because": "time is up",
        },
    )
    standing = log.standing
    assert standing.erased
    assert not standing.is_open
    assert standing.state is State.CLOSED
    assert standing.level is standing.first_level is Level.HIGH
    assert standing.about == {"henry"}
    assert standing.entry.kind == "help-request"
    assert standing.entry.responses == ()


def test_a_clock_that_ran_backwards_does_not_make_time_run_backwards() -> None:
    standing = sent().then(Verb.SEEN, "sandra", at=MONDAY - timedelta(hours=5)).standing
    assert [passage.at for passage in standing.passages] == [MONDAY, MONDAY]


def test_each_state_keeps_its_time() -> None:
    standing = decided().standing
    spent = standing.spent(MONDAY + timedelta(hours=3))
    assert spent[State.SENT] == timedelta(hours=1)
    assert spent[State.DECIDED] == timedelta(hours=2)
    assert standing.entered(State.DECIDED) == MONDAY + timedelta(hours=1)
    assert standing.entered(State.CLOSED) is None


def test_an_export_changes_nothing_but_the_revision() -> None:
    before = sent().standing
    after = sent().then(Verb.EXPORTED, "sandra", at=MONDAY).standing
    assert after == replace(before, revision=2)


def test_an_unknown_verb_is_a_named_refusal() -> None:
    log = sent().then(cast("Verb", "teleported"), "sandra")
    with pytest.raises(UnknownVerb, match="teleported"):
        fold(log.events)


def test_what_happens_to_the_service_does_not_happen_to_an_entry() -> None:
    with pytest.raises(NotAnEntry, match="setting-changed"):
        fold(sent().then(Verb.SETTING_CHANGED, "gail").events)


def test_nothing_sent_is_no_entry() -> None:
    with pytest.raises(NotAnEntry):
        fold([])
    with pytest.raises(NotAnEntry):
        fold(Happenings().then(Verb.SEEN, "sandra").events)


def test_what_a_changed_answer_took_off_the_way_applies_no_longer_and_stays_readable() -> None:
    changed: dict[str, Plain] = {
        "reason": "mistaken",
        "responses": [response("words", "nobody is me").to_plain()],
        "dropped": ["platform"],
    }
    log = sent().then(Verb.AMENDED, "sam", changed)
    assert [each.key for each in log.standing.current_responses] == ["words"]
    assert [each.shown for each in log.standing.former_responses] == ["Instagram"]
    again: dict[str, Plain] = {
        "reason": "it was so",
        "responses": [response("platform", "X").to_plain()],
    }
    standing = log.then(Verb.AMENDED, "sam", again).standing
    assert standing.current_responses[-1].shown == "X"
    assert standing.former_responses == ()
