"""Who may read an entry, whose work it can be, and who may do what to it."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from logbook.domain.entries import Entry
from logbook.domain.levels import Level
from logbook.domain.people import Member, Role, Staff
from logbook.domain.seats import (
    deputy_over_general_manager,
    first_seat,
    goes_straight,
    leads_of,
    line_over,
    relays_of,
    seat_now,
    seats_of,
)
from logbook.domain.standing import UNDECIDED, Offer, Standing


class Action(StrEnum):
    """What somebody may want to do with an entry."""

    READ = "read"
    EXPORT = "export"
    SEE = "see"
    TAKE = "take"
    RAISE = "raise"
    LOWER = "lower"
    ASK = "ask"
    ANSWER = "answer"
    DISCUSS = "discuss"
    DECIDE = "decide"
    TELL = "tell"
    WAIT = "wait"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    RECALL = "recall"
    WITHDRAW = "withdraw"
    AMEND = "amend"
    NAME_ABOUT = "name-about"
    NOTE = "note"
    AGREE = "agree"
    UNDO = "undo"


TRIAGE = frozenset(
    {
        Action.SEE,
        Action.TAKE,
        Action.LOWER,
        Action.ASK,
        Action.DECIDE,
        Action.TELL,
        Action.WAIT,
        Action.RESUME,
        Action.REOPEN,
        Action.OFFER,
    }
)
"""What only somebody whose work it can be may do."""

OFFERED = frozenset({Action.ACCEPT, Action.REFUSE})
"""What only somebody may do to whom it is offered."""

AUTHORS = frozenset({Action.ANSWER, Action.WITHDRAW, Action.AMEND})
"""What only whoever wrote the entry may do."""


# people


def readers(standing: Standing, staff: Staff) -> frozenset[str]:
    """Who may read it from the moment it was sent; never anyone it is about.

    Those whom it climbs to, and who are none of these, read it from the instant it is theirs:
    `reading` has both.
    """
    if standing.entry.practice:
        return _allowed([standing.author], standing, staff)
    if standing.sealed:
        leads = (each.id for each in leads_of(standing, staff))
        author = [standing.author] if standing.author in standing.sealed_to else []
        return _allowed([*author, *leads], standing, staff)
    theirs = (
        *line_over(standing.author, staff),
        *first_seat(standing, staff),
        *seat_now(standing, staff),
    )
    found = [standing.author, *standing.hands, *(each.id for each in theirs)]
    offer = offered(standing, staff)
    if offer is not None:
        found.append(offer.to)
    deputy = deputy_over_general_manager(standing, staff)
    return _allowed([*found, *deputy], standing, staff)


def triagers(standing: Standing, staff: Staff) -> frozenset[str]:
    """Whose work it is or can become; never its author, nor anyone it is about."""
    if standing.entry.practice:
        return frozenset()
    if standing.sealed:
        return frozenset(each.id for each in leads_of(standing, staff))
    seats = (each for seat in seats_of(standing, staff) for each in seat)
    now_with = seat_now(standing, staff)
    relays = (each for seat in relays_of(standing, staff, now_with) for each in seat)
    found = (*seats, *first_seat(standing, staff), *now_with, *relays)
    return _allowed([each.id for each in found], standing, staff)


def offered(standing: Standing, staff: Staff) -> Offer | None:
    """The offer that waits for an answer; one to somebody who left or is away is none."""
    offer = standing.offer
    if offer is None or standing.state not in UNDECIDED:
        return None
    to = staff.members.get(offer.to)
    return offer if to is not None and _may_be_offered(to, standing, staff) else None


def offerable(standing: Standing, by: Member, staff: Staff) -> tuple[Member, ...]:
    """To whom somebody can offer it: those who may triage it, or would by taking it."""
    return tuple(
        each
        for each in staff.present()
        if each.id not in {by.id, standing.holder} and _may_be_offered(each, standing, staff)
    )


def _may_be_offered(member: Member, standing: Standing, staff: Staff) -> bool:
    """Leads take sealed entries in turns; what goes straight to a role stays with that role."""
    excluded = standing.about | {standing.author}
    if standing.sealed or member.left or member.away or member.id in excluded:
        return False
    if member.id in triagers(standing, staff):
        return True
    return member.manages and not goes_straight(standing)


def has_copy(member: Member, standing: Standing, staff: Staff) -> bool:
    """Whether they read what went straight to somebody else, who answers it in their place."""
    if not goes_straight(standing) or member.id == standing.author:
        return False
    return member.id in readers(standing, staff) - triagers(standing, staff)


def may(member: Member, action: Action, standing: Standing, staff: Staff) -> bool:
    """Whether this is theirs to do at all; whether it can be done now is for the moves to say.

    Reading is answered as of the sending; for those whom it climbed to, ask `reading`.
    """
    if member.left or member.id in standing.about:
        return False
    return _theirs(member, action, standing, staff)


def _theirs(member: Member, action: Action, standing: Standing, staff: Staff) -> bool:
    judges = member.id in triagers(standing, staff)
    writes = member.id == standing.author
    reads = member.id in readers(standing, staff)
    if action is Action.OFFER:
        return judges and not standing.sealed
    if action in TRIAGE:
        return judges
    if action in OFFERED:
        offer = offered(standing, staff)
        return offer is not None and offer.to == member.id
    if action is Action.RECALL:
        return standing.offer is not None and standing.offer.by == member.id
    if action in AUTHORS:
        return writes
    return {
        Action.READ: reads,
        Action.EXPORT: reads and not standing.sealed and _may_export(member, judges=judges),
        Action.RAISE: judges or writes,
        Action.DISCUSS: judges or writes,
        Action.NOTE: (reads or judges) and reads_managers_words(member, standing),
        Action.AGREE: (reads or judges) and reads_managers_words(member, standing),
        Action.CLOSE: _may_close(member, standing, judges=judges, writes=writes),
    }.get(action, reads or judges)


def _may_close(member: Member, standing: Standing, *, judges: bool, writes: bool) -> bool:
    """Above Low, nobody closes what they wrote, nor what somebody wrote down for them."""
    if standing.level is Level.LOW:
        return judges or (writes and member.manages)
    return judges and member.id != standing.entry.source_member


def reads_managers_words(member: Member, standing: Standing) -> bool:
    """Whether reviews, managers' notes and actions are for whoever may read the entry at all.

    Never for whoever wrote it, manager or not: they read what was decided and why.
    """
    manages = member.manages or bool(member.roles & {Role.DEPUTY, Role.LEAD})
    return manages and member.id != standing.author and member.id not in standing.about


def keepers(standing: Standing, staff: Staff) -> frozenset[str]:
    """Who says what becomes of it once its years are over: the General Manager.

    Of what is about them, or by them, it is the deputy; their own only where nobody else can.
    """
    may_read = readers(standing, staff)
    managers, deputies = (
        may_read & {each.id for each in staff.holding(role)}
        for role in (Role.GENERAL_MANAGER, Role.DEPUTY)
    )
    own = {standing.author}
    return managers - own or deputies - own or managers


def _may_export(member: Member, *, judges: bool) -> bool:
    return judges or member.manages or Role.LEAD in member.roles


def eligible_leads(
    staff: Staff, day: date, *, author: str, about: Collection[str] = ()
) -> tuple[Member, ...]:
    """The safeguarding leads to whom something is sealed: here, and neither author nor subject."""
    return tuple(
        each
        for each in staff.holding(Role.LEAD)
        if each.may_sign_in_on(day) and each.id != author and each.id not in about
    )


def sealed_readers(entry: Entry, staff: Staff, day: date) -> tuple[str, ...]:
    """Whom a sealed entry names as its readers when it is sent, in the order of their turns."""
    if entry.practice:
        return (entry.author,)
    leads = eligible_leads(staff, day, author=entry.author, about=entry.about)
    return (*(each.id for each in leads), entry.author)


def _allowed(members: Iterable[str], standing: Standing, staff: Staff) -> frozenset[str]:
    return (staff.present_ids & frozenset(members)) - standing.about
