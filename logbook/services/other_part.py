"""The other part of an entry that left as two: what is said of the one holds for both."""

from collections.abc import Callable

from logbook.domain import triage as moves
from logbook.domain.events import Event, Verb
from logbook.domain.folding.entries import fold
from logbook.domain.refusals import NotAllowed
from logbook.domain.standing import Standing
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry
from logbook.services.sealing import NotSealedToYou

Also = Callable[[Desk, OpenEntry, Event], tuple[Event, ...]]
"""What is saved together with a step."""
TOO = "-too"
"""How the id of what is saved beside a step ends."""


def nothing(_desk: Desk, _opened: OpenEntry, _event: Event) -> tuple[Event, ...]:
    """Most steps are about one entry alone."""
    return ()


def named_too(desk: Desk, opened: OpenEntry, event: Event) -> tuple[Event, ...]:
    """Whoever is named in one part is kept from the other.

    A manager cannot open a sealed part, and so cannot say of it whom it is about.
    """
    half = _half(desk, opened.standing)
    members = event.body["members"]
    if half is None or not isinstance(members, list | tuple):
        return ()
    named = [str(each) for each in members if each not in half.about]
    if not named:
        return ()
    said = moves.name_apart(
        half,
        said_of=opened.standing,
        by=opened.reader,
        staff=opened.directory.staff,
        at=event.at,
        event_id=event.id + TOO,
        members=named,
    )
    return (said,)


def undone_too(desk: Desk, opened: OpenEntry, event: Event) -> tuple[Event, ...]:
    """A naming that is taken back in one part is taken back in the other.

    Raises:
        NotAllowed: somebody went on with the other part since.
    """
    last = opened.standing.last
    half = _half(desk, opened.standing) if last.verb is Verb.ABOUT_NAMED else None
    if half is None:
        return ()
    twin = last.event + TOO
    if half.last.event != twin:
        if not any(each.id == twin for each in desk.stored_events_of(half.id)):
            return ()
        raise NotAllowed(
            "Somebody went on with the other part of this since, so it stays. Say in a next step "
            "what changed."
        )
    body = {"event": twin}
    return (
        Event(
            id=event.id + TOO,
            at=event.at,
            actor=event.actor,
            about=half.id,
            verb=Verb.UNDONE,
            body=body,
        ),
    )


def _half(desk: Desk, standing: Standing) -> Standing | None:
    """None where there is no other part, or this person cannot open it."""
    if not standing.linked or standing.entry.brought_in is not None:
        return None
    try:
        events = desk.events_of(standing.linked)
    except NotSealedToYou:
        return None
    return fold(events) if events else None
