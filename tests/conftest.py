"""What every folder of tests shares: how many run at once, and what the collector leaves alone."""

import gc
import os


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, because a test of a screen mostly waits for it to be still."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """The tests and the modules stay to the end; to look through them took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
