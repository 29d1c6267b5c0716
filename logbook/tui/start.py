"""From nothing to the first frame: the key file, the app, and nothing heavy."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.widget import Widget

from logbook.domain.refusals import Refusal
from logbook.domain.signs import in_ascii
from logbook.tui.app import LogbookApp
from logbook.tui.display import ORDINARY, Display
from logbook.tui.parent import ALONE
from logbook.tui.places import Place
from logbook.tui.process import (
    end_with_the_terminal,
    forbid_dumps,
    let_the_terminal_read_any_bytes,
)
from logbook.tui.session import Doors, Room, Session
from logbook.vault import doorplates
from logbook.vault.doorplates import KEY_FILE

STORE_FILE = "logbook.db"
"""Repeated here so that the first frame does not import the store."""
ROOMS = "logbook.tui.rooms"
"""Every screen that needs services, and how one signs in. Imported while somebody types."""


def doors_of(folder: Path, demo: tuple[str, ...] = ()) -> Doors:
    """How a logbook in a folder is reached."""

    def rest() -> Any:
        forbid_dumps()
        return importlib.import_module(ROOMS)

    def sign_in(member_id: str, passphrase: str) -> Session:
        session: Session = rest().sign_in(folder, member_id, passphrase)
        return session

    def rooms() -> Mapping[Place, Room]:
        found: Mapping[Place, Room] = rest().rooms()
        return found

    def seen_first() -> Sequence[type[Widget]]:
        found: Sequence[type[Widget]] = rest().SEEN_FIRST
        return found

    def set_up() -> Any:
        there = (folder / KEY_FILE).exists() or (folder / STORE_FILE).exists()
        return None if there else rest().set_up_screen(folder)

    return Doors(
        door=lambda: doorplates.read(folder),
        set_up=set_up,
        check_code=lambda member_id, code: rest().check_code(folder, member_id, code),
        accept=lambda member_id, code, chosen: rest().accept(folder, member_id, code, chosen),
        demo=demo,
        bring_the_rest=rest,
        sign_in=sign_in,
        prove=lambda session, passphrase: rest().prove(folder, session, passphrase),
        rooms=rooms,
        seen_first=seen_first,
    )


def run(
    folder: Path,
    demo: tuple[str, ...] = (),
    *,
    display: Display = ORDINARY,
    parent: int = ALONE,
) -> int:
    """Show the screen until somebody leaves it.

    `demo` says, line by line, who can be tried with which passphrase; `parent` is the end of a
    pipe that closes when whoever waits for the screen is gone.

    Returns:
        The exit status.
    """
    let_the_terminal_read_any_bytes()
    end_with_the_terminal()
    if (folder / KEY_FILE).exists():
        try:
            doorplates.read(folder)
        except Refusal as refusal:
            said = str(refusal)
            sys.stderr.write(f"{in_ascii(said) if display.ascii_only else said}\n")
            return 1
    app = LogbookApp(doors_of(folder, demo), display=display, parent=parent)
    app.run(mouse=not display.slow_link)
    return app.return_code or 0
