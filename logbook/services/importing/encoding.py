"""In which letters a file is written: UTF-8, or what Windows wrote before; nothing is guessed."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from logbook.domain.refusals import Refusal

BLOCK = 1 << 16
UTF_8, MARKED, WINDOWS = "utf-8", "utf-8-sig", "cp1252"
SAVE_AGAIN = "Open it where it was written, and save it again as CSV UTF-8."

_OTHERS = {
    b"PK\x03\x04": "This is a spreadsheet or a packed file, and not text.",
    b"\xd0\xcf\x11\xe0": "This is an old spreadsheet or document, and not text.",
    b"%PDF": "This is a PDF, and not text.",
    b"\x1f\x8b": "This is a packed file, and not text.",
    codecs.BOM_UTF16_LE: "This is text in UTF-16, which logbook does not read.",
    codecs.BOM_UTF16_BE: "This is text in UTF-16, which logbook does not read.",
}
_MANY = 8
"""Where one byte in so many is a NUL, it is text of two bytes a letter, or no text."""
_LETTERS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")


class NotText(Refusal):
    """The file cannot be read as text."""


def encoding_of(file: BinaryIO) -> str:
    """How a file is encoded; it is read to its end, and left at its start.

    Raises:
        NotText: it is something else, or damaged; the text names the line.
    """
    start = next(_blocks(file), b"")
    _refuse_others(start)
    fault = _first_fault(file, UTF_8)
    if not fault:
        return MARKED if start.startswith(codecs.BOM_UTF8) else UTF_8
    if start.startswith(codecs.BOM_UTF8) or _is_mostly_utf_8(file):
        raise NotText(f"Line {fault:,} has letters that are not UTF-8, as others are. {SAVE_AGAIN}")
    fault = _first_fault(file, WINDOWS)
    if fault:
        raise NotText(f"Line {fault:,} is neither UTF-8 nor Windows-1252. {SAVE_AGAIN}")
    return WINDOWS


def _refuse_others(start: bytes) -> None:
    for mark, what in _OTHERS.items():
        if start.startswith(mark):
            raise NotText(f"{what} {SAVE_AGAIN}")
    if start.count(0) * _MANY > len(start):
        raise NotText(f"This is not text of one byte a letter. {SAVE_AGAIN}")


def _first_fault(file: BinaryIO, encoding: str) -> int:
    """The number of the first line that is not in this encoding; 0 where there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        for block in _blocks(file):
            decoder.decode(block)
            line += block.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return line + error.object[: error.start].count(b"\n")
    return 0


def _is_mostly_utf_8(file: BinaryIO) -> bool:
    """Whether more of its letters beyond ASCII are whole than broken."""
    whole = broken = 0
    for block in _blocks(file):
        rest, found = _LETTERS.subn(b"", block)
        whole += found
        broken += len(_HIGH.findall(rest))
    return whole > broken


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(BLOCK):
        yield block
    file.seek(0)
