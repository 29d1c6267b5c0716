"""What may be done with accounts, by whom, and the event that says so."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from logbook.domain.directory import member_plain
from logbook.domain.events import Event, Verb, b64
from logbook.domain.people import MANAGING, NEVER_EMPTY, Member, Role, Staff
from logbook.domain.refusals import NotAllowed, NotFound

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


MAY_REPLACE_RECOVERY = frozenset({Role.GENERAL_MANAGER, Role.DEPUTY})


def why_not_replace_recovery_key(by: Member) -> str:
    """Why `by` may not put a new recovery key in the present one's place; empty where they may."""
    if by.roles & MAY_REPLACE_RECOVERY:
        return ""
    return "The General Manager or the deputy makes a new recovery key: ask one of them."


def replace_recovery_key(
    by: Member, *, at: datetime, event_id: str, logbook_id: str, recovery_key: bytes
) -> Event:
    """What is sealed from now on is sealed to the new one."""
    refusal = why_not_replace_recovery_key(by)
    if refusal:
        raise NotAllowed(refusal)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=logbook_id,
        verb=Verb.RECOVERY_REPLACED,
        body={"recovery_key": b64(recovery_key)},
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
