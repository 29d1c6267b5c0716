"""A review on this terminal: answered as a recording is, and kept among the worksheets."""

from collections.abc import Callable
from dataclasses import replace

from logbook.domain.questions import Asking
from logbook.services import drafts
from logbook.services import review as services
from logbook.services.reading import OpenEntry
from logbook.services.review import Begun
from logbook.tui.recording import Recording, Way
from logbook.tui.session import Session

Decided = Callable[[OpenEntry], None]


class Reviewing(Recording):
    """What differs from a recording: where it is kept, and that it ends in a decision."""

    def __init__(  # noqa: PLR0917 - what a recording takes, and what belongs to a review
        self,
        session: Session,
        reviewed: OpenEntry,
        begun: Begun,
        asked: Asking,
        way: Way,
        decided: Decided,
    ) -> None:
        held = drafts.Open(begun.draft, begun.sheet.key, begun.sheet.stored)
        super().__init__(session, held, asked, way)
        self.reviewed = reviewed
        """The entry as its reviewer last looked at it."""
        self.begun = begun
        self.decided = decided

    @property
    def is_empty(self) -> bool:
        return not (self.draft.answers or self.draft.typed)

    def keep(self) -> None:
        with self._one_at_a_time:
            newest = self.draft
            if newest is not self._kept:
                self.begun = services.keep(self.desk, self.begun, newest)
                self.opened.stored = self.begun.sheet.stored
                self._kept = newest
                self.saved = self._saved_clock()

    def ended(self) -> Begun:
        """What is decided on, with all that was answered."""
        return replace(self.begun, draft=self.draft)
