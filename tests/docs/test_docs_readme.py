import re
import sys
from pathlib import Path

from logbook.cli.contents import COMMANDS
from logbook.tui.keys import key_sheet

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_has_the_keys_that_the_program_answers() -> None:
    assert key_sheet() in README


def test_every_command_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"`logbook (?:--in FOLDER )?([a-z]+)", README))
    assert len(named) > 4
    assert named <= set(COMMANDS)


def test_every_page_and_picture_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_what_ci_runs_is_the_test_command_of_the_readme() -> None:
    lines = re.findall(r"^    (python3 -m venv .*pytest)$", README, re.MULTILINE)
    assert len(lines) == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_locks_name_no_index_and_hash_every_package() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_python_that_is_promised_is_the_one_that_is_needed() -> None:
    assert "Python 3.11" in README
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert sys.version_info >= (3, 11)
