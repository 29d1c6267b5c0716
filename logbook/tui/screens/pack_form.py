"""A pack as a file, one question a page: as what, how it looks, where to, and the passphrase."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from logbook.domain.refusals import NotAllowed
from logbook.policy.kinds import KINDS
from logbook.services import paper
from logbook.services.exporting import leaving, packs
from logbook.services.exporting.leaving import Written
from logbook.services.exporting.packs import Form, Made
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.export_form import usual_folder
from logbook.tui.screens.steps import Step, StepsScreen
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


class PackFormScreen(StepsScreen):
    """Nothing is written before the passphrase fits."""

    place = Place.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EXPORT)]

    def __init__(self, session: "Session", packing: Packing) -> None:
        super().__init__("A file to print", who=session.member.name)
        self.roles = session.roles
        self.desk: Desk = session.desk
        self.packing = packing
        self.typed |= {"form": str(FORMS.index(packing.usual) + 1), "folder": str(usual_folder())}
        self.typed |= {"names": "1", "look": "1"}
        self._warnings = ""
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
            Step(
                key="folder",
                words="Into which folder?",
                hint="On this computer's own disk is safest. logbook names the file itself.",
                check=self._check_folder,
            ),
            Step(
                key="passphrase",
                words="Your passphrase, once more",
                page=(
                    f"{self._warnings}The file will hold personal data, and logbook does not "
                    "protect it. That you made it, and of what, is written into the log."
                ),
                hint="Enter writes the file. Esc goes back.",
                secret=True,
            ),
        )

    def _check_folder(self, typed: str) -> None:
        warnings = leaving.place_at(self.desk, Path(typed.strip())).warnings
        self._warnings = "".join(f"{each}\n\n" for each in warnings)

    async def finish(self) -> None:
        passphrase = self.typed.pop("passphrase")
        self._hint.update(plain("Writing …"))
        self.written = await asyncio.to_thread(self._write, passphrase)
        self.dismiss()

    def _write(self, passphrase: str) -> Written:
        place = leaving.place_at(self.desk, Path(self.typed["folder"].strip()))
        proven = leaving.prove(self.desk, passphrase)
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


class PromptsFormScreen(StepsScreen):
    """The prompts of a kind, empty: they hold nobody's data, so no passphrase is asked."""

    place = Place.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EXPORT)]

    def __init__(self, session: "Session") -> None:
        super().__init__("Blank prompts", who=session.member.name)
        self.roles = session.roles
        self.desk: Desk = session.desk
        self.typed["folder"] = str(usual_folder())
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
            Step(
                key="folder",
                words="Into which folder?",
                hint="Enter writes the file. It holds nobody's data, so it may lie about.",
                check=self._check_folder,
            ),
        )

    def _check_folder(self, typed: str) -> None:
        leaving.place_at(self.desk, Path(typed.strip()))

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
        place = leaving.place_at(desk, Path(self.typed["folder"].strip()))
        return packs.write_prompts(place, blank, Form.PDF)
