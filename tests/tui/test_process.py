"""What the process owes to whoever shares the machine, and how it is started."""

import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from logbook.__main__ import KEY_FILE, Bare, NotBare, bare_start
from logbook.cli.folders import default_folder
from logbook.tui import faults
from logbook.tui.display import Display
from logbook.tui.process import clear_textual_settings, report_faults_quietly
from logbook.vault import keyfile

PRIVATE = "what somebody wrote"


class Fault(Exception):
    pass


def _fail(note: str) -> NoReturn:
    raise Fault(note)


def fault() -> Fault:
    try:
        _fail(PRIVATE)
    except Fault as error:
        return error


def test_textuals_settings_are_cleared_but_for_the_keyboard() -> None:
    environment = {"TEXTUAL_LOG": "x", "TEXTUAL_DEBUG": "1", "textual_theme": "x", "HOME": "/"}
    clear_textual_settings(environment)
    assert environment == {"HOME": "/", "TEXTUAL_DISABLE_KITTY_KEY": "1"}


def test_a_report_says_type_place_and_reference_and_no_words() -> None:
    report = faults.told_of(fault())
    assert "(Fault, test_process.py line " in report
    assert PRIVATE not in report
    assert faults.reference_of(fault()) in report


def test_the_same_fault_has_the_same_reference() -> None:
    assert faults.reference_of(fault()) == faults.reference_of(fault())


def test_an_error_that_was_never_raised_can_be_told_too() -> None:
    assert "nowhere known" in faults.told_of(Fault(PRIVATE))


def test_a_fault_outside_the_screen_is_told_as_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    report_faults_quietly()
    error = fault()
    sys.excepthook(Fault, error, error.__traceback__)
    threading.excepthook(threading.ExceptHookArgs((Fault, error, error.__traceback__, None)))
    said = capsys.readouterr().err
    assert said.count("logbook stopped because of a fault") == 2
    assert PRIVATE not in said


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [([], default_folder()), (["--in", "x"], Path("x")), (["--in=x"], Path("x"))],
)
def test_a_bare_start_opens_the_screen(arguments: list[str], folder: Path) -> None:
    assert bare_start(arguments) == Bare(folder)


@pytest.mark.parametrize(
    ("arguments", "display"),
    [
        (["--ascii"], Display(ascii_only=True)),
        (["--slow-link", "--in", "x"], Display(slow_link=True)),
        (["--in=x", "--slow-link", "--ascii"], Display(ascii_only=True, slow_link=True)),
    ],
)
def test_an_old_terminal_and_a_thin_line_are_a_bare_start(
    arguments: list[str], display: Display
) -> None:
    assert bare_start(arguments).display == display


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["demo"],
        ["--in"],
        ["--in="],
        ["--in", ""],
        ["--in", "x", "demo"],
        ["--plain"],
        ["--ascii", "demo"],
        ["--slow-link=yes"],
    ],
)
def test_everything_else_is_a_command(arguments: list[str]) -> None:
    with pytest.raises(NotBare):
        bare_start(arguments)


def test_textual_is_told_of_a_thin_line_and_of_nothing_else() -> None:
    environment: dict[str, str] = {}
    Display(ascii_only=True).settle(environment)
    assert environment == {}
    Display(slow_link=True).settle(environment)
    assert environment["TEXTUAL_ANIMATIONS"] == "none"


def test_the_door_looks_for_the_file_that_the_vault_writes() -> None:
    assert KEY_FILE == keyfile.KEY_FILE
