"""Search: the words of every entry that a person may read, newest first."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from logbook.domain.events import utc_text
from logbook.domain.searching import Meant, Where
from logbook.storage import filtered
from logbook.storage.beginnings import Beginnings, quoted
from logbook.storage.filtered import ALL, Asked, Chosen
from logbook.storage.full_text import SEARCH_COUNT, SEARCH_PAGE
from logbook.storage.lists import NEWEST, Listed, granted, listed
from logbook.storage.sqlite import Running
from logbook.storage.statements import run
from logbook.storage.words import first_line, reader_token, said, where

MOST_WORDS = 16
"""Further words are left out: nobody needs them, and every one of them costs."""
LONGEST_WORD = 64
COUNTED_TO = 1000

_COLUMNS = ", ".join(str(column) for column in granted().selected_columns)
_PAGE = SEARCH_PAGE.format(columns=_COLUMNS)
_SAID = len(granted().selected_columns)
"""Where in a row of the page its words begin, after all that a list shows."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many were found; `more` where counting stopped before the end."""

    found: int
    more: bool


class Found(NamedTuple):
    """An entry, and where those words stand that are not in what it says itself."""

    entry: Listed
    where: tuple[Where, ...] = ()


class Search:
    """One person's search box. A newer question may stop an older one from another thread.

    What is `meant` by initials is found as well as the initials themselves.
    """

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._running = Running()
        self._beginnings = Beginnings()

    def page(
        self,
        connection: Connection,
        typed: str,
        now: datetime,
        *,
        chosen: Chosen = ALL,
        before: int = NEWEST,
        count: int = 30,
        meant: Meant | None = None,
    ) -> tuple[Found, ...]:
        """Entries that hold every word, the last one as a beginning; newest first.

        Where nothing is typed it is those that the filter leaves over, and none without one.
        `before` is the sequence of the last line that was had already.

        Raises:
            Interrupted: `stop` was called from another thread.
        """
        with self._running.on(connection):
            question = self._question(connection, typed, meant)
            if _is_nothing(typed, question, chosen):
                return ()
            if not chosen.is_empty:
                wanted = self._asked(now, chosen, question)
                entries = filtered.page(connection, wanted, before=before, count=count)
                seqs = [each.seq for each in entries]
                lines = [*said(connection, self._reader, seqs)] if question else []
            else:
                values = (self._reader, utc_text(now), question, first_line(before), count)
                rows = run(connection, _PAGE, values).fetchall()
                entries = listed(rows)
                lines = [row[_SAID:] for row in rows]
        elsewhere = where(words_in(typed), lines, meant)
        if not elsewhere:
            return tuple(map(Found, entries))
        return tuple(Found(each, elsewhere.get(each.seq, ())) for each in entries)

    def count(
        self,
        connection: Connection,
        typed: str,
        now: datetime,
        *,
        chosen: Chosen = ALL,
        meant: Meant | None = None,
    ) -> Count:
        """How many there are, counted to a thousand and no further."""
        with self._running.on(connection):
            question = self._question(connection, typed, meant)
            if _is_nothing(typed, question, chosen):
                return Count(found=0, more=False)
            most = COUNTED_TO + 1
            if chosen.is_empty:
                values = (self._reader, utc_text(now), question, most)
                found = int(run(connection, SEARCH_COUNT, values).fetchone()[0])
            else:
                found = filtered.count(connection, self._asked(now, chosen, question), most=most)
        return Count(found=min(found, COUNTED_TO), more=found > COUNTED_TO)

    def _asked(self, now: datetime, chosen: Chosen, question: str) -> Asked:
        return Asked(reader=self._reader, now=now, chosen=chosen, question=question)

    def stop(self) -> None:
        """Stop what is running, if anything is."""
        self._running.stop()

    def _question(self, connection: Connection, typed: str, meant: Meant | None) -> str:
        return question_of(connection, self._beginnings, typed, self._reader, meant)


def question_of(
    connection: Connection,
    beginnings: Beginnings,
    typed: str,
    reader: str,
    meant: Meant | None = None,
) -> str:
    """The question to the index; empty where nothing was typed, or no word begins like the last."""
    words = words_in(typed)
    if not words:
        return ""
    return asked(words, beginnings.question(connection, words[-1]), reader, meant or {})


def _is_nothing(typed: str, question: str, chosen: Chosen) -> bool:
    """Words that no entry has are no reason to show the entries without them."""
    return not question and (chosen.is_empty or bool(typed.strip()))


def words_in(typed: str) -> tuple[str, ...]:
    """What somebody typed as words to look for: none where there is nothing to find in it."""
    parts = typed.split()[: 4 * MOST_WORDS]
    return tuple(word for part in parts if (word := _word(part)))[:MOST_WORDS]


def asked(words: Sequence[str], last: str, reader: str, meant: Meant) -> str:
    """The question for words of which the last is asked for so; empty where none begins like it.

    Every word is quoted, so that nothing typed is ever an operator, and whoever asks is a word of
    the question, so that what they may not read is never found.
    """
    last = _or_name(last, meant.get(words[-1], ""))
    if not last:
        return ""
    every = " AND ".join(
        (*(_or_name(quoted(each), meant.get(each, "")) for each in words[:-1]), last)
    )
    return f"readers : {quoted(reader_token(reader))} AND - readers : ({every})"


def _or_name(question: str, name: str) -> str:
    if not name:
        return question
    named = quoted(name.replace('"', '""'))
    return f"({question} OR {named})" if question else named


def _word(part: str) -> str:
    """A part as the index takes it: no control, no surrogate, and something to find in it."""
    kept = "".join(
        " " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in part[:LONGEST_WORD]
    )
    if not any(each.isalnum() for each in kept):
        return ""
    return kept.replace('"', '""')
