"""Who keeps the list of people the service supports, and the events that change it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from logbook.domain.directory import person_plain
from logbook.domain.events import Event, Verb
from logbook.domain.people import Member, Person
from logbook.domain.refusals import NotAllowed, NotFound


def initials_for(name: str, taken: Collection[str]) -> str:
    """First and last initial, like `D.W.`, with a number where somebody has them already."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        raise NotAllowed("A name needs at least one letter, so that lists can show initials.")
    ends = words if len(words) == 1 else [words[0], words[-1]]
    initials = "".join(f"{word[0].upper()}." for word in ends)
    if initials not in taken:
        return initials
    number = next(n for n in range(2, len(taken) + 3) if f"{initials}{n}" not in taken)
    return f"{initials}{number}"


def why_not_keep_people(by: Member) -> str:
    """Why `by` may not change the list of service users; empty where they may."""
    if by.manages:
        return ""
    return (
        "Managers keep the list of people we support. You can record an entry about someone "
        "who is not listed, and ask your manager to add them."
    )


def add_person(
    people: Mapping[str, Person], person: Person, *, by: Member, at: datetime, event_id: str
) -> Event:
    _check_keeps_people(by)
    if person.id in people:
        raise NotAllowed(f"{people[person.id].name} is listed already.")
    _check_person(people, person)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=person.id,
        verb=Verb.PERSON_ADDED,
        body={"person": person_plain(person)},
    )


def change_person(
    people: Mapping[str, Person], changed: Person, *, by: Member, at: datetime, event_id: str
) -> Event:
    _check_keeps_people(by)
    if changed.id not in people:
        raise NotFound("Nobody like that is listed here. Find them by name or initials.")
    before, after = person_plain(people[changed.id]), person_plain(changed)
    changes = {key: after[key] for key in after if after[key] != before[key]}
    if not changes:
        raise NotAllowed(f"Nothing about {changed.name} was changed, so there is nothing to save.")
    _check_person(people, changed)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=changed.id,
        verb=Verb.PERSON_CHANGED,
        body={"id": changed.id, "changes": changes},
    )


def _check_keeps_people(by: Member) -> None:
    refusal = why_not_keep_people(by)
    if refusal:
        raise NotAllowed(refusal)


def _check_person(people: Mapping[str, Person], person: Person) -> None:
    if not person.name.strip():
        raise NotAllowed("Somebody we support needs a name on this list.")
    taken = {other.initials for other in people.values() if other.id != person.id}
    if person.initials in taken:
        raise NotAllowed(
            f"Somebody else is shown as {person.initials}. "
            f"{initials_for(person.name, taken)} is free."
        )
