"""The queue and the other lists: their order, their pages, their counts, and whose they are."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import MONDAY, Service

from logbook.domain.events import Verb, reference
from logbook.domain.levels import Level
from logbook.domain.refusals import NotFound
from logbook.storage import full_text, lists, log, marked, moved, queue, search
from logbook.storage.lists import Listed
from logbook.storage.queue import Counts, Show, counts, page
from logbook.storage.tables import EntryRow, table

LATER = MONDAY + timedelta(days=60)


@pytest.fixture
def busy(service: Service) -> Service:
    """Thirty-odd entries of every level, at different times, some of them closed."""
    levels = list(Level)
    for n in range(32):
        service.later(minutes=7)
        author = "sam" if n % 3 else "saul"
        line = service.send(f"entry {n}", level=levels[n % 4], author=author)
        if n % 8 == 0:
            service.does("gail", line.about, Verb.DECIDED, {"outcome": "advice", "words": "told"})
            service.does("gail", line.about, Verb.CLOSED)
    return service


def everything(service: Service, reader: str, show: Show, now: datetime) -> list[Listed]:
    with service.store.reading() as connection:
        return list(page(connection, reader, show, now, count=1000))


@pytest.mark.parametrize("show", [Show.MINE, Show.OPEN])
def test_work_is_in_order_of_urgency_and_then_of_when_it_is_due(busy: Service, show: Show) -> None:
    rows = everything(busy, "gail", show, LATER)
    assert len(rows) == {Show.MINE: 24, Show.OPEN: 28}[show]  # Low never climbs to anybody
    keys = [(-row.level, row.due, row.id) for row in rows]
    assert keys == sorted(keys)


def test_everything_i_may_read_has_the_newest_first(busy: Service) -> None:
    rows = everything(busy, "gail", Show.ALL, LATER)
    assert len(rows) == 32
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert sum(row.closed for row in rows) == 4


@pytest.mark.parametrize("show", list(Show))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 40), at=st.integers(0, 31))
def test_pages_after_and_before_a_line_meet_without_a_gap(
    busy: Service, show: Show, count: int, at: int
) -> None:
    rows = everything(busy, "gail", show, LATER)
    line = rows[at % len(rows)]
    place = rows.index(line)
    with busy.store.reading() as connection:
        after = page(connection, "gail", show, LATER, after=line, count=count)
        before = page(connection, "gail", show, LATER, before=line, count=count)
        last = page(connection, "gail", show, LATER, last=True, count=count)
    assert list(after) == rows[place + 1 : place + 1 + count]
    assert list(before) == rows[max(0, place - count) : place]
    assert list(last) == rows[-count:]


def test_a_line_that_has_gone_is_still_a_place(busy: Service) -> None:
    rows = everything(busy, "gail", Show.MINE, LATER)
    gone = rows[5]
    busy.does("gail", gone.id, Verb.DECIDED, {"outcome": "advice", "words": "told"})
    busy.does("gail", gone.id, Verb.CLOSED)
    with busy.store.reading() as connection:
        after = page(connection, "gail", Show.MINE, LATER, after=gone, count=3)
    assert [row.id for row in after] == [row.id for row in rows[6:9]]


def test_an_entry_comes_into_the_queue_at_its_instant_and_not_before(service: Service) -> None:
    line = service.send(level=Level.EMERGENCY)
    assert [row.id for row in everything(service, "sandra", Show.MINE, service.now)] == [line.about]
    assert everything(service, "gail", Show.MINE, service.now + timedelta(minutes=29)) == []
    (climbed,) = everything(service, "gail", Show.MINE, service.now + timedelta(minutes=60))
    assert climbed.mine_from is not None
    assert climbed.mine_from > service.now


def test_the_author_reads_it_and_never_has_it_as_work(service: Service) -> None:
    line = service.send(author="sam")
    assert [row.id for row in everything(service, "sam", Show.ALL, LATER)] == [line.about]
    assert everything(service, "sam", Show.MINE, LATER) == []


def test_nobody_else_finds_a_trace(busy: Service) -> None:
    for reader in ("lena", "nobody-here"):
        for show in Show:
            assert everything(busy, reader, show, LATER) == []
    ids = {row.id for row in everything(busy, "henry", Show.ALL, LATER)}
    assert ids == {
        row.id for row in everything(busy, "gail", Show.ALL, LATER) if row.author == "saul"
    }


def test_badges_count_what_the_queue_holds(busy: Service) -> None:
    for now in (busy.now, busy.now + timedelta(hours=3), LATER):
        rows = everything(busy, "sandra", Show.MINE, now)
        with busy.store.reading() as connection:
            assert counts(connection, "sandra", now) == Counts(
                mine=len(rows),
                overdue=sum(row.due is not None and row.due < now for row in rows),
                emergencies=sum(row.level is Level.EMERGENCY for row in rows),
            )


def test_one_entry_is_found_by_id_and_by_what_people_read_aloud(service: Service) -> None:
    line = service.send()
    with service.store.reading() as connection:
        one = lists.one(connection, "sandra", line.about, service.now)
        typed = f" {reference(line.about).lower()} "
        assert lists.by_reference(connection, "sandra", typed, service.now) == one
        for reader, about in (("henry", line.about), ("sandra", "not-there")):
            with pytest.raises(NotFound, match="of that reference here"):
                lists.one(connection, reader, about, service.now)


def test_a_persons_entries_come_newest_first_and_in_pages(service: Service) -> None:
    lines = [service.send(person="dilys") for _ in range(5)]
    service.send(person="")
    service.send(person="dilys", author="saul")
    with service.store.reading() as connection:
        first = lists.of_person(connection, "sandra", "dilys", LATER, count=3)
        rest = lists.of_person(connection, "sandra", "dilys", LATER, before=first[-1].seq)
        assert lists.of_person(connection, "gail", "", LATER) == ()
    assert [row.id for row in (*first, *rest)] == [line.about for line in reversed(lines)]


def test_an_authors_entries_are_theirs_and_their_managers_to_list(service: Service) -> None:
    line = service.send(author="sam")
    with service.store.reading() as connection:
        for reader, found in (("sam", 1), ("sandra", 1), ("saul", 0), ("henry", 0)):
            assert len(lists.of_author(connection, reader, "sam", LATER)) == found
    assert line.actor == "sam"


def test_an_authors_list_is_the_same_from_either_end(service: Service) -> None:
    lines = [service.send(author="sam") for _ in range(5)]
    whole = [line.about for line in reversed(lines)]
    with service.store.reading() as connection:
        oldest = lists.of_author_since(connection, "sandra", "sam", LATER, count=2)
        before = lists.of_author_since(
            connection, "sandra", "sam", LATER, since=oldest[0].seq, count=2
        )
        assert lists.of_author_since(connection, "henry", "sam", LATER) == ()
    assert [row.id for row in oldest] == whole[3:]
    assert [row.id for row in before] == whole[1:3]


def test_a_period_of_one_author_is_read(service: Service) -> None:
    lines = []
    for _ in range(3):
        service.later(days=1)
        lines.append(service.send())
    with service.store.reading() as connection:
        rows = list(
            lists.sent_between(
                connection, "sandra", "sam", LATER, first=lines[1].at, end=lines[2].at
            )
        )
    assert [row.id for row in rows] == [lines[1].about]
    assert rows[0].topics == ("help",)
    assert rows[0].times == {"sent": lines[1].at}


@pytest.mark.parametrize("show", list(Show))
@pytest.mark.parametrize("part", ["first", "last", "after", "before"])
def test_a_page_walks_an_index_and_sorts_nothing(busy: Service, show: Show, part: str) -> None:
    query = getattr(queue._QUERIES[show], part)
    index = {Show.MINE: "grant_queue", Show.OPEN: "grant_open", Show.ALL: "grant_all"}[show]
    plan = _plan(busy, query)
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan
    assert "OFFSET" not in query


def test_badges_are_counted_from_the_index_of_work_alone(busy: Service) -> None:
    assert "COVERING INDEX grant_queue" in _plan(busy, queue._COUNTS)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (lists._OF_PERSON, "concerns_person"),
        (lists._OF_AUTHOR, "entry_author"),
        (lists._OF_AUTHOR_SINCE, "entry_author"),
        (lists._SENT, "entry_author"),
    ],
)
def test_chronologies_walk_an_index_of_their_own(busy: Service, query: str, index: str) -> None:
    plan = _plan(busy, query)
    assert f"INDEX {index}" in plan.splitlines()[0]
    assert "TEMP B-TREE" not in plan


def test_what_happened_lately_is_read_back_from_the_end_of_the_log(busy: Service) -> None:
    plan = _plan(busy, moved._MOVED)
    assert plan.startswith("SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
    assert "SCAN event" not in plan
    assert "TEMP B-TREE" not in plan


def test_what_is_found_is_counted_from_the_index_of_readers_alone(busy: Service) -> None:
    plan = _plan(busy, full_text.SEARCH_COUNT)
    assert "COVERING INDEX grant_all" in plan
    assert "entry" not in plan
    assert "TEMP B-TREE" not in plan


LOOK_UPS = {
    "an entry's events": log._OF,
    "the end of an entry's events": log._REVISION,
    "an event": log._BY_ID,
    "the end of the log": log._HEAD,
    "the end of the directory": log._DIRECTORY_HEAD,
    "the directory": log._DIRECTORY,
    "an entry": lists._ONE,
    "an entry by its reference": lists._BY_REFERENCE,
    "a page of what was found": search._PAGE,
}


@pytest.mark.parametrize("which", LOOK_UPS)
def test_what_every_act_asks_reads_no_whole_table(busy: Service, which: str) -> None:
    """What is read to its first row alone, newest first, may begin at the end of the log."""
    steps = _plan(busy, LOOK_UPS[which]).split(" | ")
    may = ("SEARCH ", "SCAN search VIRTUAL TABLE INDEX", "SCAN event USING INDEX event_directory")
    first_alone = which == "the end of the log" and steps == ["SCAN event"]
    assert first_alone or all(step.startswith(may) for step in steps)


def test_contacts_are_looked_for_from_the_entries_of_a_list(busy: Service) -> None:
    """The engine would otherwise begin with everything that somebody may read."""
    plan = _plan(busy, marked._NAMED).split(" | ")
    places = [step.split()[1] for step in plan if step.startswith("SEARCH")]
    assert places == ["here", "mine", "other", "there", "grant"]
    assert all("json_each" in step for step in plan if step.startswith("SCAN"))


def test_what_silence_took_further_is_looked_for_among_what_climbs(busy: Service) -> None:
    """Everybody who signs in asks it, and first of all."""
    assert _plan(busy, queue._CLIMBED).startswith("SEARCH entry USING INDEX entry_climbing")


def _plan(service: Service, query: str) -> str:
    values = (1,) * query.count("?")
    with service.store.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)
        return " | ".join(row[3] for row in rows)


def test_a_line_has_the_columns_of_its_row_in_their_order() -> None:
    assert Listed._fields[:-1] == _fields_of_the_row()
    assert Listed._fields[-1] == "mine_from"


def _fields_of_the_row() -> tuple[str, ...]:
    renamed = {"times": "times_json", "topics": "topics_json"}
    return tuple(renamed.get(column.name, column.name) for column in table(EntryRow).c)
