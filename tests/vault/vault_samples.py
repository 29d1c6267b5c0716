"""A small logbook's keys, made once with the cheapest Argon2id, for the tests of the vault."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from logbook.domain.people import Member, Role
from logbook.vault import recovery, slots
from logbook.vault.keyfile import KDF_FLOOR, KeyFile
from logbook.vault.keys import Keys

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANN = Member(
    id="ann0000000000000", name="Ann Archer", roles=frozenset({Role.GENERAL_MANAGER}), house="Elm"
)
BEN = Member(
    id="ben0000000000000",
    name="Ben Baker",
    roles=frozenset({Role.WORKER}),
    house="Oak",
    manager=ANN.id,
)
CAZ = Member(id="caz0000000000000", name="Caz Cole", roles=frozenset({Role.LEAD}))
ANNS = "plum kettle sandal north"
BENS = "walnut-tidy-canoe-seven"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Ann began it; Ben accepted her invitation; the paper is in the safe."""

    keyfile: KeyFile
    ann: Keys
    ben: Keys
    paper: recovery.RecoveryKey

    @property
    def known(self) -> dict[str, bytes]:
        """What the log says everybody's sealing keys are."""
        members = {slot.member_id: slot.public.sealing for slot in self.keyfile.slots}
        return members | {one.id: one.public.sealing for one in self.keyfile.recovery}


@cache
def sample() -> Sample:
    paper = recovery.new_recovery_key()
    begun = slots.begin(
        logbook_id="log0000000000000",
        service="Elm Tree Support",
        on_call="On call: 01632 960001",
        member=ANN,
        passphrase=ANNS,
        recovery=paper.public,
        kdf=KDF_FLOOR,
    )
    invitation = slots.invite(begun.keyfile, begun.keys, BEN, at=AT, kdf=KDF_FLOOR)
    accepted = slots.accept(invitation.keyfile, BEN.id, invitation.code, BENS, at=AT, kdf=KDF_FLOOR)
    return Sample(keyfile=accepted.keyfile, ann=begun.keys, ben=accepted.keys, paper=paper)
