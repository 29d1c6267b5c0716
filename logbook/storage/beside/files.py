"""Small files beside the store: replaced whole, under a lock that all terminals share."""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for a lock; nothing of ours holds one for longer than one small write."""


def replaced(path: Path, content: bytes) -> None:
    """Put a new file in place of the one that is there; a reader meets the one or the other.

    It is not forced onto the disk: what stands here can be made again, or is worth little.

    Raises:
        OSError: nothing was replaced.
    """
    part = path.with_name(f"{path.name}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    with os.fdopen(_create(part), "wb") as file:
        file.write(content)
    part.replace(path)


def added(path: Path, content: bytes) -> None:
    """Write at the end of a file, in one piece; it is made where there is none.

    Raises:
        OSError: it cannot be written.
    """
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        descriptor = _create(path, os.O_APPEND)
    with os.fdopen(descriptor, "ab", buffering=0) as file:
        file.write(content)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock, or go on without it: in a read-only folder, or after a terminal that hangs."""
    with ExitStack() as stack:
        with suppress(OSError):
            descriptor = _open_lock(path)
            stack.callback(os.close, descriptor)
            _wait_for(descriptor)
        yield


def _create(path: Path, how: int = 0) -> int:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | how
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)
    _share_with_group(descriptor, path.parent)
    return descriptor


def _wait_for(descriptor: int) -> None:
    until = time.monotonic() + PATIENCE
    while not _try_lock(descriptor) and time.monotonic() < until:
        time.sleep(0.005)


def _open_lock(path: Path) -> int:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    with suppress(FileNotFoundError):
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_CREAT, 0o600)
    with suppress(PermissionError):
        _share_with_group(descriptor, path.parent)
    return descriptor


def _share_with_group(descriptor: int, folder: Path) -> None:
    """Open to the group where the folder is the group's to write, and never to others."""
    if sys.platform != "win32":
        os.fchmod(descriptor, 0o660 if folder.stat().st_mode & stat.S_IWGRP else 0o600)


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
