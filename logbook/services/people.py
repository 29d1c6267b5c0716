"""The people a service supports, its houses, and who is on call: what managers keep up to date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from logbook.domain import configuring, supported
from logbook.domain import houses as housing
from logbook.domain.events import Plain, new_id
from logbook.domain.people import FileClosed, Person
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import Settings
from logbook.domain.text import identifier
from logbook.services.desk import Desk
from logbook.services.door import say_at_the_door

BETWEEN = " · "
"""Between the name and the number of whoever is on call."""

# service users


def add_person(
    desk: Desk, *, name: str, house: str = "", initials: str = "", aliases: Sequence[str] = ()
) -> Person:
    """Add a service user to the directory.

    Raises:
        NotAllowed: not theirs to add, the initials are taken, or the house is closed.
    """
    directory = desk.directory
    taken = {each.initials for each in directory.people.values()}
    name = identifier(name)
    person = Person(
        id=new_id(),
        name=name,
        initials=identifier(initials) if initials else supported.initials_for(name, taken),
        house=housing.in_use(directory.houses, house),
        aliases=_names(aliases),
    )
    desk.append(
        supported.add_person(
            directory.people, person, by=desk.member, at=desk.now, event_id=new_id()
        )
    )
    return person


def change_person(desk: Desk, changed: Person) -> Person:
    """Change how somebody is listed: name, initials, other names, house.

    Raises:
        NotAllowed: not theirs to change, nothing was changed, or the initials are taken.
    """
    directory = desk.directory
    before = directory.people.get(changed.id)
    moved = before is None or before.house != changed.house
    changed = replace(
        changed,
        name=identifier(changed.name),
        initials=_initials(changed.initials),
        aliases=_names(changed.aliases),
        house=housing.in_use(directory.houses, changed.house) if moved else changed.house,
    )
    desk.append(
        supported.change_person(
            directory.people, changed, by=desk.member, at=desk.now, event_id=new_id()
        )
    )
    return changed


def close_file(desk: Desk, person_id: str, why: FileClosed) -> Person:
    """Somebody is not supported here any more. They can still be chosen, last and marked.

    Raises:
        NotAllowed: not theirs to close, or closed already.
    """
    person = _listed(desk, person_id)
    if person.closed is not None:
        raise NotAllowed(f"The file of {person.name} is closed already: {person.closed.words}.")
    return change_person(desk, replace(person, closed=why))


def reopen_file(desk: Desk, person_id: str) -> Person:
    """Open a file that was closed by mistake, or of somebody who came back.

    Raises:
        NotAllowed: not theirs to open, or not closed.
    """
    person = _listed(desk, person_id)
    if person.closed is None:
        raise NotAllowed(f"The file of {person.name} is open.")
    return change_person(desk, replace(person, closed=None))


def person_by_name(desk: Desk, typed: str) -> Person:
    """A service user by name, other name or initials, or by the only name that begins so.

    Raises:
        NotFound: nobody, or more than one.
    """
    people = tuple(desk.directory.people.values())
    wanted = " ".join(typed.split()).casefold()
    exact = [each for each in people if wanted in _called(each)]
    begins = [each for each in people if each.name.casefold().startswith(wanted)]
    found = exact or begins
    if wanted and len(found) == 1:
        return found[0]
    if wanted and found:
        raise NotFound(f"More than one person fits “{typed}”. Write the whole name or initials.")
    raise NotFound(f"Nobody called “{typed}” is listed here. `logbook people list` shows all.")


def _called(person: Person) -> tuple[str, ...]:
    bare = person.initials.replace(".", "")
    return tuple(each.casefold() for each in (person.name, person.initials, bare, *person.aliases))


def _listed(desk: Desk, person_id: str) -> Person:
    person = desk.directory.people.get(person_id)
    if person is None:
        raise NotFound("Nobody like that is listed here. Find them by name or initials.")
    return person


def _names(aliases: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(identifier, aliases) if name))


def _initials(typed: str) -> str:
    initials = identifier(typed)
    if not initials:
        raise NotAllowed("Lists show initials: type some, like D.W.")
    return initials


# houses


def listed_house(desk: Desk, typed: str) -> str:
    """A house as it is listed, where one is typed and not chosen.

    Raises:
        NotAllowed: there is none such, or it is closed.
    """
    return housing.listed(desk.directory.houses, typed)


def add_house(desk: Desk, name: str) -> str:
    """Add a house, or open one again that was closed; its name as it is listed.

    Raises:
        NotAllowed: not theirs to add, or listed already.
    """
    houses = desk.directory.houses
    event = housing.add_house(houses, name, by=desk.member, at=desk.now, event_id=new_id())
    desk.append(event)
    return str(event.body["name"])


def rename_house(desk: Desk, name: str, to: str) -> str:
    """Call a house something else; everybody in it is in the house of the new name.

    Raises:
        NotAllowed: not theirs to rename, or another house is called so.
    """
    houses = desk.directory.houses
    event = housing.rename_house(houses, name, to, by=desk.member, at=desk.now, event_id=new_id())
    desk.append(event)
    say_at_the_door(desk.folder, desk.directory)
    return str(event.body["to"])


def close_house(desk: Desk, name: str) -> str:
    """Take a house that is empty from the list.

    Raises:
        NotAllowed: not theirs to close, or somebody is still there; it names them.
    """
    directory = desk.directory
    event = housing.close_house(
        directory.houses,
        name,
        staff=directory.staff,
        people=tuple(directory.people.values()),
        by=desk.member,
        at=desk.now,
        event_id=new_id(),
    )
    desk.append(event)
    return str(event.body["name"])


# who is on call


def set_on_call(desk: Desk, *, name: str, telephone: str, checked: date | None = None) -> Settings:
    """Say who is on call, and when the number was last tried.

    Raises:
        NotAllowed: not theirs to say, a part is missing, or it says so already.
    """
    name, telephone = identifier(name), identifier(telephone)
    if not name or not telephone:
        raise NotAllowed("Whoever is on call needs a name and a telephone number.")
    if checked is not None and checked > desk.today:
        raise NotAllowed("The day the number was last tried cannot be still to come.")
    return _set(
        desk,
        {
            "on_call": f"{name}{BETWEEN}{telephone}",
            "on_call_checked": checked.isoformat() if checked else None,
        },
    )


def checked_on_call(desk: Desk) -> Settings:
    """The number was tried today, and it is right.

    Raises:
        NotAllowed: not theirs to say, nobody is on call, or it was said today already.
    """
    if not desk.directory.settings.on_call:
        raise NotAllowed("Nobody is on call yet. Say who, and on which number, first.")
    return _set(desk, {"on_call_checked": desk.today.isoformat()})


def on_call_parts(settings: Settings) -> tuple[str, str]:
    """The name and the number; one of them is empty where they were written as one."""
    name, _, telephone = settings.on_call.partition(BETWEEN)
    return name, telephone


def _set(desk: Desk, wanted: dict[str, Plain]) -> Settings:
    settings = desk.directory.settings
    plain = settings.to_plain()
    by, at = desk.member, desk.now
    refusal = configuring.why_not_set("on_call", by)
    if refusal:
        raise NotAllowed(refusal)
    events = [
        configuring.change_setting(settings, name, value, by=by, at=at, event_id=new_id())
        for name, value in wanted.items()
        if plain[name] != value
    ]
    if not events:
        raise NotAllowed("It says so already, so there is nothing to save.")
    desk.append(*events)
    directory = desk.directory
    say_at_the_door(desk.folder, directory)
    return directory.settings
