"""The app on a real terminal: how it starts, what it lets through, how it ends."""

import signal
import sys
from pathlib import Path

import pytest
from acting import PRIVATE
from front import PASSPHRASE, saved_key_file
from terminal import Terminal, python

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are Unix", allow_module_level=True)

ACTING = python("acting.py")


def signed_in(terminal: Terminal) -> None:
    terminal.sees("Who are you?")
    terminal.sees("Enter sign in")
    terminal.types(b"sam")
    terminal.until(lambda each: "│ sam" in each.text and "Sandra" not in each.text)
    terminal.presses(b"\r", lambda each: "│ sam" not in each.text and "Saul" not in each.text)
    terminal.types(PASSPHRASE.encode())
    terminal.sees("•" * len(PASSPHRASE))
    terminal.presses(b"\r", lambda each: "Home · Sam Okafor" in each.text)


def test_the_title_is_logbook_and_never_a_person() -> None:
    with Terminal(ACTING) as terminal:
        signed_in(terminal)
        titles = terminal.wrote.split(b"\x1b]2;")[1:]
        assert [title.partition(b"\x07")[0] for title in titles] == [b"Logbook"]
        terminal.types(b"\x11")
        assert terminal.ends() == 0
        assert terminal.is_as_it_was_found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal_and_closes_the_desk(number: signal.Signals) -> None:
    with Terminal(ACTING) as terminal:
        signed_in(terminal)
        terminal.signals(number)
        assert terminal.ends() == 128 + number
        assert terminal.is_as_it_was_found
        assert "closed: ['m-sam']" in terminal.left_behind
        assert "PRIVATE" not in terminal.left_behind


def test_a_closed_window_ends_the_program() -> None:
    with Terminal(ACTING) as terminal:
        signed_in(terminal)
        terminal.hangs_up()
        terminal.signals(signal.SIGHUP)
        assert terminal.process.wait(timeout=30) != 0


@pytest.mark.parametrize("key", [b"\x1b[18~", b"\x1b[24~"])
def test_a_fault_says_where_and_quotes_nothing(key: bytes) -> None:
    with Terminal(ACTING) as terminal:
        signed_in(terminal)
        terminal.types(key)
        assert terminal.ends() == 1
        assert terminal.is_as_it_was_found
        assert "logbook stopped because of a fault in the program (NoSuchWord, " in (
            terminal.left_behind
        )
        assert PRIVATE.encode() not in terminal.wrote
        assert b"Traceback" not in terminal.wrote


def test_a_byte_that_is_not_text_does_not_end_it() -> None:
    with Terminal(ACTING) as terminal:
        terminal.sees("Enter sign in")
        terminal.types(b"s\xff\xfea")
        terminal.sees("│ s")
        terminal.types(b"\x11")
        assert terminal.ends() == 0


def test_a_bare_start_shows_the_sign_in_of_its_folder(tmp_path: Path) -> None:
    folder = saved_key_file(tmp_path)
    for argument in (["--in", str(folder)], [f"--in={folder}"]):
        with Terminal(python("-m", "logbook", *argument)) as terminal:
            terminal.sees("Birch Lane Support")
            terminal.sees("Sandra Whitlow")
            terminal.types(b"\x11")
            assert terminal.ends() == 0


def test_a_key_file_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "logbook.keys").write_bytes(b"something else")
    with Terminal(python("-m", "logbook", "--in", str(tmp_path))) as terminal:
        assert terminal.ends() == 1
        assert "is not a logbook key file" in terminal.left_behind


def test_textuals_settings_in_the_environment_are_not_obeyed(tmp_path: Path) -> None:
    folder = saved_key_file(tmp_path)
    environment = {
        "TEXTUAL_LOG": str(tmp_path / "leak.log"),
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_THEME": "dracula",
    }
    command = python("-m", "logbook", "--in", str(folder))
    with Terminal(command, environment=environment) as terminal:
        terminal.sees("Sandra Whitlow")
        terminal.types(b"\x11")
        assert terminal.ends() == 0
        assert b"\x1b[>" not in terminal.wrote
    assert not [each for each in tmp_path.iterdir() if each.suffix in (".log", ".svg")]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux forbids dumps this way")
def test_nobody_else_can_read_the_memory() -> None:
    with Terminal(ACTING) as terminal:
        terminal.sees("Enter sign in")
        limits = Path(f"/proc/{terminal.process.pid}/limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
        assert Path(f"/proc/{terminal.process.pid}/mem").owner() == "root"
        terminal.types(b"\x11")
        terminal.ends()
