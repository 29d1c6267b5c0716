"""What happened lately to the entries that one person may read, the newest first."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from logbook.domain.events import Verb, utc_text
from logbook.storage.lists import NEWEST
from logbook.storage.statements import listed, run


class Moved(NamedTuple):
    """One event of an entry."""

    seq: int
    entry: str


_MOVED = """
SELECT event.seq, event.about FROM event
CROSS JOIN entry ON entry.id = event.about
CROSS JOIN "grant" ON "grant".entry = event.about AND "grant".reader = ?
WHERE event.seq > ? AND event.seq < ? AND "grant".since <= ? AND NOT entry.brought_in
AND (event.actor <> ? OR event.verb = 'climbed')
AND (
    (entry.author = ? AND event.verb IN (SELECT value FROM json_each(?)))
    OR (entry.author <> ? AND event.verb IN (SELECT value FROM json_each(?)))
)
ORDER BY event.seq DESC LIMIT ?
"""
"""CROSS JOIN keeps the order of the tables: back from the end of the log, and no further than
asked; a reader's grants would be all they may read."""


def since(
    connection: Connection,
    reader: str,
    now: datetime,
    *,
    after: int,
    own: Collection[Verb],
    others: Collection[Verb],
    before: int = NEWEST,
    count: int = 100,
) -> tuple[Moved, ...]:
    """Events between two places in the log: of one's own entries these verbs, of others' those.

    What somebody did themselves is not among it, but for a climb, which silence does.
    """
    values = (
        *(reader, after, before, utc_text(now), reader),
        *(reader, *listed(sorted(own)), reader, *listed(sorted(others))),
        count,
    )
    return tuple(Moved(int(row[0]), str(row[1])) for row in run(connection, _MOVED, values))
