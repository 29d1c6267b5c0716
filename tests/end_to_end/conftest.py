"""What every test on a real terminal shares: a machine with a logbook on it."""

import shutil
import sys
from pathlib import Path

import pytest
from keyboard import Machine
from logbook_folder import make

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def first_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, and only ever copied."""
    return make(tmp_path_factory.mktemp("first") / "logbook")


@pytest.fixture
def empty_machine(tmp_path: Path) -> Machine:
    """A computer on which logbook was never started."""
    return Machine(tmp_path / "machine").make()


@pytest.fixture
def machine(empty_machine: Machine, first_folder: Path) -> Machine:
    """A computer with a logbook that is a month old."""
    shutil.copytree(first_folder, empty_machine.data)
    return empty_machine
