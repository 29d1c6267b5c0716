"""Notes for supervision: one worker's entries, for those who may have them, on record."""

import csv
import hashlib
import io
from datetime import date

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
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed
from logbook.services import notes, reading, triage
from logbook.services.notes import Format, Written

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 18)


def written(
    lane: BirchLane, by: str, who: str = SAM, start: date = FIRST, end: date = LAST
) -> Written:
    return notes.write(lane.desk(by), lane.member(who), start, end, Format.MARKDOWN)


def text(lane: BirchLane, by: str, who: str = SAM) -> str:
    return written(lane, by, who).content.decode()


def test_nothing_written_is_said(lane: BirchLane) -> None:
    made = written(lane, SANDRA)
    assert made.entries == 0
    assert b"There are none in this period." in made.content


def test_they_hold_what_was_written_and_what_became_of_it(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM))
    sandra = lane.desk(SANDRA)
    opened = triage.see(sandra, reading.open_entry(sandra, opened.id))
    triage.decide(
        sandra,
        opened,
        outcome="no-further-action",
        because="it was set right at once",
        next_step="nothing more",
        words="Thank you, that was well done.",
    )
    said = text(lane, SANDRA)
    assert opened.reference in said.replace("\\", "")
    assert "someone is posting as me" in said
    assert "Thank you, that was well done." in said


def test_nobodys_name_is_in_them(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**ORDINARY, "asked": "Daniel Webb showed me daniel  WEBB and Alice Reed"})
    said = text(lane, SANDRA)
    for name in (DANIEL, ALICE, "WEBB"):
        assert name not in said
    assert "D.W. showed me D.W. and A.R." in said


@pytest.mark.parametrize("by", [SAM, SANDRA, GENERAL_MANAGER])
def test_the_worker_and_the_managers_above_have_them(lane: BirchLane, by: str) -> None:
    sent(lane.desk(SAM))
    assert written(lane, by).entries == 1


@pytest.mark.parametrize("by", [NIA, HENRY, DEPUTY, LEAD])
def test_nobody_else_has_and_nothing_is_on_record(lane: BirchLane, by: str) -> None:
    sent(lane.desk(SAM))
    with pytest.raises(NotAllowed, match="Notes about Sam Okafor are for"):
        written(lane, by)
    assert exports(lane) == []


def test_only_that_workers_entries_are_in_them(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    sent(lane.desk(NIA), {**ORDINARY, "asked": "something of Nia's"})
    made = written(lane, SANDRA)
    assert made.entries == 1
    assert b"Nia" not in made.content


def test_what_its_reader_may_not_read_is_not_in_them(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), WORRIED)
    sandra = lane.member(SANDRA)
    triage.name_about(lane.desk(SAM), opened, [sandra.id])
    assert written(lane, SANDRA).entries == 0
    assert written(lane, SAM).entries == 1


def test_both_days_count_by_the_clock_of_the_service(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    day = date(2026, 11, 18)
    assert written(lane, SAM, start=day, end=day).entries == 1
    assert written(lane, SAM, start=day, end=date(2026, 11, 19)).entries == 1
    assert written(lane, SAM, end=date(2026, 11, 17)).entries == 0
    with pytest.raises(NotAllowed, match="Swap them"):
        written(lane, SAM, start=day, end=FIRST)


def test_each_is_on_record_with_its_hash_and_where_the_log_stood(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    head = lane.desk(SANDRA).store.head()
    made = written(lane, SANDRA)
    (body,) = exports(lane)
    assert body["sha256"] == made.sha256 == hashlib.sha256(made.content).hexdigest()
    assert (body["from"], body["to"], body["format"]) == ("2026-11-01", "2026-11-18", "md")
    assert f"{head.seq} · {head.hash[:12]}".encode() in made.content


def test_a_table_opens_without_a_formula_in_it(lane: BirchLane) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    sent(lane.desk(SAM), {**ORDINARY, "asked": hostile})
    made = notes.write(lane.desk(SANDRA), lane.member(SAM), FIRST, LAST, Format.CSV)
    rows = list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{hostile}" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def exports(lane: BirchLane) -> list[dict[str, object]]:
    lines = lane.desk(GENERAL_MANAGER).store.events_of(lane.keys[SAM].member_id)
    return [dict(each.body or {}) for each in lines if each.verb is Verb.EXPORTED]
