"""Which passphrases are taken, which are refused and why, and the words proposed."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.vault import passphrases
from logbook.vault.passphrases import PassphraseRefused


def check(passphrase: str) -> None:
    passphrases.check(passphrase, own_name="Siobhán O'Neill-Grant", service="Willow House Care")


@pytest.mark.parametrize(
    "passphrase",
    [
        "plum kettle sandal north",
        "walnut-tidy-canoe-seven",
        "mein Hund mag Käsebrot",
        "我喜欢在雨天喝热茶看窗外的小鸟飞",
        "the kettle sings at dawn in Kirkwall",
        "Tr0ub4dor&3-otter-lamp",
    ],
)
def test_a_passphrase_that_is_long_and_unlikely_is_taken(passphrase: str) -> None:
    check(passphrase)


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("", "That is 0 characters; use at least 15"),
        ("x", "That is 1 character; use at least 15"),
        ("plum kettle bo", "That is 14 characters"),
        ("plum kettle " * 100, "use at most 1,024"),
        ("plum kettle\tsandal", "another keyboard"),
        ("plum kettle sandal \ud800", "another keyboard"),
        ("plum kettle sandal \ue000", "another keyboard"),
        ("!!! ??? ... --- ///", "spaces and signs"),
        ("aaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("catcatcatcatcatcat", "repeats itself"),
        ("otter1otter1otter1otter1", "repeats itself"),
        ("abcdefghijklmnopqrs", "alphabet or the keyboard"),
        ("9876543210 qwertyuiop", "alphabet or the keyboard"),
        ("1qaz2wsx3edc4rfv", "alphabet or the keyboard"),
        ("Siobhan ONeill-Grant", "a name that people here know"),
        ("S10bh4n 0Neill Grant 26", "a name that people here know"),
        ("willow house care 2026", "a name that people here know"),
        ("Wi11ow-H0use-C4re-1!", "a name that people here know"),
        ("password password 1", "first things anybody tries"),
        ("P@ssw0rdP@ssw0rd!", "first things anybody tries"),
        ("correct horse battery staple", "first things anybody tries"),
        ("Twinkle, twinkle, little star", "first things anybody tries"),
        ("may the force be with you", "first things anybody tries"),
        ("letmein letmein 99", "first things anybody tries"),
    ],
)
def test_a_passphrase_that_is_short_or_likely_is_refused_with_the_reason(
    passphrase: str, why: str
) -> None:
    with pytest.raises(PassphraseRefused, match=re.escape(why)):
        check(passphrase)


def test_length_is_counted_after_composing() -> None:
    with pytest.raises(PassphraseRefused, match="That is 14 characters"):
        check("cafe\u0301 zebra lap")
    check("cafe\u0301 zebra lamp")


def test_no_capitals_digits_or_signs_are_asked_for() -> None:
    check("plumkettlesandal")


def test_every_kind_of_space_is_a_space() -> None:
    assert passphrases.as_bytes("a\u00a0b\u3000c\u2009d") == b"a b c d"


def test_composed_and_decomposed_are_the_same_bytes() -> None:
    assert passphrases.as_bytes("e\u0301\u212b") == passphrases.as_bytes("\u00e9\u00c5")


def test_signs_that_only_look_alike_stay_different() -> None:
    assert passphrases.as_bytes("\ufb01x") != passphrases.as_bytes("fix")


@given(st.text(max_size=1100))
def test_anything_typed_is_taken_or_refused(passphrase: str) -> None:
    try:
        check(passphrase)
    except PassphraseRefused as refusal:
        sentence = str(refusal)
    else:
        sentence = "Taken."
    assert sentence.endswith(".")
    passphrases.as_bytes(passphrase)


def test_a_long_monotonous_text_is_judged_quickly() -> None:
    with pytest.raises(PassphraseRefused):
        check("ab" * 511 + "c")
    check(("plum kettle sandal north otter " * 40)[:1000] + " and nothing else at all")


def test_there_are_enough_words_all_different_and_easy_to_type() -> None:
    words = passphrases.words()
    assert len(words) == len(set(words)) >= 2048
    assert all(re.fullmatch("[a-z]{3,7}", word) for word in words)
    assert list(words) == sorted(words)
    assert passphrases.PROPOSED_WORDS * math.log2(len(words)) >= 44


def test_a_proposal_is_four_words_from_the_list_and_is_taken() -> None:
    for _ in range(300):
        proposed = passphrases.propose(own_name="Ann Archer", service="Willow House Care")
        passphrases.check(proposed, own_name="Ann Archer", service="Willow House Care")
        parts = proposed.split("-")
        assert len(parts) == 4
        assert set(parts) <= set(passphrases.words())
        assert len(proposed) >= 15


def test_proposals_differ() -> None:
    assert len({passphrases.propose() for _ in range(50)}) == 50
