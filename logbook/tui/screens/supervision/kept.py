"""Questions whose half-typed answers are kept on the sheet of a supervision."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from textual import work

from logbook.domain.refusals import Refusal
from logbook.tui.screens.asked import AskedScreen
from logbook.tui.screens.supervision.preparing import Preparing

if TYPE_CHECKING:
    from textual.timer import Timer

Result = TypeVar("Result")

SOON = 0.3
"""Seconds from a key to the disk."""
SECRET = "passphrase"  # noqa: S105 - the name of a question
"""The answer that is kept nowhere."""


class OnSheetScreen(AskedScreen[Result]):
    """What is typed is on the disk a moment later, under the question's key."""

    def __init__(self, preparing: Preparing, where: str, kept_as: str) -> None:
        self.preparing = preparing
        written = preparing.words.get(kept_as)
        if isinstance(written, dict):
            before = {str(key): str(typed) for key, typed in written.items()}
            preparing.session.unsaved.setdefault(kept_as, before)
        self._soon: Timer | None = None
        super().__init__(preparing.session, where, kept_as)

    def _keep(self) -> None:
        typed = {key: words for key, words in self.said.items() if key != SECRET}
        self.kept.update(typed)
        self.preparing.words[self.kept_as] = dict(typed)
        if self._soon is None:
            self._soon = self.set_timer(SOON, self._time_to_keep)

    def _time_to_keep(self) -> None:
        self._soon = None
        self._keep_now()

    @work(group="keeping")
    async def _keep_now(self) -> None:
        try:
            self.say_saved(await asyncio.to_thread(self.preparing.keep))
        except Refusal as why:
            self.header.saved = ""
            self._say(f"{why}")

    def on_screen_suspend(self) -> None:
        self._keep_now()

    async def on_unmount(self) -> None:
        if self.preparing.is_unsaved:
            with suppress(Refusal):  # nobody is left here to be told
                await asyncio.to_thread(self.preparing.keep)
