"""Every format as it was: a change of one shows here, and is looked at before it is kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import empty_document
import pytest
from golden_files import assert_as_it_was
from outlines import docx_outline, pdf_outline, xlsx_outline

from logbook.domain.events import canonical
from logbook.export.entries import About, Agreed, Exported, Happened
from logbook.export.entries_csv import entries_csv
from logbook.export.entries_jsonl import Line, Whole, entries_jsonl
from logbook.export.entries_xlsx import entries_xlsx
from logbook.export.packs import docx
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
)
from logbook.export.packs.pdf import pack_pdf

GOLDEN = Path(__file__).with_name("golden")
KEPT = Path(docx.__file__).with_name("word")
MADE = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
AT = datetime(2026, 11, 18, 14, 5, 9)  # noqa: DTZ001 - by the clock on the wall
SAID = "Siân Llŷr said “no thanks”.\n=SUM(1)\tand <b>bold</b> 🦜"

PACK = Pack(
    title="Supervision: Siân Llŷr",
    facts=(("Service", "Birch Lane Support"), ("Entries", "1: 1 High")),
    sections=(
        Section(
            "Entries",
            (
                Words("Read this first."),
                Card(
                    "K7-4QH2 · Help request · D.W.",
                    (
                        Facts((("Level", "!! High"),)),
                        Words("What did they say?", quiet=True),
                        Quotation(SAID),
                        Points(("one", "two")),
                    ),
                ),
                Table(("What", "Who"), (("ring the bank", "Sam"), ("", "")), (3, 1)),
            ),
        ),
        Section(
            "To fill in",
            (
                Points(tuple(f"choice {nth}" for nth in range(1, 9)), boxes=True),
                Points(("yes", "no"), boxes=True),
                Room("In a few words", 2),
                Signature("Sam"),
                Signature("Sandra", "Signed in logbook, 18 November 2026"),
            ),
        ),
    ),
    head="1234 · abcdef012345",
    made=MADE,
)
PACKS: dict[str, Callable[[], bytes]] = {
    "pack.docx.txt": lambda: docx_outline(pack_docx(PACK)).encode(),
    "pack.pdf.txt": lambda: pdf_outline(pack_pdf(PACK)).encode(),
    "pack.html": lambda: pack_html(PACK),
    "pack.md": lambda: pack_markdown(PACK),
}

ABOUT = About(
    service="Birch Lane Support",
    made_by="Sandra Whitlow",
    made_at=MADE,
    zone="Europe/London",
    chosen="everything I may read",
    entries=1,
    head_seq=1234,
    head_hash="abcdef0123456789",
)
ENTRY = Exported(
    reference="K7-4QH2",
    title="Help request",
    level="Low",
    first_level="High",
    state="decided",
    person="Daniel Webb",
    initials="D.W.",
    house="Maple House",
    happened="Wednesday 18 November 2026, 2pm",
    recorded=AT,
    author="Sam Okafor",
    holder="Sandra Whitlow",
    answers=(("What did they say?", SAID), ("What else?", "")),
    outcome="Help given, no concern",
    because="it was set right at once",
    following="look again in a month",
    told="Thank you.",
    seen_at=AT,
    decided_at=AT,
    told_at=AT,
    due=None,
    discussed="yes",
    topics="help",
    marks="added to",
    agreed=(Agreed(sort="Action, to do", words="+44 ring", who="Sam Okafor", at=AT, by="Sandra"),),
    happenings=(Happened(seq=7, at=AT, by="Sandra", verb="seen", words="seen by Sandra"),),
)
WHOLE = Whole(
    {"reference": "K7-4QH2", "level": "low", "due": None, "staff": {"s1": "Siân Llŷr"}},
    canonical({"id": "k74qh20000000000", "responses": [{"key": "asked", "shown": SAID}]}),
    [
        Line({"id": "e2", "seq": 7, "verb": "seen"}, b"{}"),
        Line({"id": "e3", "seq": 8, "verb": "noted"}, None),
    ],
)


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_is_as_it_was(name: str) -> None:
    assert_as_it_was(GOLDEN / name, PACKS[name]())


def test_the_empty_document_that_is_kept_is_as_the_library_makes_it() -> None:
    parts = dict(empty_document.parts())
    for name, part in parts.items():
        assert_as_it_was(KEPT / name, part)
    assert {str(each.relative_to(KEPT)) for each in KEPT.rglob("*") if each.is_file()} == set(parts)


def test_a_table_of_entries_is_as_it_was() -> None:
    assert_as_it_was(GOLDEN / "entries.csv", b"".join(entries_csv(ABOUT, [ENTRY])))


def test_a_workbook_of_entries_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "entries.xlsx"
    with path.open("w+b") as file:
        entries_xlsx(ABOUT, [ENTRY], file, tmp_path)
    assert_as_it_was(GOLDEN / "entries.xlsx.txt", xlsx_outline(path).encode())


def test_json_lines_of_entries_are_as_they_were() -> None:
    assert_as_it_was(GOLDEN / "entries.jsonl", b"".join(entries_jsonl(ABOUT, [WHOLE])))
