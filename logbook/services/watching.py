"""Noticing what is saved at other terminals, so that a list follows by itself."""

from threading import Lock

from logbook.services.desk import Desk
from logbook.storage.faults import KeyChangedElsewhere
from logbook.storage.store import Store


class Watching:
    """Whether anybody saved anything, at this terminal or another; any thread may ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watch = desk.call(Store.watch)
        self._lock = Lock()
        self._closed = False

    def changed(self) -> bool:
        """Whether anything was saved since this was last asked; never once it is closed.

        Raises:
            Gone: this person no longer has an account here.
            StoreFault: as the store says.
        """
        with self._lock:
            return not self._closed and self._has_changed()

    def _has_changed(self) -> bool:
        try:
            return self._watch.changed()
        except KeyChangedElsewhere:
            self._desk.call(Store.head)  # renews the key, or says that the account is gone
            self._watch.close()
            self._watch = self._desk.call(Store.watch)
            return True

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._watch.close()
