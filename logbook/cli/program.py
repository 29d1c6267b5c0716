"""The commands as click has them, each brought by its own module when it is asked for."""

import importlib
import sys
from keyword import iskeyword
from pathlib import Path

import click

from logbook.cli.contents import COMMANDS, help_text, module_of, version_line
from logbook.cli.folders import default_folder
from logbook.domain.refusals import NotFound
from logbook.tui.display import Display
from logbook.vault.keyfile import KEY_FILE


class Contents(click.Group):
    """The group of all commands. Its own page is the one that is printed without click."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        word = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command: click.Command = getattr(importlib.import_module(module_of(cmd_name)), word)
        return command

    def format_help(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(f"{help_text()}\n")


def _say_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted:
        click.echo(version_line())
        ctx.exit()


@click.group(
    cls=Contents,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)
@click.option("--in", "folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--ascii", "ascii_only", is_flag=True)
@click.option("--slow-link", "slow_link", is_flag=True)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version)
@click.pass_context
def program(ctx: click.Context, *, folder: Path | None, ascii_only: bool, slow_link: bool) -> None:
    ctx.obj = folder
    if ctx.invoked_subcommand is None:
        ctx.exit(_screen(folder or default_folder(), Display(ascii_only, slow_link)))
    if ascii_only or slow_link:
        raise click.UsageError(
            "--ascii and --slow-link before a command are for the screen; "
            f"logbook {ctx.invoked_subcommand} --help says what this command knows."
        )


def _screen(folder: Path, display: Display) -> int:
    """Open the screen, where there is a logbook and a terminal for it."""
    if not (folder / KEY_FILE).is_file():
        raise NotFound(
            f"There is no logbook in {folder} yet: run `logbook init` to set one up, "
            "or `logbook demo` to try it with invented people."
        )
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotFound(
            "The screen needs a terminal: start logbook in one, or name a command "
            "(logbook --help lists them)."
        )
    from logbook.tui.show import show  # noqa: PLC0415 - only where there is a screen

    return show(folder, display)
