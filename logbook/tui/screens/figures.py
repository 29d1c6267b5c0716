"""Figures: a period in numbers, each with the entries behind it one key away."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from threading import Event
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain import dates
from logbook.domain.figures import LEFT_OUT, Figure, Figures
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.services import figures
from logbook.services.desk import Gone
from logbook.services.exporting.packs import Form
from logbook.services.figures import Period
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.behind import BehindScreen
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.pack_form import PackFormScreen, Packing
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.steps import Step, StepsScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.bars import bar, sparkline
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import AllRows, Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (Column("", 32), Column("Number", 6, right=True), Column(""))
WEEKS, FEW_WEEKS, YEAR = 12, 4, 52
NOTHING = "No entry that you may read was sent in this period. 3 shows a year, 4 other days."
STOPPED = "Stopped. 1, 2, 3 or 4 counts again."
ON_A_HEADING = "Move to a number: Enter opens the entries behind it."


class Stopped(Refusal):
    """Whoever asked for the figures did not wait for them."""


class FiguresScreen(PlaceScreen[None]):
    """Numbers first; while they are counted, Esc stops that, and then it leaves."""

    place = Place.FIGURES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FIGURES)]

    def __init__(self, session: Session) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.desk = session.desk
        self.period = figures.last_weeks(self.desk, WEEKS)
        self.found: Figures | None = None
        self._stop = Event()
        self._counting = 0
        self.about = Static(classes="muted")
        self.entries = VirtualList(COLUMNS, AllRows(()), empty="")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield self.about
        yield self.entries
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()
        self.count(self.period)

    # the period

    def action_four_weeks(self) -> None:
        self.count(figures.last_weeks(self.desk, FEW_WEEKS))

    def action_twelve_weeks(self) -> None:
        self.count(figures.last_weeks(self.desk, WEEKS))

    def action_one_year(self) -> None:
        self.count(figures.last_weeks(self.desk, YEAR))

    def action_own_dates(self) -> None:
        asked = FigureDatesScreen(self.session)
        self.app.push_screen(asked, lambda _result: self._chosen(asked))

    def _chosen(self, asked: "FigureDatesScreen") -> None:
        if asked.period is not None:
            self.count(asked.period)

    # counting

    def count(self, period: Period) -> None:
        self._stop.set()
        self._stop = Event()
        self._count(period, self._stop)

    @work(exclusive=True)
    async def _count(self, period: Period, stop: Event) -> None:
        self._counting += 1
        try:
            found = await asyncio.to_thread(self._counted, period, stop)
        except Stopped:
            if stop is self._stop:
                self.notice.say(STOPPED)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            if stop is self._stop:
                self._show(period, found)
        finally:
            self._counting -= 1

    def _counted(self, period: Period, stop: Event) -> Figures:
        def progress(done: int, of: int) -> None:
            if stop.is_set():
                raise Stopped(STOPPED)
            if done and done < of:
                words = f"Counting: {100 * done // of} %. Esc stops it."
                self.app.call_from_thread(self.notice.say, words)

        return figures.of_period(self.desk, period, progress)

    def _show(self, period: Period, found: Figures) -> None:
        self.period, self.found = period, found
        self.notice.say("")
        noun = "entry" if found.total == 1 else "entries"
        words = f"{period.words}: {found.total:,} {noun} that you may read. {LEFT_OUT}"
        self.about.update(plain(words))
        self.entries.empty = NOTHING
        self.entries.show(AllRows(tuple(rows(found)) if found.total else ()))

    async def action_back(self) -> None:
        if self._counting:
            self._stop.set()
        else:
            await super().action_back()

    def on_unmount(self) -> None:
        self._stop.set()

    # what is behind a number

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        _, label, ids = event.row.key
        if ids is None:
            self.notice.say(ON_A_HEADING)
        elif not ids:
            self.notice.say(f"{label}: there is no entry behind it.")
        else:
            self.notice.say("")
            self.app.push_screen(BehindScreen(self.session, label, ids[::-1]))

    # on paper

    def action_print(self) -> None:
        period = self.period
        packing = Packing(
            words=f"Figures, {period.words}.",
            make=lambda _look: figures.to_leave(self.desk, period),
            usual=Form.PDF,
        )
        form = PackFormScreen(self.session, packing)
        self.app.push_screen(form, lambda _result: self.notice.say(form.words_after))


class FigureDatesScreen(StepsScreen):
    """Two days, one after the other."""

    place = Place.FIGURE_DATES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FIGURE_DATES)]

    def __init__(self, session: Session) -> None:
        super().__init__("Figures of which days?", who=session.member.name)
        self.roles = session.roles
        self.desk = session.desk
        self.period: Period | None = None
        """What was chosen, once it is."""

    def steps(self) -> Sequence[Step]:
        hint = "Such as “1 October”, “3/11/2026”, “monday” or “today”."
        return (
            Step(key="start", words="The first day", hint=hint, check=self._check_day),
            Step(key="end", words="The last day", hint=hint, check=self._check_period),
        )

    def _check_day(self, typed: str) -> None:
        self._day(typed)

    def _check_period(self, typed: str) -> None:
        Period(self._day(self.typed["start"]), self._day(typed))

    def _day(self, typed: str) -> date:
        moment = dates.read(typed, self.desk.now, self.desk.directory.settings.zone)
        if moment.wall is None:
            raise NotAllowed("Write a day, like 3 November 2026.")
        return moment.wall.date()

    async def finish(self) -> None:
        self.period = Period(self._day(self.typed["start"]), self._day(self.typed["end"]))
        self.dismiss()


# the rows


def rows(found: Figures) -> Iterator[ListRow]:
    """Headings and numbers, in the order of the page; the key says what is behind each."""
    nth = 0
    for group in found.groups:
        yield _heading(nth, group.title)
        nth += 1
        for figure in group.figures:
            yield _number(nth, figure, found.total)
            nth += 1
    yield _heading(nth, "Week by week")
    for each in found.weekly:
        nth += 1
        cells = (each.label, f"{len(each.entries)}", sparkline(each.counts))
        yield ListRow(f"{nth} {each.label}", (nth, each.label, each.entries), cells)


def _heading(nth: int, title: str) -> ListRow:
    return ListRow(f"{nth} {title}", (nth, title, None), (Toned(title, Tone.ACCENT), "", ""))


def _number(nth: int, figure: Figure, total: int) -> ListRow:
    words = figure.words.replace(", the longest", ", longest")  # whole at 80 columns
    if not words:
        out_of = figure.out_of or total
        words = f"{bar(figure.count, out_of)} {figures.part_words(figure)}".rstrip()
    cells = (figure.label, f"{figure.count}", words)
    return ListRow(f"{nth} {figure.label}", (nth, figure.label, figure.entries), cells)
