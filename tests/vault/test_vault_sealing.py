"""Content for named readers only, and drafts."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.vault import sealing
from logbook.vault.keys import Keys, new_pair
from logbook.vault.sealing import CannotSeal, Envelope, NotSealedToYou, SealBroken, Sealed

WORDS = "Said that M. was pushed. \u2028 \U0001f9f5".encode()
AAD = b"event 1"


def somebody(member_id: str) -> Keys:
    return Keys(member_id=member_id, pair=new_pair(), data_keys={})


LEA, LEN, SUE = somebody("lea"), somebody("len"), somebody("sue")


def readers(*holders: Keys) -> dict[str, bytes]:
    return {holder.member_id: holder.public.sealing for holder in holders}


def through_json(sealed: Sealed) -> Sealed:
    return Sealed.from_plain(json.loads(json.dumps(sealed.to_plain())))


def test_each_reader_opens_it_and_nobody_else() -> None:
    sealed = through_json(sealing.seal(WORDS, readers(LEA, LEN), AAD))
    assert LEA.open(sealed, AAD) == LEN.open(sealed, AAD) == WORDS
    assert sealed.readers == ("lea", "len")
    with pytest.raises(NotSealedToYou):
        SUE.open(sealed, AAD)


def test_the_words_are_not_in_it() -> None:
    plain = json.dumps(sealing.seal(b"A" * 64, readers(LEA), AAD).to_plain())
    assert "A" * 16 not in plain
    assert "QUFBQUFB" not in plain


@given(st.binary(max_size=2000), st.binary(max_size=50))
def test_any_content_comes_back(content: bytes, aad: bytes) -> None:
    assert LEA.open(sealing.seal(content, readers(LEA), aad), aad) == content


def test_it_opens_only_where_it_belongs() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    with pytest.raises(SealBroken):
        LEA.open(sealed, b"event 2")


def test_a_reset_reader_is_told_why_it_does_not_open() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    with pytest.raises(NotSealedToYou, match="before your sign-in was reset"):
        somebody("lea").open(sealed, AAD)


def test_a_share_given_to_another_reader_does_not_open_for_them() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    share = sealed.envelope.shares["lea"]
    renamed = Envelope(
        commitment=sealed.envelope.commitment, shares={"sue": replace(share, reader="sue")}
    )
    with pytest.raises(NotSealedToYou):
        SUE.open(replace(sealed, envelope=renamed), AAD)


def test_each_changed_bit_is_noticed() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    for at in range(len(sealed.text)):
        text = bytearray(sealed.text)
        text[at] ^= 1
        with pytest.raises(SealBroken):
            LEA.open(replace(sealed, text=bytes(text)), AAD)
    share = sealed.envelope.shares["lea"]
    for at in range(len(share.boxed)):
        boxed = bytearray(share.boxed)
        boxed[at] ^= 1
        with pytest.raises(SealBroken):
            LEA.open(sealed, AAD, replace(share, boxed=bytes(boxed)))


def test_one_text_cannot_read_differently_for_two_readers() -> None:
    one = sealing.seal(WORDS, readers(LEA), AAD)
    two = sealing.seal(WORDS, readers(LEN), AAD)
    shares = {**one.envelope.shares, **two.envelope.shares}
    mixed = replace(one, envelope=replace(one.envelope, shares=shares))
    assert LEA.open(mixed, AAD) == WORDS
    with pytest.raises(SealBroken):
        LEN.open(mixed, AAD)


def test_a_reader_can_let_another_in_and_the_seal_stays_as_it_was() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    before = sealed.to_plain()
    share = LEA.share(sealed, AAD, new_reader="sue", public=SUE.public.sealing)
    read_back = sealing.Share.from_plain(json.loads(json.dumps(share.to_plain())))
    assert SUE.open(sealed, AAD, read_back) == WORDS
    assert sealed.to_plain() == before
    onward = SUE.share(sealed, AAD, new_reader="len", public=LEN.public.sealing, share=read_back)
    assert LEN.open(sealed, AAD, onward) == WORDS
    with pytest.raises(NotSealedToYou):
        LEN.open(sealed, AAD, read_back)


def test_somebody_who_cannot_read_cannot_share() -> None:
    sealed = sealing.seal(WORDS, readers(LEA), AAD)
    with pytest.raises(NotSealedToYou):
        SUE.share(sealed, AAD, new_reader="len", public=LEN.public.sealing)


@pytest.mark.parametrize("public", [b"", b"short", bytes(32), b"\xff" * 33])
def test_an_unusable_public_key_stops_the_sealing(public: bytes) -> None:
    with pytest.raises(CannotSeal):
        sealing.seal(WORDS, {"lea": public}, AAD)


def test_sealing_to_nobody_is_refused() -> None:
    with pytest.raises(CannotSeal):
        sealing.seal(WORDS, {}, AAD)
    with pytest.raises(CannotSeal):
        sealing.new_draft_key({}, AAD)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"envelope": {}, "text": ""},
        {"envelope": {"version": 1, "commitment": "", "shares": 1}, "text": ""},
        {"envelope": {"version": 1, "commitment": 1, "shares": []}, "text": ""},
        {"envelope": {"version": 1, "commitment": "", "shares": [{"reader": 1}]}, "text": ""},
        {"envelope": {"version": 1, "commitment": "", "shares": []}, "text": "%"},
        {"envelope": {"version": 1, "commitment": "", "shares": []}, "text": 1},
        {"envelope": [], "text": ""},
    ],
)
def test_what_is_not_sealed_content_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(SealBroken):
        Sealed.from_plain(plain)


def test_a_newer_seal_asks_for_an_update() -> None:
    plain = sealing.seal(WORDS, readers(LEA), AAD).envelope.to_plain()
    with pytest.raises(SealBroken, match="Update logbook"):
        Envelope.from_plain({**plain, "version": 2})


def test_a_draft_is_sealed_once_and_saved_often() -> None:
    draft = sealing.new_draft_key(readers(LEA, LEN), b"draft 7")
    saves = [draft.lock(f"line {number}".encode()) for number in range(3)]
    envelope = Envelope.from_plain(json.loads(json.dumps(draft.envelope.to_plain())))
    reopened = LEA.open_draft(envelope, b"draft 7")
    assert [reopened.unlock(one) for one in saves] == [b"line 0", b"line 1", b"line 2"]
    assert len(set(saves)) == 3
    with pytest.raises(NotSealedToYou):
        SUE.open_draft(envelope, b"draft 7")


def test_a_save_of_another_draft_does_not_open() -> None:
    one = sealing.new_draft_key(readers(LEA), b"draft 1")
    two = sealing.new_draft_key(readers(LEA), b"draft 2")
    for wrong in (two.lock(b"x"), b"", b"short", os.urandom(64)):
        with pytest.raises(SealBroken):
            one.unlock(wrong)
    with pytest.raises(SealBroken):
        LEA.open_draft(one.envelope, b"draft 2")


def test_a_draft_key_is_not_shown_and_not_pickled() -> None:
    draft = sealing.new_draft_key(readers(LEA), b"draft")
    assert repr(draft) == "DraftKey(redacted)"
    with pytest.raises(TypeError):
        draft.__reduce__()
