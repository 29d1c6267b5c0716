"""`logbook recovery-key`: a new recovery key in place of the one on paper."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.entrust import RECOVERY_KEY
from logbook.cli.init import put_on_paper
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.services import recovery_key as services
from logbook.vault import recovery


@click.command(cls=Command, name="recovery-key")
@as_somebody
@in_folder
def recovery_key(*, name: str, folder: Path) -> None:
    """Make a new recovery key in place of the present one, when too many have seen its paper.

    The General Manager or the deputy does it, with the present paper at hand. The new key is shown
    once and typed back; only then does it count. It opens everything that the former one did, and
    the former one opens nothing of this logbook any more, save a backup from before: make a new
    backup, and destroy the old paper. Without a terminal, the lines of standard input are the
    passphrase and the present key; the new one has to be typed back, so that a script cannot do it.

    Example: logbook recovery-key --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        services.check_may_replace(desk)
        present = asking.until(lambda: services.read_present(desk, asking.line(RECOVERY_KEY)))
        paper = recovery.new_recovery_key()
        put_on_paper(paper)
        services.replace(desk, present, paper)
    say("The new recovery key counts from now on, and the logbook itself has a new key.")
    say("Destroy the old paper, and make a new backup: logbook backup FILE.")
    if asking.is_terminal():
        say("Close this window when it is on paper: it still shows the recovery key.")
