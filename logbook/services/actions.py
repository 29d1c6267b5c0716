"""Agreed actions and managers' notes: written about an entry, done from a list."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from logbook.domain import managing, rights
from logbook.domain.actions import AgreedAction, Every, due_words, who_words
from logbook.domain.actions import to_do as open_actions
from logbook.domain.events import Event, new_id, reference, utc_text
from logbook.domain.folding.entries import fold
from logbook.domain.people import Member, Role
from logbook.domain.refusals import ChangedElsewhere, NotFound
from logbook.domain.standing import Standing
from logbook.services import sealing
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry, has_opened
from logbook.services.sealing import NotSealedToYou
from logbook.services.triage import act
from logbook.storage import agreed, lists

MANAGING = frozenset({Role.LINE_MANAGER, Role.GENERAL_MANAGER, Role.DEPUTY, Role.LEAD})
"""Who sees what others were given to do about the entries they read."""


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """An action as a list shows it to one person."""

    action: AgreedAction
    who: str
    given_by: str
    due: str
    is_mine: bool
    is_late: bool
    reference: str
    """Of its entry; empty where this person may not read that."""
    person: str
    """Initials of the service user; empty in the same case."""


def note(desk: Desk, opened: OpenEntry, text: str) -> OpenEntry:
    """For managers only, and disclosable."""
    return act(desk, opened, managing.note, text=text)


def agree(
    desk: Desk,
    opened: OpenEntry,
    *,
    what: str,
    who: str,
    due: date,
    every: Every = Every.ONCE,
    until: date | None = None,
) -> OpenEntry:
    """Somebody does something by a day; `who` is a member's id, or a name."""
    return act(
        desk,
        opened,
        managing.agree,
        what=what,
        who=who,
        due=due,
        today=desk.today,
        every=every,
        until=until,
    )


def to_do(desk: Desk) -> tuple[ToDo, ...]:
    """What this person was given to do; for managers also what is about entries they read."""
    me, now = desk.keys.member_id, utc_text(desk.now)
    manages = bool(desk.member.roles & MANAGING)
    found = desk.read(
        lambda connection: (
            agreed.seen(connection, me, now) if manages else agreed.given(connection, me)
        )
    )
    known = [each for each in found if _may_know(desk, each)]
    ordered = sorted((*known, *_sealed(desk)), key=lambda each: (each.due, each.id))
    return tuple(_to_do(desk, each) for each in ordered)


def _sealed(desk: Desk) -> Iterator[AgreedAction]:
    """What is sealed is in no list of the store: a lead's key opens what they opened before."""
    me, now = desk.keys.member_id, utc_text(desk.now)
    if Role.LEAD not in desk.member.roles:
        return
    for entry in desk.read(lambda connection: agreed.sealed(connection, me, now)):
        stored = desk.stored_events_of(entry)
        if not has_opened(stored, me):
            continue
        with suppress(NotSealedToYou):
            standing = fold(sealing.opened(stored, desk.keys))
            if rights.reads_managers_words(desk.member, standing):
                yield from open_actions(standing.actions)


def mine(desk: Desk) -> tuple[ToDo, ...]:
    """What this person was given to do."""
    me = desk.keys.member_id
    found = desk.read(lambda connection: agreed.given(connection, me))
    return tuple(_to_do(desk, each) for each in found if _may_know(desk, each))


def given_to(desk: Desk, worker: Member) -> tuple[ToDo, ...]:
    """What a worker was given to do about entries that this manager reads, and no sealed ones."""
    me, now = desk.keys.member_id, utc_text(desk.now)
    found = desk.read(lambda connection: agreed.seen(connection, me, now))
    return tuple(
        _to_do(desk, each) for each in found if each.who == worker.id and _may_know(desk, each)
    )


def done(desk: Desk, action: AgreedAction, note: str = "") -> AgreedAction:
    """It was done; one that comes again has its next date then.

    Raises:
        NotFound: it is not there for this person.
        NotAllowed: it is settled already.
    """
    return _step(desk, action, managing.finish, note=note, today=desk.today)


def drop(desk: Desk, action: AgreedAction, note: str) -> AgreedAction:
    """It is not needed any more, and why.

    Raises:
        NotFound, NotAllowed: as `done` says, or a reason is missing.
    """
    return _step(desk, action, managing.drop, note=note)


def _step(
    desk: Desk, action: AgreedAction, move: Callable[..., Event], **words: object
) -> AgreedAction:
    """Whoever it was given to may not read the entry, so this does not open it for them."""
    standing = _standing(desk, action.entry)
    event = move(
        standing,
        by=desk.member,
        staff=desk.staff,
        at=desk.now,
        event_id=new_id(),
        action=action.id,
        **words,
    )
    try:
        desk.append(event, expected={action.entry: standing.revision})
    except ChangedElsewhere:
        return _step(desk, action, move, **words)
    after = _standing(desk, action.entry)
    return next(each for each in after.actions if each.id == action.id)


def _standing(desk: Desk, entry: str) -> Standing:
    return fold(desk.events_of(entry))


def _may_know(desk: Desk, action: AgreedAction) -> bool:
    """Whoever wrote an entry knows of what they were given themselves, and of nothing else."""
    me = desk.keys.member_id
    if action.who == me:
        return me not in _standing(desk, action.entry).about
    return rights.reads_managers_words(desk.member, _standing(desk, action.entry))


def _to_do(desk: Desk, action: AgreedAction) -> ToDo:
    directory, me = desk.directory, desk.keys.member_id
    staff, today = directory.staff, desk.today
    try:
        listed = desk.read(lambda connection: lists.one(connection, me, action.entry, desk.now))
        person = directory.people.get(listed.person)
        known, initials = reference(action.entry), person.initials if person else ""
    except NotFound:
        known, initials = "", ""
    return ToDo(
        action=action,
        who=who_words(action, staff),
        given_by=staff.name(action.by),
        due=due_words(action, today),
        is_mine=action.who == me,
        is_late=action.overdue(today),
        reference=known,
        person=initials,
    )
