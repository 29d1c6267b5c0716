"""`logbook pack` and `logbook paper`: a supervision and empty prompts as files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import PASSPHRASE, BirchLane, birch_lane, logbook
from service_makers import SAM, SANDRA, sent


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    sent(made.desk(SAM))
    (tmp_path / "out").mkdir()
    yield made
    made.close()


def test_a_manager_writes_the_pack_of_a_worker(lane: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = logbook(
        *("pack", SAM, "--format", "md", "--out", out, "--as", SANDRA, "--in", lane.folder),
        typed=f"{PASSPHRASE}\n",
    ).done
    (made,) = out.iterdir()
    assert str(made) in said
    assert "# Supervision: Sam Okafor" in made.read_text("utf-8")


def test_what_was_not_held_is_not_written(lane: BirchLane, tmp_path: Path) -> None:
    answer = logbook(
        *("pack", SAM, "--held", "--out", tmp_path / "out", "--as", SANDRA, "--in", lane.folder),
        typed=f"{PASSPHRASE}\n",
    )
    assert "was held yet" in answer.refusal


def test_prompts_are_printed_without_a_passphrase(lane: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = logbook("paper", "help-request", "--out", out, "--in", lane.folder).done
    (made,) = out.iterdir()
    assert str(made) in said
    assert made.read_bytes().startswith(b"%PDF-")
