"""Every kind, recorded and read on a real logbook: nothing outside the policy knows them."""

import pytest
from service_makers import DANIEL, GENERAL_MANAGER, SAM, SANDRA, BirchLane
from ways import walk

from logbook.domain.answers import CANNOT_SAY_WORDS, Choice
from logbook.domain.kinds import Kind
from logbook.domain.questions import OneOf, Question, Stop, Told, Typed, Who
from logbook.domain.standing import State
from logbook.policy.kinds import KINDS, kind_of
from logbook.services import drafts, queue, reading, recording
from logbook.services.desk import Desk
from logbook.services.queue import Show
from logbook.services.reading import OpenEntry
from logbook.tui.widgets.entry_words import sections

EVERY_KIND = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.sealed], ids=lambda kind: kind.key
)


def typed_for(kind: Kind, question: Question) -> Typed:
    """What somebody types for the plainest answer."""
    if isinstance(question, Stop):
        return "stop"
    if isinstance(question, Who):
        return DANIEL if question.key == "person" else CANNOT_SAY_WORDS
    if isinstance(question, Told):
        return CANNOT_SAY_WORDS
    answer = walk(kind, {}).answers[question.key]
    if isinstance(question, OneOf) and isinstance(answer, Choice):
        detail = question.option(answer.option).detail
        return f"{answer.option}: some words" if detail else answer.option
    return question.typed(answer)


def recorded(desk: Desk, kind: Kind) -> OpenEntry:
    opened = recording.begin(desk, kind.key)
    draft = opened.draft
    while (question := draft.journey(desk.now).current) is not None:
        draft = recording.answer(desk, draft, question, typed_for(kind, question))
    drafts.keep(desk, opened, draft)
    return reading.open_entry(desk, recording.send(desk, opened).entry)


@EVERY_KIND
def test_it_is_recorded_and_its_line_manager_reads_it(lane: BirchLane, kind: Kind) -> None:
    mine = recorded(lane.desk(SAM), kind)
    theirs = reading.open_entry(lane.desk(SANDRA), mine.id)
    words = "\n".join(part.words for section in sections(theirs) for part in section.parts)
    assert kind.title in words
    assert mine.standing.entry.person_shown in ("", DANIEL)
    assert [line.entry.id for line in queue.mine(lane.desk(SAM))] == [mine.id]


@pytest.mark.parametrize("key", ["follow-request", "good-news"])
def test_what_the_policy_settles_arrives_decided_and_its_author_is_told(
    lane: BirchLane, key: str
) -> None:
    kind = kind_of(key)
    standing = recorded(lane.desk(SAM), kind).standing
    assert standing.state is State.DECIDED
    assert standing.decision is not None
    assert standing.decision.by_policy
    assert standing.told is not None
    assert standing.told.words == walk(kind, {}).outcome_words


def test_a_comment_on_our_post_is_the_general_managers_work_at_once(lane: BirchLane) -> None:
    sent = recorded(lane.desk(SAM), kind_of("post-comment"))
    manager = lane.desk(GENERAL_MANAGER)
    assert [line.entry.id for line in queue.page(manager, Show.MINE)] == [sent.id]


def test_a_third_follow_request_of_one_person_is_told_to_the_manager(lane: BirchLane) -> None:
    desk, manager = lane.desk(SAM), lane.desk(SANDRA)
    notes = []
    for _time in range(3):
        sent = recorded(desk, kind_of("follow-request"))
        opened = reading.open_entry(manager, sent.id)
        shown = sections(opened, queue.earlier(manager, opened))
        parts = [part for each in shown if each.heading == "For the manager" for part in each.parts]
        notes.append([part.label for part in parts])
        lane.clock.pass_(days=2)
    assert notes == [[], [], ["Again", "Requests"]]
