"""`logbook record`: the same questions as on the screen, line by line."""

import os
import sys
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.plain import session
from logbook.cli.plain.lines import Lines
from logbook.cli.somebody import at_desk
from logbook.domain.refusals import NotAllowed
from logbook.domain.signs import IN_ASCII
from logbook.policy.kinds import KINDS, kind_of
from logbook.services.recording import Begun


@click.command(cls=Command)
@click.argument(
    "kind", metavar="[KIND]", required=False, type=click.Choice([each.key for each in KINDS])
)
@click.option("--plain", is_flag=True, help="Line by line, without moving the cursor.")
@click.option(
    "--ascii",
    "in_ascii",
    is_flag=True,
    help="Print our own words in ASCII. What people wrote is printed as they wrote it.",
)
@click.option("--practice", is_flag=True, help="For practice: nothing of it counts.")
@click.option(
    "--for-a-colleague",
    is_flag=True,
    help="Ask first for whom it is, and how they told you.",
)
@as_somebody
@in_folder
def record(
    *,
    kind: str | None,
    plain: bool,
    in_ascii: bool,
    practice: bool,
    for_a_colleague: bool,
    name: str,
    folder: Path,
) -> None:
    """Record what happened, line by line: for screen readers, simple terminals and scripts.

    Each answer is kept as you give it. What you leave unfinished goes on here or on the screen.

    Without a terminal, the first line of standard input is the passphrase and each answer is a
    line; a long one ends with a line that holds only a full stop, and an empty line says that a
    date is right.

    Example: logbook record --plain
    Example: logbook record help-request --plain --as "Sam Okafor"
    Example: logbook record --plain --for-a-colleague
    """
    if not (plain or is_plain()):
        raise NotAllowed(
            "To record on the screen, type logbook alone; "
            "to record here, line by line, type logbook record --plain."
        )
    with at_desk(folder, name) as desk:
        lines = Lines(in_ascii=in_ascii or not _has_our_signs(sys.stdout.encoding))
        begun = Begun(practice=practice, for_colleague=for_a_colleague)
        session.record(desk, lines, kind_of(kind) if kind else None, begun)


def is_plain() -> bool:
    """Whether there is nothing here on which a screen could be drawn."""
    return os.environ.get("TERM") == "dumb" or not asking.is_terminal()


def _has_our_signs(encoding: str) -> bool:
    try:
        "".join(IN_ASCII).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
