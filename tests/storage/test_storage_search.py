"""Search: finds every word that may be read, nothing else, and takes whatever people type."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from makers import MONDAY, Service

from logbook.domain.events import Verb, reference
from logbook.domain.levels import Level
from logbook.storage.beginnings import Beginnings
from logbook.storage.faults import Interrupted
from logbook.storage.search import COUNTED_TO, Count, Search, words_in
from logbook.storage.words import reader_token

LATER = MONDAY + timedelta(days=60)


def found(service: Service, typed: str, reader: str = "sandra") -> list[str]:
    with service.store.reading() as connection:
        return [row.entry.id for row in Search(reader).page(connection, typed, LATER)]


def test_every_word_has_to_be_there_and_the_last_may_be_unfinished(service: Service) -> None:
    line = service.send("a stranger asked for her address")
    for typed in ("stranger", "address stranger", "STRANGER addr", "strang", "asked for her ad"):
        assert found(service, typed) == [line.about], typed
    for typed in ("strang address", "elephant", "stranger elephant"):
        assert found(service, typed) == [], typed


def test_accents_and_capitals_do_not_matter(service: Service) -> None:
    line = service.send("Siân went to the CAFÉ")
    assert found(service, "sian cafe") == [line.about]
    assert found(service, "SIÂN") == [line.about]


def test_newest_comes_first_and_pages_go_on_from_the_last(service: Service) -> None:
    lines = [service.send("facebook") for _ in range(7)]
    search = Search("sandra")
    with service.store.reading() as connection:
        first = search.page(connection, "facebook", LATER, count=4)
        rest = search.page(connection, "facebook", LATER, before=first[-1].entry.seq, count=4)
    assert [row.entry.id for row in (*first, *rest)] == [line.about for line in reversed(lines)]


def test_what_may_not_be_read_is_neither_found_nor_counted(service: Service) -> None:
    service.send("a secret about sandra", about=("sandra",))
    service.send("a secret of saul's", author="saul")
    assert found(service, "secret", "sandra") == []
    assert len(found(service, "secret", "henry")) == 1
    with service.store.reading() as connection:
        assert Search("sandra").count(connection, "secret", LATER) == Count(found=0, more=False)


def test_a_members_id_is_not_a_word_one_can_search_for(service: Service) -> None:
    service.send("nothing much", author="saul")
    for typed in (reader_token("henry"), "henry", f'readers : "{reader_token("henry")}"', "words"):
        assert found(service, typed) == []


def test_what_climbs_to_somebody_is_found_from_then_on(service: Service) -> None:
    service.does(
        "gail", "henry", Verb.MEMBER_CHANGED, {"id": "henry", "changes": {"manager": "sandra"}}
    )
    line = service.send("climbing", author="saul", level=Level.EMERGENCY, about=("henry",))
    search = Search("dev")
    with service.store.reading() as connection:
        readable = connection.exec_driver_sql(
            'SELECT since FROM "grant" WHERE entry = ? AND reader = ?', (line.about, "dev")
        ).scalar()
        now = search.page(connection, "climbing", service.now)
    assert (readable is not None and readable <= "2026-11-16T13:02:00.000000Z") == bool(now)


def test_later_words_are_found_too(service: Service) -> None:
    line = service.send("first words")
    service.does("sam", line.about, Verb.AMENDED, {"note": "a zebra came", "reason": "forgot"})
    service.does(
        "sandra", line.about, Verb.DECIDED, {"outcome": "x", "because": "giraffes", "words": "ok"}
    )
    for typed in ("zebra", "giraffes", "first zebra giraffes"):
        assert found(service, typed) == [line.about]


def test_a_reference_is_found_as_it_is_read_aloud(service: Service) -> None:
    line = service.send()
    service.send()
    assert found(service, reference(line.about)) == [line.about]
    assert found(service, reference(line.about).lower()) == [line.about]


def test_counting_stops_at_a_thousand(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.storage.search.COUNTED_TO", 3)
    assert COUNTED_TO == 1000
    for _ in range(3):
        service.send("penguin")
    with service.store.reading() as connection:
        assert Search("sandra").count(connection, "penguin", LATER) == Count(found=3, more=False)
    service.send("penguin")
    with service.store.reading() as connection:
        assert Search("sandra").count(connection, "penguin", LATER) == Count(found=3, more=True)


OPERATORS = [
    "it's", "foo-bar", "(", ")", '"', '""', "*", "a*", "AND", "OR NOT", "NEAR(a b)", "words:x",
    "-x", "^x", "a + b", "{words}", "\x00", "a\x00b", "\ud800", "a\ud800b", "--", "'; DROP TABLE",
    "x" * 5000, "a " * 5000, "🙂", "\u202eabc", "ﬀ", "Ⅷ", "٣", "\U000323b0", "𖺀", "'", "%", "_", "",
]  # fmt: skip


@pytest.mark.parametrize("typed", OPERATORS)
def test_nothing_that_looks_like_an_operator_is_one(service: Service, typed: str) -> None:
    service.send(typed.replace("\ud800", ""))
    found(service, typed)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60) | st.text("\"'*()^:-+{} aNDORE", max_size=20))
@example(typed='" OR readers : "')
def test_search_never_fails_on_what_people_type(service: Service, typed: str) -> None:
    with service.store.reading() as connection:
        search = Search("sandra")
        assert search.page(connection, typed, LATER) == ()
        assert search.count(connection, typed, LATER) == Count(found=0, more=False)


def test_no_words_ask_nothing() -> None:
    for typed in ("", " ", "...", "—", '"', "*", "\x00"):
        assert words_in(typed) == ()


def test_a_long_beginning_is_asked_for_as_the_words_it_can_be(service: Service) -> None:
    lines = [service.send(word) for word in ("tablet", "tablets", "tabletop", "table", "tabloid")]
    with service.store.reading() as connection:
        assert (
            Beginnings().question(connection, "TABLET") == '("tablet" OR "tabletop" OR "tablets")'
        )
        assert Beginnings().question(connection, "tab") == '"tab" *'
        assert Beginnings().question(connection, "tâble") == '"tâble" *'
        assert Beginnings().question(connection, "elephant") == ""
    assert found(service, "tablet") == [line.about for line in reversed(lines[:3])]
    assert found(service, "tâble") == [line.about for line in reversed(lines[:4])]
    assert found(service, "elephant") == []


def test_a_beginning_of_very_many_words_finds_them_all(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logbook.storage.beginnings.MOST_ENDINGS", 3)
    for n in range(6):
        service.send(f"number{n}")
    with service.store.reading() as connection:
        assert Beginnings().question(connection, "number") == '"number" *'
    assert len(found(service, "number")) == 6


def test_a_word_that_stands_very_often_does_not_hide_the_next(service: Service) -> None:
    service.send("tablet " * 200)
    service.send("tablets")
    with service.store.reading() as connection:
        asked = Beginnings().question(connection, "tabl")
    assert asked == '("tablet" OR "tablets")'


def test_a_further_letter_leaves_fewer_of_the_same_words(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send("tablet tabloid")
    box = Beginnings()
    with service.store.reading() as connection:
        assert box.question(connection, "tabl") == '("tablet" OR "tabloid")'
        monkeypatch.setattr("logbook.storage.beginnings._looked_up", None)
        assert box.question(connection, "table") == '("tablet")'
        assert box.question(connection, "tableau") == ""


def test_a_word_that_came_meanwhile_is_found_with_the_next_letter(service: Service) -> None:
    service.send("tablet")
    box = Beginnings()
    with service.store.reading() as connection:
        box.question(connection, "tabl")
    service.send("tabletop")
    with service.store.reading() as connection:
        assert box.question(connection, "table") == '("tablet" OR "tabletop")'


def test_while_views_are_made_again_nothing_is_remembered(service: Service) -> None:
    """What managers wrote comes into the index with the first who may read it, and no line."""
    service.send("tablet")
    box = Beginnings()
    with service.store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO stale (entry, closed) VALUES ('another', 0)")
        box.question(connection, "tabl")
        connection.exec_driver_sql("INSERT INTO search (rowid, entry) VALUES (900, 'tables')")
        connection.exec_driver_sql("DELETE FROM stale")
        assert box.question(connection, "table") == '("tables" OR "tablet")'


def test_a_newer_question_stops_an_older_one(service: Service) -> None:
    """A question that would never end on its own, stopped once it is known to run."""
    search = Search("sandra")
    running = Event()

    def asks() -> None:
        with service.store.reading() as connection, search._running.on(connection):
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(running.set, 1000)
            connection.exec_driver_sql(ENDLESS)

    with ThreadPoolExecutor(1) as thread:
        asked_first = thread.submit(asks)
        running.wait()
        search.stop()
        with pytest.raises(Interrupted, match="a newer one"):
            asked_first.result()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_stopping_what_is_not_running_stops_nothing(service: Service) -> None:
    search = Search("sandra")
    search.stop()
    line = service.send("still here")
    with service.store.reading() as connection:
        assert [row.entry.id for row in search.page(connection, "still", LATER)] == [line.about]
        search.stop()
        assert [row.entry.id for row in search.page(connection, "here", LATER)] == [line.about]
