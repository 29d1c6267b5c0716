"""An empty Word document of A4 pages, part by part, as the library makes it from its own.

`pack_docx` writes a pack into what of this is kept in the package: the library takes longer to open
its document and save it than two hundred entries take to write.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

USUAL, SMALL = "usual", "small"
STYLES = "word/styles.xml"
_AROUND = {"Normal": (0, 4), "Title": (0, 6), "Heading 1": (12, 3), "Heading 2": (9, 2)}
"""Points above and below."""
_SIZES = {"Normal": 9, "Title": 18, "Heading 1": 11}
"""Points, where all of it is set small."""
_TABLES = {"TableNormal", "TableGrid"}
"""The library's document has a hundred, most of its size."""
_LEFT_OUT = ("customXml", "docProps/app", "stylesWithEffects", "thumbnail")
"""How the empty one looked, how long it was, and what only Word 2010 read."""
_PREVIEW = qn("w:savePreviewPicture")
"""Word would keep a picture of the first page beside the text."""


def parts() -> Iterator[tuple[str, bytes]]:
    """Each part with its path: a usual document, and what of one set small is different."""
    usual, small = _made(small=False), _made(small=True)
    for name, part in usual.items():
        yield f"{USUAL}/{name}", part
    yield f"{SMALL}/{STYLES}", small[STYLES]


def _made(*, small: bool) -> dict[str, bytes]:
    document = docx.Document()
    _page(document)
    _places(document)
    _styles(document, small=small)
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        return {
            name: _part(file.read(name))
            for name in file.namelist()
            if not any(each in name for each in _LEFT_OUT)
        }


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for each in document.settings.element.findall(_PREVIEW):
        document.settings.element.remove(each)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


def _places(document: Document) -> None:
    """Where a pack's own words go: in an empty paragraph, an empty title, and that day."""
    section, known = document.sections[0], document.core_properties
    for part in (section.header, section.footer):
        part.is_linked_to_previous = False
        for each in list(part._element):
            part._element.remove(each)
        part.add_paragraph()
    document.add_paragraph()
    known.title = known.author = known.last_modified_by = known.comments = ""
    known.created = known.modified = datetime(2000, 1, 1, tzinfo=UTC)
    known.language = "en-GB"


def _styles(document: Document, *, small: bool) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for name, (before, after) in _AROUND.items():
        spaced, less = document.styles[name].paragraph_format, 2 if small else 1
        spaced.space_before, spaced.space_after = Pt(before / less), Pt(after / less)
    if small:
        normal.paragraph_format.line_spacing = 1.0
        for name, size in _SIZES.items():
            document.styles[name].font.size = Pt(size)
    element = document.styles.element
    for language in element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for style in element.findall(qn("w:style")):
        is_table = style.get(qn("w:type")) == "table"
        if is_table and style.get(qn("w:styleId")) not in _TABLES:
            element.remove(style)


def _part(made: bytes) -> bytes:
    """A line for each element, so that what changes can be read; none of what was left out."""
    root = parse_xml(made)
    for each in list(root):
        told = " ".join(each.attrib.values())
        if any(name in told for name in _LEFT_OUT) or each.get("Extension") == "jpeg":
            root.remove(each)
    return serialize_part_xml(root).replace(b"><", b">\n<") + b"\n"
