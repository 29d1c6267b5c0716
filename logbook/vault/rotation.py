"""Rotating the data key when somebody leaves, so that it survives a power cut at any point.

The key file first gets a new data key beside the old one, sealed to everybody who stays; then the
store is rekeyed; then the old key is dropped. Cut off anywhere, one of the two keys opens the
store, and whoever signs in next finishes it. Somebody who left can still open a backup made before
if they kept the old key.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from logbook.domain.refusals import NotAllowed, Refusal
from logbook.vault.disk import HeldElsewhere, locked
from logbook.vault.keyfile import (
    KeyFile,
    Recovery,
    Rotation,
    Slot,
    changing,
    load,
)
from logbook.vault.keys import Keys, data_key_id, new_data_key, renew, seal_data_keys

ROTATION_LOCK = "logbook.keys.rotating"

Opens: TypeAlias = Callable[[bytes], bool]
"""Whether the store opens with this data key."""

Rekey: TypeAlias = Callable[[bytes, bytes], None]
"""Given the key that opens the store now and the new one: when it returns, only the new one does,
also after a power cut, and no log beside the store holds pages under another key. It is called
again after an interruption, then perhaps with the same key twice."""


class KeysUnknownToTheLog(Refusal):
    """The key file, which anybody can write, names keys that the log does not."""


class RotationUnderWay(Refusal):
    """A rotation has to be finished before the next."""


class NeitherKeyOpens(Refusal):
    """The key file is good and its data keys are not the store's."""


def rotate(
    folder: Path,
    keys: Keys,
    *,
    leavers: Collection[str],
    known: Mapping[str, bytes],
    at: datetime,
    opens: Opens,
    rekey: Rekey,
) -> Keys:
    """Take the leavers' slots away and give everybody who stays a new data key.

    `known` is every present member's and the recovery key's sealing key, by id, from the log. A
    rotation cut off earlier is finished first.

    Raises:
        KeysUnknownToTheLog: somebody's keys differ from the log's; nothing was changed.
        HeldElsewhere: another terminal is rotating.
    """
    with locked(folder / ROTATION_LOCK):
        settled = _settle(folder, keys, opens, rekey)
        with changing(folder) as held:
            begun = begin(held.keyfile, settled, leavers=leavers, known=known, at=at)
            held.save(begun)
        return _settle(folder, settled, opens, rekey)


def resume(folder: Path, keys: Keys, *, opens: Opens, rekey: Rekey) -> Keys:
    """At sign-in: finish a rotation that was cut off, unless a living terminal is at it.

    Raises:
        NeitherKeyOpens: the store belongs to another key file.
    """
    keyfile = load(folder)
    if keyfile.rotation is None:
        return renew(keys, keyfile)
    with ExitStack() as lock:
        try:
            lock.enter_context(locked(folder / ROTATION_LOCK, patience=0))
        except HeldElsewhere:
            return renew(keys, keyfile)
        return _settle(folder, keys, opens, rekey)


def begin(
    keyfile: KeyFile,
    keys: Keys,
    *,
    leavers: Collection[str],
    known: Mapping[str, bytes],
    at: datetime,
) -> KeyFile:
    """The key file with both data keys for everybody who stays, and no slot for who leaves.

    Raises:
        RotationUnderWay: the last one is not finished.
        KeysUnknownToTheLog: somebody's keys differ from the log's.
        NotAllowed: somebody would remove themselves.
    """
    if keyfile.rotation is not None:
        raise RotationUnderWay("Another change of key is not finished. Sign in again to finish it.")
    if keys.member_id in leavers:
        raise NotAllowed("Somebody else has to remove your account.")
    staying = tuple(slot for slot in keyfile.slots if slot.member_id not in leavers)
    _expect_known(staying, keyfile.recovery, known)
    (old_id, old), new = next(iter(renew(keys, keyfile).data_keys.items())), new_data_key()
    both = {data_key_id(new): new, old_id: old}
    return replace(
        keyfile,
        data_key_ids=tuple(both),
        rotation=Rotation(old=old_id, new=data_key_id(new), begun=at, leavers=tuple(leavers)),
        slots=tuple(_slot_with(keyfile, slot, both) for slot in staying),
        recovery=tuple(_recovery_with(keyfile, one, both) for one in keyfile.recovery),
    )


def finish(keyfile: KeyFile) -> KeyFile:
    """The key file without the old data key. Finished twice is finished once."""
    rotation = keyfile.rotation
    if rotation is None:
        return keyfile
    return replace(
        keyfile,
        data_key_ids=(rotation.new,),
        rotation=None,
        slots=tuple(
            replace(slot, data_keys=_only(slot.data_keys, rotation.new)) for slot in keyfile.slots
        ),
        recovery=tuple(
            replace(one, data_keys=_only(one.data_keys, rotation.new)) for one in keyfile.recovery
        ),
    )


def _settle(folder: Path, keys: Keys, opens: Opens, rekey: Rekey) -> Keys:
    """Bring a begun rotation to its end; the caller holds the rotation's lock."""
    keyfile = load(folder)
    present = renew(keys, keyfile)
    if keyfile.rotation is None:
        return present
    rekey(_that_opens(present, opens), present.data_key)
    with changing(folder) as held:
        held.save(finish(held.keyfile))
        return renew(present, held.keyfile)


def _that_opens(keys: Keys, opens: Opens) -> bytes:
    """The new key is tried first: once the store has it, nothing else may be tried on it."""
    for data_key in keys.data_keys.values():
        if opens(data_key):
            return data_key
    raise NeitherKeyOpens(
        "The logbook’s file does not belong to this key file: one of them was put back from "
        "another day. Restore both from the same backup."
    )


def _expect_known(
    slots: Collection[Slot], recovery: Collection[Recovery], known: Mapping[str, bytes]
) -> None:
    for slot in slots:
        if known.get(slot.member_id) != slot.public.sealing:
            raise KeysUnknownToTheLog(
                f"The keys of {slot.name} are not those in the log. Ask them to sign in once, "
                "reset their sign-in, or remove them too; then try again."
            )
    for one in recovery:
        if known.get(one.id) != one.public.sealing:
            raise KeysUnknownToTheLog(
                "The recovery key in the key file is not the one in the log. "
                "Make a new recovery key, then try again."
            )


def _slot_with(keyfile: KeyFile, slot: Slot, data_keys: Mapping[str, bytes]) -> Slot:
    sealed = seal_data_keys(keyfile.logbook_id, slot.member_id, slot.public.sealing, data_keys)
    return replace(slot, data_keys=sealed)


def _recovery_with(keyfile: KeyFile, one: Recovery, data_keys: Mapping[str, bytes]) -> Recovery:
    sealed = seal_data_keys(keyfile.logbook_id, one.id, one.public.sealing, data_keys)
    return replace(one, data_keys=sealed)


def _only(sealed: Mapping[str, bytes], key_id: str) -> dict[str, bytes]:
    return {key_id: sealed[key_id]}
