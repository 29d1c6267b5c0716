"""A file that leaves the program: whole or not there, never in place of another, nobody else's."""

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

from logbook.domain.refusals import Refusal
from logbook.storage import folders, sqlite

START, PART = "logbook-", ".part"
THE_SYSTEM = 0
"""Whose links are as they should be, like that to a disk on which everybody's folders are."""
MINE_ALONE, MY_FOLDER = 0o600, 0o700
_HAS_FOLDERS = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd
"""Whether files can be named within an open folder, which nobody can then exchange for a link."""
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NoPlace(Refusal):
    """A file cannot be put there; the text says why and what to do."""


class NotWritten(Refusal):
    """The disk did not take the whole file, so that none of it was kept."""


@dataclass(frozen=True)
class Place:
    """A folder that somebody chose, and what they should know of it before they use it."""

    folder: Path
    warnings: tuple[str, ...] = ()


def place_at(folder: Path, *, data: Path) -> Place:
    """The folder itself, never one that a link in its path leads to.

    Raises:
        NoPlace: it is no folder, is reached through a link, or holds the logbook itself (`data`).
    """
    whole = Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolving follows links
    _refuse_links(whole)
    if not whole.is_dir():
        raise NoPlace(f"There is no folder {whole}. Choose one that is there.")
    whole = whole.resolve()
    if whole.is_relative_to(data.resolve()):
        raise NoPlace(
            f"{whole} holds the logbook itself. Choose another folder, so that neither is taken "
            "for the other."
        )
    return Place(whole, tuple(_warnings(whole)))


def _refuse_links(whole: Path) -> None:
    """All but the system's own could have been planted."""
    for part in (whole, *whole.parents):
        try:
            status = part.lstat()
        except OSError:
            continue
        planted = part == whole or status.st_uid != THE_SYSTEM
        if stat.S_ISLNK(status.st_mode) and planted:
            raise NoPlace(
                f"{part} is a link to somewhere else. Choose the folder that you mean by its own "
                "name."
            )


def _warnings(folder: Path) -> Iterator[str]:
    synced = folders.synced_by(folder)
    if synced:
        yield (
            f"{synced} copies what is in this folder to other computers. "
            "A folder on this computer alone is safer."
        )
    if folders.is_on_network(folder):
        yield (
            "This folder is on a network drive, where others may be able to read it. "
            "A folder on this computer alone is safer."
        )
    if sys.platform != "win32" and folder.stat().st_mode & stat.S_IWOTH:
        yield "Everybody with an account on this computer can write into this folder."


def named(what: str, form: str, at: datetime) -> str:
    """A name that says nothing of anybody: what it is, when it was made, and a few letters.

    `what` and `form` are words of the program, never of people.
    """
    letters = "".join(secrets.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(5))
    return f"{START}{what}-{at:%Y-%m-%d-%H%M}-{letters}.{form}"


@dataclass(frozen=True)
class Half:
    """A file that has no name yet, and room beside it that goes when it is done."""

    file: BufferedRandom
    scratch: Path
    _folder: "_Folder"
    _part: str

    def keep(self, name: str) -> None:
        """Give it its name, which nothing may have.

        Raises:
            OSError: something has it, or the disk refused.
        """
        self.file.close()
        self._folder.reserve(name)
        try:
            self._folder.rename(f"{self._part}/{_WHOLE}", name)
        except BaseException:
            self._folder.remove(name)
            raise
        sqlite.fsync_folder(self._folder.path)


_WHOLE = "export"
"""What it is called until then."""


def sync(file: BufferedRandom) -> None:
    """Make what was written last through a power cut."""
    os.fsync(file.fileno())


def part_of(place: Place, name: str) -> Path:
    """Where a file stands while it is written."""
    return place.folder / f".{name}{PART}"


@contextmanager
def being_written(place: Place, name: str) -> Iterator[Half]:
    """A file in a folder of its own beside the place where it will stand.

    Whatever stops it, nothing of it is left.

    Raises:
        NotWritten: the disk refused; the text says why.
    """
    part = part_of(place, name).name
    try:
        with _opened(place.folder) as folder:
            folder.make(part)
            try:
                with folder.open_new(f"{part}/{_WHOLE}") as file:
                    yield Half(file, place.folder / part, folder, part)
            finally:
                shutil.rmtree(place.folder / part, ignore_errors=True)
    except OSError as fault:
        why = f" ({fault.strerror})" if fault.strerror else ""
        raise NotWritten(
            f"The file could not be written to {place.folder}{why}. Nothing was kept there. "
            "Choose another folder, or make room, and try again."
        ) from None


class _Folder:
    """An open folder: what is named in it is in it, whatever is put in its place meanwhile."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self._handle = handle

    def _named(self, name: str) -> str:
        return name if self._handle is not None else str(self.path / name)

    def make(self, name: str) -> None:
        os.mkdir(self._named(name), MY_FOLDER, dir_fd=self._handle)

    def open_new(self, name: str) -> BufferedRandom:
        return os.fdopen(self._new(name, os.O_RDWR), "w+b")

    def reserve(self, name: str) -> None:
        """Take a name: a rename alone would replace what stands there."""
        os.close(self._new(name, os.O_WRONLY))

    def _new(self, name: str, how: int) -> int:
        flags = os.O_CREAT | os.O_EXCL | how | _PLAIN
        return os.open(self._named(name), flags, MINE_ALONE, dir_fd=self._handle)

    def rename(self, name: str, new: str) -> None:
        os.replace(
            self._named(name),
            self._named(new),
            src_dir_fd=self._handle,
            dst_dir_fd=self._handle,
        )

    def remove(self, name: str) -> None:
        with suppress(OSError):
            os.unlink(self._named(name), dir_fd=self._handle)


@contextmanager
def _opened(path: Path) -> Iterator[_Folder]:
    if not _HAS_FOLDERS:
        yield _Folder(path, None)
        return
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _PLAIN)
    try:
        yield _Folder(path, handle)
    finally:
        os.close(handle)
