"""Noticing that somebody saved something, at this terminal or another."""

from pathlib import Path

from logbook.storage import sqlite


class Watch:
    """One connection is kept for it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._driver = sqlite.connect(path, key)
        self._seen = self._version()

    def changed(self) -> bool:
        """Whether anything was saved since this was last asked."""
        now = self._version()
        changed, self._seen = now != self._seen, now
        return changed

    def close(self) -> None:
        self._driver.close()

    def _version(self) -> int:
        with sqlite.told(self._path, self._key):
            return sqlite.data_version(self._driver, self._path)
