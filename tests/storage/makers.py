"""A small service with real signing keys, and the events of its entries, for tests of the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from logbook.domain.entries import Entry, Response, Suggested
from logbook.domain.events import Event, Logged, Plain, Verb, b64, new_id
from logbook.domain.levels import Level
from logbook.storage import stale
from logbook.storage.store import Progress, Store, Terminal, unwatched

KEY = bytes(range(32))
NEW_KEY = bytes(range(32, 64))
LOGBOOK = "10gb00k000000000"
MONDAY = datetime(2026, 11, 16, 13, 2, tzinfo=UTC)
IMPATIENT = Terminal(busy_ms=20, pause=lambda _seconds: None)
"""A terminal that does not wait for others, for tests of what happens when it would."""


def verify_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass
class Signer:
    """A member with a key pair of their own, made from their name so that processes agree."""

    id: str
    generation: int = 0
    private: Ed25519PrivateKey = field(init=False)

    def __post_init__(self) -> None:
        seed = f"{self.id}-{self.generation}".encode().ljust(32, b".")[:32]
        self.private = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


GAIL, DEV, LENA = Signer("gail"), Signer("dev"), Signer("lena")
SANDRA, HENRY, SAM, SAUL = Signer("sandra"), Signer("henry"), Signer("sam"), Signer("saul")
SIGNERS = {each.id: each for each in (GAIL, DEV, LENA, SANDRA, HENRY, SAM, SAUL)}
"""Sam answers to Sandra, Saul to Henry, both managers to Gail; Dev is deputy, Lena a lead."""

_LINES = {
    "dev": ("deputy", "gail"),
    "lena": ("lead", "gail"),
    "sandra": ("line-manager", "gail"),
    "henry": ("line-manager", "gail"),
    "sam": ("worker", "sandra"),
    "saul": ("worker", "henry"),
}


def event(
    actor: str,
    about: str,
    verb: Verb,
    body: Mapping[str, Plain] | None = None,
    *,
    at: datetime = MONDAY,
    event_id: str = "",
) -> Event:
    return Event(
        id=event_id or new_id(), at=at, actor=actor, about=about, verb=verb, body=body or {}
    )


def keys_of(signer: Signer) -> dict[str, Plain]:
    return {"sealing_key": b64(b"s" * 32), "signing_key": b64(signer.public)}


def started() -> tuple[Event, ...]:
    """Who is here: the first events of every logbook in these tests."""
    return (
        event(
            "gail",
            LOGBOOK,
            Verb.STARTED,
            {
                "member": member("gail", "general-manager", ""),
                **keys_of(GAIL),
                "service_name": "Larch House",
                "logbook_id": LOGBOOK,
                "recovery_key": b64(b"r" * 32),
            },
        ),
        *(added(name, role, manager) for name, (role, manager) in _LINES.items()),
    )


def member(name: str, role: str, manager: str) -> dict[str, Plain]:
    return {"id": name, "name": name.capitalize(), "roles": [role], "manager": manager}


def added(name: str, role: str, manager: str) -> Event:
    body = {"member": member(name, role, manager), **keys_of(Signer(name))}
    return event("gail", name, Verb.MEMBER_ADDED, body)


def entry(
    *,
    author: str = "sam",
    words: str = "somebody asked for her address",
    level: Level = Level.HIGH,
    entry_id: str = "",
    person: str = "",
    about: tuple[str, ...] = (),
    routes: tuple[str, ...] = (),
) -> Entry:
    return Entry(
        id=entry_id or new_id(),
        kind="help-request",
        title="Help with social media",
        policy="2026-11",
        author=author,
        responses=(
            Response(key="words", question="What happened?", value=words, shown=words),
            Response(key="where", question="Where?", value="insta", shown="Instagram"),
        ),
        suggested=Suggested(level=level),
        level=level,
        person=person,
        person_shown=person,
        about=about,
        routes=routes,
        topics=("help",),
    )


def sent(entry: Entry, *, at: datetime = MONDAY) -> Event:
    return event(entry.author, entry.id, Verb.SENT, entry.to_plain(), at=at)


@dataclass
class Service:
    """An open store with its staff, where people do things an hour apart."""

    store: Store
    now: datetime = MONDAY

    def later(self, **how: float) -> datetime:
        self.now += timedelta(**how) if how else timedelta(hours=1)
        return self.now

    def send(self, words: str = "somebody asked for her address", **what: object) -> Logged:
        made = entry(words=words, **what)  # type: ignore[arg-type]
        return self.save(sent(made, at=self.now), expected={made.id: 0})

    def does(
        self,
        actor: str,
        about: str,
        verb: Verb,
        body: Mapping[str, Plain] | None = None,
        *,
        expected: Mapping[str, int] | None = None,
    ) -> Logged:
        made = event(actor, about, verb, body, at=self.now)
        return self.save(made, expected=expected)

    def save(self, made: Event, *, expected: Mapping[str, int] | None = None) -> Logged:
        signer = SIGNERS.get(made.actor) or Signer(made.actor)
        (logged,) = self.store.append([made], sign=signer.sign, expected=expected)
        return logged


def start(folder: Path, terminal: Terminal | None = None) -> Service:
    store = Store.create(folder, KEY, LOGBOOK, terminal)
    store.append(started(), sign=GAIL.sign)
    return Service(store)


def reopen(folder: Path, terminal: Terminal | None = None) -> Store:
    return Store.open(folder, [KEY], LOGBOOK, terminal)


def make_again(store: Store, progress: Progress = unwatched) -> None:
    """Every view anew from the log."""
    store.save(stale.mark_all)
    store.settle(progress)
