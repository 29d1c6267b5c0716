"""Who works here, who is supported here, and who answers to whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any


class Role(StrEnum):
    """What somebody is trusted with; one member may hold several."""

    WORKER = "worker"
    LINE_MANAGER = "line-manager"
    GENERAL_MANAGER = "general-manager"
    DEPUTY = "deputy"
    LEAD = "lead"

    @property
    def words(self) -> str:
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.WORKER: "support worker",
    Role.LINE_MANAGER: "line manager",
    Role.GENERAL_MANAGER: "General Manager",
    Role.DEPUTY: "deputy",
    Role.LEAD: "safeguarding lead",
}

MANAGING = frozenset({Role.LINE_MANAGER, Role.GENERAL_MANAGER})
NEVER_EMPTY = (Role.GENERAL_MANAGER, Role.DEPUTY, Role.LEAD)
"""Roles whose last holder cannot be removed."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of staff with an account."""

    id: str
    name: str
    roles: frozenset[Role]
    house: str = ""
    manager: str = ""
    """The line manager's id; empty for the General Manager, who answers to the deputy's eye."""
    ends_on: date | None = None
    """The last day of the account (agency and bank staff)."""
    left: bool = False
    away: bool = False
    cover: str = ""
    """Who stands in while they are marked away; for the General Manager it is the deputy."""
    away_until: date | None = None
    """The last day away, where it is known; signing in on a later day ends it."""
    email: str = ""
    """Where reminders go. They say a level, a reference and a time, and nothing else."""

    @property
    def manages(self) -> bool:
        return bool(self.roles & MANAGING)

    @property
    def role_words(self) -> str:
        return ", ".join(role.words for role in Role if role in self.roles)

    def may_sign_in_on(self, day: date) -> bool:
        return not self.left and (self.ends_on is None or day <= self.ends_on)


class FileClosed(StrEnum):
    """Why somebody's file was closed."""

    LEFT = "left"
    MOVED = "moved"
    DIED = "died"

    @property
    def words(self) -> str:
        return _CLOSED_WORDS[self]


_CLOSED_WORDS = {
    FileClosed.LEFT: "left the service",
    FileClosed.MOVED: "moved to another service",
    FileClosed.DIED: "died",
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """A service user: someone the service supports."""

    id: str
    name: str
    initials: str
    house: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that staff know them by."""
    closed: FileClosed | None = None
    """Why the file is closed. What happened while it was open can still be recorded."""

    @property
    def short(self) -> str:
        """Initials, as lists and supervision notes show people."""
        return self.initials


def letters_of(initials: str) -> str:
    """Initials as anybody may type them: without dots or spaces, large or small."""
    return "".join(each for each in initials.casefold() if each.isalnum())


@dataclass(frozen=True)
class Staff:
    """Everyone with an account, past and present, and the lines between them."""

    members: Mapping[str, Member] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members.values())

    def __contains__(self, member_id: object) -> bool:
        return member_id in self.members

    def __getitem__(self, member_id: str) -> Member:
        return self.members[member_id]

    def name(self, member_id: str) -> str:
        member = self.members.get(member_id)
        return member.name if member else "someone no longer listed"

    def present(self) -> tuple[Member, ...]:
        return self._present

    @cached_property
    def _present(self) -> tuple[Member, ...]:
        """Found once: every save asks who is here a dozen times."""
        return tuple(member for member in self if not member.left)

    @cached_property
    def present_ids(self) -> frozenset[str]:
        return frozenset(member.id for member in self._present)

    def holding(self, role: Role) -> tuple[Member, ...]:
        return self._by_role.get(role, ())

    @cached_property
    def _by_role(self) -> Mapping[Role, tuple[Member, ...]]:
        return {
            role: tuple(member for member in self._present if role in member.roles) for role in Role
        }

    @property
    def general_manager(self) -> Member | None:
        return next(iter(self.holding(Role.GENERAL_MANAGER)), None)

    @property
    def deputy(self) -> Member | None:
        return next(iter(self.holding(Role.DEPUTY)), None)

    def managers_above(self, member_id: str) -> tuple[Member, ...]:
        """The present managers over somebody, nearest first, ending with the General Manager.

        A manager who has left is stepped over, so that nobody answers to an empty chair.
        """
        if member_id not in self._above:
            self._above[member_id] = self._found_above(member_id)
        return self._above[member_id]

    @cached_property
    def _above(self) -> dict[str, tuple[Member, ...]]:
        """Found once for each: every save asks a dozen times."""
        return {}

    @cached_property
    def seats(self) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Whose place it is to deal with an entry, found once for each that has the same to say."""
        return {}

    def _found_above(self, member_id: str) -> tuple[Member, ...]:
        above: list[Member] = []
        seen = {member_id}
        member = self.members.get(member_id)
        while member is not None and member.manager and member.manager not in seen:
            seen.add(member.manager)
            member = self.members.get(member.manager)
            if member is not None and not member.left:
                above.append(member)
        top = self.general_manager
        if top is not None and top.id != member_id and top not in above:
            above.append(top)
        return tuple(above)
