"""A pack as a Word document, to edit before a meeting and to sign after it.

Its words are written as XML into an empty document that is kept beside this, part by part.
"""

import io
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import assert_never
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
    printed,
    side_by_side,
)

_PAGE_WIDTH = 9638
"""The text on an A4 page with margins of 20 mm, in twentieths of a point."""
_LABEL_WIDTH = 2700
_GREY = "595959"
_SMALL = 17
"""Half points."""
_BREAK, _TAB = (f'</w:t><w:{mark}/><w:t xml:space="preserve">' for mark in ("br", "tab"))
_EMPTY, _NO_TITLE, _THAT_DAY = b"<w:p/>", b"<dc:title/>", b"2000-01-01T00:00:00Z"
"""Where in the empty document a pack's own words go."""


def pack_docx(pack: Pack) -> bytes:
    """The whole file: the same pack makes the same bytes."""
    own = {
        "docProps/core.xml": (_NO_TITLE, f"<dc:title>{escape(printed(pack.title))}</dc:title>"),
        "word/header1.xml": (_EMPTY, _paragraph(pack.banner, bold=True, size=_SMALL)),
        "word/footer1.xml": (_EMPTY, _footer(pack)),
        "word/document.xml": (_EMPTY, "".join(_parts(pack))),
    }
    when = f"{pack.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        for name, part in _document(small=pack.small).items():
            place, words = own.get(name, (b"", ""))
            said = part.replace(_THAT_DAY, when).replace(place, words.encode(), 1)
            file.writestr(ZipInfo(name), said, ZIP_DEFLATED)
    return made.getvalue()


@cache
def _document(*, small: bool) -> dict[str, bytes]:
    """An empty document, part by part: opening and saving one with a library takes longer.

    Who made a document, and when, are the log's and not this computer's; the rest are styles.
    """
    kept = files("logbook.export.packs").joinpath("word")
    parts = dict(_parts_in(kept.joinpath("usual")))
    return parts | dict(_parts_in(kept.joinpath("small"))) if small else parts


def _parts_in(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{above}{each.name}"
        if each.is_dir():
            yield from _parts_in(each, f"{name}/")
        else:
            yield name, each.read_bytes()


def _footer(pack: Pack) -> str:
    page = _small("Page ") + _field("PAGE") + _small(" of ") + _field("NUMPAGES")
    return (
        f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{_PAGE_WIDTH}"/></w:tabs></w:pPr>'
        f"{_small(pack.foot)}<w:r><w:tab/></w:r>{page}</w:p>"
    )


def _small(text: str) -> str:
    return _run(text, size=_SMALL, colour=_GREY)


def _field(name: str) -> str:
    look = f'<w:rPr><w:color w:val="{_GREY}"/><w:sz w:val="{_SMALL}"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{part}</w:r>" for part in parts)


def _parts(pack: Pack) -> Iterator[str]:
    yield _paragraph(pack.title, style="Title")
    yield _facts(pack.facts)
    for section in pack.sections:
        yield _paragraph(section.title, style="Heading1")
        yield from map(_block, section.blocks)


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each block
    match block:
        case Words():
            return _quiet(block.text) if block.quiet else _paragraph(block.text)
        case Quotation():
            return _paragraph(block.text, indent=360)
        case Facts():
            return _facts(block.rows)
        case Points():
            return _points(block)
        case Table():
            return _table(block)
        case Room():
            return (_paragraph(block.label) if block.label else "") + _ruled() * block.lines
        case Signature():
            return _facts(((block.name, block.signed or f"{'_' * 34}   Date {'_' * 14}"),))
        case Card():
            inner = "".join(map(_block, block.blocks))
            return _paragraph(block.title, style="Heading2") + inner
        case _:
            assert_never(block)


def _points(points: Points) -> str:
    if not points.boxes:
        return "".join(_paragraph(each, style="ListBullet") for each in points.texts)
    boxes = tuple(_run(f"{BOX} {each}") for each in points.texts)
    columns = 2 if points.is_long else 1
    widths = (_PAGE_WIDTH // columns,) * columns
    rows = (_line(each, widths) for each in side_by_side(boxes, columns, empty=_run("")))
    return _grid("".join(rows), widths, borders=False)


def _quiet(text: str) -> str:
    """It stays with what follows it, as a question does with its answer."""
    spaced = '<w:keepNext/><w:spacing w:before="100" w:after="20"/>'
    return f"<w:p><w:pPr>{spaced}</w:pPr>{_run(text, colour=_GREY)}</w:p>"


def _ruled() -> str:
    """Without a line between, those that follow one another would share a single one."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="{_GREY}"/>'
        for side in ("bottom", "between")
    )
    high = '<w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="exact"/>'
    return f"<w:p><w:pPr><w:pBdr>{lines}</w:pBdr>{high}</w:pPr></w:p>"


def _facts(rows: tuple[tuple[str, str], ...]) -> str:
    widths = (_LABEL_WIDTH, _PAGE_WIDTH - _LABEL_WIDTH)
    lines = (_line((_run(label, colour=_GREY), _run(words)), widths) for label, words in rows)
    return _grid("".join(lines), widths, borders=False)


def _table(table: Table) -> str:
    whole = sum(table.shares)
    widths = tuple(_PAGE_WIDTH * each // whole for each in table.shares)
    head = _line(tuple(_run(each, bold=True) for each in table.columns), widths, is_head=True)
    rows = (_line(tuple(map(_run, row)), widths, to_fill_in=not any(row)) for row in table.rows)
    return _grid(head + "".join(rows), widths, borders=True)


def _grid(rows: str, widths: tuple[int, ...], *, borders: bool) -> str:
    """A table is followed by a paragraph, or Word joins it to the next one."""
    style = '<w:tblStyle w:val="TableGrid"/>' if borders else ""
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:spacing w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _line(
    runs: tuple[str, ...],
    widths: tuple[int, ...],
    *,
    is_head: bool = False,
    to_fill_in: bool = False,
) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:after="20"/></w:pPr>{run}</w:p></w:tc>'
        for run, width in zip(runs, widths, strict=True)
    )
    look = "<w:tblHeader/>" if is_head else ""
    look += '<w:trHeight w:val="560" w:hRule="atLeast"/>' if to_fill_in else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{cells}</w:tr>"


def _paragraph(
    text: str,
    *,
    style: str = "",
    bold: bool = False,
    size: int = 0,
    colour: str = "",
    indent: int = 0,
) -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    indented = f'<w:ind w:left="{indent}"/>' if indent else ""
    run = _run(text, bold=bold, size=size, colour=colour)
    return f"<w:p><w:pPr>{styled}{indented}</w:pPr>{run}</w:p>"


def _run(text: str, *, bold: bool = False, size: int = 0, colour: str = "") -> str:
    """Text as it stands; a new line and a tab are marks of their own. `size` in half points."""
    marks = "<w:b/>" if bold else ""
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    marks += f'<w:sz w:val="{size}"/>' if size else ""
    words = escape(printed(text)).replace("\t", _TAB).replace("\n", _BREAK)
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
