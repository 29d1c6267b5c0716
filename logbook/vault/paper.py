"""Secrets that people copy from paper or hear by telephone: short groups that check themselves.

Every group is four characters of Crockford's base 32 (no I, L, O or U) and a fifth that checks
them, so that a slip is named by its group instead of costing a try.
"""

from collections.abc import Sequence

from logbook.domain.refusals import Refusal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
SPACING = frozenset(" \t\r\n-‐‑‒–—−_.,:;/|\u00a0\u2007\u202f\u200b\ufeff")
DATA = 4
GROUP = DATA + 1
GROUP_BITS = 20
WEIGHTS = (2, 4, 8, 16)
"""All different and none of them 1, so that any two signs swapped change the check."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class NotTypedRight(Refusal):
    """What was typed is not such a code; nothing was tried, so it costs no try.

    `groups` are the wrong groups, counted from 0, as far as their checks can tell.
    """

    def __init__(self, sentence: str, groups: tuple[int, ...] = ()) -> None:
        super().__init__(sentence)
        self.groups = groups


def written(raw: bytes) -> str:
    """Groups joined by hyphens, like `K7QH2-…`. `raw` is a whole number of 20-bit groups."""
    bits = len(raw) * 8
    number = int.from_bytes(raw)
    values = [number >> shift & 31 for shift in range(bits - 5, -1, -5)]
    groups = [values[start : start + DATA] for start in range(0, len(values), DATA)]
    return "-".join(_group(index, group) for index, group in enumerate(groups))


def read(typed: str, groups: int) -> bytes:
    """What was written, whatever the case, the spacing, and O for 0 or I and L for 1.

    Raises:
        NotTypedRight: naming the group, if its check can tell.
    """
    values = _values(typed)
    wrong = tuple(
        index
        for index in range(min(groups, -(-len(values) // GROUP)))
        if not _checks(index, values[index * GROUP : (index + 1) * GROUP])
    )
    if len(values) != groups * GROUP:
        raise NotTypedRight(_how_many(len(values), groups, wrong), wrong[:1])
    if wrong:
        raise NotTypedRight(_which(wrong), wrong)
    number = 0
    for at, value in enumerate(values):
        if at % GROUP < DATA:
            number = number << 5 | value
    return number.to_bytes(groups * GROUP_BITS // 8)


def _values(typed: str) -> list[int]:
    """Each sign's value; -1 for one that such codes never hold."""
    bare = "".join(one for one in typed if one not in SPACING)
    return [ALPHABET.find(one) for one in bare.upper().translate(LOOKALIKES)]


def _group(index: int, values: Sequence[int]) -> str:
    return "".join(ALPHABET[value] for value in (*values, _check(index, values)))


def _checks(index: int, group: Sequence[int]) -> bool:
    whole = len(group) == GROUP and min(group) >= 0
    return whole and _check(index, group[:DATA]) == group[DATA]


def _check(index: int, values: Sequence[int]) -> int:
    """A weighted sum in the field of 32: finds any one wrong sign and any swap of two.

    The group's place is added, so that groups typed in the wrong order are found too.
    """
    total = index + 1
    for weight, value in zip(WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return total & 31


def _times(left: int, right: int) -> int:
    """Multiply in GF(32) modulo x⁵ + x² + 1."""
    product = 0
    while left:
        if left & 1:
            product ^= right
        right <<= 1
        if right & 32:
            right ^= 0b100101
        left >>= 1
    return product


def _how_many(typed: int, groups: int, wrong: tuple[int, ...]) -> str:
    count = (
        f"That is {typed} letters and digits, and it should be {groups * GROUP}: "
        f"{groups} groups of {GROUP}. "
    )
    if not wrong:
        return count + "Look for one left out or typed twice."
    return count + f"It goes wrong in the {ORDINALS[wrong[0]]} group: look there first."


def _which(wrong: tuple[int, ...]) -> str:
    names = [ORDINALS[index] for index in wrong]
    if len(names) == 1:
        return f"The {names[0]} group does not look right. Compare it with the paper, sign by sign."
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"The {listed} groups do not look right. Compare them with the paper, sign by sign."
