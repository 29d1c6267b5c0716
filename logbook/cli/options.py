"""Options that many commands share, and how every command's help is laid out."""

import inspect
import textwrap
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from logbook.cli.folders import default_folder


def _folder(ctx: click.Context, _param: click.Parameter, given: Path | None) -> Path:
    return given or ctx.find_object(Path) or default_folder()


in_folder = click.option(
    "--in",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_folder,
    help="The data folder, instead of LOGBOOK_HOME or your own.",
)

as_somebody = click.option(
    "--as",
    "name",
    metavar="NAME",
    default="",
    help="Your name; its beginning is enough. On a terminal you are asked for it.",
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")

yes = click.option("--yes", is_flag=True, help="Do not ask first.")


def days_from(
    *, forwards: bool, none: str = ""
) -> Callable[[click.Context, click.Parameter, str | None], date | str | None]:
    """Read a day as people here write it; `none` is the word for no day at all."""

    def read(ctx: click.Context, param: click.Parameter, given: str | None) -> date | str | None:
        if given is None or (none and given.strip().casefold() == none):
            return given and none
        from logbook.domain import dates  # noqa: PLC0415 - only where a date was given

        try:
            moment = dates.read(given, datetime.now(UTC), allow_future=forwards)
        except dates.NotADate as refusal:
            raise click.BadParameter(str(refusal), ctx, param) from None
        if moment.wall is None:
            raise click.BadParameter("Write a day, like 3 November 2026.", ctx, param)
        return moment.wall.date()

    return read


def words_of(command: click.Command) -> str:
    """A command's help as it stands in the source."""
    return inspect.cleandoc(command.help or "")


class Command(click.Command):
    """A command whose help is printed as it stands in the source, examples included."""

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(f"\n{textwrap.indent(words_of(self), '  ')}\n")
