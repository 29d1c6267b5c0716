"""One draft on this terminal: what is typed goes into it at once, and to the disk soon after."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from logbook.domain.journey import Journey
from logbook.domain.questions import Asking, Typed
from logbook.services import drafts, rescuing
from logbook.services.desk import Desk
from logbook.tui.session import Session

if TYPE_CHECKING:
    from textual.screen import Screen

    from logbook.domain.kinds import Advise
    from logbook.services.drafts import Draft
    from logbook.services.last import Last
    from logbook.services.reading import OpenEntry

Way = Callable[["Recording"], "Screen[Any]"]
"""Which screen a draft is on."""


class Recording:
    """The draft as it is in memory, and what is known to be saved of it.

    Only the screens change `draft`; `keep` saves the newest from any thread, one at a time.
    """

    def __init__(self, session: Session, opened: drafts.Open, asked: Asking, way: Way) -> None:
        self.session = session
        self.opened = opened
        self._asked = asked
        self.way = way
        self.draft: Draft = opened.draft
        self.changing = bool(opened.draft.amends)
        """Whether one answer is being changed, to return to the list of all of them."""
        self.entry: OpenEntry | None = None
        """The entry that it adds to, as its author last looked at it."""
        self.advice: tuple[Advise, ...] = ()
        """What the newest answer called for, to be read on the next page."""
        self.last: Mapping[str, Last] = {}
        """What was answered last time, by the key of the question, where it is offered again."""
        self.saved = ""
        """When it was last saved, as the header shows it; empty until something was."""
        self._kept: Draft = opened.draft
        self._one_at_a_time = Lock()

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def asking(self) -> Asking:
        """Who may be meant, as it was when this was opened, and what time it is now."""
        return replace(self._asked, now=self.desk.now)

    @property
    def journey(self) -> Journey:
        return self.draft.journey(self.desk.now)

    @property
    def is_unsaved(self) -> bool:
        return self.draft is not self._kept

    @property
    def is_empty(self) -> bool:
        """Nothing was answered or typed, so nothing is lost with it."""
        draft = self.draft
        return not (draft.answers or draft.typed or draft.amends or draft.source)

    @property
    def is_form(self) -> bool:
        """Whether its questions are on one page; one answer is changed on its own."""
        return self.draft.as_form and not self.changing and self.entry is None

    @property
    def is_practice(self) -> bool:
        """Whether nothing of it counts: neither this nor what it adds to."""
        entry = self.entry
        return self.draft.practice or (entry is not None and entry.standing.entry.practice)

    def write(self, key: str, typed: Typed) -> None:
        self.draft = self.draft.with_typed(key, typed)

    def stand_at(self, key: str) -> None:
        if self.draft.at != key:
            self.draft = replace(self.draft, at=key)

    def keep(self) -> None:
        """Save what is newest, unless it is saved already. Call it in a thread.

        Raises:
            HeldElsewhere, DraftGone: it goes on, or ended, elsewhere; what differs is kept.
            StoreFault: it is not saved.
        """
        with self._one_at_a_time:
            newest = self.draft
            if newest is not self._kept:
                rescuing.keep(self.desk, self.opened, newest)
                self._kept = newest
                self.saved = self._saved_clock()

    def keep_last(self) -> None:
        """Save at the very end, when the desk may be closed already."""
        try:
            self.keep()
        finally:
            self.desk.close()

    def _saved_clock(self) -> str:
        zone = ZoneInfo(self.desk.directory.settings.zone)
        return f"{self.opened.saved_at.astimezone(zone):%H:%M}"

    def following(self, key: str) -> str:
        """The next question that waits, looking on from here first; empty when none does.

        One waits while it has no answer that counts, or while an edit of it was not entered.
        """
        journey = self.journey
        path, given = journey.path, journey.counting.given
        place = next((nth for nth, each in enumerate(path, 1) if each.key == key), 0)
        return next(
            (
                each.key
                for each in (*path[place:], *path[:place])
                if each.key not in given or each.key in self.draft.typed
            ),
            "",
        )

    def before(self, key: str) -> str:
        """The question before this one; empty at the first."""
        previous = self.journey.before(key)
        return previous.key if previous else ""
