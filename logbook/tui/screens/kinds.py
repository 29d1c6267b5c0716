"""What happened? The kinds of entry, and what is not finished; a digit begins."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Event, Key
from textual.widgets import Static

from logbook.domain.questions import Option
from logbook.domain.refusals import Refusal
from logbook.policy.kinds import KINDS
from logbook.services import home
from logbook.services.recording import Begun
from logbook.tui.display import ORDINARY
from logbook.tui.keys import bindings_of, command
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.moves.leaving import say
from logbook.tui.screens.pack_form import PromptsFormScreen
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.share import ShareScreen
from logbook.tui.screens.way import begin, page_of, resume
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.choices import NOWHERE, Marks, Offered, OptionRows
from logbook.tui.widgets.practice import PracticeBanner

MOST_DRAFTS = 5
"""Unfinished ones offered here; all of them are at home."""


LAST_DIGIT = 9
SHARE = len(KINDS)
"""The place of the page that is no entry, after the kinds."""


class KindRows(OptionRows):
    """Letters say how to begin, so they move nothing here."""

    def _is_ours(self, event: Key) -> bool:
        return super()._is_ours(event) and not (event.character or "").isalpha()

    def is_early(self, _event: Event) -> bool:
        """The menu is known by heart: a number typed on the way to it was meant for it."""
        return False


class KindsScreen(PlaceScreen[None]):
    """Nothing is chosen in advance, and beginning by mistake leaves nothing behind."""

    place = Place.KINDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.KINDS)]
    CSS_PATH = "kinds.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__("Record", who=session.member.name, roles=session.roles)
        self.session = session
        self.rows = KindRows(_offered(), Marks(off="", on=""))
        self.begun = Begun()
        self.banner = PracticeBanner()
        self.banner.display = False
        self.ways = Static(id="ways")
        self.error = Static(classes="error")
        self.unfinished: tuple[home.Unfinished, ...] = ()
        self._is_beginning = False

    def body(self) -> ComposeResult:
        yield self.banner
        with VerticalScroll(id="kinds", classes="column", can_focus=False):
            yield Static("What happened?", classes="heading")
            yield Static("Press its number. If two fit, choose either.", classes="muted")
            yield self.ways
            yield self.error
            yield self.rows

    def on_mount(self) -> None:
        self.rows.focus()
        self._say_ways()
        self._find_unfinished()

    @work
    async def _find_unfinished(self) -> None:
        """Offer to go on with what was begun."""
        try:
            found = await asyncio.to_thread(home.unfinished, self.session.desk)
        except Refusal as why:
            self._say(str(why))
            return
        self.unfinished = found[:MOST_DRAFTS]
        offered = _offered()
        drafts = (
            Offered(Option(each.draft.id, f"Go on: {each.words}"), _digit(number), apart=True)
            for number, each in enumerate(self.unfinished, len(offered) + 1)
        )
        self.rows.rows = (*offered, *drafts)
        self.rows.refresh(layout=True)

    def action_on_one_page(self) -> None:
        self._begin_so(replace(self.begun, as_form=not self.begun.as_form))

    def action_for_a_colleague(self) -> None:
        self._begin_so(replace(self.begun, for_colleague=not self.begun.for_colleague))

    def action_practise(self) -> None:
        self._begin_so(replace(self.begun, practice=not self.begun.practice))

    def action_print(self) -> None:
        form = PromptsFormScreen(self.session)
        self.app.push_screen(form, lambda _done: self._printed(form.written))

    def _printed(self, written: Path | None) -> None:
        if written is not None:
            say(self.app, f"{written}: print it and keep it where it is found in the dark.")

    def _begin_so(self, begun: Begun) -> None:
        self.begun = begun
        self.banner.display = begun.practice
        self._say_ways()

    def _say_ways(self) -> None:
        shown_on = getattr(self.app, "shown_on", ORDINARY)
        self.ways.update(plain(ways_words(self.begun, ascii_only=shown_on.ascii_only)))

    def on_key(self, event: Key) -> None:
        """A number typed before the list has the keys counts too."""
        if not self.rows.has_focus and (event.character or "").isdigit():
            self.rows.on_key(event)

    def on_option_rows_pressed(self, event: OptionRows.Pressed) -> None:
        event.stop()
        self._choose(event.place)

    def on_option_rows_entered(self, event: OptionRows.Entered) -> None:
        event.stop()
        if self.rows.cursor == NOWHERE:
            self._say("Press the number of what happened, or choose it with the arrows.")
        else:
            self._choose(self.rows.cursor)

    def _choose(self, place: int) -> None:
        if place < len(KINDS):
            self._open(partial(begin, begun=self.begun), KINDS[place].key)
        elif place == SHARE:
            self.app.push_screen(ShareScreen(self.session))
        else:
            self._open(resume, self.rows.rows[place].option.key)

    @work
    async def _open(self, way_in: Callable[[Session, str], Recording], key: str) -> None:
        if self._is_beginning:
            return
        self._is_beginning = True
        try:
            recording = await asyncio.to_thread(way_in, self.session, key)
        except Refusal as why:
            self._say(str(why))
        else:
            page = page_of(recording)
            page.header.clock = self.header.clock
            self.app.call_later(self.app.switch_screen, page)
        finally:
            self._is_beginning = False

    def _say(self, sentence: str) -> None:
        self.error.update(plain(sentence))
        self.error.set_class(bool(sentence), "-shown")


def ways_words(begun: Begun, *, ascii_only: bool) -> str:
    """How it would begin, each with the key that changes it."""
    marks = Marks.of(several=True, ascii_only=ascii_only)
    ways = (
        (begun.as_form, "on-one-page", "all on one page"),
        (begun.for_colleague, "for-a-colleague", "for a colleague"),
        (begun.practice, "practise", "practice"),
    )
    ticks = "   ".join(
        f"{marks.on if chosen else marks.off} {command(key).key} {words}"
        for chosen, key, words in ways
    )
    return f"{ticks}\n{command('print').key} blank prompts"


def _digit(number: int) -> str:
    """One digit opens at once; what would need two is reached by the arrows."""
    return str(number) if number <= LAST_DIGIT else ""


def _offered() -> tuple[Offered, ...]:
    """The kinds, and the page that is no entry."""
    kinds = (
        Offered(Option(kind.key, kind.menu or kind.title), str(number))
        for number, kind in enumerate(KINDS, 1)
    )
    share = Option("share", "Before you share one of our posts (nothing is kept)")
    return (*kinds, Offered(share, _digit(SHARE + 1), apart=True))
