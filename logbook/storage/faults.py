"""Every fault of the store as a sentence for the person at the keyboard."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from logbook.domain.refusals import Refusal

PRIMARY = 0xFF
"""An extended result code keeps its primary code in the low byte."""


class StoreFault(Refusal):
    """The store could not do what was asked; what was being saved is not saved."""


class DiskFull(StoreFault):
    """No room left; works again once there is."""


class DiskFault(StoreFault):
    """The disk or its driver failed; the file needs an integrity check."""


class CannotBeWritten(StoreFault):
    """The file or its folder is read-only for this account."""


class CannotOpen(StoreFault):
    """The file is missing, or this account may not open it. It is never created here."""


class AnotherIsSaving(StoreFault):
    """The file stayed locked past the timeout and past every retry."""


class DamagedOrReplaced(StoreFault):
    """No key opens the file, although a key slot proved the key."""


class Damaged(StoreFault):
    """A page of the file is not what was written: stop writing, go to rescue."""


class NotALogbook(StoreFault):
    """The file opens, but it is empty, foreign, or another logbook."""


class MovedWhileOpen(StoreFault):
    """The path no longer leads to the file that is open: saves would go elsewhere."""


class KeyChangedElsewhere(StoreFault):
    """The data key was rotated at another terminal: read the key file again and reopen."""


class UnsafeFolder(StoreFault):
    """A network or cloud-synced folder, where locks and order of writing do not hold."""


class EngineTooOld(StoreFault):
    """The bundled SQLite has a known corruption bug."""


class NewerLogbook(StoreFault):
    """A newer version of logbook wrote this file."""


class EarlierLogbook(StoreFault):
    """An early version of logbook, from before the first release, laid this file out."""


class Interrupted(StoreFault):
    """A newer question stopped this one."""


class ReferenceTaken(StoreFault):
    """Another entry has the same short reference: make a new id and send again."""


class SameIdOtherContent(StoreFault):
    """An event with this id is in the log already and says something else."""


def disk_full(_path: Path) -> DiskFull:
    return DiskFull(
        "The disk is full. Your entry is not saved yet and is still on screen. "
        "Tell whoever looks after this computer, then try again."
    )


def disk_fault(_path: Path) -> DiskFault:
    return DiskFault(
        "The disk reported a fault. Not saved. "
        "Tell whoever looks after this computer, and check the logbook before going on."
    )


def cannot_be_written(path: Path) -> CannotBeWritten:
    return CannotBeWritten(
        f"This file cannot be written: {path}. Nothing was saved. "
        "Ask whoever looks after this computer to allow writing. logbook notes --rescue reads it."
    )


def cannot_open(path: Path) -> CannotOpen:
    return CannotOpen(
        f"logbook cannot find or open its file at {path}. "
        "Check that the disk is there and that this account may open it."
    )


def another_is_saving(_path: Path) -> AnotherIsSaving:
    return AnotherIsSaving(
        "Another terminal is saving, and three more tries did not get through. "
        "Your draft is kept. Wait a minute and send it again."
    )


def damaged_or_replaced(path: Path) -> DamagedOrReplaced:
    return DamagedOrReplaced(
        f"The file is damaged or was replaced: {path}. "
        "Your passphrase is right. Stop here and restore the last backup."
    )


def damaged(path: Path) -> Damaged:
    return Damaged(
        f"The file is damaged: {path}. Nothing more is written to it. "
        "Read what is left with logbook notes --rescue, and restore the last backup."
    )


def not_a_logbook(path: Path, why: str) -> NotALogbook:
    return NotALogbook(
        f"This is not a logbook ({why}): {path}. Nothing was changed. "
        "Choose the right folder, or restore the last backup."
    )


def moved_while_open(path: Path) -> MovedWhileOpen:
    return MovedWhileOpen(
        f"The logbook's file at {path} was moved or replaced while it was open. Not saved. "
        "Put it back, or close logbook and open it again."
    )


def key_changed_elsewhere() -> KeyChangedElsewhere:
    return KeyChangedElsewhere(
        "The logbook's key was changed at another terminal. Sign in again to go on."
    )


def interrupted(_path: Path) -> Interrupted:
    return Interrupted("This search was stopped because a newer one began.")


_BY_CODE: Mapping[int, Callable[[Path], StoreFault]] = {
    dbapi2.SQLITE_FULL: disk_full,
    dbapi2.SQLITE_IOERR: disk_fault,
    dbapi2.SQLITE_READONLY: cannot_be_written,
    dbapi2.SQLITE_PERM: cannot_be_written,
    dbapi2.SQLITE_CANTOPEN: cannot_open,
    dbapi2.SQLITE_BUSY: another_is_saving,
    dbapi2.SQLITE_LOCKED: another_is_saving,
    dbapi2.SQLITE_NOTADB: damaged_or_replaced,
    dbapi2.SQLITE_CORRUPT: damaged,
    dbapi2.SQLITE_INTERRUPT: interrupted,
}
"""What each of SQLite's result codes means to a person; the rest are our own mistakes in SQL."""


def code_of(error: BaseException) -> int:
    """SQLite's result code behind an error of the driver or of SQLAlchemy; 0 where none is."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(driver, "sqlite_errorcode", 0) or 0)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn the driver's errors into refusals; the error itself, with its SQL, stays behind."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        fault = _BY_CODE.get(code_of(error) & PRIMARY)
        if fault is None:
            raise
        raise fault(path) from None
