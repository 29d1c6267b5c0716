"""Sealing: content that only the named readers can open, each with their own private key.

The cryptography is HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) and AES-256-GCM, both as the
cryptography package has them.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from logbook.domain.events import Plain, b64, canonical, unb64
from logbook.domain.refusals import Refusal

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = 1


class CannotSeal(Refusal):
    """A reader's public key is unusable: nobody could be sure what it seals to."""


class NotSealedToYou(Refusal):
    """This holder is not among the readers, or was with keys since replaced."""


class SealBroken(Refusal):
    """What was sealed has changed since, or belongs somewhere else."""


# -- one key or secret to one reader


def box(secret: bytes, public: bytes, info: bytes) -> bytes:
    """HPKE-seal a short secret to one raw X25519 public key; `info` says where it belongs."""
    try:
        return _suite().encrypt(secret, X25519PublicKey.from_public_bytes(public), info)
    except ValueError as fault:
        raise CannotSeal(
            "A public key in this logbook is damaged, so nothing can be sealed to it. "
            "Tell the General Manager."
        ) from fault


def unbox(boxed: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    """Open what `box` sealed.

    Raises:
        SealBroken: another key, another place, or changed on the way.
    """
    try:
        return _suite().decrypt(boxed, private, info)
    except (InvalidTag, ValueError) as fault:
        raise _broken() from fault


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


# -- one key to several readers


@dataclass(frozen=True, kw_only=True)
class Share:
    """A content key sealed to one reader, marked with which of their keys it was sealed to."""

    reader: str
    key_mark: str
    boxed: bytes = field(repr=False)

    def to_plain(self) -> dict[str, Plain]:
        return {"reader": self.reader, "key": self.key_mark, "boxed": b64(self.boxed)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            reader=_text(plain["reader"]), key_mark=_text(plain["key"]), boxed=unb64(plain["boxed"])
        )


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A random key sealed to several readers at once.

    The commitment is a hash of that key: without it a sender could make one ciphertext that reads
    differently for different readers.
    """

    commitment: str
    shares: Mapping[str, Share]

    @property
    def readers(self) -> tuple[str, ...]:
        return tuple(self.shares)

    def to_plain(self) -> dict[str, Plain]:
        return {
            "version": VERSION,
            "commitment": self.commitment,
            "shares": [share.to_plain() for share in self.shares.values()],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read an envelope back.

        Raises:
            SealBroken: it is not one.
        """
        try:
            _expect_version(plain)
            shares = [Share.from_plain(one) for one in plain["shares"]]
            commitment = _text(plain["commitment"])
        except (KeyError, TypeError, ValueError) as fault:
            raise _broken() from fault
        return cls(commitment=commitment, shares={share.reader: share for share in shares})


def key_mark(public: bytes) -> str:
    """A short name for a public key, to tell a reader's present key from a former one."""
    return hashlib.sha256(b"logbook-public-key-v1" + public).hexdigest()[:16]


def _enclose(key: bytes, readers: Mapping[str, bytes], aad: bytes) -> Envelope:
    shares = {reader: _share(key, reader, public, aad) for reader, public in readers.items()}
    return Envelope(commitment=_commitment(key), shares=shares)


def _share(key: bytes, reader: str, public: bytes, aad: bytes) -> Share:
    info = _share_info(reader, aad)
    return Share(reader=reader, key_mark=key_mark(public), boxed=box(key, public, info))


def _disclose(envelope: Envelope, share: Share, private: X25519PrivateKey, aad: bytes) -> bytes:
    public = private.public_key().public_bytes_raw()
    if share.key_mark != key_mark(public):
        raise NotSealedToYou(
            "This was sealed to keys you had before your sign-in was reset. "
            "A safeguarding lead or the recovery key can open it."
        )
    key = unbox(share.boxed, private, _share_info(share.reader, aad))
    if len(key) != KEY_BYTES or _commitment(key) != envelope.commitment:
        raise _broken()
    return key


def _own_share(envelope: Envelope, reader: str) -> Share:
    share = envelope.shares.get(reader)
    if share is None or share.reader != reader:
        raise NotSealedToYou("This is not sealed to you.")
    return share


def _share_info(reader: str, aad: bytes) -> bytes:
    return canonical(["logbook-share-v1", reader, hashlib.sha256(aad).hexdigest()])


def _commitment(key: bytes) -> str:
    return hashlib.sha256(b"logbook-content-key-v1" + key).hexdigest()


# -- content


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """Content, readable only by those the envelope names. Plain JSON carries all of it."""

    envelope: Envelope
    text: bytes = field(repr=False)
    """Nonce, ciphertext and tag."""

    @property
    def readers(self) -> tuple[str, ...]:
        return self.envelope.readers

    def to_plain(self) -> dict[str, Plain]:
        return {"envelope": self.envelope.to_plain(), "text": b64(self.text)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read sealed content back.

        Raises:
            SealBroken: it is not any.
        """
        try:
            return cls(envelope=Envelope.from_plain(plain["envelope"]), text=unb64(plain["text"]))
        except (KeyError, TypeError, ValueError) as fault:
            raise _broken() from fault


def seal(content: bytes, readers: Mapping[str, bytes], aad: bytes) -> Sealed:
    """Seal to every reader at once, by id and raw X25519 public key.

    `aad` is where it belongs (an event's id): opened anywhere else, the seal is broken.
    """
    _somebody(readers)
    key = os.urandom(KEY_BYTES)
    return Sealed(envelope=_enclose(key, readers, aad), text=_encrypt(key, content, aad))


def open_sealed(
    sealed: Sealed, reader: str, private: X25519PrivateKey, aad: bytes, share: Share | None = None
) -> bytes:
    """Open as one reader, through the envelope or a `share` granted later.

    Raises:
        NotSealedToYou: not a reader, or one with former keys.
        SealBroken: changed, or from somewhere else.
    """
    own = share or _own_share(sealed.envelope, reader)
    if own.reader != reader:
        raise NotSealedToYou("This is not sealed to you.")
    return _decrypt(_disclose(sealed.envelope, own, private, aad), sealed.text, aad)


def share_with(
    sealed: Sealed,
    reader: str,
    private: X25519PrivateKey,
    aad: bytes,
    *,
    new_reader: str,
    public: bytes,
    share: Share | None = None,
) -> Share:
    """Let one more reader in, by an act of a present one; what was sealed stays as it is.

    Raises:
        NotSealedToYou: the one who shares cannot open it.
        SealBroken: changed, or from somewhere else.
    """
    own = share or _own_share(sealed.envelope, reader)
    key = _disclose(sealed.envelope, own, private, aad)
    return _share(key, new_reader, public, aad)


class DraftKey:
    """One draft's key: sealed to its readers once, then a save costs one AES-GCM and no HPKE."""

    __slots__ = ("_aad", "_key", "envelope")

    def __init__(self, key: bytes, envelope: Envelope, aad: bytes) -> None:
        self._key = key
        self._aad = aad
        self.envelope = envelope

    def __repr__(self) -> str:
        return "DraftKey(redacted)"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    def lock(self, content: bytes) -> bytes:
        return _encrypt(self._key, content, self._aad)

    def sealed_to(self, readers: Mapping[str, bytes]) -> "DraftKey":
        """The same key in an envelope for these readers, by an act of one who could open it."""
        _somebody(readers)
        return DraftKey(self._key, _enclose(self._key, readers, self._aad), self._aad)

    def unlock(self, locked: bytes) -> bytes:
        """Open one save.

        Raises:
            SealBroken: changed, or another draft's.
        """
        return _decrypt(self._key, locked, self._aad)


def new_draft_key(readers: Mapping[str, bytes], aad: bytes) -> DraftKey:
    """A fresh key, sealed to its author and the recovery key. `aad` is the draft's id."""
    _somebody(readers)
    key = os.urandom(KEY_BYTES)
    return DraftKey(key, _enclose(key, readers, aad), aad)


def open_draft_key(
    envelope: Envelope, reader: str, private: X25519PrivateKey, aad: bytes
) -> DraftKey:
    """Open a draft's key as one of its readers.

    Raises:
        NotSealedToYou: not a reader, or one with former keys.
        SealBroken: changed, or another draft's.
    """
    key = _disclose(envelope, _own_share(envelope, reader), private, aad)
    return DraftKey(key, envelope, aad)


def _encrypt(key: bytes, content: bytes, aad: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def _decrypt(key: bytes, text: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(text[:NONCE_BYTES], text[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError) as fault:
        raise _broken() from fault


def _somebody(readers: Mapping[str, bytes]) -> None:
    if not readers:
        raise CannotSeal("There is nobody to seal this to, so nobody could ever read it.")


def _expect_version(plain: Mapping[str, Any]) -> None:
    if plain["version"] != VERSION:
        raise SealBroken("A newer logbook sealed this. Update logbook on this computer.")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _broken() -> SealBroken:
    return SealBroken(
        "This was changed after it was sealed, or belongs somewhere else, so it is not shown. "
        "Tell the General Manager."
    )
