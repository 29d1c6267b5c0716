"""The board: what is due and whose it is, in clear beside the store, for reminders without a key.

It has references, levels, instants, member ids and the addresses of staff; of sealed entries it has
nothing, and nobody's name or words. Each save adds a line for every entry whose work it changed,
after it is committed; a later line about the same entry stands for an earlier one. At each sign-in
it is written afresh from the store, so what a crash left out comes back.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from logbook.domain.directory import Directory
from logbook.domain.events import reference
from logbook.domain.levels import Level
from logbook.domain.refusals import NotFound
from logbook.domain.reminders import Board, Posted
from logbook.storage import log, views
from logbook.storage.beside.files import added, locked, replaced
from logbook.storage.statements import first_rows, run
from logbook.storage.tables import EntryRow, GrantRow, table
from logbook.storage.view_rows import ALWAYS, NEVER_DUE, Made

FILE = "logbook.board"
LOCK_FILE = f"{FILE}.lock"
MOST_GRANTS = 5_000
"""Of the soonest due: a service with more open work than this has no use for reminders."""

Line = dict[str, Any]

_entry, _grant = table(EntryRow).c, table(GrantRow).c
_OPEN = first_rows(
    select(_grant.entry, _grant.reader, _grant.level_rank, _grant.due, _grant.start_at)
    .join_from(table(GrantRow), table(EntryRow), _entry.id == _grant.entry)
    .where(text("start_at IS NOT NULL"), text("sealed = 0"))
    .order_by(_grant.due, _grant.entry)
)
_SEALED = views.entry_column("sealed")


# -- write


def lines_of(made: Iterable[Made], seq: int) -> list[Line]:
    """What the board says of these entries from now on; nothing of sealed ones."""
    return [_line(each, seq) for each in made if not each.entry[_SEALED]]


def line_of(directory: Directory, seq: int) -> Line:
    """How the staff who are here are reached."""
    mail = {each.id: each.email for each in directory.staff.present() if each.email}
    return {"n": seq, "mail": mail, "zone": directory.settings.zone}


def add(folder: Path, lines: Sequence[Line]) -> None:
    """Say what a commit changed. The commit stands whether or not this can be written."""
    if lines:
        board, lock = _files(folder)
        with suppress(OSError), locked(lock):
            added(board, _spelled(lines))


def write(folder: Path, connection: Connection, directory: Directory) -> None:
    """Write all of it from the store."""
    with suppress(OSError), locked(folder / LOCK_FILE):
        seq = log.head(connection).seq
        replaced(folder / FILE, _spelled([line_of(directory, seq), *_everything(connection, seq)]))


@cache
def _files(folder: Path) -> tuple[Path, Path]:
    """The board and its lock, which every save asks for."""
    return folder / FILE, folder / LOCK_FILE


def _line(made: Made, seq: int) -> Line:
    work = sorted((each for each in made.grants if each[7] is not None), key=itemgetter(1))
    whose = {str(each[1]): each[7] for each in work}
    some = work[0] if work else None
    return _as_line(made.entry[0], seq, whose, some and (some[4], some[5]))


def _everything(connection: Connection, seq: int) -> list[Line]:
    found: dict[str, tuple[dict[str, str], tuple[int, str]]] = {}
    for entry, reader, rank, due, start_at in run(connection, _OPEN, (MOST_GRANTS,)):
        found.setdefault(entry, ({}, (rank, due)))[0][reader] = start_at
    return [_as_line(entry, seq, whose, order) for entry, (whose, order) in found.items()]


def _as_line(entry: str, seq: int, whose: Mapping[str, str], order: tuple[int, str] | None) -> Line:
    line: Line = {"n": seq, "ref": reference(entry)}
    if order is None or order[1] == NEVER_DUE:
        return line
    rank, due = order
    return {**line, "level": Level(max(Level) - rank).key, "due": due, "whose": whose}


_SHORT = json.JSONEncoder(separators=(",", ":"))


def _spelled(lines: Sequence[Line]) -> bytes:
    return "".join(f"{_SHORT.encode(each)}\n" for each in lines).encode()


# -- read


def read(folder: Path) -> Board:
    """The board as it stands; a line that was cut short is left out.

    Raises:
        NotFound: nobody has signed in since it was last removed.
    """
    try:
        written = (folder / FILE).read_bytes()
    except FileNotFoundError:
        raise NotFound(
            f"There is no board in {folder} yet. It is written when somebody signs in."
        ) from None
    newest: dict[str, Line] = {}
    for line in _lines(written):
        key = str(line.get("ref", ""))
        if line["n"] >= newest.get(key, line)["n"]:
            newest[key] = line
    said = newest.pop("", {})
    return Board(
        posted=tuple(_posted(each) for each in newest.values() if "due" in each),
        addresses=said.get("mail", {}),
        **({"zone": said["zone"]} if "zone" in said else {}),
    )


def _lines(written: bytes) -> Iterable[Line]:
    for each in written.splitlines():
        with suppress(ValueError):
            line = json.loads(each)
            if isinstance(line, dict) and isinstance(line.get("n"), int):
                yield line


def _posted(line: Line) -> Posted:
    return Posted(
        reference=line["ref"],
        level=Level.of(line["level"]),
        due=datetime.fromisoformat(line["due"]),
        whose={
            member: None if start == ALWAYS else datetime.fromisoformat(start)
            for member, start in line["whose"].items()
        },
    )
