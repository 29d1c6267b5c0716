"""A screen that is a list of entries: Enter opens one, and why one cannot be read stands below."""

from textual.app import ComposeResult

from logbook.services.desk import Gone
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.virtual_list import VirtualList


class EntriesScreen(PlaceScreen[None]):
    """The list has the keys from the start."""

    def __init__(self, session: Session, entries: VirtualList, where: str = "") -> None:
        super().__init__(where, who=session.member.name, roles=session.roles)
        self.session = session
        self.entries = entries
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield self.entries
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()

    def open(self, entry_id: str, author: str) -> None:
        from logbook.tui.screens.opening import entry_screen  # noqa: PLC0415 - entries lead here too

        self.app.push_screen(entry_screen(self.session, entry_id, author))

    def on_virtual_list_failed(self, event: VirtualList.Failed) -> None:
        event.stop()
        if isinstance(event.refusal, Gone):
            leave(self.app, str(event.refusal))
        else:
            self.notice.say_why(str(event.refusal))
