"""What managers do about an entry among themselves: notes, and what was agreed to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from logbook.domain.actions import AgreedAction, Every
from logbook.domain.events import MANAGERS, Event, Logged, Plain, Verb
from logbook.domain.people import Member, Staff
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.rights import Action, may, readers, reads_managers_words
from logbook.domain.standing import Standing
from logbook.domain.why_not import NOTHING_HERE, WORDS_ERASED

REVIEW = "review"
"""The key of what a decision says to managers alone."""
NO_ACTION = "That action is not here for you. The list shows what is."


def note(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, text: str
) -> Event:
    """For managers only; whoever wrote the entry never sees that there is one."""
    _check(Action.NOTE, standing, by, staff)
    if not text.strip():
        raise NotAllowed("Write the note first.")
    body = {"note": text.strip()}
    return Event(id=event_id, at=at, actor=by.id, about=standing.id, verb=Verb.NOTED, body=body)


def agree(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    what: str,
    who: str,
    due: date,
    today: date,
    every: Every = Every.ONCE,
    until: date | None = None,
) -> Event:
    """Somebody does something by a day. `who` is a member's id, or a name."""
    _check(Action.AGREE, standing, by, staff)
    if not what.strip():
        raise NotAllowed("Write what is to be done.")
    if not who.strip():
        raise NotAllowed("Say who does it: an action is somebody's.")
    if due < today:
        raise NotAllowed("That day has gone by. Choose today or a day to come.")
    if until is not None and until < due:
        raise NotAllowed("It would end before it is done the first time. Choose a later day.")
    _check_whose(standing, who, staff)
    body: Mapping[str, Plain] = {
        "what": what.strip(),
        "who": who.strip(),
        "due": due.isoformat(),
        "every": every.value,
        "until": None if until is None else until.isoformat(),
    }
    return Event(
        id=event_id, at=at, actor=by.id, about=standing.id, verb=Verb.ACTION_AGREED, body=body
    )


def _check_whose(standing: Standing, who: str, staff: Staff) -> None:
    if who not in staff:
        return
    if staff[who].left:
        raise NotAllowed(f"{staff.name(who)} has left. Choose somebody who is here.")
    if who in standing.about:
        raise NotAllowed("This is about them, so it is not theirs to do. Choose somebody else.")
    if standing.sealed and who not in readers(standing, staff) - {standing.author}:
        raise NotAllowed(
            "This is sealed, so only a safeguarding lead who can open it can be given something "
            "to do about it here."
        )


def finish(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    action: str,
    today: date,
    note: str = "",
) -> Event:
    """It was done; what comes again has its next date with this."""
    body: Mapping[str, Plain] = {"action": action, "note": note.strip(), "day": today.isoformat()}
    _check_open(standing, action, by, staff)
    return Event(
        id=event_id, at=at, actor=by.id, about=standing.id, verb=Verb.ACTION_DONE, body=body
    )


def drop(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    action: str,
    note: str,
) -> Event:
    """It is not needed any more, and the reason says why."""
    found = _check_open(standing, action, by, staff)
    if not may_drop(found, standing, by, staff):
        raise NotAllowed("A manager says that something is not needed any more. Talk to yours.")
    if not note.strip():
        raise NotAllowed("Say why it is not needed any more.")
    body: Mapping[str, Plain] = {"action": action, "note": note.strip()}
    return Event(
        id=event_id, at=at, actor=by.id, about=standing.id, verb=Verb.ACTION_DROPPED, body=body
    )


def may_drop(action: AgreedAction, standing: Standing, member: Member, staff: Staff) -> bool:
    return action.by == member.id or may(member, Action.AGREE, standing, staff)


def _check_open(standing: Standing, action: str, by: Member, staff: Staff) -> AgreedAction:
    """Whoever it was given to does it, or a manager who may read the entry; nobody it is about."""
    found = next((each for each in standing.actions if each.id == action), None)
    theirs = found is not None and found.who == by.id
    if found is None or by.left or by.id in standing.about:
        raise NotFound(NO_ACTION)
    if not theirs and not may(by, Action.AGREE, standing, staff):
        raise NotFound(NO_ACTION)
    if not found.is_open:
        raise NotAllowed(f"This is {found.became.words} already.")
    return found


def _check(action: Action, standing: Standing, member: Member, staff: Staff) -> None:
    """Refuses whoever wrote it, and whoever does not manage."""
    if may(member, action, standing, staff):
        if standing.erased:
            raise NotAllowed(WORDS_ERASED)
        return
    if member.id in readers(standing, staff):
        raise NotAllowed("This is for the managers who read it, and not for whoever wrote it.")
    raise NotAllowed(NOTHING_HERE)


def for_reader(
    events: Sequence[Logged], standing: Standing, reader: Member
) -> tuple[tuple[Logged, ...], Standing]:
    """An entry as one reader has it: what is for managers is left out for everybody else.

    The events keep their places, so that what is read is as new as what the log holds.
    """
    if reads_managers_words(reader, standing):
        return tuple(events), standing
    kept = tuple(_without_managers_words(each) for each in events)
    return kept, replace(standing, reviews=(), notes=(), actions=())


def _without_managers_words(event: Logged) -> Logged:
    if event.body is None:
        return event
    if event.verb in MANAGERS:
        return replace(event, body={})
    if REVIEW not in event.body:
        return event
    return replace(event, body={key: said for key, said in event.body.items() if key != REVIEW})
