"""A key file changed by somebody who knows its format: refused, never a crash or wrong keys."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_samples import ANN, ANNS, sample

from logbook.domain.refusals import Refusal
from logbook.vault import keyfile, recovery, slots
from logbook.vault.keyfile import KEY_FILE

Path_: TypeAlias = tuple[str | int, ...]

DOORPLATE = {"service", "on_call", "demo", "name", "role", "house", "ends_on"}
"""Shown before sign-in and overruled by the log: the only fields that may change unnoticed."""

FLIPPED: dict[type, tuple[object, ...]] = {
    bool: (None, 0, "true"),
    int: (-1, 0, 1, 2**63, True, None, "3"),
    str: ("", "x", "\ud800", None, 7, [], "AAAA", "2999-01-01T00:00:00.000000Z"),
    type(None): ("", 0, {}, "2999-01-01T00:00:00.000000Z", "2999-01-01", "AAAA" * 11),
}


def leaves(plain: object, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every single value, and of every empty list or object."""
    if isinstance(plain, dict) and plain:
        for key, value in plain.items():
            yield from leaves(value, (*path, key))
    elif isinstance(plain, list) and plain:
        for index, value in enumerate(plain):
            yield from leaves(value, (*path, index))
    else:
        yield path


def holder_of(plain: dict[str, Any], path: Path_) -> Any:
    inner: Any = plain
    for step in path[:-1]:
        inner = inner[step]
    return inner


def original() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(keyfile._written(sample().keyfile))
    del plain["check"]
    return plain


LEAVES = tuple(leaves(original()))


def opened_from(folder: Path, plain: dict[str, Any]) -> None:
    """Sign Ann in from a tampered file with a right check; her keys are right or it refuses."""
    try:
        check = keyfile._check_of(plain)
    except UnicodeEncodeError:
        check = ""
    (folder / KEY_FILE).write_text(json.dumps(plain | {"check": check}))
    opened = slots.open_slot(keyfile.load(folder), ANN.id, ANNS)
    assert opened.data_key == sample().ann.data_key
    assert opened.public == sample().ann.public
    assert opened.member_id == ANN.id
    assert opened.replaced is None


def anns_own(path: Path_) -> bool:
    """Whether a value matters to Ann: not a doorplate, not Ben's, not the paper's."""
    return not (DOORPLATE & set(path) or path[:2] == ("slots", 1) or path[:1] == ("recovery",))


@pytest.mark.parametrize("path", LEAVES, ids=map(str, range(len(LEAVES))))
def test_a_flipped_value_opens_the_right_keys_or_nothing(tmp_path: Path, path: Path_) -> None:
    value = holder_of(original(), path)[path[-1]]
    for flipped in (*FLIPPED[type(value)], *near(value)):
        plain = original()
        holder_of(plain, path)[path[-1]] = flipped
        try:
            opened_from(tmp_path, plain)
        except Refusal:
            continue
        assert flipped == value or not anns_own(path), flipped


def near(value: object) -> tuple[object, ...]:
    """The same value with as little changed as can be."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, str) and value:
        other = "B" if value[0] == "A" else "A"
        return (other + value[1:], value[:-1], value + value[-1])
    return ()


@pytest.mark.parametrize("path", LEAVES, ids=map(str, range(len(LEAVES))))
def test_a_value_taken_away_is_damage(tmp_path: Path, path: Path_) -> None:
    plain = original()
    del holder_of(plain, path)[path[-1]]
    with pytest.raises(Refusal):
        opened_from(tmp_path, plain)


@pytest.mark.parametrize("path", [(), ("slots", 0), ("slots", 0, "kdf"), ("recovery", 0)], ids=str)
def test_a_value_nobody_knows_is_damage(tmp_path: Path, path: Path_) -> None:
    plain = original()
    holder_of(plain, (*path, ""))["extra"] = 1
    with pytest.raises(keyfile.KeyFileDamaged):
        opened_from(tmp_path, plain)


@pytest.mark.parametrize("field", ["wrapped", "salt", "nonce", "public", "data_keys", "kdf"])
def test_parts_of_bens_slot_in_anns_open_nothing(tmp_path: Path, field: str) -> None:
    plain = original()
    if plain["slots"][0][field] == plain["slots"][1][field]:
        plain["slots"][0][field] = {"memory_kib": 19457, "passes": 2, "lanes": 1}
    else:
        plain["slots"][0][field] = plain["slots"][1][field]
    with pytest.raises(Refusal):
        opened_from(tmp_path, plain)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(LEAVES), ANY_JSON)
def test_anything_at_all_in_any_place_opens_the_right_keys_or_nothing(
    tmp_path: Path, path: Path_, value: object
) -> None:
    plain = copy.deepcopy(original())
    holder_of(plain, path)[path[-1]] = value
    try:
        opened_from(tmp_path, plain)
    except Refusal as refusal:
        sentence = str(refusal)
    else:
        sentence = "Opened."
    assert sentence.endswith(".")


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300) | ANY_JSON.map(lambda plain: json.dumps(plain).encode()))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(keyfile.KeyFileRefusal):
        keyfile.load(tmp_path)


@pytest.mark.parametrize("part", ["id", "sealing", "signing"])
def test_a_swapped_recovery_key_does_not_open_for_the_paper(tmp_path: Path, part: str) -> None:
    plain = original()
    other = recovery.new_recovery_key()
    if part == "id":
        plain["recovery"][0]["id"] = other.id
    else:
        plain["recovery"][0]["public"][part] = other.public.to_plain()[part]
    (tmp_path / KEY_FILE).write_text(json.dumps(plain | {"check": keyfile._check_of(plain)}))
    with pytest.raises(Refusal):
        recovery.sign_in(keyfile.load(tmp_path), sample().paper)
