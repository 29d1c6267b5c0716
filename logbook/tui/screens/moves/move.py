"""A move that needs words: one question at a time, and a button that names the act."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from logbook.domain.refusals import ChangedElsewhere, NotFound, Refusal
from logbook.services.desk import Gone
from logbook.services.reading import OpenEntry
from logbook.tui.screens.asked import Asked, AskedScreen, Said, needed
from logbook.tui.screens.moves.elsewhere import asked_whether_to_go_on
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.session import Session

__all__ = ["Asked", "MoveScreen", "Moved", "Said", "needed"]


@dataclass(frozen=True)
class Moved:
    """It is saved: the entry as it is now, and a sentence for whoever did it."""

    opened: OpenEntry | None
    """None where what they did keeps themselves from it."""
    words: str


class MoveScreen(AskedScreen[Moved]):
    """Somebody else may have done something to the entry meanwhile: that is shown first."""

    move: ClassVar[str]
    """Under which name its words are kept."""
    heading: ClassVar[str]

    def __init__(self, session: Session, opened: OpenEntry) -> None:
        self.opened = opened
        self.concerns = opened.id
        super().__init__(
            session, f"{self.heading} · {opened.reference}", f"{self.move}:{opened.id}"
        )

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        """Save it. Called in a thread."""
        raise NotImplementedError

    def done(self, opened: OpenEntry) -> str:
        """What is said once it is saved."""
        raise NotImplementedError

    @property
    def about(self) -> str:
        entry = self.opened.standing.entry
        parts = (entry.title, self.opened.person, self.opened.standing.level.marked)
        return " · ".join(part for part in parts if part)

    def save(self, said: Said) -> Moved:
        after = self.perform(self.opened, said)
        return Moved(after, self.done(after))

    async def _save(self) -> None:
        try:
            moved = await asyncio.to_thread(self._saved, self.said)
        except ChangedElsewhere as why:
            await self._settle_with_the_other(why)
        except NotFound:
            await self._close(None)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as refusal:
            self._refused(refusal)
        else:
            await self._close(moved)

    async def _settle_with_the_other(self, why: ChangedElsewhere) -> None:
        try:
            self.opened, go_on = await asked_whether_to_go_on(
                self, self.session, self.opened.id, why, self.act_words
            )
        except NotFound:
            await self._close(None)
            return
        if go_on:
            await self._save()
        else:
            await self._close(None)
