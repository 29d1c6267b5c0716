"""It is sent: the reference, who reads it by when, and what to do if it gets worse."""

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.policy.kinds import kind_of
from logbook.services.recording import Sent
from logbook.tui import readers
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.practice import PracticeBanner

if TYPE_CHECKING:
    from logbook.domain.settings import Settings
    from logbook.services.desk import Desk
    from logbook.tui.app import LogbookApp


class SentScreen(PlaceScreen[None]):
    """The result. Enter goes home; F2 records another."""

    place = Place.SENT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SENT)]
    CSS_PATH = "sent.tcss"

    def __init__(self, session: Session, sent: Sent, *, said: str = "Sent.") -> None:
        super().__init__("Sent", who=session.member.name, roles=session.roles)
        self.session = session
        self.sent = sent
        self.said = said
        self.who_reads = Static(id="who-reads")
        self.if_worse = Static(id="if-worse")

    def body(self) -> ComposeResult:
        if self.sent.preview.practice:
            yield PracticeBanner()
        with VerticalScroll(classes="column", can_focus=False):
            yield Static(plain(f"{self.said}   {self.sent.reference}"), classes="heading")
            yield self.who_reads
            if readers.written_for(self.sent.preview):
                yield Static(plain(readers.written_for(self.sent.preview)))
            for advice in self.sent.preview.advice:
                yield Static(plain(advice.words), classes="warn" if advice.urgent else "advice")
            yield self.if_worse
            yield Static(
                "You can add to it at any time: open it on Home and press a.",
                classes="muted",
            )
            with Horizontal(id="acts"):
                for key in self._offered:
                    yield Act(f"Record a {kind_of(key).title.lower()} too", id=key)
                yield Act("Home", id="home")

    @property
    def _offered(self) -> tuple[str, ...]:
        """Kinds of a second entry that what was sent calls for."""
        return tuple(each.offers for each in self.sent.preview.advice if each.offers)

    def on_mount(self) -> None:
        self.query(Act).first().focus()
        self.say_who_reads()
        for screen in self.app.screen_stack:
            if isinstance(screen, PlaceScreen) and screen is not self:
                screen.look_beneath()

    @work
    async def say_who_reads(self) -> None:
        desk: Desk = self.session.desk
        settings: Settings = (await asyncio.to_thread(lambda: desk.directory)).settings
        self.who_reads.update(plain(readers.will_read(self.sent.preview, desk.now, settings)))
        on_call = f", or on call {settings.on_call}" if settings.on_call else ", then your manager"
        self.if_worse.update(plain(f"If it gets worse: call 999{on_call}."))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The footer says what Enter does now."""
        offers = event.widget.id in self._offered
        self.footer.shown = ("record", "help") if offers else ()
        self.footer.extra = "Enter record it" if offers else ""

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        if event.act.id in self._offered:
            self._record(event.act.id)
        else:
            self.action_go_home()

    @work
    async def _record(self, kind_key: str) -> None:
        from logbook.tui.screens.way import begin, beside, page_of  # noqa: PLC0415 - the way leads here

        try:
            if kind_key == self.sent.offers:
                recording = await asyncio.to_thread(beside, self.session, self.sent.entry)
            else:
                recording = await asyncio.to_thread(begin, self.session, kind_key)
        except Refusal as why:
            self.if_worse.update(plain(str(why)))
        else:
            self.app.call_later(self.app.switch_screen, page_of(recording))

    def action_go_home(self) -> None:
        """Once this page is done with the key: it goes with what lies above home."""
        self.app.call_later(cast("LogbookApp", self.app).action_desk)

    async def action_back(self) -> None:
        self.action_go_home()
