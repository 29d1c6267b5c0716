"""The index of words: of each entry one line for all who may read the same of it, and no other."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from logbook.domain.people import Staff
from logbook.domain.searching import ELSEWHERE, Meant, Readable, Scope, Sought, Where, readable
from logbook.domain.standing import Standing
from logbook.storage.full_text import (
    SEARCH_DELETE,
    SEARCH_INSERT,
    SEARCH_LINES,
    SEARCH_READ,
    SEARCH_SAID,
)
from logbook.storage.statements import run, run_each

Row = tuple[Any, ...]

_PLACE = {Scope.OTHERS: 0, Scope.AUTHOR: 1, Scope.MANAGERS: 2}
"""Which of the lines of an entry; a number never means another scope."""
_COLUMNS = (*ELSEWHERE, Where.ENTRY)
"""In the order of the index's own, which are named as they are."""


def make(standing: Standing, seq: int, readers: Sequence[str], staff: Staff) -> tuple[Row, ...]:
    """The lines of an entry, in order; each of its readers is a word of one of them."""
    return tuple(sorted(_row(each, seq) for each in readable(standing, readers, staff)))


def _row(said: Readable, seq: int) -> Row:
    tokens = " ".join(sorted(map(reader_token, said.readers)))
    words = (said.words.get(where, "") for where in _COLUMNS)
    return (first_line(seq) + _PLACE[said.scope], tokens, *words)


def first_line(seq: int) -> int:
    """The number of the first line of an entry; no line before it is of a later entry."""
    return seq * SEARCH_LINES


def reader_token(member: str) -> str:
    """A member's id as one word that no other member's id can be part of."""
    return member.encode().hex()


def read(connection: Connection, seq: int) -> tuple[Row, ...]:
    limits = (first_line(seq), first_line(seq + 1) - 1)
    return tuple(tuple(each) for each in run(connection, SEARCH_READ, limits))


def write(connection: Connection, made: Sequence[Row], there: Sequence[Row]) -> None:
    """Only what differs, line by line: going back to a lower number costs the index much."""
    after = {row[0]: row for row in made}
    before = {row[0]: row for row in there}
    for line in sorted(after.keys() | before.keys()):
        if after.get(line) == before.get(line):
            continue
        if line in before:
            run(connection, SEARCH_DELETE, (line,))
        if line in after:
            run(connection, SEARCH_INSERT, after[line])


def write_new(connection: Connection, made: Sequence[Row]) -> None:
    """For entries of which nothing is there yet, in the order of the log."""
    run_each(connection, SEARCH_INSERT, made)


# where words stand


def said(connection: Connection, reader: str, seqs: Sequence[int]) -> tuple[Row, ...]:
    """Of each entry the line that has this reader: its number, and all that it says."""
    wanted = json.dumps([first_line(each) for each in seqs])
    return tuple(run(connection, SEARCH_SAID, (f" {reader_token(reader)} ", wanted)))


def where(
    typed: Sequence[str], lines: Sequence[Row], meant: Meant | None = None
) -> Mapping[int, tuple[Where, ...]]:
    """Where words stand that an entry itself does not have, by its sequence."""
    with_more = [line for line in lines if any(line[1:-1])]
    if not with_more:
        return {}
    sought = Sought.of(typed, meant)
    found = (
        (line[0] // SEARCH_LINES, sought.elsewhere(line[-1], line[1:-1])) for line in with_more
    )
    return {seq: places for seq, places in found if places}
