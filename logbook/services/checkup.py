"""How this computer, terminal and logbook are, as sentences to read down a telephone."""

import os
import shutil
import stat
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from sqlcipher3 import dbapi2

from logbook import __version__
from logbook.domain.moments import LONDON, Moment
from logbook.domain.refusals import Refusal
from logbook.domain.showing import stated
from logbook.services import keeping
from logbook.services.desk import Desk
from logbook.services.signing_in import BACKUP_AGE
from logbook.storage.faults import EngineTooOld, UnsafeFolder
from logbook.storage.folders import FILE, mount_type, refuse_unsafe_folder
from logbook.storage.sqlite import refuse_old_engine
from logbook.vault import keyfile
from logbook.vault.keyfile import KEY_FILE, KeyFile, KeyFileRefusal, SlotKind

COLUMNS, LINES = 80, 24
LEAST_FREE = 200_000_000
"""Bytes; a save needs little, a backup needs the size of the logbook twice."""
CLOCK_MAY_DIFFER = timedelta(minutes=5)
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right says anything before this."""
MEGA = 1_000_000
WORKING_COPY = ".logbook-*"
"""What a backup or a restore leaves where it was killed; all of it is encrypted."""

_PASTE_KNOWN = ("xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "vte", "wezterm")
_NO_PASTE = ("dumb", "linux", "vt100", "vt220", "ansi")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence; `wrong` where somebody should do something about it."""

    words: str
    wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What the process knows of where it runs, given so that nothing here looks it up."""

    platform: str
    python: str
    system: str
    environment: Mapping[str, str]
    encoding: str
    size: tuple[int, int] | None
    """Columns and lines; None where there is no terminal."""


def look(folder: Path, machine: Machine, now: datetime) -> Iterator[Said]:
    """All that can be said without a passphrase, set up or not."""
    yield from _program(machine)
    yield from _terminal(machine)
    yield from _folder(folder)
    yield from _key_file(folder)
    yield from _files(folder, now)


# the program


def _program(machine: Machine) -> Iterator[Said]:
    bits = struct.calcsize("P") * 8
    yield Said(words=f"This is logbook {__version__} on Python {machine.python}, {bits} bits.")
    yield Said(words=f"The system is {machine.system}.")
    yield _engine()
    versions = (f"{name} {metadata.version(name)}" for name in ("textual", "cryptography"))
    yield Said(words=f"It uses {' and '.join(versions)}.")


def _engine() -> Said:
    with closing(dbapi2.connect(":memory:")) as driver:
        (cipher,) = driver.execute("PRAGMA cipher_version").fetchone() or ("unknown",)
    words = f"The database is SQLite {dbapi2.sqlite_version} with SQLCipher {cipher}."
    try:
        refuse_old_engine(dbapi2.sqlite_version_info)
    except EngineTooOld as refusal:
        return Said(words=f"{words} {refusal}", wrong=True)
    return Said(words=words)


# the terminal


def _terminal(machine: Machine) -> Iterator[Said]:
    yield _size(machine)
    term = machine.environment.get("TERM", "")
    named = f"TERM is {term}" if term else "TERM is not set"
    yield Said(words=f"{named}, which means {_colours(machine)}.")
    if "NO_COLOR" in machine.environment:
        yield Said(words="NO_COLOR is set, so the screen is grey.")
    yield _encoding(machine)
    yield Said(words=_paste(term, machine.platform))
    if machine.platform == "win32":
        yield _windows_console(machine)


def _size(machine: Machine) -> Said:
    if machine.size is None:
        return Said(words="This is not running in a terminal, so the screen cannot open here.")
    columns, lines = machine.size
    words = f"The terminal has {columns} columns and {lines} lines"
    if columns < COLUMNS or lines < LINES:
        return Said(words=f"{words}; make the window at least {COLUMNS} by {LINES}.", wrong=True)
    return Said(words=f"{words}, which is enough.")


def _colours(machine: Machine) -> str:
    term = machine.environment.get("TERM", "")
    if machine.environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return "all colours"
    if term.endswith("-direct") or machine.platform == "win32":
        return "all colours"
    if "256" in term:
        return "256 colours"
    return "no colours" if term in {"", "dumb"} else "16 colours"


def _encoding(machine: Machine) -> Said:
    if machine.encoding.lower().replace("-", "") == "utf8":
        return Said(words="Letters are UTF-8, so every name can be shown.")
    return Said(
        words=f"Letters are {machine.encoding}, so some names cannot be shown. "
        "Set the terminal to UTF-8.",
        wrong=True,
    )


def _paste(term: str, platform: str) -> str:
    if platform == "win32" or term.startswith(_PASTE_KNOWN):
        return "Several lines can be pasted at once, by what kind of terminal it says it is."
    if not term or term in _NO_PASTE:
        return "A paste of several lines is taken as typing here: each line's end is an Enter."
    return "Whether several lines can be pasted at once is not known of this terminal."


def _windows_console(machine: Machine) -> Said:
    if machine.environment.get("WT_SESSION"):
        return Said(words="This is Windows Terminal.")
    return Said(
        words="This is not Windows Terminal: open that and start logbook there.", wrong=True
    )


# the folder


def _folder(folder: Path) -> Iterator[Said]:
    yield Said(words=f"The data folder is {folder}.")
    kind = mount_type(folder.resolve())
    try:
        refuse_unsafe_folder(folder)
    except UnsafeFolder as refusal:
        yield Said(words=str(refusal), wrong=True)
    else:
        on = f", a file system of type {kind}" if kind else ""
        yield Said(words=f"It is on a disk of this computer{on}, and no cloud drive copies it.")
    free = shutil.disk_usage(_nearest(folder)).free
    yield Said(words=f"The disk has {free // MEGA:,} MB free.", wrong=free < LEAST_FREE)
    if folder.is_dir():
        yield from _permissions(folder)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above it that there is."""
    whole = folder.resolve()
    return next(each for each in (whole, *whole.parents) if each.exists())


def _permissions(folder: Path) -> Iterator[Said]:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Said(words="This account cannot write in the data folder.", wrong=True)
    if os.name != "posix":
        return
    ours = (folder, folder / KEY_FILE, folder / FILE)
    open_to_all = [each.name for each in ours if each.exists() and _others_may(each)]
    if open_to_all:
        names = ", ".join(open_to_all)
        yield Said(
            words=f"Every account on this computer can look into {names}: take that right away.",
            wrong=True,
        )
    else:
        yield Said(words="Other accounts on this computer have no right to it.")


def _others_may(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IRWXO)


# the logbook, as far as it is in clear


def _key_file(folder: Path) -> Iterator[Said]:
    if not (folder / KEY_FILE).exists():
        missing = (folder / FILE).exists()
        yield Said(
            words=f"There is {FILE} without its key file: put that back from the last backup. "
            "If a set-up was cut off here, move it and what is beside it away, and start again."
            if missing
            else "Nothing is set up here yet: run logbook init, or logbook demo to try it.",
            wrong=missing,
        )
        return
    try:
        present = keyfile.load(folder)
    except KeyFileRefusal as refusal:
        yield Said(words=str(refusal), wrong=True)
        return
    yield _who(present)
    if present.rotation is not None:
        yield Said(words="A change of key was cut off; the next sign-in finishes it.")


def _who(present: KeyFile) -> Said:
    invited = sum(slot.kind is SlotKind.INVITATION for slot in present.slots)
    what = "the demo of" if present.demo else "the logbook of"
    codes = f", {invited} of them with a code not used yet" if invited else ""
    return Said(
        words=f"The key file can be read: {what} {present.service}, "
        f"{len(present.slots)} accounts{codes}."
    )


def _files(folder: Path, now: datetime) -> Iterator[Said]:
    ours = [folder / name for name in (FILE, f"{FILE}-wal", KEY_FILE)]
    there = {each.name: each.stat() for each in ours if each.exists()}
    if FILE in there:
        size = sum(status.st_size for name, status in there.items() if name != KEY_FILE)
        yield Said(words=f"The logbook's file has {-(-size // MEGA):,} MB.")
    elif (folder / KEY_FILE).exists():
        yield Said(words="The logbook's file is missing: restore the last backup.", wrong=True)
    yield _clock([status.st_mtime for status in there.values()], now)
    if folder.is_dir():
        yield from _left_over(folder)


def _clock(changed: list[float], now: datetime) -> Said:
    said = stated(Moment.at(now, LONDON))
    if now < BUILT:
        return Said(words=f"The clock says {said}, which cannot be right: set it.", wrong=True)
    if not changed:
        return Said(words=f"The clock says {said}.")
    if datetime.fromtimestamp(max(changed), UTC) > now + CLOCK_MAY_DIFFER:
        return Said(
            words=f"The clock says {said}, and the files here were changed later than that: "
            "look whether it is right.",
            wrong=True,
        )
    return Said(words=f"The clock says {said}, and the files agree.")


def _left_over(folder: Path) -> Iterator[Said]:
    kept = [*folder.glob("replaced-*"), *folder.glob("earlier-*")]
    if kept:
        names = ", ".join(each.name for each in kept)
        yield Said(words=f"What was replaced is kept here: {names}.")
    cut = list(folder.glob(WORKING_COPY))
    if cut:
        names = ", ".join(each.name for each in cut)
        yield Said(
            words=f"A backup or restore is under way, or was cut off and left {names}: "
            "delete that if nobody is at it."
        )


# the logbook, opened


def look_inside(desk: Desk) -> Iterator[Said]:
    """What only somebody signed in can know."""
    head = desk.call(lambda store: store.head())
    yield Said(words=f"The logbook opens, and its log ends at line {head.seq:,}.")
    yield _people(desk)
    yield _backups(desk)
    yield from _back_again(desk)


def _people(desk: Desk) -> Said:
    directory = desk.directory
    people, staff = len(directory.people), len(directory.staff.present())
    zone = directory.settings.zone
    return Said(words=f"It knows {staff} staff and {people} people supported, on {zone} time.")


def _backups(desk: Desk) -> Said:
    newest = keeping.newest_backup(desk)
    if newest is None:
        return Said(
            words="There is no backup yet: logbook backup FILE makes one.",
            wrong=not keyfile.load(desk.folder).demo,
        )
    days = max((desk.now - newest).days, 0)
    age = "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"
    return Said(words=f"The last backup was made {age}.", wrong=desk.now - newest > BACKUP_AGE)


def _back_again(desk: Desk) -> Iterator[Said]:
    for name in keeping.back_by_restore(desk):
        yield Said(
            words=f"{name} had been removed, and is back since a backup was restored: "
            f'logbook people remove "{name}".',
            wrong=True,
        )


def does_not_open(refusal: Refusal) -> Said:
    """What is said instead of all that, where signing in is refused."""
    return Said(words=f"The logbook does not open: {refusal}", wrong=True)
