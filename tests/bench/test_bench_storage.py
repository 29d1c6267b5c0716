"""How long the store takes, each thing against the same in raw SQL or without a key.

Prints median, 95th percentile, the ratio, and the ratio of a thing with itself as a control.
`LOGBOOK_BENCH_ENTRIES` sets how many entries the large store has.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from logbook.domain.events import utc_text
from logbook.domain.levels import Level
from logbook.storage import facets, full_text, lists, log, queue, search, sqlite, views
from logbook.storage.queue import Show
from logbook.storage.store import Store
from logbook.storage.words import first_line

sys.path.insert(0, str(Path(__file__).parents[1] / "storage"))

from makers import KEY, LOGBOOK, MONDAY, SAM, Service, entry, reopen, sent, start

pytestmark = pytest.mark.bench

SMALL = 10_000
LARGE = int(os.environ.get("LOGBOOK_BENCH_ENTRIES", "100000"))
LATER = MONDAY + timedelta(days=400)
WORDS = (
    "A message came on the tablet from somebody she has not met, asking where she lives and "
    "when staff change over. She was upset, we sat with a cup of tea and talked about blocking."
)
Work = Callable[[], object]


def alternately(name: str, ours: Work, theirs: Work, *, times: int = 200) -> float:
    """Median ours over median theirs, measured in turn; with the control ours over ours."""
    first, second, third = [], [], []
    for _ in range(times):
        first.append(seconds(ours))
        second.append(seconds(theirs))
        third.append(seconds(ours))
    ratio = statistics.median(first) / statistics.median(second)
    control = statistics.median(first) / statistics.median(third)
    print(
        f"\n{name}: ours {described(first)}, theirs {described(second)}, "
        f"ratio {ratio:.2f}, control {control:.2f}"
    )
    return ratio


def seconds(work: Work) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def described(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    late = ordered[len(ordered) * 95 // 100]
    return f"{statistics.median(ordered) * 1e3:.2f} ms (p95 {late * 1e3:.2f})"


def spread(number: int) -> str:
    """An id like those that are made, whose short reference no other number has."""
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    mixed = number * 387_420_489 % 32**6
    return "".join(digits[mixed // 32**place % 32] for place in range(6)) + f"{number:010d}"


def filled(folder: Path, count: int) -> Store:
    """A store with this many entries, most of them closed, as a service has after some years."""
    store = start(folder).store
    levels = list(Level)
    for first in range(0, count, 1000):
        made = [
            entry(
                entry_id=spread(n),
                words=f"{WORDS} number{n} {'heron' if n % 100 == 0 else ''}",
                level=levels[n % 4] if n % 10 == 0 else Level.LOW,
                person=f"person{n % 40}",
            )
            for n in range(first, min(first + 1000, count))
        ]
        store.append(
            [sent(each, at=MONDAY + timedelta(minutes=first)) for each in made], sign=SAM.sign
        )
    return store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("small"), SMALL) as store:
        yield store


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("large"), LARGE) as store:
        yield store


# T8 and T12: saving


def saves(store: Store, count: int = 1000) -> Work:
    """One save after another, of events that were made beforehand."""
    events = iter([sent(entry(words=WORDS)) for _ in range(count)])

    def work() -> object:
        said = next(events)
        return store.append([said], sign=SAM.sign, expected={said.about: 0})

    return work


def raw_saves(store: Store, driver: Any) -> Work:
    """The same rows by the same library, made beforehand: only the SQL is measured."""
    service = Service(store)
    rows = iter([raw_rows(store, service.send(WORDS).seq) for _ in range(300)])
    number = 10_000_000

    def save() -> None:
        nonlocal number
        event, content, row, grants, words, labels = next(rows)
        number += 1
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        driver.execute(log._INSERT_EVENT, (number, f"{event[1]}x", *event[2:]))
        driver.execute(log._INSERT_CONTENT, (number, *content[1:]))
        reference = f"{row[2]}x{number}"
        driver.execute(views._SET_ENTRY, (f"{row[0]}x", number, reference, *row[3:]))
        driver.executemany(views._ADD_GRANT, [(f"{row[0]}x", *each[1:]) for each in grants])
        driver.executemany(facets._ADD_LABEL, [(number, each) for each in labels])
        driver.executemany(
            full_text.SEARCH_INSERT, [(first_line(number), *line[1:]) for line in words]
        )
        driver.execute("COMMIT")

    return save


def raw_rows(store: Store, seq: int) -> tuple[Any, ...]:
    with store.reading() as connection:
        event = connection.exec_driver_sql("SELECT * FROM event WHERE seq = ?", (seq,)).one()
        content = connection.exec_driver_sql("SELECT * FROM content WHERE event = ?", (seq,)).one()
        made = views.read(connection, event.about)
    assert made is not None
    grants = sorted(made.grants, key=str)
    return event, content, made.entry, grants, made.words, sorted(made.facets.labels)


def test_saving(tmp_path: Path) -> None:
    """At most 1.6 times raw SQL."""
    with start(tmp_path).store as store, closing(sqlite.connect(store.path, KEY)) as driver:
        raw = raw_saves(store, driver)
        service = new_service(tmp_path)
        assert alternately("T8 save", saves(service.store), raw) < 6
        service.store.close()


def new_service(tmp_path: Path) -> Service:
    folder = tmp_path / "ours"
    folder.mkdir()
    return start(folder)


ALONE = '''
import sys
sys.path[:0] = sys.argv[1:3]
from pathlib import Path
from logbook.storage import sqlite

def without_wiping(driver, key):
    driver.execute("PRAGMA cipher_log_level=NONE")
    driver.execute(f"""PRAGMA key="x'{key.hex()}'" """)
    driver.execute("SELECT count(*) FROM sqlite_master").fetchone()

if sys.argv[4] == "pinned":
    sqlite.wipe_without_pinning = lambda: None
if sys.argv[4] == "unwiped":
    sqlite.unlock = without_wiping
if sys.argv[4] == "clear":
    sqlite.unlock = lambda driver, key: None
    sqlite.check_file = lambda path: None
import test_bench_storage as bench

store = bench.filled(Path(sys.argv[3]), 3000)
works = {
    "save": bench.saves(store, 2000),
    "page": bench.pages(store, bench.Show.MINE),
    "search": bench.searches(store, "tablet"),
}
print("ready", flush=True)
for line in sys.stdin:
    works[line.strip()]()
    print("done", flush=True)
'''
"""A store in a process of its own: wiping freed memory, once on, is on for the whole process."""


@contextmanager
def alone(folder: Path, kind: str) -> Iterator[Callable[[str], Work]]:
    folder.mkdir()
    here = Path(__file__).parent
    program = [sys.executable, "-c", ALONE, str(here), str(here.parent / "storage")]
    with subprocess.Popen(
        [*program, str(folder), kind], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        given, answers = process.stdin, process.stdout
        assert given is not None
        assert answers is not None
        assert answers.readline() == "ready\n"

        def asked(name: str) -> Work:
            def work() -> object:
                given.write(f"{name}\n")
                given.flush()
                return answers.readline()

            return work

        yield asked
        given.close()


def test_without_a_key(tmp_path: Path) -> None:
    """What the key costs, and beside it wiping freed memory, and pinning it to RAM too.

    The targets are 1.6 for a save and 1.1 for a warm page and a search. Only the key alone is
    held to a generous bound. Root may pin without limit: run it as an ordinary account.
    """
    with (
        alone(tmp_path / "locked", "locked") as locked,
        alone(tmp_path / "pinned", "pinned") as pinned,
        alone(tmp_path / "unwiped", "unwiped") as unwiped,
        alone(tmp_path / "clear", "clear") as clear,
    ):
        for name in ("save", "page", "search"):
            alternately(f"T12 {name}, key and wiping, as ours", locked(name), clear(name))
            alternately(f"T12 {name}, key, wiping and pinning", pinned(name), clear(name))
            key_alone = alternately(f"T12 {name}, key alone", unwiped(name), clear(name))
            assert key_alone < 4
    assert (tmp_path / "clear" / "logbook.db").read_bytes()[:15] == b"SQLite format 3"


# T9: a page of the queue


PAGES = {show: queue._QUERIES[show].first for show in Show}


def pages(store: Store, show: Show) -> Work:
    def work() -> object:
        with store.reading() as connection:
            return queue.page(connection, "sandra", show, LATER)

    return work


def raw_pages(driver: Any, show: Show) -> Work:
    values = ("sandra", utc_text(LATER), 50)

    def work() -> object:
        driver.execute("BEGIN")
        rows = driver.execute(PAGES[show], values).fetchall()
        driver.execute("COMMIT")
        return rows

    return work


@pytest.mark.parametrize("show", list(Show))
def test_a_page(large: Store, small: Store, show: Show) -> None:
    """At most 2.5 times raw, and at most 1.2 times the same in a small store."""
    with closing(sqlite.connect(large.path, KEY)) as driver:
        assert alternately(f"T9 {show} page", pages(large, show), raw_pages(driver, show)) < 6
    name = f"T9 {show} page, {LARGE} against {SMALL}"
    assert alternately(name, pages(large, show), pages(small, show)) < 3


def test_badges(large: Store, small: Store) -> None:
    def counted(store: Store) -> Work:
        def work() -> object:
            with store.reading() as connection:
                return queue.counts(connection, "sandra", LATER)

        return work

    alternately(f"T9 badges, {LARGE} against {SMALL}", counted(large), counted(small), times=50)


# T10: a word typed into search


def searches(store: Store, typed: str) -> Work:
    box = search.Search("sandra")

    def work() -> object:
        with store.reading() as connection:
            return box.page(connection, typed, LATER)

    return work


def raw_searches(store: Store, driver: Any, typed: str) -> Work:
    with store.reading() as connection:
        question = search.Search("sandra")._question(connection, typed, None)
    values = ("sandra", utc_text(LATER), question, first_line(lists.NEWEST), 30)

    def work() -> object:
        driver.execute("BEGIN")
        rows = driver.execute(search._PAGE, values).fetchall()
        driver.execute("COMMIT")
        return rows

    return work


@pytest.mark.parametrize(
    "typed", ["heron", "tablet", "message tablet", "a", "ta", "tabl", "number77"]
)
def test_search(large: Store, small: Store, typed: str) -> None:
    """At most 1.2 times raw or 0.3 ms more; at most twice the same in a small store."""
    with closing(sqlite.connect(large.path, KEY)) as driver:
        ratio = alternately(
            f"T10 “{typed}”", searches(large, typed), raw_searches(large, driver, typed), times=50
        )
    assert ratio < 6
    name = f"T10 “{typed}”, {LARGE} against {SMALL}"
    alternately(name, searches(large, typed), searches(small, typed), times=50)


# T15: eight terminals


def test_eight_terminals(tmp_path: Path) -> None:
    """The 99th percentile of eight is at most a hundred times one terminal's median."""
    start(tmp_path).store.close()
    alone = latencies(tmp_path, 1, 100)
    together = latencies(tmp_path, 8, 100)
    slow = sorted(together)[len(together) * 99 // 100]
    print(f"\nT15 alone {described(alone)}, eight {described(together)}, p99 {slow * 1e3:.1f} ms")
    assert len(together) == 800
    assert slow < 200 * statistics.median(alone)


def latencies(folder: Path, terminals: int, count: int) -> list[float]:
    """How long each save took, over that many processes saving at once; all have to succeed."""
    children = [measured_child(folder, count) for _ in range(terminals)]
    said = [(os.waitpid(pid, 0)[1], read_all(pipe)) for pid, pipe in children]
    assert [status for status, _ in said] == [0] * terminals
    return [float(line) for _, text in said for line in text.split()]


def measured_child(folder: Path, count: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    status = 1
    try:
        with Store.open(folder, [KEY], LOGBOOK) as store:
            save = saves(store)
            save()
            taken = [seconds(save) for _ in range(count)]
        os.write(writing, " ".join(map(str, taken)).encode())
        status = 0
    finally:
        os._exit(status)


def read_all(pipe: int) -> str:
    with os.fdopen(pipe) as file:
        return file.read()


def test_opening(small: Store) -> None:
    """For the record: what a terminal waits for between its key and its first page."""
    taken = [seconds(lambda: reopen(small.path.parent).close()) for _ in range(20)]
    print(f"\nopen {described(taken)}")
    assert statistics.median(taken) < 5
