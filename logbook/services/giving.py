"""Letting somebody into sealed entries: a new lead, or whose sign-in was reset. Always an act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.domain import rights
from logbook.domain.directory import Directory
from logbook.domain.events import READERS, Event, Logged, Plain, Verb, new_id
from logbook.domain.folding.entries import fold
from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.standing import Standing
from logbook.domain.why_not import NOTHING_HERE
from logbook.services import drafts, reading, sealing
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry
from logbook.services.sealing import NotSealedToYou
from logbook.storage import lists
from logbook.vault import keyfile, recovery
from logbook.vault.keys import Keys

MAY_RECOVER = frozenset({Role.GENERAL_MANAGER, Role.DEPUTY, Role.LEAD})


@dataclass(frozen=True, kw_only=True)
class Without:
    """Somebody who would read sealed entries that their keys do not open."""

    member: Member
    entries: tuple[str, ...]


def without(desk: Desk) -> tuple[Without, ...]:
    """Who lacks what of the sealed entries that this lead works on."""
    found: dict[str, list[str]] = {}
    directory = desk.directory
    for entry_id in _all_sealed(desk):
        stored = desk.stored_events_of(entry_id)
        standing = _mine(desk, directory, stored)
        if standing is None:
            continue
        for member in sealing.who_lacks(standing, stored, directory, desk.today):
            found.setdefault(member.id, []).append(entry_id)
    return tuple(
        Without(member=directory.staff[each], entries=tuple(ids)) for each, ids in found.items()
    )


def give(desk: Desk, entry_id: str, member_id: str) -> OpenEntry:
    """Let one more reader into a sealed entry. It is logged, and never for whoever it is about.

    Raises:
        NotFound: there is no such sealed entry for this lead.
        NotAllowed: they can read it already, or never may; the text says which.
    """
    directory = desk.directory
    stored = desk.stored_events_of(entry_id)
    standing = _mine(desk, directory, stored)
    if standing is None:
        raise NotFound(NOTHING_HERE)
    member = directory.staff.members.get(member_id)
    if member is None or not sealing.may_have(member, standing, desk.today):
        raise NotAllowed("Only safeguarding leads can be given this, and never anyone it is about.")
    if member not in sealing.who_lacks(standing, stored, directory, desk.today):
        raise NotAllowed(f"{member.name} can read this already.")
    desk.append(_shared(desk, standing, stored, (member,), desk.keys))
    return reading.open_entry(desk, entry_id)


def give_all(desk: Desk, member_id: str) -> int:
    """Let somebody into every sealed entry that this lead works on and they may read.

    Returns:
        How many there were.

    Raises:
        NotAllowed: they can read all of them already.
    """
    ids = next((each.entries for each in without(desk) if each.member.id == member_id), ())
    if not ids:
        name = desk.staff.name(member_id)
        raise NotAllowed(f"{name} lacks none of the sealed entries that you can give.")
    for entry_id in ids:
        stored = desk.stored_events_of(entry_id)
        standing = fold(sealing.opened(stored, desk.keys))
        desk.append(_shared(desk, standing, stored, (desk.staff[member_id],), desk.keys))
    return len(ids)


def recover(desk: Desk, typed: str) -> int:
    """With the recovery key, let present leads and authors into what their keys do not open.

    Authors get their drafts back too, which nobody is told: others do not know of them.
    Nothing of it is shown to whoever types it.

    Returns:
        How many entries somebody was let into.

    Raises:
        NotAllowed: somebody else's to do.
        NotTypedRight, AnotherLogbooksKey: the recovery key is not right.
    """
    check_may_recover(desk)
    keys = recovery.sign_in(keyfile.load(desk.folder), recovery.read(typed))
    drafts.give_back(desk, keys)
    return sum(_recovered(desk, entry_id, keys) for entry_id in _all_sealed(desk))


def check_may_recover(desk: Desk) -> None:
    """Refuse before anybody fetches the paper from the safe."""
    if not desk.member.roles & MAY_RECOVER:
        raise NotAllowed(
            "The General Manager, the deputy or a safeguarding lead does this, with the recovery "
            "key: ask one of them."
        )


def _recovered(desk: Desk, entry_id: str, keys: Keys) -> bool:
    stored = desk.stored_events_of(entry_id)
    try:
        standing = fold(sealing.opened(stored, keys))
    except NotSealedToYou:
        return False  # its readers never were those of this recovery key
    lacking = sealing.who_lacks(standing, stored, desk.directory, desk.today)
    if lacking:
        desk.append(_shared(desk, standing, stored, lacking, keys))
    return bool(lacking)


def _all_sealed(desk: Desk) -> tuple[str, ...]:
    return desk.read(lists.sealed_ids)


def _mine(desk: Desk, directory: Directory, stored: Sequence[Logged]) -> Standing | None:
    """Where a sealed entry stands that this person is a lead for and can open."""
    if not sealing.is_sealed(stored):
        return None
    try:
        standing = fold(sealing.opened(stored, desk.keys))
    except NotSealedToYou:
        return None
    return standing if desk.keys.member_id in rights.triagers(standing, directory.staff) else None


def _shared(
    desk: Desk,
    standing: Standing,
    stored: Sequence[Logged],
    members: Sequence[Member],
    keys: Keys,
) -> Event:
    """The event that lets them in, with a share of everything there is of it so far."""
    directory = desk.directory
    given = {each.id: directory.keys[each.id].sealing for each in members}
    named = tuple(dict.fromkeys((*sealing.readers_after(standing), *given)))
    event = Event(
        id=new_id(),
        at=desk.now,
        actor=desk.keys.member_id,
        about=standing.id,
        verb=Verb.SHARED,
        body={"to": tuple(given), READERS: named},
    )
    to = {**sealing.public_keys(named, directory, stored), **given}
    shares = [
        share
        for member, public in given.items()
        for share in _shares(member, public, stored, directory, keys)
    ]
    return sealing.seal(event, to, shares)


def _shares(
    member: str, public: bytes, stored: Sequence[Logged], directory: Directory, keys: Keys
) -> list[Mapping[str, Plain]]:
    """What was closed to whoever gives stays closed to whom they give it."""
    found = []
    for event in sealing.lacking(member, directory, stored, stored):
        try:
            found.append(sealing.share(event, stored, keys, member, public))
        except NotSealedToYou:
            continue
    return found
