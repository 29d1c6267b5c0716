"""The ladder: what silence did is written down by whoever first has it before them."""

from contextlib import suppress

from logbook.domain import course
from logbook.domain.events import Event, Verb, utc_text
from logbook.domain.folding.entries import fold
from logbook.services.desk import Desk
from logbook.storage import queue
from logbook.storage.faults import SameIdOtherContent, StoreFault


def note(desk: Desk) -> int:
    """Write down every climb into this person's queue that the log does not have yet.

    A list is never kept from anybody because this cannot be saved: it is written the next time.

    Returns:
        How many entries it was written down for.
    """
    me, now = desk.keys.member_id, desk.now
    with suppress(StoreFault):
        found = desk.read(lambda connection: queue.climbed(connection, me, now))
        return sum(_note(desk, entry, stays=False) for entry in found)
    return 0


def keep_reached(desk: Desk) -> int:
    """Before clocks are changed: what climbed by the old ones stays where it climbed to.

    What this person may not know of is written down, by the clocks as they are then, by whoever
    has it on their list.

    Returns:
        How many entries it was written down for.

    Raises:
        StoreFault: it could not be saved.
    """
    me, now = desk.keys.member_id, desk.now
    found = desk.read(lambda connection: queue.climbed_open(connection, me, now))
    return sum(_note(desk, entry, stays=True) for entry in found)


def _note(desk: Desk, entry: str, *, stays: bool) -> bool:
    """The ids are made of the entry and the instants: two terminals write it down once."""
    directory, now = desk.directory, desk.now
    standing = fold(desk.stored_events_of(entry))
    reached = (
        course.ladder(standing, directory.staff, directory.settings)
        if stays
        else course.unlogged(standing, directory.staff, directory.settings, now)
    )
    events = [
        Event(
            id=f"{entry}-{'stays' if stays else 'climbed'}-{each.at:%Y%m%d%H%M%S%f}",
            at=now,
            actor=desk.keys.member_id,
            about=entry,
            verb=Verb.CLIMBED,
            body={"at": utc_text(each.at), "to": each.to, "stays": stays},
        )
        for each in reached
        if each.at <= now
    ]
    with suppress(SameIdOtherContent):  # somebody else has just written it down
        return bool(events and desk.append(*events))
    return False
