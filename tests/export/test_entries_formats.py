"""Entries as data, each format reopened by another library: no formula, and no lost text."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hostile import HOSTILE
from openpyxl.utils.escape import unescape

from logbook.domain.text import visible
from logbook.export.csv_cells import unguarded
from logbook.export.entries import (
    ACTION_HEADINGS,
    ENTRY_HEADINGS,
    EVENT_HEADINGS,
    About,
    Agreed,
    Exported,
    Happened,
)
from logbook.export.entries_csv import END, entries_csv
from logbook.export.entries_jsonl import Line, Whole, entries_jsonl
from logbook.export.entries_xlsx import entries_xlsx

AT = datetime(2026, 11, 18, 14, 5, 9)  # noqa: DTZ001 - by the clock on the wall
ABOUT = About(
    service="Birch Lane",
    made_by="=Sandra()",
    made_at=datetime(2026, 11, 18, 14, 5, tzinfo=UTC),
    zone="Europe/London",
    chosen="everything I may read",
    entries=1,
    head_seq=412,
    head_hash="0123456789abcdef",
)
PLAIN = Exported(
    reference="K7-4QH2",
    title="Help request",
    level="Low",
    first_level="High",
    state="decided",
    person="Daniel Webb",
    initials="D.W.",
    house="Maple House",
    happened="Wednesday 18 November 2026, 2pm",
    recorded=AT,
    author="Sam Okafor",
    holder="",
    answers=(("Who asked?", "Daniel Webb"),),
    outcome="advice given",
    because="it helps",
    following="",
    told="Thank you.",
    seen_at=AT,
    decided_at=AT,
    told_at=None,
    due=None,
    discussed="",
    topics="help",
    marks="",
)
LONG = ("🦜=1+1 " * 9000, "\u202e" * 20_000, "a" * 100_000, "x\n" * 30_000)
TEXTS = [*HOSTILE.values(), "_x0041_ is no letter", *LONG]
WORDS = ENTRY_HEADINGS.index("Outcome")


def saying(words: str) -> Exported:
    return replace(
        PLAIN,
        title=words,
        outcome=words,
        answers=((words, words),),
        agreed=(Agreed(sort="Talk", words=words, who=words, at=AT, by=words),),
        happenings=(Happened(seq=3, at=AT, by=words, verb="decided", words=words),),
    )


def as_csv(exported: Iterable[Exported]) -> list[list[str]]:
    content = b"".join(entries_csv(ABOUT, exported))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def as_xlsx(exported: Iterable[Exported], folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    path = folder / "file.xlsx"
    with path.open("w+b") as file:
        entries_xlsx(ABOUT, exported, file, folder)
    assert list(folder.iterdir()) == [path]
    return openpyxl.load_workbook(path)


def together(rows: Iterable[Any], column: int) -> list[str]:
    """What each entry says in a column, its numbered rows put together again."""
    found: list[str] = []
    for row in rows:
        words = row[column] or ""
        if int(row[1]) == 1:
            found.append(words)
        else:
            found[-1] += words
    return found


# CSV


def test_a_table_loses_no_word_and_holds_no_formula() -> None:
    head, *rows, last = as_csv(map(saying, TEXTS))
    assert head == list(ENTRY_HEADINGS)
    assert {len(row) for row in rows} == {len(head)}
    plain = [[unguarded(cell) for cell in row] for row in rows]
    assert together(plain, WORDS) == [visible(words) for words in TEXTS]
    starts = {cell[:1] for row in rows for cell in row}
    assert not starts & set("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
    assert max(len(cell) for row in rows for cell in row) <= 32_767
    assert last[0] == END


def test_the_last_row_says_what_the_file_is_and_where_the_log_stood() -> None:
    *_rows, last = as_csv([PLAIN])
    assert "Contains personal data" in last[2]
    assert "Log up to: 412 · 0123456789ab" in last[2]
    assert "Entries: 1" in last[2]


def test_a_text_longer_than_a_cell_goes_on_in_numbered_rows() -> None:
    _head, *rows, _last = as_csv([saying("a" * 70_000)])
    assert [row[1] for row in rows] == ["1", "2", "3", "4", "5"]
    assert {row[0] for row in rows} == {"K7-4QH2"}
    assert [row[ENTRY_HEADINGS.index("Person")] for row in rows] == ["Daniel Webb", "", "", "", ""]


# workbook


def test_a_workbook_loses_no_word_and_holds_no_formula(tmp_path: Path) -> None:
    book = as_xlsx(map(saying, TEXTS), tmp_path / "x")
    assert book.sheetnames == ["About", "Entries", "Actions", "Events"]
    for name, headings, words in (
        ("Entries", ENTRY_HEADINGS, WORDS),
        ("Actions", ACTION_HEADINGS, ACTION_HEADINGS.index("Words")),
        ("Events", EVENT_HEADINGS, EVENT_HEADINGS.index("Words")),
    ):
        head, *rows = book[name].iter_rows(values_only=True)
        assert head == headings
        assert list(map(unescape, together(rows, words))) == [visible(each) for each in TEXTS]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_a_workbook_is_typed_with_a_heading_that_stays_and_a_filter(tmp_path: Path) -> None:
    book = as_xlsx([saying("words")], tmp_path / "x")
    sheet = book["Entries"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:Y2")
    row = dict(zip(ENTRY_HEADINGS, next(sheet.iter_rows(min_row=2, values_only=True)), strict=True))
    assert (row["Recorded"], row["Part"], row["Told"]) == (AT, 1, None)
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Log up to"] == "412 · 0123456789ab"
    assert about["Made"] == "2026-11-18 14:05 by =Sandra()"
    assert about["Personal data"].startswith("Contains personal data")


def test_a_full_sheet_goes_on_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.export.entries_xlsx.ROWS", 4)
    book = as_xlsx([saying(f"nr {nth}") for nth in range(7)], tmp_path / "x")
    names = [name for name in book.sheetnames if name.startswith("Entries")]
    assert names == ["Entries", "Entries 2", "Entries 3"]
    rows = [row for name in names for row in list(book[name].iter_rows(values_only=True))[1:]]
    assert [row[WORDS] for row in rows] == [f"nr {nth}" for nth in range(7)]


# JSON Lines


def test_what_is_stored_is_carried_over_as_it_stands() -> None:
    bodies = [json.dumps({"words": words}, ensure_ascii=True).encode() for words in TEXTS]
    wholes = [
        Whole({"reference": words[:40]}, body, [Line({"seq": 2, "by": words[:40]}, body)])
        for words, body in zip(TEXTS, bodies, strict=True)
    ]
    content = b"".join(entries_jsonl(ABOUT, wholes))
    assert content.count(b"\n") == len(TEXTS) + 1
    head, *lines = [json.loads(line) for line in content.splitlines()]
    assert (head["logbook"], head["head"]) == ("entries", "412 · 0123456789ab")
    assert [line["entry"]["words"] for line in lines] == TEXTS
    assert [line["events"][0]["body"]["words"] for line in lines] == TEXTS


def test_what_was_erased_is_null() -> None:
    content = b"".join(
        entries_jsonl(ABOUT, [Whole({"reference": "K7"}, None, [Line({"seq": 2}, None)])])
    )
    erased = json.loads(content.splitlines()[1])
    assert erased == {"reference": "K7", "entry": None, "events": [{"seq": 2, "body": None}]}


# memory


def many(count: int) -> Iterator[Exported]:
    for nth in range(count):
        yield saying(f"words of number {nth}")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_entries(tmp_path: Path, form: str) -> None:
    def peak(count: int) -> int:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        if form == "csv":
            for _chunk in entries_csv(ABOUT, many(count)):
                """Only counted."""
        else:
            with (tmp_path / "file").open("w+b") as file:
                entries_xlsx(ABOUT, many(count), file, tmp_path)
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(20)
        small, large = peak(100), peak(1000)
    finally:
        tracemalloc.stop()
    assert large < small + 300_000
