"""What the recovery key on paper opens."""

from pathlib import Path

import pytest
from vault_samples import AT, BEN, sample

from logbook.vault import recovery, sealing, slots
from logbook.vault.keyfile import KDF_FLOOR, load, save
from logbook.vault.keys import recovery_id
from logbook.vault.signing import verify


def test_the_paper_opens_the_data_key() -> None:
    own = sample()
    opened = recovery.sign_in(own.keyfile, recovery.read(own.paper.text))
    assert opened.data_key == own.ann.data_key
    assert opened.member_id == own.paper.id == own.keyfile.recovery[0].id


def test_the_paper_opens_drafts_and_sealed_content() -> None:
    own = sample()
    reader = {own.paper.id: own.paper.public.sealing}
    sealed = sealing.seal(b"allegation", reader, b"event")
    draft = sealing.new_draft_key(reader, b"draft")
    saved = draft.lock(b"unfinished")
    opened = recovery.sign_in(own.keyfile, own.paper)
    assert opened.open(sealed, b"event") == b"allegation"
    assert opened.open_draft(draft.envelope, b"draft").unlock(saved) == b"unfinished"


def test_the_paper_can_sign() -> None:
    own = sample()
    signature = recovery.sign_in(own.keyfile, own.paper).sign(b"reset")
    assert verify(own.keyfile.recovery[0].public.signing, signature, b"reset")


def test_the_paper_can_reset_somebody() -> None:
    own = sample()
    opened = recovery.sign_in(own.keyfile, own.paper)
    invitation = slots.reset(own.keyfile, opened, BEN, at=AT, kdf=KDF_FLOOR)
    back = slots.open_invitation(invitation.keyfile, BEN.id, invitation.code, at=AT)
    assert back.data_key == own.ann.data_key


def test_another_logbooks_paper_opens_nothing() -> None:
    with pytest.raises(recovery.AnotherLogbooksKey, match="typed correctly"):
        recovery.sign_in(sample().keyfile, recovery.new_recovery_key())


def test_a_new_paper_takes_the_place_of_the_old(tmp_path: Path) -> None:
    own = sample()
    paper = recovery.new_recovery_key()
    both = recovery.with_new(own.keyfile, own.paper, paper)
    for each in (own.paper, paper):
        assert recovery.sign_in(both, each).data_key == own.ann.data_key
    save(tmp_path, recovery.only(both, paper.public.sealing))
    replaced = load(tmp_path)
    assert recovery.sign_in(replaced, paper).data_key == own.ann.data_key
    with pytest.raises(recovery.AnotherLogbooksKey):
        recovery.sign_in(replaced, own.paper)


def test_what_was_sealed_to_any_earlier_paper_opens_with_the_newest() -> None:
    own = sample()
    papers, keyfile = [own.paper], own.keyfile
    drafts = []
    for nth in range(3):
        present = papers[-1]
        readers = {recovery_id(present.public.sealing): present.public.sealing}
        key = sealing.new_draft_key(readers, b"draft")
        drafts.append((key.envelope, key.lock(b"unfinished %d" % nth)))
        papers.append(recovery.new_recovery_key())
        keyfile = recovery.with_new(keyfile, present, papers[-1])
        keyfile = recovery.only(keyfile, papers[-1].public.sealing)
    newest = recovery.sign_in(keyfile, papers[-1])
    opened = [newest.open_draft(envelope, b"draft").unlock(saved) for envelope, saved in drafts]
    assert opened == [b"unfinished 0", b"unfinished 1", b"unfinished 2"]
    with pytest.raises(recovery.AnotherLogbooksKey):
        recovery.with_new(keyfile, papers[1], recovery.new_recovery_key())


def test_each_paper_is_another_reader() -> None:
    one, two = recovery.new_recovery_key(), recovery.new_recovery_key()
    assert recovery_id(one.public.sealing) != recovery_id(two.public.sealing)


def test_the_derivation_never_changes() -> None:
    """Papers in safes outlive releases: this one was printed by the first."""
    key = recovery.RecoveryKey(bytes(range(16)))
    assert key.text == "000GC-40R4Y-0M301-E209M-185G2-R38EE-1Y202-YBT6S"
    assert (
        key.public.sealing.hex()
        == "61196ad06569b1e6b88424d6775d5840c645f00dfa7b1eaec8efc4e746a10c43"
    )
    assert (
        key.public.signing.hex()
        == "5eb9e7ffdcdffc1eb593e649ab0aca3991f721acfdb4620009f43b915d324898"
    )
