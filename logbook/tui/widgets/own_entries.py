"""A person's own entries as rows, and how the list asks for them."""

from collections.abc import Sequence
from datetime import datetime

from textual.events import Key as KeyPress
from textual.message import Message

from logbook.domain.moments import Moment
from logbook.domain.showing import short
from logbook.domain.standing import State
from logbook.services import home, queue
from logbook.services.desk import Desk
from logbook.services.home import CameBack
from logbook.services.queue import Line, Listed
from logbook.tui.widgets.pages import Column, Key, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("Reference", 9),
    Column("What"),
    Column("Sent", 17),
    Column("Now", 14),
)
HEARD_COLUMNS = (Column("Reference", 9), Column("What came back"), Column("When", 17))
NOTHING_HEARD = "Nothing has come back yet. e shows your entries again."
NOTHING_RECORDED = "Nothing recorded yet. F2 records what happened."

_NOW = {
    State.SENT: Toned("not read yet", Tone.MUTED),
    State.SEEN: Toned("read"),
    State.IN_REVIEW: Toned("in review"),
    State.WAITING_WORKER: Toned("asks you", Tone.WARN),
    State.WAITING_OUTSIDE: Toned("waits outside"),
    State.DECIDED: Toned("decided"),
    State.CLOSED: Toned("done", Tone.MUTED),
    State.WITHDRAWN: Toned("withdrawn", Tone.MUTED),
}


def own_row(line: Line, now: datetime, zone: str) -> ListRow:
    """What it is about, when it was sent, and where it is now, for whoever wrote it."""
    entry = line.entry
    what = " · ".join(part for part in (entry.title, line.person) if part)
    sent = short(Moment.at(entry.sent_at, zone), now)
    return ListRow(entry.id, line, (entry.reference, what, sent, _now(entry)))


def _now(entry: Listed) -> Toned:
    """Nobody reads what is practice, so nothing is awaited of it."""
    return Toned("practice", Tone.MUTED) if entry.practice else _NOW[State(entry.state)]


class OwnPages:
    """Newest first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page_after(self, key: Key | None, n: int) -> Sequence[ListRow]:
        return self._rows(queue.mine(self._desk, before=key, count=n))

    def page_before(self, key: Key, n: int) -> Sequence[ListRow]:
        return self._rows(queue.mine_since(self._desk, since=key, count=n))

    def last_page(self, n: int) -> Sequence[ListRow]:
        return self._rows(queue.mine_since(self._desk, count=n))

    def _rows(self, lines: Sequence[Line]) -> list[ListRow]:
        now, zone = self._desk.now, self._desk.directory.settings.zone
        return [own_row(line, now, zone) for line in lines]


class HeardPages:
    """What came back of one's own entries, the newest first; looked up afresh from the start."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: tuple[CameBack, ...] = ()

    def page_after(self, key: Key | None, n: int) -> Sequence[ListRow]:
        if key is None:
            self._found = home.heard(self._desk)
        start = 0 if key is None else self._place(key) + 1
        return self._rows(self._found[start : start + n])

    def page_before(self, key: Key, n: int) -> Sequence[ListRow]:
        end = self._place(key)
        return self._rows(self._found[max(0, end - n) : end])

    def last_page(self, n: int) -> Sequence[ListRow]:
        self._found = self._found or home.heard(self._desk)
        return self._rows(self._found[-n:])

    def _place(self, key: Key) -> int:
        return next(
            (nth for nth, each in enumerate(self._found) if each.reference == key.reference), 0
        )

    def _rows(self, found: Sequence[CameBack]) -> list[ListRow]:
        now, zone = self._desk.now, self._desk.directory.settings.zone
        return [
            ListRow(
                each.line.entry.id,
                each,
                (
                    each.reference,
                    each.news.words,
                    short(Moment.at(each.news.at, zone), now),
                ),
            )
            for each in found
        ]


class OwnEntries(VirtualList):
    """The list; up from its first row leads back to what waits above it."""

    class Left(Message):
        """Up from the first row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(COLUMNS, OwnPages(desk), empty=NOTHING_RECORDED, id="own-entries")

    def on_key(self, event: KeyPress) -> None:
        if event.key == "up" and not self.window.more_above and self._cursor <= 0:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
