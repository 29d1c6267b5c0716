"""What the measuring programs share: services of any size, each made once in a run."""

import os
from collections.abc import Callable

import pytest
from sized import Sized, home_of, sized

LARGE = int(os.environ.get("LOGBOOK_BENCH_ENTRIES", "100000"))


@pytest.fixture(scope="session")
def service_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Sized]:
    """A service with so many entries; nobody but the tests of saving changes it."""
    home = home_of(tmp_path_factory.mktemp("sized"))
    return lambda count: sized(home, count)
