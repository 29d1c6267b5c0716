"""Finding entries by their words, as somebody types them."""

from sqlalchemy import Connection

from logbook.domain.directory import Directory
from logbook.domain.filters import EVERYTHING, Filter
from logbook.domain.searching import meant_by
from logbook.services import filtering
from logbook.services.desk import Desk
from logbook.services.queue import Line, Names
from logbook.storage.faults import Interrupted
from logbook.storage.filtered import ALL, Chosen
from logbook.storage.lists import NEWEST, wrote_sealed
from logbook.storage.search import Count, Found, Search

__all__ = ["Count", "Finder", "Interrupted"]


SEALED_NOT_SEARCHED = (
    "What you sent sealed is never searched: its words are locked for you and the safeguarding "
    "leads. You find it in the list of what you sent."
)


class Finder:
    """One search box. A newer question stops an older one, so that the newest is never late."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._search = Search(desk.keys.member_id)

    def page(
        self,
        typed: str,
        *,
        chosen: Filter = EVERYTHING,
        before: Line | None = None,
        count: int = 30,
    ) -> tuple[Line, ...]:
        """Entries that hold every word, the last word as a beginning; newest first.

        Initials find what is about that person, as the lists show them so. With a filter alone
        they are all that it leaves over.

        Raises:
            Interrupted: `stop` was called from another thread.
            NotAllowed: the filter's period ends before it begins.
        """
        start = before.entry.seq if before else NEWEST
        now, narrowed = self._desk.now, self._stored(chosen)

        def found(connection: Connection, directory: Directory) -> tuple[Line, ...]:
            meant = meant_by(typed, directory.by_letters)
            some = self._search.page(
                connection, typed, now, chosen=narrowed, before=start, count=count, meant=meant
            )
            names = Names(directory)
            return tuple(names.line(each.entry, self._where(each)) for each in some)

        return self._desk.read_among(found)

    def _where(self, found: Found) -> str:
        if not found.where:
            return ""
        by_author = found.entry.author == self._desk.keys.member_id
        return " and ".join(each.words(by_author=by_author) for each in found.where)

    def count(self, typed: str, *, chosen: Filter = EVERYTHING) -> Count:
        """How many there are, counted to a thousand and no further."""
        now, narrowed = self._desk.now, self._stored(chosen)

        def counted(connection: Connection, directory: Directory) -> Count:
            meant = meant_by(typed, directory.by_letters)
            return self._search.count(connection, typed, now, chosen=narrowed, meant=meant)

        return self._desk.read_among(counted)

    def about_sealed(self) -> str:
        """What to say where nothing was found to whoever wrote something sealed; else empty."""
        me, now = self._desk.keys.member_id, self._desk.now
        wrote = self._desk.read(lambda connection: wrote_sealed(connection, me, now))
        return SEALED_NOT_SEARCHED if wrote else ""

    def _stored(self, chosen: Filter) -> Chosen:
        return ALL if chosen.is_empty else filtering.stored(self._desk.directory, chosen)

    def stop(self) -> None:
        self._search.stop()
