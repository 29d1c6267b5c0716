"""Supervision notes as a table."""

import csv
import io
import re
from pathlib import Path

import pytest
from golden_files import assert_as_it_was
from hypothesis import given
from hypothesis import strategies as st
from noted_samples import FULL, HOSTILE, entry, noted, notes, response

from logbook.domain.text import visible
from logbook.export.csv_cells import CELL_LIMIT, guarded
from logbook.export.notes_csv import COLUMNS, notes_csv

GOLDEN = Path(__file__).with_name("golden") / "notes.csv"
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")


def rows(content: bytes) -> list[list[str]]:
    """The file as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def taken_off(cell: str) -> str:
    return re.sub(r"^'(?='*[ \u00a0\u3000]*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−])", "", cell)


def written(words: str) -> str:
    """What comes back of one answer, over all its rows."""
    made = notes(noted(entry(response("asked", "How?", words))))
    found = [row for row in rows(b"".join(notes_csv(made))) if row[2].startswith("How?")]
    return "".join(taken_off(row[3]) for row in found)


def test_the_notes_are_as_they_were() -> None:
    assert_as_it_was(GOLDEN, b"".join(notes_csv(FULL)))


def test_it_is_utf_8_with_its_mark_and_every_cell_is_quoted() -> None:
    content = b"".join(notes_csv(FULL))
    assert content.startswith("\ufeff".encode())
    assert b"\r\n" in content
    for row in rows(content):
        assert len(row) == len(COLUMNS)
    for line in content.decode("utf-8-sig").split("\r\n")[:-1]:
        assert line.startswith('"')
        assert line.endswith('"')


def test_it_begins_by_saying_that_it_holds_personal_data_and_where_the_log_stood() -> None:
    table = rows(b"".join(notes_csv(FULL)))
    assert table[0] == list(COLUMNS)
    assert table[1][3].startswith("Contains personal data")
    assert ["About these notes", "", "Log up to", "412 · 0123456789ab"] in table


def test_there_is_room_for_actions_and_both_signatures() -> None:
    parts = [row[0] for row in rows(b"".join(notes_csv(FULL)))]
    assert parts.count("New actions") == 3
    assert parts.count("Signatures") == 2


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_and_no_cell_is_a_formula(words: str) -> None:
    made = notes(
        noted(entry(response("asked", "How?", words)), outcome=words, told=words, title=words),
        worker=words,
        service=words,
    )
    for row in rows(b"".join(notes_csv(made))):
        for cell in row:
            assert not cell.startswith(DANGEROUS)
            assert not cell.lstrip(" ").startswith(DANGEROUS)
            assert len(cell) <= 32_767
    assert written(words) == visible(words)


@given(words=st.text(max_size=80))
def test_any_words_come_back(words: str) -> None:
    assert written(words) == visible(words)


@given(words=st.text(alphabet="'=+-@ \t\nx＝", max_size=8))
def test_taking_one_apostrophe_away_always_gives_back_what_was_written(words: str) -> None:
    assert not guarded(words).startswith(DANGEROUS)
    assert taken_off(guarded(words)) == visible(words)


def test_plain_words_stay_plain() -> None:
    for words in ("a quiet day", "'quoted'", "3 - 2", "O'Hara", ""):
        assert guarded(words) == words


def test_words_too_long_for_a_cell_go_on_in_numbered_rows() -> None:
    words = "x" * (2 * CELL_LIMIT + 5)
    made = notes(noted(entry(response("asked", "How?", words))))
    found = [row[2] for row in rows(b"".join(notes_csv(made))) if row[2].startswith("How?")]
    assert found == ["How?", "How? (2)", "How? (3)"]
    assert written(words) == words
