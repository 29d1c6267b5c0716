"""What the first release wrote opens for ever: these files are never made again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from vault_samples import ANN, ANNS, AT, BEN, BENS, CAZ

from logbook.domain.events import unb64
from logbook.vault import keyfile, recovery, slots
from logbook.vault.keyfile import KEY_FILE, KeyFile
from logbook.vault.sealing import Envelope, Sealed

HERE = Path(__file__).parent
KEPT: dict[str, Any] = json.loads((HERE / "first_release.json").read_text())


@pytest.fixture
def first(tmp_path: Path) -> KeyFile:
    shutil.copy(HERE / "first_release.keys", tmp_path / KEY_FILE)
    return keyfile.load(tmp_path)


def test_its_key_file_is_written_the_same_today(first: KeyFile) -> None:
    assert keyfile._written(first) == (HERE / "first_release.keys").read_bytes()


def test_its_passphrases_open(first: KeyFile) -> None:
    ann, ben = slots.open_slot(first, ANN.id, ANNS), slots.open_slot(first, BEN.id, BENS)
    assert list(ann.data_keys) == list(ben.data_keys) == KEPT["data_key_ids"]
    assert ben.replaced_signing is not None


def test_its_invitation_opens(first: KeyFile) -> None:
    assert slots.open_invitation(first, CAZ.id, KEPT["code"], at=AT).data_keys


def test_its_paper_opens_what_was_sealed_and_drafted(first: KeyFile) -> None:
    sealed = Sealed.from_plain(KEPT["sealed"])
    envelope = Envelope.from_plain(KEPT["draft"])
    paper = recovery.sign_in(first, recovery.read(KEPT["recovery"]))
    ann = slots.open_slot(first, ANN.id, ANNS)
    for holder in (paper, ann):
        assert holder.open(sealed, b"event 1") == b"Kept since the first release."
        draft = holder.open_draft(envelope, b"draft 1")
        assert draft.unlock(unb64(KEPT["saved"])) == b"Half a senten"
