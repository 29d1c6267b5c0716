"""Entries as JSON Lines: first a line about the file, then everything of each entry on one line.

What an entry says is stored as JSON of one spelling, and is carried over as it stands there,
neither read nor written anew: that is what makes the way out and back exact, and quick.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from logbook.domain.events import Plain, utc_text
from logbook.export.entries import HOLDS, About

MARK = "logbook"
"""The key that tells a line about the file; nobody else's first line has it."""
ENTRIES = "entries"
VERSION = 1
CHUNK = 1 << 16
"""Bytes gathered before they are handed on."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Line:
    """What one event says of itself, and its content as it is stored; None once it was erased."""

    said: Mapping[str, Plain]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry with everything that happened to it; the first event is its sending."""

    said: Mapping[str, Plain]
    """Where it stands now."""
    sent: bytes | None
    later: Sequence[Line]


def entries_jsonl(about: About, wholes: Iterable[Whole]) -> Iterator[bytes]:
    """The file in chunks, in UTF-8."""
    yield _plain(_head(about)) + b"\n"
    gathered = bytearray()
    for each in wholes:
        gathered += _line(each)
        if len(gathered) >= CHUNK:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _head(about: About) -> dict[str, Plain]:
    return {
        MARK: ENTRIES,
        "version": VERSION,
        "holds": HOLDS,
        "service": about.service,
        "entries": about.entries,
        "chosen": about.chosen,
        "zone": about.zone,
        "made_at": utc_text(about.made_at),
        "made_by": about.made_by,
        "head": about.head,
    }


def _line(each: Whole) -> bytes:
    events = b",".join(
        b'%s,"body":%s}' % (_plain(line.said)[:-1], line.body or b"null") for line in each.later
    )
    said, sent = _plain(each.said)[:-1], each.sent or b"null"
    return b'%s,"entry":%s,"events":[%s]}\n' % (said, sent, events)


def _plain(said: Mapping[str, Plain]) -> bytes:
    return _COMPACT.encode(said).encode("utf-8", "surrogatepass")
