"""`logbook init`: set a logbook up, question by question; nothing is written before the end."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, in_folder
from logbook.cli.people import show_code
from logbook.cli.saying import say, tell
from logbook.domain.moments import LONDON
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed
from logbook.domain.text import identifier
from logbook.services import setting_up
from logbook.services.setting_up import AlreadySetUp, Named, Plan
from logbook.storage.folders import refuse_unsafe_folder
from logbook.vault import passphrases, recovery
from logbook.vault.recovery import RecoveryKey

ON_CALL = "Who is on call, and the number (optional):"


@click.command(cls=Command)
@in_folder
def init(folder: Path) -> None:
    """Set up a logbook: the service, its General Manager, a deputy and a safeguarding lead.

    You become the General Manager. Have paper ready: a recovery key is shown, and typed back
    before anything is written. The others' codes are printed at the end. Without a terminal,
    every answer is one line of standard input.

    Example: logbook init
    Example: logbook init --in /srv/logbook
    """
    _refuse_early(folder)
    tell("Some questions first; nothing is written before the last. Ctrl+C leaves.")
    plan = _plan()
    paper = recovery.new_recovery_key()
    put_on_paper(paper)
    made = setting_up.set_up(folder, plan, paper.public)
    made.desk.close()
    say()
    say(f"{plan.service}: the logbook is in {folder}.")
    for code in made.codes:
        say()
        show_code(code, LONDON)
    if sys.stdout.isatty():
        say()
        say("Close this window when all of it is on paper: it still shows the recovery key.")


def _refuse_early(folder: Path) -> None:
    """What set-up would refuse at its end, before anybody answers a question."""
    if setting_up.is_set_up(folder):
        raise AlreadySetUp(
            f"There is a logbook in {folder} already. Sign in to it, or name another folder with "
            "--in. If a set-up was cut off there, logbook doctor says so."
        )
    refuse_unsafe_folder(folder)


def _plan() -> Plan:
    service = _name("The name of the service:", ())
    general_manager = _name("Your name, as the General Manager:", ())
    deputy = _name("The deputy's name:", (general_manager,))
    leads = _leads(general_manager, deputy)
    on_call = asking.until(lambda: identifier(asking.line(ON_CALL)))
    everybody = dict.fromkeys((deputy, *leads))
    return Plan(
        service=service,
        general_manager=general_manager,
        passphrase=_passphrase(general_manager, service),
        others=tuple(
            Named(
                name=name,
                roles=frozenset(
                    role
                    for role, holds in ((Role.DEPUTY, name == deputy), (Role.LEAD, name in leads))
                    if holds
                ),
            )
            for name in everybody
        ),
        on_call=on_call,
    )


def _name(question: str, taken: tuple[str, ...]) -> str:
    def ask() -> str:
        name = identifier(asking.line(question))
        if not name:
            raise NotAllowed("A name is needed here.")
        if name.casefold() in {each.casefold() for each in taken}:
            raise NotAllowed("That has to be somebody else. Write another name.")
        return name

    return asking.until(ask)


def _leads(general_manager: str, deputy: str) -> tuple[str, ...]:
    """One or more; an empty line ends them. The deputy may be one of them."""
    leads = [_name("A safeguarding lead's name (the deputy may be one):", (general_manager,))]
    while another := _another(general_manager, leads):
        leads.append(another)
    return tuple(deputy if each.casefold() == deputy.casefold() else each for each in leads)


def _another(general_manager: str, leads: list[str]) -> str:
    def ask() -> str:
        name = identifier(asking.line("Another lead's name (Enter for no more):"))
        if name.casefold() in {each.casefold() for each in (general_manager, *leads)}:
            raise NotAllowed("That has to be somebody else. Write another name.")
        return name

    return asking.until(ask)


def _passphrase(general_manager: str, service: str) -> str:
    proposed = passphrases.propose(own_name=general_manager, service=service)
    tell(f"Your passphrase: at least {passphrases.SHORTEST} characters. Proposed: {proposed}")

    def ask() -> str:
        typed = asking.new_secret("Passphrase:")
        passphrases.check(typed, own_name=general_manager, service=service)
        return typed

    return asking.until(ask)


def put_on_paper(paper: RecoveryKey) -> None:
    """Show the recovery key, and go on only when it was typed back."""
    say("The recovery key. Write it on paper now, and keep the paper locked away:")
    say()
    for line in paper.lines:
        say(f"    {line}")
    say()
    say("Without it, a forgotten passphrase can cost what nobody else can open.")
    asking.until(_typed_back(paper))


def _typed_back(paper: RecoveryKey) -> Callable[[], None]:
    def ask() -> None:
        typed = recovery.read(asking.line("Type it back from the paper:"))
        if typed.id != paper.id:
            raise NotAllowed("That is not the key above. Type it back from the paper.")

    return ask
