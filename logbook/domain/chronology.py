"""A chronology goes by when things happened, and says where that is not what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from logbook.domain.events import Plain
from logbook.domain.moments import Moment
from logbook.domain.standing import Standing

GAP = timedelta(days=28)
"""So long without an entry is shown as a gap."""
WEEK, MONTHS_FROM, YEAR = timedelta(weeks=1), timedelta(days=61), timedelta(days=730)
MONTH = timedelta(days=30.44)


class Known(StrEnum):
    """What the moment of an entry is; the word is stored."""

    HAPPENED = "happened"
    NOTICED = "noticed"
    WRITTEN = "written"
    """An old record: when it was first written down."""
    SENT = "sent"

    @property
    def words(self) -> str:
        """What is said beside the moment; nothing where it is when it happened."""
        return _WORDS[self]


_WORDS = {
    Known.HAPPENED: "",
    Known.NOTICED: "when it was noticed",
    Known.WRITTEN: "when it was written down",
    Known.SENT: "when it was recorded",
}


@dataclass(frozen=True, kw_only=True)
class When:
    """When something happened, as well as it is known."""

    known: Known
    moment: Moment

    @property
    def at(self) -> datetime:
        """By which it stands in order: of a day, its first minute."""
        if self.moment.utc is None:
            raise ValueError("a chronology has no place for a moment that is not known")
        return self.moment.utc

    def to_plain(self) -> dict[str, Plain]:
        return {"known": self.known.value, "moment": self.moment.to_plain()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(known=Known(plain["known"]), moment=Moment.from_plain(plain["moment"]))


def when(standing: Standing) -> When:
    """When it happened; else when it was noticed; else when it was written down."""
    entry = standing.entry
    old = entry.brought_in.written if entry.brought_in else None
    for known, plain in (
        (Known.HAPPENED, entry.happened),
        (Known.NOTICED, entry.noticed),
        (Known.WRITTEN, old),
    ):
        moment = Moment.from_plain(plain) if plain else None
        if moment is not None and moment.utc is not None:
            return When(known=known, moment=moment)
    return When(known=Known.SENT, moment=Moment.at(standing.sent_at))


def gap_words(since: timedelta) -> str:
    """How long nothing was recorded, in one unit; empty where it was not long."""
    if since < GAP:
        return ""
    if since < MONTHS_FROM:
        return f"{since // WEEK} weeks with nothing recorded"
    if since < YEAR:
        return f"{since // MONTH} months with nothing recorded"
    return f"{since // timedelta(days=365)} years with nothing recorded"
