"""Finding entries by their words, as somebody types them."""

from logbook.services.desk import Desk
from logbook.services.queue import Line, Names
from logbook.storage.faults import Interrupted
from logbook.storage.lists import NEWEST
from logbook.storage.search import Count, Search

__all__ = ["Count", "Finder", "Interrupted"]


class Finder:
    """One search box. A newer question stops an older one, so that the newest is never late."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._search = Search(desk.keys.member_id)

    def page(self, typed: str, *, before: Line | None = None, count: int = 30) -> tuple[Line, ...]:
        """Entries that hold every word, the last word as a beginning; newest first.

        Raises:
            Interrupted: `stop` was called from another thread.
        """
        start = before.entry.seq if before else NEWEST
        now = self._desk.now
        found, directory = self._desk.read_with_names(
            lambda connection: self._search.page(connection, typed, now, before=start, count=count)
        )
        names = Names(directory)
        return tuple(names.line(entry) for entry in found)

    def count(self, typed: str) -> Count:
        """How many there are, counted to a thousand and no further."""
        now = self._desk.now
        return self._desk.read(lambda connection: self._search.count(connection, typed, now))

    def stop(self) -> None:
        self._search.stop()
