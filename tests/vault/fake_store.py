"""A store that is one file naming the key which opens it; replaced whole, as the real one is."""

from dataclasses import dataclass
from pathlib import Path

from logbook.vault.disk import write_whole
from logbook.vault.keys import data_key_id


@dataclass(frozen=True)
class FakeStore:
    path: Path

    def opens(self, data_key: bytes) -> bool:
        return self.path.read_text() == data_key_id(data_key)

    def rekey(self, now: bytes, new: bytes) -> None:
        if not self.opens(now):
            raise OSError(26, "file is not a database")
        write_whole(self.path, data_key_id(new).encode())
