"""Rounds of four writers killed at random points: run as a program, so that forking is safe.

Prints how many saves were acknowledged in all; fails where one of them is lost or there twice.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from makers import SAM, entry, reopen, sent, verify_signature

from logbook.storage import log
from logbook.storage.verify import expect_whole, verify

WRITERS = 4
LIMIT = 120.0
"""Seconds after which a save that should have come is missed."""


def write_until_killed(folder: Path, said: Path) -> None:
    acknowledged = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    store = reopen(folder)
    while True:
        made = entry(words="somebody asked for her address")
        (logged,) = store.append([sent(made)], sign=SAM.sign, expected={made.id: 0})
        os.write(acknowledged, f"{logged.id}\n".encode())


def crash(folder: Path, said: Path, chance: random.Random) -> None:
    writers = []
    for _ in range(WRITERS):
        writer = os.fork()
        if not writer:
            write_until_killed(folder, said)
        writers.append(writer)
    before = _size(said)
    for nth, writer in enumerate(writers):
        if nth == 1:
            # The first may die before it has begun; of the others one has to have saved by then.
            _wait_until(lambda: _size(said) > before)
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(writer, signal.SIGKILL)
    for writer in writers:
        os.waitpid(writer, 0)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _wait_until(fact: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not fact():
        if time.monotonic() > end:
            sys.exit(f"nobody saved anything in {LIMIT} seconds")
        time.sleep(0.001)


def check(folder: Path, said: Path) -> int:
    acknowledged = said.read_text("ascii").split()
    with reopen(folder) as store, store.reading() as connection:
        there = Counter(row.id for row in log.stream(connection))
    lost = set(acknowledged) - set(there)
    if lost or max(there.values()) > 1 or len(set(acknowledged)) != len(acknowledged):
        sys.exit(f"{len(lost)} acknowledged saves are lost, or one is there twice")
    return len(acknowledged)


def main(folder: Path, rounds: int) -> None:
    chance = random.Random(rounds)  # noqa: S311 - when to crash, not a secret
    said = folder.parent / "acknowledged"
    acknowledged = 0
    for _ in range(rounds):
        crash(folder, said, chance)
        acknowledged = check(folder, said)
    with reopen(folder) as store:
        expect_whole(verify(store, verify_signature))
    sys.stdout.write(f"{acknowledged}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
