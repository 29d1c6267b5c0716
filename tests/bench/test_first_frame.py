"""T1 and T2: how soon the sign-in screen is there, and what is imported by then."""

import subprocess
import sys
from pathlib import Path

import pytest
from figures import alternated, control_of, told

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tui"))

from front import saved_key_file  # noqa: E402 - beside the tests of the screens
from terminal import Terminal, python  # noqa: E402

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "alembic",
    "sqlcipher3",
    "cryptography",
    "docx",
    "xlsxwriter",
    "typst",
    "dateutil",
    "click",
    "logbook.services",
    "logbook.storage",
    "logbook.policy",
    "logbook.tui.rooms",
)
PAIRS = 15
GENEROUS = 1.5
"""Far above the target of 1.15, so that a busy machine fails nothing."""


def modules_at_first_frame(folder: Path) -> tuple[str, set[str]]:
    done = subprocess.run(
        python(str(HERE / "first_frame.py"), str(folder)),
        capture_output=True,
        text=True,
        check=True,
    )
    screen, *modules = done.stdout.splitlines()
    return screen, set(modules)


def test_nothing_heavy_is_imported_before_the_first_frame(tmp_path: Path) -> None:
    screen, modules = modules_at_first_frame(saved_key_file(tmp_path))
    assert screen == "SignInScreen"
    assert "logbook.vault.doorplates" in modules
    found = {each for each in modules for heavy in HEAVY if (each + ".").startswith(heavy + ".")}
    assert not found


def shown_after(command: list[str], words: str, compiled: Path) -> float:
    """Seconds from the start to the words, with bytecode at hand as in an installed program."""
    environment = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)}
    with Terminal(command, environment=environment) as terminal:
        seconds = terminal.sees(words)
        terminal.types(b"\x11")
        terminal.ends()
    return seconds


@pytest.mark.bench
def test_the_sign_in_screen_is_there_as_soon_as_a_hello_world(tmp_path: Path) -> None:
    folder = str(saved_key_file(tmp_path))
    compiled = tmp_path / "bytecode"
    ours, hello = alternated(
        PAIRS,
        lambda: shown_after(python("-m", "logbook", "--in", folder), "Sandra Whitlow", compiled),
        lambda: shown_after(python(str(HERE / "hello.py")), "Hello, world", compiled),
        ("first frame: sign-in", "Textual's hello world"),
    )
    ratio = told("T1 first frame (target 1.15)", ours, hello, control_of(hello))
    assert ratio < GENEROUS
