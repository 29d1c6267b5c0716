"""What each thing that happens to an entry changes about where it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from logbook.domain.actions import follow
from logbook.domain.entries import Entry, Response
from logbook.domain.events import MANAGERS, PASSIVE, Logged, Verb, utc_from, verb_of
from logbook.domain.folding.arrival import unreadable
from logbook.domain.folding.reading import NotAnEntry, replace, text_of, words_of
from logbook.domain.levels import Level
from logbook.domain.standing import (
    UNDECIDED,
    WAITING,
    Amendment,
    Answer,
    Climbed,
    Decision,
    Declined,
    LevelChange,
    ManagersNote,
    Offer,
    Passage,
    Question,
    Review,
    Seen,
    Standing,
    State,
    Talk,
    Told,
    shown_outcome,
)


def after(standing: Standing, event: Logged) -> Standing:  # noqa: C901, PLR0911, PLR0912 - one case per verb
    if event.verb == Verb.CLIMBED:
        return _climbed(standing, event)
    if event.verb in MANAGERS:
        return _among_managers(standing, event)
    standing = replace(standing, changed_at=event.at)
    if standing.at_rest and event.verb in _TAKES_UP:
        standing = replace(standing, at_rest=False, clock_from=event.at)
    match verb_of(event.verb):
        case Verb.AMENDED:
            return _amended(standing, event)
        case Verb.SEEN:
            return _read(standing, event)
        case Verb.TAKEN:
            return _taken(standing, event)
        case Verb.OFFERED:
            return _offered(standing, event)
        case Verb.ACCEPTED:
            return _taken(standing, event)
        case Verb.REFUSED:
            return _declined(standing, event)
        case Verb.OFFER_ENDED:
            return replace(standing, offer=None)
        case Verb.LEVEL_SET:
            return _level_set(standing, event)
        case Verb.ASKED:
            return _asked(standing, event)
        case Verb.ANSWERED:
            return _answered(standing, event)
        case Verb.DISCUSSED:
            return replace(standing, talks=(*standing.talks, _talk(event)))
        case Verb.DECIDED:
            return _decided(standing, event)
        case Verb.TOLD:
            return _told(standing, event)
        case Verb.WAITING:
            return _waiting(standing, event)
        case Verb.RESUMED:
            return _resumed(standing, event)
        case Verb.CLOSED:
            return _enter(_read(standing, event), State.CLOSED, event.at)
        case Verb.REOPENED:
            return _reopened(standing, event)
        case Verb.WITHDRAWN:
            return _withdrawn(standing, event)
        case Verb.ABOUT_NAMED:
            return _named(standing, words_of(event, "members"), event.at)
        case Verb.ERASED:
            return _erased(standing, event)
        case verb if verb in PASSIVE:
            return standing
        case verb:
            raise NotAnEntry(f"“{verb}” does not happen to an entry. Run verify on this logbook.")


_TAKES_UP = frozenset(
    {
        Verb.AMENDED,
        Verb.TAKEN,
        Verb.OFFERED,
        Verb.LEVEL_SET,
        Verb.ASKED,
        Verb.DECIDED,
        Verb.WAITING,
        Verb.RESUMED,
        Verb.REOPENED,
    }
)
"""What makes work of an old record: from then on its clocks run as everybody's do."""


def _amended(standing: Standing, event: Logged) -> Standing:
    amendment = _amendment(event)
    standing = replace(
        standing,
        entry=_as_corrected(standing.entry, event),
        amendments=(*standing.amendments, amendment),
    )
    if amendment.level is not None and amendment.level > standing.level:
        standing = _at_level(standing, event, amendment.level, amendment.reason)
        standing = _again(standing, event.at)
    standing = _named(standing, amendment.about, event.at)
    return _unread(standing, event.at)


def _as_corrected(entry: Entry, event: Logged) -> Entry:
    body: Mapping[str, Any] = event.body or {}
    return entry.corrected(body["corrected"]) if body.get("corrected") else entry


def _amendment(event: Logged) -> Amendment:
    body: Mapping[str, Any] = event.body or {}
    return Amendment(
        event=event.id,
        note=text_of(event, "note"),
        responses=tuple(Response.from_plain(each) for each in body.get("responses", ())),
        reason=text_of(event, "reason"),
        level=Level.of(body["level"]) if body.get("level") else None,
        about=words_of(event, "about"),
        discussed=bool(body.get("discussed")),
        to_discuss=bool(body.get("to_discuss")),
        linked=text_of(event, "linked") if body else "",
        dropped=words_of(event, "dropped"),
        by=event.actor,
        at=event.at,
    )


def _again(standing: Standing, at: datetime) -> Standing:
    """Worse than thought after it was settled: it goes round again from the start."""
    if standing.state in UNDECIDED:
        return standing
    standing = replace(
        standing,
        holder="",
        decision=None,
        told=None,
        clock_from=at,
        paused=timedelta(),
        pause_start=None,
    )
    return _enter(standing, State.SENT, at)


def _unread(standing: Standing, at: datetime) -> Standing:
    return replace(standing, unread_since=standing.unread_since or at)


def _read(standing: Standing, event: Logged) -> Standing:
    """A manager's deliberate act on an entry says that they have read it."""
    if event.actor == standing.author:
        return standing
    if all(each.by != event.actor for each in standing.seen_by):
        seen = Seen(by=event.actor, at=event.at)
        standing = replace(standing, seen_by=(*standing.seen_by, seen), unread_since=None)
    elif standing.unread_since is not None:
        standing = replace(standing, unread_since=None)
    return _enter(standing, State.SEEN, event.at) if standing.state is State.SENT else standing


def _held(standing: Standing, event: Logged) -> Standing:
    """Whoever acts on what nobody holds, holds it."""
    standing = _read(standing, event)
    if not standing.holder:
        standing = _nobody_elses(standing)
    holder = standing.holder or event.actor
    standing = replace(standing, holder=holder, hands=standing.hands | {event.actor})
    if standing.state is State.SEEN:
        return _enter(standing, State.IN_REVIEW, event.at)
    return standing


def _taken(standing: Standing, event: Logged) -> Standing:
    return _held(replace(_nobody_elses(standing), holder=event.actor, offer=None), event)


def _offered(standing: Standing, event: Logged) -> Standing:
    offer = Offer(
        event=event.id,
        by=event.actor,
        to=text_of(event, "to"),
        words=text_of(event, "words"),
        at=event.at,
    )
    return replace(_held(standing, event), offer=offer)


def _declined(standing: Standing, event: Logged) -> Standing:
    """A refusal says why and moves nothing: whoever has it has it still."""
    if standing.offer is None:
        return standing
    refused = Declined(offer=standing.offer, words=text_of(event, "words"), at=event.at)
    return replace(standing, offer=None, declined=(*standing.declined, refused))


def _climbed(standing: Standing, event: Logged) -> Standing:
    """What silence did: nobody did anything to the entry, so nothing else of it moves."""
    body = event.body or {}
    if "at" not in body:
        return standing
    climbed = Climbed(
        at=utc_from(str(body["at"])), to=words_of(event, "to"), stays=bool(body.get("stays"))
    )
    return replace(standing, climbs=(*standing.climbs, climbed))


def _among_managers(standing: Standing, event: Logged) -> Standing:
    """Nothing of where it stands moves by what managers write for one another."""
    if event.verb != Verb.NOTED:
        return replace(standing, actions=follow(standing.actions, event))
    if event.body is not None and not text_of(event, "note"):
        return standing
    note = ManagersNote(text=text_of(event, "note"), by=event.actor, at=event.at)
    return replace(standing, notes=(*standing.notes, note))


def _nobody_elses(standing: Standing) -> Standing:
    """Whoever takes it takes it from those to whom it had climbed."""
    if not standing.climbs:
        return standing
    return replace(standing, climbs=tuple(replace(each, stays=False) for each in standing.climbs))


def _level_set(standing: Standing, event: Logged) -> Standing:
    body = event.body or {}
    level = Level.of(str(body["level"])) if "level" in body else standing.level
    raised = level > standing.level
    standing = _at_level(standing, event, level, text_of(event, "because"))
    if event.actor != standing.author:
        return _read(standing, event)
    return _unread(_again(standing, event.at), event.at) if raised else standing


def _at_level(standing: Standing, event: Logged, level: Level, because: str) -> Standing:
    change = LevelChange(level=level, by=event.actor, at=event.at, because=because)
    standing = replace(standing, level=level, levels=(*standing.levels, change))
    return _clocked(standing, event.at)


def _asked(standing: Standing, event: Logged) -> Standing:
    standing = _held(standing, event)
    question = Question(
        event=event.id, text=text_of(event, "question"), by=event.actor, at=event.at
    )
    standing = replace(standing, question=question)
    if standing.state is State.WAITING_OUTSIDE:
        return standing
    return _enter(standing, State.WAITING_WORKER, event.at)


def _answered(standing: Standing, event: Logged) -> Standing:
    if standing.question is None:
        return standing
    answer = Answer(
        question=standing.question,
        text=text_of(event, "answer"),
        by=event.actor,
        at=event.at,
    )
    standing = replace(standing, question=None, answers=(*standing.answers, answer))
    if standing.state is State.WAITING_WORKER:
        return _enter(standing, State.IN_REVIEW, event.at)
    return standing


def _talk(event: Logged) -> Talk:
    body = event.body or {}
    when = body.get("when")
    return Talk(
        who=text_of(event, "who"),
        role=text_of(event, "role"),
        how=text_of(event, "how"),
        when=utc_from(str(when)) if when else None,
        answer=text_of(event, "answer"),
        reference=text_of(event, "reference"),
        by=event.actor,
        at=event.at,
        with_manager=bool(body.get("manager", True)),
    )


def _decided(standing: Standing, event: Logged) -> Standing:
    outcome = text_of(event, "outcome")
    decision = Decision(
        outcome=outcome,
        shown=text_of(event, "shown") or shown_outcome(outcome),
        because=text_of(event, "because"),
        next_step=text_of(event, "next"),
        by=event.actor,
        at=event.at,
    )
    standing = replace(
        _held(standing, event),
        decision=decision,
        told=None,
        question=None,
        waiting_for="",
        reviews=(*standing.reviews, *_review(event)),
    )
    standing = _enter(standing, State.DECIDED, event.at)
    return _told(standing, event) if (event.body or {}).get("words") else standing


def _review(event: Logged) -> tuple[Review, ...]:
    said: Any = (event.body or {}).get("review")
    if not said:
        return ()
    review = Review(
        event=event.id,
        policy=said["policy"],
        responses=tuple(Response.from_plain(each) for each in said["responses"]),
        risk=said["risk"],
        wishes=said["wishes"],
        by=event.actor,
        at=event.at,
    )
    return (review,)


def _told(standing: Standing, event: Logged) -> Standing:
    words = text_of(event, "words")
    return replace(_read(standing, event), told=Told(words=words, by=event.actor, at=event.at))


def _waiting(standing: Standing, event: Logged) -> Standing:
    standing = replace(_held(standing, event), waiting_for=text_of(event, "for"))
    return _enter(standing, State.WAITING_OUTSIDE, event.at)


def _resumed(standing: Standing, event: Logged) -> Standing:
    standing = replace(_held(standing, event), waiting_for="")
    back = State.IN_REVIEW if standing.question is None else State.WAITING_WORKER
    return _enter(standing, back, event.at)


def _reopened(standing: Standing, event: Logged) -> Standing:
    standing = replace(
        _read(standing, event),
        decision=None,
        told=None,
        holder=event.actor,
        hands=standing.hands | {event.actor},
        clock_from=event.at,
        paused=timedelta(),
        reopened_because=text_of(event, "because"),
        reopened_by=event.actor,
        reopened_at=event.at,
        withdrawn_because="",
    )
    return _enter(standing, State.IN_REVIEW, event.at)


def _withdrawn(standing: Standing, event: Logged) -> Standing:
    standing = replace(
        standing,
        withdrawn_because=text_of(event, "because"),
        question=None,
        unread_since=None if standing.level is Level.LOW else standing.unread_since or event.at,
    )
    return _enter(standing, State.WITHDRAWN, event.at)


def _named(standing: Standing, members: Sequence[str], at: datetime) -> Standing:
    """What somebody did to an entry that turns out to be about them does not count."""
    if set(members) <= standing.about:
        return standing
    standing = replace(standing, about=standing.about | set(members))
    if standing.offer is not None and {standing.offer.by, standing.offer.to} & standing.about:
        standing = replace(standing, offer=None)
    if not _handled_by(standing, standing.about):
        return standing
    asked_by_them = standing.question is not None and standing.question.by in standing.about
    standing = replace(
        standing,
        holder="",
        question=None if asked_by_them else standing.question,
        decision=None,
        told=None,
        waiting_for="",
        clock_from=at,
        paused=timedelta(),
        pause_start=None,
        unread_since=at,
    )
    return _enter(standing, State.SENT, at)


def _handled_by(standing: Standing, members: frozenset[str]) -> bool:
    if standing.holder in members:
        return True
    if standing.decision is not None and standing.decision.by in members:
        return True
    seen = {each.by for each in standing.seen_by}
    return bool(seen) and seen <= members


def _erased(standing: Standing, event: Logged) -> Standing:
    """What the erasing says it kept, so that the rest can still be counted and kept from some."""
    body: Mapping[str, Any] = event.body or {}
    blank = unreadable(replace(event, actor=standing.author))
    first = Level.of(body["first_level"]) if "first_level" in body else standing.first_level
    return replace(
        standing,
        entry=replace(
            blank,
            kind=body.get("kind", standing.entry.kind),
            title=body.get("title", standing.entry.title),
            topics=words_of(event, "topics"),
            level=first,
        ),
        level=Level.of(body["level"]) if "level" in body else standing.level,
        levels=(replace(standing.levels[0], level=first), *standing.levels[1:]),
        decision=_kept_decision(standing.decision, body.get("outcome", "")),
        about=standing.about | set(words_of(event, "about")),
        amendments=tuple(replace(each, responses=()) for each in standing.amendments),
        unread_since=None,
        pause_start=None,
        reviews=(),
        notes=(),
        actions=(),
        erased=True,
    )


def _kept_decision(decision: Decision | None, outcome: str) -> Decision | None:
    if decision is None or not outcome:
        return decision
    return replace(decision, outcome=outcome, shown=shown_outcome(outcome))


_IN_HANDS = UNDECIDED - {State.SENT}
"""Where somebody has it, so that an offer of it stands."""


def _enter(standing: Standing, state: State, at: datetime) -> Standing:
    if standing.state is not state:
        passage = Passage(state=state, at=at)
        standing = replace(
            standing,
            state=state,
            passages=(*standing.passages, passage),
            offer=standing.offer if state in _IN_HANDS else None,
        )
    return _clocked(standing, at)


def _clocked(standing: Standing, at: datetime) -> Standing:
    """Waiting stops the clocks of Medium and Low, and of nothing more urgent."""
    stops = standing.state in WAITING and standing.level <= Level.MEDIUM
    if stops and standing.pause_start is None:
        return replace(standing, pause_start=at)
    if not stops and standing.pause_start is not None:
        paused = standing.paused + (at - standing.pause_start)
        return replace(standing, paused=paused, pause_start=None)
    return standing
