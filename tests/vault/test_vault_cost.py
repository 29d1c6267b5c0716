"""What signing in, saving a draft and re-sealing cost, beside what they cannot do without."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import perf_counter

from vault_samples import ANN, ANNS, AT, BEN, sample

from logbook.vault import rotation, sealing, slots
from logbook.vault.keyfile import KDF_DEFAULT, SALT_BYTES


def shortest(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the quickest round: the one that the rest of the machine disturbed least."""
    seconds = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


def test_signing_in_costs_little_more_than_argon2() -> None:
    slow = slots.change_passphrase(sample().keyfile, ANN.id, ANNS, ANNS, kdf=KDF_DEFAULT)
    salt = bytes(SALT_BYTES)
    argon2 = signing_in = inf
    for _ in range(12):  # a busy machine disturbs some rounds, hardly all of them
        argon2 = min(argon2, shortest(lambda: slots._stretch(b"pass", salt, KDF_DEFAULT), 1))
        signing_in = min(signing_in, shortest(lambda: slots.open_slot(slow, ANN.id, ANNS), 1))
        if signing_in < 1.5 * argon2:
            break
    assert signing_in < 1.5 * argon2


def test_saving_a_draft_costs_far_less_than_sealing_it() -> None:
    readers = {
        ANN.id: sample().ann.public.sealing,
        sample().paper.id: sample().paper.public.sealing,
    }
    draft = sealing.new_draft_key(readers, b"draft")
    content = b"x" * 4000
    saving = shortest(lambda: draft.lock(content), 50)
    sealed = shortest(lambda: sealing.seal(content, readers, b"draft"), 20)
    assert saving * 3 < sealed


def test_resealing_for_fifty_people_costs_less_than_one_sign_in() -> None:
    own = sample()
    ben = own.keyfile.slots[1]
    crowd = tuple(replace(ben, member_id=f"{number:016}") for number in range(49))
    keyfile = replace(own.keyfile, slots=(own.keyfile.slots[0], *crowd))
    known = {slot.member_id: slot.public.sealing for slot in crowd} | own.known
    resealing = shortest(
        lambda: rotation.begin(keyfile, own.ann, leavers=[BEN.id], known=known, at=AT), 3
    )
    argon2 = shortest(lambda: slots._stretch(b"passphrase", bytes(SALT_BYTES), KDF_DEFAULT), 3)
    assert resealing < 2 * argon2
