"""A terminal that rotates the data key and is killed at the n-th thing it does to the disk."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from fake_store import FakeStore

from logbook.vault import rotation, slots
from logbook.vault.keyfile import load

_fsync = os.fsync
_replace = Path.replace


class Disk:
    """Counts what is done to the disk and dies before the step it was told."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, last: int, member: str, passphrase: str, leaver: str) -> None:
    keyfile = load(folder)
    keys = slots.open_slot(keyfile, member, passphrase)
    known = {slot.member_id: slot.public.sealing for slot in keyfile.slots}
    known |= {one.id: one.public.sealing for one in keyfile.recovery}
    store = FakeStore(folder / "store")
    disk = Disk(last)

    def fsync(descriptor: int) -> None:
        disk.step()
        _fsync(descriptor)

    def rename(path: Path, target: Path) -> Path:
        disk.step()
        return _replace(path, target)

    with patch.object(os, "fsync", fsync), patch.object(Path, "replace", rename):
        rotation.rotate(
            folder,
            keys,
            leavers=[leaver],
            known=known,
            at=datetime(2026, 3, 2, tzinfo=UTC),
            opens=store.opens,
            rekey=store.rekey,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
