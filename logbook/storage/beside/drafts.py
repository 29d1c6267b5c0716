"""Drafts: something not sent yet, which comes here encrypted and leaves here encrypted."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    not_,
    select,
    text,
    update,
)

from logbook.domain.events import utc_from, utc_text
from logbook.domain.refusals import Refusal
from logbook.storage.statements import spelled
from logbook.storage.tables import DraftRow, table


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft as stored. `holder` is the terminal that opened it last, and alone may save it."""

    id: str
    author: str
    entry: str = ""
    """The entry that it is about; empty for a new one."""
    sealed_key: bytes
    ciphertext: bytes
    """Nonce, ciphertext and tag; nothing once the entry was erased, until its author was told."""
    holder: str
    revision: int
    started_at: datetime
    saved_at: datetime


class DraftHeldElsewhere(Refusal):
    """Another terminal opened the draft since: `newest` is what it has saved there."""

    def __init__(self, text: str, *, newest: Draft) -> None:
        super().__init__(text)
        self.newest = newest


class DraftGone(Refusal):
    """The draft was sent or thrown away at another terminal, or what it is about was erased."""


_draft = table(DraftRow).c
_ID = bindparam("which", type_=_draft.id.type)
_ALL = select(table(DraftRow))
_ENDED = func.length(_draft.ciphertext) == text("0")
_OWN = _ALL.where(_draft.author == bindparam("author")).order_by(_draft.saved_at.desc())
_OF = spelled(_OWN.where(not_(_ENDED)))
_ENDED_OF = spelled(_OWN.where(_ENDED))
_ONE = spelled(_ALL.where(_draft.id == _ID))
_INSERT = spelled(insert(table(DraftRow)))
_SAVE = (
    update(table(DraftRow))
    .where(_draft.id == _ID, _draft.holder == bindparam("by"), _draft.revision == bindparam("seen"))
    .values(
        sealed_key=bindparam("sealed_key"),
        ciphertext=bindparam("ciphertext"),
        saved_at=bindparam("saved_at"),
        revision=_draft.revision + 1,
    )
)
_HOLD = (
    update(table(DraftRow))
    .where(_draft.id == _ID)
    .values(holder=bindparam("by"), revision=_draft.revision + 1)
)
_END = (
    update(table(DraftRow))
    .where(_draft.entry == bindparam("about"))
    .values(sealed_key=b"", ciphertext=b"", holder="", revision=_draft.revision + 1)
)
_GIVE_BACK = (
    update(table(DraftRow))
    .where(_draft.id == _ID, _draft.revision == bindparam("seen"))
    .values(sealed_key=bindparam("sealed_key"), revision=_draft.revision + 1)
)
_DELETE = spelled(delete(table(DraftRow)).where(_draft.id == _ID))


def start(connection: Connection, draft: Draft) -> None:
    connection.exec_driver_sql(_INSERT, _values(draft))


def of_author(connection: Connection, author: str) -> tuple[Draft, ...]:
    """Newest first; nobody else's are ever counted or named."""
    return tuple(_draft_from(row) for row in connection.exec_driver_sql(_OF, (author,)).mappings())


def one(connection: Connection, draft_id: str) -> Draft:
    row = connection.exec_driver_sql(_ONE, (draft_id,)).mappings().first()
    if row is None:
        raise DraftGone("This draft was sent or thrown away at another terminal.")
    found = _draft_from(row)
    if not found.ciphertext:
        raise DraftGone("What this was about was erased, so it ended with it.")
    return found


def hold(connection: Connection, draft_id: str, *, holder: str) -> Draft:
    """Open a draft at a terminal; whichever terminal opened it last may save it."""
    if one(connection, draft_id).holder != holder:
        connection.execute(_HOLD, {"which": draft_id, "by": holder})
    return one(connection, draft_id)


def save(connection: Connection, draft: Draft) -> Draft:
    """Save over the revision that this terminal last had.

    Raises:
        DraftHeldElsewhere: Another terminal opened it since; keep this text as a draft of its
            own where the two differ.
        DraftGone: It was sent or thrown away.
    """
    saved = connection.execute(
        _SAVE,
        {
            "which": draft.id,
            "by": draft.holder,
            "seen": draft.revision,
            "sealed_key": draft.sealed_key,
            "ciphertext": draft.ciphertext,
            "saved_at": utc_text(draft.saved_at),
        },
    )
    if saved.rowcount == 1:
        return replace(draft, revision=draft.revision + 1)
    raise DraftHeldElsewhere(
        "You opened this draft at another terminal, and it goes on there. "
        "What you wrote here is kept as a second draft where it differs.",
        newest=one(connection, draft.id),
    )


def everybodys(connection: Connection) -> tuple[Draft, ...]:
    """All that have not ended, for the recovery key alone; nobody is shown that there are any."""
    found = connection.execute(_ALL.where(not_(_ENDED))).mappings()
    return tuple(_draft_from(row) for row in found)


def give_back(connection: Connection, draft: Draft, sealed_key: bytes) -> None:
    """Let its author into a draft as it was read; one that was saved meanwhile is left alone."""
    connection.execute(
        _GIVE_BACK, {"which": draft.id, "seen": draft.revision, "sealed_key": sealed_key}
    )


def discard(connection: Connection, draft_id: str) -> None:
    """Once it was sent or thrown away; doing it twice is doing it once."""
    connection.exec_driver_sql(_DELETE, (draft_id,))


def end(connection: Connection, entry: str) -> None:
    """What is half written about an entry goes when that is erased, save that there was some."""
    connection.execute(_END, {"about": entry})


def ended(connection: Connection, author: str) -> tuple[Draft, ...]:
    """One's own that ended so, to be told of once."""
    return tuple(
        _draft_from(row) for row in connection.exec_driver_sql(_ENDED_OF, (author,)).mappings()
    )


def _values(draft: Draft) -> tuple[Any, ...]:
    return (
        draft.id,
        draft.author,
        draft.entry,
        draft.sealed_key,
        draft.ciphertext,
        draft.holder,
        draft.revision,
        utc_text(draft.started_at),
        utc_text(draft.saved_at),
    )


def _draft_from(row: RowMapping) -> Draft:
    instants = {key: utc_from(row[key]) for key in ("started_at", "saved_at")}
    return Draft(**{**row, **instants})
