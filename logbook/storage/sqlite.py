"""What only this engine understands: SQLCipher's key and pragmas, locks, checks, triggers."""

import functools
import os
import random
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from logbook.storage.faults import (
    AnotherIsSaving,
    CannotBeWritten,
    DamagedOrReplaced,
    EngineTooOld,
    StoreFault,
    another_is_saving,
    cannot_open,
    damaged,
    key_changed_elsewhere,
    moved_while_open,
    named,
    not_a_logbook,
)

if sys.platform != "win32":
    import resource

Mode = Literal["rw", "ro", "rescue"]
Driver = Any
"""A connection of the driver, which ships no types."""
T = TypeVar("T")

APPLICATION_ID = 0x4C4F4742
"""The file's mark: `LOGB`."""
OLDEST_SQLITE = (3, 51, 3)
"""Before it, several processes on one write-ahead log could corrupt the file."""
KEY_BYTES = 32
BUSY_TIMEOUT_MS = 10_000
SAVING_TRIES = 3
PAGE_CACHE_KIB = 16_384
STATEMENTS = 128
"""As many as the driver keeps ready where it is told nothing."""

_PRAGMAS = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    f"cache_size=-{PAGE_CACHE_KIB}",
)
_WRITING_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")

_MODES: dict[Mode, str] = {"rw": "mode=rw", "ro": "mode=ro", "rescue": "mode=ro&immutable=1"}

_REFUSALS = {
    "event_is_never_changed": ("UPDATE ON event", "the log is never changed"),
    "event_is_never_deleted": ("DELETE ON event", "the log is never deleted"),
    "content_is_never_changed": ("UPDATE ON content", "the log is never changed"),
    "content_is_erased_only_on_record": (
        """DELETE ON content WHEN NOT EXISTS (
            SELECT 1 FROM event gone JOIN event said ON said.about = gone.about
            WHERE gone.seq = OLD.event AND said.verb = 'erased' AND said.seq > gone.seq)""",
        "an erased event comes first",
    ),
}
TRIGGERS = tuple(
    f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
    for name, (when, why) in _REFUSALS.items()
)


# -- one connection --------------------------------------------------------------------------


def connect(
    path: Path,
    key: bytes,
    *,
    mode: Mode = "rw",
    busy_ms: int = BUSY_TIMEOUT_MS,
    statements: int = STATEMENTS,
) -> Driver:
    """A proven connection to an encrypted file that exists.

    `statements` is how many it keeps ready to be run again. None at all is right for writing
    thousands of rows with each: the statements that are kept hold the small memory that the engine
    has at hand, and without it every value is in memory that is locked and wiped, one by one.

    Raises:
        CannotOpen: It does not exist, or this account may not open it.
        DamagedOrReplaced: This key does not open it.
    """
    refuse_old_engine(dbapi2.sqlite_version_info)
    with named(path):
        driver = dbapi2.connect(
            f"{path.absolute().as_uri()}?{_MODES[mode]}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=busy_ms / 1000,
            cached_statements=statements,
        )
    try:
        with named(path):
            unlock(driver, key)
            driver.set_busy_handler(patience(busy_ms))
            for pragma in (*_PRAGMAS, *(_WRITING_PRAGMAS if mode == "rw" else ())):
                driver.execute(f"PRAGMA {pragma}")
    except BaseException:
        driver.close()
        raise
    return driver


def patience(busy_ms: int) -> Callable[[int], bool]:
    """Ask for a lock again every few milliseconds, at random moments, until the time is up.

    The engine's own busy_timeout waits longer and longer, so that of eight terminals the unlucky
    one waited a second where this takes a fifth of one.
    """
    give_up_at = 0.0

    def again(tried: int) -> bool:
        nonlocal give_up_at
        if not tried:
            give_up_at = time.monotonic() + busy_ms / 1000
        time.sleep(random.uniform(0.0005, 0.004))  # noqa: S311 - jitter, not a secret
        return time.monotonic() < give_up_at

    return again


def unlock(driver: Driver, key: bytes) -> None:
    """Give the raw key, and read once: SQLCipher says nothing of a wrong key until then."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a data key has {KEY_BYTES} bytes, not {len(key)}")
    wipe_without_pinning()
    driver.execute("PRAGMA cipher_log_level=NONE")
    driver.execute("PRAGMA cipher_memory_security=ON")
    driver.execute(f"""PRAGMA key="x'{key.hex()}'" """)
    driver.execute("SELECT count(*) FROM sqlite_master").fetchone()


@functools.cache
def wipe_without_pinning() -> None:
    """Keep the engine from pinning to RAM, one by one, each of the values that it later wipes.

    With memory security on it pins every allocation before it is used and unpins it after it was
    wiped. The two system calls, hundreds of times for a search, cost ten times what the search
    costs. With nothing allowed to be pinned the first returns at once and the second finds
    nothing to do; the wiping stays. An account that may pin without limit, like root, still does.
    """
    if sys.platform == "win32":
        return
    _allowed, most = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, most))


def refuse_old_engine(version: tuple[int, ...]) -> None:
    if version < OLDEST_SQLITE:
        found, wanted = (".".join(map(str, each)) for each in (version, OLDEST_SQLITE))
        raise EngineTooOld(
            f"This installation has SQLite {found}, which can damage a shared logbook. "
            f"Install logbook again, so that it brings SQLite {wanted} or later."
        )


def make_file(path: Path, key: bytes) -> None:
    """Make an empty encrypted file that carries logbook's mark; never over another."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        share_with_group(path, path.parent)
    except FileExistsError:
        raise not_a_logbook(path, "there is a file here already") from None
    except OSError as error:
        raise cannot_open(path) from error
    with closing(connect(path, key)) as driver, named(path):
        driver.execute(f"PRAGMA application_id={APPLICATION_ID:d}")


def share_with_group(path: Path, folder: Path) -> None:
    """Open to the group where the folder is the group's to write, and never to others.

    Where everybody has an account of their own on the machine, the folder's group is the staff.
    The engine gives its write-ahead log the same mode.
    """
    if sys.platform != "win32" and folder.stat().st_mode & stat.S_IWGRP:
        path.chmod(0o660)


def check_file(path: Path) -> None:
    """Refuse what is not there, is empty, or is plainly something else, before any key is tried."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError:
        raise cannot_open(path) from None
    if not start:
        raise not_a_logbook(path, "0 bytes")
    if start == b"SQLite format 3\0":
        raise not_a_logbook(path, "it is not encrypted")


def check_mark(connection: Connection, path: Path) -> None:
    found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION_ID:
        raise not_a_logbook(path, "another program's file")


# -- the engine ------------------------------------------------------------------------------


def engine_at(
    path: Path,
    key: bytes,
    *,
    mode: Mode = "rw",
    busy_ms: int = BUSY_TIMEOUT_MS,
    statements: int = STATEMENTS,
    first: Driver | None = None,
) -> Engine:
    """An engine whose transactions begin IMMEDIATE where `writes` is set, else deferred.

    `first` is a connection that is open already, which it has for its own.
    """
    there = [] if first is None else [first]
    another = functools.partial(
        connect, path, key, mode=mode, busy_ms=busy_ms, statements=statements
    )
    engine = create_engine(
        "sqlite://",
        creator=lambda: there.pop() if there else another(),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=6,
        max_overflow=10,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def remember_which_file(_driver: Driver, record: Any) -> None:
        record.info["file"] = file_identity(path)
        record.info["pool"] = engine.pool

    @event.listens_for(engine, "checkin")
    def close_if_given_up(_driver: Driver | None, record: Any) -> None:
        """One that was in use when the engine was emptied would keep what it knows of the file."""
        if record.info["pool"] is not engine.pool:
            record.invalidate()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        driver: Driver = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def file_identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def check_same_file(connection: Connection, path: Path) -> None:
    """A file moved away while open goes on taking saves that nobody will find again."""
    if connection.info["file"] != file_identity(path):
        raise moved_while_open(path)


@contextmanager
def told(path: Path, key: bytes) -> Iterator[None]:
    """Name the faults of an open store.

    A file whose key was rotated at another terminal looks damaged to a reader and read-only to a
    writer; a fresh connection with the key in hand tells which it is.
    """
    try:
        with named(path):
            yield
    except (DamagedOrReplaced, CannotBeWritten) as fault:
        raise _after_a_second_look(fault, path, key) from None
    except (DBAPIError, dbapi2.Error):
        check_file(path)  # a file that was emptied has no tables, which looks like our mistake
        raise


def _after_a_second_look(fault: StoreFault, path: Path, key: bytes) -> StoreFault:
    try:
        check_file(path)
        connect(path, key).close()
    except DamagedOrReplaced:
        return key_changed_elsewhere()
    except StoreFault as other:
        return fault if isinstance(fault, CannotBeWritten) else other
    return damaged(path) if isinstance(fault, DamagedOrReplaced) else fault


def trying_again(
    work: Callable[[], T],
    *,
    waiting: Callable[[], None] = lambda: None,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """Do a save, and again while another terminal is saving: three times, jittered."""
    for tried in range(SAVING_TRIES):
        try:
            return work()
        except AnotherIsSaving:
            waiting()
            pause(random.uniform(0.05, 0.25) * (tried + 1))  # noqa: S311 - jitter, not a secret
    return work()


# -- the whole file --------------------------------------------------------------------------


def change_key(driver: Driver, path: Path, new_key: bytes) -> None:
    """Encrypt every page again; old pages stay in the write-ahead log until it is emptied."""
    if len(new_key) != KEY_BYTES:
        raise ValueError(f"a data key has {KEY_BYTES} bytes, not {len(new_key)}")
    with named(path):
        driver.execute(f"""PRAGMA rekey="x'{new_key.hex()}'" """)


def empty_wal(driver: Driver, path: Path) -> None:
    """Move the write-ahead log into the file and cut it to nothing.

    Raises:
        AnotherIsSaving: A reader at another terminal kept it in use past the timeout.
    """
    with named(path):
        busy, _pages, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise another_is_saving(path)


def broken_pages(driver: Driver, path: Path) -> tuple[str, ...]:
    """What the cipher's own check finds; it reads the file alone, not the write-ahead log."""
    with named(path):
        return tuple(row[0] for row in driver.execute("PRAGMA cipher_integrity_check"))


def broken_structure(driver: Driver, path: Path) -> tuple[str, ...]:
    with named(path):
        found = tuple(row[0] for row in driver.execute("PRAGMA quick_check(10)"))
    return () if found == ("ok",) else found


def data_version(driver: Driver, path: Path) -> int:
    """Changes whenever another connection has saved."""
    with named(path):
        return int(driver.execute("PRAGMA data_version").fetchone()[0])


def schema_version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_schema_version(connection: Connection, version: int) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version={version:d}")


def copy_to(source: Driver, target: Path, key: bytes, moved: Callable[[int, int], None]) -> None:
    """Copy the open file, page by page, into a new file under the same key.

    `moved` is told how many pages of how many are done.
    """
    make_file(target, key)
    with closing(connect(target, key)) as copy, named(target):
        source.backup(
            copy, pages=1000, progress=lambda _status, left, all_: moved(all_ - left, all_)
        )
    fsync_file(target)


def fsync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; some systems cannot, and need not."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def beside(path: Path) -> tuple[Path, ...]:
    """The files that the engine keeps next to its own: the write-ahead log and its index."""
    return tuple(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal"))


class Running:
    """Connections that another thread may stop, and only while a question is running on them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._drivers: list[Driver] = []

    @contextmanager
    def on(self, connection: Connection) -> Iterator[None]:
        driver = connection.connection.driver_connection
        with self._lock:
            self._drivers.append(driver)
        try:
            yield
        finally:
            with self._lock:
                self._drivers.remove(driver)

    def stop(self) -> None:
        """Stop every question that is running: a newer one may have begun beside an older one."""
        with self._lock:
            for driver in self._drivers:
                driver.interrupt()
