"""A pack as a file, one question a page: as what, how it looks, where to, and the passphrase."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.domain.refusals import NotAllowed
from logbook.policy.kinds import KINDS
from logbook.services import paper
from logbook.services.exporting import leaving, packs
from logbook.services.exporting.leaving import Written
from logbook.services.exporting.packs import Form, Made
from logbook.tui.screens.steps import Step
from logbook.tui.screens.writing import WritingScreen
from logbook.tui.text import plain

if TYPE_CHECKING:
    from logbook.services.desk import Desk
    from logbook.services.reading import OpenEntry
    from logbook.tui.session import Session

FORMS = tuple(Form)
FORMATS = "\n".join(f"{nth}  {each.words} ({each.value})" for nth, each in enumerate(FORMS, 1))
NAMES = """1  By their initials
2  By their full names"""
LOOKS = """1  A card for each entry, with everything that was written
2  A table, one line for each entry"""


@dataclass(frozen=True)
class Look:
    """What somebody chose for a pack that asks."""

    full_names: bool = False
    as_table: bool = False


@dataclass(frozen=True, kw_only=True)
class Packing:
    """What is about to leave. `make` gathers it, in a thread, once everything was asked."""

    words: str
    make: Callable[[Look], Made]
    has_looks: bool = False
    """Whether names and cards or a table are asked for."""
    usual: Form = Form.DOCX


def number_of(typed: str, of: int) -> int:
    """Raises NotAllowed: there is no such number."""
    wanted = typed.strip()
    if not (wanted.isdecimal() and 1 <= int(wanted) <= of):
        numbers = " or ".join(map(str, range(1, of + 1))) if of == 2 else f"a number from 1 to {of}"  # noqa: PLR2004 - two read better as words
        raise NotAllowed(f"Type {numbers}.")
    return int(wanted)


class PackFormScreen(WritingScreen):
    """Nothing is written before the passphrase fits."""

    def __init__(self, session: "Session", packing: Packing) -> None:
        super().__init__(session, "A file to print")
        self.packing = packing
        self.typed["form"] = str(FORMS.index(packing.usual) + 1)
        self.typed |= {"names": "1", "look": "1"}
        self.written: Written | None = None
        """What was made, once it is."""

    @property
    def words_after(self) -> str:
        """What was made and where; empty where nothing was."""
        return self.written.words if self.written else ""

    def steps(self) -> Sequence[Step]:
        looks = (
            Step(
                key="names",
                words="How do people we support appear?",
                page=NAMES,
                hint="Its number, then Enter. Full names only where the reader needs them.",
                check=lambda typed: _check(typed, 2),
            ),
            Step(
                key="look",
                words="Cards or a table?",
                page=LOOKS,
                hint="Its number, then Enter.",
                check=lambda typed: _check(typed, 2),
            ),
        )
        return (
            Step(
                key="form",
                words="As what?",
                page=f"{self.packing.words}\n\n{FORMATS}",
                hint="Its number, then Enter.",
                check=lambda typed: _check(typed, len(FORMS)),
            ),
            *(looks if self.packing.has_looks else ()),
            self.folder(),
            self.passphrase(),
        )

    async def finish(self) -> None:
        passphrase = self.typed.pop("passphrase")
        self._hint.update(plain("Writing …"))
        self.written = await asyncio.to_thread(self._write, passphrase)
        self.dismiss()

    def _write(self, passphrase: str) -> Written:
        place, proven = self.where_to(), leaving.prove(self.desk, passphrase)
        look = Look(full_names=self.typed["names"] == "2", as_table=self.typed["look"] == "2")
        form = FORMS[number_of(self.typed["form"], len(FORMS)) - 1]
        return packs.write(self.desk, proven, place, self.packing.make(look), form)


def _check(typed: str, of: int) -> None:
    number_of(typed, of)


def entry_form(session: "Session", opened: "OpenEntry") -> PackFormScreen:
    """One entry, to print."""
    desk: Desk = session.desk
    words = f"{opened.reference}, people by their initials."
    return PackFormScreen(
        session,
        Packing(words=words, make=lambda _look: paper.entry_made(desk, opened), usual=Form.PDF),
    )


def slip_form(session: "Session") -> PackFormScreen:
    """The hand-over slip, to print."""
    desk: Desk = session.desk
    words = "The hand-over slip: what is open, by reference and initials, and when to call."
    return PackFormScreen(
        session,
        Packing(words=words, make=lambda _look: paper.slip_made(desk), usual=Form.PDF),
    )


class PromptsFormScreen(WritingScreen):
    """The prompts of a kind, empty: they hold nobody's data, so no passphrase is asked."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session, "Blank prompts")
        self.written: Path | None = None
        """What was made, once it is."""

    def steps(self) -> Sequence[Step]:
        listed = "\n".join(f"{nth}  {each.title}" for nth, each in enumerate(KINDS, 1))
        return (
            Step(
                key="kind",
                words="The prompts of which kind?",
                page=listed,
                hint="Its number, then Enter. It is a PDF to print and fill in by hand.",
                missing="Type its number, then Enter.",
                check=lambda typed: _check(typed, len(KINDS)),
            ),
            self.folder(hint="Enter writes the file. It holds nobody's data, so it may lie about."),
        )

    async def finish(self) -> None:
        self.written = await asyncio.to_thread(self._write)
        self.dismiss()

    def _write(self) -> Path:
        desk = self.desk
        settings = desk.directory.settings
        kind = KINDS[number_of(self.typed["kind"], len(KINDS)) - 1]
        blank = paper.blank(
            kind, service=settings.service_name, on_call=settings.on_call, at=desk.now
        )
        return packs.write_prompts(self.where_to(), blank, Form.PDF)
