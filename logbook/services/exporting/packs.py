"""Packs as files: a supervision, a person's record, one entry, a slip, or empty prompts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path

from logbook.domain.events import Plain
from logbook.export.packs.docx import pack_docx
from logbook.export.packs.html import pack_html
from logbook.export.packs.markdown import pack_markdown
from logbook.export.packs.pack import Pack
from logbook.export.packs.pdf import pack_pdf
from logbook.services.desk import Desk
from logbook.services.exporting import files, leaving
from logbook.services.exporting.files import Place
from logbook.services.exporting.leaving import Leaving, Proven, What, Written


class Form(StrEnum):
    """What a pack can be written as; the word is the file's ending too."""

    DOCX = "docx"
    PDF = "pdf"
    MARKDOWN = "md"
    HTML = "html"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Form.DOCX: "A Word document, to edit",
    Form.PDF: "A PDF, to print",
    Form.MARKDOWN: "Markdown, as plain text",
    Form.HTML: "A page for the browser",
}
_FORMATS: Mapping[Form, Callable[[Pack], bytes]] = {
    Form.DOCX: pack_docx,
    Form.PDF: pack_pdf,
    Form.MARKDOWN: pack_markdown,
    Form.HTML: pack_html,
}
PROMPTS = "prompts"
"""The word in the name of a file of empty prompts."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A pack that is ready to leave, and what the log says of it besides its hash.

    `about` is a member's or person's id; empty for what is about nobody in particular.
    """

    what: What
    pack: Pack
    entries: int
    about: str = ""
    said: Mapping[str, Plain] = field(default_factory=dict)


def formatted(pack: Pack, form: Form) -> bytes:
    return _FORMATS[form](pack)


def write(desk: Desk, proven: Proven, place: Place, made: Made, form: Form) -> Written:
    """Write a pack to a new file that is on record.

    Raises:
        NotAllowed: it was not proved just now that it is the same person.
        NotWritten, StoreFault: as `leaving.write` says.
    """

    def work(out: BufferedRandom, _scratch: Path) -> int:
        out.write(formatted(made.pack, form))
        return made.entries

    return leaving.write(
        desk,
        proven,
        place,
        Leaving(
            what=made.what,
            form=form.value,
            about=made.about or desk.store.logbook_id,
            readers=(desk.keys.member_id,),
            said=made.said,
        ),
        work,
    )


def write_prompts(place: Place, pack: Pack, form: Form) -> Path:
    """Empty prompts in a new file: they hold nobody's data, so nobody proves who they are.

    Raises:
        NotWritten: the disk refused.
    """
    name = files.named(PROMPTS, form.value, pack.made)
    with files.being_written(place, name) as half:
        half.file.write(formatted(pack, form))
        half.file.flush()
        files.sync(half.file)
        half.keep(name)
    return place.folder / name
