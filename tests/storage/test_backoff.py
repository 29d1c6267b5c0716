"""Five free tries, then waits that double; shared by all terminals, never a hard stop."""

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.storage.beside import backoff, files
from logbook.storage.beside.backoff import BACKOFF_FILE, LOCK_FILE, Failures, TooSoon

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def fail(folder: Path, times: int, at: datetime = AT, member: str = "ann") -> datetime:
    """Fail as soon as each try is due; the time of the last failure."""
    for _ in range(times):
        try:
            backoff.one_try(folder, member, at)
        except TooSoon as why:
            at += why.wait
            backoff.one_try(folder, member, at)
    return at


def failures(folder: Path, member: str) -> Failures:
    return backoff._read(folder).get(member, Failures())


def test_five_tries_are_free(tmp_path: Path) -> None:
    assert fail(tmp_path, 5) == AT
    with pytest.raises(TooSoon):
        backoff.one_try(tmp_path, "ann", AT)


def test_the_wait_doubles_from_one_second_to_fifteen_minutes(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    waits, at = [], AT
    for _ in range(12):
        with pytest.raises(TooSoon) as caught:
            backoff.one_try(tmp_path, "ann", at)
        waits.append(caught.value.wait // SECOND)
        at += caught.value.wait
        backoff.one_try(tmp_path, "ann", at)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_try_is_possible_the_moment_it_is_due_and_not_before(tmp_path: Path) -> None:
    fail(tmp_path, 8)
    last = failures(tmp_path, "ann").times[-1]
    with pytest.raises(TooSoon) as caught:
        backoff.one_try(tmp_path, "ann", last + 7 * SECOND)
    assert caught.value.wait == SECOND
    backoff.one_try(tmp_path, "ann", last + 8 * SECOND)


def test_there_is_never_a_hard_stop(tmp_path: Path) -> None:
    last = fail(tmp_path, 100)
    backoff.one_try(tmp_path, "ann", last + timedelta(minutes=15)).succeeded()


def test_a_try_that_came_too_soon_is_not_counted(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    for _ in range(10):
        with pytest.raises(TooSoon):
            backoff.one_try(tmp_path, "ann", AT)
    assert failures(tmp_path, "ann").count == 5
    backoff.one_try(tmp_path, "ann", AT + SECOND)


def test_success_clears_the_count_and_tells_what_failed_before(tmp_path: Path) -> None:
    fail(tmp_path, 3)
    one = backoff.one_try(tmp_path, "ann", AT + SECOND)
    one.succeeded()
    assert one.before == Failures(3, (AT, AT, AT))
    assert failures(tmp_path, "ann") == Failures()
    fail(tmp_path, 5, AT + 2 * SECOND)


def test_a_try_killed_while_it_is_judged_counts(tmp_path: Path) -> None:
    backoff.one_try(tmp_path, "ann", AT)
    assert failures(tmp_path, "ann").count == 1


def test_one_members_tries_are_not_anothers(tmp_path: Path) -> None:
    fail(tmp_path, 7)
    assert backoff.one_try(tmp_path, "ben", AT).before == Failures()
    backoff.forget(tmp_path, "ann")
    assert failures(tmp_path, "ann") == Failures()
    assert failures(tmp_path, "ben").count == 1


def test_how_many_and_when_stay_readable(tmp_path: Path) -> None:
    last = fail(tmp_path, 70)
    failed = failures(tmp_path, "ann")
    assert failed.count == 70
    assert len(failed.times) == backoff.TIMES_KEPT
    assert failed.times[-1] == last
    assert all(earlier <= later for earlier, later in pairwise(failed.times))


@pytest.mark.parametrize(
    ("failed", "words"),
    [(5, "1 second."), (6, "2 seconds."), (11, "2 minutes."), (20, "15 minutes.")],
)
def test_the_wait_is_said_in_words(tmp_path: Path, failed: int, words: str) -> None:
    last = fail(tmp_path, failed)
    with pytest.raises(TooSoon, match=words):
        backoff.one_try(tmp_path, "ann", last)


# -- clocks


def test_a_clock_that_went_backwards_starts_the_wait_again_and_no_longer(tmp_path: Path) -> None:
    fail(tmp_path, 8)
    earlier = AT - timedelta(days=400)
    with pytest.raises(TooSoon) as caught:
        backoff.one_try(tmp_path, "ann", earlier)
    assert caught.value.wait == 8 * SECOND
    for passed in range(1, 8):
        with pytest.raises(TooSoon) as caught:
            backoff.one_try(tmp_path, "ann", earlier + passed * SECOND)
        assert caught.value.wait == (8 - passed) * SECOND
    backoff.one_try(tmp_path, "ann", earlier + 8 * SECOND)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(-2000, 2000), max_size=25))
def test_no_clock_makes_anybody_wait_more_than_fifteen_minutes(
    tmp_path: Path, steps: list[int]
) -> None:
    backoff.forget(tmp_path, "ann")
    at = AT
    for step in steps:
        at += step * SECOND
        try:
            backoff.one_try(tmp_path, "ann", at)
        except TooSoon as too_soon:
            assert timedelta() < too_soon.wait <= backoff.LONGEST_WAIT  # noqa: PT017 - may pass


# -- the file


def test_the_next_terminal_sees_the_same_tries(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    program = (
        "import sys, pathlib\n"
        "from logbook.storage.beside.backoff import _read\n"
        "print(_read(pathlib.Path(sys.argv[1]))['ann'].count)\n"
        "sys.exit(any(name.startswith('sqlalchemy') for name in sys.modules))\n"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False, text=True
    )
    assert (run.returncode, run.stdout.strip()) == (0, "6")


def test_no_file_means_no_tries_and_reading_makes_none(tmp_path: Path) -> None:
    assert failures(tmp_path, "ann") == Failures()
    assert list(tmp_path.iterdir()) == []


BROKEN = [
    b"",
    b"\0" * 100,
    b"{",
    b"[]",
    b"null",
    b"[" * 100_000,
    b'{"version": 2, "tries": {}}',
    b'{"version": 1, "tries": []}',
    b'{"version": 1, "tries": {"ann": {"count": 9, "times": []}}}',
    b'{"version": 1, "tries": {"ann": {"count": "9", "times": []}}}',
    b'{"version": 1, "tries": {"ann": {"count": 1, "times": ["soon"]}}}',
    b'{"version": 1, "tries": {"ann": {"count": 1, "times": [7]}}}',
    b'{"version": 1, "tries": {"ann": {"count": 1, "times": ["0001-01-01T00:00:00+23:00"]}}}',
    b'{"version": 1, "tries": {"ann": null}}',
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_damaged_file_counts_as_no_tries_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / BACKOFF_FILE).write_bytes(content)
    assert failures(tmp_path, "ann") == Failures()
    backoff.one_try(tmp_path, "ann", AT)
    assert failures(tmp_path, "ann").count == 1


def test_a_far_future_in_the_file_keeps_nobody_out(tmp_path: Path) -> None:
    far = {"count": 99, "times": ["9999-12-31T23:59:59+00:00"]}
    (tmp_path / BACKOFF_FILE).write_text(json.dumps({"version": 1, "tries": {"ann": far}}))
    with pytest.raises(TooSoon):
        backoff.one_try(tmp_path, "ann", AT)
    backoff.one_try(tmp_path, "ann", AT + timedelta(minutes=15))


def test_a_read_only_disk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)
    backoff.one_try(tmp_path, "ann", AT).succeeded()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_nobody_out_and_the_waits_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(tmp_path, 6)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backoff, "replaced", refuse)
    with pytest.raises(TooSoon):
        backoff.one_try(tmp_path, "ann", AT)
    backoff.one_try(tmp_path, "ann", AT + timedelta(minutes=1)).succeeded()


def test_a_terminal_that_hangs_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    with files.locked(tmp_path / LOCK_FILE):
        backoff.one_try(tmp_path, "ann", AT)
    assert failures(tmp_path, "ann").count == 1


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    fail(tmp_path, 1)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert {path.name for path in tmp_path.iterdir()} == {BACKOFF_FILE, LOCK_FILE}


# -- races


def try_once(folder: Path) -> bool:
    try:
        backoff.one_try(folder, "ann", AT)
    except TooSoon:
        return False
    return True


def at_once(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_twenty_tries_at_once_are_five(tmp_path: Path) -> None:
    let_through: list[bool] = []
    at_once(lambda: let_through.append(try_once(tmp_path)), 20)
    assert sum(let_through) == 5
    assert failures(tmp_path, "ann").count == 5


def test_tries_at_four_terminals_at_once_are_five(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert sum(pool.map(try_once, [tmp_path] * 40, chunksize=1)) == 5
    assert failures(tmp_path, "ann").count == 5
