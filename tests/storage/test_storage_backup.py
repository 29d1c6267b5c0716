"""Backup and restore: nothing is called a backup that was not opened, nothing is written over."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from makers import IMPATIENT, KEY, LOGBOOK, MONDAY, NEW_KEY, Service, reopen, verify_signature

from logbook.storage import backup, sqlite
from logbook.storage.backup import (
    KEYS,
    MANIFEST,
    Backup,
    BackupDamaged,
    BackupUnfinished,
    NotABackup,
    back_up,
    keys_in,
    look_at,
    restore,
)
from logbook.storage.beside.witness import Witness
from logbook.storage.faults import DamagedOrReplaced, MovedWhileOpen
from logbook.storage.folders import FILE
from logbook.storage.store import Store, Terminal
from logbook.storage.verify import NotWhole, verify


@pytest.fixture
def into(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def lived(service: Service, folder: Path) -> Service:
    (folder / KEYS).write_bytes(b"slots")
    for n in range(5):
        service.send(f"entry {n}")
    return service


def made(service: Service, into: Path) -> Backup:
    return back_up(
        service.store,
        keys=service.store.path.with_name(KEYS),
        into=into,
        at=MONDAY,
        verify_signature=verify_signature,
    )


def put_back(path: Path, folder: Path, key: bytes = KEY) -> backup.Restored:
    return restore(path, folder, [key], at=MONDAY, verify_signature=verify_signature)


def test_a_backup_opens_with_the_same_key_and_ends_where_the_log_did(
    lived: Service, into: Path, tmp_path: Path
) -> None:
    made_there = made(lived, into)
    assert made_there.path == into / "logbook-2026-11-16-130200.backup"
    assert made_there.manifest.head == lived.store.head()
    assert look_at(made_there.path) == made_there.manifest
    fresh = tmp_path / "another computer"
    fresh.mkdir()
    restored = put_back(made_there.path, fresh)
    assert restored == backup.Restored(head=lived.store.head(), kept=None)
    assert (fresh / KEYS).read_bytes() == b"slots"
    with reopen(fresh) as store:
        assert store.head() == lived.store.head()
        assert verify(store, verify_signature).is_whole


def test_a_backup_is_made_while_others_save(lived: Service, into: Path) -> None:
    seen = lived.store.head()
    steps: list[tuple[int, int]] = []

    def meanwhile(done: int, of: int) -> None:
        if not steps:
            lived.send("meanwhile")
        steps.append((done, of))

    there = back_up(
        lived.store,
        keys=lived.store.path.with_name(KEYS),
        into=into,
        at=MONDAY,
        verify_signature=verify_signature,
        progress=meanwhile,
    )
    assert there.manifest.head.seq >= seen.seq


def test_the_key_file_inside_can_be_read_before_anything_is_restored(
    lived: Service, into: Path
) -> None:
    assert keys_in(made(lived, into).path) == b"slots"


def test_the_manifest_is_in_clear_and_says_nothing_of_what_was_written(
    lived: Service, into: Path
) -> None:
    path = made(lived, into).path
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        assert sorted(archive.namelist()) == sorted([FILE, KEYS, MANIFEST])
    assert set(manifest) == {"format", "logbook", "made_at", "seq", "hash", "sha256"}
    assert b"entry 1" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_left_beside_the_store_afterwards(lived: Service, into: Path) -> None:
    before = set(lived.store.path.parent.iterdir())
    made(lived, into)
    assert set(lived.store.path.parent.iterdir()) == before
    assert len(list(into.iterdir())) == 1


def test_a_store_that_is_not_whole_gives_no_backup(lived: Service, into: Path) -> None:
    driver = sqlite.connect(lived.store.path, KEY)
    driver.execute("DROP TRIGGER event_is_never_changed")
    driver.execute("UPDATE event SET actor = 'gail' WHERE seq = 9")
    driver.close()
    with pytest.raises(NotWhole, match="Line 9"):
        made(lived, into)
    assert list(into.iterdir()) == []


def test_a_backup_never_replaces_one(lived: Service, into: Path) -> None:
    first = made(lived, into).path.read_bytes()
    with pytest.raises(BackupUnfinished, match="already, and it was left"):
        made(lived, into)
    assert next(iter(into.iterdir())).read_bytes() == first


def test_a_place_that_is_not_there_is_named(lived: Service, tmp_path: Path) -> None:
    with pytest.raises(BackupUnfinished, match="could not be written to"):
        made(lived, tmp_path / "no stick")


def test_what_cannot_be_read_back_is_not_kept(
    lived: Service, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(path: Path) -> backup.Manifest:
        raise BackupDamaged(str(path))

    monkeypatch.setattr(backup, "look_at", spoilt)
    with pytest.raises(BackupUnfinished, match="Nothing was kept there"):
        made(lived, into)
    assert list(into.iterdir()) == []


def test_a_key_that_changes_meanwhile_makes_it_be_done_again(lived: Service, into: Path) -> None:
    keys = lived.store.path.with_name(KEYS)
    with pytest.raises(BackupUnfinished, match="Try again"):
        back_up(
            lived.store,
            keys=keys,
            into=into,
            at=MONDAY,
            verify_signature=verify_signature,
            progress=lambda _done, _of: (keys.write_bytes(b"other slots"), None)[1],
        )
    assert list(into.iterdir()) == []


def test_what_is_replaced_is_kept_and_opens(lived: Service, into: Path, folder: Path) -> None:
    there = made(lived, into)
    lived.send("after the backup")
    replaced = lived.store.head()
    lived.store.close()
    restored = put_back(there.path, folder)
    assert restored.kept == folder / "replaced-2026-11-16-130200"
    with reopen(folder) as store:
        assert store.head() == there.manifest.head
    with reopen(restored.kept) as store:
        assert store.head() == replaced
    assert (restored.kept / KEYS).read_bytes() == b"slots"


def test_a_terminal_that_had_it_open_saves_nothing_to_the_old_one(
    lived: Service, into: Path, folder: Path
) -> None:
    put_back(made(lived, into).path, folder)
    with pytest.raises(MovedWhileOpen):
        lived.send("to the wrong file")


def test_an_old_copy_put_back_is_noticed_until_the_restore_is_accepted(
    lived: Service, into: Path, folder: Path, tmp_path: Path
) -> None:
    there = made(lived, into)
    witness = Witness(tmp_path / "state", LOGBOOK)
    with reopen(folder, Terminal(witness=witness)):
        pass
    lived.send("after the backup")
    with reopen(folder, Terminal(witness=witness)):
        pass
    lived.store.close()
    restored = put_back(there.path, folder)
    with pytest.raises(Exception, match="1 saved change is missing"):
        reopen(folder, Terminal(witness=witness))
    witness.accept(restored.head)
    with reopen(folder, Terminal(witness=witness)) as store:
        assert store.head() == restored.head


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_not_a_backup(tmp_path: Path, folder: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    before = (folder / FILE).read_bytes()
    for look in (look_at, keys_in):
        with pytest.raises(NotABackup, match="not a backup"):
            look(other)
    with pytest.raises(NotABackup):
        put_back(other, folder)
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7])
def test_one_flipped_bit_refuses_the_restore(
    lived: Service, into: Path, folder: Path, at: float
) -> None:
    path = made(lived, into).path
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 4
    path.write_bytes(content)
    before = sorted(each.name for each in folder.iterdir())
    with pytest.raises(BackupDamaged, match="Nothing was restored"):
        put_back(path, folder)
    assert sorted(each.name for each in folder.iterdir()) == before


def test_a_backup_cut_short_is_no_backup(lived: Service, into: Path) -> None:
    path = made(lived, into).path
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises((NotABackup, BackupDamaged)):
        look_at(path)


def test_the_wrong_key_restores_nothing(lived: Service, into: Path, folder: Path) -> None:
    path = made(lived, into).path
    before = (folder / FILE).read_bytes()
    with pytest.raises(DamagedOrReplaced):
        put_back(path, folder, NEW_KEY)
    assert (folder / FILE).read_bytes() == before


def test_a_newer_kind_of_backup_says_so(
    lived: Service, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(lived, into).path
    monkeypatch.setattr(backup, "FORMAT", 0)
    with pytest.raises(NotABackup, match="Update logbook"):
        look_at(path)


def test_a_manifest_that_names_another_end_is_refused(
    lived: Service, into: Path, folder: Path
) -> None:
    path = made(lived, into).path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts[MANIFEST]) | {"seq": 40}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, MANIFEST: json.dumps(manifest).encode()}.items():
            archive.writestr(name, content)
    with pytest.raises(NotWhole, match="28 saved changes are missing"):
        put_back(path, folder)


def test_a_backup_of_a_rotated_store_opens_with_its_key_of_then(
    lived: Service, into: Path, tmp_path: Path
) -> None:
    before = made(lived, into).path
    lived.store.change_key(NEW_KEY)
    after = back_up(
        lived.store,
        keys=lived.store.path.with_name(KEYS),
        into=into,
        at=MONDAY + timedelta(days=1),
        verify_signature=verify_signature,
    ).path
    for path, key in ((before, KEY), (after, NEW_KEY)):
        folder = tmp_path / path.stem
        folder.mkdir()
        put_back(path, folder, key)
        with Store.open(folder, [key], LOGBOOK, IMPATIENT) as store:
            assert store.head() == lived.store.head()
