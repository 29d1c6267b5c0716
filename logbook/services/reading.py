"""Reading an entry: what it says, where it stands, and what one may do with it now."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from logbook.domain import course, managing, rights, showing, wording
from logbook.domain.directory import Directory
from logbook.domain.events import Event, Logged, Verb, new_id, reference
from logbook.domain.folding.entries import fold, fold_in_clear
from logbook.domain.moments import Moment
from logbook.domain.people import Member
from logbook.domain.refusals import ChangedElsewhere, NotFound
from logbook.domain.standing import Offer, Standing
from logbook.domain.why_not import NOTHING_HERE, why_not
from logbook.services import contacts, sealing
from logbook.services.contacts import NOWHERE, SameContact
from logbook.services.desk import Desk
from logbook.storage import lists
from logbook.storage.beside import marks


@dataclass(frozen=True, kw_only=True)
class OpenEntry:
    """An entry on screen, as it is for one reader at one instant."""

    standing: Standing
    events: tuple[Logged, ...]
    directory: Directory
    reader: Member
    now: datetime
    lacking: tuple[Member, ...] = ()
    """For a lead: who may read this sealed entry, and has no key that opens it."""
    same_contact: SameContact = NOWHERE

    @property
    def id(self) -> str:
        return self.standing.id

    @property
    def reference(self) -> str:
        return reference(self.standing.id)

    @property
    def revision(self) -> int:
        return self.standing.revision

    @property
    def author(self) -> str:
        return self.directory.staff.name(self.standing.author)

    @property
    def holder(self) -> str:
        """The name of whoever has taken it; empty where nobody has."""
        held = self.standing.holder
        return self.directory.staff.name(held) if held else ""

    @property
    def person(self) -> str:
        """Initials, or the words for someone not listed."""
        entry = self.standing.entry
        known = [self.directory.people.get(each) for each in entry.everybody]
        initials = [each.initials for each in known if each is not None]
        unlisted = [] if entry.person else [entry.person_shown]
        return ", ".join(each for each in (*unlisted, *initials) if each) or entry.person_shown

    @property
    def house(self) -> str:
        listed = self.directory.people.get(self.standing.entry.person)
        return listed.house if listed else ""

    @property
    def offer(self) -> Offer | None:
        """The hand-over that waits for an answer."""
        return rights.offered(self.standing, self.directory.staff)

    @property
    def is_copy(self) -> bool:
        """Whether the reader only has a copy of what went straight to somebody else."""
        return rights.has_copy(self.reader, self.standing, self.directory.staff)

    @property
    def due(self) -> datetime | None:
        return course.due(self.standing, self.directory.settings)

    @property
    def climbed_at(self) -> datetime | None:
        """When silence took it to somebody else; None where it has not climbed."""
        who_and_how = self.standing, self.directory.staff, self.directory.settings
        climbs = [each.at for each in course.ladder(*who_and_how)]
        if self.standing.sealed:
            turns = course.queue(*who_and_how)
            climbs = [each.start_at for each in turns if each.start_at > self.standing.clock_from]
        return min((at for at in climbs if at <= self.now), default=None)

    def events_since(self, revision: int) -> tuple[Logged, ...]:
        """What happened after it was as somebody had it on screen."""
        return tuple(each for each in self.events if each.seq > revision)

    @property
    def history(self) -> tuple[wording.Line, ...]:
        zone, now = self.directory.settings.zone, self.now
        return wording.history(
            self.events,
            self.directory.staff,
            lambda at: showing.short(Moment.at(at, zone), now),
        )

    def why_not(self, action: rights.Action) -> str:
        """Why the reader cannot do this now, in a sentence; empty where they can."""
        return why_not(action, self.standing, self.reader, self.directory.staff) or ""


def open_entry(desk: Desk, entry_id: str) -> OpenEntry:
    """Read an entry; it is not thereby seen. That a lead opened a sealed one is written down.

    Raises:
        NotFound: there is none of that id that this person may read.
        NotSealedToYou: they may, and the keys they have now do not open it.
        SealBroken: what is sealed was changed.
    """
    directory, now = desk.directory, desk.now
    events = desk.stored_events_of(entry_id)
    if not events or events[0].verb is not Verb.SENT:
        raise NotFound(NOTHING_HERE)
    me = desk.keys.member_id
    stored = events
    if sealing.is_sealed(events):
        events = _unsealed(desk, directory, events)
    standing = fold(events)
    since = course.reading(standing, directory.staff, directory.settings).get(me)
    if since is None or now < since > standing.clock_from:
        raise NotFound(NOTHING_HERE)
    events, standing = managing.for_reader(events, standing, directory.staff[me])
    return OpenEntry(
        standing=standing,
        events=events,
        directory=directory,
        reader=directory.staff[me],
        now=now,
        lacking=_lacking(desk, directory, standing, stored),
        same_contact=contacts.of_entry(desk, directory, standing),
    )


def _unsealed(desk: Desk, directory: Directory, stored: tuple[Logged, ...]) -> tuple[Logged, ...]:
    """A sealed entry with its words, once that its reader opened it is in the log."""
    me, entry_id = desk.keys.member_id, stored[0].about
    if me not in rights.readers(fold_in_clear(stored), directory.staff):
        raise NotFound(NOTHING_HERE)
    opened = sealing.opened(stored, desk.keys)
    if me == stored[0].actor or has_opened(stored, me):
        return opened
    event = Event(id=new_id(), at=desk.now, actor=me, about=entry_id, verb=Verb.OPENED, body={})
    with suppress(ChangedElsewhere):  # then it is read again, and written down on top of that
        return (*opened, *desk.append(event))
    return _unsealed(desk, directory, desk.stored_events_of(entry_id))


def _lacking(
    desk: Desk, directory: Directory, standing: Standing, stored: tuple[Logged, ...]
) -> tuple[Member, ...]:
    if not standing.sealed or desk.keys.member_id not in rights.triagers(standing, directory.staff):
        return ()
    return sealing.who_lacks(standing, stored, directory, desk.today)


def has_opened(events: Sequence[Logged], member: str) -> bool:
    """Whether it is written down that a member read a sealed entry."""
    return any(each.actor == member and each.verb is Verb.OPENED for each in events)


def find_by_reference(desk: Desk, typed: str) -> OpenEntry:
    """Open an entry by its reference, as somebody reads it out: case and dashes do not matter.

    Raises:
        NotFound: there is none of that reference that this person may read.
    """
    me, now = desk.keys.member_id, desk.now
    found = desk.read(lambda connection: lists.by_reference(connection, me, as_written(typed), now))
    return open_entry(desk, found.id)


def as_written(typed: str) -> str:
    """A reference as logbook writes it, from how people type it."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    signs = signs.replace("O", "0").replace("I", "1").replace("L", "1")
    return f"{signs[:2]}-{signs[2:]}"


def mark_read(desk: Desk, opened: OpenEntry) -> None:
    """Note that its author has had the news of it on screen, so that Home stops announcing it."""
    desk.save(
        lambda connection: marks.mark(
            connection,
            member=desk.keys.member_id,
            entry=opened.id,
            seq=opened.revision,
            at=desk.now,
        )
    )
