"""Changes of the schema: one numbered revision after another, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from logbook.storage import full_text, sqlite, stale
from logbook.storage.faults import EarlierLogbook, NewerLogbook
from logbook.storage.revisions import first
from logbook.storage.tables import BESIDE, IDENTITY, LOG, VIEWS, table

if TYPE_CHECKING:
    from alembic.operations import Operations


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One step. Where `remakes_views` is set, the views are made again from the log after it."""

    number: int
    upgrade: Callable[["Operations"], None]
    remakes_views: bool = False


REVISIONS: tuple[Revision, ...] = (Revision(number=1, upgrade=first.upgrade),)
NEWEST = REVISIONS[-1].number


def bring_up(connection: Connection, revisions: Sequence[Revision] = REVISIONS) -> None:
    """Take the schema to the newest revision; the caller's transaction began IMMEDIATE.

    Raises:
        NewerLogbook: The file is further on than this program.
    """
    here, newest = sqlite.schema_version(connection), revisions[-1].number
    if here > newest:
        raise NewerLogbook(
            f"A newer logbook wrote this file (version {here}; this one knows {newest}). "
            "Update logbook on this computer, then open it again."
        )
    missing = [revision for revision in revisions if revision.number > here]
    if not missing:
        return
    operations = _operations(connection)
    for revision in missing:
        revision.upgrade(operations)
    if any(revision.remakes_views for revision in missing):
        stale.mark_all(connection)
    sqlite.set_schema_version(connection, newest)


def check_laid_out(connection: Connection, path: Path) -> None:
    """Refuse a file that lacks a table or a column, whatever number it gives itself.

    Raises:
        EarlierLogbook: It was laid out before the first revision was finished.
    """
    found = {(row[0], row[1]) for row in connection.exec_driver_sql(_LAID_OUT)}
    wanted = {(each.name, column.name) for each in _TABLES for column in each.c}
    search = connection.exec_driver_sql(_SEARCH).scalar()
    if wanted <= found and search == full_text.SEARCH_TABLE:
        return
    raise EarlierLogbook(
        f"An early version of logbook made this file, and this version cannot read it: {path}. "
        "Nothing was changed. Open it with the version that made it, or begin in an empty folder. "
        "A demo is made again: remove its folder first."
    )


_TABLES = tuple(table(row) for row in (*LOG, *VIEWS, *BESIDE, *IDENTITY))
_LAID_OUT = (
    "SELECT made.name, columns.name FROM sqlite_master AS made"
    " JOIN pragma_table_info(made.name) AS columns WHERE made.type = 'table'"
)
_SEARCH = "SELECT sql FROM sqlite_master WHERE name = 'search'"


def _operations(connection: Connection) -> "Operations":
    from alembic.migration import MigrationContext  # noqa: PLC0415 - only when there is work
    from alembic.operations import Operations  # noqa: PLC0415 - the same

    return Operations(MigrationContext.configure(connection))
