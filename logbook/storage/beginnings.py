"""What the word being typed may become: the words of the index that begin like it."""

from typing import NamedTuple

from sqlalchemy import Connection

from logbook.storage.full_text import SEARCH_NEXT_TERMS
from logbook.storage.statements import run

INDEXED_BEGINNING = 3
"""Letters; beginnings of up to so many are indexed themselves."""
MOST_ENDINGS = 24
"""A beginning of more words than these is left to the engine: each costs it a list to merge."""
_AT_ONCE = 64
"""Places of words read in one look-up. To begin one costs as much as some three hundred of them."""
_AFTER = "\x01"
"""Comes before every longer word."""
_NEVER = -1
"""Before every line of the log, the first of an empty one too."""
_AS_OF = "SELECT (SELECT max(seq) FROM event), EXISTS (SELECT 1 FROM stale)"
"""The last line of the log, and whether views are being made again since staff changed."""


class _Known(NamedTuple):
    """What a beginning could be while this was the last line of the log; None for too many."""

    head: int
    start: str
    words: tuple[str, ...] | None


class Beginnings:
    """Of one search box, in which each further letter can only leave fewer of the same words."""

    def __init__(self) -> None:
        self._known = _Known(_NEVER, "", ())

    def question(self, connection: Connection, word: str) -> str:
        """The question for words that begin like this one; empty where there are none.

        Short beginnings have an index of their own. The engine reads every line that a longer one
        is in before it gives the first, so the few words it can be are asked for by name instead.
        """
        if len(word) <= INDEXED_BEGINNING or not (word.isascii() and word.isalnum()):
            return _as_prefix(word)
        words = self._words(connection, word.lower())
        if words is None:
            return _as_prefix(word)
        return f"({' OR '.join(map(quoted, words))})" if words else ""

    def _words(self, connection: Connection, start: str) -> tuple[str, ...] | None:
        head, moving = run(connection, _AS_OF).fetchone()
        known = self._known
        if moving or known.head != head or not self._tells(known, start):
            known = _Known(_NEVER if moving else head, start, _looked_up(connection, start))
            self._known = known
        if known.words is None:
            return None
        return tuple(each for each in known.words if each.startswith(start))

    @staticmethod
    def _tells(known: _Known, start: str) -> bool:
        """All the words of a longer beginning are among those of a shorter one."""
        return start == known.start or (known.words is not None and start.startswith(known.start))


def _looked_up(connection: Connection, start: str) -> tuple[str, ...] | None:
    found: dict[str, None] = {}
    at = start
    while len(found) <= MOST_ENDINGS:
        terms = [term for (term,) in run(connection, SEARCH_NEXT_TERMS, (at, _AT_ONCE))]
        alike = [each for each in terms if each.startswith(start)]
        found.update(dict.fromkeys(alike))
        if len(alike) < _AT_ONCE:
            return tuple(found) if len(found) <= MOST_ENDINGS else None
        at = f"{terms[-1]}{_AFTER}"
    return None


def quoted(word: str) -> str:
    """A word as the index is asked for it, so that nothing typed is ever an operator."""
    return f'"{word}"'


def _as_prefix(word: str) -> str:
    return f"{quoted(word)} *"
