"""What is done with entries past their years: kept on, held, or erased by two people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from logbook.domain.events import Logged, Verb

ENTRY, BECAUSE, HOLD = "entry", "because", "hold"
SECOND, REQUEST = "second", "request"
"""The keys of what the log says of it; no text in it names a service user."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who said when that an entry stays, and why."""

    by: str
    at: datetime
    because: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """The General Manager asks a second person to confirm that an entry is erased."""

    id: str
    entry: str
    by: str
    second: str
    because: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What was said about one entry so far; the newest word counts."""

    kept: Said | None = None
    """Kept on for a year."""
    hold: Said | None = None
    """Held until it is let go: nothing is erased while somebody may still need it."""
    request: Request | None = None
    ended: Said | None = None
    """The last request was taken back, or the second person refused."""


NOTHING_SAID = Fate()


def fates(events: Iterable[Logged]) -> Mapping[str, Fate]:
    """By the entry's id, from the events about the logbook itself, oldest first."""
    found: dict[str, Fate] = {}
    for event in events:
        if event.verb in _SAYS and event.body is not None:
            entry = _text(event, ENTRY)
            found[entry] = _after(found.get(entry, NOTHING_SAID), event)
    return found


_SAYS = frozenset({Verb.KEPT_ON, Verb.ERASING_ASKED, Verb.ERASING_ENDED})


def _after(fate: Fate, event: Logged) -> Fate:
    said = Said(by=event.actor, at=event.at, because=_text(event, BECAUSE))
    if event.verb == Verb.ERASING_ASKED:
        request = Request(
            id=event.id,
            entry=_text(event, ENTRY),
            by=event.actor,
            second=_text(event, SECOND),
            because=said.because,
            at=event.at,
        )
        return replace(fate, request=request, ended=None)
    if event.verb == Verb.ERASING_ENDED:
        return replace(fate, request=None, ended=said)
    match (event.body or {}).get(HOLD):
        case True:
            return Fate(hold=said, ended=fate.ended)
        case False:
            return replace(fate, hold=None, kept=None)
        case _:
            return Fate(kept=said, hold=fate.hold, ended=fate.ended)


def _text(event: Logged, key: str) -> str:
    return str((event.body or {}).get(key, ""))
