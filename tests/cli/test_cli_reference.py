"""The manual's page of commands says what the commands say, and every command says enough."""

from pathlib import Path

import click
import pytest

from logbook.cli.contents import COMMANDS
from logbook.cli.options import words_of
from logbook.cli.reference import (
    END,
    EXAMPLE,
    START,
    all_commands,
    commands,
    write,
    written_into,
)
from logbook.domain.refusals import NotFound

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "commands.md"
ALL = list(all_commands())
OPTIONS = [(typed, each) for typed, command in ALL for each in command.params]


def test_the_manual_is_as_the_commands_are() -> None:
    """Fails on an undocumented command or option: `python -m logbook.cli.reference` mends it."""
    page = PAGE.read_text("utf-8")
    assert page == written_into(page)


def test_every_other_page_with_the_marks_is_too() -> None:
    pages = [page.read_text("utf-8") for page in ROOT.glob("*.md")]
    assert pages
    assert all(page == written_into(page) for page in pages if START in page)


def test_a_page_without_the_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Commands\n\n{START}\n", "utf-8")
    with pytest.raises(NotFound, match="no place for commands"):
        write([page])


def test_what_stands_around_the_marks_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{START}\nold\n{END}\nafter\n", "utf-8")
    write([page])
    assert page.read_text("utf-8") == f"before\n{START}\n\n{commands()}\n\n{END}\nafter\n"
    write([page])
    assert page.read_text("utf-8").count(START) == 1


def test_the_first_page_and_the_program_have_the_same_commands() -> None:
    assert [typed.removeprefix("logbook ") for typed, _ in ALL if typed.count(" ") == 1] == list(
        COMMANDS
    )


@pytest.mark.parametrize(("typed", "command"), ALL, ids=[typed for typed, _ in ALL])
def test_every_command_shows_an_example_of_itself(typed: str, command: click.Command) -> None:
    examples = [
        line.removeprefix(EXAMPLE)
        for line in words_of(command).splitlines()
        if line.startswith(EXAMPLE)
    ]
    assert examples
    assert all(each.startswith(typed) for each in examples)


@pytest.mark.parametrize(
    ("typed", "option"), OPTIONS, ids=[f"{typed} {each.name}" for typed, each in OPTIONS]
)
def test_every_option_says_what_it_is_for(typed: str, option: click.Parameter) -> None:
    if isinstance(option, click.Option):
        assert option.help, typed
        assert option.help.rstrip().endswith("."), typed


def test_nothing_secret_is_ever_an_option() -> None:
    names = {name for _typed, each in OPTIONS for name in each.opts}
    assert not names & {"--passphrase", "--password", "--key", "--code", "--recovery-key"}
    assert all(each.envvar is None for _typed, each in OPTIONS)
