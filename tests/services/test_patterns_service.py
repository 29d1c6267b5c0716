"""Patterns through the services: whose entries they name, and to whom they say nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
    birch_lane,
    sent,
)

from logbook.domain.events import Event, Plain, Verb, new_id, reference
from logbook.domain.questions import Typed
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.triage import withdraw
from logbook.services import contacts, patterns, queue, reading, triage
from logbook.services.queue import Show
from logbook.services.reading import OpenEntry
from logbook.storage import marked

EVERYBODY = (GENERAL_MANAGER, DEPUTY, LEAD, SANDRA, HENRY, SAM, NIA, SAUL)


def about(person: str, handle: str = "@sunny_k") -> dict[str, Typed]:
    return {**WORRIED, "person": person, "other-handle": handle}


def opened(lane: BirchLane, name: str, entry: OpenEntry) -> OpenEntry:
    return reading.open_entry(lane.desk(name), entry.id)


def test_a_contact_in_entries_one_may_read_is_named(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM), about("D.W."))
    second = sent(lane.desk(NIA), about("M.T.", "Sunny_K"))
    same = opened(lane, SANDRA, second).same_contact
    assert [each.reference for each in same.named] == [first.reference]
    assert not same.ask_lead


def test_a_contact_in_an_entry_one_may_not_read_says_only_to_ask_the_lead(lane: BirchLane) -> None:
    other = sent(lane.desk(SAUL), about("A.R."))
    mine = sent(lane.desk(SAM), about("D.W."))
    same = opened(lane, SANDRA, mine).same_contact
    assert (same.named, same.ask_lead) == ((), True)
    top = opened(lane, GENERAL_MANAGER, mine).same_contact
    assert [each.reference for each in top.named] == [other.reference]


def test_nobody_learns_of_an_entry_about_themselves(lane: BirchLane) -> None:
    other = sent(lane.desk(SAUL), about("A.R."))
    triage.name_about(lane.desk(GENERAL_MANAGER), other, [lane.member(SANDRA).id])
    mine = sent(lane.desk(SAM), about("D.W."))
    assert not opened(lane, SANDRA, mine).same_contact.is_any
    line = next(iter(queue.page(lane.desk(SANDRA), Show.MINE)))
    assert patterns.marks(lane.desk(SANDRA), [line]) == {}


def test_an_author_is_not_told_what_it_amounts_to(lane: BirchLane) -> None:
    sent(lane.desk(SAUL), about("A.R."))
    mine = sent(lane.desk(SAM), about("D.W."))
    assert not opened(lane, SAM, mine).same_contact.is_any


def test_one_persons_own_entries_are_no_contact_across_people(lane: BirchLane) -> None:
    sent(lane.desk(SAUL), about("D.W."))
    mine = sent(lane.desk(SAM), about("D.W."))
    assert not opened(lane, SANDRA, mine).same_contact.is_any


def test_many_entries_of_one_person_hide_nobody_elses(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked.others, "__kwdefaults__", {"count": 2})
    first = sent(lane.desk(NIA), about("M.T."))
    mine = [sent(lane.desk(SAM), about("D.W.")) for _ in range(4)]
    same = opened(lane, SANDRA, mine[0]).same_contact
    assert [each.reference for each in same.named] == [first.reference]


def test_the_on_call_number_is_nobodys_contact(lane: BirchLane) -> None:
    said: dict[str, Typed] = {**ORDINARY, "asked": "she said to ring 01632 960118"}
    sent(lane.desk(SAUL), {**said, "person": "A.R."})
    mine = sent(lane.desk(SAM), said)
    assert not opened(lane, SANDRA, mine).same_contact.is_any


def test_an_entry_that_was_taken_back_is_in_no_pattern(lane: BirchLane) -> None:
    other = sent(lane.desk(SAM), about("D.W."))
    mine = sent(lane.desk(NIA), about("M.T."))
    triage.act(lane.desk(SAM), opened(lane, SAM, other), withdraw, because="it was not so")
    assert not opened(lane, SANDRA, mine).same_contact.is_any


def test_an_erased_entry_leaves_no_mark(lane: BirchLane) -> None:
    other = sent(lane.desk(SAM), about("D.W."))
    mine = sent(lane.desk(NIA), about("M.T."))
    top = lane.desk(GENERAL_MANAGER)
    said: dict[str, Plain] = {
        "events": [each.id for each in other.events],
        "kind": "help-request",
        "title": "Gone",
    }
    body: dict[str, Plain] = {**said, "level": "low", "about": []}
    event = Event(
        id=new_id(), at=top.now, actor=top.member.id, about=other.id, verb=Verb.ERASED, body=body
    )
    top.store.erase(event, sign=top.keys.sign)
    assert not opened(lane, SANDRA, mine).same_contact.is_any
    with top.store.reading() as connection:
        assert marked.with_marks(connection, [other.id, mine.id]) == {mine.id}


def test_the_third_entry_in_thirty_days_names_the_others(lane: BirchLane) -> None:
    before = [sent(lane.desk(SAM), ORDINARY) for _ in range(2)]
    third = opened(lane, SANDRA, sent(lane.desk(NIA), ORDINARY))
    desk = lane.desk(SANDRA)
    (found,) = patterns.of_entry(third, queue.earlier(desk, third))
    assert set(found.references) == {each.reference for each in before}
    marked = patterns.marks(desk, queue.page(desk, Show.MINE))
    assert marked == {third.id: patterns.AGAIN}


def test_a_list_marks_the_same_contact_in_one_word(lane: BirchLane) -> None:
    sent(lane.desk(SAUL), about("A.R."))
    mine = sent(lane.desk(SAM), about("D.W."))
    desk = lane.desk(SANDRA)
    lines = queue.page(desk, Show.MINE)
    assert patterns.marks(desk, lines) == {mine.id: patterns.SAME_CONTACT}


def test_a_lead_sees_references_and_whom_to_ask_and_no_words(lane: BirchLane) -> None:
    entries = [sent(lane.desk(SAUL), about("A.R.")), sent(lane.desk(SAM), about("D.W."))]
    (group,) = contacts.for_leads(lane.desk(LEAD))
    assert {each.reference for each in group.places} == {each.reference for each in entries}
    assert {each.ask for each in group.places} == {(HENRY,), (SANDRA,)}
    assert "sunny" not in repr(group).lower()


def test_what_is_about_a_lead_is_not_in_their_list(lane: BirchLane) -> None:
    other = sent(lane.desk(SAUL), about("A.R."))
    sent(lane.desk(SAM), about("D.W."))
    triage.name_about(lane.desk(GENERAL_MANAGER), other, [lane.member(LEAD).id])
    assert contacts.for_leads(lane.desk(LEAD)) == ()


def test_the_list_is_for_leads(lane: BirchLane) -> None:
    for name in (SANDRA, SAM, GENERAL_MANAGER):
        with pytest.raises(NotAllowed, match="safeguarding leads"):
            contacts.for_leads(lane.desk(name))


STEPS = st.lists(
    st.tuples(
        st.sampled_from((SAM, NIA, SAUL)),
        st.sampled_from(("D.W.", "M.T.", "A.R.")),
        st.sampled_from(("", SANDRA, HENRY, LEAD)),
    ),
    min_size=2,
    max_size=4,
)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_nobody_gets_a_reference_they_may_not_read(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    lane = birch_lane(tmp_path_factory.mktemp("lane") / "data")
    try:
        entries = []
        for author, person, named in steps:
            entry = sent(lane.desk(author), about(person))
            if named:
                top = lane.desk(GENERAL_MANAGER)
                triage.name_about(top, reading.open_entry(top, entry.id), [lane.member(named).id])
            entries.append(entry)
        for name in EVERYBODY:
            _reads_only_their_own(lane, name, entries)
    finally:
        lane.close()


def _reads_only_their_own(lane: BirchLane, name: str, entries: list[OpenEntry]) -> None:
    desk = lane.desk(name)
    readable = {}
    for entry in entries:
        try:
            readable[entry.id] = reading.open_entry(desk, entry.id)
        except NotFound:
            continue
    mine = {reference(each) for each in readable}
    for entry in readable.values():
        same = entry.same_contact
        assert {each.reference for each in same.named} <= mine
        for found in patterns.of_entry(entry, queue.earlier(desk, entry)):
            assert set(found.references) <= mine
        assert not same.ask_lead or len(readable) < len(entries)
