"""A new export, one question a page: as what, where to, and the passphrase once more."""

import asyncio
from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING

from logbook.domain.refusals import NotAllowed
from logbook.services.exporting import entries, leaving
from logbook.services.exporting.entries import Form, Stopped, Wanted
from logbook.services.exporting.leaving import Written
from logbook.tui.screens.steps import Step
from logbook.tui.screens.writing import WritingScreen
from logbook.tui.text import plain

if TYPE_CHECKING:
    from logbook.tui.session import Session

FORMS = {
    "1": Form.XLSX,
    "2": Form.CSV,
    "3": Form.JSONL,
    **{form.value: form for form in Form},
}
FORMATS = """1  A workbook (xlsx): entries, actions and events, each on a sheet
2  A table (csv): entries, for any program
3  JSON Lines (jsonl): everything, for another logbook"""
STOPPED = "Stopped. There is no file."


def form_of(typed: str) -> Form:
    """Raises NotAllowed: there is no such format."""
    found = FORMS.get(typed.strip().casefold())
    if found is None:
        raise NotAllowed("Type 1, 2 or 3.")
    return found


class ExportFormScreen(WritingScreen):
    """Nothing is written before the passphrase fits; Esc while it is written stops it."""

    def __init__(self, session: "Session", chosen: Wanted) -> None:
        super().__init__(session, "New export")
        self.chosen = chosen
        self._many = ""
        self._stop = Event()
        self._is_writing = False
        self.written: Written | None = None
        """What was made, once it is."""

    def steps(self) -> Sequence[Step]:
        return (
            Step(
                key="form",
                words="As what?",
                page=f"{self.chosen.described[:1].upper()}{self.chosen.described[1:]}.\n\n{FORMATS}",
                hint="Type its number, then Enter.",
                missing="Type 1, 2 or 3, then Enter.",
                check=self._check_form,
            ),
            self.folder(self._many),
            self.passphrase(),
        )

    def _check_form(self, typed: str) -> None:
        form_of(typed)
        many = entries.count(self.desk, self.chosen)
        self._many = "1 entry." if many == 1 else f"{many:,} entries."

    async def finish(self) -> None:
        passphrase = self.typed.pop("passphrase")
        self._stop.clear()
        self._is_writing = True
        try:
            self.written = await asyncio.to_thread(self._write, passphrase)
        finally:
            self._is_writing = False
        self.dismiss()

    def _write(self, passphrase: str) -> Written:
        place, proven = self.where_to(), leaving.prove(self.desk, passphrase)
        return entries.write(
            self.desk,
            proven,
            place,
            form_of(self.typed["form"]),
            self.chosen,
            progress=self._progress,
        )

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise Stopped(STOPPED)
        share = 100 * done // of if of else 100
        self.app.call_from_thread(self._hint.update, plain(f"Writing: {share} %. Esc stops it."))

    async def action_back(self) -> None:
        if self._is_writing:
            self._stop.set()
        else:
            await super().action_back()

    def on_unmount(self) -> None:
        """Whoever leaves while it is written, or is covered and signed out, has not made it."""
        self._stop.set()
