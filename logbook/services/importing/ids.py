"""Ids made from what a line says, so that bringing it in twice is bringing it in once."""

import hashlib
import itertools
from array import array
from collections import Counter
from collections.abc import Mapping

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS, _BITS = 16, 5
_MARK = b"logbook-import-v1"
SHORT = 8
"""Bytes that tell lines of one file apart."""


def digest_of(said: Mapping[str, str], others: tuple[tuple[str, str], ...] = ()) -> bytes:
    """What a line says as one number: the order of its columns and how it is written do not count.

    Each part comes with its length, so that no two lines can run into the same letters.
    """
    parts = [*sorted((key, words) for key, words in said.items() if words), ("", ""), *others]
    spelled = "".join([f"{len(each)}:{each}" for part in parts for each in part])
    return hashlib.sha256(_MARK + spelled.encode("utf-8", "surrogatepass")).digest()


def id_of(digest: bytes, nth: int = 0, tried: int = 0) -> str:
    """An id of the width of all ids; `nth` of several lines that say the same.

    `tried` goes up where the short reference of the one before is another entry's.
    """
    named = hashlib.sha256(b"%s%s%d.%d" % (_MARK, digest, nth, tried)).digest()
    number = int.from_bytes(named[:10])
    return "".join(_DIGITS[number >> _BITS * place & 31] for place in range(_LETTERS))


class Repeated:
    """Which lines of a file say the same as another: eight bytes a line, and little besides."""

    def __init__(self) -> None:
        self._all = array("Q")
        self._repeated: frozenset[int] | None = None

    def saw(self, digest: bytes) -> None:
        self._all.append(_short(digest))

    def counter(self) -> "Nth":
        """Counts again from the start, once all lines were seen."""
        if self._repeated is None:
            ordered = sorted(self._all)
            pairs = itertools.pairwise(ordered)
            self._repeated = frozenset(one for one, next_ in pairs if one == next_)
            self._all = array("Q")
        return Nth(self._repeated)


class Nth:
    """How many lines before this one said the same."""

    def __init__(self, repeated: frozenset[int]) -> None:
        self._repeated = repeated
        self._counted = Counter[int]()

    def of(self, digest: bytes) -> int:
        short = _short(digest)
        if short not in self._repeated:
            return 0
        nth = self._counted[short]
        self._counted[short] += 1
        return nth


def _short(digest: bytes) -> int:
    return int.from_bytes(digest[:SHORT])
