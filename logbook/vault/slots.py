"""Slots: how a passphrase or an invitation code opens somebody's keys, and how slots are made.

Everything here is slow on purpose (Argon2id, 0.05 to 0.7 s), pure and safe to call from threads:
a key file goes in, a changed one comes out, and the caller saves it inside `keyfile.changing`.
"""

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from logbook.domain.events import b64, canonical, utc_text
from logbook.domain.people import Member
from logbook.domain.refusals import Refusal
from logbook.vault import paper
from logbook.vault.keyfile import (
    KDF_DEFAULT,
    KEY_BYTES,
    NONCE_BYTES,
    PAIR_BYTES,
    SALT_BYTES,
    VERSION,
    Kdf,
    KeyFile,
    PublicKeys,
    Recovery,
    Slot,
    SlotKind,
)
from logbook.vault.keys import (
    Keys,
    NoAccountHere,
    Pair,
    data_key_id,
    new_data_key,
    new_pair,
    open_data_keys,
    recovery_id,
    renew,
    seal_data_keys,
)
from logbook.vault.passphrases import as_bytes

INVITATION_LASTS = timedelta(hours=24)
CODE_GROUPS = 4
"""Four groups of 20 bits: 80 bits, behind Argon2id."""


class WrongPassphrase(Refusal):
    """The passphrase does not open this slot."""


class WrongCode(Refusal):
    """The code is well formed and does not open this invitation."""


class CodeExpected(Refusal):
    """The slot is an invitation: a passphrase cannot open it."""


class NoInvitation(Refusal):
    """The slot is not an invitation, or not any more: a code is good once."""


class InvitationExpired(Refusal):
    """The code was not used in time."""


class AlreadyHasASignIn(Refusal):
    """A first invitation for somebody who has a sign-in; a reset is another thing."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A new logbook's key file, and its first member signed in."""

    keyfile: KeyFile
    keys: Keys


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A key file with an invitation in it, and what to hand over: the code, once, on paper."""

    keyfile: KeyFile
    code: str
    public: PublicKeys
    """The provisional public keys, for the log."""
    expires: datetime

    def __repr__(self) -> str:
        return "Invitation(redacted)"


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A key file with the new sign-in; `keys.replaced` signs the log's `keys-replaced`."""

    keyfile: KeyFile
    keys: Keys
    replaced_signing: bytes


def begin(
    *,
    logbook_id: str,
    service: str,
    on_call: str,
    member: Member,
    passphrase: str,
    recovery: PublicKeys,
    demo: bool = False,
    kdf: Kdf = KDF_DEFAULT,
) -> Begun:
    """The first pair of a new logbook: its first member, its data key, its recovery key."""
    data_key = new_data_key()
    data_keys = {data_key_id(data_key): data_key}
    paper_id = recovery_id(recovery.sealing)
    keys = Keys(member_id=member.id, pair=new_pair(), data_keys=data_keys)
    empty = KeyFile(
        logbook_id=logbook_id,
        service=service,
        on_call=on_call,
        demo=demo,
        data_key_ids=tuple(data_keys),
        slots=(),
        recovery=(
            Recovery(
                id=paper_id,
                public=recovery,
                data_keys=seal_data_keys(logbook_id, paper_id, recovery.sealing, data_keys),
            ),
        ),
    )
    slot = _slot_of(
        _Doorplate.of(member), keys, as_bytes(passphrase), logbook_id=logbook_id, kdf=kdf
    )
    return Begun(keyfile=_with(empty, slot), keys=keys)


def open_slot(keyfile: KeyFile, member_id: str, passphrase: str) -> Keys:
    """Sign in.

    Raises:
        WrongPassphrase: it does not open this slot.
        CodeExpected: the slot is an invitation.
        NoAccountHere: there is no such slot.
        KeyFileDamaged: the passphrase is right and the file is not.
    """
    slot = _slot(keyfile, member_id)
    if slot.kind is SlotKind.INVITATION:
        raise CodeExpected("Type the code you were given; you choose a passphrase after that.")
    return _unwrap(
        keyfile,
        slot,
        as_bytes(passphrase),
        WrongPassphrase(
            "That passphrase does not fit. Type it again, or ask your manager for a code."
        ),
    )


def change_passphrase(
    keyfile: KeyFile, member_id: str, old: str, new: str, *, kdf: Kdf = KDF_DEFAULT
) -> KeyFile:
    """The same keys under another passphrase. The old one is asked, signed in or not.

    Raises:
        WrongPassphrase: the old one does not open this slot.
    """
    keys = open_slot(keyfile, member_id, old)
    plate = _Doorplate.on(_slot(keyfile, member_id))
    slot = _slot_of(plate, keys, as_bytes(new), logbook_id=keyfile.logbook_id, kdf=kdf)
    return _with(keyfile, slot)


def invite(
    keyfile: KeyFile, keys: Keys, member: Member, *, at: datetime, kdf: Kdf = KDF_DEFAULT
) -> Invitation:
    """A slot for somebody else, opened once by a code within 24 hours.

    Raises:
        AlreadyHasASignIn: they have one; `reset` replaces it.
    """
    slot = keyfile.slot(member.id)
    if slot is not None and slot.kind is SlotKind.PASSPHRASE:
        raise AlreadyHasASignIn(f"{slot.name} has a sign-in already. Reset it instead.")
    return reset(keyfile, keys, member, at=at, kdf=kdf)


def reset(
    keyfile: KeyFile, keys: Keys, member: Member, *, at: datetime, kdf: Kdf = KDF_DEFAULT
) -> Invitation:
    """A new invitation in place of a member's slot; their old passphrase and keys open nothing.

    Who may reset whom is not asked here.

    Raises:
        NoAccountHere, SignInChanged: the one who invites has no place here any more.
    """
    present = renew(keys, keyfile)
    provisional = Keys(member_id=member.id, pair=new_pair(), data_keys=present.data_keys)
    raw = os.urandom(CODE_GROUPS * paper.GROUP_BITS // 8)
    expires = at + INVITATION_LASTS
    code = paper.written(raw)
    slot = _slot_of(
        _Doorplate.of(member),
        provisional,
        code.encode(),
        logbook_id=keyfile.logbook_id,
        kdf=kdf,
        expires=expires,
    )
    return Invitation(
        keyfile=_with(keyfile, slot),
        code=code,
        public=provisional.public,
        expires=expires,
    )


def accept(
    keyfile: KeyFile,
    member_id: str,
    code: str,
    passphrase: str,
    *,
    at: datetime,
    kdf: Kdf = KDF_DEFAULT,
) -> Accepted:
    """Answer an invitation: new keys and a passphrase in place of the provisional ones.

    Raises:
        NotTypedRight: the code has a slip in it; its group is named.
        WrongCode: it is not the code of this invitation.
        InvitationExpired: it was not used in time.
        NoInvitation: there is none, or it was used.
    """
    provisional = open_invitation(keyfile, member_id, code, at=at)
    keys = Keys(
        member_id=member_id,
        pair=new_pair(),
        data_keys=provisional.data_keys,
        replaced=provisional.pair.signing,
        former=provisional.pair.sealing,
    )
    plate = _Doorplate.on(_slot(keyfile, member_id))
    slot = _slot_of(plate, keys, as_bytes(passphrase), logbook_id=keyfile.logbook_id, kdf=kdf)
    return Accepted(
        keyfile=_with(keyfile, slot),
        keys=keys,
        replaced_signing=provisional.public.signing,
    )


def open_invitation(keyfile: KeyFile, member_id: str, code: str, *, at: datetime) -> Keys:
    """The provisional keys, to see that a code fits before a passphrase is asked for.

    Raises:
        NotTypedRight, WrongCode, InvitationExpired, NoInvitation: as `accept`.
    """
    slot = _slot(keyfile, member_id)
    if slot.expires is None:
        raise NoInvitation("That code was used already. Sign in with your passphrase.")
    if at >= slot.expires:
        raise InvitationExpired(
            "That code was good for 24 hours and they have passed. Ask for a new one."
        )
    return _unwrap(
        keyfile,
        slot,
        read_code(code).encode(),
        WrongCode("That code is not the one for this sign-in. Ask whoever gave it to you."),
    )


def read_code(typed: str) -> str:
    """A code in its one spelling; asked before a try is counted, a slip costs none.

    Raises:
        NotTypedRight: naming the group, if its check can tell.
    """
    return paper.written(paper.read(typed, CODE_GROUPS))


def relabel(keyfile: KeyFile, member: Member) -> KeyFile:
    """The doorplate of one slot as the log has it now; no key is touched."""
    slot = _slot(keyfile, member.id)
    plate = _Doorplate.of(member)
    return _with(
        keyfile,
        replace(
            slot,
            name=plate.name,
            role_words=plate.role_words,
            house=plate.house,
            ends_on=plate.ends_on,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Doorplate:
    """What the sign-in screen shows of somebody."""

    member_id: str
    name: str
    role_words: str
    house: str
    ends_on: date | None

    @classmethod
    def of(cls, member: Member) -> Self:
        return cls(
            member_id=member.id,
            name=member.name,
            role_words=member.role_words,
            house=member.house,
            ends_on=member.ends_on,
        )

    @classmethod
    def on(cls, slot: Slot) -> Self:
        return cls(
            member_id=slot.member_id,
            name=slot.name,
            role_words=slot.role_words,
            house=slot.house,
            ends_on=slot.ends_on,
        )


def _slot(keyfile: KeyFile, member_id: str) -> Slot:
    slot = keyfile.slot(member_id)
    if slot is None:
        raise NoAccountHere("There is no sign-in of that name here.")
    return slot


def _with(keyfile: KeyFile, slot: Slot) -> KeyFile:
    """The key file with one slot added, or replaced where it stands."""
    if keyfile.slot(slot.member_id) is None:
        return replace(keyfile, slots=(*keyfile.slots, slot))
    slots = tuple(slot if one.member_id == slot.member_id else one for one in keyfile.slots)
    return replace(keyfile, slots=slots)


def _slot_of(
    plate: _Doorplate,
    keys: Keys,
    secret: bytes,
    *,
    logbook_id: str,
    kdf: Kdf,
    expires: datetime | None = None,
) -> Slot:
    """A slot with a fresh salt and nonce: an invitation's if it expires, else a passphrase's."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    bound = _bound(
        logbook_id,
        plate.member_id,
        expires=expires,
        kdf=kdf,
        public=keys.public,
        replaces=keys.replaced_signing,
    )
    return Slot(
        member_id=plate.member_id,
        name=plate.name,
        role_words=plate.role_words,
        house=plate.house,
        ends_on=plate.ends_on,
        kind=SlotKind.PASSPHRASE if expires is None else SlotKind.INVITATION,
        expires=expires,
        public=keys.public,
        replaces=keys.replaced_signing,
        kdf=kdf,
        salt=salt,
        nonce=nonce,
        wrapped=AESGCM(_stretch(secret, salt, kdf)).encrypt(nonce, _private(keys), bound),
        data_keys=seal_data_keys(logbook_id, plate.member_id, keys.public.sealing, keys.data_keys),
    )


def _unwrap(keyfile: KeyFile, slot: Slot, secret: bytes, wrong: Refusal) -> Keys:
    """Open a slot, or raise `wrong`: a changed slot cannot be told from a wrong passphrase."""
    bound = _bound(
        keyfile.logbook_id,
        slot.member_id,
        expires=slot.expires,
        kdf=slot.kdf,
        public=slot.public,
        replaces=slot.replaces,
    )
    try:
        opener = AESGCM(_stretch(secret, slot.salt, slot.kdf))
        private = opener.decrypt(slot.nonce, slot.wrapped, bound)
    except InvalidTag:
        raise wrong from None
    sealing, signing, replaced, former = _split(private)
    pair = Pair(
        X25519PrivateKey.from_private_bytes(sealing), Ed25519PrivateKey.from_private_bytes(signing)
    )
    return Keys(
        member_id=slot.member_id,
        pair=pair,
        data_keys=open_data_keys(keyfile, slot.member_id, pair.sealing, slot.data_keys),
        replaced=Ed25519PrivateKey.from_private_bytes(replaced) if replaced else None,
        former=X25519PrivateKey.from_private_bytes(former) if former else None,
    )


def _private(keys: Keys) -> bytes:
    replaced = b"" if keys.replaced is None else keys.replaced.private_bytes_raw()
    former = b"" if keys.former is None else keys.former.private_bytes_raw()
    pair = keys.pair
    own = pair.sealing.private_bytes_raw() + pair.signing.private_bytes_raw()
    return own + replaced + former


def _split(private: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    starts = range(0, 2 * PAIR_BYTES, KEY_BYTES)
    sealing, signing, replaced, former = (private[each : each + KEY_BYTES] for each in starts)
    return sealing, signing, replaced, former


def _stretch(secret: bytes, salt: bytes, kdf: Kdf) -> bytes:
    """Argon2id; it leaves the interpreter free, so the screen stays alive beside it."""
    argon2 = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    )
    return argon2.derive(secret)


def _bound(
    logbook_id: str,
    member_id: str,
    *,
    expires: datetime | None,
    kdf: Kdf,
    public: PublicKeys,
    replaces: bytes | None,
) -> bytes:
    """What the wrapped keys are bound to: change any of it and no passphrase opens them."""
    return canonical(
        {
            "slot": "logbook-slot-v1",
            "version": VERSION,
            "logbook": logbook_id,
            "member": member_id,
            "expires": None if expires is None else utc_text(expires),
            "kdf": kdf.to_plain(),
            "public": public.to_plain(),
            "replaces": None if replaces is None else b64(replaces),
        }
    )
