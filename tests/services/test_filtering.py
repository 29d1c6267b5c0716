"""Filters as people choose and keep them, and chronologies as they read them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from service_makers import (
    ALICE,
    DANIEL,
    HENRY,
    NOW,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.export.packs.pack import Table
from logbook.services import chronology, filtering, queue
from logbook.services.exporting import leaving, packs
from logbook.services.exporting.packs import Form
from logbook.services.filtering import EVERYTHING, Facet, Filter, Whose
from logbook.services.finding import Finder
from logbook.services.queue import Show


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "logbook")
    yield made
    made.close()


def found(lane: BirchLane, name: str, chosen: Filter, typed: str = "") -> list[str]:
    finder = Finder(lane.desk(name))
    lines = finder.page(typed, chosen=chosen)
    assert finder.count(typed, chosen=chosen).found == len(lines)
    return [each.entry.id for each in lines]


def test_answers_can_be_filtered_by_where_and_by_what_harm(lane: BirchLane) -> None:
    plain, worried = sent(lane.desk(SAM)), sent(lane.desk(SAM), WORRIED)
    house = EVERYTHING.having(Facet.HOUSE, "Maple House")
    assert found(lane, SANDRA, house) == [worried.id, plain.id]
    for facet, value in (
        (Facet.HARM, "romance-fraud"),
        (Facet.HARM, "contact"),
        (Facet.TOPIC, "safety"),
        (Facet.LEVEL, "high"),
    ):
        assert found(lane, SANDRA, house.having(facet, value)) == [worried.id], value
    assert found(lane, SANDRA, EVERYTHING.having(Facet.PLATFORM, "instagram"), "posting") == [
        worried.id,
        plain.id,
    ]
    assert found(lane, HENRY, house) == []


def test_a_filter_says_in_words_what_it_does_and_loses_its_last_first(lane: BirchLane) -> None:
    directory = lane.desk(SANDRA).directory
    sam = lane.member(SAM).id
    chosen = EVERYTHING.having(Facet.WORKER, sam).having(Facet.KIND, "help-request")
    chosen = Filter(values=chosen.values, first=date(2026, 11, 1), whose=Whose.MINE)
    words = filtering.worded(directory, chosen)
    assert words[1] == f"Written by: {SAM}"
    assert words[2].startswith("recorded from")
    assert words[3] == "waits for me"
    while not chosen.is_empty:
        fewer = filtering.without_last(chosen)
        assert filtering.worded(directory, fewer) == words[:-1]
        chosen, words = fewer, words[:-1]


def test_what_can_be_chosen_is_the_same_for_everybody(lane: BirchLane) -> None:
    before = [filtering.choices(lane.desk(SAUL).directory, each) for each in Facet]
    sent(lane.desk(SAM))
    assert [filtering.choices(lane.desk(SAUL).directory, each) for each in Facet] == before
    assert all(before)


def test_filters_are_kept_by_name_for_their_owner_alone(lane: BirchLane) -> None:
    desk, chosen = lane.desk(SANDRA), EVERYTHING.having(Facet.LEVEL, "high")
    assert filtering.keep(desk, "  High   ones ", chosen) == "High ones"
    assert filtering.named(desk, "high ones") == chosen
    assert filtering.saved(lane.desk(HENRY)) == {}
    with pytest.raises(NotFound, match="none yet"):
        filtering.named(lane.desk(HENRY), "high ones")
    assert filtering.rename(desk, "High ones", "Urgent") == "Urgent"
    assert list(filtering.saved(desk)) == ["Urgent"]
    filtering.drop(desk, "Urgent")
    assert filtering.saved(desk) == {}
    for name, kept in (("", chosen), ("x" * 41, chosen), ("nothing", EVERYTHING)):
        with pytest.raises(NotAllowed):
            filtering.keep(desk, name, kept)


def test_a_filter_is_kept_and_read_back_whole() -> None:
    chosen = Filter(
        values=((Facet.KIND, "tracing"), (Facet.HARM, "scam")),
        first=date(2026, 1, 2),
        last=date(2026, 2, 3),
        overdue=True,
        whose=Whose.COPY,
    )
    assert Filter.from_plain(chosen.to_plain()) == chosen


def test_values_are_meant_by_their_beginning(lane: BirchLane) -> None:
    directory = lane.desk(SANDRA).directory
    assert filtering.named_value(directory, Facet.PERSON, "daniel") == lane.person(DANIEL).id
    assert filtering.named_value(directory, Facet.LEVEL, "HIGH") == "high"
    with pytest.raises(NotFound, match="could be"):
        filtering.named_value(directory, Facet.WORKER, "sa")
    with pytest.raises(NotFound, match="There is no house"):
        filtering.named_value(directory, Facet.HOUSE, "nowhere")


def test_a_period_that_ends_before_it_begins_is_refused(lane: BirchLane) -> None:
    with pytest.raises(NotAllowed, match="Swap them"):
        found(lane, SANDRA, Filter(first=date(2026, 2, 1), last=date(2026, 1, 1)))


def test_the_triage_list_takes_the_same_filter(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    worried = sent(lane.desk(SAM), WORRIED)
    chosen = EVERYTHING.having(Facet.LEVEL, "high")
    for show in Show:
        lines = queue.page(lane.desk(SANDRA), show, chosen=chosen)
        assert [each.entry.id for each in lines] == [worried.id], show


def test_each_filter_narrows_the_search_and_the_triage_list_alike(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(days=2)
    person, sam = lane.person(DANIEL).id, lane.member(SAM).id
    other, saul = lane.person(ALICE).id, lane.member(SAUL).id
    sandra, day = lane.desk(SANDRA), NOW.date()
    finder = Finder(sandra)
    for fits, fits_not in (
        *(
            (EVERYTHING.having(facet, value), EVERYTHING.having(facet, another))
            for facet, value, another in (
                (Facet.KIND, "help-request", "good-news"),
                (Facet.TOPIC, "safety", "tracing"),
                (Facet.LEVEL, "high", "low"),
                (Facet.STATE, "sent", "closed"),
                (Facet.HOUSE, "Maple House", "Oak House"),
                (Facet.PERSON, person, other),
                (Facet.WORKER, sam, saul),
                (Facet.PLATFORM, "instagram", "facebook"),
                (Facet.HARM, "romance-fraud", "content"),
            )
        ),
        (Filter(first=day, last=day), Filter(first=day + timedelta(days=1))),
        (Filter(overdue=True), Filter(overdue=True, last=day - timedelta(days=1))),
        (Filter(whose=Whose.MINE), Filter(whose=Whose.COPY)),
    ):
        for chosen, wanted in ((fits, [opened.id]), (fits_not, [])):
            lists = [
                finder.page("", chosen=chosen),
                finder.page("posting", chosen=chosen),
                queue.page(sandra, Show.ALL, chosen=chosen),
            ]
            assert [[each.entry.id for each in one] for one in lists] == [wanted] * 3, chosen


def test_a_chronology_says_when_what_and_who(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM))
    lane.clock.pass_(days=40)
    second = sent(lane.desk(SAM), {**ORDINARY, "happened": "today 9am"})
    person = lane.person(DANIEL).id
    newest, oldest = chronology.page(lane.desk(SANDRA), person)
    assert (newest.id, oldest.id) == (second.id, first.id)
    assert newest.gap(oldest) == "5 weeks with nothing recorded"
    assert f"written by {SAM}" in newest.words
    assert "Low · sent" in newest.words
    assert [each.id for each in chronology.every(lane.desk(SANDRA), person)] == [
        second.id,
        first.id,
    ]
    assert chronology.page(lane.desk(HENRY), person) == ()


def test_a_printed_chronology_is_on_record_and_names_nobody_in_full(
    lane: BirchLane, tmp_path: Path
) -> None:
    sent(lane.desk(SAM))
    lane.clock.now = NOW
    desk = lane.sign_in(SANDRA).desk
    person = lane.person(DANIEL).id
    made = chronology.made(desk, person)
    (table,) = [each for each in made.pack.blocks() if isinstance(each, Table)]
    assert len(table.rows) == 1
    assert DANIEL not in str(made.pack)
    out = tmp_path / "out"
    out.mkdir()
    proven = leaving.prove(desk, PASSPHRASE)
    written = packs.write(desk, proven, leaving.place_at(desk, out), made, Form.HTML)
    assert written.entries == 1
    event = desk.stored_events_of(person)[-1]
    assert (event.verb, (event.body or {})["what"]) == (Verb.EXPORTED, "chronology")
    with pytest.raises(NotAllowed):
        chronology.made(lane.desk(SAM), person)
