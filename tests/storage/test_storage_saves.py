"""What one save writes: a row for everything that changed, and nothing for what did not."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from makers import SAM, Service, sent
from makers import entry as an_entry

from logbook.domain import course
from logbook.domain.events import Verb
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
