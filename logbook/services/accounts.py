"""Accounts: who can sign in. Added by an invitation, reset by a code, removed with a new key."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from logbook.domain import directory as staffing
from logbook.domain.directory import Directory
from logbook.domain.events import Event, Verb, new_id
from logbook.domain.people import Member, Person, Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.text import identifier
from logbook.services.desk import Desk
from logbook.services.signing_in import kdf_of
from logbook.storage.beside import backoff
from logbook.storage.store import opens, rekey
from logbook.vault import keyfile, recovery, rotation, slots
from logbook.vault.keys import recovery_id


@dataclass(frozen=True, kw_only=True)
class Code:
    """A single-use code to hand over; it is shown once and kept nowhere."""

    member: Member
    code: str
    expires: datetime


def add(
    desk: Desk,
    *,
    name: str,
    roles: frozenset[Role],
    house: str = "",
    manager: str = "",
    ends_on: date | None = None,
) -> Code:
    """Add a member of staff. Without a manager named, they answer to whoever adds them.

    Raises:
        NotAllowed: not theirs to add, or not like this; the text says who can.
    """
    directory = desk.directory
    member = Member(
        id=new_id(),
        name=identifier(name),
        roles=roles,
        house=house.strip(),
        manager=manager or desk.member.id,
        ends_on=ends_on,
    )
    with keyfile.changing(desk.folder) as held:
        invited = slots.invite(
            held.keyfile, desk.keys, member, at=desk.now, kdf=kdf_of(held.keyfile)
        )
        event = staffing.add_member(
            directory.staff,
            member,
            by=desk.member,
            at=desk.now,
            event_id=new_id(),
            sealing_key=invited.public.sealing,
            signing_key=invited.public.signing,
        )
        desk.append(event)
        held.save(invited.keyfile)
    return Code(member=member, code=invited.code, expires=invited.expires)


def reset(desk: Desk, member_id: str, *, recovery_key: str = "") -> Code:
    """A new way in for somebody who forgot their passphrase; it goes upward only.

    The deputy resets the General Manager, and shows the recovery key to do it.

    Raises:
        NotAllowed: not theirs to reset; the text says whose it is.
        NotTypedRight, AnotherLogbooksKey: the recovery key is not right.
    """
    directory = desk.directory
    member = _present(directory, member_id)
    if Role.GENERAL_MANAGER in member.roles:
        _need_recovery_key(desk, recovery_key)
    with keyfile.changing(desk.folder) as held:
        invited = slots.reset(
            held.keyfile, desk.keys, member, at=desk.now, kdf=kdf_of(held.keyfile)
        )
        event = staffing.reset_member(
            directory.staff,
            member_id,
            by=desk.member,
            at=desk.now,
            event_id=new_id(),
            sealing_key=invited.public.sealing,
            signing_key=invited.public.signing,
        )
        desk.append(event)
        held.save(invited.keyfile)
    backoff.forget(desk.folder, member_id)
    return Code(member=member, code=invited.code, expires=invited.expires)


def remove(desk: Desk, member_id: str) -> None:
    """Remove a leaver and change the data key, so that theirs opens nothing saved from now on.

    The key goes first: cut off in between, they are out already, and removing them again ends it.
    A backup made before still opens with what they had.

    Raises:
        NotAllowed: the last of a role, oneself, or not theirs to remove.
    """
    event = staffing.remove_member(
        desk.staff, member_id, by=desk.member, at=desk.now, event_id=new_id()
    )
    rotate(desk, leavers=(member_id,))
    desk.append(event)
    backoff.forget(desk.folder, member_id)


def rotate(desk: Desk, *, leavers: tuple[str, ...] = ()) -> None:
    """Give everybody who stays a new data key, and encrypt the store anew with it."""
    directory = desk.directory
    known = {member: keys.sealing for member, keys in directory.keys.items()}
    known[recovery_id(directory.recovery_key)] = directory.recovery_key
    rotation.rotate(
        desk.folder,
        desk.keys,
        leavers=leavers,
        known=known,
        at=desk.now,
        opens=partial(opens, desk.folder),
        rekey=partial(rekey, desk.folder),
    )
    desk.append(
        Event(
            id=new_id(),
            at=desk.now,
            actor=desk.keys.member_id,
            about=directory.logbook_id,
            verb=Verb.KEY_ROTATED,
            body={"leavers": list(leavers)},
        )
    )


def change(desk: Desk, changed: Member) -> None:
    """Change what the log and the sign-in screen say of somebody.

    Raises:
        NotAllowed: not theirs to change; the text says whose it is.
    """
    event = staffing.change_member(
        desk.staff, changed, by=desk.member, at=desk.now, event_id=new_id()
    )
    desk.append(event)
    with keyfile.changing(desk.folder) as held:
        held.save(slots.relabel(held.keyfile, changed))


def add_person(desk: Desk, *, name: str, house: str = "", initials: str = "") -> Person:
    """Add a service user to the directory.

    Raises:
        NotAllowed: not theirs to add, or the initials are taken.
    """
    people = desk.directory.people
    taken = {each.initials for each in people.values()}
    name = identifier(name)
    person = Person(
        id=new_id(),
        name=name,
        initials=identifier(initials) if initials else staffing.initials_for(name, taken),
        house=house.strip(),
    )
    desk.append(staffing.add_person(people, person, by=desk.member, at=desk.now, event_id=new_id()))
    return person


def by_name(desk: Desk, name: str) -> Member:
    """A present member by name, or by the only name that begins so.

    Raises:
        NotFound: nobody, or more than one.
    """
    present = desk.staff.present()
    wanted = name.strip().casefold()
    exact = [each for each in present if each.name.casefold() == wanted]
    found = exact or [each for each in present if each.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"More than one person's name begins with “{name}”. Write all of it.")
    raise NotFound(f"Nobody named “{name}” has an account here.")


def _need_recovery_key(desk: Desk, typed: str) -> None:
    if not typed.strip():
        raise NotAllowed("The recovery key is needed to reset the General Manager.")
    recovery.sign_in(keyfile.load(desk.folder), recovery.read(typed))


def _present(directory: Directory, member_id: str) -> Member:
    member = directory.staff.members.get(member_id)
    if member is None or member.left:
        raise NotFound("Nobody like that has an account here.")
    return member
