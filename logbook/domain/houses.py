"""The houses of a service: which there are, what they are called, and who may change that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.events import Event, Verb
from logbook.domain.people import Member, Person, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.text import identifier

NAMED = 3
"""So many people are named where somebody is still there; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class House:
    """A house, as people call it. Whoever is said to be in one makes it known."""

    name: str
    closed: bool = False


Houses = Mapping[str, House]
"""By name."""


def open_houses(houses: Houses) -> tuple[str, ...]:
    """The names of those that are in use, in the order of the alphabet."""
    open_now = (house.name for house in houses.values() if not house.closed)
    return tuple(sorted(open_now, key=str.casefold))


def in_use(houses: Houses, typed: str) -> str:
    """The name of a house in the spelling that is known, or as typed where it is a new one.

    Raises:
        NotAllowed: that house is closed.
        HiddenCharacters, TooLong: it cannot be a name.
    """
    name = identifier(typed)
    known = _named(houses, name)
    if known is not None and known.closed:
        raise NotAllowed(
            f"{known.name} is closed. Choose another house, or ask the General Manager to open it "
            "again."
        )
    return known.name if known else name


def listed(houses: Houses, typed: str) -> str:
    """The name of a house in the spelling that is known; empty for nowhere in particular.

    Raises:
        NotAllowed: there is none such, or it is closed.
        HiddenCharacters, TooLong: it cannot be a name.
    """
    name = in_use(houses, typed)
    if not name or name in houses:
        return name
    there = ", ".join(open_houses(houses))
    known = f"Those listed: {there}." if there else "None is listed yet."
    raise NotAllowed(
        f"There is no house called “{name}”. {known} The General Manager adds houses: "
        "logbook people add-house."
    )


def add_house(houses: Houses, typed: str, *, by: Member, at: datetime, event_id: str) -> Event:
    """A new house, or one that was closed and is opened again."""
    _check_keeps_houses(by)
    name = _name(typed)
    known = _named(houses, name)
    if known is not None and not known.closed:
        raise NotAllowed(f"{known.name} is listed already.")
    body = {"name": known.name if known else name}
    return _event(Verb.HOUSE_ADDED, body, by=by, at=at, event_id=event_id)


def rename_house(
    houses: Houses, name: str, typed: str, *, by: Member, at: datetime, event_id: str
) -> Event:
    """Everybody who is in it is in the house of the new name from then on."""
    _check_keeps_houses(by)
    before, after = _known(houses, name), _name(typed)
    if after == before.name:
        raise NotAllowed(f"It is called {after} already, so there is nothing to save.")
    other = _named(houses, after)
    if other is not None and other.name != before.name:
        raise NotAllowed(f"There is a {other.name} already. Type another name.")
    body = {"name": before.name, "to": after}
    return _event(Verb.HOUSE_RENAMED, body, by=by, at=at, event_id=event_id)


def close_house(
    houses: Houses,
    name: str,
    *,
    staff: Staff,
    people: Collection[Person],
    by: Member,
    at: datetime,
    event_id: str,
) -> Event:
    _check_keeps_houses(by)
    house = _known(houses, name)
    if house.closed:
        raise NotAllowed(f"{house.name} is closed already.")
    refusal = why_not_close(house.name, staff, people)
    if refusal:
        raise NotAllowed(refusal)
    return _event(Verb.HOUSE_CLOSED, {"name": house.name}, by=by, at=at, event_id=event_id)


def why_not_close(name: str, staff: Staff, people: Collection[Person]) -> str:
    """Who is still there; empty where nobody is."""
    there = [each.name for each in people if each.house == name and each.closed is None]
    there += [each.name for each in staff.present() if each.house == name]
    if not there:
        return ""
    more = len(there) - NAMED
    named = there if more <= 1 else [*there[:NAMED], f"{more} more"]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    are = "is" if len(there) == 1 else "are"
    move = "Move them" if len(there) > 1 else f"Move {there[0]}"
    return f"{listed} {are} still in {name}. {move} to another house first."


def why_not_keep_houses(by: Member) -> str:
    """Why `by` may not change the list of houses; empty where they may."""
    if Role.GENERAL_MANAGER in by.roles:
        return ""
    return "The General Manager keeps the list of houses: ask them."


def _check_keeps_houses(by: Member) -> None:
    refusal = why_not_keep_houses(by)
    if refusal:
        raise NotAllowed(refusal)


def _name(typed: str) -> str:
    name = identifier(typed)
    if not name:
        raise NotAllowed("Type the name of the house.")
    return name


def _named(houses: Houses, name: str) -> House | None:
    wanted = name.casefold()
    return next((each for each in houses.values() if each.name.casefold() == wanted), None)


def _known(houses: Houses, name: str) -> House:
    house = _named(houses, identifier(name))
    if house is None:
        listed = ", ".join(open_houses(houses)) or "none yet"
        raise NotAllowed(f"There is no house called “{name}”. Those listed: {listed}.")
    return house


def _event(
    verb: Verb, body: Mapping[str, str], *, by: Member, at: datetime, event_id: str
) -> Event:
    return Event(id=event_id, at=at, actor=by.id, about=body["name"], verb=verb, body=body)
