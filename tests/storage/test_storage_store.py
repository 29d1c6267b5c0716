"""The store as a whole: making, opening, watching, threads, and what every connection is set to."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from makers import (
    GAIL,
    IMPATIENT,
    KEY,
    LOGBOOK,
    NEW_KEY,
    SAM,
    Service,
    entry,
    event,
    member,
    reopen,
    sent,
    start,
)
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from logbook.domain.events import Verb
from logbook.storage import board, log, sqlite
from logbook.storage.beside.witness import Witness
from logbook.storage.faults import NotALogbook
from logbook.storage.folders import FILE
from logbook.storage.log import Head
from logbook.storage.store import Store, Terminal

SET = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "application_id": sqlite.APPLICATION_ID,
}


@pytest.mark.parametrize("pragma", SET)
def test_every_connection_is_set(service: Service, pragma: str) -> None:
    with service.store.reading() as connection:
        assert _pragma(connection, pragma) == SET[pragma]
    with service.store.writing() as connection:
        assert _pragma(connection, pragma) == SET[pragma]


def test_keys_are_wiped_from_freed_memory(service: Service) -> None:
    with service.store.reading() as connection:
        assert _pragma(connection, "cipher_memory_security") == "1"


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_the_engine_prints_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Exception, match="damaged or was replaced"):
        Store.open(folder, [bytes(32)], LOGBOOK)
    with reopen(folder) as store:
        store.head()
    assert capfd.readouterr() == ("", "")


def test_errors_and_reprs_do_not_hold_the_key(service: Service) -> None:
    said = f"{service.store!r} {vars(service.store)['_engine']!r} {service.store._engine.url}"
    assert KEY.hex() not in said


def test_making_a_logbook_never_writes_over_one(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    with pytest.raises(NotALogbook, match="already"):
        Store.create(folder, bytes(32), "another")
    assert (folder / FILE).read_bytes() == before


def test_what_a_crash_left_while_making_one_is_made_again(tmp_path: Path) -> None:
    (tmp_path / f"{FILE}.new").write_bytes(b"half")
    (tmp_path / f"{FILE}.new-wal").write_bytes(b"half")
    start(tmp_path).store.close()
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {FILE, board.FILE, board.LOCK_FILE}


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    store = start(tmp_path).store
    store.append([sent(entry())], sign=SAM.sign)
    for each in tmp_path.iterdir():
        assert each.stat().st_mode & 0o077 == 0, each.name
    store.close()


def test_a_folder_may_have_any_name(started_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Lärche 100% #1 ?mode=memory"
    shutil.copytree(started_folder, folder)
    with reopen(folder) as store:
        assert store.head().seq == 7


def test_a_watch_notices_what_any_terminal_saves(folder: Path) -> None:
    with reopen(folder, IMPATIENT) as here, reopen(folder, IMPATIENT) as there:
        watch = here.watch()
        assert not watch.changed()
        there.append([sent(entry())], sign=SAM.sign)
        assert watch.changed()
        assert not watch.changed()
        here.append([sent(entry())], sign=SAM.sign)
        assert watch.changed()
        watch.close()


async def test_threads_share_one_store(folder: Path) -> None:
    said = [sent(entry()) for _ in range(12)]
    with reopen(folder) as store:
        await asyncio.gather(
            *(
                asyncio.to_thread(store.append, [each], sign=SAM.sign, expected={each.about: 0})
                for each in said
            ),
            *(asyncio.to_thread(store.directory) for _ in range(4)),
        )
        assert store.head().seq == 7 + 12


def test_a_reader_sees_one_instant(service: Service) -> None:
    with service.store.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()
        service.send()
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one() == before


def test_a_directory_that_was_rolled_back_is_not_remembered(service: Service) -> None:
    body = {"member": member("ann", "worker", "gail")}

    def fails(connection: Connection) -> None:
        added = event("gail", "ann", Verb.MEMBER_ADDED, body)
        log.append(connection, [added], sign=GAIL.sign, expected={})
        assert "ann" in service.store.directory_in(connection).staff
        raise RuntimeError

    with pytest.raises(RuntimeError):
        service.store.save(fails)
    assert "ann" not in service.store.directory().staff


def test_every_save_is_noted_by_the_witness(folder: Path, tmp_path: Path) -> None:
    witness = Witness(tmp_path / "state", LOGBOOK)
    with reopen(folder, Terminal(witness=witness)) as store:
        (logged,) = store.append([sent(entry())], sign=SAM.sign)
    assert witness.last_seen() == Head(seq=logged.seq, hash=logged.hash)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is pinned there by such a limit")
def test_the_engine_wipes_its_memory_without_pinning_it(service: Service) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    with service.store.reading() as connection:
        assert _pragma(connection, "cipher_memory_security") == "1"
    allowed, _most = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    assert allowed == 0


def test_a_logbook_is_opened_on_one_connection(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each further one costs as much again, and closing the last one writes to the disk."""
    opened: list[Any] = []
    connect = sqlite.connect

    def noted(*what: Any, **how: Any) -> Any:
        opened.append(connect(*what, **how))
        return opened[-1]

    monkeypatch.setattr(sqlite, "connect", noted)
    with Store.open(folder, [NEW_KEY, KEY], LOGBOOK) as store:
        assert store.head().seq
        store.settle()
    (only,) = opened
    with pytest.raises(dbapi2.ProgrammingError):
        only.execute("SELECT 1")
