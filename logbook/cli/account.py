"""`logbook accept` and `logbook passphrase`: one's own sign-in."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say, tell
from logbook.cli.somebody import PASSPHRASE, key_file, somebody
from logbook.services import signing_in
from logbook.vault import passphrases, slots
from logbook.vault.keyfile import KeyFile, Slot

CODE = "The code you were given:"
NEW = "New passphrase:"


@click.command(cls=Command)
@as_somebody
@in_folder
def accept(name: str, folder: Path) -> None:
    """Use the code you were given, once, and choose a passphrase.

    Without a terminal, the first line of standard input is the code and the second the passphrase.

    Example: logbook accept --as "Ann Lee"
    """
    present = key_file(folder)
    slot = somebody(present, name)
    code = asking.until(lambda: slots.read_code(asking.line(CODE)))
    signing_in.check_invitation(folder, slot.member_id, code)
    new = _new_passphrase(present, slot)
    signed_in = signing_in.accept_invitation(folder, slot.member_id, code, new)
    signed_in.desk.close()
    for notice in signed_in.notices:
        tell(notice)
    say(f"{slot.name}, that is your passphrase from now on. The code is used up.")


@click.command(cls=Command)
@as_somebody
@in_folder
def passphrase(name: str, folder: Path) -> None:
    """Change your own passphrase.

    Without a terminal, the first line of standard input is the old one and the second the new one.

    Example: logbook passphrase --as "Sam Okafor"
    """
    present = key_file(folder)
    slot = somebody(present, name)
    old = asking.secret(PASSPHRASE)
    signed_in = signing_in.sign_in(folder, slot.member_id, old)
    try:
        for notice in signed_in.notices:
            tell(notice)
        new = _new_passphrase(present, slot)
        signing_in.change_passphrase(signed_in.desk, old, new)
    finally:
        signed_in.desk.close()
    say("That is your passphrase from now on.")


def _new_passphrase(present: KeyFile, slot: Slot) -> str:
    """One that is not refused; on a terminal four random words are proposed."""
    if asking.is_terminal():
        proposed = passphrases.propose(own_name=slot.name, service=present.service)
        tell(f"Choose at least {passphrases.SHORTEST} characters. Four random words: {proposed}")

    def ask() -> str:
        typed = asking.new_secret(NEW)
        passphrases.check(typed, own_name=slot.name, service=present.service)
        return typed

    return asking.until(ask)
