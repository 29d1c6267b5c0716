"""`logbook pack`: one worker's supervision as a file, to prepare it or as it was held."""

from datetime import date
from pathlib import Path

import click

from logbook.cli.options import Command, as_somebody, days_from, in_folder
from logbook.cli.saying import say, tell
from logbook.cli.somebody import at_desk
from logbook.domain.people import Member
from logbook.domain.refusals import NotFound
from logbook.services import accounts, packs, supervision
from logbook.services.desk import Desk
from logbook.services.exporting import leaving
from logbook.services.exporting import packs as leaving_packs
from logbook.services.exporting.packs import Form, Made

NAMES, LOOKS = ("initials", "full"), ("cards", "table")


@click.command(cls=Command)
@click.argument("worker", metavar="WORKER")
@click.option(
    "--from",
    "start",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=False),
    help="The first day. Without it: the day after the last supervision's.",
)
@click.option(
    "--to",
    "end",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=False),
    help="The last day, which counts too. Without it: today.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.DOCX.value,
    show_default=True,
    help="To edit, to print, as plain text, or for the browser.",
)
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
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder for the file, which logbook names itself. Without it: the one you are in.",
)
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
        if held:
            made = _held(desk, member, full_names=full_names, as_table=as_table)
        else:
            made = packs.to_prepare(
                desk, member, start=start, end=end, full_names=full_names, as_table=as_table
            )
        place = leaving.place_at(desk, out)
        for warning in place.warnings:
            tell(warning)
        proven = leaving.proven_at_the_door(desk)
        written = leaving_packs.write(desk, proven, place, made, Form(form))
    say(written.words)


def _held(desk: Desk, member: Member, *, full_names: bool, as_table: bool) -> Made:
    last = supervision.of(desk, member).last
    if last is None:
        raise NotFound(f"No supervision of {member.name} was held yet. Leave out --held.")
    return packs.as_held(desk, member, last, full_names=full_names, as_table=as_table)
