"""Who is here, who is supported, how the service is set up, and who may change that."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from logbook.domain.events import DIRECTORY, Event, Logged, Plain, Verb, b64, unb64, verb_of
from logbook.domain.houses import House, Houses
from logbook.domain.people import MANAGING, NEVER_EMPTY, FileClosed, Member, Person, Role, Staff
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import NotASetting, Settings, UnknownSetting


@dataclass(frozen=True, kw_only=True)
class PublicKeys:
    """What the log says about a member's key pairs: the only keys that sealing may use.

    Provisional keys came with an invitation or a reset; the person's own replace them at
    their next sign-in.
    """

    sealing: bytes
    signing: bytes
    since: int
    """The sequence of the event that brought them."""
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Reset:
    """Somebody made a new way in for a member, and the member is to be shown that."""

    event: str
    member: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The version of the policy that a member accepted last, and a mark of each clause in it."""

    version: str
    clauses: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Everyone and everything set up, as the log says it up to `revision`."""

    staff: Staff = field(default_factory=Staff)
    people: Mapping[str, Person] = field(default_factory=dict)
    houses: Houses = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    keys: Mapping[str, PublicKeys] = field(default_factory=dict)
    """The present keys of present members."""
    past_keys: Mapping[str, tuple[PublicKeys, ...]] = field(default_factory=dict)
    """Every key a member ever had, oldest first, present ones too: old signatures need them."""
    resets: tuple[Reset, ...] = ()
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    recovery_key: bytes = b""
    logbook_id: str = ""
    started_at: datetime | None = None
    revision: int = 0

    def resets_of(self, member_id: str) -> tuple[Reset, ...]:
        return tuple(reset for reset in self.resets if reset.member == member_id)

    def signing_key(self, member_id: str, seq: int) -> bytes:
        """The key that signed a member's event of this sequence.

        Whoever starts a logbook signs with the key that the same event brings; everybody else,
        also when they replace their keys, signs with the key they had before.

        Raises:
            NotFound: this member had no key by then.
        """
        known = [keys for keys in self.past_keys.get(member_id, ()) if keys.since < max(seq, 2)]
        if not known:
            raise NotFound(f"Nobody named “{member_id}” could sign line {seq} of this logbook.")
        return known[-1].signing


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


def member_plain(member: Member) -> dict[str, Plain]:
    """A member as the log says them; whether they left is an event of its own."""
    return {
        "id": member.id,
        "name": member.name,
        "roles": tuple(sorted(role.value for role in member.roles)),
        "house": member.house,
        "manager": member.manager,
        "ends_on": member.ends_on.isoformat() if member.ends_on else None,
        "away": member.away,
        "cover": member.cover,
        "away_until": member.away_until.isoformat() if member.away_until else None,
        "email": member.email,
    }


def member_from(plain: Mapping[str, Any]) -> Member:
    return Member(
        id=plain["id"],
        name=plain["name"],
        roles=frozenset(Role(role) for role in plain["roles"]),
        house=plain.get("house", ""),
        manager=plain.get("manager", ""),
        ends_on=_day_of(plain.get("ends_on")),
        away=bool(plain.get("away")),
        cover=plain.get("cover", ""),
        away_until=_day_of(plain.get("away_until")),
        email=plain.get("email", ""),
    )


def _day_of(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def person_plain(person: Person) -> dict[str, Plain]:
    return {
        "id": person.id,
        "name": person.name,
        "initials": person.initials,
        "house": person.house,
        "aliases": person.aliases,
        "closed": person.closed.value if person.closed else None,
    }


def person_from(plain: Mapping[str, Any]) -> Person:
    closed = plain.get("closed")
    return Person(
        id=plain["id"],
        name=plain["name"],
        initials=plain["initials"],
        house=plain.get("house", ""),
        aliases=tuple(plain.get("aliases", ())),
        closed=FileClosed(closed) if closed else None,
    )


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


# what may be done, and the event that says so


def start(
    member: Member,
    *,
    at: datetime,
    event_id: str,
    sealing_key: bytes,
    signing_key: bytes,
    recovery_key: bytes,
    service_name: str,
    logbook_id: str,
) -> Event:
    """The first line of a logbook: whoever sets it up is its General Manager."""
    if Role.GENERAL_MANAGER not in member.roles:
        raise NotAllowed("Whoever sets up the logbook is its General Manager.")
    return Event(
        id=event_id,
        at=at,
        actor=member.id,
        about=logbook_id,
        verb=Verb.STARTED,
        body={
            "member": member_plain(member),
            "sealing_key": b64(sealing_key),
            "signing_key": b64(signing_key),
            "recovery_key": b64(recovery_key),
            "service_name": service_name,
            "logbook_id": logbook_id,
        },
    )


def still_missing(staff: Staff) -> tuple[Role, ...]:
    """Roles that set-up cannot finish without and nobody holds yet."""
    return tuple(role for role in NEVER_EMPTY if not staff.holding(role))


def add_member(
    staff: Staff,
    member: Member,
    *,
    by: Member,
    at: datetime,
    event_id: str,
    sealing_key: bytes,
    signing_key: bytes,
) -> Event:
    _check_may_add(member, by)
    _check_new(staff, member)
    _check_email(member)
    _check_line(staff, member)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=member.id,
        verb=Verb.MEMBER_ADDED,
        body={
            "member": member_plain(member),
            "sealing_key": b64(sealing_key),
            "signing_key": b64(signing_key),
        },
    )


def why_not_add(by: Member) -> str:
    """Why `by` adds no member of staff at all; empty where they add some."""
    if by.manages:
        return ""
    return "Only managers add people. Ask your line manager to add them."


def _check_may_add(member: Member, by: Member) -> None:
    if not member.roles:
        raise NotAllowed(f"Say what {member.name} does here: a member needs at least one role.")
    if Role.GENERAL_MANAGER in by.roles:
        return
    refusal = why_not_add(by)
    if refusal:
        raise NotAllowed(refusal)
    if member.roles != {Role.WORKER}:
        raise NotAllowed(
            "You can add support workers. Managers, the deputy and safeguarding leads are added "
            "by the General Manager: ask them."
        )
    if member.manager != by.id:
        raise NotAllowed(
            "You can add people who answer to you. Ask the General Manager to add someone under "
            "another manager."
        )


def _check_new(staff: Staff, member: Member) -> None:
    if member.id in staff:
        raise NotAllowed(f"{staff.name(member.id)} has an account already.")
    _check_name(staff, member)


_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


def _check_email(member: Member) -> None:
    if member.email and not _ADDRESS.fullmatch(member.email):
        raise NotAllowed(
            "Write the e-mail address like name@example.org, or leave it empty: then no reminder "
            "is sent."
        )


def _check_name(staff: Staff, member: Member) -> None:
    names = {other.name.casefold() for other in staff.present() if other.id != member.id}
    if not member.name.strip():
        raise NotAllowed("A member needs a name that colleagues know.")
    if member.name.casefold() in names:
        raise NotAllowed(
            f"There is a {member.name} here already. Add a middle name or the house, so that "
            "people can tell them apart."
        )


def _check_line(staff: Staff, member: Member) -> None:
    """Everybody but the General Manager answers to a manager who is here."""
    if Role.GENERAL_MANAGER in member.roles:
        return
    above = staff.members.get(member.manager)
    if above is None or above.left or not above.manages or above.id == member.id:
        raise NotAllowed(
            f"Say which manager {member.name} answers to, so that nothing they send is left alone."
        )
    if member.id in {each.id for each in staff.managers_above(above.id)}:
        raise NotAllowed(
            f"{above.name} answers to {member.name} already. Choose a manager further up."
        )


_OWN = frozenset({"away", "cover", "away_until", "email"})
_BY_MANAGER = _OWN | {"name", "house", "ends_on"}
_LINE = frozenset({"manager", "roles"})
"""What says whom somebody answers to: a manager who left is no reason to refuse another change."""


def change_member(
    staff: Staff,
    changed: Member,
    *,
    by: Member,
    at: datetime,
    event_id: str,
) -> Event:
    """The event that makes a member be as given; only what differs is written."""
    member = _present(staff, changed.id)
    before, after = member_plain(member), member_plain(changed)
    changes = {key: after[key] for key in after if after[key] != before[key]}
    if not changes:
        raise NotAllowed(f"Nothing about {member.name} was changed, so there is nothing to save.")
    _check_may_change(staff, member, changes, by)
    _check_roles_kept(staff, member, changed.roles)
    _check_last_day(staff, member, changed)
    _check_name(staff, changed)
    _check_email(changed)
    if changes.keys() & _LINE:
        _check_line(staff, changed)
    if changed.away or "cover" in changes:
        _check_cover(staff, changed)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=member.id,
        verb=Verb.MEMBER_CHANGED,
        body={"id": member.id, "changes": changes},
    )


def _check_may_change(staff: Staff, member: Member, changes: Iterable[str], by: Member) -> None:
    if Role.GENERAL_MANAGER in by.roles:
        return
    wanted = frozenset(changes)
    if member.id == by.id and wanted <= _OWN:
        return
    if Role.GENERAL_MANAGER in member.roles and Role.DEPUTY in by.roles and wanted <= _OWN:
        return
    if Role.GENERAL_MANAGER in member.roles:
        raise NotAllowed(f"Only {member.name} can change that: ask them.")
    if not _is_over(staff, by, member):
        raise NotAllowed(f"Only those {member.name} answers to can change that. Ask one of them.")
    if not wanted <= _BY_MANAGER:
        raise NotAllowed(
            "Roles, and who answers to whom, are changed by the General Manager: ask them."
        )


def why_not_change(staff: Staff, member: Member, changes: Iterable[str], by: Member) -> str:
    """Why `by` may not change these of a member's fields; empty where they may."""
    return _why_not(lambda: _check_may_change(staff, member, changes, by))


def why_not_remove(staff: Staff, member: Member, by: Member) -> str:
    """Why `by` may not remove this member; empty where they may."""
    return _why_not(lambda: _check_may_remove(staff, member, by))


def why_not_keep_people(by: Member) -> str:
    """Why `by` may not change the list of service users; empty where they may."""
    return _why_not(lambda: _check_keeps_people(by))


def _why_not(check: Callable[[], None]) -> str:
    try:
        check()
    except NotAllowed as why:
        return str(why)
    return ""


def _check_roles_kept(staff: Staff, member: Member, roles: Collection[Role]) -> None:
    for role in NEVER_EMPTY:
        if role in member.roles and role not in roles and _is_last(staff, member, role):
            raise NotAllowed(_last_words(member, role))
    if not roles:
        raise NotAllowed(f"Say what {member.name} does here: a member needs at least one role.")
    if not MANAGING & set(roles):
        _check_nobody_under(staff, member)


def _check_last_day(staff: Staff, member: Member, changed: Member) -> None:
    if changed.ends_on is None or changed.ends_on == member.ends_on:
        return
    for role in NEVER_EMPTY:
        stay = [each for each in staff.holding(role) if each.ends_on is None]
        if role in changed.roles and not [each for each in stay if each.id != member.id]:
            raise NotAllowed(_last_words(member, role))


def _check_nobody_under(staff: Staff, member: Member) -> None:
    under = [each.name for each in staff.present() if each.manager == member.id]
    if member.manages and under:
        raise NotAllowed(
            f"{_listed(under)} would answer to nobody. Give them another manager first."
        )


def _check_cover(staff: Staff, member: Member) -> None:
    if not member.cover:
        return
    cover = staff.members.get(member.cover)
    stands_in = cover is not None and not cover.left and cover.id != member.id
    if cover is None or not stands_in or not (cover.manages or Role.DEPUTY in cover.roles):
        raise NotAllowed(
            f"Whoever covers for {member.name} needs to be another manager who is here."
        )


def remove_member(
    staff: Staff, member_id: str, *, by: Member, at: datetime, event_id: str
) -> Event:
    """Their open work is handed up by the rights; their name stays on what they did."""
    member = _present(staff, member_id)
    _check_may_remove(staff, member, by)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=member.id,
        verb=Verb.MEMBER_REMOVED,
        body={"id": member.id},
    )


def _check_may_remove(staff: Staff, member: Member, by: Member) -> None:
    if member.id == by.id:
        raise NotAllowed("Nobody removes their own account. Ask whoever you answer to.")
    if Role.GENERAL_MANAGER in member.roles and Role.GENERAL_MANAGER not in by.roles:
        raise NotAllowed(f"Only another General Manager can remove {member.name}.")
    if Role.GENERAL_MANAGER not in by.roles and not _is_over(staff, by, member):
        raise NotAllowed(f"Only those {member.name} answers to can remove them. Ask one of them.")
    if Role.GENERAL_MANAGER not in by.roles and member.roles != {Role.WORKER}:
        raise NotAllowed("The General Manager removes managers, leads and the deputy: ask them.")
    for role in NEVER_EMPTY:
        if role in member.roles and _is_last(staff, member, role):
            raise NotAllowed(_last_words(member, role))


def reset_member(
    staff: Staff,
    member_id: str,
    *,
    by: Member,
    at: datetime,
    event_id: str,
    sealing_key: bytes,
    signing_key: bytes,
) -> Event:
    """A new way in for somebody who forgot their passphrase. It goes upward only."""
    member = _present(staff, member_id)
    refusal = why_not_reset(staff, member, by)
    if refusal:
        raise NotAllowed(refusal)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=member.id,
        verb=Verb.MEMBER_RESET,
        body={
            "id": member.id,
            "sealing_key": b64(sealing_key),
            "signing_key": b64(signing_key),
        },
    )


def why_not_reset(staff: Staff, member: Member, by: Member) -> str:
    """Why `by` may not reset this member; empty where they may."""
    if member.id == by.id:
        return "You are signed in: change your passphrase instead."
    if Role.GENERAL_MANAGER in member.roles:
        if Role.DEPUTY in by.roles:
            return ""
        return "The General Manager is reset by the deputy, with the recovery key: ask them."
    if _is_over(staff, by, member):
        return ""
    return f"Only those {member.name} answers to can reset them. Ask one of them."


def replace_keys(
    member: Member, *, at: datetime, event_id: str, sealing_key: bytes, signing_key: bytes
) -> Event:
    """Signed with the keys that it replaces."""
    return Event(
        id=event_id,
        at=at,
        actor=member.id,
        about=member.id,
        verb=Verb.KEYS_REPLACED,
        body={
            "id": member.id,
            "sealing_key": b64(sealing_key),
            "signing_key": b64(signing_key),
        },
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
    if not by.manages:
        raise NotAllowed(
            "Managers keep the list of people we support. You can record an entry about someone "
            "who is not listed, and ask your manager to add them."
        )


def _check_person(people: Mapping[str, Person], person: Person) -> None:
    if not person.name.strip():
        raise NotAllowed("Somebody we support needs a name on this list.")
    taken = {other.initials for other in people.values() if other.id != person.id}
    if person.initials in taken:
        raise NotAllowed(
            f"Somebody else is shown as {person.initials}. "
            f"{initials_for(person.name, taken)} is free."
        )


ON_CALL = frozenset({"on_call", "on_call_checked"})
"""Settings that change from week to week: every manager and the deputy keep them."""


def why_not_set(name: str, by: Member) -> str:
    """Why `by` may not change a setting; empty where they may."""
    if Role.GENERAL_MANAGER in by.roles:
        return ""
    if name not in ON_CALL:
        return "The General Manager keeps the settings: ask them to change this one."
    if by.manages or Role.DEPUTY in by.roles:
        return ""
    return "Managers say who is on call. Ask your line manager to change it."


def change_setting(
    settings: Settings, name: str, value: Plain, *, by: Member, at: datetime, event_id: str
) -> Event:
    refusal = why_not_set(name, by)
    if refusal:
        raise NotAllowed(refusal)
    settings.changed(name, value)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=name,
        verb=Verb.SETTING_CHANGED,
        body={"name": name, "value": value},
    )


def accept_policy(
    member: Member, *, version: str, clauses: Mapping[str, str], at: datetime, event_id: str
) -> Event:
    """Only for oneself: nobody accepts it for somebody else."""
    return Event(
        id=event_id,
        at=at,
        actor=member.id,
        about=member.id,
        verb=Verb.POLICY_ACCEPTED,
        body={"version": version, "clauses": dict(clauses)},
    )


def _present(staff: Staff, member_id: str) -> Member:
    member = staff.members.get(member_id)
    if member is None or member.left:
        raise NotFound("Nobody like that has an account here. Find them by name.")
    return member


def _is_over(staff: Staff, by: Member, member: Member) -> bool:
    return by.id in {above.id for above in staff.managers_above(member.id)}


def _is_last(staff: Staff, member: Member, role: Role) -> bool:
    return [each.id for each in staff.holding(role)] == [member.id]


def _last_words(member: Member, role: Role) -> str:
    return (
        f"{member.name} is the only {role.words} here, and there always has to be one. "
        "Name another first."
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
