"""A new version of the policy, page by page, accepted by a button that says so."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.refusals import Refusal
from logbook.services import accepting
from logbook.services.accepting import Page, Since, Waiting
from logbook.services.desk import Desk
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.notice import Notice

LATER = "F8 brings the policy back. It is asked again at your next sign-in."
URGENT = "Something urgent first? F2 records it. You can read this after."
ACCEPT = "I have read it and accept it"


class AcceptingScreen(PlaceScreen[None]):
    """Nothing waits for it: F2 records first, and Esc leaves it for later."""

    place = Place.POLICY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.POLICY)]
    CSS_PATH = "accepting.tcss"

    def __init__(self, session: Session, waits: Waiting) -> None:
        super().__init__(f"Our policy · {waits.version}", who=session.member.name)
        self.session = session
        self.waits = waits
        self.nth = 0
        self.act = Act("")
        self.notice = Notice()

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    @property
    def page(self) -> Page:
        return self.waits.pages[self.nth]

    @property
    def is_last(self) -> bool:
        return self.nth == len(self.waits.pages) - 1

    def body(self) -> ComposeResult:
        yield VerticalScroll(id="accepting", classes="column")
        yield self.notice

    async def on_mount(self) -> None:
        await self._draw()

    async def _draw(self) -> None:
        self.act = Act(ACCEPT if self.is_last else "Next page")
        page = self.query_one("#accepting")
        await page.remove_children()
        await page.mount_all(tuple(self._said()))
        (page if self.is_last else self.act).focus()

    def _said(self) -> Iterator[Widget]:
        waits, page = self.waits, self.page
        new = "Our policy" if waits.is_first else "What is new in our policy"
        yield Static(plain(f"{new}, page {self.nth + 1} of {len(waits.pages)}"), classes="muted")
        yield Static(plain(page.title), classes="heading section")
        for since, text in page.clauses:
            mark = "" if waits.is_first or since is Since.SAME else f"{since.value.upper()}: "
            yield Static(plain(f"{mark}{text}"), classes="clause")
        if self.is_last and waits.taken_out:
            many = waits.taken_out
            gone = "1 rule is" if many == 1 else f"{many} rules are"
            yield Static(plain(f"{gone} no part of it any more."), classes="clause")
        how = "Tab, then Enter" if self.is_last else "Enter"
        yield Horizontal(self.act, Static(how, classes="muted"), classes="acts")
        yield Static(plain(URGENT), classes="muted")

    async def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        if self.is_last:
            self._accept()
            return
        self.nth += 1
        await self._draw()

    @work(group="doing", exclusive=True)
    async def _accept(self) -> None:
        try:
            await asyncio.to_thread(accepting.accept, self.desk)
        except Refusal as why:
            self.notice.say_why(str(why))
            return
        self.session.unsaved.pop(WAITS, None)
        self.dismiss(None)

    async def action_back(self) -> None:
        if self.nth:
            self.nth -= 1
            await self._draw()
        else:
            self.notify(LATER, markup=False)
            self.dismiss(None)


WAITS = "policy-waits"
"""Where a session keeps what its owner has not accepted yet."""


def waits_in(session: Session) -> Waiting | None:
    """What a session's owner has not accepted yet; None where nothing waits."""
    found = session.unsaved.get(WAITS)
    return found if isinstance(found, Waiting) else None
