"""A screen that follows by itself what anybody saves, at this terminal or another."""

import asyncio
from typing import ClassVar

from textual import work

from logbook.domain.people import Role
from logbook.domain.refusals import Refusal
from logbook.services.desk import Desk, Gone
from logbook.services.watching import Watching
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.widgets.notice import Notice


class FollowingScreen(PlaceScreen[None]):
    """It asks every two seconds, one question at a time, in a thread."""

    LOOK_EVERY: ClassVar[float] = 2.0

    def __init__(
        self, desk: Desk, where: str, *, who: str = "", roles: frozenset[Role] = frozenset()
    ) -> None:
        super().__init__(where, who=who, roles=roles)
        self.desk = desk
        self.notice = Notice()
        self._watching: Watching | None = None
        self._is_looking = False

    def somebody_saved(self) -> None:
        """Look at everything again: this is said once at first, then after each save."""
        raise NotImplementedError

    def keep_watch(self) -> None:
        self.set_interval(self.LOOK_EVERY, self.look)

    @work(group="watching")
    async def look(self) -> None:
        """Whether anybody saved anything since."""
        if self._is_looking:
            return
        self._is_looking = True
        try:
            if await asyncio.to_thread(self._has_news):
                self.somebody_saved()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        finally:
            self._is_looking = False

    def _has_news(self) -> bool:
        if self._watching is None:
            self._watching = Watching(self.desk)
            return True
        return self._watching.changed()

    def on_unmount(self) -> None:
        if self._watching is not None:
            self._watching.close()
