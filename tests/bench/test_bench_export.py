"""How long exports of many entries take against the same rows in raw modules, in how much memory.

Raw is the same statement on the same library with the same encryption; what it gives goes through
the json module, and for a table through the csv module, into a file that is hashed and synced. A
workbook is compared with xlsxwriter given the same cells, and nothing read for it at all.
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
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import LARGE
from figures import alternated, control_of, told
from sized import GENERAL_MANAGER, Sized
from xlsxwriter.workbook import Workbook

from logbook.export.entries import Cell, action_row, entry_row, event_row, numbered
from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving
from logbook.services.exporting.entries import Form, Wanted
from logbook.storage import exported
from logbook.storage.exported import Found
from logbook.storage.store import Progress

pytestmark = pytest.mark.bench

PAIRS = 3
GENEROUS = {Form.JSONL: 2.0, Form.CSV: 8.0, Form.XLSX: 4.0}
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


Sheets = tuple[list[tuple[Cell, ...]], ...]


def cells(desk: Desk) -> Sheets:
    """The rows of the three tables of a workbook, made beforehand."""
    sheets: Sheets = ([], [], [])
    tables = entries._Tables(desk.directory, events=True)
    with desk.store.reading() as connection:
        for found in exported.every(connection, desk.keys.member_id, exported.Wanted(), desk.now):
            each = tables.of(found)
            for rows, some in zip(
                sheets,
                (
                    [entry_row(each)],
                    map(action_row, each.agreed),
                    map(event_row, each.happenings),
                ),
                strict=True,
            ):
                rows.extend(row for one in some for row in numbered(each.reference, one))
    return sheets


def bare_workbook(out: Path, sheets: Sheets) -> float:
    gc.collect()
    start = time.process_time()
    path = out / "raw.xlsx"
    workbook = Workbook(path, {"constant_memory": True, "strings_to_urls": False})
    whens = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
    texts = workbook.add_format({"text_wrap": True, "valign": "top"})
    for rows in sheets:
        sheet = workbook.add_worksheet()
        for nth, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(nth, at, cell, texts)
                elif isinstance(cell, int):
                    sheet.write_number(nth, at, cell, texts)
                elif cell is not None:
                    sheet.write_datetime(nth, at, cell, whens)
    workbook.close()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256").hexdigest()
    took = time.process_time() - start
    path.unlink()
    return took


def test_a_workbook_costs_little_more_than_writing_its_cells(
    service_of: ServiceOf, out: Path
) -> None:
    count = LARGE // 10
    with service_of(count).desk(GENERAL_MANAGER) as desk:
        sheets = cells(desk)
        mine, theirs = alternated(
            PAIRS,
            lambda: ours(desk, out, Form.XLSX),
            lambda: bare_workbook(out, sheets),
            ("xlsx through the program", "xlsxwriter, the same cells"),
        )
    ratio = told(f"XLSX export of {count:,} entries", mine, theirs, control_of(theirs))
    assert ratio < GENEROUS[Form.XLSX]


@pytest.mark.parametrize("form", list(Form))
def test_an_export_stays_small_in_memory(service_of: ServiceOf, out: Path, form: Form) -> None:
    """All of the process, for what the database sorts is none of Python's."""
    peaks = []
    for count in (LARGE // 10, LARGE):
        with service_of(count).desk(GENERAL_MANAGER) as desk:
            gc.collect()
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
            peaks.append(max(seen) - start)
            print(f"\n{form} export of {count:,}: {peaks[-1] / 2**20:.1f} MiB more resident")
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
