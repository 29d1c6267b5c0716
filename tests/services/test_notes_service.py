"""Notes for supervision: one worker's entries, for those who may have them, on record."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from service_makers import (
    ALICE,
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed
from logbook.services import notes, reading, triage
from logbook.services.notes import Format, Written

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 18)


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    yield birch
    birch.close()


def written(
    birch: BirchLane, by: str, who: str = SAM, start: date = FIRST, end: date = LAST
) -> Written:
    return notes.write(birch.desk(by), birch.member(who), start, end, Format.MARKDOWN)


def text(birch: BirchLane, by: str, who: str = SAM) -> str:
    return written(birch, by, who).content.decode()


def test_nothing_written_is_said(birch: BirchLane) -> None:
    made = written(birch, SANDRA)
    assert made.entries == 0
    assert b"There are none in this period." in made.content


def test_they_hold_what_was_written_and_what_became_of_it(birch: BirchLane) -> None:
    opened = sent(birch.desk(SAM))
    sandra = birch.desk(SANDRA)
    opened = triage.see(sandra, reading.open_entry(sandra, opened.id))
    triage.decide(
        sandra,
        opened,
        outcome="no-further-action",
        because="it was set right at once",
        next_step="nothing more",
        words="Thank you, that was well done.",
    )
    said = text(birch, SANDRA)
    assert opened.reference in said.replace("\\", "")
    assert "someone is posting as me" in said
    assert "Thank you, that was well done." in said


def test_nobodys_name_is_in_them(birch: BirchLane) -> None:
    sent(
        birch.desk(SAM), {**ORDINARY, "asked": "Daniel Webb showed me daniel  WEBB and Alice Reed"}
    )
    said = text(birch, SANDRA)
    for name in (DANIEL, ALICE, "WEBB"):
        assert name not in said
    assert "D.W. showed me D.W. and A.R." in said


@pytest.mark.parametrize("by", [SAM, SANDRA, GENERAL_MANAGER])
def test_the_worker_and_the_managers_above_have_them(birch: BirchLane, by: str) -> None:
    sent(birch.desk(SAM))
    assert written(birch, by).entries == 1


@pytest.mark.parametrize("by", [NIA, HENRY, DEPUTY, LEAD])
def test_nobody_else_has_and_nothing_is_on_record(birch: BirchLane, by: str) -> None:
    sent(birch.desk(SAM))
    with pytest.raises(NotAllowed, match="Notes about Sam Okafor are for"):
        written(birch, by)
    assert exports(birch) == []


def test_only_that_workers_entries_are_in_them(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    sent(birch.desk(NIA), {**ORDINARY, "asked": "something of Nia's"})
    made = written(birch, SANDRA)
    assert made.entries == 1
    assert b"Nia" not in made.content


def test_what_its_reader_may_not_read_is_not_in_them(birch: BirchLane) -> None:
    opened = sent(birch.desk(SAM), WORRIED)
    sandra = birch.member(SANDRA)
    triage.name_about(birch.desk(SAM), opened, [sandra.id])
    assert written(birch, SANDRA).entries == 0
    assert written(birch, SAM).entries == 1


def test_both_days_count_by_the_clock_of_the_service(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    day = date(2026, 11, 18)
    assert written(birch, SAM, start=day, end=day).entries == 1
    assert written(birch, SAM, start=day, end=date(2026, 11, 19)).entries == 1
    assert written(birch, SAM, end=date(2026, 11, 17)).entries == 0
    with pytest.raises(NotAllowed, match="Swap them"):
        written(birch, SAM, start=day, end=FIRST)


def test_each_is_on_record_with_its_hash_and_where_the_log_stood(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    head = birch.desk(SANDRA).store.head()
    made = written(birch, SANDRA)
    (body,) = exports(birch)
    assert body["sha256"] == made.sha256 == hashlib.sha256(made.content).hexdigest()
    assert (body["from"], body["to"], body["format"]) == ("2026-11-01", "2026-11-18", "md")
    assert f"{head.seq} · {head.hash[:12]}".encode() in made.content


def test_a_table_opens_without_a_formula_in_it(birch: BirchLane) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    sent(birch.desk(SAM), {**ORDINARY, "asked": hostile})
    made = notes.write(birch.desk(SANDRA), birch.member(SAM), FIRST, LAST, Format.CSV)
    rows = list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{hostile}" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def exports(birch: BirchLane) -> list[dict[str, object]]:
    lines = birch.desk(GENERAL_MANAGER).store.events_of(birch.keys[SAM].member_id)
    return [dict(each.body or {}) for each in lines if each.verb is Verb.EXPORTED]
