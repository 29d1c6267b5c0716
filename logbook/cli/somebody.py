"""Who is at the command line: their name, their passphrase, and their desk while a command runs."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import click

from logbook.cli import asking
from logbook.cli.saying import tell
from logbook.domain.refusals import NotFound
from logbook.services import signing_in
from logbook.services.desk import Desk
from logbook.storage.beside.witness import ChangesMissing, LogRewritten
from logbook.storage.faults import StoreFault
from logbook.vault import keyfile
from logbook.vault.keyfile import KEY_FILE, KeyFile, Slot

T = TypeVar("T")
WHO = "Your name:"
PASSPHRASE = "Passphrase:"  # noqa: S105 - a question, not an answer


@contextmanager
def at_desk(folder: Path, name: str) -> Iterator[Desk]:
    """Somebody signed in, told first what they should know."""
    slot = somebody(key_file(folder), name)
    signed_in = signing_in.sign_in(folder, slot.member_id, asking.secret(PASSPHRASE))
    try:
        for notice in signed_in.notices:
            tell(notice)
        yield signed_in.desk
    finally:
        signed_in.desk.close()


def read_what_is_left(
    folder: Path, name: str, usual: Callable[[Desk], T], in_rescue: Callable[[Desk], T]
) -> T:
    """Do it as usual; where the store refuses, read the file as it stands on the disk.

    Whatever can still be written down in the log is, because the usual way comes first.
    """
    slot = somebody(key_file(folder), name)
    passphrase = asking.secret(PASSPHRASE)
    try:
        with closing(signing_in.sign_in(folder, slot.member_id, passphrase).desk) as desk:
            return usual(desk)
    except (StoreFault, ChangesMissing, LogRewritten) as fault:
        tell(f"{fault} What follows is what can still be read.")
    with closing(signing_in.look_in_rescue(folder, slot.member_id, passphrase)) as desk:
        return in_rescue(desk)


def key_file(folder: Path) -> KeyFile:
    """The key file of a logbook that is there.

    Raises:
        NotFound: nothing is set up there.
    """
    if not (folder / KEY_FILE).exists():
        raise NotFound(
            f"There is no logbook in {folder}. Say where yours is with --in DIR, "
            "or set one up with logbook init."
        )
    return keyfile.load(folder)


def somebody(present: KeyFile, name: str) -> Slot:
    """The sign-in of a name, or of the only name that begins so; asked for on a terminal.

    Raises:
        NotFound: nobody, or more than one.
    """
    if not name:
        if not asking.is_terminal():
            raise click.UsageError("Say who you are with --as NAME.")
        return asking.until(lambda: _named(present, asking.line(WHO)))
    return _named(present, name)


def _named(present: KeyFile, name: str) -> Slot:
    wanted = " ".join(name.split()).casefold()
    exact = [slot for slot in present.slots if slot.name.casefold() == wanted]
    found = exact or [slot for slot in present.slots if slot.name.casefold().startswith(wanted)]
    if wanted and len(found) == 1:
        return found[0]
    if wanted and found:
        raise NotFound(f"More than one person's name begins with “{name}”. Write all of it.")
    raise NotFound(f"Nobody named “{name}” has an account here.")
