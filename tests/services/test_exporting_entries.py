"""Exports of entries: what their reader may read now, as they asked for it, and on record."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed
from logbook.services import reading, triage
from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving, left
from logbook.services.exporting.entries import Form, Show, Stopped, Wanted
from logbook.services.exporting.leaving import Written
from logbook.storage import exported


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    (tmp_path / "out").mkdir()
    birch = birch_lane(tmp_path / "data")
    yield birch
    birch.close()


def written(desk: Desk, form: Form = Form.CSV, wanted: Wanted | None = None) -> Written:
    place = leaving.place_at(desk, desk.folder.parent / "out")
    proven = leaving.proven_at_the_door(desk)
    return entries.write(desk, proven, place, form, wanted or Wanted())


def rows(made: Written) -> list[dict[str, str]]:
    table = io.StringIO(made.path.read_text(encoding="utf-8-sig"), newline="")
    *found, _last = csv.DictReader(table)
    return found


def authors(desk: Desk, wanted: Wanted | None = None) -> list[str]:
    return [row["Written by"] for row in rows(written(desk, wanted=wanted))]


def test_each_has_what_they_may_read_and_nothing_else(birch: BirchLane) -> None:
    for name in (SAM, NIA, SAUL):
        sent(birch.desk(name))
    assert authors(birch.desk(SANDRA)) == [SAM, NIA]
    assert authors(birch.desk(HENRY)) == [SAUL]
    assert authors(birch.desk(GENERAL_MANAGER)) == [SAM, NIA, SAUL]
    assert authors(birch.desk(LEAD)) == []
    assert authors(birch.desk(DEPUTY)) == []


def test_a_worker_makes_none(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    with pytest.raises(NotAllowed, match="Managers, the deputy and the safeguarding leads"):
        written(birch.desk(SAM))
    with pytest.raises(NotAllowed):
        entries.count(birch.desk(SAM), Wanted())


def test_what_is_about_its_reader_is_never_in_it(birch: BirchLane) -> None:
    opened = sent(birch.desk(SAM), WORRIED)
    assert authors(birch.desk(SANDRA)) == [SAM]
    triage.name_about(birch.desk(SAM), opened, [birch.member(SANDRA).id])
    for form in Form:
        made = written(birch.desk(SANDRA), form)
        assert made.entries == 0
        assert opened.reference.encode() not in made.path.read_bytes()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(words="parrot"), [SAM]),
        (Wanted(words="parr"), [SAM]),
        (Wanted(words="nobody wrote this"), []),
        (Wanted(words="!!"), []),
        (Wanted(last=date(2026, 11, 18)), [SAM]),
        (Wanted(first=date(2026, 11, 19)), [NIA]),
        (Wanted(show=Show.OPEN), [SAM, NIA]),
        (Wanted(show=Show.MINE, words="parrot"), [SAM]),
    ],
)
def test_it_is_narrowed_as_the_lists_are(
    birch: BirchLane, wanted: Wanted, found: list[str]
) -> None:
    sent(birch.desk(SAM), {**ORDINARY, "asked": "a parrot is posting as me"})
    birch.clock.pass_(days=1)
    sent(birch.desk(NIA))
    sandra = birch.desk(SANDRA)
    assert authors(sandra, wanted) == found
    assert entries.count(sandra, wanted) == len(found)


def test_it_is_narrowed_to_one_worker_and_says_so(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    sent(birch.desk(NIA))
    wanted = Wanted(worker=birch.member(NIA), words="posting", first=date(2026, 11, 1))
    assert authors(birch.desk(SANDRA), wanted) == [NIA]
    assert wanted.described == (
        "everything I may read, with the words “posting”, written by Nia Rees, "
        "recorded from 1 November 2026"
    )
    with pytest.raises(NotAllowed, match="Swap them"):
        written(birch.desk(SANDRA), wanted=Wanted(first=date(2026, 2, 2), last=date(2026, 2, 1)))


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_all_are_in_it_in_order_however_many_are_read_at_a_time(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    names = [SAM, NIA, SAM, NIA, NIA]
    for name in names:
        sent(birch.desk(name))
    monkeypatch.setattr(exported, "AT_ONCE", at_once)
    assert authors(birch.desk(SANDRA)) == names


def test_it_is_on_record_with_who_what_and_which(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    sandra = birch.desk(SANDRA)
    head = sandra.store.head()
    made = written(sandra, Form.JSONL, Wanted(words="posting"))
    (event,) = [
        each
        for each in sandra.store.events_of(sandra.store.logbook_id)
        if each.verb is Verb.EXPORTED
    ]
    body = dict(event.body or {})
    assert (body["sha256"], body["entries"], body["format"]) == (made.sha256, 1, "jsonl")
    assert body["filter_words"] == "everything I may read, with the words “posting”"
    assert body["readers"] == [sandra.keys.member_id] == [event.actor]
    first = json.loads(made.path.read_text().splitlines()[0])
    assert first["head"] == f"{head.seq} · {head.hash[:12]}"


def test_every_format_says_where_the_log_stood(birch: BirchLane) -> None:
    sent(birch.desk(SAM))
    sandra = birch.desk(SANDRA)
    for form in Form:
        head = sandra.store.head()
        made = written(sandra, form)
        words = (
            str([*openpyxl.load_workbook(made.path)["About"].iter_rows(values_only=True)])
            if form is Form.XLSX
            else made.path.read_text(encoding="utf-8-sig")
        )
        assert f"{head.seq} · {head.hash[:12]}" in words


def test_it_holds_what_was_decided_agreed_and_done(birch: BirchLane) -> None:
    opened = sent(birch.desk(SAM))
    sandra = birch.desk(SANDRA)
    opened = triage.see(sandra, reading.open_entry(sandra, opened.id))
    triage.decide(
        sandra,
        opened,
        outcome="no-further-action",
        because="it was set right at once",
        next_step="look again in a month",
        words="Thank you.",
    )
    (row,) = rows(written(sandra))
    assert row["Why"] == "it was set right at once"
    assert row["Next"] == "look again in a month"
    assert row["What the worker was told"] == "Thank you."
    assert row["Read by a manager"] == "2026-11-18 14:05:00"
    book = openpyxl.load_workbook(written(sandra, Form.XLSX).path)
    actions = [each[2:5] for each in book["Actions"].iter_rows(min_row=2, values_only=True)]
    assert ("Next step", "look again in a month", SANDRA) in actions
    events = [each[5] for each in book["Events"].iter_rows(min_row=2, values_only=True)]
    assert events == ["sent", "seen", "decided"]


@pytest.mark.parametrize("why", [Stopped("Stopped. There is no file."), KeyboardInterrupt()])
@pytest.mark.parametrize("stop_at", [0, 2])
def test_one_that_is_stopped_leaves_nothing(
    birch: BirchLane,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop_at: int,
    why: BaseException,
) -> None:
    for _ in range(4):
        sent(birch.desk(SAM))
    sandra = birch.desk(SANDRA)
    monkeypatch.setattr(entries, "REPORT_EVERY", 1)

    def stop(done: int, _of: int) -> None:
        if done == stop_at:
            raise why

    for form in Form:
        with pytest.raises(type(why)):
            entries.write(
                sandra,
                leaving.proven_at_the_door(sandra),
                leaving.place_at(sandra, tmp_path / "out"),
                form,
                Wanted(),
                progress=stop,
            )
    assert not list((tmp_path / "out").iterdir())
    assert not left.still_here(sandra)
    about = sandra.store.events_of(sandra.store.logbook_id)
    assert not [each for each in about if each.verb is Verb.EXPORTED]
