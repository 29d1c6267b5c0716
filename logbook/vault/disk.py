"""Writing one small file whole or not at all, and a lock between processes on one machine.

Standard library only: the sign-in screen's first frame comes through here.
"""

import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from logbook.domain.refusals import Refusal

PART = ".part"
PATIENCE = 30.0
"""Seconds to wait for another terminal before saying so."""


class HeldElsewhere(Refusal):
    """Another terminal keeps a lock for longer than anything of ours takes."""


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that a reader, or a power cut, meets the old one or the new one.

    Raises:
        OSError: nothing was replaced.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}{PART}")
    try:
        with os.fdopen(_create(part), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    _sync_folder(path.parent)


def sweep_parts(path: Path) -> None:
    """Remove what a killed `write_whole` left: it may still hold the keys of somebody who left."""
    for part in path.parent.glob(f"{path.name}.*{PART}"):
        with suppress(OSError):
            part.unlink()


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file while the block runs; the system frees it if the process dies.

    Raises:
        HeldElsewhere: it was not free within `patience` seconds.
        OSError: the lock file cannot be opened.
    """
    descriptor = _open_lock(path)
    try:
        _wait_for(descriptor, patience)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, patience: float) -> None:
    until = time.monotonic() + patience
    while not _try_lock(descriptor):
        if time.monotonic() >= until:
            raise HeldElsewhere("Another terminal is changing the keys. Try again in a minute.")
        time.sleep(0.02)


def _create(path: Path) -> int:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)
    _share_with_group(descriptor, path.parent)
    return descriptor


def _open_lock(path: Path) -> int:
    """Open or make the lock file; only its maker can set who else may use it."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    with suppress(FileNotFoundError):
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_CREAT, 0o600)
    with suppress(PermissionError):
        _share_with_group(descriptor, path.parent)
    return descriptor


def _share_with_group(descriptor: int, folder: Path) -> None:
    """Open to the group where the folder is the group's to write, and never to others.

    Where everybody has an account of their own on the machine, the folder's group is the staff.
    """
    if sys.platform != "win32":
        os.fchmod(descriptor, 0o660 if folder.stat().st_mode & stat.S_IWGRP else 0o600)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
