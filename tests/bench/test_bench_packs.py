"""How long a pack of many entries takes as DOCX and PDF, against what writes the same words barely.

Bare DOCX is the same paragraphs and tables as XML put together by hand and zipped; bare PDF is
reportlab with one paragraph for each of them. reportlab is needed here alone and is not among the
tools for development: `pip install reportlab`, or that comparison is left out.
"""

import gc
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape

import pytest
from figures import alternated, control_of, told

from logbook.export.packs.docx import pack_docx
from logbook.export.packs.pack import Card, Facts, Pack, Quotation, Section, Words
from logbook.export.packs.pdf import pack_pdf

pytestmark = pytest.mark.bench

FEW, MANY, PAIRS = 200, 5000, 5
GENEROUS = 3.0
"""Times the target: what fails the run; the figures themselves are printed."""
AIM_DOCX, AIM_GROWTH, AIM_PDF = 2.0, 30.0, 1.2
ANSWERS = 8
SAID = (
    "A message came on the tablet from somebody she has not met, asking where she lives and "
    "when staff change over. She was upset, we sat with a cup of tea and talked about blocking."
)
LABELS = ("Level", "Happened", "Recorded", "Manager saw it", "Manager decided", "Worker was told")


def pack(entries: int) -> Pack:
    return Pack(
        title="Supervision: Sam Okafor",
        facts=(("Service", "Birch Lane Support"),),
        sections=(Section("Entries", tuple(map(card, range(entries)))),),
        head="1234 · abcdef012345",
        made=datetime(2026, 11, 18, 14, 5, tzinfo=UTC),
    )


def card(nth: int) -> Card:
    said: list[Words | Quotation] = []
    for answer in range(ANSWERS):
        said += [Words(f"Question {answer}?", quiet=True), Quotation(f"{SAID} {nth}")]
    facts = Facts(tuple((each, "Wednesday 18 November 2026, 2:05pm") for each in LABELS))
    return Card(f"K7-{nth:04} · Help request · D.W.", (facts, *said))


def texts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every paragraph and row with its sort, in order."""
    yield "title", pack.title
    for section in pack.sections:
        yield "heading", section.title
        for block in section.blocks:
            assert isinstance(block, Card)
            yield "heading", block.title
            for each in block.blocks:
                if isinstance(each, Facts):
                    yield from (("row", f"{label}\t{words}") for label, words in each.rows)
                elif isinstance(each, Words | Quotation):
                    yield "text", each.text


def seconds(work: Callable[[], bytes]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


# DOCX

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_OPEN = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
    '2006/main"><w:body>'
)


_LOOK = '<w:pPr><w:keepNext/><w:spacing w:before="100" w:after="20"/></w:pPr>'
_WIDE = '<w:tcPr><w:tcW w:w="4800" w:type="dxa"/></w:tcPr>'
_WHOLE = '<w:tblPr><w:tblW w:w="9600" w:type="dxa"/></w:tblPr>'


def bare_docx(pack: Pack) -> bytes:
    parts = [_OPEN]
    for sort, text in texts(pack):
        said = [
            f"<w:p>{_LOOK}<w:r><w:rPr><w:color w:val='595959'/></w:rPr>"
            f"<w:t xml:space='preserve'>{escape(each)}</w:t></w:r></w:p>"
            for each in text.split("\t")
        ]
        if sort == "row":
            cells = "".join(f"<w:tc>{_WIDE}{each}</w:tc>" for each in said)
            parts.append(f"<w:tbl>{_WHOLE}<w:tr>{cells}</w:tr></w:tbl>")
        else:
            parts += said
    parts.append("</w:body></w:document>")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        file.writestr("word/document.xml", "".join(parts))
    return made.getvalue()


def test_a_document_costs_little_more_than_its_xml() -> None:
    """T13."""
    few = pack(FEW)
    mine, theirs = alternated(
        PAIRS,
        lambda: seconds(lambda: pack_docx(few)),
        lambda: seconds(lambda: bare_docx(few)),
        (f"DOCX of {FEW}", "XML by hand"),
    )
    ratio = told(f"T13 · DOCX of {FEW} (aim {AIM_DOCX})", mine, theirs, control_of(theirs))
    assert ratio < GENEROUS * AIM_DOCX


def test_a_long_document_takes_no_longer_by_the_entry() -> None:
    """T13: 25 times the entries."""
    few, many = pack(FEW), pack(MANY)
    mine, theirs = alternated(
        2,
        lambda: seconds(lambda: pack_docx(many)),
        lambda: seconds(lambda: pack_docx(few)),
        (f"DOCX of {MANY:,}", f"DOCX of {FEW}"),
    )
    ratio = told(f"T13 · {MANY:,} to {FEW} (aim {AIM_GROWTH})", mine, theirs, control_of(theirs))
    assert ratio < GENEROUS * AIM_GROWTH


# PDF


def bare_pdf(pack: Pack) -> bytes:
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - only where it is installed
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415 - as above
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415 - as above

    styles, made = getSampleStyleSheet(), io.BytesIO()
    look = {"title": styles["Title"], "heading": styles["Heading2"]}
    SimpleDocTemplate(made, pagesize=A4).build(
        [Paragraph(escape(text), look.get(sort, styles["Normal"])) for sort, text in texts(pack)]
    )
    return made.getvalue()


def test_a_pdf_takes_no_longer_than_bare_reportlab() -> None:
    """T14."""
    pytest.importorskip("reportlab", reason="reportlab is not installed, so there is no bare PDF")
    few = pack(FEW)
    mine, theirs = alternated(
        PAIRS,
        lambda: seconds(lambda: pack_pdf(few)),
        lambda: seconds(lambda: bare_pdf(few)),
        (f"PDF of {FEW}", "reportlab, paragraphs"),
    )
    ratio = told(f"T14 · PDF of {FEW} (aim {AIM_PDF})", mine, theirs, control_of(theirs))
    assert ratio < GENEROUS * AIM_PDF
