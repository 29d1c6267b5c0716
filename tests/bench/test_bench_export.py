"""How long exports of many entries take against the same rows in raw modules, in how much memory.

Raw is the same statement on the same library with the same encryption; what it gives goes through
the json module, and for a table through the csv module, into a file that is hashed and synced.
Seconds are those that the process worked. `LOGBOOK_BENCH_ENTRIES` sets how many entries there are.
"""

import csv
import gc
import hashlib
import io
import json
import os
import shutil
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import LARGE
from figures import alternated, control_of, told
from sized import GENERAL_MANAGER, Sized

from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving
from logbook.services.exporting.entries import Form, Wanted
from logbook.storage import exported
from logbook.storage.exported import Found
from logbook.storage.store import Progress

pytestmark = pytest.mark.bench

PAIRS = 3
GENEROUS = {Form.JSONL: 2.0, Form.CSV: 8.0}
"""What fails the run: a shared machine drifts, and the figures themselves are printed.

A table shows where an entry stands, so each is folded from its events; raw folds nothing.
"""
GROWTH = 24 * 1024 * 1024
"""Bytes by which memory may grow while a hundred times as much is written: caches, no entries."""

ServiceOf = Callable[[int], Sized]


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    out = tmp_path / "out"
    out.mkdir()
    yield out
    shutil.rmtree(out)


def ours(desk: Desk, out: Path, form: Form) -> float:
    gc.collect()
    start = time.process_time()
    proven, place = leaving.proven_at_the_door(desk), leaving.place_at(desk, out)
    made = entries.write(desk, proven, place, form, Wanted())
    took = time.process_time() - start
    made.path.unlink()
    return took


def raw(desk: Desk, out: Path, form: Form) -> float:
    gc.collect()
    start = time.process_time()
    path = out / "raw"
    with path.open("w+b") as file:
        with desk.store.reading() as connection:
            found = exported.every(connection, desk.keys.member_id, exported.Wanted(), desk.now)
            if form is Form.JSONL:
                file.writelines(map(_as_json, found))
            else:
                text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
                csv.writer(text, quoting=csv.QUOTE_ALL).writerows(map(_as_row, found))
                text.detach()
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        hashlib.file_digest(file, "sha256").hexdigest()
    took = time.process_time() - start
    path.unlink()
    return took


def _as_json(found: Found) -> bytes:
    said = {
        "row": found.row,
        "events": [
            (each.id, each.at, each.actor, each.verb, json.loads(each.body or b"null"))
            for each in found.events
        ],
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _as_row(found: Found) -> list[str]:
    bodies = [json.loads(each.body or b"null") for each in found.events]
    said = "\n".join(f"{each['question']}\n{each['shown']}" for each in bodies[0]["responses"])
    told = [str(value) for body in bodies[1:] for value in (body or {}).values()]
    return [*map(str, found.row), said, "\n".join(told)]


@pytest.mark.parametrize("form", [Form.JSONL, Form.CSV])
def test_an_export_costs_little_more_than_its_rows(
    service_of: ServiceOf, out: Path, form: Form
) -> None:
    with service_of(LARGE).desk(GENERAL_MANAGER) as desk:
        mine, theirs = alternated(
            PAIRS,
            lambda: ours(desk, out, form),
            lambda: raw(desk, out, form),
            (f"{form} through the program", f"{form} raw"),
        )
    ratio = told(f"T11 · {form} export of {LARGE:,} entries", mine, theirs, control_of(theirs))
    assert ratio < GENEROUS[form]


@pytest.mark.parametrize("form", list(Form))
def test_an_export_stays_small_in_memory(service_of: ServiceOf, out: Path, form: Form) -> None:
    peaks = []
    for count in (LARGE // 100, LARGE // 5 if form is Form.XLSX else LARGE):
        with service_of(count).desk(GENERAL_MANAGER) as desk:
            ours(desk, out, form)
            gc.collect()
            tracemalloc.start()
            start = _resident()
            seen = [start]
            proven, place = leaving.proven_at_the_door(desk), leaving.place_at(desk, out)
            entries.write(
                desk,
                proven,
                place,
                form,
                Wanted(),
                progress=_look(seen),
            )
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            print(
                f"\n{form} export of {count:,} entries: at most {peaks[-1] / 2**20:.1f} MiB of "
                f"Python's, {(max(seen) - start) / 2**20:.1f} MiB more resident"
            )
    assert peaks[1] < peaks[0] + GROWTH


def _look(seen: list[int]) -> Progress:
    """Notes how much is resident each time that something is said of how far it is."""
    return lambda _done, _of: seen.append(_resident())


def _resident() -> int:
    """Bytes of this process that are in memory; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
