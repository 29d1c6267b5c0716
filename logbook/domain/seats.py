"""Whose place it is to deal with an entry: the line above its author, roles, covers and leads."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from logbook.domain.people import NEVER_EMPTY, Member, Role, Staff
from logbook.domain.standing import Standing


def leads_of(standing: Standing, staff: Staff) -> tuple[Member, ...]:
    """The leads who work on a sealed entry, in the order of their turns."""
    excluded = standing.about | {standing.author}
    return tuple(
        staff[each]
        for each in standing.sealed_to
        if each not in excluded and each in staff.present_ids and Role.LEAD in staff[each].roles
    )


def line_over(member_id: str, staff: Staff) -> tuple[Member, ...]:
    """The present managers over somebody; over the General Manager it is the deputy."""
    above = tuple(each for each in staff.managers_above(member_id) if each.manages)
    if above:
        return above
    return staff.holding(Role.DEPUTY)


def deputy_over_general_manager(standing: Standing, staff: Staff) -> list[str]:
    named = [standing.author, *standing.about]
    if any(each in staff and Role.GENERAL_MANAGER in staff[each].roles for each in named):
        return [each.id for each in staff.holding(Role.DEPUTY)]
    return []


Seat = tuple[Member, ...]
"""A place in the line that work climbs: whoever sits there, and whoever covers for them."""

Found = TypeVar("Found", bound=tuple[Any, ...])


def _found_once(
    find: Callable[[Standing, Staff], Found],
) -> Callable[[Standing, Staff], Found]:
    """Every save asks half a dozen times, and nothing else of an entry has a part in it."""

    @wraps(find)
    def found(standing: Standing, staff: Staff) -> Found:
        entry, seats = standing.entry, staff.seats
        which = (
            find,
            entry.author,
            standing.about,
            entry.straight_to,
            entry.routes,
            standing.holder,
        )
        known = seats.get(which)
        if known is None:
            known = seats[which] = find(standing, staff)
        return cast("Found", known)

    return found


@_found_once
def seats_of(standing: Standing, staff: Staff) -> tuple[Seat, ...]:
    """The places an entry climbs through, nearest first; empty ones are left out."""
    if goes_straight(standing):
        seat = straight_seat(standing, staff)
        return (seat,) if seat else ()
    line = line_over(standing.author, staff)
    seats = [seat_of(each, standing, staff) for each in line]
    if not any(Role.DEPUTY in each.roles for seat in seats for each in seat):
        by_right = deputy_over_general_manager(standing, staff)
        seats.append(_fit((staff[each] for each in by_right), standing))
    return tuple(seat for seat in seats if seat)


def seat_of(manager: Member, standing: Standing, staff: Staff) -> Seat:
    return _fit((manager, *_standing_in(manager, standing, staff)), standing)


def _standing_in(manager: Member, standing: Standing, staff: Staff) -> Seat:
    """Who has the work of somebody away: never somebody who is away too, or is kept from it.

    Where everybody who could is away, the first of them has it.
    """
    if not manager.away:
        return ()
    able = [_fit(each, standing) for each in stand_ins(manager, staff)]
    here = (tuple(one for one in each if not one.away) for each in able)
    return next((each for each in (*here, *able) if each), ())


def stand_ins(manager: Member, staff: Staff) -> Iterator[Seat]:
    """Who could have somebody's work while they are away: their cover, then the next one up.

    Whoever is above has a cover of their own. Of the General Manager it is the deputy, who comes
    last for everybody else.
    """
    if Role.GENERAL_MANAGER not in manager.roles:
        yield _cover_of(manager, staff)
        for each in line_over(manager.id, staff):
            yield (each,)
            yield tuple(one for one in _cover_of(each, staff) if one.id != manager.id)
    yield tuple(each for each in staff.holding(Role.DEPUTY) if each.id != manager.id)


def _cover_of(manager: Member, staff: Staff) -> Seat:
    cover = staff.members.get(manager.cover)
    return () if cover is None or Role.GENERAL_MANAGER in manager.roles else (cover,)


def _fit(members: Iterable[Member], standing: Standing) -> Seat:
    """Nobody triages what they wrote, nor what is about them."""
    excluded = standing.about | {standing.author}
    return tuple(each for each in members if not each.left and each.id not in excluded)


@_found_once
def first_seat(standing: Standing, staff: Staff) -> Seat:
    """Whose work it is before anybody takes it: never nobody, while anybody is left."""
    seats = seats_of(standing, staff)
    routed = [seat for role in standing.routes for seat in _routed(role, standing, staff)]
    first = [*(seats[0] if seats else ()), *(each for seat in routed for each in seat)]
    return tuple(first) or _fit(staff.holding(Role.LEAD), standing)


def goes_straight(standing: Standing) -> bool:
    return standing.straight_to in NEVER_EMPTY


def straight_seat(standing: Standing, staff: Staff) -> Seat:
    """Whoever answers it in place of the line manager, who reads it and has no part in it."""
    seats = _routed(standing.straight_to, standing, staff)
    return tuple(each for seat in seats for each in seat)


def _routed(role: str, standing: Standing, staff: Staff) -> list[Seat]:
    """What is for the General Manager, and is about or by them, is for the deputy."""
    if role not in NEVER_EMPTY:
        return []
    seats = [seat_of(each, standing, staff) for each in staff.holding(Role(role))]
    if role == Role.GENERAL_MANAGER and not any(seats):
        return [seat_of(each, standing, staff) for each in staff.holding(Role.DEPUTY)]
    return seats


@_found_once
def seat_now(standing: Standing, staff: Staff) -> Seat:
    """Its holder, and whoever covers for them; a leaver's work goes to those above them.

    Where nobody of these is here, it is with those as well whose work it was before.
    """
    held = _held_by(standing, staff)
    if any(not each.away for each in held):
        return held
    first = first_seat(standing, staff)
    return (*held, *(each for each in first if each not in held and not (held and each.away)))


def _held_by(standing: Standing, staff: Staff) -> Seat:
    holder = staff.members.get(standing.holder)
    if holder is None:
        return ()
    if goes_straight(standing) and holder not in straight_seat(standing, staff):
        return ()
    if holder.left:
        above = (seat_of(each, standing, staff) for each in line_over(holder.id, staff))
        return next((seat for seat in above if seat), ())
    return seat_of(holder, standing, staff)


def relays_of(standing: Standing, staff: Staff, now_with: Seat) -> tuple[Seat, ...]:
    """The seats that work passes through while everybody who has it has a last day."""
    if not now_with or last_day(now_with) is None:
        return ()
    line = [seat_of(each, standing, staff) for each in line_over(now_with[0].id, staff)]
    relays: list[Seat] = []
    leads = _fit(staff.holding(Role.LEAD), standing)
    for seat in (*line, first_seat(standing, staff), *seats_of(standing, staff), leads):
        if seat and seat not in (now_with, *relays):
            relays.append(seat)
            if any(each.ends_on is None and not each.away for each in seat):
                break
    return tuple(relays)


def last_day(seat: Seat) -> date | None:
    """The last day on which anybody who is here sits there; None where somebody stays.

    Whoever is away keeps no work waiting for them while nobody stands in.
    """
    days = [each.ends_on for each in seat if not each.away] or [each.ends_on for each in seat]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None
