"""A service of any size: some hundred entries made by the services, then copied by the thousand.

The copies are whole: events that follow one another in the chain, contents, views and words. Only
their signatures are the originals', which nothing that is measured reads. `LOGBOOK_BENCH_KEEP`
names a folder in which what was made is kept from one run to the next.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from logbook.domain.events import canonical, chain_hash, commitment_of, reference
from logbook.services import demo, signing_in
from logbook.services.desk import Desk
from logbook.storage import facets, full_text, log, sqlite, statements, view_rows, views, words
from logbook.storage.beside import marks
from logbook.storage.folders import FILE
from logbook.vault import keyfile
from logbook.vault.keys import Keys

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
MADE = 400
"""Entries that are made one by one; the others are copies of them."""
AT_ONCE = 5000
WORKER, MANAGER, GENERAL_MANAGER = "Sam Okafor", "Sandra Whitlow", "Helen Marsden"
RARE = "heron"
"""A word of every thousandth copy."""
COMMON = "asked"
"""A word of nearly every entry."""
ABSENT = "xylophone"
_MARK = "@@copy@@"
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_ENTRY = {name: place for place, name in enumerate(view_rows.ENTRY_COLUMNS)}
_INSERTS = (
    log._INSERT_EVENT,
    log._INSERT_CONTENT,
    views._SET_ENTRY,
    views._ADD_GRANT,
    views._ADD_CONCERNS,
    facets._ADD_LABEL,
    facets._ADD_DAY,
    full_text.SEARCH_INSERT,
    marks._SET,
)
Row = tuple[Any, ...]


class Login(NamedTuple):
    member_id: str
    passphrase: str


@dataclass
class Sized:
    """A service with so many entries, and the keys of whoever signed in."""

    folder: Path
    count: int
    logins: dict[str, Login]
    _keys: dict[str, Keys] = field(default_factory=dict)

    @contextmanager
    def desk(self, name: str) -> Iterator[Desk]:
        """Somebody signed in, the passphrase only tried the first time."""
        if name not in self._keys:
            signed_in = signing_in.sign_in(self.folder, *self.logins[name], clock=lambda: NOW)
            signed_in.desk.close()
            self._keys[name] = signed_in.desk.keys
        desk = signing_in.open_desk(self.folder, self._keys[name], clock=lambda: NOW)
        try:
            yield desk
        finally:
            desk.close()


class Original(NamedTuple):
    """An entry as its rows hold it."""

    events: tuple[log.Stored, ...]
    entry: Row
    grants: tuple[Row, ...]
    words: tuple[Row, ...]
    concerns: tuple[Row, ...]
    facets: facets.Facets


def sized(folder: Path, count: int) -> Sized:
    """A service with so many entries, `MADE` at least; made in this folder, or taken from there."""
    kept, target = folder / "made", folder / f"{count}"
    if not kept.exists():
        made = json.dumps(_make(folder / "data"))
        (folder / "logins.json").write_text(made, encoding="utf-8")
        (folder / "data").rename(kept)
    kept_logins = json.loads((folder / "logins.json").read_text(encoding="utf-8"))
    logins = {name: Login(*login) for name, login in kept_logins.items()}
    if not target.exists():
        half = folder / f"{count}.half"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(kept, half)
        grow(Sized(half, count, logins))
        half.rename(target)
    return Sized(target, count, logins)


def home_of(made: Path) -> Path:
    """Where services of size are made: kept between runs where that is asked for."""
    keep = Path(os.environ.get("LOGBOOK_BENCH_KEEP") or made)
    keep.mkdir(parents=True, exist_ok=True)
    return keep


def _make(folder: Path) -> dict[str, tuple[str, str]]:
    made = demo.make(folder, entries=MADE, clock=lambda: NOW)
    members = {slot.name: slot.member_id for slot in keyfile.load(folder).slots}
    return {each.name: (members[each.name], each.passphrase) for each in made.logins}


def grow(service: Sized) -> None:
    """Copy the entries there are until there are enough."""
    with service.desk(GENERAL_MANAGER) as desk:
        originals = _originals(desk)
        taken = {each.entry[_ENTRY["reference"]] for each in originals}
        key = next(iter(desk.keys.data_keys.values()))
        with desk.store.reading() as connection:
            head = log.head(connection)
    stamp = _Stamp(head.seq, head.hash, taken)
    with closing(sqlite.connect(service.folder / FILE, key, statements=0)) as driver:
        for start in range(len(originals), service.count, AT_ONCE):
            rows: tuple[list[Row], ...] = tuple([] for _ in _INSERTS)
            for nth in range(start, min(service.count, start + AT_ONCE)):
                stamp.copy(originals[nth % len(originals)], nth, rows)
            driver.execute("BEGIN IMMEDIATE")
            for statement, some in zip(_INSERTS, rows, strict=True):
                driver.executemany(statement, some)
            driver.execute("COMMIT")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _originals(desk: Desk) -> list[Original]:
    found = []
    with desk.store.reading() as connection:
        for entry in list(views.entry_ids(connection)):
            made = views.read(connection, entry)
            assert made is not None
            events = tuple(map(log.Stored._make, statements.run(connection, log._OF, (entry, 0))))
            sent, said = _marked(events[0], made.words)
            found.append(
                Original(
                    (sent, *events[1:]),
                    made.entry,
                    tuple(sorted(made.grants, key=str)),
                    said,
                    tuple(sorted(made.concerns)),
                    made.facets,
                )
            )
    return found


def _marked(sent: log.Stored, lines: tuple[Row, ...]) -> tuple[log.Stored, tuple[Row, ...]]:
    """What was asked, in the sending and in the words, with a place for what no other copy says."""
    assert sent.body is not None
    body = json.loads(sent.body)
    asked = next(each for each in body["responses"] if each["key"] == "asked")
    marked = f"{asked['shown']}{_MARK}"
    said = tuple((*row[:-1], row[-1].replace(asked["shown"], marked, 1)) for row in lines)
    asked["shown"] = marked
    return sent._replace(body=canonical(body)), said


@dataclass
class _Stamp:
    """Copies, each after the other at the end of the log."""

    seq: int
    hash: str
    taken: set[str]

    def copy(self, original: Original, nth: int, rows: tuple[list[Row], ...]) -> None:
        events, contents, entries, grants, concerns, labels, days, lines, marks_ = rows
        old = original.entry[_ENTRY["id"]]
        new = self._id(nth)
        first = self.seq + 1
        own = f" copy{nth}{f' {RARE}' if nth % 1000 == 0 else ''}"
        for event in original.events:
            assert event.body is not None
            body = event.body.replace(old.encode(), new.encode()).replace(
                _MARK.encode(), own.encode()
            )
            self._event(event, new, body, events, contents)
        changed = {
            "id": new,
            "seq": first,
            "reference": reference(new),
            "revision": self.seq,
        }
        entry = dict(zip(_ENTRY, original.entry, strict=True)) | changed
        entries.append(tuple(entry.values()))
        grants.extend((new, each[1], first, *each[3:]) for each in original.grants)
        concerns.extend((new, each[1], first) for each in original.concerns)
        labels.extend((first, each) for each in original.facets.labels)
        days.extend((first, *each[1:]) for each in original.facets.days)
        for number, readers, *texts in original.words:
            said = [
                each.replace(reference(old), reference(new)).replace(_MARK, own) for each in texts
            ]
            place = number - words.first_line(original.entry[_ENTRY["seq"]])
            lines.append((words.first_line(first) + place, readers, *said))
        if entry["closed"]:
            marks_.append((entry["author"], new, self.seq, entry["changed_at"]))

    def _id(self, nth: int) -> str:
        mixed = nth * 387_420_489 % 32**6
        start = "".join(_DIGITS[mixed // 32**place % 32] for place in range(6))
        new = f"{start}{nth:010d}"
        return new if reference(new) not in self.taken else self._id(nth + 100_000_000)

    def _event(
        self,
        event: log.Stored,
        entry: str,
        body: bytes,
        events: list[Row],
        contents: list[Row],
    ) -> None:
        salt = secrets.token_bytes(log.SALT_BYTES)
        self.seq += 1
        line = event._replace(
            seq=self.seq,
            id=entry if event.id == event.about else f"{entry}-{self.seq}",
            about=entry,
            commitment=commitment_of(salt, body),
            previous=self.hash,
        )
        self.hash = chain_hash(
            seq=line.seq,
            event_id=line.id,
            at=line.at,
            actor=line.actor,
            about=line.about,
            verb=line.verb,
            version=line.version,
            commitment=line.commitment,
            previous=line.previous,
        )
        events.append((*line[:9], self.hash, line.signature))
        contents.append((self.seq, salt, body))
