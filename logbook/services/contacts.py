"""The same contact in several entries: what one may know of it, and how a lead answers for more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from logbook.domain import course, rights
from logbook.domain.directory import Directory
from logbook.domain.folding.entries import fold
from logbook.domain.levels import Level
from logbook.domain.patterns import marks_in
from logbook.domain.people import MANAGING, Member, Role
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.standing import Standing
from logbook.services.desk import Desk
from logbook.storage import log, marked
from logbook.storage.marked import Shared

ASK_THE_LEAD = "Same contact as in another entry: ask the safeguarding lead."
FOR_LEADS = "This list is for safeguarding leads. Give one of them the reference of your entry."
JUDGING = MANAGING | {Role.DEPUTY, Role.LEAD}


@dataclass(frozen=True)
class Named:
    """An entry that its reader may open."""

    id: str
    reference: str


@dataclass(frozen=True)
class SameContact:
    """Where else the contact of an entry stands, as far as one reader may know."""

    named: tuple[Named, ...] = ()
    """Entries about other people that they may read, newest first."""
    ask_lead: bool = False
    """Whether there is one that they may not read, and may know that much of."""

    @property
    def is_any(self) -> bool:
        return bool(self.named) or self.ask_lead


NOWHERE = SameContact()


def of_entry(desk: Desk, directory: Directory, standing: Standing) -> SameContact:
    """For those who judge an entry: its author is asked what happened, not what it amounts to."""
    reader = directory.staff[desk.keys.member_id]
    if standing.sealed or reader.id == standing.author or not reader.roles & JUDGING:
        return NOWHERE
    now = desk.now
    return desk.read(lambda connection: _same(connection, standing, directory, reader, now))


def among(desk: Desk, entries: Sequence[str]) -> frozenset[str]:
    """Those of these entries of which their reader may know that the contact stands elsewhere.

    None of them is the reader's own. One look at the store, however long the list is; only those
    whose contact stands in nothing else that they may read are looked at one by one.
    """
    me, now = desk.keys.member_id, desk.now

    def found(connection: Connection) -> frozenset[str]:
        directory = desk.store.directory_in(connection)
        reader = directory.staff[me]
        if not reader.roles & JUDGING:
            return frozenset()
        ours = _our_own(directory.settings)
        named = marked.named(connection, me, entries, ours, now)
        others = (
            fold(log.of(connection, each))
            for each in marked.with_marks(connection, entries) - named
        )
        return named | {
            each.id for each in others if _same(connection, each, directory, reader, now).is_any
        }

    return desk.read(found)


def _same(
    connection: Connection,
    standing: Standing,
    directory: Directory,
    reader: Member,
    now: datetime,
) -> SameContact:
    ours = _our_own(directory.settings)
    others = [
        each
        for each in marked.others(connection, reader.id, standing.id, now)
        if each.mark not in ours
    ]
    named = dict.fromkeys(Named(each.id, each.reference) for each in others if each.readable)
    unread = dict.fromkeys(each.id for each in others if not each.readable)
    judges = bool(unread) and reader.id in rights.triagers(standing, directory.staff)
    return SameContact(
        tuple(named),
        judges and any(_may_know_of(connection, each, reader) for each in unread),
    )


def _our_own(settings: Settings) -> frozenset[str]:
    """Numbers that stand in many entries because we gave them out ourselves."""
    texts = (settings.on_call, *(each.telephone for each in settings.outside_contacts))
    return frozenset(mark for text in texts for mark in marks_in(text))


def _may_know_of(connection: Connection, other: str, reader: Member) -> bool:
    """Nobody learns of an entry that is about themselves."""
    return reader.id not in fold(log.of(connection, other)).about


# what a lead can answer


@dataclass(frozen=True, kw_only=True)
class Place:
    """An entry in which a contact stands, without a word of it."""

    id: str
    reference: str
    level: Level
    state: str
    sent_at: datetime
    ask: tuple[str, ...]
    """The names of those whose work it is, or was."""
    readable: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """One contact, and the entries about different people in which it stands, newest first."""

    places: tuple[Place, ...]
    ids: frozenset[str] = field(default_factory=frozenset)


def for_leads(desk: Desk) -> tuple[Group, ...]:
    """Every contact that stands in entries about different people, the newest first.

    What is about a lead is not in that lead's list.

    Raises:
        NotAllowed: a manager asks a lead.
    """
    me, now = desk.keys.member_id, desk.now
    if Role.LEAD not in desk.member.roles:
        raise NotAllowed(FOR_LEADS)

    def found(connection: Connection) -> list[Group]:
        directory = desk.store.directory_in(connection)
        ours = _our_own(directory.settings)
        shared = marked.all_shared(connection, me, now)
        groups = (
            _group(connection, some, directory, me=me, now=now)
            for mark, some in shared.items()
            if mark not in ours
        )
        return [each for each in groups if each.places]

    return _once(desk.read(found))


def _group(
    connection: Connection,
    some: Iterable[Shared],
    directory: Directory,
    *,
    me: str,
    now: datetime,
) -> Group:
    standings = [(each, fold(log.of(connection, each.id))) for each in some]
    known = [(each, standing) for each, standing in standings if me not in standing.about]
    if len({(each.person, each.person_shown) for each, _ in known}) < 2:  # noqa: PLR2004 - two people
        return Group(places=())
    return Group(
        places=tuple(_place(each, standing, directory, now) for each, standing in known),
        ids=frozenset(each.id for each, _ in known),
    )


def _place(each: Shared, standing: Standing, directory: Directory, now: datetime) -> Place:
    return Place(
        id=each.id,
        reference=each.reference,
        level=standing.level,
        state=standing.state.words,
        sent_at=standing.sent_at,
        ask=_whom_to_ask(standing, directory, now),
        readable=each.readable,
    )


def _whom_to_ask(standing: Standing, directory: Directory, now: datetime) -> tuple[str, ...]:
    """Whoever has it; else those whose work it is by now; else those who could take it up."""
    staff = directory.staff
    may = rights.triagers(standing, staff)
    if standing.holder in may:
        return (staff.name(standing.holder),)
    turns = course.queue(standing, staff, directory.settings)
    work = [each.member for each in turns if each.start_at <= now and each.member in may]
    hands = [each for each in standing.hands if each in may]
    return tuple(staff.name(each) for each in (work or hands or sorted(may)))


def _once(groups: Sequence[Group]) -> tuple[Group, ...]:
    """A handle and a number in the same entries are one contact to ask about."""
    by_ids: dict[frozenset[str], Group] = {}
    for each in groups:
        by_ids.setdefault(each.ids, each)
    return tuple(by_ids.values())
