"""Backup and restore: the store and its key file in one file, verified before it is called one.

A backup is a plain, uncompressed zip archive of three parts: the encrypted store, the key file
(without whose slots the store cannot be opened) and a manifest in clear with the end of the log.
One file cannot be carried away without its other half; and any zip tool can take it apart if
logbook is gone.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from logbook.domain.directory import Directory
from logbook.domain.events import Plain, canonical, utc_from, utc_text
from logbook.domain.refusals import Refusal
from logbook.storage import sqlite
from logbook.storage.folders import FILE
from logbook.storage.log import Head
from logbook.storage.store import Progress, Store, unwatched
from logbook.storage.verify import Verified, VerifySignature, expect_whole, verify

KEYS = "logbook.keys"
MANIFEST = "manifest.json"
FORMAT = 1
_BLOCK = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, RuntimeError)
"""What reading an archive raises that is none, or not one of ours."""

May = Callable[[Directory], None]
"""Refuses whoever may not restore, by the directory of the backup itself."""


def anybody(_directory: Directory) -> None:
    """Whoever can open it may."""


class NotABackup(Refusal):
    """A file that no logbook made."""


class BackupDamaged(Refusal):
    """A backup whose parts are not what its manifest says."""


class BackupUnfinished(Refusal):
    """Nothing was kept, because the copy could not be verified."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself, in clear; its head is an anchor for the log."""

    logbook_id: str
    made_at: datetime
    head: Head
    sha256: Mapping[str, str]

    def to_plain(self) -> dict[str, Plain]:
        return {
            "format": FORMAT,
            "logbook": self.logbook_id,
            "made_at": utc_text(self.made_at),
            "seq": self.head.seq,
            "hash": self.head.hash,
            "sha256": self.sha256,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Manifest":
        return cls(
            logbook_id=str(plain["logbook"]),
            made_at=utc_from(plain["made_at"]),
            head=Head(seq=int(plain["seq"]), hash=str(plain["hash"])),
            sha256={str(name): str(digest) for name, digest in plain["sha256"].items()},
        )


@dataclass(frozen=True, kw_only=True)
class Backup:
    path: Path
    manifest: Manifest


@dataclass(frozen=True, kw_only=True)
class Restored:
    """`kept` is the folder that what was there before was moved to; None where nothing was."""

    head: Head
    kept: Path | None


# -- back up ---------------------------------------------------------------------------------


def back_up(
    store: Store,
    *,
    keys: Path,
    into: Path,
    name: str = "",
    at: datetime,
    verify_signature: VerifySignature,
    progress: Progress = unwatched,
) -> Backup:
    """Copy the store and its key file into one new file, and verify the copy first.

    It is made in the folder `into`, under `name`, or one that says when it was made.

    Raises:
        NotWhole: The copy is not whole, so neither is the store.
        BackupUnfinished: The key file changed meanwhile, or the target cannot be written.
    """
    target = into / (name or f"logbook-{_stamp(at)}.backup")
    if target.exists() or target.is_symlink():
        raise _taken(target)
    with _workshop(store.path.parent) as shop:
        before = keys.read_bytes()
        (shop / KEYS).write_bytes(before)
        seen = store.head()
        store.copy_to(shop / FILE, progress)
        verified = _verify_copy(store, shop, seen, verify_signature, progress)
        if keys.read_bytes() != before:
            raise BackupUnfinished("The logbook's key changed while it was copied. Try again.")
        manifest = Manifest(
            logbook_id=store.logbook_id,
            made_at=at,
            head=verified.head,
            sha256={name: _digest_of(shop / name) for name in (FILE, KEYS)},
        )
        _put(shop, manifest, target)
    return Backup(path=target, manifest=manifest)


def _verify_copy(
    store: Store,
    shop: Path,
    seen: Head,
    verify_signature: VerifySignature,
    progress: Progress,
) -> Verified:
    with store.opened_copy(shop) as copy:
        verified = verify(copy, verify_signature, anchors=[seen], progress=progress)
    return expect_whole(verified)


def _put(shop: Path, manifest: Manifest, target: Path) -> None:
    """Write it under another name, read it again, and give it its own name only then."""
    try:
        handle, made = tempfile.mkstemp(prefix=".logbook-", suffix=".part", dir=target.parent)
        part = Path(made)
        try:
            _pack(shop, manifest, handle)
            look_at(part)
            _give_its_name(part, target)
        finally:
            part.unlink(missing_ok=True)
        sqlite.fsync_folder(target.parent)
    except FileExistsError:
        raise _taken(target) from None
    except (OSError, BackupDamaged, NotABackup) as fault:
        why = f" ({fault.strerror})" if isinstance(fault, OSError) else ""
        raise BackupUnfinished(
            f"The backup could not be written to {target.parent}{why}. "
            "Nothing was kept there. Choose another place."
        ) from None


def _pack(shop: Path, manifest: Manifest, handle: int) -> None:
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(MANIFEST, canonical(manifest.to_plain()))
            for name in (KEYS, FILE):
                archive.write(shop / name, name)
        file.flush()
        os.fsync(file.fileno())


def _give_its_name(part: Path, target: Path) -> None:
    """Take the name exclusively first: a rename alone would replace what stands there."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        part.replace(target)
    except BaseException:
        target.unlink()
        raise


# -- look ------------------------------------------------------------------------------------


def look_at(path: Path) -> Manifest:
    """What a backup holds, once every byte of it was compared with its manifest.

    Raises:
        NotABackup: Something else.
        BackupDamaged: It was one.
    """
    manifest = _manifest_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            found = {name: _digest_in(archive, name) for name in (FILE, KEYS)}
    except _UNREADABLE:
        raise _damaged(path) from None
    if found != manifest.sha256:
        raise _damaged(path)
    return manifest


def keys_in(path: Path) -> bytes:
    """The key file inside a backup, with whose slots somebody can open it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(KEYS)
    except _UNREADABLE:
        raise _not_a_backup(path) from None


def _manifest_of(path: Path) -> Manifest:
    try:
        with zipfile.ZipFile(path) as archive:
            plain = json.loads(archive.read(MANIFEST))
        manifest, made_by = Manifest.from_plain(plain), int(plain["format"])
    except (*_UNREADABLE, AttributeError):
        raise _not_a_backup(path) from None
    if made_by > FORMAT:
        raise NotABackup("A newer logbook made this backup. Update logbook, then try again.")
    return manifest


# -- restore ---------------------------------------------------------------------------------


def restore(
    path: Path,
    folder: Path,
    data_keys: Sequence[bytes],
    *,
    at: datetime,
    verify_signature: VerifySignature,
    may: May = anybody,
    progress: Progress = unwatched,
) -> Restored:
    """Put a backup in place of what is in a folder, which is moved aside and never overwritten.

    The backup is unpacked beside it, opened and verified, and `may` is asked; until then nothing
    is moved. Cut off after that, what was there before is whole in the folder that keeps it, and
    restoring again finishes. Terminals that have the old one open are refused at their next save.
    The caller lets this terminal's witness accept the restored head.

    Raises:
        NotABackup: Something else.
        BackupDamaged: It was one.
        DamagedOrReplaced: None of the keys opens it.
        NotWhole: It opens, and is not what was saved.
        Refusal: What `may` raises.
    """
    manifest = look_at(path)
    with _workshop(folder) as shop:
        _unpack(path, shop)
        with Store.open(shop, data_keys, manifest.logbook_id) as copy:
            anchors = [manifest.head]
            found = verify(copy, verify_signature, anchors=anchors, progress=progress)
            expect_whole(found)
            may(copy.directory())
        kept = _kept_aside(folder, at)
        for left in sqlite.beside(folder / FILE):
            left.unlink(missing_ok=True)
        for name in (FILE, KEYS):
            (shop / name).replace(folder / name)
        sqlite.fsync_folder(folder)
    return Restored(head=found.head, kept=kept)


def _unpack(path: Path, shop: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in (FILE, KEYS):
            handle = os.open(shop / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with archive.open(name) as packed, os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(packed, file, _BLOCK)
                file.flush()
                os.fsync(file.fileno())
            sqlite.share_with_group(shop / name, shop.parent)


def _kept_aside(folder: Path, at: datetime) -> Path | None:
    """Everything that is there, under a second name before it loses its first."""
    database = folder / FILE
    there = [each for each in (database, *sqlite.beside(database), folder / KEYS) if each.exists()]
    if not there:
        return None
    aside = _new_folder(folder, f"replaced-{_stamp(at)}")
    for each in there:
        _name_again(each, aside / each.name)
    sqlite.fsync_folder(aside)
    sqlite.fsync_folder(folder)
    return aside


def _new_folder(folder: Path, name: str) -> Path:
    """One that was not there, also when two restores come in one second."""
    number = 1
    made = folder / name
    while made.exists():
        number += 1
        made = folder / f"{name}-{number}"
    made.mkdir(mode=0o700)
    return made


def _name_again(path: Path, other: Path) -> None:
    """The same file under another name; a copy, where the disk knows no second names."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)
        sqlite.fsync_file(other)


# -- small things ----------------------------------------------------------------------------


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A place to copy to on the same disk: its content is encrypted, and it is always cleared."""
    with tempfile.TemporaryDirectory(prefix=".logbook-", dir=folder) as made:
        yield Path(made)


def _stamp(at: datetime) -> str:
    return utc_text(at)[:19].replace(":", "").replace("T", "-")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)


def _digest_in(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _not_a_backup(path: Path) -> NotABackup:
    return NotABackup(f"This is not a backup of a logbook: {path}. Choose another file.")


def _taken(target: Path) -> BackupUnfinished:
    return BackupUnfinished(
        f"There is a file at {target} already, and it was left as it is. Choose another name."
    )


def _damaged(path: Path) -> BackupDamaged:
    return BackupDamaged(
        f"This backup is damaged: {path}. Nothing was restored. Choose an earlier one."
    )
