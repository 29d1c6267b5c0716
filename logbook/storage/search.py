"""Search: the words of every entry that a person may read, newest first."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from logbook.domain.events import utc_text
from logbook.storage.lists import NEWEST, Listed, granted, listed
from logbook.storage.sqlite import SEARCH_COUNT, SEARCH_PAGE, Running
from logbook.storage.views import reader_token

MOST_WORDS = 16
"""Further words are left out: nobody needs them, and every one of them costs."""
LONGEST_WORD = 64
COUNTED_TO = 1000

_COLUMNS = ", ".join(str(column) for column in granted().selected_columns)
_PAGE = SEARCH_PAGE.format(columns=_COLUMNS)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many were found; `more` where counting stopped before the end."""

    found: int
    more: bool


class Search:
    """One person's search box. A newer question may stop an older one from another thread."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._running = Running()

    def page(
        self,
        connection: Connection,
        typed: str,
        now: datetime,
        *,
        before: int = NEWEST,
        count: int = 30,
    ) -> tuple[Listed, ...]:
        """Entries that hold every word, the last one as a beginning; newest first.

        `before` is the sequence of the last line that was had already.

        Raises:
            Interrupted: `stop` was called from another thread.
        """
        question = asked(typed, self._reader)
        if not question:
            return ()
        values = (self._reader, utc_text(now), question, before, count)
        with self._running.on(connection):
            return listed(connection.exec_driver_sql(_PAGE, values))

    def count(self, connection: Connection, typed: str, now: datetime) -> Count:
        """How many there are, counted to a thousand and no further."""
        question = asked(typed, self._reader)
        if not question:
            return Count(found=0, more=False)
        values = (self._reader, utc_text(now), question, NEWEST, COUNTED_TO + 1)
        with self._running.on(connection):
            found = int(connection.exec_driver_sql(SEARCH_COUNT, values).scalar_one())
        return Count(found=min(found, COUNTED_TO), more=found > COUNTED_TO)

    def stop(self) -> None:
        """Stop what is running, if anything is."""
        self._running.stop()


def asked(typed: str, reader: str) -> str:
    """What somebody typed as a question to the index; empty where there is no word in it.

    Every word is quoted, so that nothing typed is ever an operator, and whoever asks is a word of
    the question, so that what they may not read is never found.
    """
    words = [word for part in typed.split()[: 4 * MOST_WORDS] if (word := _word(part))]
    if not words:
        return ""
    quoted = " ".join(f'"{word}"' for word in words[:MOST_WORDS])
    return f'readers : "{reader_token(reader)}" AND words : ({quoted} *)'


def _word(part: str) -> str:
    """A part as the index takes it: no control, no surrogate, and something to find in it."""
    kept = "".join(
        " " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in part[:LONGEST_WORD]
    )
    if not any(each.isalnum() for each in kept):
        return ""
    return kept.replace('"', '""')
