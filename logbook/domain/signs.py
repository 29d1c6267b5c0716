"""The signs of our own words that ASCII has not, and how a terminal without them says them."""

from collections.abc import Mapping

IN_ASCII: Mapping[str, str] = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "⟨": "<",
    "⟩": ">",
    "�": "?",
}
"""Every sign that our own words use and ASCII has not."""

_TABLE = str.maketrans(dict(IN_ASCII))


def in_ascii(words: str) -> str:
    """Words of our own, as an old terminal can show them."""
    return words.translate(_TABLE)
