"""A pack in Markdown, to read and to keep beside other plain text."""

from collections.abc import Iterator
from typing import assert_never

from logbook.export.notes_markdown import BLANK, NOTHING, line, quotation
from logbook.export.packs.pack import (
    BOX,
    Block,
    Card,
    Facts,
    Pack,
    Points,
    Quotation,
    Room,
    Signature,
    Table,
    Words,
)


def pack_markdown(pack: Pack) -> bytes:
    """The whole file, in UTF-8."""
    return "\n\n".join(_parts(pack)).encode() + b"\n"


def _parts(pack: Pack) -> Iterator[str]:
    yield f"# {line(pack.title)}"
    yield f"**{line(pack.banner)}**"
    yield _listed(pack.facts)
    for section in pack.sections:
        yield f"## {line(section.title)}"
        for block in section.blocks:
            yield from _block(block)
    if pack.foot:
        yield f"Log up to {line(pack.head)}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Words():
            yield line(block.text)
        case Quotation():
            yield quotation(block.text)
        case Facts():
            yield _listed(block.rows)
        case Points():
            mark = f"- {BOX}" if block.boxes else "-"
            yield "\n".join(f"{mark} {line(each)}" for each in block.texts)
        case Table():
            yield _table(block)
        case Room():
            yield from _room(block)
        case Signature():
            yield f"{line(block.name)}: " + (line(block.signed) if block.signed else _to_sign())
        case Card():
            yield f"### {line(block.title)}"
            for each in block.blocks:
                yield from _block(each)
        case _:
            assert_never(block)


def _room(room: Room) -> Iterator[str]:
    if room.label:
        yield f"{line(room.label)}:"
    yield from (BLANK for _ in range(room.lines))


def _to_sign() -> str:
    return f"{BLANK} Date: {BLANK}"


def _listed(facts: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"- {line(label)}: {line(words)}" for label, words in facts)


def _table(table: Table) -> str:
    rows = [table.columns, ("---",) * len(table.columns), *table.rows]
    head, rule, *body = rows
    lines = [_row(head), "| " + " | ".join(rule) + " |", *map(_row, body)]
    return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    """A bar parts cells even inside code, unless it is escaped there too."""
    shown = line(words or NOTHING)
    return shown.replace("|", "\\|") if shown.startswith("`") else shown
