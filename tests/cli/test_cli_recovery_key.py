"""`logbook recovery-key`: the new one counts once it was typed back, and not before."""

from pathlib import Path

import pytest
from command_line import PASSPHRASE, BirchLane, birch_lane, logbook
from service_makers import GENERAL_MANAGER, SAM

from logbook.vault import recovery


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    return birch_lane(tmp_path / "data")


def test_the_new_key_is_shown_once_and_typed_back(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = recovery.new_recovery_key()
    monkeypatch.setattr(recovery, "new_recovery_key", lambda: new)
    typed = f"{PASSPHRASE}\n{birch.recovery_key.text}\n{new.text}\n"
    done = logbook("recovery-key", "--as", GENERAL_MANAGER, "--in", birch.folder, typed=typed)
    assert done.done.count(new.lines[0]) == 1
    assert "counts from now on" in done.done
    again = logbook("recovery-key", "--as", GENERAL_MANAGER, "--in", birch.folder, typed=typed)
    assert "Look for a newer paper." in again.refusal


def test_one_that_is_not_typed_back_changes_nothing(birch: BirchLane) -> None:
    typed = f"{PASSPHRASE}\n{birch.recovery_key.text}\n{birch.recovery_key.text}\n"
    refused = logbook("recovery-key", "--as", GENERAL_MANAGER, "--in", birch.folder, typed=typed)
    assert "That is not the key above." in refused.refusal
    directory = birch.desk(GENERAL_MANAGER).directory
    assert directory.recovery_key == birch.recovery_key.public.sealing


def test_a_worker_is_refused_before_any_key_is_typed(birch: BirchLane) -> None:
    refused = logbook("recovery-key", "--as", SAM, "--in", birch.folder, typed=f"{PASSPHRASE}\n")
    assert refused.refusal.startswith("The General Manager or the deputy makes a new recovery key")
