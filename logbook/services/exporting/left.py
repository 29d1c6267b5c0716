"""Exports that are still on this computer: listed to whoever made them, and deleted for them."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from logbook.domain.moments import Moment
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.showing import short
from logbook.services.desk import Desk
from logbook.services.exporting.files import PART, START
from logbook.storage.beside import exports_left
from logbook.storage.beside.exports_left import ExportLeft

CHUNK = 1 << 20
_OURS = re.compile(
    rf"\.?{START}[a-z]+-\d{{4}}-\d{{2}}-\d{{2}}-\d{{4}}-[0-9a-z]{{5}}\.[a-z]+(?:{re.escape(PART)})?"
)
"""The names that this program gives; nothing of another name is ever deleted."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """A file that is still here. `whole` is false where the program was killed while it wrote."""

    path: Path
    made_at: datetime
    member: str
    name: str
    """Of whoever made it."""
    size: int
    whole: bool


def still_here(desk: Desk) -> tuple[Left, ...]:
    """One's own exports that are still on this computer, oldest first; the others are forgotten.

    The General Manager has those of people who left, too. A folder that is not there just now,
    like that of a stick, is not taken for one from which the file is gone.
    """
    staff, me = desk.staff, desk.keys.member_id
    is_last = Role.GENERAL_MANAGER in desk.member.roles
    found: list[Left] = []
    for each in desk.read(exports_left.noted):
        maker = staff.members.get(each.member)
        has_left = maker is None or maker.left
        if each.member == me or (is_last and has_left):
            found += _seen(desk, each, staff.name(each.member))
    return tuple(found)


def delete(desk: Desk, left: Left) -> str:
    """Write over it as far as the disk allows, remove it, and forget it.

    Returns:
        What was done, in a sentence.

    Raises:
        NotFound: it is gone already.
        NotAllowed: it is not this person's, or something else stands there now.
    """
    if left not in still_here(desk):
        raise NotFound(f"{left.path} is not there any more, so there is nothing to delete.")
    if not _OURS.fullmatch(left.path.name):
        raise NotAllowed(f"logbook did not give {left.path.name} its name. Delete it by hand.")
    try:
        if stat.S_ISDIR(left.path.lstat().st_mode):
            for each in sorted(left.path.iterdir()):
                _remove(each)
            shutil.rmtree(left.path)
        else:
            _remove(left.path)
    except OSError as fault:
        why = f" ({fault.strerror})" if fault.strerror else ""
        raise NotAllowed(f"{left.path} could not be deleted{why}. Delete it by hand.") from None
    forget(desk, left)
    return (
        f"{left.path.name} is deleted. Copies that somebody made, and what a disk or a backup "
        "keeps of deleted files, are not."
    )


def forget(desk: Desk, left: Left) -> None:
    """Stop listing it, as when it was handed on and is meant to stay."""
    desk.save(lambda connection: exports_left.forget(connection, str(left.path)))


def notice(desk: Desk) -> str:
    """What is said at sign-in; empty where none is left."""
    left = still_here(desk)
    if not left:
        return ""
    first = short(Moment.at(left[0].made_at, desk.directory.settings.zone), desk.now)
    if len(left) == 1:
        return f"An export of yours, made {first}, is still on this computer."
    return f"{len(left)} exports are still on this computer, the oldest made {first}."


def _seen(desk: Desk, each: ExportLeft, name: str) -> Iterator[Left]:
    path = Path(each.path)
    try:
        status = path.lstat()
    except FileNotFoundError:
        if path.parent.is_dir():
            desk.save(lambda connection: exports_left.forget(connection, each.path))
        return
    except OSError:
        return
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return  # something was put in its place, and that is not ours to touch
    yield Left(
        path=path,
        made_at=each.made_at,
        member=each.member,
        name=name,
        size=status.st_size,
        whole=bool(each.event),
    )


def _remove(path: Path) -> None:
    flags = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    status = path.lstat()
    if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
        with os.fdopen(os.open(path, flags), "wb") as file:
            _write_over(file.fileno(), status.st_size)
    path.unlink()


def _write_over(handle: int, size: int) -> None:
    """Once, with zeros: more does not help on a disk of today, and less is a choice."""
    zeros = bytes(CHUNK)
    for start in range(0, size, CHUNK):
        os.write(handle, zeros[: min(CHUNK, size - start)])
    os.fsync(handle)
