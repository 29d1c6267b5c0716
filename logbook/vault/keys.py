"""The keys somebody holds while signed in, and the data keys that open the store."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from logbook.domain.events import canonical
from logbook.domain.refusals import Refusal
from logbook.vault import sealing
from logbook.vault.keyfile import KEY_BYTES, KeyFile, KeyFileDamaged, PublicKeys
from logbook.vault.sealing import DraftKey, Envelope, Sealed, Share

T = TypeVar("T")


class NoAccountHere(Refusal):
    """The key file has no sign-in for this person any more."""


class SignInChanged(Refusal):
    """The sign-in was reset since: these keys no longer open anything."""


@dataclass(frozen=True, eq=False, repr=False)
class Pair:
    """Private keys: one to open what is sealed, one to sign with. Never shown, never pickled."""

    sealing: X25519PrivateKey
    signing: Ed25519PrivateKey

    def __repr__(self) -> str:
        return "Pair(redacted)"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(
            sealing=self.sealing.public_key().public_bytes_raw(),
            signing=self.signing.public_key().public_bytes_raw(),
        )


def new_pair() -> Pair:
    return Pair(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Keys:
    """What one signed-in holder can do: open the store, open what is sealed to them, sign."""

    member_id: str
    pair: Pair
    data_keys: Mapping[str, bytes]
    """Every data key by id, newest first: the order to try them in. Two only while rotating."""
    replaced: Ed25519PrivateKey | None = None
    """The provisional signing key of an accepted invitation."""
    former: X25519PrivateKey | None = None
    """The provisional key to open with: something may be sealed before a first sign-in."""
    earlier: tuple["Keys", ...] = ()
    """Of a recovery key, those it took the place of, newest first: each under its own reader's id,
    for what was sealed to it."""

    def __repr__(self) -> str:
        return f"Keys(member_id={self.member_id!r}, redacted)"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @property
    def data_key(self) -> bytes:
        """The newest data key; while a rotation is under way the store may still need the other."""
        return next(iter(self.data_keys.values()))

    @property
    def public(self) -> PublicKeys:
        return self.pair.public

    def sign(self, message: bytes) -> bytes:
        return self.pair.signing.sign(message)

    @property
    def replaced_signing(self) -> bytes | None:
        """The public half of the provisional signing key, if an invitation was accepted."""
        return None if self.replaced is None else self.replaced.public_key().public_bytes_raw()

    def sign_as_replaced(self, message: bytes) -> bytes:
        """Sign with the provisional key: how the log learns that its holder has new keys.

        The key stays in the slot, so that a sign-in cut off between the key file and the log can
        be finished at the next one.

        Raises:
            SignInChanged: no invitation was ever accepted with these keys.
        """
        if self.replaced is None:
            raise SignInChanged("These keys replaced none. Sign in again.")
        return self.replaced.sign(message)

    def open(self, sealed: Sealed, aad: bytes, share: Share | None = None) -> bytes:
        """Open sealed content, by its envelope or by a share granted later.

        Raises:
            NotSealedToYou: not a reader, or one with former keys.
            SealBroken: changed, or from somewhere else.
        """
        return self._with_either(
            lambda private: sealing.open_sealed(sealed, self.member_id, private, aad, share)
        )

    def share(
        self,
        sealed: Sealed,
        aad: bytes,
        *,
        new_reader: str,
        public: bytes,
        share: Share | None = None,
    ) -> Share:
        """Let one more reader in; `public` comes from the log.

        Raises:
            NotSealedToYou: not a reader, or one with former keys.
            SealBroken: changed, or from somewhere else.
        """
        return self._with_either(
            lambda private: sealing.share_with(
                sealed,
                self.member_id,
                private,
                aad,
                new_reader=new_reader,
                public=public,
                share=share,
            )
        )

    def _with_either(self, use: Callable[[X25519PrivateKey], T]) -> T:
        """With one's own key, or with the provisional one that it replaced."""
        try:
            return use(self.pair.sealing)
        except sealing.NotSealedToYou:
            if self.former is None:
                raise
            return use(self.former)

    def open_draft(self, envelope: Envelope, aad: bytes) -> DraftKey:
        """Open a draft's key.

        Raises:
            NotSealedToYou: not a reader, or one with former keys.
            SealBroken: changed, or another draft's.
        """
        able = (each for each in (self, *self.earlier) if each.member_id in envelope.readers)
        holder = next(able, self)
        return holder._with_either(  # noqa: SLF001 - keys of this class
            lambda private: sealing.open_draft_key(envelope, holder.member_id, private, aad)
        )


def recovery_id(sealing_public: bytes) -> str:
    """The reader's id of a recovery key: another paper is another reader."""
    return f"recovery-{sealing.key_mark(sealing_public)}"


# -- data keys


def new_data_key() -> bytes:
    return os.urandom(KEY_BYTES)


def data_key_id(data_key: bytes) -> str:
    """A data key's id is its hash, so that another key cannot be slipped in under the same id."""
    return hashlib.sha256(b"logbook-data-key-v1" + data_key).hexdigest()[:32]


def seal_data_keys(
    logbook_id: str, holder: str, public: bytes, data_keys: Mapping[str, bytes]
) -> dict[str, bytes]:
    return {
        key_id: sealing.box(data_key, public, _data_key_info(logbook_id, holder, key_id))
        for key_id, data_key in data_keys.items()
    }


def open_data_keys(
    keyfile: KeyFile, holder: str, private: X25519PrivateKey, sealed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every data key of the key file, newest first.

    Raises:
        KeyFileDamaged: one does not open, or is not the key its id says.
    """
    return {
        key_id: _open_data_key(keyfile.logbook_id, holder, private, key_id, sealed[key_id])
        for key_id in keyfile.data_key_ids
    }


def _open_data_key(
    logbook_id: str, holder: str, private: X25519PrivateKey, key_id: str, sealed: bytes
) -> bytes:
    try:
        data_key = sealing.unbox(sealed, private, _data_key_info(logbook_id, holder, key_id))
    except sealing.SealBroken as fault:
        raise KeyFileDamaged("a data key does not open") from fault
    if len(data_key) != KEY_BYTES or data_key_id(data_key) != key_id:
        raise KeyFileDamaged("a data key is not the one it says")
    return data_key


def _data_key_info(logbook_id: str, holder: str, key_id: str) -> bytes:
    return canonical(["logbook-sealed-data-key-v1", logbook_id, holder, key_id])


def renew(keys: Keys, keyfile: KeyFile) -> Keys:
    """The same holder's keys by the key file as it is now, after the data key was rotated.

    Nobody is asked anything: the private keys open what is sealed to them.

    Raises:
        NoAccountHere: they were removed.
        SignInChanged: their sign-in was reset.
    """
    holder = _holder(keyfile, keys.member_id)
    if holder is None:
        raise NoAccountHere("You no longer have an account here.")
    public, sealed = holder
    if public != keys.public:
        raise SignInChanged("Your sign-in was changed since. Sign in again.")
    data_keys = open_data_keys(keyfile, keys.member_id, keys.pair.sealing, sealed)
    return Keys(
        member_id=keys.member_id,
        pair=keys.pair,
        data_keys=data_keys,
        replaced=keys.replaced,
        former=keys.former,
        earlier=tuple(replace(each, data_keys=data_keys) for each in keys.earlier),
    )


def _holder(keyfile: KeyFile, holder_id: str) -> tuple[PublicKeys, Mapping[str, bytes]] | None:
    slot = keyfile.slot(holder_id)
    if slot is not None:
        return slot.public, slot.data_keys
    return next(
        ((one.public, one.data_keys) for one in keyfile.recovery if one.id == holder_id), None
    )
