"""How an entry begins: sent, brought in from an old record, or no longer readable."""

from datetime import datetime

from logbook.domain.entries import BroughtIn, Entry, Suggested
from logbook.domain.events import READERS, Logged
from logbook.domain.folding.reading import replace
from logbook.domain.levels import Level
from logbook.domain.standing import (
    Decision,
    Happened,
    LevelChange,
    Passage,
    Standing,
    State,
    shown_outcome,
)

OLD_RECORD = "the old record"
"""Who decided what was brought in with its outcome, as far as anybody here knows."""
SEALED_TITLE = "A sealed entry"
"""All that a list says of one to whoever has not opened it."""


def happened(event: Logged) -> Happened:
    return Happened(event=event.id, verb=event.verb, by=event.actor)


def sent(event: Logged) -> Standing:
    entry = _entry(event)
    if entry.brought_in is not None:
        return _brought_in(entry, entry.brought_in, event)
    decision = _by_policy(entry, event.at)
    state = State.SENT if decision is None else State.DECIDED
    return _first(event, entry, state, decision, unread=decision is None)


def _entry(event: Logged) -> Entry:
    if event.body is None:
        return unreadable(event)
    words = {key: value for key, value in event.body.items() if key != READERS}
    if words or READERS not in event.body:
        return Entry.from_plain(words)
    blank = replace(unreadable(event), title=SEALED_TITLE, level=Level.HIGH, sealed=True)
    return replace(blank, suggested=Suggested(level=Level.HIGH))


def _brought_in(entry: Entry, old: BroughtIn, event: Logged) -> Standing:
    """An old record: closed unless it says otherwise, and nothing in it waits to be read."""
    decision = None
    if entry.outcome:
        shown = old.outcome or shown_outcome(entry.outcome)
        decision = Decision(
            outcome=entry.outcome,
            shown=shown,
            because="",
            next_step="",
            by=OLD_RECORD,
            at=event.at,
        )
    state = State.SENT if old.is_open else State.CLOSED
    return replace(_first(event, entry, state, decision, unread=False), at_rest=True)


def _first(
    event: Logged, entry: Entry, state: State, decision: Decision | None, *, unread: bool
) -> Standing:
    return Standing(
        entry=entry,
        state=state,
        level=entry.level,
        sent_at=event.at,
        changed_at=event.at,
        clock_from=event.at,
        revision=event.seq,
        unread_since=event.at if unread else None,
        passages=(Passage(state=state, at=event.at),),
        levels=(
            LevelChange(
                level=entry.level, by=entry.author, at=event.at, because=entry.raised_because
            ),
        ),
        last=happened(event),
        about=frozenset(entry.about),
        decision=decision,
    )


def arrives_decided(entry: Entry) -> bool:
    """Good news and the like: at Low, an outcome that the policy itself gives is the decision."""
    return bool(entry.outcome) and entry.level is Level.LOW and not entry.practice


def _by_policy(entry: Entry, at: datetime) -> Decision | None:
    if not arrives_decided(entry):
        return None
    return Decision(
        outcome=entry.outcome,
        shown=shown_outcome(entry.outcome),
        because="",
        next_step="",
        by="",
        at=at,
    )


def unreadable(event: Logged) -> Entry:
    return Entry(
        id=event.about,
        kind="",
        title="An entry whose words are no longer kept",
        policy="",
        author=event.actor,
        responses=(),
        suggested=Suggested(level=Level.LOW),
        level=Level.LOW,
    )
