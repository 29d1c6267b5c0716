"""Where an account keeps its logbook, unless it is told otherwise."""

import os
from pathlib import Path

HOME = "LOGBOOK_HOME"
"""The variable that names the data folder, for a service that keeps it somewhere else."""


def default_folder() -> Path:
    """The folder that LOGBOOK_HOME names, else the one this system has for such things."""
    if named := os.environ.get(HOME):
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415 - not every command needs it

    return user_data_path("logbook", appauthor=False)
