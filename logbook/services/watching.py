"""Noticing what is saved at other terminals, so that a list follows by itself."""

from logbook.services.desk import Desk
from logbook.storage.faults import KeyChangedElsewhere
from logbook.storage.store import Store


class Watching:
    """Whether anybody saved anything, at this terminal or another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watch = desk.call(Store.watch)

    def changed(self) -> bool:
        """Whether anything was saved since this was last asked.

        Raises:
            Gone: this person no longer has an account here.
            StoreFault: as the store says.
        """
        try:
            return self._watch.changed()
        except KeyChangedElsewhere:
            self._watch.close()
            self._desk.call(Store.head)  # renews the key, or says that the account is gone
            self._watch = self._desk.call(Store.watch)
            return True

    def close(self) -> None:
        self._watch.close()
