"""Which screen an entry opens on: its author's own, or the one for whoever reads it."""

from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.entry_of_mine import EntryOfMineScreen
from logbook.tui.session import Session


def entry_screen(session: Session, entry_id: str, author: str) -> EntryScreen:
    is_mine = author == session.member.id
    return EntryOfMineScreen(session, entry_id) if is_mine else EntryScreen(session, entry_id)
