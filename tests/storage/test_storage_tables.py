"""The schema: nothing in it that is not log, view or beside, and how it changes."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from makers import KEY, LOGBOOK, Service, reopen, verify_signature
from sqlmodel import SQLModel

from logbook.storage import sqlite, statements, upgrades
from logbook.storage.faults import EarlierLogbook, NewerLogbook
from logbook.storage.folders import FILE
from logbook.storage.tables import BESIDE, IDENTITY, LOG, VIEWS, table
from logbook.storage.upgrades import NEWEST, REVISIONS, Revision, bring_up
from logbook.storage.verify import verify

if TYPE_CHECKING:
    from alembic.operations import Operations

SEARCH = "search"
"""The full-text index is a view too; its own tables begin with its name."""


def test_every_table_is_log_view_beside_or_the_identity(service: Service) -> None:
    known = {table(row).name for row in (*LOG, *VIEWS, *BESIDE, *IDENTITY)}
    with service.store.reading() as connection:
        names = set(sa.inspect(connection).get_table_names())
        virtual = set(
            connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
            ).scalars()
        )
    own = {name for name in names if name == SEARCH or name.startswith(f"{SEARCH}_")}
    assert virtual == {SEARCH, f"{SEARCH}_terms"}
    assert names - own == known


def test_every_row_of_the_package_is_listed() -> None:
    listed = {table(row).name for row in (*LOG, *VIEWS, *BESIDE, *IDENTITY)}
    assert set(SQLModel.metadata.tables) == listed


def test_the_revisions_make_what_the_rows_declare(service: Service) -> None:
    with service.store.reading() as connection:
        found = sa.inspect(connection)
        for name, declared in SQLModel.metadata.tables.items():
            columns = {each["name"]: each for each in found.get_columns(name)}
            assert list(columns) == [column.name for column in declared.c]
            for column in declared.c:
                assert columns[column.name]["nullable"] == column.nullable, (name, column.name)
                spelled = str(column.type.compile(dialect=statements._DIALECT))
                assert str(columns[column.name]["type"]) == spelled, (name, column.name)
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in declared.primary_key]
            made = {each["name"]: each["column_names"] for each in found.get_indexes(name)}
            wanted = {
                str(index.name): [c.name for c in index.columns] for index in declared.indexes
            }
            assert made == wanted


def test_partial_indexes_are_as_the_rows_declare(service: Service) -> None:
    with service.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
        )
        made = {str(name): str(sql) for name, sql in rows}
    declared = {
        str(index.name): str(index.dialect_options["sqlite"]["where"])
        for each in SQLModel.metadata.tables.values()
        for index in each.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert {name: sql.partition(" WHERE ")[2] for name, sql in made.items()} == declared


def _second(op: "Operations") -> None:
    op.add_column("entry", sa.Column("house", sa.String(), nullable=False, server_default=""))


SECOND = Revision(number=2, upgrade=_second, remakes_views=True)


def test_a_second_revision_changes_the_schema_and_makes_the_views_again(service: Service) -> None:
    service.send()
    with service.store.writing() as connection:
        bring_up(connection, (*REVISIONS, SECOND))
        assert sqlite.schema_version(connection) == 2
        assert "house" in {each["name"] for each in sa.inspect(connection).get_columns("entry")}
        connection.exec_driver_sql("ALTER TABLE entry DROP COLUMN house")
    assert service.store.waiting_views() == 1
    assert verify(service.store, verify_signature).is_whole


def test_triggers_outlive_an_upgrade(service: Service) -> None:
    with service.store.writing() as connection:
        bring_up(connection, (*REVISIONS, SECOND))
    with (
        pytest.raises(sa.exc.IntegrityError, match="never changed"),
        service.store.writing() as connection,
    ):
        connection.exec_driver_sql("UPDATE event SET actor = ''")


def test_an_upgrade_that_fails_changes_nothing(service: Service) -> None:
    def breaks(op: "Operations") -> None:
        op.add_column("entry", sa.Column("house", sa.String()))
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError), service.store.writing() as connection:
        bring_up(connection, (*REVISIONS, Revision(number=2, upgrade=breaks)))
    with service.store.reading() as connection:
        assert sqlite.schema_version(connection) == 1
        assert "house" not in {each["name"] for each in sa.inspect(connection).get_columns("entry")}


def test_a_file_that_a_newer_logbook_wrote_is_refused(folder: Path) -> None:
    driver = sqlite.connect(folder / FILE, KEY)
    driver.execute("PRAGMA user_version=99")
    driver.close()
    with pytest.raises(NewerLogbook, match="Update logbook"):
        reopen(folder)


@pytest.mark.parametrize(
    "earlier",
    ["ALTER TABLE entry DROP COLUMN offered_by", "DROP TABLE agreed", "DROP TABLE search"],
)
def test_a_file_from_before_the_first_release_is_refused_and_left_alone(
    service: Service, folder: Path, earlier: str
) -> None:
    with service.store.writing() as connection:
        connection.exec_driver_sql(earlier)
    service.store.close()
    before = (folder / FILE).read_bytes()
    with pytest.raises(EarlierLogbook, match="Nothing was changed"):
        reopen(folder)
    assert (folder / FILE).read_bytes() == before


def test_revisions_are_numbered_without_a_gap() -> None:
    assert [each.number for each in REVISIONS] == list(range(1, NEWEST + 1))
    assert upgrades.REVISIONS is REVISIONS


def test_alembic_is_imported_only_when_the_schema_differs(folder: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from makers import KEY, LOGBOOK
from logbook.storage.store import Store
with Store.open(Path({str(folder)!r}), [KEY], {LOGBOOK!r}) as store:
    store.head()
print("alembic" in sys.modules)
"""
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
