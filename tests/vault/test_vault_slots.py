"""Signing in, changing a passphrase, inviting, accepting and resetting."""

import copy
import pickle
from dataclasses import replace
from datetime import date, timedelta

import pytest
from vault_samples import ANN, ANNS, AT, BEN, BENS, CAZ, sample

from logbook.vault import keys, paper, slots
from logbook.vault.keyfile import KDF_FLOOR, Kdf, KeyFileDamaged, SlotKind
from logbook.vault.signing import verify


def test_a_passphrase_opens_its_slot() -> None:
    opened = slots.open_slot(sample().keyfile, ANN.id, ANNS)
    assert opened.data_key == sample().ann.data_key
    assert opened.public == sample().ann.public


@pytest.mark.parametrize("wrong", ["", BENS, ANNS.upper(), f"{ANNS} ", "\ud800", "x" * 5000])
def test_another_passphrase_does_not(wrong: str) -> None:
    with pytest.raises(slots.WrongPassphrase):
        slots.open_slot(sample().keyfile, ANN.id, wrong)


def test_nobody_is_opened_who_is_not_here() -> None:
    with pytest.raises(keys.NoAccountHere):
        slots.open_slot(sample().keyfile, CAZ.id, ANNS)


def test_composed_and_decomposed_letters_are_one_passphrase() -> None:
    changed = slots.change_passphrase(
        sample().keyfile, ANN.id, ANNS, "caf\u00e9 au lait zebra", kdf=KDF_FLOOR
    )
    opened = slots.open_slot(changed, ANN.id, "cafe\u0301 au\u00a0lait zebra")
    assert opened.data_key == sample().ann.data_key


def test_a_changed_passphrase_keeps_the_keys_and_closes_the_old_one() -> None:
    changed = slots.change_passphrase(sample().keyfile, ANN.id, ANNS, "new words here now")
    assert slots.open_slot(changed, ANN.id, "new words here now").public == sample().ann.public
    with pytest.raises(slots.WrongPassphrase):
        slots.open_slot(changed, ANN.id, ANNS)
    slot, before = changed.slot(ANN.id), sample().keyfile.slot(ANN.id)
    assert slot is not None
    assert before is not None
    assert slot.kdf.memory_kib == 65536
    assert {slot.salt, slot.nonce}.isdisjoint({before.salt, before.nonce})


def test_the_old_passphrase_is_asked_before_a_new_one_counts() -> None:
    with pytest.raises(slots.WrongPassphrase):
        slots.change_passphrase(sample().keyfile, ANN.id, BENS, "new words here now")


def test_an_invitation_opens_once_and_leaves_new_keys() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    slot = invitation.keyfile.slot(CAZ.id)
    assert slot is not None
    assert (slot.kind, slot.expires) == (SlotKind.INVITATION, AT + timedelta(hours=24))
    accepted = slots.accept(
        invitation.keyfile, CAZ.id, invitation.code, "quiet otter lamp ten", at=AT, kdf=KDF_FLOOR
    )
    assert accepted.keys.public != invitation.public
    assert accepted.keys.data_key == own.ann.data_key
    with pytest.raises(slots.NoInvitation):
        slots.accept(
            accepted.keyfile, CAZ.id, invitation.code, "again and again now", at=AT, kdf=KDF_FLOOR
        )


def test_the_log_can_learn_the_new_keys_from_the_old_ones() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    accepted = slots.accept(
        invitation.keyfile, CAZ.id, invitation.code, "quiet otter lamp ten", at=AT, kdf=KDF_FLOOR
    )
    signature = accepted.keys.sign_as_replaced(b"my new keys")
    assert accepted.replaced_signing == invitation.public.signing
    assert verify(invitation.public.signing, signature, b"my new keys")


def test_a_replacement_cut_off_before_the_log_can_be_logged_at_the_next_sign_in() -> None:
    opened = slots.open_slot(sample().keyfile, BEN.id, BENS)
    replaced = opened.replaced_signing
    assert replaced is not None
    assert verify(replaced, opened.sign_as_replaced(b"event"), b"event")
    again = slots.change_passphrase(
        sample().keyfile, BEN.id, BENS, "other words for ben", kdf=KDF_FLOOR
    )
    assert slots.open_slot(again, BEN.id, "other words for ben").replaced_signing == replaced


def test_keys_that_replaced_none_cannot_sign_as_replaced() -> None:
    assert sample().ann.replaced_signing is None
    with pytest.raises(keys.SignInChanged):
        sample().ann.sign_as_replaced(b"event")


def test_an_invitation_is_not_opened_by_a_passphrase() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    with pytest.raises(slots.CodeExpected):
        slots.open_slot(invitation.keyfile, CAZ.id, invitation.code)


def test_an_invitation_lasts_a_day() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    just = AT + timedelta(hours=24) - timedelta(seconds=1)
    slots.open_invitation(invitation.keyfile, CAZ.id, invitation.code, at=just)
    with pytest.raises(slots.InvitationExpired):
        slots.open_invitation(
            invitation.keyfile, CAZ.id, invitation.code, at=AT + timedelta(hours=24)
        )


def test_stretching_an_invitations_life_in_the_file_closes_it() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    late = AT + timedelta(days=3)
    stretched = tuple(
        replace(slot, expires=late) if slot.expires else slot for slot in invitation.keyfile.slots
    )
    tampered = replace(invitation.keyfile, slots=stretched)
    with pytest.raises(slots.WrongCode):
        slots.open_invitation(tampered, CAZ.id, invitation.code, at=AT + timedelta(days=2))


def test_a_code_is_read_however_it_is_typed() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    typed = f"  {invitation.code.lower().replace('-', '  ').replace('0', 'o').replace('1', 'l')} "
    assert slots.open_invitation(invitation.keyfile, CAZ.id, typed, at=AT).data_keys


def test_a_code_has_one_spelling() -> None:
    code = "4RS84-DB1DQ-BH2QS-5ZB5N"
    assert slots.read_code("4rs84 dblDQ bh2qs–5zb5n") == code


def test_another_good_code_is_the_wrong_code() -> None:
    own = sample()
    first = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    second = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    with pytest.raises(slots.WrongCode):
        slots.open_invitation(first.keyfile, CAZ.id, second.code, at=AT)


def test_a_slip_in_a_code_costs_no_argon2() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    with pytest.raises(paper.NotTypedRight):
        slots.open_invitation(invitation.keyfile, CAZ.id, invitation.code[:-1], at=AT)


def test_a_code_carries_eighty_bits() -> None:
    assert slots.CODE_GROUPS * paper.GROUP_BITS >= 80


def test_somebody_with_a_sign_in_is_not_invited_again() -> None:
    with pytest.raises(slots.AlreadyHasASignIn, match="Ben Baker"):
        slots.invite(sample().keyfile, sample().ann, BEN, at=AT, kdf=KDF_FLOOR)


def test_a_reset_closes_the_old_passphrase_and_the_old_keys() -> None:
    own = sample()
    invitation = slots.reset(own.keyfile, own.ann, BEN, at=AT, kdf=KDF_FLOOR)
    with pytest.raises(slots.CodeExpected):
        slots.open_slot(invitation.keyfile, BEN.id, BENS)
    with pytest.raises(keys.SignInChanged):
        keys.renew(own.ben, invitation.keyfile)
    accepted = slots.accept(
        invitation.keyfile, BEN.id, invitation.code, "new start for ben", at=AT, kdf=KDF_FLOOR
    )
    assert accepted.keys.data_key == own.ann.data_key
    assert accepted.keys.public != own.ben.public
    assert len(accepted.keyfile.slots) == 2


def test_somebody_removed_cannot_invite() -> None:
    own = sample()
    without = replace(own.keyfile, slots=own.keyfile.slots[:1])
    with pytest.raises(keys.NoAccountHere):
        slots.invite(without, own.ben, CAZ, at=AT, kdf=KDF_FLOOR)


def test_relabelling_changes_the_doorplate_and_no_key() -> None:
    married = replace(BEN, name="Ben Cooper", house="Elm", ends_on=date(2026, 12, 31))
    relabelled = slots.relabel(sample().keyfile, married)
    slot, before = relabelled.slot(BEN.id), sample().keyfile.slot(BEN.id)
    assert slot is not None
    assert before is not None
    assert (slot.name, slot.house, slot.ends_on) == ("Ben Cooper", "Elm", date(2026, 12, 31))
    assert slot.wrapped == before.wrapped
    assert slots.open_slot(relabelled, BEN.id, BENS).public == sample().ben.public


def test_a_cheaper_cost_in_the_file_opens_nothing() -> None:
    slot = sample().keyfile.slots[0]
    dearer = replace(slot, kdf=Kdf(memory_kib=20 * 1024, passes=2, lanes=1))
    with pytest.raises(slots.WrongPassphrase):
        slots.open_slot(replace(sample().keyfile, slots=(dearer,)), ANN.id, ANNS)


def test_a_slot_moved_to_another_logbook_opens_nothing() -> None:
    moved = replace(sample().keyfile, logbook_id="other00000000000")
    with pytest.raises(slots.WrongPassphrase):
        slots.open_slot(moved, ANN.id, ANNS)


def test_anothers_data_key_in_a_slot_is_damage() -> None:
    ann, ben = sample().keyfile.slots
    mixed = replace(sample().keyfile, slots=(replace(ann, data_keys=ben.data_keys), ben))
    with pytest.raises(KeyFileDamaged):
        slots.open_slot(mixed, ANN.id, ANNS)


def test_a_data_key_slipped_in_under_another_id_is_damage() -> None:
    own = sample()
    ann = own.keyfile.slots[0]
    (key_id,) = own.keyfile.data_key_ids
    planted = keys.seal_data_keys(
        own.keyfile.logbook_id, ANN.id, ann.public.sealing, {key_id: keys.new_data_key()}
    )
    with pytest.raises(KeyFileDamaged, match="not the one it says"):
        slots.open_slot(
            replace(own.keyfile, slots=(replace(ann, data_keys=planted),)), ANN.id, ANNS
        )


def test_keys_are_shown_nowhere_and_never_leave_the_process() -> None:
    own = sample()
    secret = own.ann.data_key.hex()
    for one in (own.ann, own.ann.pair, own.paper):
        assert secret not in repr(one)
        assert secret not in f"{one}"
        with pytest.raises(TypeError):
            pickle.dumps(one)
        with pytest.raises(TypeError):
            copy.copy(one)
    assert repr(own.ann) == f"Keys(member_id='{ANN.id}', redacted)"
    assert repr(own.paper) == "RecoveryKey()"


def test_an_invitation_does_not_print_its_code() -> None:
    own = sample()
    invitation = slots.invite(own.keyfile, own.ann, CAZ, at=AT, kdf=KDF_FLOOR)
    assert invitation.code not in repr(invitation)


def test_what_is_signed_is_verified_and_nothing_else() -> None:
    own = sample()
    signature = own.ann.sign(b"event")
    assert verify(own.ann.public.signing, signature, b"event")
    assert not verify(own.ann.public.signing, signature, b"Event")
    assert not verify(own.ben.public.signing, signature, b"event")
    assert not verify(own.ann.public.signing, signature[:-1], b"event")
    assert not verify(b"short", signature, b"event")
    assert not verify(own.ann.public.signing, b"", b"event")
