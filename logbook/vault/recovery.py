"""The recovery key: a key pair on paper that opens the data key, every draft and every seal.

The paper holds 128 random bits and 32 bits that check them, in eight groups. Both private keys are
derived from those bits alone, so the paper is all there is to keep.
"""

import hashlib
import os
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from logbook.domain.events import canonical
from logbook.domain.refusals import Refusal
from logbook.vault import paper, sealing
from logbook.vault.keyfile import KEY_BYTES, KeyFile, KeyFileDamaged, PublicKeys, Recovery
from logbook.vault.keys import Keys, Pair, open_data_keys, recovery_id, seal_data_keys

GROUPS = 8
GROUPS_IN_A_LINE = 4
SECRET_BYTES = 16
CHECK_BYTES = 4


class AnotherLogbooksKey(Refusal):
    """A whole and well typed recovery key, and not one of this logbook's."""


@dataclass(frozen=True, eq=False)
class RecoveryKey:
    """What the paper says. It lives as long as the paper is being shown or typed."""

    secret: bytes = field(repr=False)

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @property
    def text(self) -> str:
        return paper.written(self.secret + _check(self.secret))

    @property
    def lines(self) -> tuple[str, ...]:
        """The same in two lines, as it is printed."""
        groups = self.text.split("-")
        starts = range(0, GROUPS, GROUPS_IN_A_LINE)
        return tuple("-".join(groups[start : start + GROUPS_IN_A_LINE]) for start in starts)

    @property
    def pair(self) -> Pair:
        return Pair(
            X25519PrivateKey.from_private_bytes(_derive(self.secret, b"sealing")),
            Ed25519PrivateKey.from_private_bytes(_derive(self.secret, b"signing")),
        )

    @property
    def public(self) -> PublicKeys:
        return self.pair.public

    @property
    def id(self) -> str:
        return recovery_id(self.public.sealing)


def new_recovery_key() -> RecoveryKey:
    return RecoveryKey(os.urandom(SECRET_BYTES))


def read(typed: str) -> RecoveryKey:
    """A recovery key as typed from paper, whatever the case and the spacing.

    Raises:
        NotTypedRight: naming the wrong group, if its check can tell.
    """
    raw = paper.read(typed, GROUPS)
    secret, check = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if check != _check(secret):
        raise paper.NotTypedRight(
            "Each group looks right and the whole does not: more than one sign is wrong. "
            "Compare it with the paper from the start."
        )
    return RecoveryKey(secret)


def sign_in(keyfile: KeyFile, key: RecoveryKey) -> Keys:
    """Everything the recovery key opens, under its own reader's id.

    What was sealed to a key that it took the place of opens too.

    Raises:
        AnotherLogbooksKey: it is not this logbook's, or was replaced.
        KeyFileDamaged: it is, and what is sealed to it does not open.
    """
    own = _own(keyfile, key)
    data_keys = open_data_keys(keyfile, own.id, key.pair.sealing, own.data_keys)
    earlier = tuple(
        Keys(member_id=each.id, pair=each.pair, data_keys=data_keys)
        for each in _earlier(keyfile.logbook_id, own, key)
    )
    return Keys(member_id=own.id, pair=key.pair, data_keys=data_keys, earlier=earlier)


def with_new(keyfile: KeyFile, present: RecoveryKey, new: RecoveryKey) -> KeyFile:
    """A new paper beside the present one: until the log knows of it, either opens everything.

    Raises:
        AnotherLogbooksKey: the present one is not this logbook's, or was replaced itself.
    """
    own = _own(keyfile, present)
    data_keys = open_data_keys(keyfile, own.id, present.pair.sealing, own.data_keys)
    papers = (present, *_earlier(keyfile.logbook_id, own, present))
    one = Recovery(
        id=new.id,
        public=new.public,
        data_keys=seal_data_keys(keyfile.logbook_id, new.id, new.public.sealing, data_keys),
        earlier=tuple(
            sealing.box(each.secret, new.public.sealing, _earlier_info(keyfile.logbook_id, new.id))
            for each in papers
        ),
    )
    return replace(keyfile, recovery=(own, one))


def only(keyfile: KeyFile, sealing_public: bytes) -> KeyFile:
    """The key file with the one paper that the log knows; as it is where it has none such."""
    kept = tuple(each for each in keyfile.recovery if each.public.sealing == sealing_public)
    return replace(keyfile, recovery=kept) if kept else keyfile


def _own(keyfile: KeyFile, key: RecoveryKey) -> Recovery:
    public = key.public
    own = next((one for one in keyfile.recovery if one.public == public), None)
    if own is None:
        raise AnotherLogbooksKey(
            "That recovery key is typed correctly, but belongs to another logbook or was "
            "replaced by a newer one. Look for a newer paper."
        )
    return own


def _earlier(logbook_id: str, own: Recovery, key: RecoveryKey) -> tuple[RecoveryKey, ...]:
    info = _earlier_info(logbook_id, own.id)
    try:
        return tuple(
            RecoveryKey(sealing.unbox(each, key.pair.sealing, info)) for each in own.earlier
        )
    except sealing.SealBroken as fault:
        raise KeyFileDamaged("an earlier recovery key does not open") from fault


def _earlier_info(logbook_id: str, holder: str) -> bytes:
    return canonical(["logbook-earlier-recovery-key-v1", logbook_id, holder])


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"logbook-recovery-check-v1" + secret).digest()[:CHECK_BYTES]


def _derive(secret: bytes, purpose: bytes) -> bytes:
    hkdf = HKDF(
        algorithm=hashes.SHA256(),
        length=KEY_BYTES,
        salt=None,
        info=b"logbook-recovery-v1 " + purpose,
    )
    return hkdf.derive(secret)
