"""A pack as a tagged PDF: a readable template in the package, and all text given to it as data."""

import json
from dataclasses import asdict
from datetime import UTC
from importlib.resources import files
from typing import Any

from logbook.export.packs.pack import Block, Card, Pack, printed


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
        "title": printed(pack.title),
        "banner": printed(pack.banner),
        "foot": printed(pack.foot),
        "facts": [[printed(each) for each in row] for row in pack.facts],
        "sections": [
            {"title": printed(each.title), "blocks": [_block(one) for one in each.blocks]}
            for each in pack.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    """What the template matches on: the kind's name, and what is in it."""
    if isinstance(block, Card):
        inner = [_block(each) for each in block.blocks]
        return {"kind": "card", "title": printed(block.title), "blocks": inner}
    return {"kind": type(block).__name__.lower(), **{k: _seen(v) for k, v in asdict(block).items()}}


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, tuple | list):
        return [_seen(each) for each in value]
    return value
