"""`logbook demo`: an invented service that leaves nothing behind, and never touches a real one."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Answer, birch_lane, logbook

from logbook.cli import demo as command
from logbook.services.demo import Demo, Login, NotADemoFolder, check_folder
from logbook.storage.folders import FILE
from logbook.tui.display import Display
from logbook.vault import keyfile
from logbook.vault.keyfile import KEY_FILE


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of its own for temporary folders, so that a test sees what is left in it."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A demo that is made at once, for tests of what is around it: the folders that it was in."""
    made: list[Path] = []

    def make(folder: Path, *, entries: int, progress: object) -> Demo:
        assert progress is not None
        check_folder(folder)
        folder.mkdir(exist_ok=True)
        (folder / KEY_FILE).write_text("{}", "utf-8")
        made.append(folder)
        login = Login(name="Sam \x1b[2JOkafor", role="support worker", passphrase="four words")
        return Demo(
            folder=folder,
            service="Birch Lane",
            logins=(login,),
            recovery_key="AAAAA-BBBBB",
            entries=entries or 58,
        )

    monkeypatch.setattr(command, "make", make)
    return made


def opened(monkeypatch: pytest.MonkeyPatch, status: int = 0) -> list[Path]:
    """A screen that is closed again at once: the folders that it was opened on."""
    folders: list[Path] = []

    def show(folder: Path, display: Display, shown: tuple[str, ...], *, stopped: str) -> int:
        assert display == Display()
        assert stopped == command.STOPPED
        assert (folder / KEY_FILE).exists()
        assert shown
        assert all(", support worker: " in line or ", line manager: " in line for line in shown)
        folders.append(folder)
        return status

    monkeypatch.setattr("logbook.tui.show.show", show)
    return folders


def test_a_demo_is_kept_where_it_was_asked_for_and_opens(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    answer = logbook("demo", "--in", folder, "--no-open", "--json", "--entries", "12")
    document = json.loads(answer.done)
    assert document["folder"] == str(folder)
    assert {each["role"] for each in document["logins"]} == {
        "General Manager",
        "line manager",
        "safeguarding lead",
        "support worker",
    }
    for each in document["logins"]:
        listed = logbook(
            "people", "list", "--as", each["name"], "--in", folder, typed=f"{each['passphrase']}\n"
        )
        assert listed.status == 0
    assert keyfile.load(folder).demo
    again = logbook("demo", "--in", folder, "--no-open", "--entries", "25")
    assert "25 entries" in again.done
    (aside,) = [each for each in folder.iterdir() if each.name.startswith("earlier-")]
    assert {each.name for each in aside.iterdir()} >= {FILE, KEY_FILE}


def test_names_and_passphrases_are_in_a_small_table(quickly: list[Path]) -> None:
    lines = logbook("demo", "--no-open").done.splitlines()
    assert lines[0] == "DEMO: invented people, nothing is kept."
    assert lines[3] == "Name            Role            Passphrase"
    assert lines[4] == "Sam ␛[2JOkafor  support worker  four words"
    assert lines[6] == "Recovery key: AAAAA-BBBBB"
    assert len(quickly) == 1


def test_without_a_folder_it_is_gone_at_the_end(quickly: list[Path]) -> None:
    answer = logbook("demo", "--no-open")
    assert answer.err == "The demo was removed again. Keep one with --in DIR.\n"
    assert not quickly[0].exists()


def test_on_a_terminal_enter_opens_it_in_the_same_process(
    quickly: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = opened(monkeypatch)
    answer = logbook("demo", typed="\n", terminal=True)
    assert answer.status == 0
    assert "Press Enter to open." in answer.err
    assert folders == quickly
    assert not folders[0].exists()


def test_a_screen_that_failed_says_so_by_the_status(
    quickly: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, status=1)
    assert logbook("demo", typed="\n", terminal=True).status == 1
    assert len(quickly) == 1


def test_a_document_is_printed_without_asking(
    quickly: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = opened(monkeypatch)
    answer = logbook("demo", "--json", terminal=True)
    assert json.loads(answer.done)["recovery_key"] == "AAAAA-BBBBB"
    assert "Press Enter" not in answer.err
    assert folders == quickly


def test_leaving_at_the_question_leaves_nothing(
    quickly: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = opened(monkeypatch)
    assert logbook("demo", terminal=True).status == 1
    assert folders == []
    assert not quickly[0].exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"a cat")
    before = sorted(tmp_path.rglob("*"))
    answer = logbook("demo", "--in", tmp_path, "--no-open")
    assert "is not empty, and what is in it is no demo" in answer.refusal
    assert sorted(tmp_path.rglob("*")) == before


def test_a_real_logbook_is_never_taken_for_a_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = birch_lane(tmp_path / "data").folder
    real = keyfile.load(folder)
    monkeypatch.setattr(
        keyfile, "load", lambda _folder: real.__class__(**{**vars(real), "demo": False})
    )
    before = {each.name: each.stat().st_mtime_ns for each in folder.iterdir()}
    with pytest.raises(NotADemoFolder):
        check_folder(folder)
    assert "no demo" in logbook("demo", "--in", folder, "--no-open").refusal
    assert {each.name: each.stat().st_mtime_ns for each in folder.iterdir()} == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    answer = logbook("demo", "--in", tmp_path / "file")
    assert answer.status == 2
    assert "is a file" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_kill_while_it_is_made_leaves_nothing(temporary: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "logbook", "demo", "--entries", "100000", "--no-open"],
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    while not list(temporary.glob(f"*/{FILE}")):
        assert program.poll() is None
    program.send_signal(signal.SIGTERM)
    ended = Answer(program.wait(), *(each.decode() for each in program.communicate()))
    assert ended == Answer(128 + signal.SIGTERM, "", "")
    assert list(temporary.iterdir()) == []
