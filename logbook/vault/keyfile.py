"""The key file: whose sign-in opens the logbook, and what the sign-in screen shows before that.

Everything in it is public, wrapped or sealed, so it is safe to read and useless without a
passphrase. Standard library only: the sign-in screen's first frame reads it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from logbook.domain.events import Plain, b64, canonical, unb64, utc_from, utc_text
from logbook.domain.refusals import Refusal
from logbook.vault.disk import locked, sweep_parts, write_whole

KEY_FILE = "logbook.keys"
LOCK_FILE = "logbook.keys.lock"
FORMAT = "logbook-keys"
VERSION = 1
LARGEST = 16 * 1024 * 1024
"""Bytes; a service of 1,000 people needs about one million."""

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_KEY_BYTES = 80
"""An HPKE encapsulation (32), a 32-byte key and its tag (16)."""
PAIR_BYTES = 2 * KEY_BYTES

FLOOR_MEMORY_KIB = 19 * 1024
FLOOR_PASSES = 2
MOST_MEMORY_KIB = 1024 * 1024
MOST_PASSES = 16
MOST_LANES = 16


class KeyFileRefusal(Refusal):
    """The key file cannot be used; nothing was opened and nothing was changed."""


class KeyFileMissing(KeyFileRefusal):
    """There is no key file where there should be one. It is never made again by itself."""


class KeyFileUnreadable(KeyFileRefusal):
    """The system will not let this account read the key file."""


class NotAKeyFile(KeyFileRefusal):
    """The file of that name is something else, or nothing."""


class KeyFileNewer(KeyFileRefusal):
    """A newer logbook wrote it."""


class KeyFileDamaged(KeyFileRefusal):
    """It is a key file, and it is not as logbook wrote it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The key file is damaged or was changed by something other than logbook ({where}). "
            f"Put {KEY_FILE} back from the last backup."
        )


class KeyFileNotSaved(KeyFileRefusal):
    """The disk refused; the key file is as it was."""


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind, not a secret
    INVITATION = "invitation"


@dataclass(frozen=True, kw_only=True)
class Kdf:
    """What Argon2id costs for one slot, kept with it so that the cost can rise later.

    A key file asking for less than the floor was weakened by somebody; asking for far more than
    the default, it would only freeze the terminal. Both are refused.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        within = (
            FLOOR_MEMORY_KIB <= self.memory_kib <= MOST_MEMORY_KIB
            and FLOOR_PASSES <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
        )
        if not within:
            raise KeyFileDamaged("the cost of guessing a passphrase is out of bounds")

    def to_plain(self) -> dict[str, Plain]:
        return {"memory_kib": self.memory_kib, "passes": self.passes, "lanes": self.lanes}


KDF_DEFAULT = Kdf(memory_kib=64 * 1024, passes=3, lanes=4)
KDF_FLOOR = Kdf(memory_kib=FLOOR_MEMORY_KIB, passes=FLOOR_PASSES, lanes=1)
"""The least that is accepted; only a demo uses it."""


@dataclass(frozen=True, kw_only=True)
class PublicKeys:
    """One holder's public halves, raw: X25519 to seal to, Ed25519 to check signatures with.

    The log carries them too, and what is sealed or granted takes them from there.
    """

    sealing: bytes
    signing: bytes

    def to_plain(self) -> dict[str, Plain]:
        return {"sealing": b64(self.sealing), "signing": b64(self.signing)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(sealing=unb64(plain["sealing"]), signing=unb64(plain["signing"]))


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One member's sign-in.

    Name, roles, house and last day are a doorplate: clear text for the sign-in screen, which the
    log overrules. All else is bound to the passphrase or to the keys.
    """

    member_id: str
    name: str
    role_words: str
    house: str = ""
    ends_on: date | None = None
    kind: SlotKind
    expires: datetime | None = None
    """Until when an invitation is good; None for a passphrase."""
    public: PublicKeys
    replaces: bytes | None = None
    """The provisional signing key that an accepted invitation replaced."""
    kdf: Kdf
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    """The private keys under the passphrase: sealing and signing, then any that were replaced:
    signing, sealing."""
    data_keys: Mapping[str, bytes] = field(repr=False)
    """Each data key, by id, sealed to this member."""

    def __post_init__(self) -> None:
        if (self.kind is SlotKind.INVITATION) != (self.expires is not None):
            raise KeyFileDamaged("an invitation without an end")
        extra = (0,) if self.replaces is None else (KEY_BYTES, PAIR_BYTES)
        if len(self.wrapped) - TAG_BYTES - PAIR_BYTES not in extra:
            raise KeyFileDamaged("wrapped keys of the wrong length")


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """The public halves of a recovery key on paper, and the data keys sealed to it."""

    id: str
    public: PublicKeys
    data_keys: Mapping[str, bytes] = field(repr=False)
    earlier: tuple[bytes, ...] = field(default=(), repr=False)
    """The secrets of the papers that it took the place of, newest first, each sealed to it."""


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """A change of data key under way: both keys are sealed to everybody who stays."""

    old: str
    new: str
    begun: datetime
    leavers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """The whole of it. Every holder has every data key, newest first: two only while rotating."""

    logbook_id: str
    service: str
    on_call: str
    demo: bool = False
    data_key_ids: tuple[str, ...]
    slots: tuple[Slot, ...]
    recovery: tuple[Recovery, ...]
    rotation: Rotation | None = None

    def __post_init__(self) -> None:
        _agree(self)

    def slot(self, member_id: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.member_id == member_id), None)


def _agree(keyfile: KeyFile) -> None:
    """Raise KeyFileDamaged unless the parts fit each other."""
    ids = keyfile.data_key_ids
    rotating = keyfile.rotation
    expected = (rotating.new, rotating.old) if rotating is not None else ids[:1]
    if ids != expected or not ids or len(set(ids)) != len(ids):
        raise KeyFileDamaged("its list of data keys")
    sealed = [slot.data_keys for slot in keyfile.slots]
    sealed += [one.data_keys for one in keyfile.recovery]
    if any(set(data_keys) != set(ids) for data_keys in sealed):
        raise KeyFileDamaged("somebody’s data keys")
    names = [slot.member_id for slot in keyfile.slots] + [one.id for one in keyfile.recovery]
    if len(set(names)) != len(names) or not keyfile.recovery:
        raise KeyFileDamaged("who holds keys")


# -- reading and writing the file


def load(folder: Path) -> KeyFile:
    """Read the key file of a data folder.

    Raises:
        KeyFileRefusal: one of its kinds, saying what to do.
    """
    return _parsed(_read(folder / KEY_FILE))


def parse(content: bytes) -> KeyFile:
    """A key file that is kept somewhere else than in a data folder: inside a backup.

    Raises:
        KeyFileRefusal: one of its kinds, saying what to do.
    """
    return _parsed(content)


def save(folder: Path, keyfile: KeyFile) -> None:
    """Write the key file whole or not at all; for an existing one, only inside `changing`.

    Raises:
        KeyFileNotSaved: the disk refused.
    """
    try:
        write_whole(folder / KEY_FILE, _written(keyfile))
    except OSError as fault:
        raise _not_saved(fault) from fault


class Held:
    """The key file as it is now, while no other terminal can change it."""

    def __init__(self, folder: Path, keyfile: KeyFile) -> None:
        self._folder = folder
        self.keyfile = keyfile

    def save(self, keyfile: KeyFile) -> None:
        save(self._folder, keyfile)
        self.keyfile = keyfile


@contextmanager
def changing(folder: Path) -> Iterator[Held]:
    """Read, change and write the key file with every other terminal kept out.

    Nothing is written unless the block calls `save` on what it is given.

    Raises:
        KeyFileRefusal: it cannot be read, or the folder cannot be written.
        HeldElsewhere: another terminal kept it too long.
    """
    path = folder / KEY_FILE
    if not path.exists():
        raise _missing(path)
    with ExitStack() as lock:
        try:
            lock.enter_context(locked(folder / LOCK_FILE))
        except OSError as fault:
            raise _not_saved(fault) from fault
        sweep_parts(path)
        yield Held(folder, load(folder))


def _not_saved(fault: OSError) -> KeyFileNotSaved:
    return KeyFileNotSaved(
        f"The keys could not be saved: {fault.strerror or fault}. Nothing was changed."
    )


def _missing(path: Path) -> KeyFileMissing:
    return KeyFileMissing(
        f"logbook cannot find its key file at {path}. Without it nothing here can be opened, so "
        f"none is made by itself. Check that the disk is connected, or put {KEY_FILE} back from "
        "the last backup."
    )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _missing(path) from None
    except IsADirectoryError:
        raise NotAKeyFile(f"{path} is a folder, not a key file.") from None
    except OSError as fault:
        raise KeyFileUnreadable(
            f"The key file at {path} cannot be read: {fault.strerror or fault}. "
            "Ask whoever looks after this computer."
        ) from fault
    if len(content) > LARGEST:
        raise NotAKeyFile(f"{path} is not a logbook key file: it is far too large.")
    return content


def _parsed(content: bytes) -> KeyFile:
    plain = _recognised(content)
    check = plain.pop("check", None)
    try:
        if check != _check_of(plain):
            raise KeyFileDamaged("its check does not match")
        return _keyfile_from(plain)
    except (ValueError, TypeError, KeyError) as fault:
        # UnicodeError is a ValueError: a lone surrogate in a name ends here.
        raise KeyFileDamaged("a part is not as it was written") from fault


def _recognised(content: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise NotAKeyFile(
            f"The file {KEY_FILE} is not a logbook key file ({len(content):,} bytes). "
            "Put the right one back from the last backup."
        )
    version = plain.get("version")
    if isinstance(version, int) and version > VERSION:
        raise KeyFileNewer(
            f"A newer logbook wrote the key file (version {version}; this one reads {VERSION}). "
            "Update logbook on this computer."
        )
    if version is not True and version == VERSION:
        return plain
    raise KeyFileDamaged("its version")


def _written(keyfile: KeyFile) -> bytes:
    plain = _to_plain(keyfile)
    return json.dumps({**plain, "check": _check_of(plain)}, indent=1).encode() + b"\n"


def _check_of(plain: Mapping[str, Any]) -> str:
    """Finds damage, not malice: anybody can compute it."""
    return hashlib.sha256(canonical(plain)).hexdigest()


# -- the file's format: it never changes under one version


def _to_plain(keyfile: KeyFile) -> dict[str, Plain]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "logbook": keyfile.logbook_id,
        "service": keyfile.service,
        "on_call": keyfile.on_call,
        "demo": keyfile.demo,
        "data_keys": list(keyfile.data_key_ids),
        "rotation": _rotation_to_plain(keyfile.rotation),
        "recovery": [_recovery_to_plain(one) for one in keyfile.recovery],
        "slots": [_slot_to_plain(slot) for slot in keyfile.slots],
    }


def _slot_to_plain(slot: Slot) -> dict[str, Plain]:
    return {
        "member": slot.member_id,
        "name": slot.name,
        "role": slot.role_words,
        "house": slot.house,
        "ends_on": slot.ends_on.isoformat() if slot.ends_on else None,
        "kind": slot.kind.value,
        "expires": utc_text(slot.expires) if slot.expires else None,
        "public": slot.public.to_plain(),
        "replaces": b64(slot.replaces) if slot.replaces is not None else None,
        "kdf": slot.kdf.to_plain(),
        "salt": b64(slot.salt),
        "nonce": b64(slot.nonce),
        "wrapped": b64(slot.wrapped),
        "data_keys": {key_id: b64(sealed) for key_id, sealed in slot.data_keys.items()},
    }


def _recovery_to_plain(one: Recovery) -> dict[str, Plain]:
    plain: dict[str, Plain] = {
        "id": one.id,
        "public": one.public.to_plain(),
        "data_keys": {key_id: b64(sealed) for key_id, sealed in one.data_keys.items()},
    }
    if one.earlier:
        plain["earlier"] = [b64(each) for each in one.earlier]
    return plain


def _rotation_to_plain(rotation: Rotation | None) -> Plain:
    if rotation is None:
        return None
    return {
        "old": rotation.old,
        "new": rotation.new,
        "begun": utc_text(rotation.begun),
        "leavers": list(rotation.leavers),
    }


def _keyfile_from(plain: dict[str, Any]) -> KeyFile:
    part = _Part(plain)
    part.text("format")
    part.whole("version")
    keyfile = KeyFile(
        logbook_id=part.text("logbook"),
        service=part.text("service"),
        on_call=part.text("on_call"),
        demo=part.truth("demo"),
        data_key_ids=part.texts("data_keys"),
        rotation=_rotation_from(part),
        recovery=tuple(_recovery_from(one) for one in part.parts("recovery")),
        slots=tuple(_slot_from(one) for one in part.parts("slots")),
    )
    part.done()
    return keyfile


def _slot_from(part: "_Part") -> Slot:
    slot = Slot(
        member_id=part.text("member"),
        name=part.text("name"),
        role_words=part.text("role"),
        house=part.text("house"),
        ends_on=part.day("ends_on"),
        kind=SlotKind(part.text("kind")),
        expires=part.instant("expires"),
        public=_public_from(part.part("public")),
        replaces=part.raw_or_none("replaces", KEY_BYTES),
        kdf=_kdf_from(part.part("kdf")),
        salt=part.raw("salt", SALT_BYTES),
        nonce=part.raw("nonce", NONCE_BYTES),
        wrapped=part.raw("wrapped"),
        data_keys=_data_keys_from(part.part("data_keys")),
    )
    part.done()
    return slot


def _recovery_from(part: "_Part") -> Recovery:
    one = Recovery(
        id=part.text("id"),
        public=_public_from(part.part("public")),
        data_keys=_data_keys_from(part.part("data_keys")),
        earlier=tuple(unb64(each) for each in part.texts("earlier"))
        if "earlier" in part.names()
        else (),
    )
    part.done()
    return one


def _rotation_from(parent: "_Part") -> Rotation | None:
    part = parent.part_or_none("rotation")
    if part is None:
        return None
    begun = part.instant("begun")
    if begun is None:
        raise ValueError("begun")
    rotation = Rotation(
        old=part.text("old"), new=part.text("new"), begun=begun, leavers=part.texts("leavers")
    )
    part.done()
    return rotation


def _public_from(part: "_Part") -> PublicKeys:
    public = PublicKeys(
        sealing=part.raw("sealing", KEY_BYTES), signing=part.raw("signing", KEY_BYTES)
    )
    part.done()
    return public


def _kdf_from(part: "_Part") -> Kdf:
    kdf = Kdf(
        memory_kib=part.whole("memory_kib"), passes=part.whole("passes"), lanes=part.whole("lanes")
    )
    part.done()
    return kdf


def _data_keys_from(part: "_Part") -> dict[str, bytes]:
    return {key_id: part.raw(key_id, SEALED_KEY_BYTES) for key_id in part.names()}


class _Part:
    """One JSON object read field by field: each of its type, none missing, none left over."""

    def __init__(self, plain: object) -> None:
        if not isinstance(plain, dict):
            raise TypeError("not an object")
        self._left: dict[str, Any] = dict(plain)

    def names(self) -> tuple[str, ...]:
        return tuple(self._left)

    def done(self) -> None:
        if self._left:
            raise ValueError("fields that this version does not know")

    def text(self, key: str) -> str:
        value = self._left.pop(key)
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._left.pop(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise TypeError(key)
        return tuple(value)

    def truth(self, key: str) -> bool:
        value = self._left.pop(key)
        if not isinstance(value, bool):
            raise TypeError(key)
        return value

    def whole(self, key: str) -> int:
        value = self._left.pop(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(key)
        return value

    def raw(self, key: str, length: int | None = None) -> bytes:
        value = unb64(self.text(key))
        if length is not None and len(value) != length:
            raise ValueError(key)
        return value

    def raw_or_none(self, key: str, length: int) -> bytes | None:
        return None if self._is_nothing(key) else self.raw(key, length)

    def day(self, key: str) -> date | None:
        return None if self._is_nothing(key) else date.fromisoformat(self.text(key))

    def instant(self, key: str) -> datetime | None:
        return None if self._is_nothing(key) else utc_from(self.text(key))

    def part(self, key: str) -> "_Part":
        return _Part(self._left.pop(key))

    def part_or_none(self, key: str) -> "_Part | None":
        return None if self._is_nothing(key) else self.part(key)

    def parts(self, key: str) -> "tuple[_Part, ...]":
        value = self._left.pop(key)
        if not isinstance(value, list):
            raise TypeError(key)
        return tuple(_Part(one) for one in value)

    def _is_nothing(self, key: str) -> bool:
        if self._left[key] is not None:
            return False
        del self._left[key]
        return True
