"""An access request: everything about one person, and what has to be left out of it and why."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.people import Person
from logbook.domain.refusals import Refusal
from logbook.services import person_record, worksheets
from logbook.services.desk import Desk, Gone
from logbook.services.person_record import Record, Redaction
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.asked import Asked, AskedScreen, Said, needed
from logbook.tui.screens.chronology import ChronologyScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.pack_form import PackFormScreen, Packing
from logbook.tui.screens.people.form import line
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.home_rows import HomeRows, Waits
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.sheet_rows import SheetRow, SheetRows

if TYPE_CHECKING:
    from logbook.domain.events import Plain
    from logbook.services.worksheets import Worksheet

ABOUT, LEFT_OUT, ADD, READ = "access:", "left-out", "add", "read"
EXPLAINED = (
    "Names of other people, and answers that are about somebody else, are left out by themselves; "
    "nicknames are not. Add what else would tell of somebody else, or harm somebody."
)


def easy_form(session: Session, person: Person) -> PackFormScreen:
    """What we wrote about them, in easy words, to read together."""
    desk: Desk = session.desk
    return PackFormScreen(
        session,
        Packing(
            words=f"What we wrote about {person.name}, in easy words, to read with them.",
            make=lambda _look: person_record.easy(desk, person.id).made,
        ),
    )


class RedactScreen(PlaceScreen[None]):
    """What is left out is kept, for its maker alone, until the file is written."""

    place = Place.REDACT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REDACT)]
    CSS_PATH = "redact.tcss"

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(
            f"{Place.REDACT.heading} · {person.name}", who=session.member.name, roles=session.roles
        )
        self.session = session
        self.person = person
        self.said = Static(plain(EXPLAINED), id="said", classes="muted")
        self.rows = SheetRows()
        self.notice = Notice()
        self.redactions: tuple[Redaction, ...] = ()
        self.record: Record | None = None
        self._sheet: Worksheet | None = None

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def body(self) -> ComposeResult:
        yield self.said
        with VerticalScroll(id="sheet", can_focus=False):
            yield self.rows
        yield self.notice

    def on_mount(self) -> None:
        self._work_on(None)

    @work(exclusive=True, group="reading")
    async def _work_on(self, redactions: tuple[Redaction, ...] | None) -> None:
        """Keep what is left out, and count anew how often each is found."""
        try:
            await asyncio.to_thread(self._look, redactions)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if self.is_attached:
                self.rows.show(list(self._rows()))
                self.rows.enter(at_end=True)

    def _look(self, redactions: tuple[Redaction, ...] | None) -> None:
        sheet = self._sheet or worksheets.open_sheet(self.desk, f"{ABOUT}{self.person.id}")
        if redactions is not None:
            written: list[Plain] = [[each.words, each.reason] for each in redactions]
            sheet = worksheets.keep(self.desk, sheet, {LEFT_OUT: written})
        self._sheet = sheet
        self.redactions = tuple(_read(sheet.words))
        self.record = person_record.whole(self.desk, self.person.id, self.redactions)

    def _rows(self) -> Iterator[SheetRow]:
        record = self.record
        if record is None:
            return
        many = "1 entry" if record.entries == 1 else f"{record.entries} entries"
        yield SheetRow(
            Waits.UNFINISHED, READ, f"{many} about them", mark="read them", section="The record"
        )
        for nth, (each, count) in enumerate(record.redacted):
            places = "in 1 place" if count == 1 else f"in {count} places"
            yield SheetRow(
                Waits.UNFINISHED,
                str(nth),
                f"“{each.words}”",
                under=each.reason,
                mark=places if count else "not found",
                section="Left out",
            )
        yield SheetRow(
            Waits.UNFINISHED, ADD, "+ Leave something out", mark="Enter", section="Left out"
        )

    # keys

    def on_home_rows_moved(self, event: HomeRows.Moved) -> None:
        event.stop()
        self.query_one("#sheet", VerticalScroll).scroll_to_region(
            event.region, animate=False, force=True
        )

    def on_home_rows_chosen(self, event: HomeRows.Chosen) -> None:
        event.stop()
        if event.row.id == ADD:
            self._leave_out()
        elif event.row.id == READ:
            self.app.push_screen(ChronologyScreen(self.session, self.person.id))
        elif event.row.id.isdecimal():
            self.notice.say_why("Del takes it away, so that it stays in the record.")

    def _leave_out(self) -> None:
        self.notice.say("")
        self.app.push_screen(LeaveOutScreen(self.session, self.person), self._added)

    def _added(self, redaction: Redaction | None) -> None:
        if redaction is not None:
            self._work_on((*self.redactions, redaction))

    def action_take_away(self) -> None:
        row = self.rows.row
        if row is None or not row.id.isdecimal():
            self.notice.say_why("Put the cursor on what is left out, then press Del.")
            return
        nth = int(row.id)
        self.notice.say("")
        self._work_on((*self.redactions[:nth], *self.redactions[nth + 1 :]))

    def action_print(self) -> None:
        packing = Packing(
            words=f"Everything we wrote about {self.person.name}, for their access request.",
            make=lambda _look: person_record.whole(self.desk, self.person.id, self.redactions).made,
        )
        form = PackFormScreen(self.session, packing)
        self.app.push_screen(form, lambda _done: self.notice.say(form.words_after))


def _read(words: Mapping[str, Any]) -> Iterator[Redaction]:
    for what, reason in words.get(LEFT_OUT) or ():
        yield Redaction(str(what), str(reason))


class LeaveOutScreen(AskedScreen[Redaction]):
    """Which words, and why; the reason is printed, the words are not."""

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session, "Leave something out", f"leave-out:{person.id}")
        self.person = person

    @property
    def about(self) -> str:
        return f"From everything we wrote about {self.person.name}"

    @property
    def act_words(self) -> str:
        return "Leave it out"

    @property
    def afterwards(self) -> str:
        return "It is left out wherever it stands. The log keeps the reason, never the words."

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "words",
                "Which words?",
                "As they stand in the entries; capitals and spaces do not matter.",
                check=needed("words", "Write the words to leave out: two letters or more."),
            ),
            line(
                "reason",
                "Why?",
                "It is printed in the record. Do not repeat the words in it.",
                check=_check,
            ),
        )

    def save(self, said: Said) -> Redaction:
        return Redaction(said["words"].strip(), said["reason"].strip())


def _check(said: Said) -> None:
    Redaction(said["words"].strip(), said["reason"].strip())
