"""Which people a few typed letters mean: beginnings of names, initials, and small slips."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST = 60
"""Characters that are compared; nobody's name needs more to be told from another's."""
SLIP_FROM = 4
"""A slip of one letter is forgiven in words of at least so many letters."""


class Listed(NamedTuple):
    """Somebody who can be chosen; `detail` tells namesakes apart."""

    id: str
    name: str
    detail: str = ""


def matching(people: Iterable[Listed], typed: str) -> tuple[Listed, ...]:
    """Those whom the text may mean, the surest first, each rank in the order given."""
    wanted = words_of(typed[:LONGEST])
    if not wanted:
        return tuple(people)
    ranked = [(_rank(words_of(each.name[:LONGEST]), wanted), each) for each in people]
    ranks = sorted({rank for rank, _ in ranked if rank < _NOT_MEANT})
    return tuple(each for rank in ranks for held, each in ranked if held == rank)


def as_typed(people: Iterable[Listed], typed: str) -> tuple[Listed, ...]:
    """Those whom the text means without any slip."""
    wanted = words_of(typed[:LONGEST])
    return tuple(each for each in people if _rank(words_of(each.name[:LONGEST]), wanted) < _SLIP)


_STARTS, _INITIALS, _WITHIN, _SLIP, _NOT_MEANT = range(5)


def words_of(text: str) -> list[str]:
    """Lower-case words without accents or dots."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(character)
    )
    return "".join(each if each.isalnum() else " " for each in bare).split()


def _rank(name: Sequence[str], wanted: Sequence[str]) -> int:
    if name[: len(wanted) - 1] == list(wanted[:-1]) and _starts(name, wanted):
        return _STARTS
    if "".join(wanted) == "".join(word[0] for word in name)[: sum(map(len, wanted))]:
        return _INITIALS
    if _starts_somewhere(name, wanted):
        return _WITHIN
    if all(any(_is_a_slip(word, each) for word in name) for each in wanted):
        return _SLIP
    return _NOT_MEANT


def _starts(name: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(name) >= len(wanted) and name[len(wanted) - 1].startswith(wanted[-1])


def _starts_somewhere(name: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(each) for word in name) for each in wanted)


def _is_a_slip(word: str, typed: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped lies between them.

    The word may go on: what was typed may be its beginning.
    """
    if word.startswith(typed):
        return True
    if len(typed) < SLIP_FROM:
        return False
    return any(_one_apart(word[:length], typed) for length in range(len(typed) - 1, len(typed) + 2))


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), 0)
    if short == long[: len(short)]:
        return True
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
