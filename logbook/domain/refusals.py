"""What every refusal has in common: its text can be shown to the person as it is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.domain.events import Logged


class Refusal(Exception):
    """A sentence in the person's words: what was refused, why, and what to do next."""


class NotAllowed(Refusal):
    """This person may not do this to this entry, now."""


class NotFound(Refusal):
    """There is nothing of that name that this person may see."""


class ChangedElsewhere(Refusal):
    """Somebody else changed the entry since it was read: `since` is what they did, in order."""

    def __init__(self, text: str = "", *, since: "Sequence[Logged]" = ()) -> None:
        super().__init__(text)
        self.since = tuple(since)
