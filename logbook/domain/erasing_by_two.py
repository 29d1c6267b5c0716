"""Erasing the words of an entry: the General Manager asks, and a second person does it."""

from datetime import datetime

from logbook.domain.events import Event, Plain, Verb
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import Action, keepers
from logbook.domain.standing import Standing
from logbook.domain.triage import event_of, words_needed
from logbook.domain.why_not import check


def erase(
    standing: Standing,
    *,
    by: Member,
    asked_by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    because: str,
) -> Event:
    """Takes two people and a reason; keeps what has to be counted and whom to keep it from.

    One who may ask does so; it is done by the second person, who confirms it.
    """
    check_asks(standing, asked_by, staff)
    refusal = why_not_second(standing, by, asked_by, staff)
    if refusal:
        raise NotAllowed(refusal)
    body: dict[str, Plain] = {
        "because": words_needed(because, "Say why this is erased: the reason is what stays."),
        "asked_by": asked_by.id,
        "kind": standing.entry.kind,
        "title": standing.entry.title,
        "topics": standing.entry.topics,
        "level": standing.level.key,
        "first_level": standing.first_level.key,
        "outcome": "" if standing.decision is None else standing.decision.outcome,
        "about": tuple(sorted(standing.about)),
    }
    return event_of(standing, Verb.ERASED, by, at, event_id, body)


def check_asks(standing: Standing, by: Member, staff: Staff) -> None:
    """Refuse whoever cannot ask for it to be erased, and what cannot be erased now."""
    check(Action.READ, standing, by, staff)
    if by.id not in keepers(standing, staff):
        raise NotAllowed(
            "The General Manager erases, together with somebody else; what is about or by them, "
            "the deputy. Ask them."
        )
    if standing.erased:
        raise NotAllowed("The words of this are erased already.")
    if standing.is_open:
        raise NotAllowed("This is still open. It can be erased once it is closed.")


def can_be_second(member: Member) -> bool:
    """Whether somebody may ever be asked to confirm an erasing."""
    return member.manages or bool(member.roles & {Role.DEPUTY, Role.LEAD})


def why_not_second(standing: Standing, second: Member, by: Member, staff: Staff) -> str:
    """Why somebody cannot be the second of two; empty where they can."""
    excluded = second.left or second.id in standing.about | {by.id}
    if excluded or not can_be_second(second):
        return "Erasing takes a second person: another manager, the deputy or a safeguarding lead."
    if second.id not in staff:
        return "The second person needs an account here."
    return ""
