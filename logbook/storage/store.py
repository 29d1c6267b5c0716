"""One open logbook: its file, its key, its transactions, and the views that follow its log."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from logbook.domain.directory import Directory
from logbook.domain.events import DIRECTORY, Event, Logged
from logbook.domain.folding.directory import fold_directory
from logbook.storage import (
    board,
    folders,
    full_text,
    log,
    sqlite,
    stale,
    upgrades,
    view_rows,
    views,
)
from logbook.storage.beside import drafts
from logbook.storage.beside.witness import Witness, check_against
from logbook.storage.faults import CannotBeWritten, Damaged, damaged, not_a_logbook
from logbook.storage.folders import FILE
from logbook.storage.keyed import rekey, unlocked
from logbook.storage.log import Head, Sign
from logbook.storage.tables import LogbookRow, table
from logbook.storage.watch import Watch

AT_ONCE = 500
"""As many entries are made again within the save that touched them; the rest in slices."""
SLICE = 200

Lines = list[board.Line]
"""What the board is told once a save is committed."""

T = TypeVar("T")
Batches = Callable[[Connection], Iterable[Sequence[Event]]]
"""Gives events to append, some at a time, having looked at what is there."""
Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


HARDLY_MS = 100
"""How long what can do without waits for another terminal that is saving."""


def unwatched(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """How this terminal remembers the log, and what it does while another one is saving."""

    witness: Witness | None = None
    waiting: Callable[[], None] = lambda: None
    pause: Callable[[float], None] = time.sleep
    busy_ms: int = sqlite.BUSY_TIMEOUT_MS


class Store:
    """An open logbook. Any thread may use it; each call takes a connection of its own."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        logbook_id: str,
        terminal: Terminal,
        *,
        mode: sqlite.Mode = "rw",
        first: sqlite.Driver | None = None,
    ) -> None:
        self.path = path
        self.logbook_id = logbook_id
        self.terminal = terminal
        self._key = key
        self._mode: sqlite.Mode = mode
        self._lock = Lock()
        self._known = ("", Directory())
        self._damaged = False
        self._engine = self._engine_for(key, first)
        self._writer = self._engine.execution_options(writes=True)

    @classmethod
    def create(
        cls, folder: Path, data_key: bytes, logbook_id: str, terminal: Terminal | None = None
    ) -> Self:
        """Make an empty logbook in a folder that has none.

        It is made under another name and renamed when it is whole, so that a crash leaves none.

        Raises:
            NotALogbook: There is a file of that name already.
            UnsafeFolder: The folder is on a network or synced to a cloud.
        """
        folders.refuse_unsafe_folder(folder)
        path, new = folder / FILE, folder / f"{FILE}.new"
        if path.exists():
            raise not_a_logbook(path, "there is a file here already")
        for left in (new, *sqlite.beside(new)):
            left.unlink(missing_ok=True)
        sqlite.make_file(new, data_key)
        _lay_out(new, data_key, logbook_id)
        new.rename(path)
        sqlite.fsync_folder(folder)
        return cls.open(folder, [data_key], logbook_id, terminal)

    @classmethod
    def open(
        cls,
        folder: Path,
        data_keys: Sequence[bytes],
        logbook_id: str,
        terminal: Terminal | None = None,
    ) -> Self:
        """Open the logbook in a folder with the first of these keys that fits.

        There are two while a rotation of the key is unfinished.

        Raises:
            CannotOpen: There is no file; none is made.
            NotALogbook: The file is empty, foreign, or another logbook.
            DamagedOrReplaced: None of the keys opens it.
            NewerLogbook: A newer version wrote it.
            EarlierLogbook: A version from before the first release laid it out.
            ChangesMissing: It ends before what this terminal saw.
            LogRewritten: It is not the log that this terminal saw.
        """
        folders.refuse_unsafe_folder(folder)
        path, terminal = folder / FILE, terminal or Terminal()
        key, driver = unlocked(path, data_keys, busy_ms=terminal.busy_ms)
        store = cls(path, key, logbook_id, terminal, first=driver)
        with closed_if_refused(store):
            store.check_identity()
            store.bring_up()
            store.check_witness()
        return store

    @classmethod
    def rescue(cls, folder: Path, data_keys: Sequence[bytes], logbook_id: str) -> Self:
        """Read a file that is damaged, cut short or read-only, as it stands on the disk.

        Nothing can be saved, and what is only in the write-ahead log is not seen.
        """
        path = folder / FILE
        key, driver = unlocked(path, data_keys, mode="rescue")
        store = cls(path, key, logbook_id, Terminal(), mode="rescue", first=driver)
        with closed_if_refused(store):
            store.check_identity()
        return store

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # transactions

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the store, for as long as the block lasts."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, engine: Engine | None = None) -> Iterator[Connection]:
        """A transaction that nobody else's can come between; all of it is saved, or nothing."""
        if self._damaged:
            raise damaged(self.path)
        writer = self._writer if engine is None else engine.execution_options(writes=True)
        with self._told(), writer.begin() as connection:
            sqlite.check_same_file(connection, self.path)
            yield connection

    def save(self, work: Callable[[Connection], T], engine: Engine | None = None) -> T:
        """Do work in a writing transaction, and all of it again while another terminal saves."""

        def once() -> T:
            with self.writing(engine) as connection:
                return work(connection)

        return sqlite.trying_again(once, waiting=self.terminal.waiting, pause=self.terminal.pause)

    def save_if_free(self, work: Callable[[Connection], T]) -> T:
        """The same in one try that hardly waits, for what can do without: nobody is kept by it.

        Raises:
            AnotherIsSaving: another terminal saves just now, and nothing was saved.
        """
        engine = sqlite.engine_at(self.path, self._key, mode=self._mode, busy_ms=HARDLY_MS)
        try:
            with self.writing(engine) as connection:
                return work(connection)
        finally:
            engine.dispose()

    # the log

    def append(
        self,
        events: Sequence[Event],
        *,
        sign: Sign,
        expected: Mapping[str, int] | None = None,
        finishing: str = "",
    ) -> tuple[Logged, ...]:
        """Save events and everything that follows from them, or nothing.

        The same ids again return what was saved then. `expected` gives, for each entry, the
        revision that the person had on screen (0 for one that is new). `finishing` names the
        draft that ends with this save.

        Raises:
            ChangedElsewhere: Something happened to an entry since; `since` says what.
            ReferenceTaken: Another entry has the same short reference: make a new id.
            SameIdOtherContent: One of the ids is in the log already and says something else.
            StoreFault: The file, the disk or the lock did not allow it; nothing was saved.
        """

        def work(connection: Connection) -> tuple[tuple[Logged, ...], Lines]:
            before, lines = self.directory_in(connection), Lines()
            logged, is_new = log.append(connection, events, sign=sign, expected=expected or {})
            if is_new:
                lines = self._follow(connection, before, logged)
            if finishing:
                drafts.discard(connection, finishing)
            return logged, lines

        logged, lines = self.save(work)
        self._post(lines)
        if logged:
            self._saw(Head(seq=logged[-1].seq, hash=logged[-1].hash))
        return logged

    def append_all(self, batches: Batches, *, sign: Sign) -> int:
        """Save events batch after batch as one save: every one of them, or nothing at all.

        All of it is one transaction of the engine's, so that no reader and no crash ever sees a
        part of it. The others wait with their saves until it ends. `batches` is asked for each
        batch within the transaction, and once more from the start where the file was busy.

        Returns:
            How many events were new.

        Raises:
            ReferenceTaken, SameIdOtherContent, StoreFault: as `append` does.
        """

        def work(connection: Connection) -> tuple[int, Head, Lines]:
            before, lines = self.directory_in(connection), Lines()
            added = 0
            for events in batches(connection):
                logged, is_new = log.append(connection, events, sign=sign, expected={})
                if is_new:
                    lines += self._follow(connection, before, logged)
                    before = self.directory_in(connection)
                    added += len(logged)
            return added, log.head(connection), lines

        with self._for_thousands() as engine:
            added, head, lines = self.save(work, engine)
        self._post(lines)
        self._saw(head)
        return added

    def erase(
        self, event: Event, *, sign: Sign, expected: Mapping[str, int] | None = None
    ) -> Logged:
        """Save an `erased` event, and remove the contents of the events that its body names.

        What anybody has half written about that entry holds its words too, and goes with them.

        Raises:
            AnotherIsSaving: What was erased is gone from the file, but a reader elsewhere kept
                its write-ahead log in use; `empty_wal` later removes it from there too.
        """

        def work(connection: Connection) -> tuple[Logged, Lines]:
            before = self.directory_in(connection)
            logged, _ = log.append(connection, [event], sign=sign, expected=expected or {})
            log.drop_content(connection, log.erased_ids(event.body))
            drafts.end(connection, event.about)
            connection.exec_driver_sql(full_text.SEARCH_SECURE, (1,))
            lines = self._follow(connection, before, logged)
            connection.exec_driver_sql(full_text.SEARCH_OPTIMIZE)
            connection.exec_driver_sql(full_text.SEARCH_SECURE, (0,))
            return logged[0], lines

        logged, lines = self.save(work)
        self._post(lines)
        self._saw(Head(seq=logged.seq, hash=logged.hash))
        self.empty_wal()
        return logged

    def directory(self) -> Directory:
        """Who is here and how it is set up, now."""
        with self.reading() as connection:
            return self.directory_in(connection)

    def events_of(self, about: str) -> tuple[Logged, ...]:
        with self.reading() as connection:
            return log.of(connection, about)

    def head(self) -> Head:
        with self.reading() as connection:
            return log.head(connection)

    def directory_in(self, connection: Connection) -> Directory:
        """Who is here as this transaction sees it.

        Folded once, and again when the log has another last event of that kind.
        """
        newest = log.directory_head(connection).hash
        with self._lock:
            known, directory = self._known
        if known == newest:
            return directory
        directory = fold_directory(log.directory_events(connection))
        with self._lock:
            self._known = (newest, directory)
        return directory

    def _follow(self, connection: Connection, before: Directory, logged: Sequence[Logged]) -> Lines:
        """What follows from new events, and what the board says of it."""
        if not logged:
            return []
        moved = any(event.verb in DIRECTORY for event in logged)
        after = self.directory_in(connection) if moved else before
        seq = logged[-1].seq
        lines = board.lines_of(views.follow(connection, logged, after), seq)
        if moved:
            stale.mark_touched(connection, before, after)
            made = self._catch_up(connection, after, AT_ONCE)
            lines += [board.line_of(after, seq), *board.lines_of(made, seq)]
        return lines

    def _post(self, lines: Lines) -> None:
        board.add(self.path.parent, lines)

    def write_board(self) -> None:
        """Write the board afresh, as the store has it now."""
        if self._mode == "rw":
            with self.reading() as connection:
                board.write(self.path.parent, connection, self.directory_in(connection))

    # views

    def catch_up(self, count: int = SLICE) -> int:
        """Make again the views of entries that a change of staff or settings touched.

        Returns:
            How many still wait.
        """

        def work(connection: Connection) -> tuple[int, Lines]:
            made = self._catch_up(connection, self.directory_in(connection), count)
            lines = board.lines_of(made, log.head(connection).seq)
            return stale.count_marked(connection), lines

        if not self.waiting_views():
            return 0
        waiting, lines = self.save(work)
        self._post(lines)
        return waiting

    def settle(self, progress: Progress = unwatched) -> None:
        """Make again all that waits; in rescue nothing can be saved, so it goes on waiting."""
        if self._mode != "rw":
            return
        everything = left = self.waiting_views()
        while left:
            left = self.catch_up()
            progress(everything - left, everything)

    def waiting_views(self) -> int:
        with self.reading() as connection:
            return stale.count_marked(connection)

    def _catch_up(
        self, connection: Connection, directory: Directory, count: int
    ) -> list[view_rows.Made]:
        marked = stale.marked(connection, count)
        return [views.refold(connection, entry, directory) for entry in marked]

    # the file

    def watch(self) -> Watch:
        """Notices what any terminal saves, this one too."""
        return Watch(self.path, self._key)

    def change_key(self, new_key: bytes) -> None:
        """Encrypt the file anew and go on with the new key."""
        self.close()
        rekey(self.path.parent, self._key, new_key)
        with self._lock:
            self._key = new_key
            self._engine = self._engine_for(new_key)
            self._writer = self._engine.execution_options(writes=True)

    def empty_wal(self) -> None:
        """Move the write-ahead log into the file and cut it, so that no old page stays in it."""

        def once() -> None:
            with self._told(), closing(self._driver()) as driver:
                sqlite.empty_wal(driver, self.path)

        sqlite.trying_again(once, waiting=self.terminal.waiting, pause=self.terminal.pause)

    def broken_pages(self) -> tuple[str, ...]:
        """What the engine's own checks find wrong with the file; empty where it is whole."""
        with self._told(), closing(self._driver()) as driver:
            broken = sqlite.broken_pages(driver, self.path)
            return broken or sqlite.broken_structure(driver, self.path)

    def copy_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Copy the whole store, as it is at one instant, into a new file under the same key."""
        with self._told(), closing(self._driver()) as driver:
            sqlite.copy_to(driver, target, self._key, progress)

    def opened_copy(self, folder: Path) -> "Store":
        """The copy that was made of this store in another folder."""
        return Store.open(folder, [self._key], self.logbook_id)

    def check_witness(self) -> None:
        """Compare the log with what this terminal last saw of it, and note its end.

        Raises:
            ChangesMissing: It ends earlier.
            LogRewritten: It is another log.
        """
        witness = self.terminal.witness
        if witness is None:
            return
        with self.reading() as connection:
            seen = witness.last_seen()
            if seen is not None:
                check_against(seen, connection)
            now = log.head(connection)
        witness.saw(now)

    def _saw(self, head: Head) -> None:
        if self.terminal.witness is not None:
            self.terminal.witness.saw(head)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Name what goes wrong; after one damaged page nothing more is written to the file."""
        try:
            with sqlite.told(self.path, self._key):
                yield
        except Damaged:
            self._damaged = True
            raise
        except CannotBeWritten:
            self._engine.dispose()  # what was opened read-only stays so once it may be written
            raise

    def _driver(self) -> sqlite.Driver:
        return sqlite.connect(self.path, self._key, mode=self._mode, busy_ms=self.terminal.busy_ms)

    @contextmanager
    def _for_thousands(self) -> Iterator[Engine]:
        """A connection of its own that keeps no statements ready: see `sqlite.connect`."""
        engine = sqlite.engine_at(self.path, self._key, busy_ms=self.terminal.busy_ms, statements=0)
        try:
            yield engine
        finally:
            engine.dispose()

    def _engine_for(self, key: bytes, first: sqlite.Driver | None = None) -> Engine:
        return sqlite.engine_at(
            self.path, key, mode=self._mode, busy_ms=self.terminal.busy_ms, first=first
        )

    def check_identity(self) -> None:
        """Refuse a file that is not a logbook, or is not the one that the key file goes with."""
        try:
            with self.reading() as connection:
                sqlite.check_mark(connection, self.path)
                found = connection.execute(select(table(LogbookRow).c.id)).scalar()
        except DBAPIError:
            raise not_a_logbook(self.path, "it was never finished") from None
        if found != self.logbook_id:
            raise not_a_logbook(self.path, "it belongs to another key file")

    def bring_up(self) -> None:
        """Take an older file's schema to the newest, in one transaction."""
        with self.reading() as connection:
            version = sqlite.schema_version(connection)
        if version != upgrades.NEWEST:
            self.save(upgrades.bring_up)
        with self.reading() as connection:
            upgrades.check_laid_out(connection, self.path)


@contextmanager
def closed_if_refused(store: Store) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _lay_out(path: Path, key: bytes, logbook_id: str) -> None:
    """Give a new file its tables and its identity, all of it in the file itself."""
    engine = sqlite.engine_at(path, key)
    with sqlite.told(path, key), engine.execution_options(writes=True).begin() as connection:
        upgrades.bring_up(connection)
        connection.execute(insert(table(LogbookRow)).values(id=logbook_id))
    engine.dispose()
    with closing(sqlite.connect(path, key)) as driver:
        sqlite.empty_wal(driver, path)
