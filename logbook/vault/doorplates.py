"""Whose names stand at the door: as much of the key file as the first frame needs, read fast.

Nothing is opened with what is read here. Signing in reads the whole file again, and checks it.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

KEY_FILE = "logbook.keys"
INVITATION = "invitation"
_FORMAT, _VERSION = "logbook-keys", 1
_LARGEST = 16 * 1024 * 1024


class Doorplate(NamedTuple):
    """One member's sign-in, as the door shows it."""

    member_id: str
    name: str
    role_words: str
    house: str
    kind: str

    @property
    def has_code(self) -> bool:
        """They were given a code and have not used it yet."""
        return self.kind == INVITATION


class Door(NamedTuple):
    """The service's name, whom to ring, and everybody who may sign in."""

    service: str
    on_call: str
    demo: bool
    plates: tuple[Doorplate, ...]

    def plate(self, member_id: str) -> Doorplate | None:
        return next((plate for plate in self.plates if plate.member_id == member_id), None)


def read(folder: Path) -> Door:
    """The door of a logbook.

    Raises:
        KeyFileRefusal: one of its kinds, saying what to do.
    """
    path = folder / KEY_FILE
    try:
        if path.stat().st_size > _LARGEST:
            return _read_whole(folder)
        return _door(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _read_whole(folder)


def _read_whole(folder: Path) -> Door:
    """The slow way, which knows what is wrong with a key file and says it."""
    from logbook.vault.keyfile import load  # noqa: PLC0415 - only where the fast way does not do

    key_file = load(folder)
    return Door(
        key_file.service,
        key_file.on_call,
        key_file.demo,
        tuple(
            Doorplate(slot.member_id, slot.name, slot.role_words, slot.house, slot.kind)
            for slot in key_file.slots
        ),
    )


def _door(plain: Any) -> Door:
    if (plain["format"], plain["version"]) != (_FORMAT, _VERSION):
        raise ValueError(_FORMAT)
    plates = tuple(
        Doorplate(*(_text(slot[part]) for part in ("member", "name", "role", "house", "kind")))
        for slot in plain["slots"]
    )
    return Door(_text(plain["service"]), _text(plain["on_call"]), plain["demo"] is True, plates)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # a lone surrogate is damage
    return value
