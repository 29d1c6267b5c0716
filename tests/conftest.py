"""What every folder of tests shares: the invented service, how many run at once, the collector."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service_makers import BirchLane


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, because a test of a screen mostly waits for it to be still."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """The tests and the modules stay to the end; to look through them took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def lane(tmp_path: Path) -> "Iterator[BirchLane]":
    """Birch Lane, the invented service, set up in a folder of its own with nothing in it."""
    from service_makers import birch_lane  # noqa: PLC0415 - the tests of the domain do without

    made = birch_lane(tmp_path / "data")
    yield made
    made.close()
