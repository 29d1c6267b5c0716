"""Filters: what they leave over, whose it is, and which index it is found in."""

from datetime import timedelta
from itertools import product

import pytest
from makers import MONDAY, Service, make_again, verify_signature

from logbook.domain.events import Verb
from logbook.domain.filters import Facet, Whose, label
from logbook.domain.levels import Level
from logbook.storage import filtered, log, queue, view_rows, views
from logbook.storage.filtered import ALL, Asked, Chosen
from logbook.storage.queue import Show
from logbook.storage.search import Count, Search
from logbook.storage.verify import verify

LATER = MONDAY + timedelta(days=60)
HIGH, LOW = (label(Facet.LEVEL, each.key) for each in (Level.HIGH, Level.LOW))
DAN, EVE = (label(Facet.PERSON, each) for each in ("dan", "eve"))


def found(service: Service, chosen: Chosen, typed: str = "", reader: str = "sandra") -> list[str]:
    with service.store.reading() as connection:
        search = Search(reader)
        rows = search.page(connection, typed, LATER, chosen=chosen)
        count = search.count(connection, typed, LATER, chosen=chosen)
    assert count == Count(found=len(rows), more=False)
    return [row.entry.id for row in rows]


def person(service: Service, name: str, house: str) -> None:
    known = {"id": name, "name": name, "initials": name[0].upper(), "house": house}
    service.does("gail", name, Verb.PERSON_ADDED, {"person": known})


def test_every_filter_has_to_be_true(service: Service) -> None:
    one = service.send("a stranger", person="dan", level=Level.HIGH).about
    two = service.send("a stranger", person="dan", level=Level.LOW).about
    service.send("a stranger", person="eve", level=Level.HIGH)
    assert found(service, Chosen(labels=(DAN,))) == [two, one]
    assert found(service, Chosen(labels=(DAN, HIGH))) == [one]
    assert found(service, Chosen(labels=(EVE, LOW))) == []


def test_words_and_filters_together_leave_over_what_has_both(service: Service) -> None:
    one = service.send("a stranger", person="dan").about
    service.send("an elephant", person="dan")
    service.send("a stranger", person="eve")
    assert found(service, Chosen(labels=(DAN,)), "stran") == [one]
    assert found(service, Chosen(labels=(DAN,)), "giraffe") == []
    assert found(service, Chosen(labels=(DAN,)), "...") == []


def test_words_of_many_and_a_common_filter_are_walked_by_their_words(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logbook.storage.filtered.RARE", 0)
    one = service.send("a stranger", person="dan").about
    service.send("an elephant", person="dan")
    assert found(service, Chosen(labels=(DAN,)), "stran") == [one]


def test_a_filter_neither_shows_nor_counts_what_may_not_be_read(service: Service) -> None:
    service.send("about her", person="dan", about=("sandra",))
    service.send("another's", person="dan", author="saul")
    for chosen in (
        Chosen(labels=(DAN,)),
        Chosen(labels=(HIGH,)),
        Chosen(overdue=True),
        Chosen(whose=Whose.MINE),
        Chosen(whose=Whose.COPY),
        Chosen(first=MONDAY - timedelta(days=1)),
    ):
        for typed in ("", "her"):
            assert found(service, chosen, typed) == []
    assert len(found(service, Chosen(labels=(DAN,)), reader="henry")) == 1


def test_labels_follow_what_happens(service: Service) -> None:
    line = service.send(level=Level.HIGH)
    seen = label(Facet.STATE, "seen")
    assert found(service, Chosen(labels=(seen,))) == []
    service.does("sandra", line.about, Verb.SEEN)
    assert found(service, Chosen(labels=(seen,))) == [line.about]
    assert found(service, Chosen(labels=(label(Facet.STATE, "sent"),))) == []
    assert found(service, Chosen(labels=(label(Facet.WORKER, "sam"), seen))) == [line.about]


def test_an_entry_is_of_the_house_where_its_person_lives_now(service: Service) -> None:
    person(service, "dan", "Maple")
    line = service.send(person="dan")
    maple, oak = (label(Facet.HOUSE, each) for each in ("Maple", "Oak"))
    assert found(service, Chosen(labels=(maple,))) == [line.about]
    service.does("gail", "dan", Verb.PERSON_CHANGED, {"id": "dan", "changes": {"house": "Oak"}})
    assert found(service, Chosen(labels=(maple,))) == []
    assert found(service, Chosen(labels=(oak,))) == [line.about]
    assert verify(service.store, verify_signature).is_whole


def test_a_period_is_of_when_it_was_recorded_also_where_the_clock_was_set_back(
    service: Service,
) -> None:
    monday = service.send()
    service.later(days=2)
    wednesday = service.send()
    service.later(days=-1)
    tuesday = service.send()
    day = timedelta(days=1)
    assert found(service, Chosen(first=MONDAY + day)) == [tuesday.about, wednesday.about]
    assert found(service, Chosen(end=MONDAY + 2 * day)) == [tuesday.about, monday.about]
    assert found(service, Chosen(first=MONDAY + 9 * day)) == []


def test_late_is_what_is_open_and_past_its_instant(service: Service) -> None:
    late = service.send(level=Level.HIGH)
    done = service.send(level=Level.HIGH)
    service.does("sandra", done.about, Verb.DECIDED, {"outcome": "advice", "words": "told"})
    service.does("sandra", done.about, Verb.CLOSED)
    assert found(service, Chosen(overdue=True)) == [late.about]
    with service.store.reading() as connection:
        asked = Asked(reader="sandra", now=MONDAY, chosen=Chosen(overdue=True))
        assert filtered.page(connection, asked) == ()


def test_a_copy_is_open_and_never_mine(service: Service) -> None:
    line = service.send(level=Level.LOW)
    assert found(service, Chosen(whose=Whose.MINE), reader="sandra") == [line.about]
    assert found(service, Chosen(whose=Whose.COPY), reader="sandra") == []
    assert found(service, Chosen(whose=Whose.COPY), reader="gail") == [line.about]


@pytest.mark.parametrize("show", list(Show))
def test_a_filtered_list_is_the_list_without_the_rest(service: Service, show: Show) -> None:
    for n in range(12):
        service.later(minutes=7)
        service.send(level=list(Level)[n % 4], person="dan" if n % 3 else "eve")
    chosen = Chosen(labels=(DAN,))
    with service.store.reading() as connection:
        every = queue.page(connection, "sandra", show, LATER)
        wanted = [row for row in every if row.person == "dan"]
        assert wanted
        assert list(queue.page(connection, "sandra", show, LATER, chosen=chosen)) == wanted
        last = queue.page(connection, "sandra", show, LATER, last=True, count=3, chosen=chosen)
        assert list(last) == wanted[-3:]
        for place, line in enumerate(wanted):
            after = queue.page(
                connection, "sandra", show, LATER, after=line, count=2, chosen=chosen
            )
            before = queue.page(
                connection, "sandra", show, LATER, before=line, count=2, chosen=chosen
            )
            assert list(after) == wanted[place + 1 : place + 3]
            assert list(before) == wanted[:place][-2:]


def test_the_facets_are_what_a_fresh_fold_makes_and_verify_says_where_not(
    service: Service,
) -> None:
    line = service.send(person="dan")
    with service.store.reading() as connection:
        events = log.of(connection, line.about)
        kept = views.read(connection, line.about)
        assert kept is not None
        assert kept.facets == view_rows.make(events, service.store.directory()).facets
        assert DAN in kept.facets.labels
    for broken in (
        "DELETE FROM facet WHERE label = 'person:dan'",
        "INSERT INTO facet VALUES (9999, 'person:dan')",
        "UPDATE chronology SET at = '2020'",
    ):
        with service.store.writing() as connection:
            connection.exec_driver_sql(broken)
        assert not verify(service.store, verify_signature).is_whole
        make_again(service.store)
        assert verify(service.store, verify_signature).is_whole


@pytest.mark.parametrize(
    ("chosen", "question", "index"),
    [
        (Chosen(labels=(DAN, HIGH)), "", "facet_label"),
        (Chosen(labels=(DAN,)), "entry : stranger", "facet_label"),
        (Chosen(first=MONDAY), "", "grant_all"),
        (Chosen(overdue=True), "", "grant_open"),
        (Chosen(whose=Whose.COPY), "", "grant_open"),
        (Chosen(whose=Whose.MINE), "", "grant_"),
    ],
)
def test_a_filter_walks_an_index(
    service: Service, chosen: Chosen, question: str, index: str
) -> None:
    service.send(person="dan")
    asked = Asked(reader="sandra", now=LATER, chosen=chosen, question=question)
    with service.store.reading() as connection:
        walk = filtered._walk(connection, asked, (0, 2**60))
        sql = f"EXPLAIN QUERY PLAN {walk.sql('entry.id')} ORDER BY {walk.order} DESC LIMIT 5"
        plan = [row[3] for row in connection.exec_driver_sql(sql, walk.values)]
    assert index in plan[0], plan
    assert not any(step.startswith("SCAN") and "VIRTUAL" not in step for step in plan), plan


def test_nothing_chosen_and_nothing_typed_asks_for_nothing(service: Service) -> None:
    service.send()
    assert found(service, ALL) == []
    assert ALL.is_empty


def test_every_combination_asks_a_question_that_can_be_asked(service: Service) -> None:
    service.send("a stranger", person="dan")
    for labels, first, overdue, whose, typed in product(
        ((), (DAN, HIGH)), (None, MONDAY), (False, True), Whose, ("", "stranger")
    ):
        found(service, Chosen(labels=labels, first=first, overdue=overdue, whose=whose), typed)
