"""A screen on which something is being written: every key of it is saved, wherever one goes."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen

from logbook.domain.questions import Clause
from logbook.domain.refusals import Refusal
from logbook.services.drafts import DraftGone, HeldElsewhere
from logbook.tui.recording import Recording
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.widgets.practice import PracticeBanner

if TYPE_CHECKING:
    from textual.timer import Timer

SOON = 0.3
"""Seconds from a key to the disk; a save then takes hundredths."""
AGAIN = 5.0
"""Seconds after which a save that failed is tried again."""
ITSELF = "It is tried again by itself; leave this page open."


class KeptScreen(PlaceScreen[None]):
    """One page of a recording.

    What is written goes into the draft at once and to the disk soon after; also when something
    comes over the screen, and when it goes. It is called saved only once it is.
    """

    def __init__(self, recording: Recording, where: str) -> None:
        session = recording.session
        super().__init__(where, who=session.member.name, roles=session.roles)
        self.say_saved(recording.saved)
        self.recording = recording
        self.is_over = False
        """Nothing more is written into the draft here."""
        self._is_apart = False
        """It went on, or ended, at another terminal: what differs here is kept apart."""
        self._next: Screen[None] | None = None
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.header
        if self.recording.is_practice:
            yield PracticeBanner()
        yield from self.body()
        yield self.footer

    @property
    def clause(self) -> Clause | None:
        """The part of the policy that matters here most."""
        return None

    def show_fault(self, sentence: str) -> None:
        """Say why something is not saved; an empty sentence says that it is now."""
        raise NotImplementedError

    # saving

    @property
    def _keeps(self) -> bool:
        return self._is_apart or not self.is_over

    def keep_soon(self, after: float = SOON) -> None:
        if self._soon is None and self._keeps:
            self._soon = self.set_timer(after, self._time_to_keep)

    def _time_to_keep(self) -> None:
        self._soon = None
        self.keep_now()

    @work
    async def keep_now(self) -> None:
        if self.recording.is_unsaved and self._keeps:
            await self.is_kept()

    async def is_kept(self) -> bool:
        """Save now; where that fails, say so and try again by itself."""
        try:
            await asyncio.to_thread(self.recording.keep)
        except (HeldElsewhere, DraftGone) as why:
            self.is_over = self._is_apart = True
            self._not_saved(why)
            return False
        except Refusal as why:
            self._not_saved(why, ITSELF)
            self.keep_soon(AGAIN)
            return False
        self.say_saved(self.recording.saved)
        self.show_fault("")
        return True

    def _not_saved(self, why: Refusal, more: str = "") -> None:
        self.recording.saved = self.header.saved = ""
        self.show_fault(f"{why} {more}".strip())

    def on_screen_suspend(self) -> None:
        self.keep_now()

    async def on_unmount(self) -> None:
        if self.recording.is_unsaved and self._keeps:
            with suppress(Refusal):  # nobody is left here to be told
                await asyncio.to_thread(self.recording.keep_last)

    # going somewhere

    def go(self) -> None:
        """To the page that the draft is on now."""
        self.change_to(self.recording.way(self.recording))

    def change_to(self, screen: Screen[None]) -> None:
        """Take this page's place; where something lies over it, as soon as that is gone."""
        if isinstance(screen, PlaceScreen):
            screen.header.clock = self.header.clock
        self._next = screen
        if self.is_current:
            self._change()

    def _change(self) -> None:
        following, self._next = self._next, None
        if following is not None:
            self.app.call_later(self.app.switch_screen, following)

    def on_screen_resume(self) -> None:
        self._change()
