"""Preparing a supervision: everything there is to talk about on one sheet, ticked and added to."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from logbook.domain.moments import day_words
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.domain.supervision import Action, Done, Meeting, check_reviewed
from logbook.services import packs
from logbook.services.desk import Gone
from logbook.services.exporting.packs import Made
from logbook.services.supervision import FROM_ENTRIES, Proposed
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.pack_form import Look, PackFormScreen, Packing
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.supervision.forms import (
    ActionScreen,
    HoldMeetingScreen,
    PeriodScreen,
    action_words,
)
from logbook.tui.screens.supervision.preparing import Preparing
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.home_rows import HomeRows, Waits
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.sheet_rows import SheetRow, SheetRows

BEFORE, ENTRY, AGREED, READ, TO_DO = "before:", "entry:", "agreed:", "read:", "to-do:"
ADD, DAYS = "add", "days"
TURNS = (Done.DONE, Done.CARRIED, Done.DROPPED, Done.OPEN)
"""What Space makes of something agreed, one after the other."""
IN, OUT = "[x]", "[ ]"


class PrepareScreen(PlaceScreen[Meeting | None]):
    """Esc leaves it as it is, for later; the button holds the meeting."""

    place = Place.PREPARE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PREPARE)]
    CSS_PATH = "prepare.tcss"

    def __init__(self, preparing: Preparing) -> None:
        session = preparing.session
        super().__init__(
            f"Supervision · {preparing.worker.name}", who=session.member.name, roles=session.roles
        )
        self.session = session
        self.preparing = preparing
        self.said = Static(id="said", classes="muted")
        self.rows = SheetRows()
        self.above = VerticalScroll(self.rows, id="sheet", can_focus=False)
        self.hold_it = Act("Hold it")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield self.said
        yield self.above
        with Horizontal(id="acts"):
            yield self.hold_it
            yield Static("once you have met: when, what was said, both signatures")
        yield self.notice

    def on_mount(self) -> None:
        self._draw()
        self.rows.enter()

    def on_screen_resume(self) -> None:
        self._gather()

    @work(exclusive=True, group="reading")
    async def _gather(self) -> None:
        """What was decided or told meanwhile is on the sheet too."""
        if self.preparing.is_over:
            return
        try:
            await asyncio.to_thread(self.preparing.gather)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if self.is_attached:
                self._draw()

    # the sheet

    def _draw(self) -> None:
        prepared = self.preparing.prepared
        picked = len(self.preparing.picked)
        self.said.update(
            plain(
                f"{picked} of {len(prepared.entries)} entries · if it is held today, the next is "
                f"{day_words(prepared.following[0])}"
            )
        )
        self.rows.show(list(self._rows()))

    def _rows(self) -> Iterator[SheetRow]:
        preparing, prepared = self.preparing, self.preparing.prepared
        yield from self._agreed_before()
        for section, good in (("Good news", True), ("Entries", False)):
            for one in prepared.entries:
                if one.is_good_news is good:
                    yield self._entry_row(section, one)
        if not prepared.entries:
            yield _row("Entries", f"{READ}entries", "There are none in this period.")
        words = f"{day_words(prepared.start)} to {day_words(prepared.end)}"
        yield _row("Days talked about", DAYS, words, "change")
        for nth, question in enumerate(prepared.questions(preparing.left_out)):
            yield _row("To talk about", f"{READ}question {nth}", question)
        for figure in prepared.own_times:
            yield _row(
                "How soon you answered", f"{READ}{figure.label}", f"{figure.label}: {figure.words}"
            )
        for new in preparing.agreed:
            yield _row("Agreed now", f"{AGREED}{new.id}", action_words(new), "change")
        yield _row("Agreed now", ADD, "+ A new action", "Enter")

    def _agreed_before(self) -> Iterator[SheetRow]:
        preparing, prepared = self.preparing, self.preparing.prepared
        for each in prepared.before:
            became = preparing.reviewed.get(each.id, Done.OPEN)
            yield _row("Agreed last time", f"{BEFORE}{each.id}", action_words(each), became.words)
        if not prepared.before:
            yield _row("Agreed last time", f"{READ}before", "Nothing is open from last time.")
        for given in prepared.to_do:
            words = f"{given.action.what} · {given.reference} · {given.person}"
            yield _row(FROM_ENTRIES, f"{TO_DO}{given.action.id}", words, given.due)

    def _entry_row(self, section: str, one: Proposed) -> SheetRow:
        noted = one.noted
        mark = OUT if one.id in self.preparing.left_out else IN
        settled = noted.settled or "not decided yet"
        told = "the worker was told" if noted.told else "the worker was not told yet"
        return SheetRow(
            Waits.UNFINISHED,
            f"{ENTRY}{one.id}",
            f"{mark} {noted.reference}  {noted.title} · {noted.initials} · {noted.level.word}",
            under=f"{settled}; {told}",
            section=section,
        )

    # keys

    def on_home_rows_moved(self, event: HomeRows.Moved) -> None:
        event.stop()
        self.above.scroll_to_region(event.region, animate=False, force=True)

    def on_home_rows_left(self, event: HomeRows.Left) -> None:
        event.stop()
        self.hold_it.focus()

    def on_key(self, event: Key) -> None:
        if event.key == "up" and self.hold_it.has_focus:
            event.stop()
            self.rows.enter(at_end=True)

    def on_sheet_rows_ticked(self, event: SheetRows.Ticked) -> None:
        event.stop()
        self.notice.say("")
        key = event.row.id
        if key.startswith(ENTRY):
            self.preparing.turn(key.removeprefix(ENTRY))
        elif key.startswith(BEFORE):
            self._turn(key.removeprefix(BEFORE))
        else:
            self.notice.say_why(
                "Enter opens its entry; z there lists what was agreed, to say that it is done."
                if key.startswith(TO_DO)
                else "Space is for entries and for what was agreed last time."
            )
            return
        self._draw()
        self._keep()

    def _turn(self, action: str) -> None:
        became = self.preparing.reviewed.get(action, Done.OPEN)
        self.preparing.review(action, TURNS[(TURNS.index(became) + 1) % len(TURNS)])

    def on_home_rows_chosen(self, event: HomeRows.Chosen) -> None:
        event.stop()
        self.notice.say("")
        key = event.row.id
        if key.startswith(ENTRY):
            self.app.push_screen(EntryScreen(self.session, key.removeprefix(ENTRY)))
        elif key.startswith(TO_DO):
            self._open_entry_of(key.removeprefix(TO_DO))
        elif key.startswith(AGREED):
            self._ask_action(self._agreed(key))
        elif key == ADD:
            self._ask_action(None)
        elif key == DAYS:
            self.app.push_screen(PeriodScreen(self.preparing), lambda _done: self._draw())
        elif key.startswith(BEFORE):
            self.notice.say_why("Space says what became of it: done, carried on, not needed.")

    def _open_entry_of(self, action: str) -> None:
        given = self.preparing.prepared.to_do
        entry = next((each.action.entry for each in given if each.action.id == action), "")
        if entry:
            self.app.push_screen(EntryScreen(self.session, entry))

    def _agreed(self, key: str) -> Action | None:
        wanted = key.removeprefix(AGREED)
        return next((each for each in self.preparing.agreed if each.id == wanted), None)

    def _ask_action(self, action: Action | None) -> None:
        self.app.push_screen(ActionScreen(self.preparing, action), lambda _done: self._draw())

    def action_take_away(self) -> None:
        row = self.rows.row
        if row is None or not row.id.startswith(AGREED):
            self.notice.say_why("Put the cursor on a new action, then press Del.")
            return
        self.preparing.take_away(row.id.removeprefix(AGREED))
        self._draw()
        self._keep()

    def action_print(self) -> None:
        preparing = self.preparing
        prepared = preparing.prepared

        def make(look: Look) -> Made:
            return packs.to_prepare(
                preparing.desk,
                preparing.worker,
                start=prepared.start,
                end=prepared.end,
                left_out=sorted(preparing.left_out),
                full_names=look.full_names,
                as_table=look.as_table,
            )

        words = f"Supervision with {preparing.worker.name}, to prepare it."
        form = PackFormScreen(self.session, Packing(words=words, make=make, has_looks=True))
        self.app.push_screen(form, lambda _done: self._was_made(form))

    def _was_made(self, form: PackFormScreen) -> None:
        self.notice.say(form.words_after)

    # holding it

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self._hold()

    def _hold(self) -> None:
        try:
            check_reviewed(self.preparing.prepared.before, self.preparing.reviewed)
        except NotAllowed as why:
            self.notice.say_why(f"{why} Space on it changes that.")
            self.rows.enter(at=self._not_reviewed())
            return
        self.app.push_screen(HoldMeetingScreen(self.preparing), self._was_held)

    def _not_reviewed(self) -> str:
        """The row of the first thing agreed last time of which nothing was said yet."""
        said = self.preparing.reviewed
        before = (each.id for each in self.preparing.prepared.before)
        waits = (each for each in before if said.get(each, Done.OPEN) is Done.OPEN)
        return f"{BEFORE}{next(waits, '')}"

    def _was_held(self, meeting: Meeting | None) -> None:
        if meeting is not None:
            self.dismiss(meeting)

    # keeping it

    @work(group="keeping")
    async def _keep(self) -> None:
        try:
            self.say_saved(await asyncio.to_thread(self.preparing.keep))
        except Refusal as why:
            self.header.saved = ""
            self.notice.say_why(str(why))

    async def on_unmount(self) -> None:
        if self.preparing.is_unsaved:
            with suppress(Refusal):  # nobody is left here to be told
                await asyncio.to_thread(self.preparing.keep)


def _row(section: str, key: str, words: str, mark: str = "") -> SheetRow:
    return SheetRow(Waits.UNFINISHED, key, words, mark=mark, section=section)
