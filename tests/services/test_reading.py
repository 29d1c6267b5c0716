"""Reading an entry, on a real logbook: what it says, to whom, and what they may do with it."""

from datetime import timedelta

import pytest
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.refusals import NotFound
from logbook.domain.rights import Action
from logbook.domain.why_not import NOTHING_HERE
from logbook.services import home, queue, reading, triage


def test_what_is_no_entry_is_not_there_either(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    for other in (lane.member(SANDRA).id, "on_call", desk.store.logbook_id):
        with pytest.raises(NotFound) as refused:
            reading.open_entry(desk, other)
        assert str(refused.value) == NOTHING_HERE


def test_a_reference_that_is_not_there_reads_as_one_that_is_not_mine(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    for typed in (entry.reference, "zz-zzzz"):
        with pytest.raises(NotFound) as refused:
            reading.find_by_reference(lane.desk(SAUL), typed)
        assert str(refused.value) == NOTHING_HERE


def test_its_author_and_their_managers_read_it(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    for name in (SAM, SANDRA, GENERAL_MANAGER):
        assert reading.open_entry(lane.desk(name), entry.id).reference == entry.reference


@pytest.mark.parametrize("name", [NIA, SAUL, HENRY, LEAD, DEPUTY])
def test_what_one_may_not_read_is_not_there_at_all(lane: BirchLane, name: str) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    desk = lane.desk(name)
    with pytest.raises(NotFound) as hidden:
        reading.open_entry(desk, entry.id)
    with pytest.raises(NotFound) as absent:
        reading.open_entry(desk, "0000000000000000")
    assert str(hidden.value) == str(absent.value) == NOTHING_HERE


def test_a_reference_is_found_however_it_is_typed(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    bare = entry.reference.replace("-", "")
    for typed in (entry.reference, entry.reference.lower(), bare, f" {bare[:2]} {bare[2:]} "):
        assert reading.find_by_reference(sandra, typed).id == entry.id


def test_letters_that_look_like_digits_are_read_as_them() -> None:
    assert reading.as_written("ko-l1i9") == "K0-1119"


@pytest.mark.parametrize("typed", ["", "?", "K7-4QH2", "not a reference at all", "%", "'"])
def test_a_reference_that_is_none_is_refused_in_a_sentence(lane: BirchLane, typed: str) -> None:
    with pytest.raises(NotFound, match="reference"):
        reading.find_by_reference(lane.desk(SANDRA), typed)


def test_a_reference_of_what_one_may_not_read_finds_nothing(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    with pytest.raises(NotFound):
        reading.find_by_reference(lane.desk(HENRY), entry.reference)


def test_opening_is_not_seeing(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    reading.open_entry(lane.desk(SANDRA), entry.id)
    assert reading.open_entry(lane.desk(SANDRA), entry.id).standing.seen_by == ()


def test_it_names_the_person_by_initials_and_the_colleagues_by_name(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    opened = triage.take(sandra, reading.open_entry(sandra, entry.id))
    assert (opened.person, opened.house) == ("D.W.", "Maple House")
    assert (opened.author, opened.holder) == (SAM, SANDRA)


def test_climbing_has_a_time_and_only_once_it_happened(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    assert reading.open_entry(lane.desk(SANDRA), entry.id).climbed_at is None
    sent_at = lane.clock.now
    lane.clock.pass_(hours=5)
    opened = reading.open_entry(lane.desk(SANDRA), entry.id)
    assert opened.climbed_at == sent_at + timedelta(hours=4)
    assert opened.due == sent_at + timedelta(hours=4)


def test_every_refusal_is_a_sentence(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    opened = reading.open_entry(lane.desk(SANDRA), entry.id)
    whys = {action: opened.why_not(action) for action in Action}
    refusals = {action: why for action, why in whys.items() if why}
    assert Action.SEE not in refusals
    assert Action.CLOSE in refusals
    assert all(why[-1] in ".!" for why in refusals.values())


def test_its_author_marks_the_news_read(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(sam, ORDINARY)
    triage.decide(
        sandra,
        reading.open_entry(sandra, entry.id),
        outcome="advice",
        because="done",
        next_step="",
        words="All well",
    )
    assert [back.is_new for back in home.home(sam).came_back] == [True]
    reading.mark_read(sam, reading.open_entry(sam, entry.id))
    assert not any(back.is_new for back in home.home(sam).came_back)


def test_history_is_everything_that_happened_in_order(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    opened = triage.take(sandra, reading.open_entry(sandra, entry.id))
    opened = triage.undo(sandra, opened)
    assert [line.words.partition("pm ")[2] for line in opened.history] == [
        f"sent by {SAM}",
        f"taken by {SANDRA} (undone)",
        f"newest step undone by {SANDRA}",
    ]


def test_a_clock_that_was_set_back_hides_nothing(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    lane.clock.now -= timedelta(days=2)
    assert reading.open_entry(lane.desk(SAM), entry).id == entry
    desk = lane.desk(SANDRA)
    assert reading.open_entry(desk, entry).id == entry
    assert [line.entry.id for line in queue.page(desk, queue.Show.MINE)] == [entry]
    assert queue.counts(desk).mine == 1
