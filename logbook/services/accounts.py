"""Accounts: who can sign in. Added by an invitation, reset by a code, removed with a new key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from logbook.domain import houses as housing
from logbook.domain import staffing
from logbook.domain.directory import Directory
from logbook.domain.events import Event, Verb, new_id
from logbook.domain.moments import Moment
from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.showing import short
from logbook.domain.text import identifier
from logbook.services.desk import Desk
from logbook.services.door import say_at_the_door
from logbook.services.signing_in import kdf_of
from logbook.storage.beside import backoff
from logbook.storage.keyed import opens, rekey
from logbook.vault import keyfile, recovery, rotation, slots
from logbook.vault.keyfile import PublicKeys
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
    email: str = "",
) -> Code:
    """Add a member of staff. Without a manager named, they answer to whoever adds them.

    Cut off before the code could be shown, it is ended by doing it again.

    Raises:
        NotAllowed: not theirs to add, or not like this; the text says who can.
    """
    directory = desk.directory
    member = Member(
        id=new_id(),
        name=identifier(name),
        roles=roles,
        house=housing.in_use(directory.houses, house),
        manager=manager or desk.member.id,
        ends_on=ends_on,
        email=email.strip(),
    )
    _check_to_come(desk, ends_on)
    begun = _without_a_way_in(desk, member)
    if begun is not None:
        return reset(desk, begun.id)
    return _invited(
        desk,
        member,
        slots.invite,
        lambda keys: staffing.add_member(
            directory.staff,
            member,
            by=desk.member,
            at=desk.now,
            event_id=new_id(),
            sealing_key=keys.sealing,
            signing_key=keys.signing,
        ),
    )


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
    code = _invited(
        desk,
        member,
        slots.reset,
        lambda keys: staffing.reset_member(
            directory.staff,
            member_id,
            by=desk.member,
            at=desk.now,
            event_id=new_id(),
            sealing_key=keys.sealing,
            signing_key=keys.signing,
        ),
    )
    backoff.forget(desk.folder, member_id)
    return code


Inviting: TypeAlias = Callable[..., slots.Invitation]
"""`slots.invite` for somebody new, `slots.reset` for somebody who is here."""


def _invited(
    desk: Desk, member: Member, inviting: Inviting, said: Callable[[PublicKeys], Event]
) -> Code:
    """A code for somebody: the log hears of their new keys first, then the key file has them.

    Cut off in between, the code was never shown and opens nothing; a reset makes another.
    """
    with keyfile.changing(desk.folder) as held:
        invited = inviting(held.keyfile, desk.keys, member, at=desk.now, kdf=kdf_of(held.keyfile))
        desk.append(said(invited.public))
        held.save(invited.keyfile)
    return Code(member=member, code=invited.code, expires=invited.expires)


def ways_in(desk: Desk) -> Mapping[str, str]:
    """How everybody who is here gets in, in words; empty for a passphrase, as it should be."""
    directory, present = desk.directory, keyfile.load(desk.folder)
    return {
        each.id: _way_in(directory, present, each.id, desk.now)
        for each in directory.staff.present()
    }


def _way_in(directory: Directory, present: keyfile.KeyFile, member_id: str, now: datetime) -> str:
    slot = present.slot(member_id)
    if slot is None or not _fits(directory, present, member_id):
        return "no way in: the making of a code was cut off. Make a new one"
    if slot.expires is None:
        return ""
    if slot.expires <= now:
        return "the code ran out before it was used. Make a new one"
    until = short(Moment.at(slot.expires, directory.settings.zone), now)
    return f"has a code, good until {until}, and has not used it yet"


def without_a_way_in(desk: Desk) -> frozenset[str]:
    """Members whose invitation or reset was cut off: no code and no passphrase lets them in."""
    directory, present = desk.directory, keyfile.load(desk.folder)
    return frozenset(
        each.id for each in directory.staff.present() if not _fits(directory, present, each.id)
    )


def _fits(directory: Directory, present: keyfile.KeyFile, member_id: str) -> bool:
    """Whether the key file opens for somebody with keys that the log knows, or follow on them."""
    slot, known = present.slot(member_id), directory.keys.get(member_id)
    if slot is None or known is None:
        return False
    return known.signing in (slot.public.signing, slot.replaces)


def _without_a_way_in(desk: Desk, wanted: Member) -> Member | None:
    """Somebody exactly like this whom a cut-off addition left without a code."""
    name = wanted.name.casefold()
    for each in desk.staff.present():
        if each.name.casefold() == name and each.id in without_a_way_in(desk):
            if each == replace(wanted, id=each.id, name=each.name):
                return each
            raise NotAllowed(
                f"{each.name} was added before, and has no code yet. Make a code for them as for "
                "a forgotten passphrase, then change what is different."
            )
    return None


def _check_to_come(desk: Desk, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < desk.today:
        raise NotAllowed("The last day has to be today or still to come.")


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
    with keyfile.changing(desk.folder) as held:
        # The replacing of a recovery key that was cut off leaves two: the log knows which counts.
        if len(held.keyfile.recovery) > 1:
            held.save(recovery.only(held.keyfile, directory.recovery_key))
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
    directory = desk.directory
    before = directory.staff.members.get(changed.id)
    if before is not None and before.ends_on != changed.ends_on:
        _check_to_come(desk, changed.ends_on)
    if before is not None and before.house != changed.house:
        changed = replace(changed, house=housing.in_use(directory.houses, changed.house))
    changed = replace(changed, name=identifier(changed.name))
    event = staffing.change_member(
        directory.staff, changed, by=desk.member, at=desk.now, event_id=new_id()
    )
    desk.append(event)
    say_at_the_door(desk.folder, desk.directory)


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
