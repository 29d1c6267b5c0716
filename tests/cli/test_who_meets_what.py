"""Who meets which word and which reference, anywhere: against a table that is read by people."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from canaries import EVERYBODY, REDACTED, Aviary, aviary, bird
from coming_out import Out, by_command, find, read, take_out
from service_makers import GENERAL_MANAGER
from sqlalchemy import Connection

from logbook.storage import board

TABLE = Path(__file__).with_name("who_meets_what.txt")
NEVER = "."
Met = Mapping[tuple[str, str], Mapping[str, list[str]]]
"""By what is met and by whom: in which way, and where."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aviary]:
    made = aviary(tmp_path_factory.mktemp("aviary") / "data")
    yield made
    made.lane.close()


def ways(made: Aviary, who: str, out: Path) -> Mapping[str, Callable[[], Out]]:
    """Each way in which words come out, by the letter that the table has for it."""
    desk = made.desk(who)
    return {
        "r": lambda: read(desk, made),
        "f": lambda: find(desk, made),
        "x": lambda: take_out(desk, made, out),
        "c": lambda: by_command(made, who),
    }


def meetings(made: Aviary, out: Path) -> Met:
    met: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for who in EVERYBODY:
        for letter, coming in ways(made, who, out).items():
            for where, text in coming():
                for name, mark in made.marks.items():
                    if mark in text:
                        met[name, who][letter].append(where)
    return met


def as_table(met: Met, names: list[str]) -> Mapping[str, str]:
    """A line of the table for each; a letter for each way in which somebody meets it."""
    return {
        name: " ".join("".join(met.get((name, who), {})) or NEVER for who in EVERYBODY)
        for name in names
    }


def expected() -> Mapping[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = next(at for at, line in enumerate(lines) if line.split() == FIRST_NAMES)
    rows = (line.rsplit(maxsplit=len(EVERYBODY)) for line in lines[head + 1 :] if line)
    return {name: " ".join(cells) for name, *cells in rows}


FIRST_NAMES = [who.split()[0].lower() for who in EVERYBODY]


def test_everybody_meets_what_the_table_says_and_nothing_else(made: Aviary, tmp_path: Path) -> None:
    met, wanted = meetings(made, tmp_path), expected()
    actual = as_table(met, sorted(made.marks))
    where = {
        (name, who): met.get((name, who))
        for name in actual
        for who, cell, right in zip(
            EVERYBODY, actual[name].split(), wanted.get(name, "").split(), strict=False
        )
        if cell != right
    }
    assert actual == wanted, where


def test_a_file_has_no_word_and_the_board_no_sealed_entry(made: Aviary) -> None:
    files = {each: each.read_bytes() for each in made.lane.folder.rglob("*") if each.is_file()}
    assert {"logbook.db", "logbook.keys", board.FILE} <= {each.name for each in files}
    words = [bird(each).encode() for each in made.words]
    assert not [each.name for each, held in files.items() for word in words if word in held]
    said = files[made.lane.folder / board.FILE].decode()
    assert made.marks["# worry"] in said
    closed = ("# sealed", "# names-sandra-part", "# names-grace-part", "# practice", "# erased")
    assert not [each for each in closed if made.marks[each] in said]


def test_the_store_has_no_word_that_is_sealed_or_not_sent_or_erased(made: Aviary) -> None:
    desk = made.desk(GENERAL_MANAGER)
    everything = "".join(desk.read(lambda connection: list(every_value(connection))))
    there = {each for each in made.words if bird(each) in everything}
    locked = {each for each in made.words if "sealed" in each or each.startswith("draft")}
    gone = {each for each in made.words if each.startswith("erased-")} - {"erased-because"}
    assert len(gone) > 6
    assert there == made.words - locked - gone - {REDACTED}


def every_value(connection: Connection) -> Iterator[str]:
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    for name in tables.scalars().all():
        rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"')  # noqa: S608 - our own tables
        for value in (value for row in rows for value in row):
            yield value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
