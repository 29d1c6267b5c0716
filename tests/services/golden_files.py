"""Golden files: what is made is what it was, and `make golden` writes them anew to be looked at."""

import os
import re
from pathlib import Path

REMAKE = "LOGBOOK_REMAKE_GOLDEN"
_SIGN = "[0-9A-HJKMNP-TV-Z]"
_VARIES = (
    ("reference", re.compile(rf"\b{_SIGN}{{2}}-{_SIGN}{{4}}\b")),
    ("head", re.compile(r"\b[0-9a-f]{12}\b")),
)


def settled(text: str) -> str:
    """The text with what is drawn by lot in each run numbered in the order in which it comes."""
    for name, pattern in _VARIES:
        for nth, found in enumerate(dict.fromkeys(pattern.findall(text)), 1):
            text = text.replace(found, f"{name}{nth}")
    return text


def assert_as_it_was(golden: Path, made: bytes) -> None:
    if os.environ.get(REMAKE):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(made)
    assert made == golden.read_bytes(), f"{golden.name} is not what it was: `make golden`, and look"
