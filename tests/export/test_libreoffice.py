"""Hostile text as LibreOffice opens it, where that is installed: it is all there, and only text."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hostile import HOSTILE
from test_entries_formats import ABOUT, saying

from logbook.domain.text import ingest, visible
from logbook.export.entries_csv import entries_csv
from logbook.export.entries_xlsx import entries_xlsx
from logbook.export.packs.docx import pack_docx
from logbook.export.packs.html import pack_html
from logbook.export.packs.pack import Card, Facts, Pack, Points, Quotation, Section, Table, printed

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here"),
]
TAKEN_IN = {tried: ingest(words, 100_000).text for tried, words in HOSTILE.items()}
RUNS = ("table:formula", "<office:script ", "xlink:href", "<script", "draw:image", "text:a ")
"""What an office would have made of text that it took for more than text."""


def pack() -> Pack:
    """Each hostile string in every place of a document."""
    return Pack(
        title="Hostile",
        facts=tuple(TAKEN_IN.items()),
        sections=tuple(
            Section(
                tried,
                (
                    Card(tried, (Facts(((words, words),)), Quotation(words), Points((words,)))),
                    Table((words, "Who"), ((words, words),)),
                ),
            )
            for tried, words in TAKEN_IN.items()
        ),
        head="1 · 0",
        made=datetime(2026, 11, 18, tzinfo=UTC),
    )


AS_UTF8 = "--infilter=CSV:44,34,76,1"
"""Commas, quotes, UTF-8: what its window proposes for such a file, and its command does not."""
OPENED_AS = {
    "entries.csv": ("--convert-to=ods", "--calc", AS_UTF8),
    "entries2.xlsx": ("--convert-to=ods", "--calc"),
    "pack.docx": ("--convert-to=odt", "--writer"),
    "pack2.html": ("--convert-to=odt", "--writer"),
}
LOST = {"pack2.odt": {"private use"}}
"""What the office itself drops of a web page: signs past U+F0000, which have no shape."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format, as the office wrote down what it read."""
    folder = tmp_path_factory.mktemp("office")
    table = b"".join(entries_csv(ABOUT, map(saying, HOSTILE.values())))
    (folder / "entries.csv").write_bytes(table)
    with (folder / "entries2.xlsx").open("w+b") as file:
        entries_xlsx(ABOUT, map(saying, HOSTILE.values()), file, folder)
    (folder / "pack.docx").write_bytes(pack_docx(pack()))
    (folder / "pack2.html").write_bytes(pack_html(pack()))
    for how in dict.fromkeys(OPENED_AS.values()):
        names = [folder / name for name, opened_as in OPENED_AS.items() if opened_as == how]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        form, *told = how
        subprocess.run(  # noqa: S603 - our own files
            [
                str(OFFICE),
                profile,
                "--headless",
                *told,
                *form.split("="),
                "--outdir",
                folder,
                *names,
            ],
            check=True,
            timeout=300,
        )
    return folder


def content_of(path: Path) -> str:
    with zipfile.ZipFile(path) as held:
        return held.read("content.xml").decode()


def text_of(path: Path) -> str:
    """What it reads, without the spaces and line ends that the office has its own signs for."""
    return squeezed("".join(ET.fromstring(content_of(path)).itertext()))  # noqa: S314 - its own


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ["entries.ods", "entries2.ods", "pack.odt", "pack2.odt"])
def test_nothing_of_it_runs_loads_or_links(opened: Path, name: str) -> None:
    content = content_of(opened / name)
    assert [each for each in RUNS if each in content] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("entries.ods", visible),
        ("entries2.ods", visible),
        ("pack.odt", printed),
        ("pack2.odt", visible),
    ],
)
def test_all_of_it_is_there(opened: Path, name: str, shown: Callable[[str], str]) -> None:
    words = HOSTILE if name.startswith("entries") else TAKEN_IN
    read = text_of(opened / name)
    lost = {tried for tried, each in words.items() if squeezed(shown(each)) not in read}
    assert lost == LOST.get(name, set())
