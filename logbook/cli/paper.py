"""`logbook paper`: the prompts of a kind, empty, to print before the power goes out."""

from datetime import UTC, datetime
from pathlib import Path

import click

from logbook.cli.leaving import in_format, into_folder
from logbook.cli.options import Command, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import key_file
from logbook.policy.kinds import KINDS, kind_of
from logbook.services.exporting import files, packs
from logbook.services.exporting.packs import Form
from logbook.services.paper import blank


@click.command(cls=Command)
@click.argument("kind", metavar="KIND", type=click.Choice([each.key for each in KINDS]))
@in_format(Form.PDF, "To print, to edit, as plain text, or for the browser.")
@into_folder
@in_folder
def paper(*, kind: str, form: str, out: Path, folder: Path) -> None:
    """Write the prompts of a kind, empty, to a new file: print some before they are needed.

    They hold nobody's data, so no passphrase is asked.

    Example: logbook paper help-request
    Example: logbook paper safety-concern --out ~/Documents
    """
    door = key_file(folder)
    prompts = blank(kind_of(kind), service=door.service, on_call=door.on_call, at=datetime.now(UTC))
    path = packs.write_prompts(files.place_at(out, data=folder), prompts, Form(form))
    say(f"{path}: print it, and keep it where it is found in the dark.")
