"""A pack as a tagged PDF: a readable template in the package, and all text given to it as data."""

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import UTC
from importlib.resources import files
from typing import Any

from logbook.export.packs.pack import Block, Card, Pack, Points, printed

_PICTURES = re.compile("[\U0001f000-\U0001faff]")
"""What no font that every computer has can draw."""


def pack_pdf(pack: Pack) -> bytes:
    """The whole file, with its fonts in it."""
    import typst  # noqa: PLC0415 - 20 MB that only a PDF needs

    template = files("logbook.export.packs").joinpath("pack.typ").read_bytes()
    made = typst.compile(
        template,
        sys_inputs={"pack": json.dumps(_plain(pack), ensure_ascii=False)},
        timestamp=pack.made.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document makes one PDF")
    return made


def _plain(pack: Pack) -> dict[str, Any]:
    return {
        "title": drawn(pack.title),
        "banner": drawn(pack.banner),
        "foot": drawn(pack.foot),
        "small": pack.small,
        "facts": [[drawn(each) for each in row] for row in pack.facts],
        "sections": [
            {"title": drawn(each.title), "blocks": [_block(one) for one in each.blocks]}
            for each in pack.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    """What the template matches on: the kind's name, and what is in it."""
    if isinstance(block, Card):
        inner = [_block(each) for each in block.blocks]
        return {"kind": "card", "title": drawn(block.title), "blocks": inner}
    said = {key: _seen(value) for key, value in asdict(block).items()}
    if isinstance(block, Points):
        said["many"] = block.is_long
    return {"kind": type(block).__name__.lower(), **said}


def drawn(text: str) -> str:
    """The text as paper shows it, with pictures by their names: an empty box would lose them."""
    return _PICTURES.sub(_named, printed(text))


def _named(found: re.Match[str]) -> str:
    return f"⟨{unicodedata.name(found[0], f'U+{ord(found[0]):04X}').lower()}⟩"


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return drawn(value)
    if isinstance(value, tuple | list):
        return [_seen(each) for each in value]
    return value
