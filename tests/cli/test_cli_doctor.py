"""`logbook doctor`: sentences to read down a telephone, set up or not."""

import re
from pathlib import Path

import pytest
from command_line import PASSPHRASE, BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import GENERAL_MANAGER, SAM

from logbook.cli import doctor
from logbook.services import checkup
from logbook.services.checkup import Machine
from logbook.storage.folders import FILE
from logbook.vault.keyfile import KEY_FILE


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    return birch_lane(tmp_path / "data")


@pytest.fixture(autouse=True)
def a_usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test itself runs in is not what is tested."""
    machine = Machine(
        platform="linux",
        python="3.11.7",
        system="Linux",
        environment={"TERM": "xterm-256color"},
        encoding="utf-8",
        size=(120, 40),
    )
    monkeypatch.setattr(doctor, "_machine", lambda: machine)
    monkeypatch.setattr(checkup, "CLOCK_MAY_DIFFER", checkup.CLOCK_MAY_DIFFER * 10**6)


def test_with_nothing_set_up_it_says_how_this_computer_is(tmp_path: Path) -> None:
    answer = logbook("doctor", "--in", tmp_path / "not" / "yet")
    assert "Nothing is set up here yet: run logbook init" in answer.done
    assert not any(line.startswith("!") for line in answer.out.splitlines())
    assert list(tmp_path.iterdir()) == []


def test_each_line_is_a_sentence(birch: BirchLane) -> None:
    for line in logbook("doctor", "--in", birch.folder).done.splitlines():
        assert re.fullmatch(r"[A-Z].*\.", line), line


def test_without_a_name_nothing_is_opened_and_nothing_changes(birch: BirchLane) -> None:
    before = {each.name: each.read_bytes() for each in birch.folder.iterdir()}
    answer = logbook("doctor", "--in", birch.folder)
    assert "The key file can be read: the demo of Birch Lane Support, 8 accounts." in answer.done
    assert "add --as NAME" in answer.out
    assert {each.name: each.read_bytes() for each in birch.folder.iterdir()} == before


def test_with_a_passphrase_it_looks_inside(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SAM, "doctor")
    assert re.search(r"The logbook opens, and its log ends at line \d+\.", answer.done)
    assert "It knows 8 staff and 3 people supported" in answer.out
    assert "There is no backup yet" in answer.out


def test_the_last_backup_is_said_with_its_age(birch: BirchLane, tmp_path: Path) -> None:
    at_birch_lane(birch, GENERAL_MANAGER, "backup", tmp_path)
    assert "The last backup was made today." in at_birch_lane(birch, SAM, "doctor").done


def test_what_is_wrong_is_marked_and_counted(birch: BirchLane) -> None:
    (birch.folder / FILE).unlink()
    birch.folder.chmod(0o755)
    answer = logbook("doctor", "--in", birch.folder)
    marked = [line for line in answer.out.splitlines() if line.startswith("! ")]
    assert any("The logbook's file is missing" in line for line in marked)
    assert any("Every account on this computer can look into data" in line for line in marked)
    assert answer.refusal == "2 things need somebody: look for the lines that begin with !."


def test_a_damaged_key_file_is_one_of_the_sentences(birch: BirchLane) -> None:
    (birch.folder / KEY_FILE).write_bytes(b"{")
    answer = logbook("doctor", "--in", birch.folder)
    assert "! The file logbook.keys is not a logbook key file" in answer.out
    assert answer.refusal.startswith("One thing needs somebody")


def test_a_logbook_that_does_not_open_says_why(birch: BirchLane) -> None:
    (birch.folder / FILE).write_bytes(b"")
    answer = at_birch_lane(birch, SAM, "doctor")
    assert "! The logbook does not open: This is not a logbook (0 bytes)" in answer.out
    wrong = logbook("doctor", "--as", SAM, "--in", birch.folder, typed="wrong\n")
    assert "! The logbook does not open: That passphrase does not fit." in wrong.out
    assert PASSPHRASE not in answer.out + answer.err
