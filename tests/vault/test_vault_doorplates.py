"""The door reads the key file fast, and says as much as the whole reading does."""

import json
from pathlib import Path
from typing import Any

import pytest

from logbook.vault import doorplates, keyfile
from logbook.vault.keyfile import (
    KDF_FLOOR,
    KeyFile,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileNewer,
    NotAKeyFile,
    PublicKeys,
    Recovery,
    Slot,
    SlotKind,
)

PUBLIC = PublicKeys(sealing=bytes(32), signing=bytes(32))


def saved(folder: Path) -> KeyFile:
    slot = Slot(
        member_id="m1",
        name="Siân Ŵyn",
        role_words="support worker",
        house="Maple House",
        kind=SlotKind.PASSPHRASE,
        public=PUBLIC,
        kdf=KDF_FLOOR,
        salt=bytes(16),
        nonce=bytes(12),
        wrapped=bytes(80),
        data_keys={"k1": bytes(80)},
    )
    whole = KeyFile(
        logbook_id="l1",
        service="Birch Lane Support",
        on_call="R. Hale",
        demo=True,
        data_key_ids=("k1",),
        slots=(slot,),
        recovery=(Recovery(id="r1", public=PUBLIC, data_keys={"k1": bytes(80)}),),
    )
    keyfile.save(folder, whole)
    return whole


def rewritten(folder: Path, **changes: Any) -> None:
    path = folder / keyfile.KEY_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_it_shows_what_the_whole_file_says(tmp_path: Path) -> None:
    whole = saved(tmp_path)
    door = doorplates.read(tmp_path)
    assert door == doorplates._read_whole(tmp_path)
    assert (door.service, door.on_call, door.demo) == (whole.service, whole.on_call, whole.demo)
    assert [plate.name for plate in door.plates] == [slot.name for slot in whole.slots]
    assert door.plate("m1") == door.plates[0]
    assert door.plate("nobody") is None
    assert not door.plates[0].has_code


def test_its_words_are_those_of_the_key_file() -> None:
    assert doorplates.KEY_FILE == keyfile.KEY_FILE
    assert SlotKind.INVITATION.value == doorplates.INVITATION
    assert (doorplates._FORMAT, doorplates._VERSION) == (keyfile.FORMAT, keyfile.VERSION)
    assert keyfile.LARGEST == doorplates._LARGEST


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        doorplates.read(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_another_file_is_said_to_be_another(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keyfile.KEY_FILE).write_bytes(content)
    with pytest.raises(NotAKeyFile):
        doorplates.read(tmp_path)


def test_a_newer_file_is_said_to_be_newer(tmp_path: Path) -> None:
    saved(tmp_path)
    rewritten(tmp_path, version=2)
    with pytest.raises(KeyFileNewer):
        doorplates.read(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [{"slots": None}, {"slots": [{}]}, {"slots": 3}, {"service": 3}, {"service": "\ud800"}],
)
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, changes: dict[str, Any]) -> None:
    saved(tmp_path)
    rewritten(tmp_path, **changes)
    with pytest.raises(KeyFileDamaged):
        doorplates.read(tmp_path)
