"""Rotating the data key: nobody who stays is locked out, whatever happens in between."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fake_store import FakeStore
from vault_samples import ANN, ANNS, AT, BEN, BENS, CAZ, sample

from logbook.domain.refusals import NotAllowed
from logbook.vault import disk, keyfile, keys, recovery, rotation, slots
from logbook.vault.keyfile import KDF_FLOOR
from logbook.vault.keys import Keys, data_key_id

STEPS = 9
"""What a rotation does to the disk: three files, each fsynced, renamed, its folder fsynced."""


@pytest.fixture
def store(tmp_path: Path) -> FakeStore:
    keyfile.save(tmp_path, sample().keyfile)
    store = FakeStore(tmp_path / "store")
    store.path.write_text(data_key_id(sample().ann.data_key))
    return store


def rotate(store: FakeStore, own: Keys | None = None) -> Keys:
    return rotation.rotate(
        store.path.parent,
        own or sample().ann,
        leavers=[BEN.id],
        known=sample().known,
        at=AT,
        opens=store.opens,
        rekey=store.rekey,
    )


def resume(store: FakeStore, own: Keys) -> Keys:
    return rotation.resume(store.path.parent, own, opens=store.opens, rekey=store.rekey)


def expect_settled(store: FakeStore, own: Keys) -> None:
    """One data key, which opens the store, for Ann and the paper."""
    present = keyfile.load(store.path.parent)
    assert present.rotation is None
    assert present.data_key_ids == (data_key_id(own.data_key),)
    assert store.opens(own.data_key)
    assert slots.open_slot(present, ANN.id, ANNS).data_key == own.data_key
    assert recovery.sign_in(present, sample().paper).data_key == own.data_key


def test_a_leaver_loses_slot_and_data_key(store: FakeStore) -> None:
    rotated = rotate(store)
    expect_settled(store, rotated)
    present = keyfile.load(store.path.parent)
    assert present.slot(BEN.id) is None
    assert not store.opens(sample().ben.data_key)
    with pytest.raises(keys.NoAccountHere):
        keys.renew(sample().ben, present)
    with pytest.raises(keys.NoAccountHere):
        slots.open_slot(present, BEN.id, BENS)


def test_an_open_session_of_somebody_who_stays_renews_in_silence(store: FakeStore) -> None:
    opened = slots.open_slot(keyfile.load(store.path.parent), ANN.id, ANNS)
    rotated = rotate(store)
    renewed = keys.renew(opened, keyfile.load(store.path.parent))
    assert renewed.data_key == rotated.data_key


def failing_at(last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk fail at the n-th thing done to it, counted from 0."""
    left = [last]
    fsync, rename = os.fsync, Path.replace

    def step() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(5, "Input/output error")

    def slow_fsync(descriptor: int) -> None:
        step()
        fsync(descriptor)

    def slow_rename(path: Path, target: Path) -> Path:
        step()
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", slow_fsync)
    monkeypatch.setattr(Path, "replace", slow_rename)


@pytest.mark.parametrize("last", range(STEPS))
def test_a_rotation_that_fails_anywhere_is_finished_at_the_next_sign_in(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    failing_at(last, monkeypatch)
    with pytest.raises((keyfile.KeyFileNotSaved, OSError)):
        rotate(store)
    monkeypatch.undo()
    expect_recoverable(store)


def test_those_were_all_the_steps(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_at(STEPS, monkeypatch)
    rotate(store)


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
@pytest.mark.parametrize("last", [1, 2, 4, 5, 7])
def test_a_rotation_killed_anywhere_is_finished_at_the_next_sign_in(
    store: FakeStore, last: int
) -> None:
    program = Path(__file__).with_name("rotate_and_die.py")
    run = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, program, store.path.parent, str(last), ANN.id, ANNS, BEN.id],
        capture_output=True,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    expect_recoverable(store)


def expect_recoverable(store: FakeStore) -> None:
    """Whoever stays gets in by one of the keys; then the rotation is done, or never began."""
    folder = store.path.parent
    opened = slots.open_slot(keyfile.load(folder), ANN.id, ANNS)
    assert sum(map(store.opens, opened.data_keys.values())) == 1
    settled = resume(store, opened)
    expect_settled(store, settled)
    if keyfile.load(folder).slot(BEN.id) is None:
        assert not store.opens(sample().ben.data_key)
    with keyfile.changing(folder):
        assert not list(folder.glob(f"{keyfile.KEY_FILE}.*.part"))


@pytest.fixture
def begun(store: FakeStore) -> FakeStore:
    with keyfile.changing(store.path.parent) as held:
        held.save(
            rotation.begin(
                held.keyfile, sample().ann, leavers=[BEN.id], known=sample().known, at=AT
            )
        )
    return store


def test_while_it_is_under_way_the_new_key_is_tried_first(begun: FakeStore) -> None:
    opened = slots.open_slot(keyfile.load(begun.path.parent), ANN.id, ANNS)
    old = sample().ann.data_key
    assert len(opened.data_keys) == 2
    assert list(opened.data_keys.values())[1] == old
    assert opened.data_key != old


def test_somebody_invited_while_it_is_under_way_has_both_keys(begun: FakeStore) -> None:
    opened = slots.open_slot(keyfile.load(begun.path.parent), ANN.id, ANNS)
    with keyfile.changing(begun.path.parent) as held:
        invitation = slots.invite(held.keyfile, opened, CAZ, at=AT, kdf=KDF_FLOOR)
        held.save(invitation.keyfile)
    settled = resume(begun, opened)
    caz = slots.open_invitation(keyfile.load(begun.path.parent), CAZ.id, invitation.code, at=AT)
    assert list(caz.data_keys.values()) == [settled.data_key]


def test_the_recovery_key_finishes_it_too(begun: FakeStore) -> None:
    opened = recovery.sign_in(keyfile.load(begun.path.parent), sample().paper)
    expect_settled(begun, resume(begun, opened))


def test_another_leaver_meanwhile_waits_for_the_first(begun: FakeStore) -> None:
    with pytest.raises(rotation.RotationUnderWay):
        rotation.begin(
            keyfile.load(begun.path.parent),
            sample().ann,
            leavers=[],
            known=sample().known,
            at=AT,
        )


def test_rotating_again_finishes_the_first_and_then_does_its_own(begun: FakeStore) -> None:
    first = keyfile.load(begun.path.parent).rotation
    assert first is not None
    rotated = rotate(begun)
    expect_settled(begun, rotated)
    assert data_key_id(rotated.data_key) not in {first.old, first.new}


def test_a_terminal_that_signs_in_while_another_rotates_leaves_it_alone(begun: FakeStore) -> None:
    def never(now: bytes, new: bytes) -> None:
        raise AssertionError(now, new)

    opened = slots.open_slot(keyfile.load(begun.path.parent), ANN.id, ANNS)
    with disk.locked(begun.path.parent / rotation.ROTATION_LOCK):
        meanwhile = rotation.resume(begun.path.parent, opened, opens=begun.opens, rekey=never)
    assert len(meanwhile.data_keys) == 2


def test_with_no_rotation_under_way_nothing_is_rekeyed(store: FakeStore) -> None:
    def never(now: bytes, new: bytes) -> None:
        raise AssertionError(now, new)

    renewed = rotation.resume(store.path.parent, sample().ann, opens=store.opens, rekey=never)
    assert renewed.data_key == sample().ann.data_key


def test_finishing_twice_is_finishing_once(begun: FakeStore) -> None:
    once = rotation.finish(keyfile.load(begun.path.parent))
    assert rotation.finish(once) == once


def test_a_store_from_another_day_is_said_so(begun: FakeStore) -> None:
    begun.path.write_text("some other key")
    with pytest.raises(rotation.NeitherKeyOpens, match="same backup"):
        resume(begun, sample().ann)
    assert keyfile.load(begun.path.parent).rotation is not None


def planted_slot(present: keyfile.KeyFile) -> keyfile.KeyFile:
    """Somebody who can write the folder swaps Ben's public keys for their own."""
    own = keys.new_pair()
    ben = present.slots[1]
    return replace(present, slots=(present.slots[0], replace(ben, public=own.public)))


def planted_recovery(present: keyfile.KeyFile) -> keyfile.KeyFile:
    own = keys.new_pair()
    return replace(present, recovery=(replace(present.recovery[0], public=own.public),))


@pytest.mark.parametrize("plant", [planted_slot, planted_recovery])
def test_keys_that_the_log_does_not_know_get_no_data_key(
    store: FakeStore, plant: Callable[[keyfile.KeyFile], keyfile.KeyFile]
) -> None:
    planted = plant(sample().keyfile)
    keyfile.save(store.path.parent, planted)
    with pytest.raises(rotation.KeysUnknownToTheLog):
        rotation.rotate(
            store.path.parent,
            sample().ann,
            leavers=[],
            known=sample().known,
            at=AT,
            opens=store.opens,
            rekey=store.rekey,
        )
    assert keyfile.load(store.path.parent) == planted
    assert store.opens(sample().ann.data_key)


def test_a_stranger_in_the_key_file_can_be_removed(store: FakeStore) -> None:
    keyfile.save(store.path.parent, planted_slot(sample().keyfile))
    expect_settled(store, rotate(store))


def test_nobody_removes_themselves(store: FakeStore) -> None:
    with pytest.raises(NotAllowed, match="Somebody else"):
        rotate(store, sample().ben)


def test_two_terminals_removing_at_once_end_with_one_key(store: FakeStore) -> None:
    ends: list[Keys] = []
    threads = [threading.Thread(target=lambda: ends.append(rotate(store))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ends) == 3
    expect_settled(store, keys.renew(ends[0], keyfile.load(store.path.parent)))
