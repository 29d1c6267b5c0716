"""Revision 1: the tables of the first release, frozen as they were then."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from logbook.storage.full_text import SEARCH_TABLE, SEARCH_TERMS
from logbook.storage.sqlite import TRIGGERS

if TYPE_CHECKING:
    from alembic.operations import Operations

_DIRECTORY = sa.text(
    "verb IN ('house-added', 'house-closed', 'house-renamed', 'keys-replaced', 'member-added', "
    "'member-changed', 'member-removed', 'member-reset', 'person-added', 'person-changed', "
    "'policy-accepted', 'recovery-replaced', 'setting-changed', 'started')"
)


def upgrade(op: "Operations") -> None:
    _log(op)
    _entries(op)
    _found_by(op)
    _grants(op)
    _beside(op)
    for statement in (*TRIGGERS, SEARCH_TABLE, SEARCH_TERMS):
        op.execute(statement)


def _log(op: "Operations") -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        *_texts("at", "actor", "about", "verb"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("commitment", "previous", "hash"),
        *_blobs("signature"),
    )
    op.create_index("event_about", "event", ["about", "seq"])
    op.create_index("event_directory", "event", ["seq"], sqlite_where=_DIRECTORY)
    op.create_table(
        "content",
        sa.Column("event", sa.Integer(), sa.ForeignKey("event.seq"), primary_key=True),
        *_blobs("salt", "body"),
    )


def _entries(op: "Operations") -> None:
    op.create_table(
        "entry",
        *_keys("id"),
        sa.Column("seq", sa.Integer(), nullable=False, unique=True),
        sa.Column("reference", sa.String(), nullable=False, unique=True),
        *_texts("kind", "title", "level", "state", "author", "holder"),
        *_texts("person", "person_shown", "outcome", "straight_to", "offered_by", "offered_to"),
        *_flags("told", "closed", "sealed", "unread", "amended", "practice", "brought_in"),
        sa.Column("discussed", sa.Boolean()),
        *_texts("due", "climbs_at", "climb_next", "sent_at", "changed_at", "times", "topics"),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_index("entry_author", "entry", ["author", "brought_in", "seq"])
    op.create_index("entry_sent", "entry", ["sent_at", "seq"])
    op.create_index(
        "entry_climbing", "entry", ["climb_next"], sqlite_where=sa.text("climb_next < '9999'")
    )
    op.create_table(
        "concerns",
        *_keys("entry", "person"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("concerns_person", "concerns", ["person", "seq", "entry"])
    op.create_table(
        "agreed",
        *_keys("id"),
        *_texts("entry", "who", "due", "said"),
        sqlite_with_rowid=False,
    )
    op.create_index("agreed_entry", "agreed", ["entry"])
    op.create_index("agreed_who", "agreed", ["who", "due"])


def _found_by(op: "Operations") -> None:
    op.create_table("facet", _seq(), *_keys("label"), sqlite_with_rowid=False)
    op.create_index("facet_label", "facet", ["label", "seq"])
    op.create_table(
        "chronology", _seq(), *_keys("person"), *_texts("at", "said"), sqlite_with_rowid=False
    )
    op.create_index("chronology_person", "chronology", ["person", "at", "seq"])


def _grants(op: "Operations") -> None:
    op.create_table(
        "grant",
        *_keys("entry", "reader"),
        sa.Column("seq", sa.Integer(), nullable=False),
        *_flags("closed"),
        sa.Column("level_rank", sa.Integer(), nullable=False),
        *_texts("due", "since"),
        sa.Column("start_at", sa.String()),
        sqlite_with_rowid=False,
    )
    order = ["reader", "level_rank", "due", "entry"]
    op.create_index("grant_all", "grant", ["reader", "seq", "since"])
    op.create_index("grant_open", "grant", [*order, "since"], sqlite_where=sa.text("closed = 0"))
    op.create_index(
        "grant_queue",
        "grant",
        [*order, "start_at"],
        sqlite_where=sa.text("start_at IS NOT NULL"),
    )
    op.create_table("mark", *_keys("mark", "entry"), sqlite_with_rowid=False)
    op.create_index("mark_entry", "mark", ["entry"])
    op.create_table(
        "stale",
        sa.Column("closed", sa.Boolean(), primary_key=True),
        *_keys("entry"),
        sqlite_with_rowid=False,
    )


def _beside(op: "Operations") -> None:
    op.create_table("logbook", *_keys("id"))
    op.create_table(
        "draft",
        *_keys("id"),
        *_texts("author", "entry"),
        *_blobs("sealed_key", "ciphertext"),
        *_texts("holder"),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_texts("started_at", "saved_at"),
    )
    op.create_index("ix_draft_author", "draft", ["author"])
    op.create_table(
        "read_mark",
        *_keys("member", "entry"),
        sa.Column("seq", sa.Integer(), nullable=False),
        *_texts("at"),
    )
    op.create_table("last_on", *_keys("member"), sa.Column("seq", sa.Integer(), nullable=False))
    op.create_table("saved_filter", *_keys("member", "name"), *_texts("filter"))
    op.create_table("export_left", *_keys("path"), *_texts("member", "event", "sha256", "made_at"))
    op.create_index("ix_export_left_member", "export_left", ["member"])


def _seq() -> "sa.Column[int]":
    return sa.Column("seq", sa.Integer(), primary_key=True)


def _keys(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.String(), primary_key=True) for name in names]


def _texts(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _blobs(*names: str) -> list["sa.Column[bytes]"]:
    return [sa.Column(name, sa.LargeBinary(), nullable=False) for name in names]


def _flags(*names: str) -> list["sa.Column[bool]"]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]
