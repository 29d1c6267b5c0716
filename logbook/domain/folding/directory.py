"""Who and what is set up after these events: one pass over those that change the directory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from logbook.domain.directory import (
    Accepted,
    Directory,
    PublicKeys,
    Reset,
    member_from,
    member_plain,
    person_from,
    person_plain,
)
from logbook.domain.events import DIRECTORY, Logged, Plain, Verb, unb64, verb_of
from logbook.domain.houses import House
from logbook.domain.people import Member, Person, Staff
from logbook.domain.settings import NotASetting, Settings, UnknownSetting


def fold_directory(events: Sequence[Logged]) -> Directory:
    """The directory after these events, oldest first; verbs of other kinds are left out."""
    directory = Directory()
    for event in events:
        verb = verb_of(event.verb)
        if verb in DIRECTORY:
            directory = replace(_FOLDS[verb](directory, event), revision=event.seq)
    return directory


# what an event says


def _started(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    directory = _member_added(directory, event)
    member = event.actor
    own = replace(directory.keys[member], provisional=False) if member in directory.keys else None
    return replace(
        directory,
        keys=directory.keys if own is None else {**directory.keys, member: own},
        past_keys=directory.past_keys if own is None else {member: (own,)},
        settings=_as_set(directory.settings, "service_name", body.get("service_name", "")),
        recovery_key=unb64(body.get("recovery_key", "")),
        logbook_id=str(body.get("logbook_id", event.about)),
        started_at=event.at,
    )


def _member_added(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "member" not in body:
        unlisted = Member(id=event.about, name="someone no longer listed", roles=frozenset())
        return _with_member(directory, replace(unlisted, left=True))
    member = member_from(body["member"])
    return _with_keys(_with_member(directory, member), member.id, event, provisional=True)


def _member_changed(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    member = directory.staff.members.get(str(body.get("id", event.about)))
    if member is None:
        return directory
    changed = member_from({**member_plain(member), **body.get("changes", {})})
    return _with_member(directory, replace(changed, left=member.left))


def _member_removed(directory: Directory, event: Logged) -> Directory:
    gone = str(_body(event).get("id", event.about))
    if gone not in directory.staff:
        return directory
    keys = {member: keys for member, keys in directory.keys.items() if member != gone}
    directory = _with_member(directory, replace(directory.staff[gone], left=True))
    return replace(directory, keys=keys)


def _member_reset(directory: Directory, event: Logged) -> Directory:
    member = str(_body(event).get("id", event.about))
    reset = Reset(event=event.id, member=member, by=event.actor, at=event.at)
    directory = replace(directory, resets=(*directory.resets, reset))
    return _with_keys(directory, member, event, provisional=True)


def _keys_replaced(directory: Directory, event: Logged) -> Directory:
    member = str(_body(event).get("id", event.actor))
    return _with_keys(directory, member, event, provisional=False)


def _recovery_replaced(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "recovery_key" not in body:
        return directory
    return replace(directory, recovery_key=unb64(body["recovery_key"]))


def _person_added(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "person" not in body:
        gone = Person(id=event.about, name="someone whose details were erased", initials="–")
        return _with_person(directory, gone)
    return _with_person(directory, person_from(body["person"]))


def _person_changed(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    person = directory.people.get(str(body.get("id", event.about)))
    if person is None:
        return directory
    changed = person_from({**person_plain(person), **body.get("changes", {})})
    return _with_person(directory, changed)


def _house_added(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "name" not in body:
        return directory
    return _with_house(directory, House(name=body["name"]))


def _house_closed(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if body.get("name") not in directory.houses:
        return directory
    return _with_house(directory, House(name=body["name"], closed=True))


def _house_renamed(directory: Directory, event: Logged) -> Directory:
    """Everybody who ever was in it is in the house of the new name: it is the same house."""
    body = _body(event)
    before, after = body.get("name", ""), body.get("to", "")
    if before not in directory.houses or not after:
        return directory
    houses = {name: house for name, house in directory.houses.items() if name != before}
    renamed = replace(directory.houses[before], name=after)
    members = {
        each.id: replace(each, house=after) if each.house == before else each
        for each in directory.staff
    }
    people = {
        each.id: replace(each, house=after) if each.house == before else each
        for each in directory.people.values()
    }
    return replace(
        directory, houses={**houses, after: renamed}, staff=Staff(members), people=people
    )


def _setting_changed(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "name" not in body:
        return directory
    return replace(directory, settings=_as_set(directory.settings, body["name"], body["value"]))


def _policy_accepted(directory: Directory, event: Logged) -> Directory:
    body = _body(event)
    if "version" not in body:
        return directory
    accepted = Accepted(
        version=str(body["version"]), clauses=dict(body.get("clauses", {})), at=event.at
    )
    return replace(directory, accepted={**directory.accepted, event.actor: accepted})


def _as_set(settings: Settings, name: str, value: Plain) -> Settings:
    """What a later version would refuse to set keeps its former value: a log is always readable."""
    try:
        return settings.changed(name, value)
    except (NotASetting, UnknownSetting):
        return settings


_FOLDS: Mapping[Verb, Callable[[Directory, Logged], Directory]] = {
    Verb.STARTED: _started,
    Verb.MEMBER_ADDED: _member_added,
    Verb.MEMBER_CHANGED: _member_changed,
    Verb.MEMBER_REMOVED: _member_removed,
    Verb.MEMBER_RESET: _member_reset,
    Verb.KEYS_REPLACED: _keys_replaced,
    Verb.RECOVERY_REPLACED: _recovery_replaced,
    Verb.PERSON_ADDED: _person_added,
    Verb.PERSON_CHANGED: _person_changed,
    Verb.HOUSE_ADDED: _house_added,
    Verb.HOUSE_RENAMED: _house_renamed,
    Verb.HOUSE_CLOSED: _house_closed,
    Verb.SETTING_CHANGED: _setting_changed,
    Verb.POLICY_ACCEPTED: _policy_accepted,
}


def _body(event: Logged) -> Mapping[str, Any]:
    return event.body or {}


def _with_house(directory: Directory, house: House) -> Directory:
    return replace(directory, houses={**directory.houses, house.name: house})


def _with_house_of(directory: Directory, name: str) -> Directory:
    """Whoever is said to be in a house makes it known."""
    if not name or name in directory.houses:
        return directory
    return _with_house(directory, House(name=name))


def _with_member(directory: Directory, member: Member) -> Directory:
    directory = _with_house_of(directory, member.house)
    return replace(directory, staff=Staff({**directory.staff.members, member.id: member}))


def _with_person(directory: Directory, person: Person) -> Directory:
    directory = _with_house_of(directory, person.house)
    return replace(directory, people={**directory.people, person.id: person})


def _with_keys(directory: Directory, member: str, event: Logged, *, provisional: bool) -> Directory:
    body = _body(event)
    if "signing_key" not in body:
        return directory
    keys = PublicKeys(
        sealing=unb64(body["sealing_key"]),
        signing=unb64(body["signing_key"]),
        since=event.seq,
        provisional=provisional,
    )
    earlier = directory.past_keys.get(member, ())
    return replace(
        directory,
        keys={**directory.keys, member: keys},
        past_keys={**directory.past_keys, member: (*earlier, keys)},
    )
