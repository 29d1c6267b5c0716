"""How a command ends: its exit status, one sentence, and never a trace."""

import array
import fcntl
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import IO

import pytest
from command_line import PASSPHRASE, at_birch_lane, birch_lane, logbook
from service_makers import SAM, SANDRA

from logbook import __version__
from logbook.cli import program, search
from logbook.cli.contents import COMMANDS, help_text
from logbook.cli.folders import HOME, default_folder
from logbook.tui.display import Display

HEAVY = ("click", "sqlalchemy", "sqlmodel", "cryptography", "textual", "sqlcipher3", "json")


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """The real program, on pipes."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "logbook", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# the first page


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_the_first_page_names_every_command(asked: str) -> None:
    answer = logbook(asked)
    assert answer.done == f"{help_text()}\n"
    assert all(f"  {name} " in answer.out for name in COMMANDS)
    assert all(len(line) <= 90 for line in answer.out.splitlines())


def test_it_is_the_same_page_where_click_prints_it(tmp_path: Path) -> None:
    assert logbook("--in", tmp_path, "--help").done.strip() == help_text()


def test_the_version_is_said() -> None:
    assert logbook("--version").done == f"logbook {__version__}\n"
    assert logbook("--in", ".", "--version").done == f"logbook {__version__}\n"


def test_help_imports_nothing_that_a_page_of_text_does_not_need() -> None:
    asked = (
        "import sys; sys.argv = ['logbook', '--help']\n"
        "from logbook.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", asked], capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"


# misspelt


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nothing-like-it",), "No such command 'nothing-like-it'."),
        (("verify", "--bogus"), "No such option '--bogus'."),
        (("backup",), "Missing argument 'FILE'."),
        (("people", "add"), "Missing argument 'NAME'."),
        (("notes", "--for", "Sam"), "Missing option '--from'"),
    ],
)
def test_a_slip_is_shown_with_the_usage(arguments: tuple[str, ...], says: str) -> None:
    answer = logbook(*arguments)
    assert answer.status == 2
    assert answer.err.startswith("Usage: logbook")
    assert says in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("figures", "--weeks", "0"), "Error: --weeks: write a whole number from 1 to 520."),
        (("figures", "--weeks", "x"), "Error: --weeks: write a whole number from 1 to 520."),
        (("demo", "--entries", "0"), "--entries: write a whole number from 1 to 1,000,000."),
        (("figures", "--from", "31/2/2026"), "Error: --from: It must be a real date: "),
        (("export", "xls"), "Error: FORMAT: 'xls' is not one of 'csv', "),
        (("pack", "Sam", "--format", "doc"), "Error: --format: 'doc' is not one of 'docx', "),
    ],
)
def test_what_does_not_fit_is_said_in_our_words(arguments: tuple[str, ...], says: str) -> None:
    answer = logbook(*arguments)
    assert answer.status == 2
    assert says in answer.err
    assert "nvalid" not in answer.err


def test_nothing_typed_reaches_the_terminal_as_a_control() -> None:
    for hostile in ("\x1b[2J", "\x1b]0;title\x07", "\u202e", "\udcff"):
        for arguments in ((hostile,), ("search", f"--{hostile}"), ("people", hostile)):
            answer = logbook(*arguments)
            assert answer.status == 2
            assert "\x1b" not in answer.err
            assert "\u202e" not in answer.err


def test_a_name_is_needed_where_nobody_can_be_asked(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    answer = logbook("verify", "--in", birch.folder, typed=f"{PASSPHRASE}\n")
    assert answer.status == 2
    assert "Say who you are with --as NAME." in answer.err


# nothing set up


def test_with_nothing_set_up_the_next_step_is_said(tmp_path: Path) -> None:
    said = logbook("--in", tmp_path).refusal
    assert "run `logbook init` to set one up, or `logbook demo`" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("people", "list"),
        ("people", "add", "Ann"),
        ("search", "card"),
        ("backup", "there"),
        ("accept",),
        ("passphrase",),
        ("notes", "--for", "Sam", "--from", "1/10/2026", "--to", "1/11/2026"),
    ],
)
def test_no_command_makes_a_logbook_by_itself(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = logbook(*arguments, "--as", SAM, "--in", tmp_path / "none", typed=f"{PASSPHRASE}\n")
    assert "There is no logbook in" in answer.refusal
    assert list(tmp_path.iterdir()) == []


def test_a_logbook_without_a_terminal_opens_no_screen(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    assert "The screen needs a terminal" in logbook("--in", birch.folder).refusal


# where the data is


def test_the_folder_is_the_one_named_else_the_one_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(HOME, raising=False)
    assert default_folder().name == "logbook"
    monkeypatch.setenv(HOME, "")
    assert default_folder().name == "logbook"
    monkeypatch.setenv(HOME, str(tmp_path))
    assert default_folder() == tmp_path


def test_every_command_looks_there_unless_it_is_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    birch = birch_lane(tmp_path / "data")
    monkeypatch.setenv(HOME, str(birch.folder))
    assert logbook("verify", "--as", SAM, typed=f"{PASSPHRASE}\n").status == 0
    other = tmp_path / "other"
    for arguments in (("verify", "--in", other), ("--in", other, "verify")):
        assert str(other) in logbook(*arguments, "--as", SAM).refusal


# faults


def test_a_fault_of_the_program_says_where_and_nothing_of_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    birch = birch_lane(tmp_path / "data")

    class Broken:
        def __init__(self, _desk: object) -> None:
            raise KeyError("what she wrote about Daniel Webb")

    monkeypatch.setattr(search, "Finder", Broken)
    said = at_birch_lane(birch, SAM, "search", "card").refusal
    assert said.startswith("logbook stopped because of a fault in the program (KeyError, ")
    assert "reference" in said
    assert "Daniel" not in said
    assert PASSPHRASE not in said


def test_what_the_system_refuses_is_said_in_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path, _display: Display) -> int:
        raise PermissionError(13, "Permission denied", "/srv/\x1b[2Jlogbook")

    monkeypatch.setattr(program, "_screen", refused)
    said = logbook("--in", tmp_path).refusal
    assert said == "This computer refused: Permission denied (/srv/␛[2Jlogbook)."


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    program = started("people", "list", "--json", "--as", SAM, "--in", str(birch.folder))
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stdin.write(f"{PASSPHRASE}\n".encode())
    program.stdin.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_control_c_is_quiet_and_nothing_was_done(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    program = started("people", "remove", SAM, "--as", SANDRA, "--in", str(birch.folder))
    assert program.stdin is not None
    program.stdin.write(f"{PASSPHRASE}\n".encode())
    program.stdin.flush()
    _wait_until_read(program.stdin)
    program.send_signal(signal.SIGINT)
    assert program.communicate() == (b"", b"")
    assert program.returncode == 130
    assert at_birch_lane(birch, SAM, "people", "list").status == 0


def _wait_until_read(pipe: IO[bytes]) -> None:
    """Until nothing that was written is left in a pipe."""
    until, left = time.monotonic() + 30, array.array("i", [1])
    while left[0] and time.monotonic() < until:
        fcntl.ioctl(pipe, termios.FIONREAD, left)
    assert not left[0]


def test_the_passphrase_is_never_among_the_arguments() -> None:
    for command in COMMANDS:
        answer = logbook(command, "--help")
        assert "--passphrase" not in answer.out
        assert answer.status == 0
