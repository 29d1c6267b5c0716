"""The program with little patience: a lock is waited for a fifth of a second at a time, not ten."""

from logbook.storage import sqlite

vars(sqlite)["BUSY_TIMEOUT_MS"] = 200

from logbook.__main__ import main  # noqa: E402 - the store takes its patience when it is imported

main()
