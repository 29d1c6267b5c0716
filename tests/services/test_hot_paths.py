"""How often the store is asked for what people do all day, whatever it holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from service_makers import ORDINARY, SAM, SANDRA, BirchLane, answered, sent

from logbook.services import home, queue, reading, recording, triage
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.queue import Show
from logbook.storage.store import Store


@dataclass
class Asked:
    """Transactions as they begin."""

    reads: int = 0
    saves: int = 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    found = Asked()
    reading_, writing = Store.reading, Store.writing

    @contextmanager
    def counted_reading(store: Store) -> Iterator[Any]:
        found.reads += 1
        with reading_(store) as connection:
            yield connection

    @contextmanager
    def counted_writing(store: Store, *engine: Any) -> Iterator[Any]:
        found.saves += 1
        with writing(store, *engine) as connection:
            yield connection

    monkeypatch.setattr(Store, "reading", counted_reading)
    monkeypatch.setattr(Store, "writing", counted_writing)
    return found


READS: dict[str, Callable[[Desk], object]] = {
    "a page of the queue": lambda desk: queue.page(desk, Show.MINE),
    "the badges": queue.counts,
    "one's own list": queue.mine,
    "its end": queue.mine_since,
    "a page of search": lambda desk: Finder(desk).page("posting"),
    "the count of search": lambda desk: Finder(desk).count("posting"),
}


@pytest.mark.parametrize("what", READS)
def test_a_list_is_one_transaction_however_long_it_is(
    lane: BirchLane, asked: Asked, what: str
) -> None:
    author, desk = lane.desk(SAM), lane.desk(SANDRA)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            sent(author)
        asked.reads = asked.saves = 0
        READS[what](desk)
        counts.append((asked.reads, asked.saves))
    assert counts == [(1, 0), (1, 0)]


def test_home_reads_no_more_for_what_was_read_already(lane: BirchLane, asked: Asked) -> None:
    author, manager = lane.desk(SAM), lane.desk(SANDRA)
    counts = []
    for _ in range(2):
        opened = sent(author)
        triage.see(manager, reading.open_entry(manager, opened.id))
        reading.mark_read(author, reading.open_entry(author, opened.id))
        asked.reads = 0
        home.home(author)
        counts.append(asked.reads)
    assert counts[0] == counts[1] <= 11


def test_sending_is_one_save_and_a_few_reads(lane: BirchLane, asked: Asked) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, ORDINARY)
    asked.reads = asked.saves = 0
    recording.send(desk, opened)
    assert asked.saves == 1
    assert asked.reads <= 12


def test_a_move_is_one_save_and_a_few_reads(lane: BirchLane, asked: Asked) -> None:
    entry = sent(lane.desk(SAM))
    desk = lane.desk(SANDRA)
    opened = reading.open_entry(desk, entry.id)
    asked.reads = asked.saves = 0
    triage.see(desk, opened)
    assert asked.saves == 1
    assert asked.reads <= 6
