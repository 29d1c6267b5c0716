"""The key file on disk: read back as written, refused otherwise, changed by one at a time."""

import json
import multiprocessing
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from vault_samples import ANN, BEN, sample

from logbook.domain.events import b64
from logbook.domain.refusals import Refusal
from logbook.vault import disk, keyfile
from logbook.vault.keyfile import KDF_DEFAULT, KEY_FILE, Kdf, KeyFileDamaged


def written(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((folder / KEY_FILE).read_text())
    return plain


def test_a_saved_key_file_reads_back_the_same(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    assert keyfile.load(tmp_path) == sample().keyfile


def test_reading_it_needs_no_cryptography(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    program = (
        "import sys, pathlib\n"
        "from logbook.vault.keyfile import load\n"
        "print(len(load(pathlib.Path(sys.argv[1])).slots))\n"
        "sys.exit(any(name.split('.')[0] in ('cryptography', 'sqlalchemy') "
        "for name in sys.modules))\n"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False, text=True
    )
    assert (run.returncode, run.stdout.strip()) == (0, "2")


def test_the_sign_in_screen_can_show_who_works_here() -> None:
    slot = sample().keyfile.slot(ANN.id)
    assert slot is not None
    assert (slot.name, slot.role_words, slot.house) == ("Ann Archer", "General Manager", "Elm")


def test_nothing_secret_stands_in_it(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    content = (tmp_path / KEY_FILE).read_bytes()
    own = sample()
    for private in (own.ann.pair, own.ben.pair, own.paper.pair):
        for raw in (private.sealing.private_bytes_raw(), private.signing.private_bytes_raw()):
            assert b64(raw).encode() not in content
    assert b64(own.ann.data_key).encode() not in content


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    keyfile.save(tmp_path, sample().keyfile)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_where_the_folder_belongs_to_a_group_the_group_may_use_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    keyfile.save(tmp_path, sample().keyfile)
    with keyfile.changing(tmp_path):
        pass
    modes = {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {0o660}


def test_a_missing_key_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(keyfile.KeyFileMissing, match="cannot find its key file"):
        keyfile.load(tmp_path)
    with pytest.raises(keyfile.KeyFileMissing), keyfile.changing(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 4096,
        b"PK\x03\x04",
        b"null",
        b"[]",
        b"{}",
        b'{"format": "something"}',
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"format": "logbook-keys", "version": ' + b"9" * 5000 + b"}",
    ],
    ids=["empty", "zeros", "zip", "null", "list", "object", "foreign", "deep", "bytes", "digits"],
)
def test_another_file_of_that_name_is_not_a_key_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(keyfile.NotAKeyFile):
        keyfile.load(tmp_path)


def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / KEY_FILE).open("wb") as file:
        file.truncate(keyfile.LARGEST * 4)
    with pytest.raises(keyfile.NotAKeyFile, match="too large"):
        keyfile.load(tmp_path)


def test_a_folder_of_that_name_is_not_a_key_file(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).mkdir()
    with pytest.raises(keyfile.NotAKeyFile, match="folder"):
        keyfile.load(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_key_file_of_somebody_else_says_whom_to_ask(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    (tmp_path / KEY_FILE).chmod(0)
    with pytest.raises(keyfile.KeyFileUnreadable, match="looks after this computer"):
        keyfile.load(tmp_path)


def test_an_unreadable_disk_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(keyfile.KeyFileUnreadable, match="Permission denied"):
        keyfile.load(tmp_path)


def test_a_newer_key_file_asks_for_an_update(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    (tmp_path / KEY_FILE).write_text(json.dumps(written(tmp_path) | {"version": 2}))
    with pytest.raises(keyfile.KeyFileNewer, match="Update logbook"):
        keyfile.load(tmp_path)


@pytest.mark.parametrize("version", [0, -1, None, "1", True, 1.5])
def test_a_version_that_never_was_is_damage(tmp_path: Path, version: object) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    (tmp_path / KEY_FILE).write_text(json.dumps(written(tmp_path) | {"version": version}))
    with pytest.raises(KeyFileDamaged):
        keyfile.load(tmp_path)


def test_each_cut_short_file_is_refused(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    content = (tmp_path / KEY_FILE).read_bytes()
    for length in range(0, len(content) - 2, 97):
        (tmp_path / KEY_FILE).write_bytes(content[:length])
        with pytest.raises(keyfile.KeyFileRefusal):
            keyfile.load(tmp_path)


def test_each_single_flipped_bit_is_refused_or_changes_nothing(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    content = (tmp_path / KEY_FILE).read_bytes()
    for at in range(0, len(content), 5):
        flipped = bytearray(content)
        flipped[at] ^= 1 << at % 8
        (tmp_path / KEY_FILE).write_bytes(flipped)
        with suppress(keyfile.KeyFileRefusal):
            assert keyfile.load(tmp_path) == sample().keyfile


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (19 * 1024 - 1, 2, 1),
        (19 * 1024, 1, 1),
        (19 * 1024, 2, 0),
        (2**40, 2, 1),
        (1024 * 1024, 10**9, 1),
        (19 * 1024, 2, 2**24),
        (-1, -1, -1),
    ],
)
def test_a_cost_below_the_floor_or_absurdly_high_is_refused(
    memory_kib: int, passes: int, lanes: int
) -> None:
    with pytest.raises(KeyFileDamaged, match="out of bounds"):
        Kdf(memory_kib=memory_kib, passes=passes, lanes=lanes)


def test_the_default_cost_is_the_one_written_down() -> None:
    assert Kdf(memory_kib=65536, passes=3, lanes=4) == KDF_DEFAULT


def test_a_key_file_without_a_recovery_key_cannot_be_made() -> None:
    with pytest.raises(KeyFileDamaged):
        replace(sample().keyfile, recovery=())


def test_two_slots_of_one_member_cannot_be_made() -> None:
    own = sample().keyfile
    with pytest.raises(KeyFileDamaged):
        replace(own, slots=(*own.slots, own.slots[0]))


def test_a_full_disk_leaves_the_old_key_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyfile.save(tmp_path, sample().keyfile)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(keyfile.KeyFileNotSaved, match="No space left"):
        keyfile.save(tmp_path, replace(sample().keyfile, service="Other"))
    monkeypatch.undo()
    assert keyfile.load(tmp_path).service == "Elm Tree Support"
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_what_a_killed_save_left_is_swept(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    part = tmp_path / f"{KEY_FILE}.0123456789ab.part"
    part.write_text("somebody who left")
    with keyfile.changing(tmp_path):
        assert not part.exists()


def test_a_planted_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / KEY_FILE).symlink_to(outside)
    keyfile.save(folder, sample().keyfile)
    assert outside.read_text() == "precious"
    assert keyfile.load(folder) == sample().keyfile


def test_a_change_that_fails_writes_nothing(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    with pytest.raises(Refusal), keyfile.changing(tmp_path) as held:
        replace(held.keyfile, recovery=())
    assert keyfile.load(tmp_path) == sample().keyfile


def test_a_fault_inside_a_change_is_not_taken_for_the_key_files(tmp_path: Path) -> None:
    keyfile.save(tmp_path, sample().keyfile)
    with pytest.raises(TimeoutError), keyfile.changing(tmp_path):
        raise TimeoutError


def test_a_lock_that_stays_taken_is_said_so(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        disk.locked(lock),
        pytest.raises(disk.HeldElsewhere, match="Another terminal"),
        disk.locked(lock, patience=0),
    ):
        pass


def add_letters(folder: Path, letter: str, times: int) -> None:
    for _ in range(times):
        with keyfile.changing(folder) as held:
            held.save(replace(held.keyfile, on_call=held.keyfile.on_call + letter))


def test_changes_from_two_terminals_are_both_kept(tmp_path: Path) -> None:
    keyfile.save(tmp_path, replace(sample().keyfile, on_call=""))
    spawned = multiprocessing.get_context("spawn")
    others = [spawned.Process(target=add_letters, args=(tmp_path, one, 20)) for one in "ab"]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert sorted(keyfile.load(tmp_path).on_call) == ["a"] * 20 + ["b"] * 20
    assert keyfile.load(tmp_path).slot(BEN.id) is not None
