"""What was agreed about an entry: who does what by when, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from dateutil.rrule import MONTHLY, WEEKLY, rrule

from logbook.domain.events import Logged, Plain, Verb
from logbook.domain.people import Staff

LAST_SAFE_DAY = 28
"""Every month has it; a monthly action of a later day falls on the last one there is."""


class Every(StrEnum):
    """How often it comes again. The word is stored."""

    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"

    @property
    def words(self) -> str:
        return _EVERY_WORDS[self]


_EVERY_WORDS = {
    Every.ONCE: "once",
    Every.WEEK: "every week",
    Every.FORTNIGHT: "every two weeks",
    Every.MONTH: "every month",
}


class Became(StrEnum):
    """What became of it. The word is stored."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return _BECAME_WORDS[self]


_BECAME_WORDS = {
    Became.OPEN: "to do",
    Became.DONE: "done",
    Became.DROPPED: "not needed any more",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One time that somebody said what became of it."""

    became: Became
    due: date
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AgreedAction:
    """Something agreed. `who` is a member's id, or a name where nobody of it has an account.

    `due` is when it is to be done next; of one that comes again, `first` is where it counts from.
    """

    id: str
    entry: str
    what: str
    who: str
    first: date
    due: date
    every: Every = Every.ONCE
    until: date | None = None
    by: str = ""
    """Who agreed it."""
    at: datetime | None = None
    became: Became = Became.OPEN
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.became is Became.OPEN

    def overdue(self, today: date) -> bool:
        return self.is_open and self.due < today

    def to_plain(self) -> dict[str, Plain]:
        """As a list shows it while it is open; what became of it is in the log."""
        return {
            "id": self.id,
            "entry": self.entry,
            "what": self.what,
            "who": self.who,
            "due": self.due.isoformat(),
            "every": self.every.value,
            "by": self.by,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        due = date.fromisoformat(plain["due"])
        return cls(
            id=plain["id"],
            entry=plain["entry"],
            what=plain["what"],
            who=plain["who"],
            first=due,
            due=due,
            every=Every(plain["every"]),
            by=plain["by"],
        )


def next_due(action: AgreedAction, done_on: date) -> date | None:
    """When it comes again after it was done on a day; None where it does not.

    What was done late does not come again at once: the dates already gone by are left out.
    """
    after = max(action.due, done_on)
    rule = _rule(action)
    found: datetime | None = None if rule is None else rule.after(_midnight(after))
    if found is None or (action.until is not None and found.date() > action.until):
        return None
    return found.date()


def _rule(action: AgreedAction) -> rrule | None:
    start = _midnight(action.first)
    match action.every:
        case Every.ONCE:
            return None
        case Every.WEEK:
            return rrule(WEEKLY, dtstart=start)
        case Every.FORTNIGHT:
            return rrule(WEEKLY, interval=2, dtstart=start)
        case Every.MONTH:
            days = range(min(LAST_SAFE_DAY, start.day), start.day + 1)
            return rrule(MONTHLY, dtstart=start, bymonthday=tuple(days), bysetpos=-1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def follow(actions: tuple[AgreedAction, ...], event: Logged) -> tuple[AgreedAction, ...]:
    """The actions of an entry after one more event of it; words that are gone leave nothing."""
    body: Mapping[str, Any] = event.body or {}
    if event.verb == Verb.ACTION_AGREED:
        return (*actions, _agreed(event, body)) if body.get("what") else actions
    if event.verb not in {Verb.ACTION_DONE, Verb.ACTION_DROPPED}:
        return actions
    wanted = str(body.get("action", ""))
    return tuple(_stepped(each, event, body) if each.id == wanted else each for each in actions)


def _agreed(event: Logged, body: Mapping[str, Any]) -> AgreedAction:
    due = date.fromisoformat(body["due"])
    return AgreedAction(
        id=event.id,
        entry=event.about,
        what=body["what"],
        who=body["who"],
        first=due,
        due=due,
        every=Every(body.get("every", Every.ONCE)),
        until=date.fromisoformat(body["until"]) if body.get("until") else None,
        by=event.actor,
        at=event.at,
    )


def _stepped(action: AgreedAction, event: Logged, body: Mapping[str, Any]) -> AgreedAction:
    done = event.verb == Verb.ACTION_DONE
    step = Step(
        became=Became.DONE if done else Became.DROPPED,
        due=action.due,
        note=str(body.get("note", "")),
        by=event.actor,
        at=event.at,
    )
    following = next_due(action, date.fromisoformat(body["day"])) if done else None
    steps = (*action.steps, step)
    if following is not None:
        return replace(action, due=following, steps=steps)
    return replace(action, became=step.became, steps=steps)


def to_do(actions: Sequence[AgreedAction]) -> tuple[AgreedAction, ...]:
    """What is still to be done, the first due first."""
    return tuple(
        sorted((each for each in actions if each.is_open), key=lambda each: (each.due, each.id))
    )


def who_words(action: AgreedAction, staff: Staff) -> str:
    """The name of whoever does it."""
    return staff.name(action.who) if action.who in staff else action.who


def due_words(action: AgreedAction, today: date) -> str:
    """When it is to be done, as people say it: “3 days late”, “today”, “tomorrow”, “Fri 27 Nov”."""
    days = (action.due - today) // timedelta(days=1)
    if days < 0:
        return "1 day late" if days == -1 else f"{-days} days late"
    if days <= 1:
        return ("today", "tomorrow")[days]
    year = f" {action.due.year}" if action.due.year != today.year else ""
    return f"{action.due:%a} {action.due.day} {action.due:%b}{year}"
