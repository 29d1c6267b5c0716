"""Before you share: what to look at before sharing our posts. Nothing of it is kept."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.policy.share import TO_COPY, Page, before_you_share
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain

if TYPE_CHECKING:
    from logbook.domain.settings import Settings
    from logbook.services.desk import Desk


class ShareScreen(PlaceScreen[None]):
    """It scrolls, asks nothing and stores nothing; Esc goes back."""

    place = Place.SHARE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SHARE)]
    CSS_PATH = "share.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.disclaimer = Static(id="disclaimer")
        """On lines of its own, with nothing before or after it, so that it can be selected."""

    def body(self) -> ComposeResult:
        page = before_you_share("")
        with VerticalScroll(id="share", classes="column"):
            yield Static(plain(page.opening), classes="heading")
            for check in page.checks:
                yield Static(plain(check.words), classes="check")
                yield Static(plain(check.otherwise), classes="otherwise muted")
            yield Static(plain(f"{page.disclaimer_heading}:"), classes="heading section")
            yield self.disclaimer
            yield Static(plain(TO_COPY), classes="muted")
            yield Static(plain(page.closing), classes="section")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._name_the_service()

    @work
    async def _name_the_service(self) -> None:
        desk: Desk = self.session.desk
        try:
            settings: Settings = (await asyncio.to_thread(lambda: desk.directory)).settings
        except Refusal as why:
            self.disclaimer.update(plain(str(why)))
            return
        page: Page = before_you_share(settings.service_name)
        self.disclaimer.update(plain(page.disclaimer))
