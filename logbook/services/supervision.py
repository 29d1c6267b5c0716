"""Supervision: who is due, preparing a meeting, holding it, and both signing what was agreed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from logbook.domain import dates
from logbook.domain import supervision as domain
from logbook.domain.directory import Directory
from logbook.domain.events import new_id
from logbook.domain.figures import Figure, counted, counted_of, how_soon
from logbook.domain.people import Member
from logbook.domain.refusals import NotAllowed
from logbook.domain.standing import Standing
from logbook.domain.supervision import Action, Done, Meeting, Supervision
from logbook.export.notes import GOOD_NEWS, FullNames, Names, Noted, reflective_questions
from logbook.services import actions, notes, queue, signing_in
from logbook.services.actions import ToDo
from logbook.services.desk import Desk
from logbook.storage import log

FROM_ENTRIES = "To do from entries"
"""Under which heading stands what the worker was given to do about entries."""
SOON = timedelta(days=7)
"""How long before its day a supervision is said to be due."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """One worker as the list shows them: when the last one was and when the next is."""

    worker: Member
    last: date | None
    next: date
    today: date
    open_actions: int
    waits_for_signature: bool

    @property
    def is_overdue(self) -> bool:
        return self.next < self.today

    @property
    def is_due(self) -> bool:
        return self.next <= self.today + SOON


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """An entry proposed for the meeting."""

    id: str
    noted: Noted
    is_good_news: bool


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Everything a meeting starts from."""

    worker: Member
    start: date
    end: date
    before: tuple[Action, ...]
    """What was agreed last time and is still open: it comes first."""
    entries: tuple[Proposed, ...]
    to_do: tuple[ToDo, ...]
    """What the worker was given to do about entries; of a meeting that was held, nothing."""
    own_times: tuple[Figure, ...]
    """The manager's own: how soon they saw, decided and told."""
    following: tuple[date, ...]
    """The next dates, if it is held today."""
    names: Names
    """How people are named in it."""

    def questions(self, left_out: Collection[str] = ()) -> tuple[str, ...]:
        """What the entries raise that are talked about."""
        chosen = (each.noted for each in self.entries if each.id not in left_out)
        return tuple(reflective_questions(chosen))


def today(desk: Desk) -> date:
    return desk.now.astimezone(ZoneInfo(desk.directory.settings.zone)).date()


def day_over(desk: Desk, typed: str) -> date | None:
    """The day that was typed, “Friday” being the last one; None where nothing was.

    Raises:
        NotADate: it cannot be read, or is still to come; the text says what to write.
        NotAllowed: it is a time and no day.
    """
    if not typed.strip():
        return None
    moment = dates.read(typed, desk.now, desk.directory.settings.zone)
    if moment.wall is None or not moment.is_a_day:
        raise NotAllowed("Write the day alone, such as “today” or “3 November”.")
    return moment.wall.date()


def due(desk: Desk) -> tuple[Due, ...]:
    """Those whom this member supervises, whoever is most overdue first.

    A manager above somebody else's worker can hold one too, so theirs stand at the end.
    """
    staff, me = desk.staff, desk.member
    workers = [each for each in staff.present() if domain.may_supervise(me, each, staff)]
    found = [_due(desk, each) for each in workers]
    return tuple(sorted(found, key=lambda one: (one.worker.manager != me.id, one.next)))


def mine(desk: Desk) -> Due:
    """One's own supervision."""
    return _due(desk, desk.member)


def due_of(desk: Desk, worker: Member) -> Due:
    """When somebody's last one was and the next one is.

    Raises:
        NotAllowed: it is for the worker and the managers above them.
    """
    of(desk, worker)
    return _due(desk, worker)


def next_after(desk: Desk, meeting: Meeting) -> date:
    """The day of the one that follows a meeting."""
    settings = desk.directory.settings
    return domain.next_on(meeting.held_on, settings.supervision_weeks, settings.calendar)


def _due(desk: Desk, worker: Member) -> Due:
    found, began = _supervision(desk, worker)
    settings = desk.directory.settings
    last = found.last.held_on if found.last else None
    return Due(
        worker=worker,
        last=last,
        next=domain.next_on(last or began, settings.supervision_weeks, settings.calendar),
        today=today(desk),
        open_actions=len(found.open_actions),
        waits_for_signature=found.to_confirm is not None,
    )


def of(desk: Desk, worker: Member) -> Supervision:
    """Somebody's supervisions so far.

    Raises:
        NotAllowed: they are for the worker and the managers above them.
    """
    if not domain.may_read(desk.member, worker, desk.staff):
        raise NotAllowed(
            f"Supervisions of {worker.name} are for {worker.name} and the managers above them."
        )
    found, _began = _supervision(desk, worker)
    return found


def _supervision(desk: Desk, worker: Member) -> tuple[Supervision, date]:
    """The supervisions, and the day the account was made: the first is due so many weeks on."""
    events = desk.read(lambda connection: log.of(connection, worker.id))
    zone = ZoneInfo(desk.directory.settings.zone)
    began = events[0].at if events else desk.now
    return domain.fold(worker.id, events), began.astimezone(zone).date()


def prepare(
    desk: Desk,
    worker: Member,
    *,
    start: date | None = None,
    end: date | None = None,
    full_names: bool = False,
) -> Preparation:
    """Gather a meeting: by default, everything since the last one, people by their initials.

    What came in later on the last day of that one is part of it; what was before it is not.

    Raises:
        NotAllowed: it is held by the managers above the worker; or the period ends before it
            begins.
    """
    if not domain.may_supervise(desk.member, worker, desk.staff):
        raise NotAllowed(f"Supervision with {worker.name} is held by the managers above them.")
    found, began = _supervision(desk, worker)
    first = start or (found.last.end if found.last else began)
    last = end or max(today(desk), first)
    if last < first:
        raise NotAllowed("The last day is before the first. Swap them.")
    prepared = _gathered(
        desk,
        worker,
        _Period(first, last, _had(found.meetings, first)),
        found.open_actions,
        desk.keys.member_id,
        full_names,
    )
    return replace(prepared, to_do=actions.given_to(desk, worker))


@dataclass(frozen=True)
class _Period:
    """From one day to another, both included, without what an earlier meeting had."""

    start: date
    end: date
    but: frozenset[str]


def _had(before: Sequence[Meeting], first: date) -> frozenset[str]:
    """Of the day on which one meeting ends and the next begins: what the earlier one had."""
    return frozenset(
        entry for each in before if each.end == first for entry in (*each.entries, *each.left_out)
    )


def as_held(
    desk: Desk, worker: Member, meeting: Meeting, *, full_names: bool = False
) -> Preparation:
    """What a meeting that was held was about, for its pack.

    Raises:
        NotAllowed: it is for the worker and the managers above them.
    """
    found = of(desk, worker)
    before = tuple(each for each in found.actions if each.id in meeting.reviewed)
    earlier = tuple(takewhile(lambda each: each.id != meeting.id, found.meetings))
    period = _Period(meeting.start, meeting.end, _had(earlier, meeting.start))
    return _gathered(desk, worker, period, before, meeting.manager, full_names)


def _gathered(  # noqa: PLR0917 - what a meeting is made of
    desk: Desk,
    worker: Member,
    period: _Period,
    before: tuple[Action, ...],
    manager: str,
    full_names: bool,  # noqa: FBT001 - as above
) -> Preparation:
    directory = desk.directory
    standings = tuple(
        each
        for each in notes.standings(desk, worker, period.start, period.end)
        if each.id not in period.but
    )
    names = (FullNames if full_names else Names).of(directory.people.values())
    noted = [(each, notes.noted_of(each, names, directory)) for each in standings]
    return Preparation(
        worker=worker,
        start=period.start,
        end=period.end,
        before=before,
        entries=tuple(
            Proposed(id=each.id, noted=said, is_good_news=each.entry.kind == GOOD_NEWS)
            for each, said in noted
        ),
        to_do=(),
        own_times=_own_times(desk, standings, directory, manager),
        following=domain.following(
            today(desk), directory.settings.supervision_weeks, directory.settings.calendar, 3
        ),
        names=names,
    )


def _own_times(
    desk: Desk, standings: Sequence[Standing], directory: Directory, manager: str
) -> tuple[Figure, ...]:
    """Of what this manager did themselves: somebody else's delay is not theirs to answer for."""
    own = [each for each in standings if _is_theirs(each, manager)]
    everybodys = [counted(each, directory.staff, directory.settings, now=desk.now) for each in own]
    return how_soon(
        [counted_of(each, one, manager) for each, one in zip(own, everybodys, strict=True)]
    )


def _is_theirs(standing: Standing, member: str) -> bool:
    seen = {each.by for each in standing.seen_by}
    decided = standing.decision.by if standing.decision else ""
    return member in seen or member == decided


def hold(
    desk: Desk,
    prepared: Preparation,
    *,
    held_on: date,
    picked: Sequence[str],
    discussed: str,
    agreed: Sequence[Action],
    reviewed: Mapping[str, Done],
    sheet: str = "",
) -> Meeting:
    """Record the meeting, signed by the manager; each entry talked over knows of it.

    What became somebody else's to read while it was prepared is no part of it. The worksheet of
    that name ends with it; holding it twice is holding it once.

    Raises:
        NotAllowed: as `domain.supervision.hold` says.
    """
    found, _began = _supervision(desk, prepared.worker)
    event_id = f"{sheet}-held" if sheet else new_id()
    there = next((each for each in found.meetings if each.id == event_id), None)
    if there is not None:
        return there
    readable = {line.entry.id for line in queue.some(desk, (each.id for each in prepared.entries))}
    known = [each.id for each in prepared.entries if each.id in readable]
    held = domain.hold(
        found,
        by=desk.member,
        staff=desk.staff,
        at=desk.now,
        event_id=event_id,
        today=today(desk),
        held_on=held_on,
        start=prepared.start,
        end=prepared.end,
        entries=[each for each in picked if each in known],
        discussed=discussed,
        agreed=agreed,
        reviewed=reviewed,
        left_out=[each for each in known if each not in picked],
    )
    over = [domain.entry_event(held, entry, new_id()) for entry in picked if entry in known]
    desk.append(held, *over, finishing=sheet)
    return next(each for each in of(desk, prepared.worker).meetings if each.id == held.id)


def confirm(desk: Desk, meeting: str = "") -> Meeting:
    """The worker's own signature, at their own desk; under the newest that lacks it, or that one.

    Raises:
        NotAllowed: there is nothing to confirm.
    """
    me = desk.member
    found, _began = _supervision(desk, me)
    confirmed = domain.confirm(found, by=me, at=desk.now, event_id=new_id(), meeting=meeting)
    desk.append(confirmed)
    which = confirmed.body["meeting"]
    return next(each for each in _supervision(desk, me)[0].meetings if each.id == which)


def confirm_here(desk: Desk, worker: Member, passphrase: str, meeting: str = "") -> Meeting:
    """The worker signs at their manager's screen, with their own passphrase and keys.

    Slow on purpose, so call it from a thread.

    Raises:
        TooSoon, WrongPassphrase: as for signing in.
        NotAllowed: there is nothing to confirm.
    """
    theirs = signing_in.sign_in(desk.folder, worker.id, passphrase, clock=desk.clock).desk
    try:
        return confirm(theirs, meeting)
    finally:
        theirs.close()
