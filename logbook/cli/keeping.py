"""`logbook verify`, `backup` and `restore`: keeping the record."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_somebody, in_folder, yes
from logbook.cli.progress import watched
from logbook.cli.saying import say, tell
from logbook.cli.somebody import PASSPHRASE, at_desk, key_file, somebody
from logbook.domain.moments import LONDON, Moment
from logbook.domain.showing import stated
from logbook.services import keeping
from logbook.services.keeping import Found
from logbook.storage.log import Head
from logbook.storage.verify import Verified, expect_whole
from logbook.vault.keyfile import KEY_FILE

SHORT_HASH = 12
KILO = 1024


@click.command(cls=Command)
@as_somebody
@in_folder
def verify(*, name: str, folder: Path) -> None:
    """Read everything again, and say whether it is what was saved.

    The file's pages, the chain of the log, every content and signature, the lists and search. The
    first line that is not as it was saved is named, and the exit status is 1.

    Example: logbook verify --as "Helen Marsden"
    """
    slot = somebody(key_file(folder), name)
    passphrase = asking.secret(PASSPHRASE)
    with watched("Verifying") as progress:
        checked = keeping.sign_in_and_verify(folder, slot.member_id, passphrase, progress=progress)
    for notice in checked.notices:
        tell(notice)
    verified = expect_whole(checked.verified)
    say(f"Whole: {_counted(verified)}.")
    say("Checked: the file, the chain, the contents, the signatures, the lists and search.")
    say(f"The log ends at {_head(verified.head)}.")
    if not verified.anchored:
        say("A cut end would not show here: compare the end with the one on an export or a backup.")


@click.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@as_somebody
@in_folder
def backup(*, file: Path, name: str, folder: Path) -> None:
    """Copy the logbook and its keys into one new file, and verify the copy.

    A folder as FILE gets a file with the day and time in its name. Nothing is ever overwritten.
    The file is as closed as the logbook: it opens with the passphrases of the day it was made.

    Example: logbook backup /media/stick --as "Helen Marsden"
    Example: logbook backup /media/stick/monday.backup --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        with watched("Backing up") as progress:
            made = keeping.back_up(desk, file, progress)
        size = -(-made.path.stat().st_size // KILO)
        say(f"Backup: {made.path} ({size:,} KB), opened and verified.")
        say(f"It ends at {_head(made.manifest.head)}. Keep it on another disk.")


@click.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@yes
@as_somebody
@in_folder
def restore(*, file: Path, yes: bool, name: str, folder: Path) -> None:
    """Put a backup in place of the logbook; what it replaces is kept in a folder beside it.

    Managers, the deputy and leads do it, with the passphrase they had when the backup was made.
    Close logbook at every other terminal first. Without a terminal, the first line of standard
    input is the passphrase and the second is yes, unless --yes is given.

    Example: logbook restore /media/stick/monday.backup --as "Helen Marsden"
    """
    found = keeping.look_at(file)
    slot = somebody(found.keyfile, name)
    tell(_about(file, found))
    passphrase = asking.secret(PASSPHRASE)
    asking.confirm(_question(folder), confirmed=yes)
    back = keeping.removed_since(folder, found)
    with watched("Verifying the backup") as progress:
        restored = keeping.restore(file, folder, slot.member_id, passphrase, progress=progress)
    say(f"Restored to {folder}. The log ends at {_head(restored.head)}.")
    if restored.kept is not None:
        say(f"What was there before is kept in {restored.kept}.")
    for slot in back:
        say(
            f'{slot.name} had been removed since, and is back: logbook people remove "{slot.name}".'
        )


def _about(file: Path, found: Found) -> str:
    made_at = stated(Moment.at(found.manifest.made_at, LONDON))
    return f"{file}: {found.keyfile.service}, made {made_at}, {found.manifest.head.seq:,} lines."


def _question(folder: Path) -> str:
    if (folder / KEY_FILE).exists():
        return f"Put it in place of the logbook in {folder}, which is kept beside it?"
    return f"Put it in {folder}?"


def _counted(verified: Verified) -> str:
    """Never how many entries there are: that is not everybody's to know."""
    erased = f", {verified.erased:,} contents erased on record" if verified.erased else ""
    return f"{verified.head.seq:,} lines of the log{erased}"


def _head(head: Head) -> str:
    return f"line {head.seq:,} · {head.hash[:SHORT_HASH]}"
