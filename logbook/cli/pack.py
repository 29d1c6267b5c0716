"""`logbook pack`: one worker's supervision as a file, to prepare it or as it was held."""

from datetime import date
from pathlib import Path

import click

from logbook.cli.leaving import from_day_to_day, in_format, into_folder, write_pack
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.somebody import at_desk
from logbook.domain.people import Member
from logbook.domain.refusals import NotFound
from logbook.services import accounts, packs, supervision
from logbook.services.desk import Desk
from logbook.services.exporting.packs import Form, Made

NAMES, LOOKS = ("initials", "full"), ("cards", "table")


@click.command(cls=Command)
@click.argument("worker", metavar="WORKER")
@from_day_to_day(
    "The first day. Without it: the day after the last supervision's.",
    "The last day, which counts too. Without it: today.",
)
@in_format(Form.DOCX, "To edit, to print, as plain text, or for the browser.")
@click.option(
    "--names",
    type=click.Choice(NAMES),
    default=NAMES[0],
    show_default=True,
    help="How people you support appear.",
)
@click.option(
    "--as-a",
    "look",
    type=click.Choice(LOOKS),
    default=LOOKS[0],
    show_default=True,
    help="A card for each entry, or a table of them.",
)
@click.option("--held", is_flag=True, help="The last one as it was held and signed.")
@into_folder
@as_somebody
@in_folder
def pack(
    *,
    worker: str,
    start: date | None,
    end: date | None,
    form: str,
    names: str,
    look: str,
    held: bool,
    out: Path,
    name: str,
    folder: Path,
) -> None:
    """Write one worker's supervision to a new file: what there is to talk about, or what was said.

    For the managers above the worker; --held is for the worker too. Sealed entries are never in
    it. That it was made is in the log.

    Example: logbook pack "Sam Okafor" --as "Sandra Whitlow"
    Example: logbook pack Sam --held --format pdf --out reports --as "Sandra Whitlow"
    """
    if held and (start or end):
        raise click.UsageError(
            "--held has the days that were talked about; leave out --from, --to."
        )
    full_names, as_table = names == NAMES[1], look == LOOKS[1]
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, worker)

        def make() -> Made:
            if held:
                return _held(desk, member, full_names=full_names, as_table=as_table)
            return packs.to_prepare(
                desk, member, start=start, end=end, full_names=full_names, as_table=as_table
            )

        write_pack(desk, out, form, make)


def _held(desk: Desk, member: Member, *, full_names: bool, as_table: bool) -> Made:
    last = supervision.of(desk, member).last
    if last is None:
        raise NotFound(f"No supervision of {member.name} was held yet. Leave out --held.")
    return packs.as_held(desk, member, last, full_names=full_names, as_table=as_table)
