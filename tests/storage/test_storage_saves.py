"""What one save writes: a row for everything that changed, and nothing for what did not."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from makers import SAM, Service, sent
from makers import entry as an_entry

from logbook.domain import course, seats
from logbook.domain.events import Verb
from logbook.domain.people import Member, Staff
from logbook.storage.store import Store

Written = Counter[str]
VIEWS = ("entry", "grant", "concerns", "facet", "chronology", "agreed", "mark", "search")
_WRITES = re.compile(r'(?:INSERT INTO|DELETE FROM) "?(\w+)')


@contextmanager
def counted(store: Store) -> Iterator[Written]:
    """Rows put into the views and taken out of them, by table."""
    said: list[str] = []
    with store.writing() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(said.append)
    found: Written = Counter()
    yield found
    driver.set_trace_callback(None)
    found.update(match[1] for each in said if (match := _WRITES.match(each)) and match[1] in VIEWS)


def test_sending_writes_each_row_once_and_takes_none_away(service: Service) -> None:
    with counted(service.store) as written:
        service.send(person="p-1")
    del written["search"]
    assert written == {"entry": 1, "grant": 3, "concerns": 1, "facet": 6, "chronology": 1}


def test_reading_an_entry_leaves_its_words_and_what_it_is_about_as_they_are(
    service: Service,
) -> None:
    logged = service.send(person="p-1")
    with counted(service.store) as written:
        service.does("sandra", logged.about, Verb.SEEN)
    assert written["facet"] == 2, "the state that it had, and the one that it has"
    assert not {"search", "concerns", "chronology", "mark", "agreed"} & set(written)


def test_who_has_it_now_is_found_once_for_all_that_a_save_asks(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    climbing = course._climbing

    def watched(*given: object) -> object:
        asked.append("climbing")
        return climbing(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(course, "_climbing", watched)
    service.store.append([sent(an_entry())], sign=SAM.sign)
    assert asked == ["climbing"]


def test_sending_asks_five_questions_and_no_more(service: Service) -> None:
    """Whether it was saved, whether it changed, the two ends of the log, and its reference."""
    service.send()
    said: list[str] = []
    with service.store.writing() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(said.append)
    made = an_entry(person="p-1")
    service.store.append([sent(made)], sign=SAM.sign, expected={made.id: 0})
    driver.set_trace_callback(None)
    asked = [each for each in said if each.startswith("SELECT")]
    assert len(asked) == 5, asked


def test_whose_place_it_is_is_found_once_for_all_that_have_the_same_to_say(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send()
    over, asked = seats.line_over, []

    def watched(member: str, staff: Staff) -> tuple[Member, ...]:
        asked.append(member)
        return over(member, staff)

    monkeypatch.setattr(seats, "line_over", watched)
    service.send()
    assert asked == []
    service.send(about=("sandra",))
    assert asked == ["sam"]
    service.does("gail", "sam", Verb.MEMBER_CHANGED, {"id": "sam", "changes": {"house": "Elm"}})
    service.send()
    assert asked.count("sam") > 1
