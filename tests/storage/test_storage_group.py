import os
import stat
import sys
from pathlib import Path

import pytest

from logbook.storage.folders import FILE
from logbook.storage.store import Store

KEY = bytes(range(32))


def _modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(each.stat().st_mode) for each in folder.glob(f"{FILE}*")}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_store_in_a_groups_folder_is_the_groups_and_nobody_elses(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    before = os.umask(0o077)
    try:
        with Store.create(tmp_path, KEY, "l1") as store:
            store.head()
            assert _modes(tmp_path) == {0o660}
            assert len(list(tmp_path.glob(f"{FILE}*"))) > 1
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_store_in_ones_own_folder_is_ones_own(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with Store.create(tmp_path, KEY, "l1") as store:
        store.head()
        assert _modes(tmp_path) == {0o600}
