"""Where an entry stands after everything that happened to it: one pass over its events."""

from collections.abc import Sequence

from logbook.domain.events import PASSIVE, QUIET, READERS, Logged, Verb, readers_in
from logbook.domain.folding.arrival import happened, sent
from logbook.domain.folding.reading import NotAnEntry, replace, text_of
from logbook.domain.folding.steps import after
from logbook.domain.standing import Standing


def fold(events: Sequence[Logged]) -> Standing:
    """Where the entry stands after these events of it, oldest first.

    An undone event counts as if it had never happened, though it stays in the log. Instants
    never run backwards here, whatever the machine's clock did: the sequence is the order.
    """
    if not events or events[0].verb != Verb.SENT:
        raise NotAnEntry("There is no entry here: nobody sent it. Check the reference.")
    standing = sent(events[0])
    for event in _still_standing(events)[1:]:
        later = event.at >= standing.changed_at
        standing = after(standing, event if later else replace(event, at=standing.changed_at))
    newest = next(each for each in reversed(events) if each.verb not in QUIET)
    standing = replace(
        standing,
        revision=newest.seq,
        changed_at=max(newest.at, standing.changed_at),
        last=happened(next(each for each in reversed(events) if each.verb not in PASSIVE)),
    )
    return _with_readers(standing, events) if standing.sealed else standing


def fold_in_clear(events: Sequence[Logged]) -> Standing:
    """Where a sealed entry stands as far as anybody can see: by who did what when, and readers."""
    return fold([replace(each, body={READERS: readers_in(each.body)}) for each in events])


def _with_readers(standing: Standing, events: Sequence[Logged]) -> Standing:
    """Whom the newest event that names readers says; an undone naming took nobody for good."""
    named = [found for each in events if (found := readers_in(each.body))]
    ever = dict.fromkeys(reader for found in named for reader in found)
    acted = (each.actor for each in events if each.verb == Verb.OPENED or each.verb not in PASSIVE)
    others = dict.fromkeys(actor for actor in acted if actor != standing.author)
    return replace(
        standing,
        sealed_to=named[-1] if named else (),
        sealed_ever=tuple(ever),
        opened_by=tuple(each for each in others if each in ever),
    )


def _still_standing(events: Sequence[Logged]) -> list[Logged]:
    kept: list[Logged] = []
    for event in events:
        if event.verb == Verb.UNDONE:
            kept = _without_undone(kept, event)
        else:
            kept.append(event)
    return kept


def _without_undone(kept: list[Logged], undo: Logged) -> list[Logged]:
    """Only the newest event is ever undone, so an erased undo still says which one it was."""
    newest = next((each.id for each in reversed(kept) if each.verb not in PASSIVE), "")
    target = (text_of(undo, "event") if undo.body is not None else "") or newest
    return [each for each in kept if each.id != target or each.verb == Verb.SENT]
