"""Sealed events: how they go into the log as ciphertext, and how a reader has their words again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from logbook.domain import rights
from logbook.domain.directory import Directory
from logbook.domain.entries import Entry
from logbook.domain.events import (
    READERS,
    SEALED,
    SHARES,
    Event,
    Logged,
    Plain,
    as_logged,
    canonical,
    is_sealed_body,
    readers_in,
)
from logbook.domain.folding.entries import fold
from logbook.domain.people import Member, Role
from logbook.domain.standing import Standing
from logbook.vault import sealing
from logbook.vault.keys import Keys, recovery_id
from logbook.vault.sealing import NotSealedToYou, SealBroken, Sealed, Share

__all__ = ["NotSealedToYou", "SealBroken"]


def is_sealed(events: Sequence[Logged]) -> bool:
    """Whether these events, as the log holds them, are of a sealed entry."""
    return any(is_sealed_body(event.body) for event in events)


# who reads


def with_first_readers(event: Event, directory: Directory, day: date) -> Event:
    """The sending of a sealed entry, with whom it names as its readers."""
    entry = Entry.from_plain({key: said for key, said in event.body.items() if key != READERS})
    named = rights.sealed_readers(entry, directory.staff, day)
    return replace(event, body={**event.body, READERS: named})


def with_readers(event: Event, opened: Sequence[Logged]) -> Event:
    """A later event, with whom the entry names from then on: never anyone it is about by then.

    Whoever an event names as those it is about, and is not by its undoing, is one again.
    """
    after = fold([*opened, as_logged(event, opened[-1].seq + 1)])
    return replace(event, body={**event.body, READERS: readers_after(after)})


def readers_after(standing: Standing) -> tuple[str, ...]:
    return tuple(each for each in standing.sealed_ever if each not in standing.about)


def public_keys(
    readers: Sequence[str], directory: Directory, sent: Sequence[Logged] = ()
) -> Mapping[str, bytes]:
    """The keys that something is sealed to, as the log has them; the recovery key always.

    Only leads who are here, and its author. Whose sign-in was reset since an entry was sent is
    let in by somebody's deliberate act and not before: whoever reset them could sign in as them.
    """
    leads = {each.id for each in directory.staff.holding(Role.LEAD)}
    author = sent[0].actor if sent else ""
    found = {
        each: directory.keys[each].sealing
        for each in readers
        if each in directory.keys
        and (not sent or ((each in leads or each == author) and holds(each, directory, sent)))
    }
    return {**found, recovery_id(directory.recovery_key): directory.recovery_key}


def holds(member: str, directory: Directory, events: Sequence[Logged]) -> bool:
    """Whether somebody can open an entry's sending with the keys they have now."""
    return not lacking(member, directory, events[:1], events)


def who_lacks(
    standing: Standing, stored: Sequence[Logged], directory: Directory, day: date
) -> tuple[Member, ...]:
    """Leads, and its author, who may read a sealed entry that their keys do not open."""
    able = (each for each in directory.staff.present() if may_have(each, standing, day))
    return tuple(
        each
        for each in able
        if each.id not in standing.sealed_to or not holds(each.id, directory, stored)
    )


def may_have(member: Member, standing: Standing, day: date) -> bool:
    """Whether a sealed entry may be given to somebody: never to anyone it is about."""
    if member.id in standing.about or not member.may_sign_in_on(day):
        return False
    is_lead = Role.LEAD in member.roles and not standing.entry.practice
    return is_lead or member.id == standing.author


def lacking(
    member: str, directory: Directory, events: Sequence[Logged], all_of_it: Sequence[Logged]
) -> tuple[Logged, ...]:
    """Which of these sealed events are not sealed to a member's present keys."""
    known = marks(member, directory)
    shares = _granted(all_of_it)
    return tuple(
        event
        for event in events
        if is_sealed_body(event.body)
        and not known & {each.key_mark for each in _shares_of(event, shares, member)}
    )


def marks(member: str, directory: Directory) -> frozenset[str]:
    """The keys a member can open with: their own, and the provisional ones those replaced."""
    known = directory.past_keys.get(member, ())
    if not known:
        return frozenset()
    *earlier, present = known
    found = [present.sealing]
    if earlier and earlier[-1].provisional and not present.provisional:
        found.append(earlier[-1].sealing)
    return frozenset(sealing.key_mark(each) for each in found)


def _shares_of(
    event: Logged, granted: Mapping[str, Sequence[Share]], member: str
) -> tuple[Share, ...]:
    """What lets a member into one event: the envelope's share, and those given later."""
    own = _sealed(event).envelope.shares.get(member)
    later = (each for each in granted.get(event.id, ()) if each.reader == member)
    return (*(() if own is None else (own,)), *later)


def _granted(events: Sequence[Logged]) -> Mapping[str, Sequence[Share]]:
    """Shares given after the sealing, by the event they open; the newest first."""
    found: dict[str, list[Share]] = {}
    for event in reversed(events):
        given = (event.body or {}).get(SHARES)
        if not isinstance(given, list | tuple):
            continue
        for each in given:
            if not isinstance(each, Mapping):
                raise SealBroken("What lets somebody read this cannot be read itself.")
            found.setdefault(str(each["event"]), []).append(_share_from(each))
    return found


def _share_from(plain: Mapping[str, Plain]) -> Share:
    try:
        return Share.from_plain(plain)
    except (KeyError, TypeError, ValueError) as fault:
        raise SealBroken("What lets somebody read this cannot be read itself.") from fault


# sealing


def seal(
    event: Event, to: Mapping[str, bytes], shares: Sequence[Mapping[str, Plain]] = ()
) -> Event:
    """The event as it goes into the log: its words as ciphertext, its readers' ids in clear."""
    text = sealing.seal(canonical(dict(event.body)), to, _place(event))
    body: dict[str, Plain] = {SEALED: text.to_plain(), READERS: readers_in(event.body)}
    if shares:
        body[SHARES] = list(shares)
    return replace(event, body=body)


def share(
    event: Logged, all_of_it: Sequence[Logged], keys: Keys, reader: str, public: bytes
) -> Mapping[str, Plain]:
    """What lets one more reader into an event that these keys open.

    Raises:
        NotSealedToYou, SealBroken: as opening it does.
    """
    text, aad = _sealed(event), _place(event)
    mine = _ways_in(event, _granted(all_of_it), keys)
    for holder, own in mine:
        try:
            given = holder.share(text, aad, new_reader=reader, public=public, share=own)
        except NotSealedToYou:
            continue
        return {"event": event.id, **given.to_plain()}
    raise _not_yours(mine)


# opening


def opened(events: Sequence[Logged], keys: Keys) -> tuple[Logged, ...]:
    """The events with their words, for one of their readers.

    What was done while somebody was no reader stays closed to them, and says no more than that.

    Raises:
        NotSealedToYou: the sending is not sealed to these keys.
        SealBroken: something was changed since, or belongs somewhere else.
    """
    granted = _granted(events)
    found: list[Logged] = []
    for event in events:
        try:
            found.append(_opened(event, granted, keys))
        except NotSealedToYou:
            if not found:
                raise
            found.append(replace(event, body={READERS: readers_in(event.body)}))
    return tuple(found)


def _opened(event: Logged, granted: Mapping[str, Sequence[Share]], keys: Keys) -> Logged:
    if not is_sealed_body(event.body):
        return event
    text, aad = _sealed(event), _place(event)
    mine = _ways_in(event, granted, keys)
    for holder, own in mine:
        try:
            words = holder.open(text, aad, own)
        except NotSealedToYou:
            continue
        return replace(event, body=json.loads(words))
    raise _not_yours(mine)


def _ways_in(
    event: Logged, granted: Mapping[str, Sequence[Share]], keys: Keys
) -> tuple[tuple[Keys, Share], ...]:
    """Whatever may open an event with these keys, or with those they took the place of."""
    return tuple(
        (holder, share)
        for holder in (keys, *keys.earlier)
        for share in _shares_of(event, granted, holder.member_id)
    )


def _not_yours(mine: Sequence[object]) -> NotSealedToYou:
    if not mine:
        return NotSealedToYou("This is not sealed to you. A safeguarding lead can give it to you.")
    return NotSealedToYou(
        "This is sealed to the keys you had before your sign-in was reset. A safeguarding lead "
        "can give it back to you; if none can, the recovery key does."
    )


def _sealed(event: Logged) -> Sealed:
    body = event.body or {}
    text = body.get(SEALED)
    if not isinstance(text, Mapping):
        raise SealBroken("This is no sealed text. Run verify on this logbook.")
    return Sealed.from_plain(text)


def _place(event: Event | Logged) -> bytes:
    """Where it belongs: the same ciphertext under another event does not open."""
    return canonical(["logbook-sealed-event-v1", event.about, event.id, event.verb.value])
