"""One line of the log: what happened, who did it, about what, and the proof of it."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

from logbook.domain.refusals import Refusal

Plain: TypeAlias = (
    "bool | int | float | str | list[Plain] | tuple[Plain, ...] | Mapping[str, Plain] | None"
)
"""What JSON can say."""

CHAIN = b"logbook-log-v1"
CONTENT = b"logbook-content-v1"
GENESIS = "0" * 64
"""What stands for the previous hash in the first event."""


class Verb(StrEnum):
    """What can happen. Stored as text; a verb is never renamed and never reused."""

    # an entry's life
    SENT = "sent"
    AMENDED = "amended"
    SEEN = "seen"
    TAKEN = "taken"
    LEVEL_SET = "level-set"
    ASKED = "asked"
    ANSWERED = "answered"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    TOLD = "told"
    WAITING = "waiting"
    RESUMED = "resumed"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    ABOUT_NAMED = "about-named"
    UNDONE = "undone"
    ERASED = "erased"
    NOTED = "noted"
    ACTION_AGREED = "action-agreed"
    ACTION_DONE = "action-done"
    ACTION_DROPPED = "action-dropped"
    OPENED = "opened"
    SHARED = "shared"
    TALKED_OVER = "talked-over"
    CLIMBED = "climbed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OFFER_ENDED = "offer-ended"
    # the service and its people
    STARTED = "started"
    MEMBER_ADDED = "member-added"
    MEMBER_CHANGED = "member-changed"
    MEMBER_REMOVED = "member-removed"
    MEMBER_RESET = "member-reset"
    KEYS_REPLACED = "keys-replaced"
    RECOVERY_REPLACED = "recovery-replaced"
    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    HOUSE_ADDED = "house-added"
    HOUSE_RENAMED = "house-renamed"
    HOUSE_CLOSED = "house-closed"
    SETTING_CHANGED = "setting-changed"
    POLICY_ACCEPTED = "policy-accepted"
    # supervision
    SUPERVISED = "supervised"
    SUPERVISION_CONFIRMED = "supervision-confirmed"
    # the record itself
    EXPORTED = "exported"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    KEY_ROTATED = "key-rotated"
    KEPT_ON = "kept-on"
    ERASING_ASKED = "erasing-asked"
    ERASING_ENDED = "erasing-ended"


DIRECTORY = frozenset(
    {
        Verb.STARTED,
        Verb.MEMBER_ADDED,
        Verb.MEMBER_CHANGED,
        Verb.MEMBER_REMOVED,
        Verb.MEMBER_RESET,
        Verb.KEYS_REPLACED,
        Verb.RECOVERY_REPLACED,
        Verb.PERSON_ADDED,
        Verb.PERSON_CHANGED,
        Verb.HOUSE_ADDED,
        Verb.HOUSE_RENAMED,
        Verb.HOUSE_CLOSED,
        Verb.SETTING_CHANGED,
        Verb.POLICY_ACCEPTED,
    }
)
"""Verbs that say who is here and how the service is set up: few, and read as a whole."""

RECORD = frozenset(
    {
        Verb.EXPORTED,
        Verb.BACKED_UP,
        Verb.RESTORED,
        Verb.KEY_ROTATED,
        Verb.KEPT_ON,
        Verb.ERASING_ASKED,
        Verb.ERASING_ENDED,
    }
)
"""Verbs about the logbook as a file; no view is made of them."""

SUPERVISION = frozenset({Verb.SUPERVISED, Verb.SUPERVISION_CONFIRMED})
"""Verbs whose `about` is a worker: what was talked about and agreed with them."""

ENTRY = frozenset(Verb) - DIRECTORY - RECORD - SUPERVISION
"""Verbs whose `about` is an entry."""

MANAGERS = frozenset({Verb.NOTED, Verb.ACTION_AGREED, Verb.ACTION_DONE, Verb.ACTION_DROPPED})
"""Verbs of what managers write for one another: whoever wrote the entry sees no trace of them."""

QUIET = MANAGERS | {Verb.CLIMBED}
"""Verbs that are no change of an entry to anybody who has it open."""

PASSIVE = RECORD | QUIET | {Verb.OPENED, Verb.SHARED, Verb.TALKED_OVER}
"""Verbs that change nothing about where an entry stands: who read it or talked it over."""

SEALED, READERS, SHARES = "sealed", "readers", "shares"
"""The keys of a sealed body. Besides the ciphertext, reader ids alone are in clear."""
APART = "apart"
"""Marks a naming that was made in the other part of a split entry: it is never worded here."""


class UnknownVerb(Refusal):
    """The log holds a verb that this version does not know: a newer logbook wrote it."""


def verb_of(word: str) -> Verb:
    try:
        return Verb(word)
    except ValueError:
        raise UnknownVerb(
            f"This logbook holds “{word}”, which this version does not know. Update logbook."
        ) from None


def is_sealed_body(body: Mapping[str, Plain] | None) -> bool:
    """Whether this is ciphertext, as the log holds it."""
    return body is not None and isinstance(body.get(SEALED), str | Mapping)


def readers_in(body: Mapping[str, Plain] | None) -> tuple[str, ...]:
    """Whom a sealed body names as its readers, in the order in which it is their work."""
    found = (body or {}).get(READERS)
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, as its author says it: not yet in the log.

    The id is made before saving, so that saving twice is saving once.
    """

    id: str
    at: datetime
    actor: str
    about: str
    verb: Verb
    body: Mapping[str, Plain]
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Logged:
    """An event in its place in the log. `body` is None once the content was erased."""

    seq: int
    id: str
    at: datetime
    actor: str
    about: str
    verb: Verb
    version: int
    body: Mapping[str, Plain] | None
    commitment: str
    previous: str
    hash: str
    signature: bytes


def as_logged(event: Event, seq: int) -> Logged:
    """An event as if it were in the log, to see what would follow from it."""
    return Logged(
        seq=seq,
        id=event.id,
        at=event.at,
        actor=event.actor,
        about=event.about,
        verb=event.verb,
        version=event.version,
        body=event.body,
        commitment="",
        previous="",
        hash="",
        signature=b"",
    )


_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 16


def new_id() -> str:
    """A fresh 80-bit id in lower-case Crockford base 32, one search token long."""
    return "".join(secrets.choice(_SIGNS) for _ in range(ID_LENGTH))


def part_id(entry_id: str) -> str:
    """The id of the sealed part of an entry: the same however often it is sent."""
    raw = hashlib.sha256(f"logbook-part-v1 {entry_id}".encode()).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in raw[:ID_LENGTH])


def reference(entry_id: str) -> str:
    """The short name people read aloud, like `K7-4QH2`, made from the entry's id."""
    return f"{entry_id[:2]}-{entry_id[2:6]}".upper()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(plain: Plain) -> bytes:
    """One spelling for one value: sorted keys, no spaces, UTF-8."""
    return _CANONICAL.encode(plain).encode()


def commitment_of(salt: bytes, body: bytes) -> str:
    """What the chain keeps of the content, so that erasing it leaves the chain whole."""
    return hashlib.sha256(CONTENT + salt + body).hexdigest()


def utc_text(at: datetime) -> str:
    """An instant as stored: UTC to the microsecond, one width, so that text sorts as time."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def utc_from(text: str) -> datetime:
    """Raises ValueError: it is no instant, or not one in UTC."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is not UTC:
        raise ValueError(f"not in UTC: {text}")
    return at


def chain_hash(
    *,
    seq: int,
    event_id: str,
    at: str,
    actor: str,
    about: str,
    verb: str,
    version: int,
    commitment: str,
    previous: str,
) -> str:
    """The hash of a row: the one before it, and all of the row but its content."""
    row: Plain = {
        "seq": seq,
        "id": event_id,
        "at": at,
        "actor": actor,
        "about": about,
        "verb": verb,
        "version": version,
        "commitment": commitment,
    }
    return hashlib.sha256(CHAIN + bytes.fromhex(previous) + canonical(row)).hexdigest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
