"""The one way out: proved, written whole, on record in the log, and remembered while it is here."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path

from logbook.domain.events import Event, Plain, Verb, new_id
from logbook.domain.refusals import NotAllowed
from logbook.services import signing_in
from logbook.services.desk import Desk
from logbook.services.exporting import files
from logbook.services.exporting.files import Half, Place
from logbook.storage.beside import exports_left
from logbook.storage.beside.exports_left import ExportLeft

PROOF_LASTS = timedelta(minutes=5)

WHICH = "which"
"""The key under which the log says which entries a file holds, so that erasing one can name it."""
LISTED_AT_MOST = 1000
"""Of a file with more than these the log says how many, and not which."""

Write = Callable[[BufferedRandom, Path], int]
"""Writes into an empty file, with a private folder for what it needs meanwhile.

Returns:
    How many entries are in it.
"""


class What(StrEnum):
    """What can leave; the word is in the file's name and in the log."""

    ENTRIES = "entries"
    NOTES = "notes"
    SUPERVISION = "supervision"
    PERSON = "person"
    ACCESS = "access"
    ENTRY = "entry"
    CHRONOLOGY = "chronology"
    SLIP = "slip"
    FIGURES = "figures"


@dataclass(frozen=True)
class Proven:
    """That it is still the same person who asks: by their passphrase, a moment ago."""

    member: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What is to leave, and what the log says of it besides its hash.

    `readers` are the members whose rights decided what is in it.
    """

    what: What
    form: str
    about: str
    readers: tuple[str, ...]
    said: Mapping[str, Plain]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A whole file, and the line of the log that says so."""

    path: Path
    entries: int
    size: int
    sha256: str
    event: str
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is and where, for whoever made it."""
        many = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
        return (
            f"{self.path}: {many}. It contains personal data, and logbook no longer protects it. "
            "Keep it where only those who need it can read it, and delete it when it is done with."
        )


def prove(desk: Desk, passphrase: str) -> Proven:
    """Ask again who it is, before anything leaves. Slow on purpose, so call it from a thread.

    Raises:
        TooSoon, WrongPassphrase: as for signing in.
    """
    signing_in.check_passphrase(desk.folder, desk.keys.member_id, passphrase, desk.clock)
    return Proven(desk.keys.member_id, desk.now)


def proven_at_the_door(desk: Desk) -> Proven:
    """For a command that signed somebody in by their passphrase, and does only what it was for."""
    return Proven(desk.keys.member_id, desk.now)


def place_at(desk: Desk, folder: Path) -> Place:
    """The folder that somebody chose.

    Raises:
        NoPlace: files cannot be put there.
    """
    return files.place_at(folder, data=desk.folder)


def write(desk: Desk, proven: Proven, place: Place, leaving: Leaving, work: Write) -> Written:
    """Write the file, put it on record, and only then give it its name.

    Whatever stops it before, also Ctrl+C, leaves no file; what a killed program left is listed at
    the next sign-in, as every export is.

    Raises:
        NotAllowed: it was not proved just now that it is the same person.
        NotWritten: the disk refused.
        StoreFault: as the store says; the file is not kept then.
    """
    _check(desk, proven)
    name = files.named(leaving.what, leaving.form, desk.now)
    part = files.part_of(place, name)
    _remember(desk, part)
    try:
        with files.being_written(place, name) as half:
            entries = work(half.file, half.scratch)
            written = _registered(desk, place.folder / name, leaving, half, entries)
            _remember(desk, written.path, event=written.event, sha256=written.sha256)
            try:
                half.keep(name)
            except BaseException:
                _forget(desk, written.path)
                raise
    finally:
        if not part.exists():
            _forget(desk, part)
    return replace(written, warnings=place.warnings)


def register(
    desk: Desk, leaving: Leaving, *, entries: int, sha256: str, size: int, where: str
) -> str:
    """Put on record what left without a file of ours, like what is printed.

    Returns:
        The id of the line of the log.
    """
    said: Mapping[str, Plain] = {
        "what": leaving.what.value,
        "format": leaving.form,
        "entries": entries,
        "sha256": sha256,
        "size": size,
        "readers": list(leaving.readers),
        "where": where,
        **leaving.said,
    }
    event = Event(
        id=new_id(),
        at=desk.now,
        actor=desk.keys.member_id,
        about=leaving.about,
        verb=Verb.EXPORTED,
        body=said,
    )
    desk.append(event)
    return event.id


def _check(desk: Desk, proven: Proven) -> None:
    age = desk.now - proven.at
    if proven.member != desk.keys.member_id or not timedelta() <= age <= PROOF_LASTS:
        raise NotAllowed("Type your passphrase again, so that it is you who takes this out.")


def _registered(desk: Desk, path: Path, leaving: Leaving, half: Half, entries: int) -> Written:
    """Hashed as it stands on the disk: what was written, and not what was meant to be."""
    file = half.file
    file.flush()
    files.sync(file)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    event = register(desk, leaving, entries=entries, sha256=digest, size=size, where=path.name)
    return Written(path=path, entries=entries, size=size, sha256=digest, event=event)


def _remember(desk: Desk, path: Path, *, event: str = "", sha256: str = "") -> None:
    left = ExportLeft(
        path=str(path),
        member=desk.keys.member_id,
        event=event,
        sha256=sha256,
        made_at=desk.now,
    )
    desk.save(lambda connection: exports_left.note(connection, left))


def _forget(desk: Desk, path: Path) -> None:
    desk.save(lambda connection: exports_left.forget(connection, str(path)))
