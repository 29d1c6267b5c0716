"""Rounds in which whoever removes a leaver is killed at a random moment: run as a program.

Each is a real logbook with entries in it. Afterwards somebody signs in, which finishes what was
begun: the store has to be whole, everybody who stays has to get in, and no entry may be missing.
Prints how many were killed before, within and after the change of key.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from service_makers import DEPUTY, GENERAL_MANAGER, NIA, SAM, SANDRA, BirchLane, birch_lane, sent

from logbook.domain.refusals import Refusal
from logbook.services import accounts, keeping
from logbook.storage.verify import expect_whole
from logbook.vault import keyfile

ENTRIES = 3
BEFORE, WITHIN, AFTER = "before", "within", "after"


def ready(folder: Path) -> BirchLane:
    lane = birch_lane(folder)
    desk = lane.desk(SAM)
    for _ in range(ENTRIES):
        sent(desk)
    lane.close()
    return lane


def removes(lane: BirchLane, leaver: str) -> float:
    """Seconds that it takes."""
    desk = lane.desk(GENERAL_MANAGER)
    began = time.perf_counter()
    accounts.remove(desk, leaver)
    return time.perf_counter() - began


def is_killed_after(seconds: float, lane: BirchLane, leaver: str) -> None:
    hears, says = os.pipe()
    child = os.fork()
    if not child:
        desk = lane.desk(GENERAL_MANAGER)
        os.write(says, b"!")
        with suppress(Refusal):
            accounts.remove(desk, leaver)
        os._exit(0)
    os.read(hears, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(hears)
    os.close(says)


def reached(folder: Path, leaver: str) -> str:
    """How far it had come, by what stands in the key file."""
    present = keyfile.load(folder)
    if present.rotation is not None:
        return WITHIN
    return BEFORE if present.slot(leaver) is not None else AFTER


def is_well(lane: BirchLane, leaver: str) -> None:
    grace = lane.sign_in(GENERAL_MANAGER).desk
    assert keyfile.load(lane.folder).rotation is None
    if leaver in grace.staff.present_ids:
        accounts.remove(grace, leaver)
    assert leaver not in grace.staff.present_ids
    assert keyfile.load(lane.folder).slot(leaver) is None
    assert expect_whole(keeping.verify(grace)).entries == ENTRIES
    for name in (SAM, SANDRA, DEPUTY):
        lane.sign_in(name)
    try:
        lane.sign_in(NIA)
    except Refusal:
        return
    sys.exit("somebody who was removed can sign in")


def main(place: Path, rounds: int) -> None:
    chance = random.Random(rounds)  # noqa: S311 - when to kill, not a secret
    first = ready(place / "first")
    leaver = first.keys[NIA].member_id
    copy = place / "timed"
    shutil.copytree(first.folder, copy)
    takes = removes(BirchLane(copy, first.keys, first.recovery_key), leaver)
    how: Counter[str] = Counter()
    for nth in range(rounds):
        lane = BirchLane(place / f"round-{nth}", dict(first.keys), first.recovery_key)
        shutil.copytree(first.folder, lane.folder)
        is_killed_after(chance.uniform(0, takes), lane, leaver)
        how[reached(lane.folder, leaver)] += 1
        is_well(lane, leaver)
        lane.close()
        shutil.rmtree(lane.folder)
    sys.stdout.write(" ".join(f"{each}={how[each]}" for each in (BEFORE, WITHIN, AFTER)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
