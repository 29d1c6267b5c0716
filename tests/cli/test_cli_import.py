"""`logbook import`: what it prints, what it asks, and how it ends."""

import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import NOW, BirchLane, FakeTerminal, at_birch_lane, birch_lane, logbook
from service_makers import DEPUTY, GENERAL_MANAGER, SAM, SANDRA

from logbook.cli import importing
from logbook.services.importing import entries, old, people
from logbook.services.importing.report import How

MANUAL = Path(__file__).parents[2] / "docs" / "import.md"


@pytest.fixture
def birch(tmp_path_factory: pytest.TempPathFactory) -> BirchLane:
    return birch_lane(tmp_path_factory.mktemp("birch") / "data")


def written(folder: Path, text: str, name: str = "old.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_people_are_listed_and_the_second_time_they_are_here(
    birch: BirchLane, tmp_path: Path
) -> None:
    file = written(tmp_path, "Name;House\nAnn Lee;Oak House\nDora Wills;Oak House\n")
    first = at_birch_lane(birch, SANDRA, "import", "people", file)
    assert first.done == "2 people are listed.\n"
    assert first.err == "Its columns are separated by semicolons.\n"
    again = at_birch_lane(birch, SANDRA, "import", "people", file)
    assert again.done == "0 people are listed.\n2 people of the file were here already.\n"
    listed = at_birch_lane(birch, SAM, "people", "list").done
    assert "Dora Wills" in listed


def test_every_bad_line_is_named_and_nothing_is_brought_in(
    birch: BirchLane, tmp_path: Path
) -> None:
    text = "date,person,what happened\n3/11/2024,D.W.,He asked\nsoon,,x\n4/11/2024,Nobody,y\n"
    file = written(tmp_path, text)
    refused = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file)
    assert refused.status == 1
    assert refused.out == ""
    first, second, last = refused.err.splitlines()
    assert first.startswith("Line 3, date: “soon”: ")
    assert second.startswith("Line 4, person: Nobody listed fits “Nobody”.")
    assert last == (
        "2 lines of 3 cannot be brought in, so nothing was. Mend them in the file, or leave them "
        "out with --skip-bad."
    )
    kept = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file, "--skip-bad")
    assert kept.done == "1 entry is brought in.\n2 lines were left out.\n"


def test_a_dry_run_says_what_would_be(birch: BirchLane, tmp_path: Path) -> None:
    file = written(tmp_path, '{"date": "3/11/2024", "text": "He asked"}\n', "old.jsonl")
    tried = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file, "--dry-run")
    assert tried.done == "1 entry would be brought in.\n"
    found = at_birch_lane(birch, GENERAL_MANAGER, "search", "asked")
    assert "Nothing that you may read" in found.done


def test_search_marks_what_was_brought_in(birch: BirchLane, tmp_path: Path) -> None:
    file = written(tmp_path, "date,what happened,mood\n3/11/2024,He asked,calm\n")
    brought = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file)
    assert brought.err == "Kept as questions with their answers: mood.\n"
    later = NOW + timedelta(hours=1)
    table = at_birch_lane(birch, DEPUTY, "search", "calm", now=later)
    assert "closed, brought in" in table.done
    plain = at_birch_lane(birch, DEPUTY, "search", "calm", "--json", now=later)
    (line,) = json.loads(plain.done)["entries"]
    assert line["brought_in"] is True


def test_the_logbook_is_whole_afterwards(birch: BirchLane, tmp_path: Path) -> None:
    file = written(tmp_path, "date,text\n" + "3/11/2024,x\n" * 700)
    assert at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file).status == 0
    assert at_birch_lane(birch, GENERAL_MANAGER, "verify").done.startswith("Whole:")
    found = at_birch_lane(birch, GENERAL_MANAGER, "search", "x", "--json").done
    assert json.loads(found)["found"] == 700


@pytest.mark.parametrize(
    ("by", "what", "says"),
    [
        (SAM, "people", "Managers keep the list of people we support"),
        (SANDRA, "entries", "The General Manager brings in old records"),
    ],
)
def test_who_may_not_is_refused(
    birch: BirchLane, tmp_path: Path, by: str, what: str, says: str
) -> None:
    file = written(tmp_path, "name,date,text\nAnn Lee,3/11/2024,x\n")
    assert says in at_birch_lane(birch, by, "import", what, file).refusal


def test_a_list_of_staff_is_sent_to_invitations(birch: BirchLane, tmp_path: Path) -> None:
    file = written(tmp_path, "name,role\nAnn Lee,worker\n")
    refused = at_birch_lane(birch, GENERAL_MANAGER, "import", "people", file)
    assert "accounts by invitation: logbook people add NAME" in refused.refusal


@pytest.mark.parametrize("name", ["nobody.csv", "\x1b]0;OWNED\x07.csv", "a\u202eb.csv"])
def test_a_file_that_is_not_there_is_named_safely(birch: BirchLane, name: str) -> None:
    refused = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", name)
    assert "There is no file" in refused.refusal
    assert "\x1b" not in refused.err


def test_what_a_bad_line_says_reaches_no_terminal_as_it_is(
    birch: BirchLane, tmp_path: Path
) -> None:
    file = written(tmp_path, "date,text\n\x1b]0;OWNED\x07\u202e,x\n")
    refused = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file)
    assert "␛]0;OWNED" in refused.err
    assert "\x1b" not in refused.err
    assert "\u202e" not in refused.err


def test_stopping_says_how_to_find_out(birch: BirchLane, tmp_path: Path) -> None:
    file = written(tmp_path, "date,text\n3/11/2024,x\n")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with patch.object(entries, "bring_in", stop):
        stopped = at_birch_lane(birch, GENERAL_MANAGER, "import", "entries", file)
    assert (stopped.status, stopped.out, stopped.err) == (130, "", f"{importing.STOPPED}\n")


def test_a_bad_line_stands_alone_beside_the_progress() -> None:
    terminal = FakeTerminal(io.BytesIO(), encoding="utf-8")
    with patch.object(sys, "stderr", terminal):
        importing._beside("Line 3: why.")
    terminal.flush()
    said = terminal.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert said.startswith("\r")
    assert said.split("\r")[-1] == "Line 3: why.\n"


def test_without_a_command_its_help_is_shown() -> None:
    answer = logbook("import", "--help", now=NOW)
    assert "people" in answer.done
    assert "entries" in answer.done


def test_the_manual_names_every_column() -> None:
    manual = MANUAL.read_text("utf-8")
    for columns in (people.columns(), old.columns()):
        for name, does in columns.items():
            assert f"| `{name}` | {does} |" in manual, name


def example(kind: str) -> str:
    """The example of the manual, between its fences."""
    return MANUAL.read_text("utf-8").split(f"```{kind}\n")[1].split("```")[0]


def test_the_examples_of_the_manual_can_be_brought_in(birch: BirchLane, tmp_path: Path) -> None:
    desk = birch.desk(GENERAL_MANAGER)
    listed = written(tmp_path, example("csv people"), "people.csv")
    assert people.bring_in(desk, listed, How()).bad == 0
    for kind, name in (("csv entries", "old.csv"), ("json entries", "old.jsonl")):
        file = written(tmp_path, example(kind), name)
        brought = entries.bring_in(desk, file, How())
        assert (brought.bad, brought.new > 0) == (0, True)
    desk.close()
