"""A pack as a Word document, to edit before a meeting and to sign after it.

The body is written as one piece of XML into what the library made without one: a row at a time it
takes time that grows with the square of their number.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

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

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACE = f'xmlns:w="{_W}"'
_PAGE_WIDTH = 9638
"""The text on an A4 page with margins of 20 mm, in twentieths of a point."""
_LABEL_WIDTH = 2700
_GREY = "595959"
_SMALL = 17
"""Half points."""
_AROUND = {"Normal": (0, 4), "Title": (0, 6), "Heading 1": (12, 3), "Heading 2": (9, 2)}
"""Points above and below."""
_BREAK, _TAB = (f'</w:t><w:{mark}/><w:t xml:space="preserve">' for mark in ("br", "tab"))
_MARGIN_MM, _A4_WIDTH_MM, _A4_HEIGHT_MM = 20, 210, 297


def pack_docx(pack: Pack) -> bytes:
    """The whole file."""
    import docx  # noqa: PLC0415 - 0.1 s that only a document needs

    document = docx.Document()
    _page(document, small=pack.small)
    _properties(document, pack)
    section = document.sections[0]
    _replace(section.header, _paragraph(pack.banner, bold=True, size=_SMALL))
    _replace(section.footer, _footer(pack))
    empty = io.BytesIO()
    document.save(empty)
    return _with_body(empty, "".join(_parts(pack)))


def _with_body(empty: io.BytesIO, body: str) -> bytes:
    """The library would read all of it and write it anew, which takes longer than making it."""
    made = io.BytesIO()
    with ZipFile(empty) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for each in before.infolist():
            content = before.read(each)
            if each.filename == "word/document.xml":
                content = content.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            after.writestr(each, content)
    return made.getvalue()


def _page(document: "Document", *, small: bool) -> None:
    from docx.shared import Mm, Pt  # noqa: PLC0415 - with the document

    section = document.sections[0]
    section.page_width, section.page_height = Mm(_A4_WIDTH_MM), Mm(_A4_HEIGHT_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(9 if small else 11)
    for name, (before, after) in _AROUND.items():
        style, less = document.styles[name], 2 if small else 1
        spaced = style.paragraph_format
        spaced.space_before, spaced.space_after = Pt(before / less), Pt(after / less)
    if small:
        normal.paragraph_format.line_spacing = 1.0
        for name, size in (("Title", 18), ("Heading 1", 11)):
            document.styles[name].font.size = Pt(size)
    for language in document.styles.element.iter(f"{{{_W}}}lang"):
        language.set(f"{{{_W}}}val", "en-GB")


def _properties(document: "Document", pack: Pack) -> None:
    """Who made it and when are the log's, not this computer's."""
    known = document.core_properties
    known.title, known.author, known.last_modified_by = printed(pack.title), "", ""
    known.comments, known.language = "", "en-GB"
    known.created = known.modified = pack.made.replace(tzinfo=None)


def _replace(part: object, xml: str) -> None:
    from docx.oxml import parse_xml  # noqa: PLC0415 - with the document

    element = part._element  # type: ignore[attr-defined]  # noqa: SLF001 - no public way to its XML
    for each in list(element):
        element.remove(each)
    for each in parse_xml(f"<w:hdr {_NAMESPACE}>{xml}</w:hdr>"):
        element.append(each)


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
