"""A new version of the policy: each person reads what changed, and accepts it for themselves."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from logbook.domain import staffing
from logbook.domain.directory import Directory
from logbook.domain.events import new_id
from logbook.domain.people import Member
from logbook.domain.questions import Clause
from logbook.domain.refusals import NotAllowed
from logbook.policy.clauses import CLAUSES, VERSION
from logbook.services.desk import Desk

MARK_LENGTH = 16


class Since(StrEnum):
    """What became of a clause since somebody last accepted the policy."""

    SAME = ""
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Page:
    """The clauses of one section that somebody has not read yet, as they are now."""

    title: str
    clauses: tuple[tuple[Since, str], ...]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What somebody has to read before they accept; nothing where nothing waits."""

    version: str = VERSION
    is_first: bool = False
    pages: tuple[Page, ...] = ()
    taken_out: int = 0
    """How many clauses are no part of the policy any more."""


def marks(clauses: Iterable[Clause] = CLAUSES) -> Mapping[str, str]:
    """A short mark of each clause's words, so that the log knows which words were accepted."""
    return {
        each.key: hashlib.sha256(each.text.encode()).hexdigest()[:MARK_LENGTH] for each in clauses
    }


def has_accepted(directory: Directory, member_id: str, version: str = VERSION) -> bool:
    accepted = directory.accepted.get(member_id)
    return accepted is not None and accepted.version == version


def waiting(desk: Desk, clauses: tuple[Clause, ...] = CLAUSES, version: str = VERSION) -> Waiting:
    """What changed since this person accepted the policy; all of it, where they never did.

    Where no clause was worded anew, all of them are shown: what is asked of people did change.
    """
    directory, me = desk.directory, desk.keys.member_id
    if has_accepted(directory, me, version):
        return Waiting(version=version)
    before = directory.accepted.get(me)
    known = before.clauses if before is not None else {}
    now = marks(clauses)
    since = {
        each.key: Since.SAME
        if known.get(each.key) == now[each.key]
        else Since.CHANGED
        if each.key in known
        else Since.NEW
        for each in clauses
    }
    shown = [each for each in clauses if since[each.key] is not Since.SAME] or list(clauses)
    return Waiting(
        version=version,
        is_first=before is None,
        pages=tuple(
            Page(
                title,
                tuple((since[each.key], each.text) for each in shown if each.title == title),
            )
            for title in dict.fromkeys(each.title for each in shown)
        ),
        taken_out=len(known.keys() - now.keys()),
    )


def accept(desk: Desk, version: str = VERSION) -> None:
    """Accept the policy as it was shown.

    Raises:
        NotAllowed: it was accepted already.
    """
    if has_accepted(desk.directory, desk.keys.member_id, version):
        raise NotAllowed("You have accepted this version already.")
    desk.append(
        staffing.accept_policy(
            desk.member, version=version, clauses=marks(), at=desk.now, event_id=new_id()
        )
    )


def not_yet(directory: Directory) -> tuple[Member, ...]:
    """Everybody here who has not accepted the present version, by name."""
    absent = (each for each in directory.staff.present() if not has_accepted(directory, each.id))
    return tuple(sorted(absent, key=lambda each: each.name.casefold()))
