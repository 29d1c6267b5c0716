"""A chronology: in order of when things happened, of what may be read, a page at a time."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from makers import MONDAY, Service, entry, sent

from logbook.domain.chronology import GAP, Known, gap_words
from logbook.domain.moments import Moment
from logbook.storage import chronology
from logbook.storage.chronology import Happened, page

LATER = MONDAY + timedelta(days=60)


def send(service: Service, happened: datetime | None = None, **what: object) -> str:
    made = entry(person="dan", **what)  # type: ignore[arg-type]
    moment = Moment.at(happened).to_plain() if happened else None
    made = replace(made, happened=moment)
    return service.save(sent(made, at=service.now), expected={made.id: 0}).about


def lines(service: Service, reader: str = "sandra", **how: object) -> list[Happened]:
    with service.store.reading() as connection:
        return list(page(connection, reader, "dan", LATER, **how))  # type: ignore[arg-type]


def ids(service: Service, reader: str = "sandra", **how: object) -> list[str]:
    return [each.entry.id for each in lines(service, reader, **how)]


def test_it_goes_by_when_things_happened_and_not_by_when_they_were_recorded(
    service: Service,
) -> None:
    late = send(service, MONDAY - timedelta(days=1))
    early = send(service, MONDAY - timedelta(days=40))
    unknown = send(service)
    assert ids(service) == [unknown, late, early]
    assert ids(service, newest_first=False) == [early, late, unknown]
    assert [each.when.known for each in lines(service)] == [
        Known.SENT,
        Known.HAPPENED,
        Known.HAPPENED,
    ]


def test_nothing_of_what_may_not_be_read_is_in_it(service: Service) -> None:
    send(service, MONDAY, about=("sandra",))
    henrys = send(service, MONDAY, author="saul")
    assert ids(service) == []
    assert ids(service, "henry") == [henrys]


def test_practice_is_no_part_of_it(service: Service) -> None:
    made = replace(entry(person="dan"), practice=True)
    service.save(sent(made, at=service.now), expected={made.id: 0})
    assert ids(service, "sam") == []


def test_what_is_about_several_is_in_the_chronology_of_each_and_says_so(
    service: Service,
) -> None:
    made = replace(entry(person="eve"), people=("eve", "dan"))
    service.save(sent(made, at=service.now), expected={made.id: 0})
    (line,) = lines(service)
    assert set(line.people) == {"dan", "eve"}


@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_meet_without_a_gap_also_where_things_happened_together(
    service: Service, *, newest_first: bool
) -> None:
    for n in range(9):
        send(service, MONDAY - timedelta(days=n // 3))
    every = lines(service, newest_first=newest_first)
    assert len(every) == 9
    for place, line in enumerate(every):
        after = lines(service, newest_first=newest_first, after=line, count=4)
        before = lines(service, newest_first=newest_first, before=line, count=4)
        assert after == every[place + 1 : place + 5]
        assert before == every[:place][-4:]
    assert lines(service, newest_first=newest_first, last=True, count=2) == every[-2:]


@pytest.mark.parametrize("sql", [*chronology._START.values(), *chronology._ON.values()])
def test_it_walks_an_index_of_its_own_and_sorts_nothing(service: Service, sql: str) -> None:
    send(service, MONDAY)
    values = ("dan", "2026", 1, "sandra", "2027", 5)[: sql.count("?")]
    with service.store.reading() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert "chronology_person" in plan[0]
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in plan), plan


def test_only_a_long_time_is_a_gap() -> None:
    assert gap_words(GAP - timedelta(seconds=1)) == ""
    assert gap_words(GAP) == "4 weeks with nothing recorded"
    assert gap_words(timedelta(days=100)) == "3 months with nothing recorded"
    assert gap_words(timedelta(days=1000)) == "2 years with nothing recorded"
