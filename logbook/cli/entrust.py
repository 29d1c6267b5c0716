"""`logbook entrust`: the way into sealed entries where no safeguarding lead is left to give it."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.services import giving
from logbook.vault import recovery

RECOVERY_KEY = "The recovery key, from its paper:"


@click.command(cls=Command)
@as_somebody
@in_folder
def entrust(*, name: str, folder: Path) -> None:
    """Entrust sealed entries to leads who cannot open them, with the recovery key.

    For a service whose only safeguarding lead is new, or has a new sign-in; and for whoever wrote
    an entry and has a new sign-in, whose own drafts open again too. Nobody is let into what is
    about them, and nothing of it is shown here. The General Manager, the deputy and the leads do
    it. Where another lead can open an entry, they give it themselves: g on its page. Without a
    terminal, the first line of standard input is the passphrase and the second the recovery key.

    Example: logbook entrust --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        giving.check_may_recover(desk)
        typed = asking.until(lambda: recovery.read(asking.line(RECOVERY_KEY)))
        count = giving.recover(desk, typed.text)
    entries = "1 sealed entry" if count == 1 else f"{count:,} sealed entries"
    say(f"Somebody was let into {entries}." if count else "Nobody lacked a sealed entry.")
