"""The manual's page of commands, made from the commands themselves.

    python -m logbook.cli.reference docs/commands.md README.md

writes it between the two marks of each file.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from logbook.cli.contents import COMMANDS, OPTIONS, USAGE
from logbook.cli.options import words_of
from logbook.cli.program import program
from logbook.domain.refusals import NotFound

START, END = "<!-- commands -->", "<!-- /commands -->"
EXAMPLE = "Example: "


def commands() -> str:
    """Every command with its arguments, options and examples, in Markdown."""
    return "\n\n".join(_blocks())


def written_into(page: str) -> str:
    """A page with the commands between its marks.

    Raises:
        NotFound: it has no such marks.
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise NotFound(f"There is no {START} … {END} in it, so there is no place for commands.")
    return f"{before}{START}\n\n{commands()}\n\n{END}{after}"


def write(pages: Sequence[Path]) -> None:
    for page in pages:
        page.write_text(written_into(page.read_text("utf-8")), "utf-8")


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Each command by how it is typed, in the order of the first page; groups before their own."""
    ctx = click.Context(program, info_name="logbook")
    for name in COMMANDS:
        command = program.get_command(ctx, name)
        if command is not None:
            yield from _with_its_own(f"logbook {name}", command)


def _with_its_own(typed: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield typed, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from _with_its_own(f"{typed} {name}", each)


def _blocks() -> Iterator[str]:
    yield f"`{USAGE.removeprefix('Usage: ')}`"
    yield "\n".join(f"- `{option}`: {does}" for option, does in OPTIONS.items())
    for typed, command in all_commands():
        yield from _command(typed, command)


def _command(typed: str, command: click.Command) -> Iterator[str]:
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    takes = "".join(f" {each.make_metavar(click.Context(command))}" for each in arguments)
    yield f"### {typed}{takes}"
    paragraphs = words_of(command).split("\n\n")
    yield from (" ".join(each.split()) for each in paragraphs if not each.startswith(EXAMPLE))
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield "\n".join(_option(each) for each in options)
    yield "\n".join(("```sh", *_examples(paragraphs), "```"))


def _option(option: click.Option) -> str:
    takes = "" if option.is_flag else f" {option.make_metavar(click.Context(program))}"
    return f"- `{', '.join(option.opts)}{takes}`: {option.help}"


def _examples(paragraphs: Sequence[str]) -> Iterator[str]:
    lines = (line for each in paragraphs if each.startswith(EXAMPLE) for line in each.splitlines())
    return (line.removeprefix(EXAMPLE) for line in lines)


if __name__ == "__main__":
    write([Path(page) for page in sys.argv[1:]])
