"""Who may read an entry, whose work it is and by when, and who may do what to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from logbook.domain.clocks import acknowledge_by, climbs, decide_by
from logbook.domain.entries import Entry
from logbook.domain.levels import Level
from logbook.domain.people import NEVER_EMPTY, Member, Role, Staff
from logbook.domain.settings import Settings
from logbook.domain.spans import Step
from logbook.domain.standing import UNDECIDED, Offer, Standing, State

NOBODY = "nobody"
"""Whose work it is when everyone who could do it is excluded: show the outside contacts."""


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


SEALED_TURN = timedelta(hours=24)
"""How long a sealed entry waits unopened before it is in the next lead's queue too."""


@dataclass(frozen=True, kw_only=True)
class Queued:
    """An entry is a member's work from an instant on, and is due at another."""

    member: str
    start_at: datetime
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Climb:
    """From an instant on an entry is others' work too, because it waited."""

    at: datetime
    to: tuple[str, ...]


# people


def readers(standing: Standing, staff: Staff) -> frozenset[str]:
    """Who may read it from the moment it was sent; never anyone it is about.

    Those whom it climbs to, and who are none of these, read it from the instant it is theirs:
    `reading` has both.
    """
    if standing.entry.practice:
        return _allowed([standing.author], standing, staff)
    if standing.sealed:
        leads = (each.id for each in _sealed_to(standing, staff))
        author = [standing.author] if standing.author in standing.sealed_to else []
        return _allowed([*author, *leads], standing, staff)
    theirs = (
        *_line(standing.author, staff),
        *_first(standing, staff),
        *_now_with(standing, staff),
    )
    found = [standing.author, *standing.hands, *(each.id for each in theirs)]
    offer = offered(standing, staff)
    if offer is not None:
        found.append(offer.to)
    deputy = _deputy_over_general_manager(standing, staff)
    return _allowed([*found, *deputy], standing, staff)


def reading(standing: Standing, staff: Staff, settings: Settings) -> Mapping[str, datetime]:
    """Who may read it, each with the instant from which they may."""
    return Course(standing, staff, settings).reading


def triagers(standing: Standing, staff: Staff) -> frozenset[str]:
    """Whose work it is or can become; never its author, nor anyone it is about."""
    if standing.entry.practice:
        return frozenset()
    if standing.sealed:
        return frozenset(each.id for each in _sealed_to(standing, staff))
    seats = (each for seat in _seats(standing, staff) for each in seat)
    now_with = _now_with(standing, staff)
    relays = (each for seat in _relays(standing, staff, now_with) for each in seat)
    found = (*seats, *_first(standing, staff), *now_with, *relays)
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
    return member.manages and not _goes_straight(standing)


def has_copy(member: Member, standing: Standing, staff: Staff) -> bool:
    """Whether they read what went straight to somebody else, who answers it in their place."""
    if not _goes_straight(standing) or member.id == standing.author:
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
        Action.CLOSE: judges or (writes and member.manages and standing.level is Level.LOW),
    }.get(action, reads or judges)


def reads_managers_words(member: Member, standing: Standing) -> bool:
    """Whether reviews, managers' notes and actions are for whoever may read the entry at all.

    Never for whoever wrote it, manager or not: they read what was decided and why.
    """
    manages = member.manages or bool(member.roles & {Role.DEPUTY, Role.LEAD})
    return manages and member.id != standing.author and member.id not in standing.about


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


def _sealed_to(standing: Standing, staff: Staff) -> tuple[Member, ...]:
    """The leads who work on a sealed entry, in the order of their turns."""
    excluded = standing.about | {standing.author}
    return tuple(
        staff[each]
        for each in standing.sealed_to
        if each not in excluded and each in staff.present_ids and Role.LEAD in staff[each].roles
    )


def _turns(standing: Standing, staff: Staff, settings: Settings) -> Iterator[tuple[str, datetime]]:
    """Whose queue a sealed entry is in, and from when: one lead's after the other's.

    Whoever opened it has it, and it goes no further while they are here. Leads who are away, or
    whose account ends, keep nobody waiting.
    """
    leads = list(_sealed_to(standing, staff))
    has = [standing.holder, *standing.opened_by]
    taken = next((each for who in has for each in leads if each.id == who), None)
    if taken is not None:
        leads.remove(taken)
        leads.insert(0, taken)
    start_at: datetime | None = standing.sent_at
    for lead in leads:
        if start_at is None:
            return
        yield lead.id, start_at
        start_at = _next_turn(lead, start_at, settings, keeps=lead is taken)


def _next_turn(
    lead: Member, start_at: datetime, settings: Settings, *, keeps: bool
) -> datetime | None:
    if lead.away:
        return start_at
    ended = None if lead.ends_on is None else max(start_at, _day_after(lead.ends_on, settings))
    if keeps:
        return ended
    turned = start_at + SEALED_TURN
    return turned if ended is None else min(turned, ended)


def _allowed(members: Iterable[str], standing: Standing, staff: Staff) -> frozenset[str]:
    return (staff.present_ids & frozenset(members)) - standing.about


def _line(member_id: str, staff: Staff) -> tuple[Member, ...]:
    """The present managers over somebody; over the General Manager it is the deputy."""
    above = tuple(each for each in staff.managers_above(member_id) if each.manages)
    if above:
        return above
    return staff.holding(Role.DEPUTY)


def _deputy_over_general_manager(standing: Standing, staff: Staff) -> list[str]:
    named = [standing.author, *standing.about]
    if any(each in staff and Role.GENERAL_MANAGER in staff[each].roles for each in named):
        return [each.id for each in staff.holding(Role.DEPUTY)]
    return []


Seat = tuple[Member, ...]
"""A place in the line that work climbs: whoever sits there, and whoever covers for them."""


def _seats(standing: Standing, staff: Staff) -> tuple[Seat, ...]:
    """The places an entry climbs through, nearest first; empty ones are left out."""
    if _goes_straight(standing):
        seat = _straight_seat(standing, staff)
        return (seat,) if seat else ()
    line = _line(standing.author, staff)
    seats = [_seat(each, standing, staff) for each in line]
    if not any(Role.DEPUTY in each.roles for seat in seats for each in seat):
        by_right = _deputy_over_general_manager(standing, staff)
        seats.append(_fit((staff[each] for each in by_right), standing))
    return tuple(seat for seat in seats if seat)


def _seat(manager: Member, standing: Standing, staff: Staff) -> Seat:
    return _fit((manager, *_covers(manager, staff)), standing)


def _covers(manager: Member, staff: Staff) -> Seat:
    if not manager.away:
        return ()
    if Role.GENERAL_MANAGER in manager.roles:
        return staff.holding(Role.DEPUTY)
    cover = staff.members.get(manager.cover)
    if cover is None or cover.left:
        return _line(manager.id, staff)[:1]
    return (cover,)


def _fit(members: Iterable[Member], standing: Standing) -> Seat:
    """Nobody triages what they wrote, nor what is about them."""
    excluded = standing.about | {standing.author}
    return tuple(each for each in members if not each.left and each.id not in excluded)


def _first(standing: Standing, staff: Staff) -> Seat:
    """Whose work it is before anybody takes it: never nobody, while anybody is left."""
    seats = _seats(standing, staff)
    routed = [seat for role in standing.routes for seat in _routed(role, standing, staff)]
    first = [*(seats[0] if seats else ()), *(each for seat in routed for each in seat)]
    return tuple(first) or _fit(staff.holding(Role.LEAD), standing)


def _goes_straight(standing: Standing) -> bool:
    return standing.straight_to in NEVER_EMPTY


def _straight_seat(standing: Standing, staff: Staff) -> Seat:
    """Whoever answers it in place of the line manager, who reads it and has no part in it."""
    seats = _routed(standing.straight_to, standing, staff)
    return tuple(each for seat in seats for each in seat)


def _routed(role: str, standing: Standing, staff: Staff) -> list[Seat]:
    """What is for the General Manager, and is about or by them, is for the deputy."""
    if role not in NEVER_EMPTY:
        return []
    seats = [_seat(each, standing, staff) for each in staff.holding(Role(role))]
    if role == Role.GENERAL_MANAGER and not any(seats):
        return [_fit(staff.holding(Role.DEPUTY), standing)]
    return seats


# time


def due(standing: Standing, settings: Settings) -> datetime | None:
    """The next instant by which something has to happen; None where nothing more has to.

    Nothing has to with an old record that was brought in, until somebody takes it up.

    While the clocks of a Medium or Low entry stand still, somebody looks at it again within
    the time its level gives for deciding.
    """
    if not standing.is_open or standing.at_rest:
        return None
    if standing.sealed:
        since = standing.unread_since
        return None if since is None else since + SEALED_TURN
    instants = []
    if standing.unread_since is not None:
        instants.append(acknowledge_by(standing.level, standing.unread_since, settings))
    if standing.state in UNDECIDED:
        instants.append(decide_by(standing.level, _deciding_from(standing), settings))
    if standing.state is State.DECIDED:
        instants.append(_settled_by(standing, settings))
    return min(instants)


def _deciding_from(standing: Standing) -> datetime:
    """When the time to decide began, moved on by as long as the clocks stood still."""
    return standing.pause_start or standing.clock_from + standing.paused


def _settled_by(standing: Standing, settings: Settings) -> datetime:
    """A decision is told within the time to acknowledge, then closed within that to decide."""
    decision = standing.decision
    decided_at = standing.changed_at if decision is None else decision.at
    if decision is not None and decision.by_policy:
        return decided_at + timedelta(days=settings.cleared_within_days)
    if standing.told is None:
        return acknowledge_by(standing.level, decided_at, settings)
    return decide_by(standing.level, standing.told.at, settings)


def queue(standing: Standing, staff: Staff, settings: Settings) -> tuple[Queued, ...]:
    """Whose work an open entry is, and from when: those it is with now, and those it climbs to.

    What is not read in time climbs, and so does what should have been discussed and is not;
    what was read climbs again when it is not decided in time. Reading keeps it from climbing
    further and takes it from nobody; only taking it does.
    """
    return Course(standing, staff, settings).queue


def ladder(standing: Standing, staff: Staff, settings: Settings) -> tuple[Climb, ...]:
    """When silence takes an entry further, and to whom, earliest first; sealed ones go in turns."""
    return Course(standing, staff, settings).ladder


@dataclass(frozen=True)
class Course:
    """Where time takes an entry. A save asks for all of it: what its parts share is found once."""

    standing: Standing
    staff: Staff
    settings: Settings

    @cached_property
    def due(self) -> datetime | None:
        return due(self.standing, self.settings)

    @cached_property
    def queue(self) -> tuple[Queued, ...]:
        """As the function of that name has it."""
        standing, staff, settings = self.standing, self.staff, self.settings
        if standing.sealed:
            return _sealed_queue(standing, staff, settings, self.due)
        if self.due is None:
            return ()
        if not self._now_with:
            return (Queued(member=NOBODY, start_at=standing.clock_from, due=self.due),)
        starts = {each.id: standing.clock_from for each in self._now_with}
        handed_on = _handed_on(standing, staff, settings, self._now_with)
        for instant, seat in (*self._rungs, *handed_on):
            for each in seat:
                starts[each.id] = min(instant, starts.get(each.id, instant))
        offer = offered(standing, staff)
        if offer is not None:
            starts[offer.to] = min(offer.at, starts.get(offer.to, offer.at))
        return tuple(
            Queued(member=member, start_at=start_at, due=self.due)
            for member, start_at in sorted(starts.items(), key=lambda start: (start[1], start[0]))
        )

    @cached_property
    def reading(self) -> Mapping[str, datetime]:
        """As the function of that name has it."""
        at_once = dict.fromkeys(readers(self.standing, self.staff), self.standing.sent_at)
        if self.standing.sealed:
            return at_once
        later = {each.member: each.start_at for each in self.queue if each.member != NOBODY}
        return later | at_once

    @cached_property
    def ladder(self) -> tuple[Climb, ...]:
        """As the function of that name has it."""
        if self.standing.sealed or self.due is None:
            return ()
        with_ids = {each.id for each in self._now_with}
        steps: dict[datetime, set[str]] = {}
        for instant, seat in self._rungs:
            others = {each.id for each in seat} - with_ids
            if others:
                steps.setdefault(instant, set()).update(others)
        return tuple(Climb(at=at, to=tuple(sorted(steps[at]))) for at in sorted(steps))

    @cached_property
    def _now_with(self) -> Seat:
        return _now_with(self.standing, self.staff)

    @cached_property
    def _rungs(self) -> tuple[tuple[datetime, Seat], ...]:
        """Where silence takes it, and when; nowhere where nobody has it."""
        if not self._now_with:
            return ()
        climbing = _climbing(self.standing, self.staff, self.settings, self._now_with)
        return (*climbing, *_stays_with(self.standing, self.staff))


def unlogged(
    standing: Standing, staff: Staff, settings: Settings, now: datetime
) -> tuple[Climb, ...]:
    """The climbs reached by now that the log does not say yet."""
    said = {each.at for each in standing.climbs}
    climbs = ladder(standing, staff, settings)
    return tuple(each for each in climbs if each.at <= now and each.at not in said)


def _stays_with(standing: Standing, staff: Staff) -> Iterator[tuple[datetime, Seat]]:
    """Those to whom it had climbed by clocks that were changed since, until somebody takes it."""
    if standing.state not in UNDECIDED:
        return
    here = {each.id: each for seat in _seats(standing, staff) for each in seat}
    for climb in standing.climbs:
        if climb.stays and climb.at > standing.clock_from:
            yield climb.at, tuple(here[each] for each in climb.to if each in here)


def _sealed_queue(
    standing: Standing, staff: Staff, settings: Settings, due_at: datetime | None
) -> tuple[Queued, ...]:
    """An open sealed entry is somebody's work also while nothing in it is due."""
    if not standing.is_open:
        return ()
    turns = tuple(_turns(standing, staff, settings)) or ((NOBODY, standing.sent_at),)
    due_at = standing.changed_at if due_at is None else due_at
    return tuple(Queued(member=member, start_at=start_at, due=due_at) for member, start_at in turns)


def _now_with(standing: Standing, staff: Staff) -> Seat:
    """Its holder, and whoever covers for them; a leaver's work goes to those above them."""
    holder = staff.members.get(standing.holder)
    if holder is None:
        return _first(standing, staff)
    if _goes_straight(standing) and holder not in _straight_seat(standing, staff):
        return _first(standing, staff)
    if holder.left:
        above = (_seat(each, standing, staff) for each in _line(holder.id, staff))
        return next((seat for seat in above if seat), ()) or _first(standing, staff)
    return _seat(holder, standing, staff) or _first(standing, staff)


def _handed_on(
    standing: Standing, staff: Staff, settings: Settings, now_with: Seat
) -> Iterator[tuple[datetime, Seat]]:
    """Whose account has ended cannot sign in: from the next day it is also with those above."""
    start_at, seat = standing.clock_from, now_with
    for above in _relays(standing, staff, now_with):
        last_day = max(each.ends_on for each in seat if each.ends_on is not None)
        start_at = max(start_at, _day_after(last_day, settings))
        yield start_at, above
        seat = above


def _relays(standing: Standing, staff: Staff, now_with: Seat) -> tuple[Seat, ...]:
    """The seats that work passes through while everybody who has it has a last day."""
    if not now_with or not _all_end(now_with):
        return ()
    line = [_seat(each, standing, staff) for each in _line(now_with[0].id, staff)]
    relays: list[Seat] = []
    for seat in (*line, _fit(staff.holding(Role.LEAD), standing)):
        if seat:
            relays.append(seat)
            if not _all_end(seat):
                break
    return tuple(relays)


def _all_end(seat: Seat) -> bool:
    return all(each.ends_on is not None for each in seat)


def _day_after(day: date, settings: Settings) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.zone)).astimezone(
        UTC
    )


def _climbing(
    standing: Standing, staff: Staff, settings: Settings, now_with: Seat
) -> list[tuple[datetime, Seat]]:
    seats = _seats(standing, staff)
    return [
        (instant, seat)
        for instant, step in _steps(standing, settings)
        for seat in [_step_seat(step, seats, now_with)]
        if seat
    ]


def _step_seat(step: str, seats: Sequence[Seat], now_with: Seat) -> Seat:
    """The next place after whoever has it, or the last, where the General Manager sits."""
    if not seats:
        return ()
    if step != "next":
        return seats[-1]
    with_ids = {each.id for each in now_with}
    places = [n for n, seat in enumerate(seats) if with_ids & {each.id for each in seat}]
    after = min(places) + 1 if places else len(seats) - 1
    return seats[min(after, len(seats) - 1)]


def _steps(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    return [
        *_steps_at_once(standing),
        *_steps_while_unread(standing, settings),
        *_steps_before_it_was_read(standing, settings),
        *_steps_while_undecided(standing, settings),
        *_steps_while_untold(standing, settings),
    ]


def _reading_steps(
    standing: Standing, since: datetime, settings: Settings
) -> list[tuple[datetime, str]]:
    read_by = acknowledge_by(standing.level, since, settings)
    return [each for each in climbs(standing.level, since, settings) if each[0] <= read_by]


def _steps_at_once(standing: Standing) -> list[tuple[datetime, str]]:
    """An Emergency of which nobody could be told by voice waits for no clock."""
    untold = standing.level is Level.EMERGENCY and standing.is_discussed is False
    if not untold or standing.state not in UNDECIDED:
        return []
    return [(standing.clock_from, Step.NEXT.value)]


def _steps_while_unread(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    steps: list[tuple[datetime, str]] = []
    if standing.unread_since is not None:
        steps += _reading_steps(standing, standing.unread_since, settings)
    if standing.state in UNDECIDED and standing.is_discussed is False:
        steps += _reading_steps(standing, standing.clock_from, settings)
    return steps


def _steps_before_it_was_read(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    """It stays with those it had climbed to before it was read, until somebody takes it."""
    if standing.holder or standing.state not in UNDECIDED:
        return []
    read_at = min(
        (seen.at for seen in standing.seen_by if seen.at >= standing.clock_from),
        default=standing.clock_from,
    )
    return [
        each
        for each in _reading_steps(standing, standing.clock_from, settings)
        if each[0] <= read_at
    ]


def _steps_while_undecided(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    if standing.state not in UNDECIDED:
        return []
    since = _deciding_from(standing)
    read_by = acknowledge_by(standing.level, since, settings)
    return [each for each in climbs(standing.level, since, settings) if each[0] > read_by]


def _steps_while_untold(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    """A worker who is not told in time is somebody else's business too, where its level climbs."""
    decision = standing.decision
    if standing.state is not State.DECIDED or decision is None or standing.told is not None:
        return []
    if decision.by_policy or not climbs(standing.level, decision.at, settings):
        return []
    return [(_settled_by(standing, settings), "next")]
