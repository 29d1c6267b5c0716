"""`logbook remind`: what is due, by mail; it needs no key, and runs from cron or a timer."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from logbook.cli.options import Command, in_folder
from logbook.cli.saying import say, tell
from logbook.domain.refusals import Refusal
from logbook.services import posting, reminding
from logbook.services.posting import Post
from logbook.services.reminding import Round


class NotReminded(Refusal):
    """Something was not mailed; it is tried again the next time this runs."""


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="Say who would be mailed what; mail nothing.")
@click.option("--quiet", is_flag=True, help="Print only what goes wrong, as cron wants it.")
@click.option("--set-up", is_flag=True, help="Write a file of mail settings to fill in.")
@in_folder
def remind(*, dry_run: bool, quiet: bool, set_up: bool, folder: Path) -> None:
    """Print what is due or late, and mail it to those whose work it is.

    It asks for no passphrase and opens nothing: it reads a small file that each save writes beside
    the logbook. A mail has a level, a reference and a time. Each step is mailed once. The exit
    status is 1 where something could not be mailed; it is tried again later.

    Example: logbook remind --set-up
    Example: logbook remind --dry-run
    Example: logbook remind --quiet
    """
    if set_up:
        path = posting.lay_out(folder)
        say(f"Fill in {path}, then try: logbook remind --dry-run")
        return
    now = datetime.now(UTC)
    post = posting.settings(folder, os.environ)
    if dry_run:
        _say_what_would_be(folder, now, post)
        return
    found = reminding.remind(folder, post, now) if post else reminding.due_now(folder, now)
    if not quiet:
        _say(found, post)
    _refuse(found)


def _say(found: Round, post: Post | None) -> None:
    for line in found.due:
        say(line)
    if not found.due:
        say("Nothing is due.")
    for letter in found.sent:
        tell(f"Mailed to {letter.to}.")
    if post is None:
        tell("Nothing is mailed: no mail server is set. See logbook remind --set-up.")
    elif found.unreached:
        entries = "1 entry has" if found.unreached == 1 else f"{found.unreached} entries have"
        tell(f"{entries} nobody to mail: see logbook people change --email.")


def _say_what_would_be(folder: Path, now: datetime, post: Post | None) -> None:
    letters = reminding.letters(folder, now)
    for letter in letters:
        say(f"To {letter.to}: {letter.subject}")
        for line in letter.lines[:-2]:
            say(f"  {line}")
    if not letters:
        say("Nobody would be mailed.")
    if post is None:
        tell("No mail server is set yet: logbook remind --set-up.")


def _refuse(found: Round) -> None:
    if found.faults:
        raise NotReminded(" ".join(found.faults))
