"""A pack in each format: everything in it is there, as text, and nothing in it is anything else."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import docx
import pypdf
import pytest
from noted_samples import HOSTILE

from logbook.domain.text import ingest, visible
from logbook.export.packs.docx import pack_docx
from logbook.export.packs.html import pack_html
from logbook.export.packs.markdown import pack_markdown
from logbook.export.packs.pack import (
    Card,
    Facts,
    Pack,
    Points,
    Quotation,
    Room,
    Section,
    Signature,
    Table,
    Words,
    printed,
)
from logbook.export.packs.pdf import pack_pdf

WRITERS = {
    "docx": pack_docx,
    "html": pack_html,
    "markdown": pack_markdown,
    "pdf": pack_pdf,
}

TAKEN_IN = {tried: ingest(words, 100_000).text for tried, words in HOSTILE.items()}
"""Each hostile string as the log would hold it."""
SOME = 2_000
"""As many characters of each as a PDF holds here: the longest alone would fill 300 pages."""


def pack(words: str = "advice was given") -> Pack:
    """Every block there is, each with these words somewhere in it."""
    card = Card(
        f"K7-4QH2 {words}",
        (Facts((("Level", words),)), Words(words), Quotation(words), Points((words,))),
    )
    table = Table(("What", "Who"), ((words, "Sam"), ("ring the bank", words)), (3, 1))
    blocks = (Words(words, quiet=True), Points((words,)), table, Quotation(words), card)
    return Pack(
        title="Supervision: Sam Okafor",
        facts=(("Service", "Birch Lane Support"), ("Worker", words)),
        sections=(
            Section("Entries", blocks),
            Section("Signed", (Room("Agreed", 2), Signature("Sam"), Signature("Sandra", words))),
        ),
        head="1234 · abcdef012345",
        made=datetime(2026, 11, 18, 14, 5, tzinfo=UTC),
    )


class _Text(HTMLParser):
    """What a reader of the page sees, and every tag and attribute in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def text_of_docx(made: bytes) -> str:
    document = docx.Document(io.BytesIO(made))
    parts = [document.element.body, document.sections[0].header._element]
    parts.append(document.sections[0].footer._element)
    words = []
    for part in parts:
        for each in part.iter():
            name = each.tag.rpartition("}")[2]
            words.append({"t": each.text or "", "br": "\n", "tab": "\t"}.get(name, ""))
    return "".join(words)


def text_of_pdf(made: bytes) -> str:
    """What its pages say, whatever lines it is broken into."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_html(made: bytes) -> str:
    return "".join(_Text(made.decode()).said)


READERS: dict[str, Callable[[bytes], str]] = {
    "docx": text_of_docx,
    "html": text_of_html,
    "markdown": bytes.decode,
    "pdf": text_of_pdf,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_block_the_banner_and_the_head_of_the_log_are_there(kind: str) -> None:
    said = READERS[kind](WRITERS[kind](pack("the password was changed")))
    assert said.count("the password was changed") == 12
    for words in ("Supervision: Sam Okafor", "Birch Lane Support", "K7-4QH2", "ring the bank"):
        assert words in said
    assert "Contains personal data" in said
    assert "Log up to 1234" in said


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_hostile_words_come_back_whole(kind: str) -> None:
    shown = {"docx": printed, "html": visible}[kind]
    read = READERS[kind](WRITERS[kind](pack("\n".join(TAKEN_IN.values()))))
    assert [tried for tried, words in TAKEN_IN.items() if shown(words) not in read] == []


def test_a_page_holds_no_tag_but_its_own() -> None:
    page = _Text(pack_html(pack("\n".join(TAKEN_IN.values()))).decode())
    assert page.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "dl", "dt"),
        *("dd", "section", "blockquote", "ul", "li", "table", "colgroup", "col", "thead", "tbody"),
        *("tr", "th", "td", "div", "article", "footer"),
    }
    assert page.attributes <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "class",
        "style",
        "scope",
    }


def test_what_people_wrote_is_never_the_source_of_a_pdf() -> None:
    words = '#panic("ran") = Heading\n#image("/etc/passwd") $x$ #sys.inputs <label> @label'
    assert '#panic("ran")' in text_of_pdf(pack_pdf(pack(words)))


def test_a_pdf_has_hostile_words_as_text_and_no_links_or_scripts() -> None:
    some = "\n".join(words[:SOME] for words in TAKEN_IN.values())
    reader = pypdf.PdfReader(io.BytesIO(pack_pdf(pack(some))))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/OpenAction" not in root
    assert not any("/Annots" in page for page in reader.pages)
    assert all(font_is_inside(each) for page in reader.pages for each in fonts_of(page))


def fonts_of(page: Any) -> list[Any]:
    return [each.get_object() for each in page["/Resources"]["/Font"].values()]


def font_is_inside(font: Any) -> bool:
    if "/DescendantFonts" in font:
        return font_is_inside(font["/DescendantFonts"][0].get_object())
    if font["/Subtype"] == "/Type3":
        return True  # its pictures stand in the file itself
    held = font["/FontDescriptor"]
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(held))


def test_a_word_longer_than_a_line_stays_on_the_paper() -> None:
    made = pack_pdf(pack("x" * 400))
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    ends: list[float] = []
    page.extract_text(visitor_text=lambda text, _cm, tm, *_: ends.append(tm[4]) if text else None)
    assert len(re.findall("x", page.extract_text())) >= 400
    assert max(ends) < page.mediabox.width


def test_a_document_says_nothing_of_the_computer_it_was_made_on() -> None:
    known = docx.Document(io.BytesIO(pack_docx(pack()))).core_properties
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.title == "Supervision: Sam Okafor"
    assert known.created == datetime(2026, 11, 18, 14, 5, tzinfo=UTC)


def test_the_same_pack_is_the_same_document_and_keeps_no_picture_of_itself() -> None:
    made = pack_docx(pack())
    assert made == pack_docx(pack())
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert not [each for each in file.namelist() if "thumbnail" in each]
        assert b"savePreviewPicture" not in file.read("word/settings.xml")


def test_a_bar_in_a_table_of_markdown_parts_no_cells() -> None:
    table = Table(("What", "Who"), (("a|b", "x@y|z"),))
    made = pack_markdown(
        Pack(
            title="T",
            facts=(),
            sections=(Section("S", (table,)),),
            head="1",
            made=datetime.now(UTC),
        )
    )
    row = next(each for each in made.decode().splitlines() if "a" in each and "b" in each)
    assert len(re.findall(r"(?<!\\)\|", row)) == 3
