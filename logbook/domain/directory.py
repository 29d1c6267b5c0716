"""Who is here, who is supported and how the service is set up, as the log says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from logbook.domain.events import Plain
from logbook.domain.houses import Houses
from logbook.domain.people import FileClosed, Member, Person, Role, Staff, letters_of
from logbook.domain.refusals import NotFound
from logbook.domain.settings import Settings


@dataclass(frozen=True, kw_only=True)
class PublicKeys:
    """What the log says about a member's key pairs: the only keys that sealing may use.

    Provisional keys came with an invitation or a reset; the person's own replace them at
    their next sign-in.
    """

    sealing: bytes
    signing: bytes
    since: int
    """The sequence of the event that brought them."""
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Reset:
    """Somebody made a new way in for a member, and the member is to be shown that."""

    event: str
    member: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The version of the policy that a member accepted last, and a mark of each clause in it."""

    version: str
    clauses: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Everyone and everything set up, as the log says it up to `revision`."""

    staff: Staff = field(default_factory=Staff)
    people: Mapping[str, Person] = field(default_factory=dict)
    houses: Houses = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    keys: Mapping[str, PublicKeys] = field(default_factory=dict)
    """The present keys of present members."""
    past_keys: Mapping[str, tuple[PublicKeys, ...]] = field(default_factory=dict)
    """Every key a member ever had, oldest first, present ones too: old signatures need them."""
    resets: tuple[Reset, ...] = ()
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    recovery_key: bytes = b""
    logbook_id: str = ""
    started_at: datetime | None = None
    revision: int = 0

    @cached_property
    def by_letters(self) -> Mapping[str, Person]:
        """Service users by the letters of their initials, which no two share."""
        return {letters_of(each.initials): each for each in self.people.values()}

    def resets_of(self, member_id: str) -> tuple[Reset, ...]:
        return tuple(reset for reset in self.resets if reset.member == member_id)

    def signing_key(self, member_id: str, seq: int) -> bytes:
        """The key that signed a member's event of this sequence.

        Whoever starts a logbook signs with the key that the same event brings; everybody else,
        also when they replace their keys, signs with the key they had before.

        Raises:
            NotFound: this member had no key by then.
        """
        known = [keys for keys in self.past_keys.get(member_id, ()) if keys.since < max(seq, 2)]
        if not known:
            raise NotFound(f"Nobody named “{member_id}” could sign line {seq} of this logbook.")
        return known[-1].signing


def member_plain(member: Member) -> dict[str, Plain]:
    """A member as the log says them; whether they left is an event of its own."""
    return {
        "id": member.id,
        "name": member.name,
        "roles": tuple(sorted(role.value for role in member.roles)),
        "house": member.house,
        "manager": member.manager,
        "ends_on": member.ends_on.isoformat() if member.ends_on else None,
        "away": member.away,
        "cover": member.cover,
        "away_until": member.away_until.isoformat() if member.away_until else None,
        "email": member.email,
    }


def member_from(plain: Mapping[str, Any]) -> Member:
    return Member(
        id=plain["id"],
        name=plain["name"],
        roles=frozenset(Role(role) for role in plain["roles"]),
        house=plain.get("house", ""),
        manager=plain.get("manager", ""),
        ends_on=_day_of(plain.get("ends_on")),
        away=bool(plain.get("away")),
        cover=plain.get("cover", ""),
        away_until=_day_of(plain.get("away_until")),
        email=plain.get("email", ""),
    )


def _day_of(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def person_plain(person: Person) -> dict[str, Plain]:
    return {
        "id": person.id,
        "name": person.name,
        "initials": person.initials,
        "house": person.house,
        "aliases": person.aliases,
        "closed": person.closed.value if person.closed else None,
    }


def person_from(plain: Mapping[str, Any]) -> Person:
    closed = plain.get("closed")
    return Person(
        id=plain["id"],
        name=plain["name"],
        initials=plain["initials"],
        house=plain.get("house", ""),
        aliases=tuple(plain.get("aliases", ())),
        closed=FileClosed(closed) if closed else None,
    )
