"""A started logbook per test, copied from one that was started once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import IMPATIENT, Service, reopen, start


@pytest.fixture(scope="session")
def started_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("started")
    start(folder).store.close()
    return folder


@pytest.fixture
def folder(started_folder: Path, tmp_path: Path) -> Path:
    """A data folder with a logbook in it that nobody has open."""
    return Path(shutil.copytree(started_folder, tmp_path / "data"))


@pytest.fixture
def service(folder: Path) -> Iterator[Service]:
    with reopen(folder, IMPATIENT) as store:
        yield Service(store)
