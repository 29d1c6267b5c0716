"""Where an entry stands now: a pure fold of everything that happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from logbook.domain.actions import AgreedAction, follow
from logbook.domain.entries import BroughtIn, Entry, Response, Suggested
from logbook.domain.events import (
    MANAGERS,
    PASSIVE,
    QUIET,
    READERS,
    Logged,
    Verb,
    readers_in,
    utc_from,
    verb_of,
)
from logbook.domain.levels import Level
from logbook.domain.refusals import Refusal

if TYPE_CHECKING:
    from dataclasses import replace
else:
    Value = TypeVar("Value")

    def replace(value: Value, /, **changes: Any) -> Value:
        """What the standard one does, without setting every other field anew.

        A standing has some forty fields and a fold makes many of them: that was half of its time.
        """
        new = object.__new__(type(value))
        vars(new).update(vars(value), **changes)
        return new


OLD_RECORD = "the old record"
"""Who decided what was brought in with its outcome, as far as anybody here knows."""
SEALED_TITLE = "A sealed entry"
"""All that a list says of one to whoever has not opened it."""
CONTENT_GONE = "(the words are no longer kept)"
"""What stands where words were, once the content of an event was erased."""


class How(StrEnum):
    """How somebody was told; a message left never counts as a talk."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    MESSAGE = "message"


class State(StrEnum):
    """Where an entry is on its way; the word is stored."""

    SENT = "sent"
    SEEN = "seen"
    IN_REVIEW = "in-review"
    WAITING_WORKER = "waiting-worker"
    WAITING_OUTSIDE = "waiting-outside"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return _STATE_WORDS[self]


_STATE_WORDS = {
    State.SENT: "sent",
    State.SEEN: "seen",
    State.IN_REVIEW: "in review",
    State.WAITING_WORKER: "waiting for the worker",
    State.WAITING_OUTSIDE: "waiting for someone outside",
    State.DECIDED: "decided",
    State.CLOSED: "closed",
    State.WITHDRAWN: "withdrawn",
}

WAITING = frozenset({State.WAITING_WORKER, State.WAITING_OUTSIDE})
UNDECIDED = frozenset({State.SENT, State.SEEN, State.IN_REVIEW}) | WAITING
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})


class NotAnEntry(Refusal):
    """These events do not begin with somebody sending an entry."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """An entry came into a state."""

    state: State
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Somebody said, by a deliberate key, that they have read it."""

    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LevelChange:
    level: Level
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a manager wants to know from the worker."""

    event: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: Question
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`by` is empty where the policy itself decided, as for a follow request left alone."""

    outcome: str
    shown: str
    because: str
    next_step: str
    by: str
    at: datetime

    @property
    def by_policy(self) -> bool:
        return not self.by


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a manager answered before deciding; for managers, and not for whoever wrote the entry.

    `risk` and `wishes` are the keys of what became of either; empty where it was not asked.
    """

    event: str
    policy: str
    responses: tuple[Response, ...]
    risk: str
    wishes: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ManagersNote:
    """What one manager wrote for others: kept from whoever wrote the entry, and disclosable."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the worker heard back, in a sentence."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A manager offers an entry to another; it moves when that one accepts it, and not before."""

    event: str
    by: str
    to: str
    words: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Declined:
    """An offer that was refused, and in which words."""

    offer: Offer
    words: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Somebody was told by voice, or was left a message.

    `who` is a member's id, or a name where nobody of that name has an account.
    """

    who: str
    role: str
    how: str
    when: datetime | None
    answer: str
    reference: str
    by: str
    at: datetime

    @property
    def counts(self) -> bool:
        """Only a named person, a time and more than a message make a talk."""
        return bool(self.who) and self.when is not None and self.how != How.MESSAGE


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What was added later; what it replaces stays readable."""

    event: str
    note: str
    responses: tuple[Response, ...]
    reason: str
    level: Level | None
    about: tuple[str, ...]
    discussed: bool
    by: str
    at: datetime
    linked: str = ""
    """A sealed entry that holds what was added of colleagues."""
    dropped: tuple[str, ...] = ()
    """The questions that a changed answer took off the way: theirs apply no longer."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """The newest thing in an entry's life: the only one that can be undone."""

    event: str
    verb: Verb
    by: str


@dataclass(frozen=True, kw_only=True)
class Climbed:
    """Silence took it to others at an instant, as the log says."""

    at: datetime
    to: tuple[str, ...]
    stays: bool
    """Whether it stays theirs whatever the clocks say now: these were changed afterwards."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One answer as it was given at one time."""

    response: Response
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one entry stands.

    `unread_since` is set while something waits to be read by a manager: the entry itself, what
    its author added later, or that they raised it. `clock_from` is where the time to decide
    counts from: the sending, or the last time it was opened again.
    """

    entry: Entry
    state: State
    level: Level
    sent_at: datetime
    changed_at: datetime
    clock_from: datetime
    revision: int
    unread_since: datetime | None
    passages: tuple[Passage, ...]
    levels: tuple[LevelChange, ...]
    last: Happened
    about: frozenset[str] = frozenset()
    holder: str = ""
    hands: frozenset[str] = frozenset()
    """Everyone who ever held or decided it."""
    seen_by: tuple[Seen, ...] = ()
    offer: Offer | None = None
    """As it was made; whether it still stands with the staff of today is for rights to say."""
    declined: tuple[Declined, ...] = ()
    question: Question | None = None
    answers: tuple[Answer, ...] = ()
    decision: Decision | None = None
    told: Told | None = None
    talks: tuple[Talk, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    waiting_for: str = ""
    reopened_because: str = ""
    withdrawn_because: str = ""
    paused: timedelta = timedelta()
    """How long the clocks stood still, for Medium and Low only."""
    pause_start: datetime | None = None
    erased: bool = False
    sealed_to: tuple[str, ...] = ()
    """Of a sealed entry: who may read it while they are here, in the order of their turns."""
    sealed_ever: tuple[str, ...] = ()
    """The same, and whoever was one until it turned out to be about them."""
    opened_by: tuple[str, ...] = ()
    """Of a sealed entry: who opened it or did anything with it, besides its author."""
    climbs: tuple[Climbed, ...] = ()
    reviews: tuple[Review, ...] = ()
    """One for each decision that was reviewed; an entry opened again may have several."""
    notes: tuple[ManagersNote, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    at_rest: bool = False
    """Brought in, and nobody took it up since: no clock runs, and it is nobody's work."""

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def author(self) -> str:
        return self.entry.author

    @property
    def routes(self) -> tuple[str, ...]:
        return self.entry.routes

    @property
    def straight_to(self) -> str:
        return self.entry.straight_to

    @property
    def sealed(self) -> bool:
        return self.entry.sealed

    @property
    def linked(self) -> str:
        """Its other half: of an ordinary entry the sealed one, and the other way round."""
        added = (each.linked for each in reversed(self.amendments) if each.linked)
        return self.entry.linked or next(added, "")

    @property
    def first_level(self) -> Level:
        return self.levels[0].level

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do with it."""
        if self.entry.practice or self.erased:
            return False
        return self.state not in ENDED or self.unread_since is not None

    @property
    def is_discussed(self) -> bool | None:
        """None: nothing to discuss; False: should have been and is not yet; True: done."""
        if any(talk.counts and talk.who not in self.about for talk in self.talks):
            return True
        if any(amendment.discussed for amendment in self.amendments):
            return True
        return self.entry.discussed

    @property
    def current_responses(self) -> tuple[Response, ...]:
        """Each answer as it was last given, in the order first asked."""
        latest = {response.key: response for response in self.entry.responses}
        for amendment in self.amendments:
            latest |= {response.key: response for response in amendment.responses}
            for key in amendment.dropped:
                latest.pop(key, None)
        return tuple(latest.values())

    @property
    def former_responses(self) -> tuple[Response, ...]:
        """Answers that a later change took off the way, as they were last given."""
        current = {response.key for response in self.current_responses}
        dropped = dict.fromkeys(key for each in self.amendments for key in each.dropped)
        found = (self.versions(key) for key in dropped if key not in current)
        return tuple(versions[0].response for versions in found if versions)

    @property
    def amended_keys(self) -> frozenset[str]:
        return frozenset(
            response.key for amendment in self.amendments for response in amendment.responses
        )

    def versions(self, key: str) -> tuple[Version, ...]:
        """Every answer ever given to one question, newest first."""
        found = [
            Version(response=response, by=self.author, at=self.sent_at)
            for response in self.entry.responses
            if response.key == key
        ]
        found += [
            Version(response=response, by=each.by, at=each.at, reason=each.reason)
            for each in self.amendments
            for response in each.responses
            if response.key == key
        ]
        return tuple(reversed(found))

    def entered(self, state: State) -> datetime | None:
        """When it last came into a state; None if it never did."""
        return next((each.at for each in reversed(self.passages) if each.state is state), None)

    def spent(self, now: datetime) -> Mapping[State, timedelta]:
        """How long it has been in each state so far."""
        leaves = [*(each.at for each in self.passages[1:]), max(now, self.changed_at)]
        spent: dict[State, timedelta] = {}
        for passage, left in zip(self.passages, leaves, strict=True):
            spent[passage.state] = spent.get(passage.state, timedelta()) + (left - passage.at)
        return spent


def fold(events: Sequence[Logged]) -> Standing:
    """Where the entry stands after these events of it, oldest first.

    An undone event counts as if it had never happened, though it stays in the log. Instants
    never run backwards here, whatever the machine's clock did: the sequence is the order.
    """
    if not events or events[0].verb != Verb.SENT:
        raise NotAnEntry("There is no entry here: nobody sent it. Check the reference.")
    standing = _sent(events[0])
    for event in _still_standing(events)[1:]:
        later = event.at >= standing.changed_at
        standing = _after(standing, event if later else replace(event, at=standing.changed_at))
    newest = next(each for each in reversed(events) if each.verb not in QUIET)
    standing = replace(
        standing,
        revision=newest.seq,
        changed_at=max(newest.at, standing.changed_at),
        last=_happened(next(each for each in reversed(events) if each.verb not in PASSIVE)),
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


def _happened(event: Logged) -> Happened:
    return Happened(event=event.id, verb=event.verb, by=event.actor)


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
    target = (_text(undo, "event") if undo.body is not None else "") or newest
    return [each for each in kept if each.id != target or each.verb == Verb.SENT]


def _after(standing: Standing, event: Logged) -> Standing:  # noqa: C901, PLR0911, PLR0912 - one case per verb
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
            return _named(standing, _words(event, "members"), event.at)
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


def _sent(event: Logged) -> Standing:
    entry = _entry(event)
    if entry.brought_in is not None:
        return _brought_in(entry, entry.brought_in, event)
    decision = _by_policy(entry, event.at)
    state = State.SENT if decision is None else State.DECIDED
    return _first(event, entry, state, decision, unread=decision is None)


def _entry(event: Logged) -> Entry:
    if event.body is None:
        return _unreadable(event)
    words = {key: value for key, value in event.body.items() if key != READERS}
    if words or READERS not in event.body:
        return Entry.from_plain(words)
    blank = replace(_unreadable(event), title=SEALED_TITLE, level=Level.HIGH, sealed=True)
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
        last=_happened(event),
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


def shown_outcome(key: str) -> str:
    """The words of an outcome's key, where nothing better was kept."""
    return key.replace("-", " ")


def _unreadable(event: Logged) -> Entry:
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


def _amended(standing: Standing, event: Logged) -> Standing:
    amendment = _amendment(event)
    standing = replace(standing, amendments=(*standing.amendments, amendment))
    if amendment.level is not None and amendment.level > standing.level:
        standing = _at_level(standing, event, amendment.level, amendment.reason)
        standing = _again(standing, event.at)
    standing = _named(standing, amendment.about, event.at)
    return _unread(standing, event.at)


def _amendment(event: Logged) -> Amendment:
    body: Mapping[str, Any] = event.body or {}
    return Amendment(
        event=event.id,
        note=_text(event, "note"),
        responses=tuple(Response.from_plain(each) for each in body.get("responses", ())),
        reason=_text(event, "reason"),
        level=Level.of(body["level"]) if body.get("level") else None,
        about=_words(event, "about"),
        discussed=bool(body.get("discussed")),
        linked=_text(event, "linked") if body else "",
        dropped=_words(event, "dropped"),
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
    seen = standing.seen_by
    if event.actor not in {each.by for each in seen}:
        seen = (*seen, Seen(by=event.actor, at=event.at))
    standing = replace(standing, seen_by=seen, unread_since=None)
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
        to=_text(event, "to"),
        words=_text(event, "words"),
        at=event.at,
    )
    return replace(_held(standing, event), offer=offer)


def _declined(standing: Standing, event: Logged) -> Standing:
    """A refusal says why and moves nothing: whoever has it has it still."""
    if standing.offer is None:
        return standing
    refused = Declined(offer=standing.offer, words=_text(event, "words"), at=event.at)
    return replace(standing, offer=None, declined=(*standing.declined, refused))


def _climbed(standing: Standing, event: Logged) -> Standing:
    """What silence did: nobody did anything to the entry, so nothing else of it moves."""
    body = event.body or {}
    if "at" not in body:
        return standing
    climbed = Climbed(
        at=utc_from(str(body["at"])), to=_words(event, "to"), stays=bool(body.get("stays"))
    )
    return replace(standing, climbs=(*standing.climbs, climbed))


def _among_managers(standing: Standing, event: Logged) -> Standing:
    """Nothing of where it stands moves by what managers write for one another."""
    if event.verb != Verb.NOTED:
        return replace(standing, actions=follow(standing.actions, event))
    if event.body is not None and not _text(event, "note"):
        return standing
    note = ManagersNote(text=_text(event, "note"), by=event.actor, at=event.at)
    return replace(standing, notes=(*standing.notes, note))


def _nobody_elses(standing: Standing) -> Standing:
    """Whoever takes it takes it from those to whom it had climbed."""
    return replace(standing, climbs=tuple(replace(each, stays=False) for each in standing.climbs))


def _level_set(standing: Standing, event: Logged) -> Standing:
    body = event.body or {}
    level = Level.of(str(body["level"])) if "level" in body else standing.level
    raised = level > standing.level
    standing = _at_level(standing, event, level, _text(event, "because"))
    if event.actor != standing.author:
        return _read(standing, event)
    return _unread(_again(standing, event.at), event.at) if raised else standing


def _at_level(standing: Standing, event: Logged, level: Level, because: str) -> Standing:
    change = LevelChange(level=level, by=event.actor, at=event.at, because=because)
    standing = replace(standing, level=level, levels=(*standing.levels, change))
    return _clocked(standing, event.at)


def _asked(standing: Standing, event: Logged) -> Standing:
    standing = _held(standing, event)
    question = Question(event=event.id, text=_text(event, "question"), by=event.actor, at=event.at)
    standing = replace(standing, question=question)
    if standing.state is State.WAITING_OUTSIDE:
        return standing
    return _enter(standing, State.WAITING_WORKER, event.at)


def _answered(standing: Standing, event: Logged) -> Standing:
    if standing.question is None:
        return standing
    answer = Answer(
        question=standing.question,
        text=_text(event, "answer"),
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
        who=_text(event, "who"),
        role=_text(event, "role"),
        how=_text(event, "how"),
        when=utc_from(str(when)) if when else None,
        answer=_text(event, "answer"),
        reference=_text(event, "reference"),
        by=event.actor,
        at=event.at,
    )


def _decided(standing: Standing, event: Logged) -> Standing:
    outcome = _text(event, "outcome")
    decision = Decision(
        outcome=outcome,
        shown=_text(event, "shown") or shown_outcome(outcome),
        because=_text(event, "because"),
        next_step=_text(event, "next"),
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
    words = _text(event, "words")
    return replace(_read(standing, event), told=Told(words=words, by=event.actor, at=event.at))


def _waiting(standing: Standing, event: Logged) -> Standing:
    standing = replace(_held(standing, event), waiting_for=_text(event, "for"))
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
        reopened_because=_text(event, "because"),
        withdrawn_because="",
    )
    return _enter(standing, State.IN_REVIEW, event.at)


def _withdrawn(standing: Standing, event: Logged) -> Standing:
    standing = replace(
        standing,
        withdrawn_because=_text(event, "because"),
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
    blank = _unreadable(replace(event, actor=standing.author))
    first = Level.of(body["first_level"]) if "first_level" in body else standing.first_level
    return replace(
        standing,
        entry=replace(
            blank,
            kind=body.get("kind", standing.entry.kind),
            title=body.get("title", standing.entry.title),
            topics=_words(event, "topics"),
            level=first,
        ),
        level=Level.of(body["level"]) if "level" in body else standing.level,
        levels=(replace(standing.levels[0], level=first), *standing.levels[1:]),
        decision=_kept_decision(standing.decision, body.get("outcome", "")),
        about=standing.about | set(_words(event, "about")),
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
        standing = replace(standing, state=state, passages=(*standing.passages, passage))
        if state not in _IN_HANDS:
            standing = replace(standing, offer=None)
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


def _text(event: Logged, key: str) -> str:
    if event.body is None:
        return CONTENT_GONE
    found = event.body.get(key)
    return found if isinstance(found, str) else ""


def _words(event: Logged, key: str) -> tuple[str, ...]:
    found = (event.body or {}).get(key)
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()
