"""What people write: what is taken in, how long it may be, and how nothing in it stays hidden."""

import re
import unicodedata
from dataclasses import dataclass

from logbook.domain.refusals import Refusal

FIELD_LIMIT = 20_000
"""Characters in one answer; far more on one line freezes an editor for seconds."""

NAME_LIMIT = 200
"""Characters in a name or a handle."""

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of what stands around them."""

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
_NON_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(17)
)
# Zero-width, filler, annotation and tag characters. The emoji selectors U+FE00 to U+FE0F are not
# among them: they only choose between two pictures of the character before them.
_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_TAGS = "\U000e0000-\U000e0fff"

_REMOVED = re.compile(f"[{_CONTROLS}{_SURROGATES}{_NON_CHARACTERS}]")
_UNSEEN = re.compile(
    f"[{_CONTROLS}{_SURROGATES}{_NON_CHARACTERS}{BIDI}{_ZERO_WIDTH}{_TAGS}]",
)
_PLAIN = re.compile(r"[ -~\n\t\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
"""Text of nothing but these is kept and seen as it is: that takes a fortieth of the time to see."""
_DELETE = 0x7F


class TooLong(Refusal):
    """More text than one field holds; what stood there before is kept."""


class HiddenCharacters(Refusal):
    """A name or handle with characters that nobody can see."""


@dataclass(frozen=True)
class Ingested:
    """Text as it is kept, and how many characters were left out of it."""

    text: str
    removed: int = 0


def ingest(text: str, limit: int = FIELD_LIMIT) -> Ingested:
    """Take text in: one spelling (NFC), one line ending, no controls but newline and tab.

    Surrogates and non-characters go too. Nothing else does: a quotation is evidence.

    Raises:
        TooLong: there is more left than `limit` characters.
    """
    kept, removed = (text, 0) if _PLAIN.fullmatch(text) else _unified(text)
    if len(kept) > limit:
        raise TooLong(
            f"That is {len(kept):,} characters, and one answer holds {limit:,}. What was there "
            "before is kept. Write the main points here, and say where the whole text can be found."
        )
    return Ingested(kept, removed)


def _unified(text: str) -> tuple[str, int]:
    """As it is kept, however long, and how much was left out."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    kept, removed = _REMOVED.subn("", ended)
    return unicodedata.normalize("NFC", kept), removed


def visible(text: str) -> str:
    """The text with everything unseen in it made seen: ␛ for a control, ⟨U+202E⟩ for the rest."""
    if _PLAIN.fullmatch(text):
        return text
    return _UNSEEN.sub(_picture, text)


def identifier(text: str) -> str:
    """A name or handle: stripped, single spaces, and nothing in it that cannot be seen.

    Raises:
        HiddenCharacters: two names that look the same could be two different names.
        TooLong: it is longer than a name can be.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    hidden = _UNSEEN.search(name)
    if hidden:
        raise HiddenCharacters(
            f"There is a character in it that nobody can see, {visible(hidden[0])}. "
            "Type the name yourself instead of pasting it."
        )
    if len(name) > NAME_LIMIT:
        raise TooLong(
            f"That is {len(name):,} characters, and a name holds {NAME_LIMIT}. Write a shorter one."
        )
    return name


def handle(text: str) -> str:
    """A handle as it is kept: without the @ that spreadsheets could take for a formula."""
    return identifier(text).lstrip("@＠").lstrip()


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(0x2400 + code)
    if code == _DELETE:
        return "␡"
    return f"⟨U+{code:04X}⟩"
