"""Every fault of the file, the disk and the lock: what the person is told of it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import Mock

import pytest
from makers import IMPATIENT, KEY, LOGBOOK, NEW_KEY, SAM, Service, entry, make_again, reopen, sent
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2

from logbook.domain.refusals import Refusal
from logbook.storage import faults, folders, sqlite
from logbook.storage.faults import (
    AnotherIsSaving,
    CannotBeWritten,
    CannotOpen,
    Damaged,
    DamagedOrReplaced,
    DiskFault,
    DiskFull,
    EngineTooOld,
    KeyChangedElsewhere,
    MovedWhileOpen,
    NotALogbook,
    UnsafeFolder,
    named,
)
from logbook.storage.folders import FILE
from logbook.storage.keyed import opens, rekey
from logbook.storage.store import Store, Terminal

PAGE = 4096


@pytest.fixture
def other_terminal(folder: Path) -> Iterator[Store]:
    with reopen(folder, IMPATIENT) as store:
        yield store


# the disk


def test_a_full_disk_loses_nothing_and_works_again_once_there_is_room(service: Service) -> None:
    before = service.store.head()
    said = sent(entry(words="x" * 200_000))
    with pytest.raises(DiskFull, match=r"The disk is full\. Your entry is not saved yet"):
        _save_on_a_full_disk(service.store)
    assert service.store.head() == before
    (logged,) = service.store.append([said], sign=SAM.sign)
    assert service.store.events_of(said.about) == (logged,)


def _save_on_a_full_disk(store: Store) -> None:
    with store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1:d}")
        try:
            connection.exec_driver_sql(
                "INSERT INTO draft VALUES ('d', 'sam', '', x'', ?, 't', 1, '', '')", (b"x" * 99999,)
            )
        finally:
            connection.exec_driver_sql("PRAGMA max_page_count=1073741823")


WRITES_PAST_A_LIMIT = """
import resource, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from makers import SAM, entry, reopen, sent
from logbook.storage.faults import StoreFault

store = reopen(Path({folder!r}))
before = store.head()
wal = Path({folder!r}) / "logbook.db-wal"
resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size + 8192,) * 2)
try:
    store.append([sent(entry(words="x" * 300_000))], sign=SAM.sign)
except StoreFault as fault:
    print(type(fault).__name__, fault)
assert store.head() == before
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are a Unix thing")
def test_a_disk_that_refuses_to_write_is_a_fault_and_nothing_is_saved(folder: Path) -> None:
    code = WRITES_PAST_A_LIMIT.format(tests=str(Path(__file__).parent), folder=str(folder))
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith(("DiskFault The disk reported a fault. Not saved.", "DiskFull"))
    assert told.stderr == ""


# permission


READS_AS_NOBODY = """
import os, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from makers import KEY, LOGBOOK, SAM, entry, sent
from logbook.storage.faults import StoreFault
from logbook.storage.store import Store

if os.getuid() == 0:
    os.setuid(65534)
folder = Path({folder!r})
try:
    store = Store.open(folder, [KEY], LOGBOOK)
    store.append([sent(entry())], sign=SAM.sign)
except StoreFault as fault:
    print(type(fault).__name__, fault)
with Store.rescue(folder, [KEY], LOGBOOK) as rescued:
    print(rescued.head().seq)
"""


WRITES_ONCE_IT_MAY = """
import os, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from makers import SAM, entry, reopen, sent
from logbook.storage.faults import CannotBeWritten
from logbook.storage.folders import FILE

NOBODY, WAS = 65534, os.geteuid()
folder = Path({folder!r})
if WAS == 0:
    os.seteuid(NOBODY)
with reopen(folder) as store:
    with store.reading() as under_way:
        under_way.exec_driver_sql("SELECT count(*) FROM event").scalar()
        try:
            store.append([sent(entry())], sign=SAM.sign)
        except CannotBeWritten:
            print("refused")
        os.seteuid(WAS)
        for each in folder.glob(FILE + "*"):
            each.chmod(0o666)
        if WAS == 0:
            os.seteuid(NOBODY)
    print(len(store.append([sent(entry())], sign=SAM.sign)))
"""


@pytest.fixture
def public_folder(folder: Path) -> Iterator[Path]:
    """A folder that any account may read, outside the private folders that pytest makes."""
    made = Path("/tmp") / f"logbook-test-{os.getpid()}"  # noqa: S108 - has to be reachable
    shutil.copytree(folder, made)
    yield made
    made.chmod(0o700)
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform == "win32", reason="Unix permissions")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_file_says_so_and_rescue_mode_reads_it(
    public_folder: Path, folder_mode: int
) -> None:
    (public_folder / FILE).chmod(0o444)
    public_folder.chmod(folder_mode)
    code = READS_AS_NOBODY.format(tests=str(Path(__file__).parent), folder=str(public_folder))
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    first, second = told.stdout.splitlines()
    assert first.startswith("CannotBeWritten This file cannot be written")
    assert second == "7"


@pytest.mark.skipif(sys.platform == "win32", reason="Unix permissions")
def test_once_a_file_may_be_written_it_is_although_somebody_was_reading(
    public_folder: Path,
) -> None:
    (public_folder / FILE).chmod(0o444)
    public_folder.chmod(0o777)
    code = WRITES_ONCE_IT_MAY.format(tests=str(Path(__file__).parent), folder=str(public_folder))
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd="/"
    )
    assert told.stderr == ""
    assert told.stdout.split() == ["refused", "1"]


@pytest.mark.skipif(sys.platform == "win32", reason="Unix permissions")
def test_a_file_this_account_may_not_read_cannot_be_opened(public_folder: Path) -> None:
    (public_folder / FILE).chmod(0)
    public_folder.chmod(0o755)
    code = READS_AS_NOBODY.partition("with Store.rescue")[0]
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [
            sys.executable,
            "-c",
            code.format(tests=str(Path(__file__).parent), folder=str(public_folder)),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert told.stdout.startswith("CannotOpen logbook cannot find or open its file")


def test_nothing_can_be_saved_in_rescue(folder: Path) -> None:
    with (
        Store.rescue(folder, [KEY], LOGBOOK) as store,
        pytest.raises(CannotBeWritten),
    ):
        store.append([sent(entry())], sign=SAM.sign)


# the file


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot find or open its file at"):
        reopen(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_not_a_logbook(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")
    with pytest.raises(NotALogbook, match=r"This is not a logbook \(0 bytes\)"):
        reopen(folder)
    assert (folder / FILE).stat().st_size == 0


def test_a_file_that_is_not_encrypted_is_not_a_logbook(folder: Path) -> None:
    (folder / FILE).unlink()
    with sqlite3.connect(folder / FILE) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(NotALogbook, match="not encrypted"):
        reopen(folder)


def test_a_foreign_encrypted_file_is_not_a_logbook(folder: Path) -> None:
    (folder / FILE).unlink()
    driver = dbapi2.connect(str(folder / FILE), isolation_level=None)
    sqlite.unlock(driver, KEY)
    driver.execute("CREATE TABLE t (a)")
    driver.close()
    with pytest.raises(NotALogbook, match="another program"):
        reopen(folder)


def test_the_logbook_of_another_key_file_is_refused(folder: Path) -> None:
    with pytest.raises(NotALogbook, match="belongs to another key file"):
        Store.open(folder, [KEY], "another-logbook")


def test_a_file_that_was_never_finished_is_refused(tmp_path: Path) -> None:
    sqlite.make_file(tmp_path / FILE, KEY)
    with pytest.raises(NotALogbook, match="never finished"):
        reopen(tmp_path)


def test_noise_in_place_of_the_file_is_damage_and_never_a_wrong_passphrase(folder: Path) -> None:
    (folder / FILE).write_bytes(os.urandom(20 * PAGE))
    with pytest.raises(DamagedOrReplaced, match="damaged or was replaced") as told:
        reopen(folder)
    assert "wrong" not in str(told.value)


def test_a_damaged_first_page_is_damage_and_never_a_wrong_passphrase(folder: Path) -> None:
    _flip(folder / FILE, 100)
    with pytest.raises(DamagedOrReplaced, match="Your passphrase is right"):
        reopen(folder)


def test_one_flipped_bit_stops_everything(folder: Path) -> None:
    told = _everything_with_a_flipped_bit_in_each_page(folder)
    assert told == {Damaged, DamagedOrReplaced}


def _everything_with_a_flipped_bit_in_each_page(folder: Path) -> set[type[Refusal]]:
    whole = (folder / FILE).read_bytes()
    told: set[type[Refusal]] = set()
    for page in range(0, len(whole) // PAGE, 3):
        (folder / FILE).write_bytes(whole)
        _flip(folder / FILE, page * PAGE + 2000)
        try:
            with reopen(folder, IMPATIENT) as store:
                assert store.broken_pages() != ()
                make_again(store)
        except Refusal as refused:
            told.add(type(refused))
    return told


def test_after_one_damaged_page_nothing_more_is_written(service: Service) -> None:
    service.store.empty_wal()
    service.store.close()
    with service.store.reading() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'content'"
        ).scalar_one()
    service.store.close()
    _flip(service.store.path, (page - 1) * PAGE + 2000)
    with pytest.raises(Damaged, match="Nothing more is written to it"):
        service.store.events_of("sam")
    before = service.store.path.read_bytes()
    with pytest.raises(Damaged):
        service.send()
    assert service.store.path.read_bytes() == before


def test_a_file_cut_short_is_damaged(folder: Path) -> None:
    size = (folder / FILE).stat().st_size
    os.truncate(folder / FILE, size - 5 * PAGE)
    with pytest.raises((Damaged, DamagedOrReplaced)):
        _use(folder)


def _use(folder: Path) -> None:
    with reopen(folder, IMPATIENT) as store:
        store.append([sent(entry())], sign=SAM.sign)
        make_again(store)
        assert store.broken_pages() == ()
    raise AssertionError("nobody noticed")


def test_a_file_that_becomes_noise_while_open_is_never_called_a_changed_key(
    service: Service,
) -> None:
    service.store.empty_wal()
    service.store.path.write_bytes(b"")
    with pytest.raises(NotALogbook, match="0 bytes"):
        service.send()


def test_a_file_moved_while_open_takes_no_more_saves(service: Service) -> None:
    path = service.store.path
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(MovedWhileOpen, match=r"moved or replaced while it was open\. Not saved"):
        service.send()


def test_a_file_put_in_its_place_while_open_takes_no_saves(service: Service) -> None:
    path = service.store.path
    shutil.copy(path, path.with_name("copy.db"))
    path.with_name("copy.db").replace(path)
    with pytest.raises(MovedWhileOpen):
        service.send()


def _flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))


# the lock


def test_a_lock_that_stays_is_another_terminal_saving_after_three_more_tries(
    folder: Path, other_terminal: Store
) -> None:
    waits: list[None] = []
    pauses: list[float] = []
    terminal = Terminal(busy_ms=1, waiting=lambda: waits.append(None), pause=pauses.append)
    with (
        reopen(folder, terminal) as store,
        other_terminal.writing(),
        pytest.raises(AnotherIsSaving, match="Your draft is kept"),
    ):
        store.append([sent(entry())], sign=SAM.sign)
    assert len(waits) == 3
    assert len(set(pauses)) == 3


def test_a_lock_that_goes_lets_the_save_through(folder: Path, other_terminal: Store) -> None:
    held = ExitStack()
    held.enter_context(other_terminal.writing())
    terminal = Terminal(busy_ms=1, waiting=held.close, pause=lambda _seconds: None)
    with reopen(folder, terminal) as store:
        assert store.append([sent(entry())], sign=SAM.sign)[0].seq == 8


def test_reading_goes_on_while_another_terminal_saves(
    service: Service, other_terminal: Store
) -> None:
    with other_terminal.writing():
        assert service.store.head().seq == 7


# the key


def test_a_key_rotated_elsewhere_is_named_to_readers_and_writers(
    folder: Path, other_terminal: Store
) -> None:
    with reopen(folder, IMPATIENT) as reading, reopen(folder, IMPATIENT) as writing:
        reading.head()
        writing.head()
        other_terminal.change_key(NEW_KEY)
        with pytest.raises(KeyChangedElsewhere, match="changed at another terminal"):
            reading.head()
        with pytest.raises(KeyChangedElsewhere):
            writing.append([sent(entry())], sign=SAM.sign)
    assert other_terminal.head().seq == 7
    assert not opens(folder, KEY)
    assert opens(folder, NEW_KEY)


def test_after_a_rotation_either_key_finds_its_way(folder: Path) -> None:
    rekey(folder, KEY, NEW_KEY)
    rekey(folder, KEY, NEW_KEY)
    with Store.open(folder, [KEY, NEW_KEY], LOGBOOK) as store:
        assert store.head().seq == 7
    assert not (folder / f"{FILE}-wal").exists() or not (folder / f"{FILE}-wal").stat().st_size


def test_a_rotation_cut_off_before_the_log_was_emptied_is_finished_by_the_next(
    folder: Path, tmp_path: Path
) -> None:
    driver = sqlite.connect(folder / FILE, KEY)
    sqlite.change_key(driver, folder / FILE, NEW_KEY)
    cut = tmp_path / "cut"
    shutil.copytree(folder, cut)  # as a power cut leaves it: the new pages in the log alone
    driver.close()
    assert (cut / f"{FILE}-wal").stat().st_size > 0
    assert not opens(cut, KEY)
    rekey(cut, KEY, NEW_KEY)
    with Store.open(cut, [NEW_KEY], LOGBOOK) as store:
        assert store.head().seq == 7
        assert store.broken_pages() == ()


def test_a_key_of_the_wrong_length_never_reaches_the_engine(folder: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(folder, [b"short"], LOGBOOK)


# the engine and the folder


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_engine_with_the_corruption_bug_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(EngineTooOld, match="can damage a shared logbook"):
        sqlite.refuse_old_engine(version)


def test_the_bundled_engine_is_new_enough() -> None:
    sqlite.refuse_old_engine(dbapi2.sqlite_version_info)


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Larch House",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "My Drive",
        "iCloud Drive",
        "Nextcloud",
        "CloudStorage",
    ],
)
def test_a_cloud_synced_folder_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "logbook"
    folder.mkdir(parents=True)
    with pytest.raises(UnsafeFolder, match="own disk"):
        Store.create(folder, KEY, LOGBOOK)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts as Linux lists them")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused_by_its_kind(tmp_path: Path, kind: str) -> None:
    home, mounts = tmp_path / "with space", tmp_path / "mounts"
    home.mkdir()
    escaped = str(home).replace(" ", "\\040")
    local = f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {escaped} ext4 rw 0 0\n"
    mounts.write_text(local)
    folders.refuse_unsafe_folder(home, mounts=mounts)
    mounts.write_text(f"{local}server:/x {escaped} {kind} rw 0 0\n")
    with pytest.raises(UnsafeFolder, match="network drive"):
        folders.refuse_unsafe_folder(home, mounts=mounts)
    folders.refuse_unsafe_folder(tmp_path, mounts=mounts)


# the sentences


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (dbapi2.SQLITE_FULL, DiskFull),
        (dbapi2.SQLITE_IOERR, DiskFault),
        (dbapi2.SQLITE_IOERR | (4 << 8), DiskFault),
        (dbapi2.SQLITE_READONLY, CannotBeWritten),
        (dbapi2.SQLITE_CANTOPEN, CannotOpen),
        (dbapi2.SQLITE_BUSY, AnotherIsSaving),
        (dbapi2.SQLITE_NOTADB, DamagedOrReplaced),
        (dbapi2.SQLITE_CORRUPT, Damaged),
    ],
)
def test_every_result_code_has_its_sentence(
    tmp_path: Path, code: int, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as told, named(tmp_path):
        raise _driver_error(code)
    assert str(told.value).endswith(".")
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_mistake_in_our_own_statements_is_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(DBAPIError), named(tmp_path):
        raise _driver_error(dbapi2.SQLITE_ERROR)


def _driver_error(code: int) -> OperationalError:
    original = dbapi2.OperationalError("secret words of an entry")
    original.sqlite_errorcode = code
    return OperationalError("SELECT secret", {"secret": "secret"}, original)


def test_no_sentence_blames_or_says_a_forbidden_word() -> None:
    for name in dir(faults):
        made = getattr(faults, name)
        if name.islower() and callable(made) and getattr(made, "__module__", "") == faults.__name__:
            text = str(_said_by(made))
            assert not {"please", "invalid", "forbidden"} & set(text.lower().split()), text


def _said_by(made: object) -> object:
    try:
        return made(Path("/data/logbook.db"))  # type: ignore[operator]
    except TypeError:
        return Mock()
