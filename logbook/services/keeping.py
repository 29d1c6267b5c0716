"""Keeping the record: verify it, back it up, put a backup back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo

from logbook.domain.directory import Directory
from logbook.domain.events import Event, Logged, Plain, Verb, new_id, utc_from, utc_text
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, NotFound, Refusal
from logbook.services.desk import Clock, Desk, wall_clock
from logbook.services.signing_in import AccountEnded, open_desk, sign_in, terminal_for
from logbook.storage import backup as copies
from logbook.storage.backup import Backup, Manifest, Restored
from logbook.storage.beside import backoff
from logbook.storage.beside.backoff import TooSoon
from logbook.storage.log import Head
from logbook.storage.store import Store, Terminal
from logbook.storage.verify import Verified
from logbook.storage.verify import verify as verify_store
from logbook.vault import keyfile, slots
from logbook.vault.disk import locked
from logbook.vault.keyfile import KEY_FILE, LOCK_FILE, KeyFile, KeyFileRefusal, Slot
from logbook.vault.keys import Keys, NoAccountHere
from logbook.vault.signing import verify as is_signed
from logbook.vault.slots import CodeExpected, WrongPassphrase

Progress = Callable[[int, int], None]
KEEPERS = frozenset({Role.LINE_MANAGER, Role.GENERAL_MANAGER, Role.DEPUTY, Role.LEAD})
"""Who takes copies away and puts them back."""
MADE_AT, BACK = "made_at", "back"
"""What the line of a restore says beside the end of its log: the backup's day, and who returned."""
_COPIES = frozenset({Verb.BACKED_UP, Verb.RESTORED})
_NOTHING: Mapping[str, Plain] = MappingProxyType({})

_AT_THE_DOOR = (
    TooSoon,
    WrongPassphrase,
    CodeExpected,
    NoAccountHere,
    KeyFileRefusal,
    AccountEnded,
)
"""Refusals of the person; nothing is thereby wrong with the record."""
_DOES_NOT_OPEN = (Refusal, KeyError, TypeError, ValueError, AttributeError)
"""What opening raises over a store that is not as it was saved, bodies of its log included."""


def unwatched(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


# verify


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What verifying found, and the sentences its reader should see first."""

    verified: Verified
    notices: tuple[str, ...] = ()


def verify(desk: Desk, progress: Progress = unwatched) -> Verified:
    """Read everything again and say whether it is what was saved, or name the first bad row."""

    def work(store: Store) -> Verified:
        return verify_store(store, is_signed, anchors=_seen_by(store.terminal), progress=progress)

    return desk.call(work)


def sign_in_and_verify(
    folder: Path,
    member_id: str,
    passphrase: str,
    *,
    clock: Clock = wall_clock,
    progress: Progress = unwatched,
) -> Checked:
    """Verify a logbook, also one that is too damaged for anybody to work in.

    Raises:
        TooSoon, WrongPassphrase, CodeExpected, NoAccountHere, AccountEnded, KeyFileRefusal: as
            for signing in.
        StoreFault: the file cannot be read at all.
    """
    try:
        signed_in = sign_in(folder, member_id, passphrase, clock=clock)
    except _AT_THE_DOOR:
        raise
    except _DOES_NOT_OPEN:
        return Checked(verified=_verify_as_it_is(folder, member_id, passphrase, clock, progress))
    try:
        return Checked(verified=verify(signed_in.desk, progress), notices=signed_in.notices)
    finally:
        signed_in.desk.close()


def _verify_as_it_is(
    folder: Path, member_id: str, passphrase: str, clock: Clock, progress: Progress
) -> Verified:
    """Without a desk, for which the log would have to make sense."""
    present, keys = _proven(keyfile.load(folder), folder, member_id, passphrase, clock)
    with Store.open(folder, tuple(keys.data_keys.values()), present.logbook_id) as store:
        anchors = _seen_by(terminal_for(present))
        return verify_store(store, is_signed, anchors=anchors, progress=progress)


def _seen_by(terminal: Terminal) -> tuple[Head, ...]:
    """What this computer last saw of the log: only that shows a cut end or a whole rewrite."""
    seen = terminal.witness.last_seen() if terminal.witness else None
    return () if seen is None else (seen,)


# back up


def back_up(desk: Desk, target: Path, progress: Progress = unwatched) -> Backup:
    """Copy the logbook and its keys into one new file, verified before it is called a backup.

    A folder as the target gets a file named by logbook.

    Raises:
        NotAllowed: only managers, the deputy and leads take copies away.
        NotWhole, BackupUnfinished: nothing was kept; the text says why.
    """
    if not desk.member.roles & KEEPERS:
        raise NotAllowed("Backups are made by managers, the deputy and leads. Ask your manager.")
    into, name = (target, "") if target.is_dir() else (target.absolute().parent, target.name)
    made = desk.call(
        lambda store: copies.back_up(
            store,
            keys=desk.folder / KEY_FILE,
            into=into,
            name=name,
            at=desk.now,
            verify_signature=is_signed,
            progress=progress,
        )
    )
    _note(desk, Verb.BACKED_UP, made.manifest.head)
    return made


def newest_backup(desk: Desk) -> datetime | None:
    """When the last backup was made; None where there is none.

    What was put back cannot hold the line that says when it was made, which was written after it.
    """
    about_file = desk.call(lambda store: store.events_of(store.logbook_id))
    return max((_copied_at(each) for each in about_file if each.verb in _COPIES), default=None)


def back_by_restore(desk: Desk) -> tuple[str, ...]:
    """Names of those who were removed after a backup was made, and are here again because of it."""
    about_file = desk.call(lambda store: store.events_of(store.logbook_id))
    ids = {
        str(each)
        for line in about_file
        if line.verb is Verb.RESTORED
        for each in cast("list[str]", (line.body or {}).get(BACK, []))
    }
    return tuple(each.name for each in desk.staff.present() if each.id in ids)


def _copied_at(line: Logged) -> datetime:
    made_at = (line.body or {}).get(MADE_AT)
    return line.at if made_at is None else utc_from(str(made_at))


# restore


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a backup says of itself before anybody signs in to it."""

    manifest: Manifest
    keyfile: KeyFile


def look_at(backup: Path) -> Found:
    """A backup's manifest and whose sign-ins are in it, once every byte of it was compared.

    Raises:
        NotFound: there is no such file.
        NotABackup, BackupDamaged, KeyFileRefusal: it is not one, or not as it was made.
    """
    if not backup.is_file():
        raise NotFound(f"There is no file at {backup}. Check its name.")
    manifest = copies.look_at(backup)
    return Found(manifest=manifest, keyfile=keyfile.parse(copies.keys_in(backup)))


def removed_since(folder: Path, found: Found) -> tuple[Slot, ...]:
    """Who was removed since a backup was made: restoring it brings them back.

    Nobody of them may restore it: that would bring back the day when they had keys.
    """
    here = _here(folder, found)
    if here is None:
        return ()
    return tuple(slot for slot in found.keyfile.slots if here.slot(slot.member_id) is None)


def _here(folder: Path, found: Found) -> KeyFile | None:
    """The key file that would be replaced; None where it is missing, damaged or another's."""
    try:
        here = keyfile.load(folder)
    except KeyFileRefusal:
        return None  # which is what a backup is for
    return here if here.logbook_id == found.manifest.logbook_id else None


def restore(
    backup: Path,
    folder: Path,
    member_id: str,
    passphrase: str,
    *,
    clock: Clock = wall_clock,
    progress: Progress = unwatched,
) -> Restored:
    """Put a backup in place of what is in a folder, all of which is kept beside it.

    Whoever restores signs in with the passphrase they had when the backup was made.

    Raises:
        NotABackup, BackupDamaged, NotWhole: nothing was moved; the text says why.
        WrongPassphrase, NoAccountHere, NotAllowed: not somebody who may.
    """
    found = look_at(backup)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    here = _here(folder, found)
    if here is not None and here.slot(member_id) is None:
        raise NotAllowed("You no longer have an account in the logbook that is here.")
    leavers: list[Plain] = [slot.member_id for slot in removed_since(folder, found)]
    present, keys = _proven(found.keyfile, folder, member_id, passphrase, clock)
    with locked(folder / LOCK_FILE):
        restored = copies.restore(
            backup,
            folder,
            tuple(keys.data_keys.values()),
            at=clock(),
            verify_signature=is_signed,
            may=partial(_may_restore, member_id=member_id, at=clock()),
            progress=progress,
        )
    terminal = terminal_for(present)
    if terminal.witness is not None:
        terminal.witness.accept(restored.head)
    also: dict[str, Plain] = {MADE_AT: utc_text(found.manifest.made_at), BACK: leavers}
    _note_restored(folder, keys, clock, restored, also)
    return restored


def _may_restore(directory: Directory, *, member_id: str, at: datetime) -> None:
    member = directory.staff.members.get(member_id)
    today = at.astimezone(ZoneInfo(directory.settings.zone)).date()
    if member is None or not member.roles & KEEPERS or not member.may_sign_in_on(today):
        raise NotAllowed(
            "Backups are put back by managers, the deputy and leads. Nothing was moved. "
            "Ask one of them."
        )


def _note_restored(
    folder: Path, keys: Keys, clock: Clock, restored: Restored, also: Mapping[str, Plain]
) -> None:
    desk = open_desk(folder, keys, clock=clock)
    try:
        _note(desk, Verb.RESTORED, restored.head, also)
    finally:
        desk.close()


# both


def _proven(
    present: KeyFile, folder: Path, member_id: str, passphrase: str, clock: Clock
) -> tuple[KeyFile, Keys]:
    """The keys of whoever this is; the try is counted in the folder, whichever file opens."""
    tried = backoff.one_try(folder, member_id, clock())
    keys = slots.open_slot(present, member_id, passphrase)
    tried.succeeded()
    return present, keys


def _note(desk: Desk, verb: Verb, head: Head, also: Mapping[str, Plain] = _NOTHING) -> None:
    desk.append(
        Event(
            id=new_id(),
            at=desk.now,
            actor=desk.keys.member_id,
            about=desk.directory.logbook_id,
            verb=verb,
            body={"seq": head.seq, "hash": head.hash, **also},
        )
    )
