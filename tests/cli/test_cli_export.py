"""`logbook export`: what one may read, in a new file that is on record."""

import csv
import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import HENRY, NIA, SAM, SANDRA, sent

from logbook.services.exporting import entries


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    for name in (SAM, NIA):
        sent(birch.desk(name))
    birch.close()
    (tmp_path / "out").mkdir()
    yield birch
    birch.close()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_file_is_made_and_said_to_be_personal_data(
    birch: BirchLane, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    answer = at_birch_lane(birch, SANDRA, "export", form, "--out", out)
    (made,) = out.iterdir()
    assert answer.done.startswith(f"{made}: 2 entries. It contains personal data")
    assert made.suffix == f".{form}"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_it_is_narrowed_by_words_worker_and_days(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    narrowed = ("--words", "posting", "--for", "nia", "--from", "1/11/2026", "--to", "today")
    at_birch_lane(birch, SANDRA, "export", "csv", "--out", out, *narrowed)
    (made,) = out.iterdir()
    rows = list(csv.DictReader(io.StringIO(made.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["Written by"] for row in rows[:-1]] == [NIA]


def test_the_practice_and_the_open_are_chosen(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    at_birch_lane(birch, HENRY, "export", "jsonl", "--out", out, "--practice", "--show", "open")
    (made,) = out.iterdir()
    (head,) = map(json.loads, made.read_text().splitlines())
    assert head["chosen"] == "everything open that I may read, practice too"


@pytest.mark.parametrize(
    ("by", "more", "says"),
    [
        (SAM, (), "Managers, the deputy and the safeguarding leads export entries."),
        (SANDRA, ("--from", "2/11/2026", "--to", "1/11/2026"), "Swap them"),
        (SANDRA, ("--out", "none"), "There is no folder"),
        (SANDRA, ("--for", "Nobody"), "Nobody named"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    birch: BirchLane, tmp_path: Path, by: str, more: tuple[str, ...], says: str
) -> None:
    out = tmp_path / "out"
    answer = at_birch_lane(birch, by, "export", "csv", "--out", out, *more)
    assert says in answer.refusal
    assert not list(out.iterdir())


def test_a_wrong_passphrase_makes_nothing(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    logbook(
        "export", "csv", "--out", out, "--as", SANDRA, "--in", birch.folder, typed="not this one\n"
    )
    assert not list(out.iterdir())


def test_ctrl_c_leaves_no_half_file(
    birch: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_tables: object, _found: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(entries._Tables, "of", interrupted)
    out = tmp_path / "out"
    answer = at_birch_lane(birch, SANDRA, "export", "xlsx", "--out", out)
    assert (answer.status, answer.out) == (130, "")
    assert "Stopped. There is no file." in answer.err
    assert not list(out.iterdir())
