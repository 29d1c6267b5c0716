"""Worksheets: what a manager has half written about something, kept as it is typed.

They lie among the drafts, encrypted in the same way, and whoever wants drafts does not meet them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from logbook.domain.events import Plain, canonical, new_id
from logbook.services.desk import Desk
from logbook.services.drafts import key_of, new_key
from logbook.storage.beside import drafts as stored
from logbook.storage.beside.drafts import DraftHeldElsewhere
from logbook.vault.sealing import DraftKey, NotSealedToYou, SealBroken

SHEET, WORDS, ELSEWHERE = "sheet", "words", "elsewhere"


@dataclass(frozen=True)
class Worksheet:
    """One person's words about one thing, such as `supervision:` and a worker's id.

    `elsewhere` is what they wrote about it at another terminal where it differs, so that they can
    take from it what they need.
    """

    about: str
    words: Mapping[str, Plain]
    elsewhere: Mapping[str, Plain]
    key: DraftKey
    stored: stored.Draft

    @property
    def saved_at(self) -> datetime:
        return self.stored.saved_at


def open_sheet(desk: Desk, about: str, *, entry: str = "") -> Worksheet:
    """One's own worksheet about something: the one there is, or a new one.

    One about an entry ends when that is erased.

    Raises:
        StoreFault: it can be neither read nor begun.
    """
    found = next((sheet for sheet in _own(desk) if sheet.about == about), None)
    return _begun(desk, about, entry) if found is None else _held(desk, found)


def keep(desk: Desk, sheet: Worksheet, words: Mapping[str, Plain]) -> Worksheet:
    """The worksheet as it is now, saved. Nothing typed at another terminal is written over.

    Raises:
        DraftGone: it was finished at another terminal.
        StoreFault: it is not saved.
    """
    try:
        return _saved(desk, replace(sheet, words=dict(words)))
    except DraftHeldElsewhere as why:
        theirs = _plain(sheet.key, why.newest)[WORDS]
        differs = {key: said for key, said in theirs.items() if words.get(key) != said}
        here = replace(_held(desk, sheet), words=dict(words))
        return _saved(desk, replace(here, elsewhere={**sheet.elsewhere, **differs}))


def discard(desk: Desk, sheet: Worksheet) -> None:
    """Once what it was for is done; doing it twice is doing it once."""
    desk.save(lambda connection: stored.discard(connection, sheet.stored.id))


def unfinished(desk: Desk) -> tuple[Worksheet, ...]:
    """One's own worksheets in which something is written, the newest first."""
    return tuple(sheet for sheet in _own(desk) if any(sheet.words.values()))


def _begun(desk: Desk, about: str, entry: str) -> Worksheet:
    sheet_id, now = new_id(), desk.now
    key = new_key(desk, sheet_id)
    record = stored.Draft(
        id=sheet_id,
        author=desk.keys.member_id,
        entry=entry,
        sealed_key=canonical(key.envelope.to_plain()),
        ciphertext=b"",
        holder=desk.terminal,
        revision=1,
        started_at=now,
        saved_at=now,
    )
    sheet = Worksheet(about, {}, {}, key, record)
    record = replace(record, ciphertext=_locked(sheet))
    desk.save(lambda connection: stored.start(connection, record))
    return replace(sheet, stored=record)


def _held(desk: Desk, sheet: Worksheet) -> Worksheet:
    """The worksheet at this terminal, which alone may save it from now on."""
    which = sheet.stored.id
    held = desk.save(lambda connection: stored.hold(connection, which, holder=desk.terminal))
    return replace(sheet, stored=held)


def _saved(desk: Desk, sheet: Worksheet) -> Worksheet:
    record = replace(sheet.stored, ciphertext=_locked(sheet), saved_at=desk.now)
    return replace(sheet, stored=desk.save(lambda connection: stored.save(connection, record)))


def _own(desk: Desk) -> Iterator[Worksheet]:
    me = desk.keys.member_id
    for record in desk.read(lambda connection: stored.of_author(connection, me)):
        try:
            key = key_of(desk, record)
            plain = _plain(key, record)
        except (NotSealedToYou, SealBroken):
            continue  # it waits for the keys that it was sealed to
        if SHEET in plain:
            yield Worksheet(str(plain[SHEET]), plain[WORDS], plain[ELSEWHERE], key, record)


def _locked(sheet: Worksheet) -> bytes:
    plain: Mapping[str, Plain] = {
        SHEET: sheet.about,
        WORDS: sheet.words,
        ELSEWHERE: sheet.elsewhere,
    }
    return sheet.key.lock(canonical(plain))


def _plain(key: DraftKey, record: stored.Draft) -> dict[str, Mapping[str, Plain]]:
    found = json.loads(key.unlock(record.ciphertext))
    return found if isinstance(found, dict) else {}
