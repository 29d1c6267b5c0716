"""Where time takes an entry: when it is due, whose work it is from when, and who reads it then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from logbook.domain.clocks import (
    acknowledge_by,
    climbs,
    climbs_undecided,
    climbs_unread,
    decide_by,
)
from logbook.domain.levels import Level
from logbook.domain.people import Member, Staff
from logbook.domain.rights import offered, readers
from logbook.domain.seats import Seat, last_day, leads_of, relays_of, seat_now, seats_of
from logbook.domain.settings import Settings
from logbook.domain.spans import Step
from logbook.domain.standing import UNDECIDED, Standing, State

NOBODY = "nobody"
"""Whose work it is when everyone who could do it is excluded: show the outside contacts."""
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


def reading(standing: Standing, staff: Staff, settings: Settings) -> Mapping[str, datetime]:
    """Who may read it, each with the instant from which they may."""
    return Course(standing, staff, settings).reading


def _turns(standing: Standing, staff: Staff, settings: Settings) -> Iterator[tuple[str, datetime]]:
    """Whose queue a sealed entry is in, and from when: one lead's after the other's.

    Whoever opened it has it, and it goes no further while they are here. Leads who are away, or
    whose account ends, keep nobody waiting.
    """
    leads = list(leads_of(standing, staff))
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
        if not self._seat_now:
            return (Queued(member=NOBODY, start_at=standing.clock_from, due=self.due),)
        starts = {each.id: standing.clock_from for each in self._seat_now}
        handed_on = _handed_on(standing, staff, settings, self._seat_now)
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
        with_ids = {each.id for each in self._seat_now}
        steps: dict[datetime, set[str]] = {}
        for instant, seat in self._rungs:
            others = {each.id for each in seat} - with_ids
            if others:
                steps.setdefault(instant, set()).update(others)
        return tuple(Climb(at=at, to=tuple(sorted(steps[at]))) for at in sorted(steps))

    @cached_property
    def _seat_now(self) -> Seat:
        return seat_now(self.standing, self.staff)

    @cached_property
    def _rungs(self) -> tuple[tuple[datetime, Seat], ...]:
        """Where silence takes it, and when; nowhere where nobody has it."""
        if not self._seat_now:
            return ()
        climbing = _climbing(self.standing, self.staff, self.settings, self._seat_now)
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
    if standing.state not in UNDECIDED or not standing.climbs:
        return
    here = {each.id: each for seat in seats_of(standing, staff) for each in seat}
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


def _handed_on(
    standing: Standing, staff: Staff, settings: Settings, now_with: Seat
) -> Iterator[tuple[datetime, Seat]]:
    """Whose account has ended cannot sign in: from the next day it is also with those above."""
    start_at, seat = standing.clock_from, now_with
    for above in relays_of(standing, staff, now_with):
        day = last_day(seat)
        if day is not None:
            start_at = max(start_at, _day_after(day, settings))
        yield start_at, above
        seat = above


def _day_after(day: date, settings: Settings) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.zone)).astimezone(
        UTC
    )


def _climbing(
    standing: Standing, staff: Staff, settings: Settings, now_with: Seat
) -> list[tuple[datetime, Seat]]:
    """Never before its level was what it is: what it was until then had clocks of its own."""
    seats, leveled_at = seats_of(standing, staff), standing.levels[-1].at
    return [
        (max(instant, leveled_at), seat)
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


def _steps_at_once(standing: Standing) -> list[tuple[datetime, str]]:
    """An Emergency of which nobody could be told by voice waits for no clock."""
    untold = standing.level is Level.EMERGENCY and standing.is_discussed is False
    if not untold or standing.state not in UNDECIDED:
        return []
    return [(standing.clock_from, Step.NEXT.value)]


def _steps_while_unread(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    steps: list[tuple[datetime, str]] = []
    if standing.unread_since is not None:
        steps += climbs_unread(standing.level, standing.unread_since, settings)
    if standing.state in UNDECIDED and standing.is_discussed is False:
        steps += climbs_unread(standing.level, standing.clock_from, settings)
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
        for each in climbs_unread(standing.level, standing.clock_from, settings)
        if each[0] <= read_at
    ]


def _steps_while_undecided(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    if standing.state not in UNDECIDED:
        return []
    return [*climbs_undecided(standing.level, _deciding_from(standing), settings)]


def _steps_while_untold(standing: Standing, settings: Settings) -> list[tuple[datetime, str]]:
    """A worker who is not told in time is somebody else's business too, where its level climbs."""
    decision = standing.decision
    if standing.state is not State.DECIDED or decision is None or standing.told is not None:
        return []
    if decision.by_policy or not climbs(standing.level, decision.at, settings):
        return []
    return [(_settled_by(standing, settings), "next")]
