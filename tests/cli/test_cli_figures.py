"""`logbook figures`: a period in numbers, to the terminal, as JSON or as a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import BirchLane, at_birch_lane, birch_lane
from service_makers import SAM, SANDRA, WORRIED, sent

from logbook.domain.figures import LEFT_OUT


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    sent(birch.desk(SAM), WORRIED)
    birch.close()
    yield birch
    birch.close()


DAYS = ("--from", "1/11/2026")


def test_a_manager_reads_the_numbers_and_what_is_left_out(birch: BirchLane) -> None:
    said = at_birch_lane(birch, SANDRA, "figures", *DAYS).done
    assert "1 entry." in said
    assert "Romance fraud" in said
    assert LEFT_OUT in " ".join(said.split())


def test_as_json_every_number_has_the_references_behind_it(birch: BirchLane) -> None:
    found = json.loads(at_birch_lane(birch, SANDRA, "figures", *DAYS, "--json").done)
    counted = [each for group in found["groups"] for each in group["figures"]]
    assert found["total"] == 1
    assert all(len(each["entries"]) == each["count"] for each in counted)


def test_the_same_is_written_as_one_page(birch: BirchLane, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    wanted = ("figures", *DAYS, "--format", "md", "--out", tmp_path / "out")
    at_birch_lane(birch, SANDRA, *wanted)
    (made,) = (tmp_path / "out").iterdir()
    assert "figures" in made.name
    assert LEFT_OUT in made.read_text(encoding="utf-8")


def test_a_worker_is_told_whose_they_are(birch: BirchLane) -> None:
    assert "Figures are for managers" in at_birch_lane(birch, SAM, "figures").refusal
