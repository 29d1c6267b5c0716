"""Where an entry stands now, and everything that happened on its way there, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from logbook.domain.actions import AgreedAction
from logbook.domain.entries import Entry, Response
from logbook.domain.events import Plain, Verb
from logbook.domain.levels import Level


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
    with_manager: bool = True
    """Whether it was with a manager, or between one and whoever's entry it is."""

    @property
    def is_talk(self) -> bool:
        """Only a named person, a time and more than a message make a talk."""
        return bool(self.who) and self.when is not None and self.how != How.MESSAGE

    @property
    def counts(self) -> bool:
        """Whether it is what the policy asks for: a talk about it with a manager."""
        return self.is_talk and self.with_manager


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
    to_discuss: bool = False
    """Whether its answers ask for a talk with a manager that was not had yet."""
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
    reopened_by: str = ""
    reopened_at: datetime | None = None
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
        if any(talk.counts and self._manager_in(talk) not in self.about for talk in self.talks):
            return True
        if self.entry.discussed or any(amendment.discussed for amendment in self.amendments):
            return not self._told_only_whom_it_is_about
        asked_for = any(amendment.to_discuss for amendment in self.amendments)
        return False if asked_for else self.entry.discussed

    @property
    def _told_only_whom_it_is_about(self) -> bool:
        """Whether the manager whom its answers say was told turned out to be part of it."""
        if self.about <= set(self.entry.about):
            return False
        told = [each for response in self.current_responses for each in _voiced(response.value)]
        void = {str(each.get("role")) for each in told if each.get("member") in self.about}
        left = [each for each in told if each.get("member") not in self.about]
        return bool(void) and not any(
            each.get("member") or each.get("role") in void for each in left
        )

    def _manager_in(self, talk: Talk) -> str:
        """Who heard of it: whoever was talked with, or the manager who talked with its author."""
        return talk.by if talk.who in {self.author, self.entry.source_member} else talk.who

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


def _voiced(value: Plain) -> Iterator[Mapping[str, Plain]]:
    """Of an answer that says who was told: those who were, and not by a message left."""
    told = value.get("told") if isinstance(value, Mapping) else None
    for each in told if isinstance(told, list | tuple) else ():
        if isinstance(each, Mapping) and each.get("how") != How.MESSAGE:
            yield each


def shown_outcome(key: str) -> str:
    """The words of an outcome's key, where nothing better was kept."""
    return key.replace("-", " ")
