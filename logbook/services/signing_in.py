"""Signing in: from a passphrase or a code to a desk, with what its owner should know first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from logbook.domain import staffing
from logbook.domain.directory import Directory, Reset
from logbook.domain.events import Verb, new_id
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed
from logbook.domain.showing import short, stated
from logbook.services import accepting, climbing, drafts, giving
from logbook.services.accepting import Waiting
from logbook.services.desk import Clock, Desk, wall_clock
from logbook.services.door import mend_the_door
from logbook.services.exporting import left
from logbook.storage import log
from logbook.storage.beside import backoff
from logbook.storage.beside.witness import Witness, state_folder
from logbook.storage.keyed import opens, rekey
from logbook.storage.store import Store, Terminal
from logbook.vault import keyfile, passphrases, rotation, slots
from logbook.vault.keyfile import KDF_DEFAULT, KDF_FLOOR, Kdf, KeyFile
from logbook.vault.keys import Keys

CLOCK_MAY_DIFFER = timedelta(minutes=5)
BACKUP_AGE = timedelta(days=7)
"""How old the newest backup may be before managers are reminded."""


class AccountEnded(NotAllowed):
    """The account has left, or its last day has passed."""


class KeysDisagree(NotAllowed):
    """The key file, which anybody can write, gives this person other keys than the log does."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A desk, and the sentences its owner reads first."""

    desk: Desk
    notices: tuple[str, ...] = ()
    waits: Waiting | None = None
    """What they have not accepted yet of the policy; None where nothing waits."""


def sign_in(
    folder: Path,
    member_id: str,
    passphrase: str,
    *,
    clock: Clock = wall_clock,
    terminal: Terminal | None = None,
    at_once: bool = False,
) -> SignedIn:
    """Open the logbook as this member. Slow on purpose, so call it from a thread.

    `at_once` leaves to `afterwards` what can wait until they have their own list before them.

    Raises:
        TooSoon: too many tries; it says when the next is possible.
        WrongPassphrase, CodeExpected, NoAccountHere, KeyFileRefusal: as the vault says.
        AccountEnded: they left, or their last day has passed.
        StoreFault: as the store says.
    """
    keys, failed = _keys(folder, member_id, passphrase, clock)
    desk = _opened(folder, keys, clock=clock, terminal=terminal)
    with _closed_if_refused(desk):
        if not at_once:
            afterwards(desk)
        return _signed_in(desk, failed)


def afterwards(desk: Desk) -> None:
    """What whoever signs in need not wait for: their climbs, the door and the board.

    A list of what waits for them writes down the climbs by itself, before it shows what climbed.
    """
    climbing.note(desk)
    _catch_up(desk)


def _catch_up(desk: Desk) -> None:
    """The door and the board catch up with what an interruption kept from them."""
    mend_the_door(desk.folder, desk.directory)
    desk.call(Store.write_board)


def look_in_rescue(
    folder: Path, member_id: str, passphrase: str, *, clock: Clock = wall_clock
) -> Desk:
    """Open a file that is damaged, cut short or read-only, to read what is left of it.

    Nothing can be saved; what only the write-ahead log holds is not seen.

    Raises:
        TooSoon, WrongPassphrase, AccountEnded, StoreFault: as for signing in.
    """
    keys, _ = _keys(folder, member_id, passphrase, clock)
    logbook_id = keyfile.load(folder).logbook_id
    store = Store.rescue(folder, tuple(keys.data_keys.values()), logbook_id)
    desk = Desk(folder, store, keys, clock)
    with _closed_if_refused(desk):
        _check_account(desk)
    return desk


def _keys(
    folder: Path, member_id: str, passphrase: str, clock: Clock
) -> tuple[Keys, backoff.Failures]:
    tried = backoff.one_try(folder, member_id, clock())
    keys = slots.open_slot(keyfile.load(folder), member_id, passphrase)
    tried.succeeded()
    return keys, tried.before


def _signed_in(desk: Desk, failed: backoff.Failures) -> SignedIn:
    waits = accepting.waiting(desk)
    return SignedIn(desk=desk, notices=_notices(desk, failed), waits=waits if waits.pages else None)


def accept_invitation(
    folder: Path,
    member_id: str,
    code: str,
    passphrase: str,
    *,
    clock: Clock = wall_clock,
    terminal: Terminal | None = None,
) -> SignedIn:
    """Use a single-use code to choose a passphrase, and sign in with it.

    Raises:
        PassphraseRefused: the passphrase is too short or too easy to guess; the code stays good.
        TooSoon, WrongCode, InvitationExpired, NoInvitation, NotTypedRight: as the vault says.
    """
    present = keyfile.load(folder)
    slot = present.slot(member_id)
    passphrases.check(passphrase, own_name=slot.name if slot else "", service=present.service)
    tried = backoff.one_try(folder, member_id, clock())
    with keyfile.changing(folder) as held:
        accepted = slots.accept(
            held.keyfile, member_id, code, passphrase, at=clock(), kdf=kdf_of(held.keyfile)
        )
        held.save(accepted.keyfile)
    tried.succeeded()
    desk = _opened(folder, accepted.keys, clock=clock, terminal=terminal)
    with _closed_if_refused(desk):
        afterwards(desk)
        return _signed_in(desk, tried.before)


def check_invitation(folder: Path, member_id: str, code: str, *, clock: Clock = wall_clock) -> None:
    """See that a code fits, before a passphrase is asked for.

    Raises:
        TooSoon, WrongCode, InvitationExpired, NoInvitation, NotTypedRight: as the vault says.
    """
    tried = backoff.one_try(folder, member_id, clock())
    slots.open_invitation(keyfile.load(folder), member_id, code, at=clock())
    tried.succeeded()


def check_passphrase(folder: Path, member_id: str, passphrase: str, clock: Clock) -> None:
    """Whether it is still the same person, when a cover is lifted or a file leaves the program.

    Raises:
        TooSoon, WrongPassphrase: as for signing in.
    """
    tried = backoff.one_try(folder, member_id, clock())
    slots.open_slot(keyfile.load(folder), member_id, passphrase)
    tried.succeeded()


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """The same keys under another passphrase.

    Raises:
        WrongPassphrase: the old one is not right.
        PassphraseRefused: the new one is too short or too easy to guess.
    """
    passphrases.check(new, own_name=desk.member.name, service=keyfile.load(desk.folder).service)
    with keyfile.changing(desk.folder) as held:
        held.save(
            slots.change_passphrase(
                held.keyfile, desk.keys.member_id, old, new, kdf=kdf_of(held.keyfile)
            )
        )


def open_desk(
    folder: Path, keys: Keys, *, clock: Clock = wall_clock, terminal: Terminal | None = None
) -> Desk:
    """Open the store with keys in hand, finishing what an interruption left half done."""
    desk = _opened(folder, keys, clock=clock, terminal=terminal)
    with _closed_if_refused(desk):
        _catch_up(desk)
    return desk


def _opened(folder: Path, keys: Keys, *, clock: Clock, terminal: Terminal | None) -> Desk:
    present = keyfile.load(folder)
    terminal = terminal or terminal_for(present)
    keys = rotation.resume(
        folder,
        keys,
        opens=partial(opens, folder),
        rekey=partial(rekey, folder),
    )
    store = Store.open(folder, tuple(keys.data_keys.values()), present.logbook_id, terminal)
    desk = Desk(folder, store, keys, clock)
    with _closed_if_refused(desk):
        store.settle()
        _settle_keys(desk)
        _check_account(desk)
    return desk


@contextmanager
def _closed_if_refused(desk: Desk) -> Iterator[None]:
    try:
        yield
    except BaseException:
        desk.close()
        raise


def terminal_for(present: KeyFile) -> Terminal:
    """This computer's memory of a logbook; nobody has to remember a demo."""
    if present.demo:
        return Terminal()
    return Terminal(witness=Witness(state_folder(), present.logbook_id))


def kdf_of(present: KeyFile) -> Kdf:
    """How slow a new slot is: the least that is safe for a demo, else the full cost."""
    return KDF_FLOOR if present.demo else KDF_DEFAULT


def _settle_keys(desk: Desk) -> None:
    """Tell the log of new keys, where a first sign-in was cut off before it could."""
    known = desk.directory.keys.get(desk.keys.member_id)
    if known is None or known.signing == desk.keys.public.signing:
        return
    if known.signing != desk.keys.replaced_signing:
        raise KeysDisagree(
            "The key file gives you other keys than the logbook does. Nothing was opened. "
            "If somebody was making a new code for you, it was cut off: ask them for another. "
            "Tell the General Manager, if nobody was: the key file may have been changed."
        )
    event = staffing.replace_keys(
        desk.member,
        at=desk.now,
        event_id=new_id(),
        sealing_key=desk.keys.public.sealing,
        signing_key=desk.keys.public.signing,
    )
    desk.store.append([event], sign=desk.keys.sign_as_replaced)


def _check_account(desk: Desk) -> None:
    staff = desk.staff
    member = staff.members.get(desk.keys.member_id)
    if member is None or member.left:
        raise AccountEnded("You no longer have an account here. Ask your manager.")
    if not member.may_sign_in_on(desk.today):
        raise AccountEnded(
            f"Your account was good until {member.ends_on:%d %B %Y}. "
            "If you are working today, ask your manager to set a new last day."
        )


# what its owner reads first


def _notices(desk: Desk, failed: backoff.Failures) -> tuple[str, ...]:
    directory = desk.directory
    return tuple(
        notice
        for notice in (
            _clock_notice(desk),
            _failed_notice(failed, desk.now, directory),
            *(_reset_notice(reset, desk.now, directory) for reset in _fresh_resets(desk)),
            _away_notice(desk),
            _backup_notice(desk, desk.member),
            left.notice(desk),
            drafts.ended(desk),
            *(_without_notice(each) for each in _lacking(desk)),
        )
        if notice
    )


def _clock_notice(desk: Desk) -> str:
    """Every deadline follows this computer's clock, and some of them would seem to have time."""
    latest, now = desk.read(log.latest), desk.now
    if latest is None or latest <= now + CLOCK_MAY_DIFFER:
        return ""
    zone = desk.directory.settings.zone
    return (
        f"This computer's clock says {stated(Moment.at(now, zone))}, and something here was saved "
        f"at {stated(Moment.at(latest, zone))}. Have the clock put right: what is due and what is "
        "late follows it."
    )


def _lacking(desk: Desk) -> tuple[giving.Without, ...]:
    return giving.without(desk) if Role.LEAD in desk.member.roles else ()


def _without_notice(lacks: giving.Without) -> str:
    count = len(lacks.entries)
    entries = "1 sealed entry" if count == 1 else f"{count} sealed entries"
    return (
        f"{lacks.member.name} cannot open {entries} that you can. Talk to them; then open one "
        "and press g to give them."
    )


def _failed_notice(failed: backoff.Failures, now: datetime, directory: Directory) -> str:
    if not failed.count:
        return ""
    newest = short(Moment.at(failed.times[-1], directory.settings.zone), now)
    times = f"once, {newest}" if failed.count == 1 else f"{failed.count} times, last {newest}"
    return f"A wrong passphrase was typed for you {times}. If that was not you, tell your manager."


def _fresh_resets(desk: Desk) -> tuple[Reset, ...]:
    """Resets of one's own sign-in since it was last used."""
    me = desk.keys.member_id
    since = desk.now - timedelta(days=28)
    return tuple(each for each in desk.directory.resets_of(me) if each.at >= since)


def _reset_notice(reset: Reset, now: datetime, directory: Directory) -> str:
    when = short(Moment.at(reset.at, directory.settings.zone), now)
    return (
        f"{directory.staff.name(reset.by)} made a new sign-in for you {when}. "
        "If you did not ask for it, tell the General Manager or the deputy. "
        "What you had not finished before is still sealed to your old keys. Sealed entries of "
        "yours come back through a safeguarding lead."
    )


def _away_notice(desk: Desk) -> str:
    """Somebody who signs in after their last day away is here again, and reads so.

    Signing in before that changes nothing; it is said, so that nobody forgets it.
    """
    staff, member = desk.staff, desk.member
    if not member.away:
        return ""
    until = f" until {day_words(member.away_until)}" if member.away_until else ""
    if member.away_until is None or desk.today <= member.away_until:
        return f"You are marked away{until}. When you are back, say so under F4."
    back = replace(member, away=False, cover="", away_until=None)
    desk.append(staffing.change_member(staff, back, by=member, at=desk.now, event_id=new_id()))
    return f"You were marked away{until}. You are marked back now."


def _backup_notice(desk: Desk, member: Member) -> str:
    if not member.manages or keyfile.load(desk.folder).demo:
        return ""
    about_file = desk.call(lambda store: store.events_of(store.logbook_id))
    newest = max((each.at for each in about_file if each.verb is Verb.BACKED_UP), default=None)
    if newest is None:
        return "There is no backup yet. Make one: logbook backup FILE, onto another disk."
    if desk.now - newest > BACKUP_AGE:
        days = (desk.now - newest).days
        return f"The last backup is {days} days old. Make one: logbook backup FILE."
    return ""
