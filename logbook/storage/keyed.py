"""The key of a logbook's file: which of several opens it, and encrypting it under another."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from logbook.storage import sqlite
from logbook.storage.faults import DamagedOrReplaced, damaged_or_replaced
from logbook.storage.folders import FILE


def unlocked(
    path: Path,
    keys: Sequence[bytes],
    *,
    mode: sqlite.Mode = "rw",
    busy_ms: int = sqlite.BUSY_TIMEOUT_MS,
) -> tuple[bytes, sqlite.Driver]:
    """The first key that opens a file, and the connection that shows it.

    To close that one and open another costs as much again, and moves the write-ahead log into the
    file where nobody else has it open.

    Raises:
        CannotOpen: There is no file.
        NotALogbook: It is empty or not encrypted.
        DamagedOrReplaced: None of them does.
    """
    sqlite.check_file(path)
    for key in keys:
        try:
            return key, sqlite.connect(path, key, mode=mode, busy_ms=busy_ms)
        except DamagedOrReplaced:
            continue
    raise damaged_or_replaced(path)


def key_that_opens(path: Path, keys: Sequence[bytes]) -> bytes:
    """The first key that opens a file; raises what `unlocked` does."""
    key, driver = unlocked(path, keys)
    driver.close()
    return key


def opens(folder: Path, key: bytes) -> bool:
    """Whether this key opens the logbook in a folder."""
    try:
        key_that_opens(folder / FILE, [key])
    except DamagedOrReplaced:
        return False
    return True


def rekey(folder: Path, key: bytes, new_key: bytes) -> None:
    """Encrypt a logbook anew, so that only the new key opens it; doing it twice is doing it once.

    Terminals that have it open are told that its key changed.

    Raises:
        AnotherIsSaving: A reader elsewhere kept old pages in use; the new key opens it already,
            and calling this again finishes.
    """
    path = folder / FILE

    def once() -> None:
        present = key_that_opens(path, [new_key, key])
        with closing(sqlite.connect(path, present)) as driver:
            if present != new_key:
                sqlite.change_key(driver, path, new_key)
            sqlite.empty_wal(driver, path)

    sqlite.trying_again(once)
