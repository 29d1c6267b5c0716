"""Codes and recovery keys as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vault_samples import sample

from logbook.vault import paper, recovery
from logbook.vault.paper import ALPHABET, NotTypedRight

CODES = st.binary(min_size=10, max_size=10)


@given(CODES)
def test_what_is_written_is_read_back(raw: bytes) -> None:
    assert paper.read(paper.written(raw), 4) == raw


@given(CODES, st.data())
def test_case_spacing_and_lookalikes_do_not_matter(raw: bytes, data: st.DataObject) -> None:
    spellings = {"0": "0oO", "1": "1iIlL", "V": "vVuU"}
    typed = "".join(
        data.draw(st.sampled_from(spellings.get(one, one + one.lower())))
        + data.draw(st.sampled_from(["", " ", "-", " – ", "\n", "."]))
        for one in paper.written(raw)
        if one != "-"
    )
    assert paper.read(typed, 4) == raw


@given(CODES, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_named_by_its_group(raw: bytes, at: int, other: str) -> None:
    signs = list(paper.written(raw).replace("-", ""))
    if signs[at] == other:
        return
    signs[at] = other
    with pytest.raises(NotTypedRight) as caught:
        paper.read("".join(signs), 4)
    assert caught.value.groups == (at // 5,)
    assert f"The {paper.ORDINALS[at // 5]} group" in str(caught.value)


@given(CODES, st.integers(0, 3), st.integers(0, 4), st.integers(0, 4))
def test_two_signs_swapped_in_a_group_are_found(
    raw: bytes, group: int, left: int, right: int
) -> None:
    signs = list(paper.written(raw).replace("-", ""))
    left, right = group * 5 + left, group * 5 + right
    if signs[left] == signs[right]:
        return
    signs[left], signs[right] = signs[right], signs[left]
    with pytest.raises(NotTypedRight) as caught:
        paper.read("".join(signs), 4)
    assert caught.value.groups == (group,)


@given(CODES, st.permutations(range(4)))
def test_groups_in_another_order_are_found(raw: bytes, order: list[int]) -> None:
    groups = paper.written(raw).split("-")
    if order == [0, 1, 2, 3]:
        return
    with pytest.raises(NotTypedRight) as caught:
        paper.read("-".join(groups[index] for index in order), 4)
    moved = tuple(place for place, index in enumerate(order) if place != index)
    assert caught.value.groups == moved


@given(CODES, st.integers(0, 19))
def test_a_sign_left_out_is_counted(raw: bytes, at: int) -> None:
    signs = paper.written(raw).replace("-", "")
    with pytest.raises(NotTypedRight, match="That is 19 letters and digits, and it should be 20"):
        paper.read(signs[:at] + signs[at + 1 :], 4)


@given(st.text())
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    with suppress(NotTypedRight):
        assert len(paper.read(typed, 4)) == 10


@given(st.text(alphabet=ALPHABET + "ÄλßŁ*", min_size=40, max_size=40))
def test_any_forty_signs_are_a_recovery_key_or_refused(typed: str) -> None:
    with pytest.raises(NotTypedRight):
        recovery.read(typed)


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_key_is_read_back_from_its_paper(secret: bytes) -> None:
    key = recovery.RecoveryKey(secret)
    assert recovery.read(key.text.lower()).secret == secret
    assert recovery.read("\n".join(key.lines)).secret == secret


def test_several_wrong_groups_are_all_named() -> None:
    groups = sample().paper.text.split("-")
    groups[1], groups[4], groups[6] = "?????", "!!!!!", "*****"
    with pytest.raises(
        NotTypedRight, match="The second, fifth and seventh groups do not"
    ) as caught:
        recovery.read("-".join(groups))
    assert caught.value.groups == (1, 4, 6)


def test_errors_that_fool_the_groups_are_found_by_the_whole() -> None:
    other = recovery.new_recovery_key().text.split("-")
    groups = sample().paper.text.split("-")
    with pytest.raises(NotTypedRight, match="more than one sign is wrong"):
        recovery.read("-".join([other[0], *groups[1:]]))


def test_nothing_typed_is_counted_too() -> None:
    with pytest.raises(NotTypedRight, match="That is 0 letters"):
        paper.read("", 4)
