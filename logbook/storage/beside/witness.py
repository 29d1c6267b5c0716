"""What this terminal last saw of a log, kept outside the data folder, so that a loss is noticed."""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path
from sqlalchemy import Connection

from logbook.domain.refusals import Refusal
from logbook.storage import log
from logbook.storage.log import Head


class ChangesMissing(Refusal):
    """The log ends before what this terminal has seen of it."""


class LogRewritten(Refusal):
    """The log says something else than it said when this terminal last saw it."""


def state_folder() -> Path:
    return user_state_path("logbook", appauthor=False)


@dataclass(frozen=True)
class Witness:
    """The memory of one terminal about one logbook."""

    folder: Path
    logbook_id: str

    @property
    def path(self) -> Path:
        return self.folder / f"witness-{self.logbook_id}.json"

    def last_seen(self) -> Head | None:
        """None where this terminal never saw the logbook, or its note is torn."""
        try:
            noted = json.loads(self.path.read_text("utf-8"))
            return Head(seq=int(noted["seq"]), hash=str(noted["hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def saw(self, head: Head) -> None:
        """Note the end of the log. Never backwards: another thread may have seen more."""
        seen = self.last_seen()
        if seen is None or head.seq > seen.seq:
            self._note(head)

    def accept(self, head: Head) -> None:
        """Begin again from here, after a restore that somebody asked for."""
        self._note(head)

    def _note(self, head: Head) -> None:
        """What was saved is saved, also where this computer cannot remember having seen it."""
        with suppress(OSError):
            self._write(head)

    def _write(self, head: Head) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=self.folder, prefix="witness-", suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"seq": head.seq, "hash": head.hash}, file)
        Path(new).replace(self.path)


def check_against(seen: Head, connection: Connection) -> None:
    """Compare the log with the head that somebody kept of it.

    Raises:
        ChangesMissing: Its end is gone.
        LogRewritten: It is another log by now.
    """
    now = log.head(connection)
    check_head(seen, now, lambda seq: log.hash_at(connection, seq))


def check_head(seen: Head, now: Head, hash_at: Callable[[int], str]) -> None:
    if now.seq < seen.seq:
        raise ChangesMissing(_missing(now.seq, seen.seq))
    if seen.seq and hash_at(seen.seq) != seen.hash:
        raise LogRewritten(
            f"The logbook was replaced or rewritten: line {seen.seq} is not the one that was "
            "seen here before. Save nothing more. Restore the last backup, or ask who changed it."
        )


def _missing(here: int, seen: int) -> str:
    lost = seen - here
    what = "1 saved change is missing" if lost == 1 else f"{lost} saved changes are missing"
    return (
        f"{what} ({here} here, {seen} last seen). Save nothing more. "
        "Read what is left with logbook notes --rescue, and restore the last backup."
    )
