"""What stands in a document, in lines that can be read and compared: its words and their form."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn


def docx_outline(made: bytes) -> str:
    """Each paragraph with its style, each row with its cells; header, footer and properties."""
    document = docx.Document(io.BytesIO(made))
    section, known = document.sections[0], document.core_properties
    lines = [
        f"title {known.title!r}, language {known.language}, created {known.created}",
        f"font {document.styles['Normal'].font.name}",
        *(f"header {line}" for line in _blocks(section.header._element)),
        *(f"footer {line}" for line in _blocks(section.footer._element)),
        *_blocks(document.element.body),
    ]
    return "\n".join(lines) + "\n"


def _blocks(part: Any) -> Iterator[str]:
    for each in part:
        if each.tag == qn("w:p"):
            style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            marks = ["" if style is None else f"[{style.get(qn('w:val'))}] ", _words(each)]
            if each.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None:
                marks.append("(ruled)")
            yield "".join(marks)
        elif each.tag == qn("w:tbl"):
            for row in each.iter(qn("w:tr")):
                head = "# " if any(True for _ in row.iter(qn("w:tblHeader"))) else ""
                cells = " | ".join(_words(cell) for cell in row.iter(qn("w:tc")))
                yield f"{head}| {cells} |"


def _words(part: Any) -> str:
    said = {qn("w:br"): "⏎", qn("w:tab"): "⇥"}
    parts = []
    for each in part.iter():
        if each.tag in {qn("w:t"), qn("w:instrText")}:
            parts.append(each.text or "")
        elif each.tag in said and each.getparent().tag == qn("w:r"):
            parts.append(said[each.tag])
    return "".join(parts)


def pdf_outline(made: bytes) -> str:
    """Its pages as they read, its tags in order, and whether its fonts are inside."""
    reader = pypdf.PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    lines = [
        f"title {reader.metadata.title if reader.metadata else ''!r}, language {root['/Lang']}",
        f"tagged {bool(root['/MarkInfo']['/Marked'])}, pages {len(reader.pages)}",
        *sorted({line for page in reader.pages for line in _fonts(page)}),
        f"tags {' '.join(_tags(root['/StructTreeRoot']))}",
    ]
    for nth, page in enumerate(reader.pages, 1):
        lines += [f"page {nth}", *(line.rstrip() for line in page.extract_text().splitlines())]
    return "\n".join(lines) + "\n"


def _fonts(page: Any) -> Iterator[str]:
    for font in page["/Resources"]["/Font"].values():
        held = font.get_object()
        if "/DescendantFonts" in held:
            held = held["/DescendantFonts"][0].get_object()
        inside = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(held["/FontDescriptor"]))
        yield f"font {held['/BaseFont'].rpartition('+')[2]}, inside {inside}"


def _tags(element: Any) -> Iterator[str]:
    held = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(held, list):
        for each in held:
            yield from _tags(each)
    elif isinstance(held, dict):
        if "/S" in held:
            yield str(held["/S"]).lstrip("/")
        if "/K" in held:
            yield from _tags(held["/K"])


def xlsx_outline(path: Path) -> str:
    """Each sheet: what stays in sight, its filter, and each cell with its type."""
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        lines.append(
            f"sheet {sheet.title}, frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
        )
        lines += [
            f"{cell.coordinate} {cell.data_type} {cell.value!r}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    return "\n".join(lines) + "\n"
