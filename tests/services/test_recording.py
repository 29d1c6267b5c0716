"""Recording, from the first question to an entry in the log."""

from dataclasses import replace
from datetime import timedelta

import pytest
from service_makers import (
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    MINA,
    NOW,
    ORDINARY,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    answered,
    sent,
)

from logbook.domain.configuring import change_setting
from logbook.domain.events import new_id
from logbook.domain.journey import NotFinished
from logbook.domain.levels import Level
from logbook.domain.people import Role
from logbook.domain.questions import NotAnAnswer, Typed
from logbook.domain.refusals import ChangedElsewhere, NotAllowed, NotFound
from logbook.services import (
    amending,
    chronology,
    drafts,
    person_record,
    queue,
    reading,
    recording,
    review,
    triage,
)
from logbook.services.amending import ANSWER, NOTE, REASON, Lacks
from logbook.services.desk import Desk
from logbook.services.raising import raise_level


def changed_to(desk: Desk, entry: str, typed: dict[str, Typed], why: str) -> None:
    """Its author answers these anew, and whatever is asked after them."""
    opened = amending.begin(desk, entry)
    draft = opened.draft
    for key, said in typed.items():
        path = {each.key: each for each in draft.journey(desk.now).path}
        if key in path:
            draft = recording.answer(desk, draft, path[key], said)
    opened.draft = draft.with_typed(REASON, why)
    amending.send(desk, opened)


GOOD: dict[str, Typed] = {"person": "D.W.", "what": "he logged in himself", "helped": "0"}


def test_an_ordinary_request_goes_to_the_line_manager(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, ORDINARY)
    preview = recording.preview(desk, opened.draft)
    done = recording.send(desk, opened)
    assert preview.goes_to == (SANDRA,)
    assert preview.level is Level.LOW
    assert GENERAL_MANAGER in preview.also_able
    assert SAUL not in preview.also_able
    assert preview.read_by is not None
    assert done.preview == preview
    entry = reading.open_entry(desk, done.entry)
    assert entry.person == lane.person(DANIEL).initials
    assert entry.reference == done.reference


def test_what_is_late_is_for_the_service_to_set(lane: BirchLane) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    typed = {**ORDINARY, "happened": "2 days ago"}
    asked_why = answered(lane.desk(SAM), typed).draft
    event = change_setting(
        grace.directory.settings,
        "late_hours",
        72,
        by=grace.member,
        at=grace.now,
        event_id=new_id(),
    )
    grace.append(event)
    sam = lane.desk(SAM)
    in_time = answered(sam, typed)
    assert "late" in [each.key for each in asked_why.journey(sam.now).path]
    assert "late" not in [each.key for each in in_time.draft.journey(sam.now).path]
    assert drafts.resume(sam, in_time.stored.id).draft.late_after == timedelta(hours=72)


def test_what_the_policy_settles_is_only_cleared(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    good = answered(desk, GOOD, "good-news")
    assert recording.preview(desk, good.draft).is_settled
    assert not recording.preview(desk, answered(desk, ORDINARY).draft).is_settled


def test_an_answer_that_was_saved_is_not_refused_when_it_is_sent_again(
    lane: BirchLane,
) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(sam)
    triage.ask(sandra, reading.open_entry(sandra, entry.id), "Which account?")
    opened = amending.begin_answer(sam, entry.id)
    drafts.keep(sam, opened, opened.draft.with_typed(ANSWER, "the old one"))
    amending.answer(sam, opened)
    amending.answer(sam, opened)
    answers = reading.open_entry(sam, entry.id).standing.answers
    assert [each.text for each in answers] == ["the old one"]


def test_sending_ends_the_draft_and_sending_again_sends_nothing_more(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, ORDINARY)
    first = recording.send(desk, opened)
    again = recording.send(desk, opened)
    assert first.entry == again.entry
    assert len(reading.open_entry(desk, first.entry).events) == 1
    assert drafts.unfinished(desk) == ()


def test_a_question_without_an_answer_is_named(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {"person": "D.W."})
    with pytest.raises(NotFinished, match="How did they ask"):
        recording.send(desk, opened)
    assert len(drafts.unfinished(desk)) == 1


def test_what_is_not_an_answer_changes_nothing(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    draft = recording.begin(desk, "help-request").draft
    with pytest.raises(NotAnAnswer, match="Nobody listed"):
        recording.answer(desk, draft, draft.kind.question("person"), "Zebedee")
    assert draft.answers == {}


def test_a_worry_brings_its_level_reasons_and_clauses(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    preview = recording.preview(desk, answered(desk, WORRIED).draft)
    assert preview.suggested is Level.HIGH
    assert "money or bank details shared" in preview.reasons
    assert "discuss-safety" in {clause.key for clause in preview.clauses}


def test_a_worker_raises_the_level_with_a_reason_and_never_lowers_it(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, ORDINARY)
    with pytest.raises(NotAllowed, match="Write why"):
        raise_level(opened.draft, Level.HIGH, " ", desk.now)
    raised = raise_level(opened.draft, Level.HIGH, "he was crying", desk.now)
    assert recording.preview(desk, raised).level is Level.HIGH
    assert raise_level(raised, Level.LOW, "", desk.now).raised_to is None
    worried = answered(desk, WORRIED)
    with pytest.raises(NotAllowed, match="Only a manager lowers it"):
        raise_level(worried.draft, Level.LOW, "it is fine", desk.now)


def test_whoever_it_is_about_is_not_named_among_its_readers(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    manager = lane.member(SANDRA)
    about = {**ORDINARY, "careful": "staff", "staff": manager.id, "worried": "no"}
    about["staff-did"] = ""
    preview = recording.preview(desk, answered(desk, about).draft)
    assert SANDRA not in (*preview.goes_to, *preview.also_able)
    assert preview.goes_to == (GENERAL_MANAGER,)


def test_a_clock_that_went_back_is_marked_on_the_entry(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {**ORDINARY, "happened": "not known"})
    lane.clock.pass_(minutes=-10)
    done = recording.send(desk, opened)
    assert reading.open_entry(desk, done.entry).standing.entry.clock_marks


# adding to an entry


def test_a_note_needs_no_reason_and_no_new_answers(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    assert amending.lacks(desk, opened.draft, entry) is Lacks.ANYTHING
    opened.draft = opened.draft.with_typed(NOTE, "His sister rang too.")
    assert amending.lacks(desk, opened.draft, entry) is Lacks.NOTHING
    assert amending.preview(desk, opened.draft).goes_to == (SANDRA,)
    done = amending.send(desk, opened)
    after = reading.open_entry(desk, entry.id)
    assert done.reference == entry.reference
    assert [each.note for each in after.standing.amendments] == ["His sister rang too."]
    assert drafts.unfinished(desk) == ()


def test_a_changed_answer_needs_a_reason_and_both_stay_readable(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    platform = opened.draft.kind.question("platform")
    draft = recording.answer(desk, opened.draft, platform, "snapchat")
    assert [each.key for each in amending.changed(desk, draft, entry)] == ["platform"]
    assert amending.lacks(desk, draft, entry) is Lacks.A_REASON
    opened.draft = draft.with_typed(REASON, "he showed me")
    amending.send(desk, opened)
    versions = reading.open_entry(desk, entry.id).standing.versions("platform")
    assert [each.response.shown for each in versions] == ["Snapchat", "Instagram"]
    assert versions[0].reason == "he showed me"


def test_an_entry_is_filed_as_changed_answers_put_it_right(lane: BirchLane) -> None:
    """It was Mina and not Daniel: it leaves his record and comes into hers."""
    sam, sandra, grace = lane.desk(SAM), lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    daniel, mina = lane.person(DANIEL).id, lane.person(MINA).id
    entry = sent(sam, ORDINARY)
    changed_to(sam, entry.id, {"person": MINA, "happened": "today 1pm"}, "it was Mina")
    opened = reading.open_entry(sandra, entry.id)
    assert opened.person == "M.T."
    assert opened.standing.current_responses[0].shown == MINA
    for person, found in ((daniel, []), (mina, [entry.id])):
        assert [each.entry.id for each in queue.about_person(sandra, person)] == found
        assert person_record.whole(grace, person).entries == len(found)
    (lived,) = chronology.page(sandra, mina)
    assert lived.when.moment.utc == NOW.replace(hour=13, minute=0)
    assert opened.standing.versions("person")[-1].response.shown == DANIEL


def test_what_turns_out_to_be_a_worry_is_reviewed_and_counted_as_one(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(sam, ORDINARY)
    assert entry.standing.entry.topics == ("help",)
    changed_to(sam, entry.id, WORRIED, "he told me more")
    opened = reading.open_entry(sandra, entry.id)
    assert "safety" in opened.standing.entry.topics
    assert opened.standing.entry.suggested.reasons
    at = review.begin(sandra, opened, ())
    assert "s42-needs" in {each.key for each in at.draft.kind.questions}


def test_what_was_begun_to_be_added_goes_on_where_it_was(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    drafts.keep(desk, opened, replace(opened.draft, typed={NOTE: "half a"}, at=NOTE))
    again = amending.begin(lane.desk(SAM), entry.id)
    assert again.draft.text(NOTE) == "half a"
    assert again.draft.at == NOTE
    assert len(drafts.unfinished(desk)) == 1


def test_what_a_manager_did_meanwhile_is_read_before_anything_is_added(
    lane: BirchLane,
) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    opened.draft = opened.draft.with_typed(NOTE, "He is fine now.")
    triage.see(hers, reading.open_entry(hers, entry.id))
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account was it?")
    with pytest.raises(ChangedElsewhere) as why:
        amending.send(desk, opened)
    assert [each.verb for each in why.value.since] == ["seen", "asked"]
    assert drafts.unfinished(desk) != ()
    opened.draft = amending.look_again(desk, opened.draft)
    amending.send(desk, opened)
    assert reading.open_entry(desk, entry.id).standing.amendments[0].note == "He is fine now."


def test_being_read_is_in_nobodys_way(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    opened.draft = opened.draft.with_typed(NOTE, "And one more thing.")
    triage.take(hers, reading.open_entry(hers, entry.id))
    amending.send(desk, opened)
    assert reading.open_entry(desk, entry.id).standing.unread_since is not None


def test_adding_twice_is_adding_once(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    opened.draft = opened.draft.with_typed(NOTE, "Once.")
    amending.send(desk, opened)
    amending.send(desk, opened)
    assert len(reading.open_entry(desk, entry.id).standing.amendments) == 1


def test_answers_that_say_worse_raise_it(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk, {**WORRIED, "signs": "none", "contact-harm": "pressure-to-meet"})
    assert entry.standing.level is Level.HIGH
    calm = {**WORRIED, "at-risk": "no", "signs": "none", "contact-harm": "unwanted-relative"}
    entry = sent(desk, calm)
    assert entry.standing.level is Level.MEDIUM
    opened = amending.begin(desk, entry.id)
    signs = opened.draft.kind.question("signs")
    draft = recording.answer(desk, opened.draft, signs, "threats")
    opened.draft = draft.with_typed(REASON, "she read me the message")
    assert amending.preview(desk, opened.draft).level is Level.HIGH
    amending.send(desk, opened)
    assert reading.open_entry(desk, entry.id).standing.level is Level.HIGH


def test_somebody_elses_entry_is_not_theirs_to_add_to(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    with pytest.raises(NotFound):
        amending.begin(lane.desk(SAUL), entry.id)
    with pytest.raises(NotAllowed):
        amending.begin(lane.desk(SANDRA), entry.id)


def test_nothing_is_added_to_what_was_withdrawn(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    triage.withdraw(desk, entry, "I wrote it twice")
    with pytest.raises(NotAllowed, match="You withdrew this"):
        amending.begin(desk, entry.id)


def test_the_general_managers_own_goes_to_the_deputy(lane: BirchLane) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    preview = recording.preview(desk, answered(desk, ORDINARY).draft)
    assert preview.goes_to == (DEPUTY,)
    assert Role.DEPUTY in lane.member(DEPUTY).roles


# answering what a manager asked


def test_an_answer_is_sent_once_and_ends_its_draft(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account was it?")
    opened = amending.begin_answer(desk, entry.id)
    with pytest.raises(NotAllowed, match="Write your answer"):
        amending.answer(desk, opened)
    opened.draft = opened.draft.with_typed(ANSWER, "the blue one")
    amending.answer(desk, opened)
    standing = reading.open_entry(desk, entry.id).standing
    assert [each.text for each in standing.answers] == ["the blue one"]
    assert drafts.unfinished(desk) == ()
    opened.draft = opened.draft.with_typed(ANSWER, "no, the red one")
    with pytest.raises(NotAllowed, match="No question is open"):
        amending.answer(desk, opened)


def test_an_answer_leaves_a_note_that_was_begun_in_its_draft(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    begun = amending.begin(desk, entry.id)
    drafts.keep(desk, begun, begun.draft.with_typed(NOTE, "half a note"))
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account was it?")
    opened = amending.begin_answer(desk, entry.id)
    opened.draft = opened.draft.with_typed(ANSWER, "the blue one")
    amending.answer(desk, opened)
    (left,) = drafts.unfinished(desk)
    assert left.text(NOTE) == "half a note"
    assert left.text(ANSWER) == ""


def test_nobody_answers_what_was_not_asked(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    with pytest.raises(NotAllowed, match="No question is open"):
        amending.begin_answer(desk, sent(desk).id)
