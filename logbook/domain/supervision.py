"""Supervision: when each worker's next meeting is, what was agreed, and who has confirmed it.

Like everything here it is a fold: of the meetings in the log, the oldest first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from dateutil.rrule import WEEKLY, rrule

from logbook.domain.calendar import Calendar
from logbook.domain.events import Event, Logged, Plain, Verb
from logbook.domain.people import Member, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.text import ingest

MOST_ACTIONS = 30


class Done(StrEnum):
    """What became of something agreed. The words are stored."""

    OPEN = "open"
    DONE = "done"
    CARRIED = "carried"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return _DONE_WORDS[self]


_DONE_WORDS = {
    Done.OPEN: "not yet",
    Done.DONE: "done",
    Done.CARRIED: "carried on",
    Done.DROPPED: "not needed any more",
}


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something agreed: what, by whom and by when. `who` is a name, for it may be anybody."""

    id: str
    what: str
    who: str
    by: date | None = None
    done: Done = Done.OPEN

    def to_plain(self) -> dict[str, Plain]:
        return {
            "id": self.id,
            "what": self.what,
            "who": self.who,
            "by": self.by.isoformat() if self.by else None,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Action":
        by = plain.get("by")
        return cls(
            id=str(plain["id"]),
            what=str(plain["what"]),
            who=str(plain["who"]),
            by=date.fromisoformat(by) if by else None,
        )


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A supervision that was held. `confirmed_at` is when the worker signed it too."""

    id: str
    manager: str
    worker: str
    held_on: date
    start: date
    end: date
    """The period that was talked about, both days included."""
    entries: tuple[str, ...]
    discussed: str
    agreed: tuple[Action, ...]
    reviewed: Mapping[str, Done]
    """What became of each action agreed before, by its id."""
    signed_at: datetime
    confirmed_at: datetime | None = None
    left_out: tuple[str, ...] = ()
    """Entries of the period that its manager had before them and chose not to talk about."""


@dataclass(frozen=True, kw_only=True)
class Supervision:
    """One worker's supervisions so far, and what is still to do from them."""

    worker: str
    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    """Every action ever agreed, as it stands, the oldest first."""

    @property
    def last(self) -> Meeting | None:
        return self.meetings[-1] if self.meetings else None

    @property
    def open_actions(self) -> tuple[Action, ...]:
        return tuple(each for each in self.actions if each.done in {Done.OPEN, Done.CARRIED})

    @property
    def to_confirm(self) -> Meeting | None:
        """The newest meeting that its worker has not confirmed yet."""
        return next((each for each in reversed(self.meetings) if each.confirmed_at is None), None)


def fold(worker: str, events: Iterable[Logged]) -> Supervision:
    """One worker's supervisions, from everything in the log about them, the oldest first."""
    found = Supervision(worker=worker)
    for event in events:
        match event.verb:
            case Verb.SUPERVISED if event.body is not None:
                found = _held(found, _meeting(event))
            case Verb.SUPERVISION_CONFIRMED:
                found = _confirmed(found, event)
            case _:
                continue
    return found


def _held(found: Supervision, meeting: Meeting) -> Supervision:
    before = tuple(
        replace(each, done=meeting.reviewed.get(each.id, each.done)) for each in found.actions
    )
    return replace(found, meetings=(*found.meetings, meeting), actions=(*before, *meeting.agreed))


def _confirmed(found: Supervision, event: Logged) -> Supervision:
    meeting = str((event.body or {}).get("meeting", ""))
    return replace(
        found,
        meetings=tuple(
            replace(each, confirmed_at=event.at)
            if each.id == meeting and event.actor == each.worker and each.confirmed_at is None
            else each
            for each in found.meetings
        ),
    )


def _meeting(event: Logged) -> Meeting:
    body: Mapping[str, Any] = event.body or {}
    return Meeting(
        id=event.id,
        manager=event.actor,
        worker=event.about,
        held_on=date.fromisoformat(body["held_on"]),
        start=date.fromisoformat(body["start"]),
        end=date.fromisoformat(body["end"]),
        entries=tuple(body["entries"]),
        discussed=str(body["discussed"]),
        agreed=tuple(Action.from_plain(each) for each in body["agreed"]),
        reviewed={str(key): Done(done) for key, done in body["reviewed"].items()},
        signed_at=event.at,
        left_out=tuple(body.get("left_out", ())),
    )


# -- when the next one is


def next_on(last: date, weeks: int, calendar: Calendar) -> date:
    """So many weeks on, moved to the next working day from a weekend or a bank holiday."""
    return following(last, weeks, calendar, 1)[0]


def following(last: date, weeks: int, calendar: Calendar, count: int) -> tuple[date, ...]:
    """The next dates; a moved one does not move those after it."""
    start = datetime(last.year, last.month, last.day)  # noqa: DTZ001 - days only
    rule = rrule(WEEKLY, interval=weeks, dtstart=start, count=count + 1)
    return tuple(
        calendar.working_day_on_or_after(each.date()) for each in islice(rule, 1, count + 1)
    )


# -- what can be done


def may_supervise(manager: Member, worker: Member, staff: Staff) -> bool:
    """A worker's present line manager, and those above them."""
    return manager.id in {each.id for each in staff.managers_above(worker.id)}


def may_read(member: Member, worker: Member, staff: Staff) -> bool:
    """The worker themselves, and whoever may supervise them."""
    return member.id == worker.id or may_supervise(member, worker, staff)


def hold(
    found: Supervision,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    today: date,
    held_on: date,
    start: date,
    end: date,
    entries: Sequence[str],
    discussed: str,
    agreed: Sequence[Action],
    reviewed: Mapping[str, Done],
    left_out: Sequence[str] = (),
) -> Event:
    """Record a meeting as held, with what became of the actions agreed before.

    Raises:
        NotAllowed: it is not theirs to hold, or something it needs is missing.
    """
    worker = staff[found.worker]
    if not may_supervise(by, worker, staff):
        raise NotAllowed(f"Supervision with {worker.name} is held by the managers above them.")
    if held_on > today:
        raise NotAllowed("The day it was held must be today or in the past.")
    if end < start:
        raise NotAllowed("The last day is before the first. Swap them.")
    if not discussed.strip():
        raise NotAllowed("Write what you talked about, in a few words.")
    check_reviewed(found.open_actions, reviewed)
    _check_agreed(agreed)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=worker.id,
        verb=Verb.SUPERVISED,
        body={
            "held_on": held_on.isoformat(),
            "start": start.isoformat(),
            "end": end.isoformat(),
            "entries": list(entries),
            "discussed": ingest(discussed).text.strip(),
            "agreed": [each.to_plain() for each in agreed],
            "reviewed": {key: done.value for key, done in reviewed.items()},
            "left_out": list(left_out),
        },
    )


def check_reviewed(before: Iterable[Action], reviewed: Mapping[str, Done]) -> None:
    """Raises NotAllowed: nothing is said yet of something that was agreed before."""
    for each in before:
        if reviewed.get(each.id, Done.OPEN) is Done.OPEN:
            raise NotAllowed(
                f"Say what became of “{each.what}”: done, carried on, or not needed any more."
            )


def _check_agreed(agreed: Sequence[Action]) -> None:
    if len(agreed) > MOST_ACTIONS:
        raise NotAllowed(f"One meeting holds {MOST_ACTIONS} new actions. Put some together.")
    for each in agreed:
        if not each.what.strip():
            raise NotAllowed("Write what was agreed, or take the empty action away.")
        if not each.who.strip() or each.by is None:
            raise NotAllowed(f"Say who does “{each.what}”, and by when.")


def confirm(
    found: Supervision, *, by: Member, at: datetime, event_id: str, meeting: str = ""
) -> Event:
    """The worker's own signature: under the meeting they were shown, or the newest without it.

    Raises:
        NotAllowed: it is not their supervision, or there is nothing to confirm.
    """
    if by.id != found.worker:
        raise NotAllowed("Only the worker whose supervision it was can confirm it.")
    waits = [each for each in reversed(found.meetings) if each.confirmed_at is None]
    wanted = next((each for each in waits if meeting in {"", each.id}), None)
    if wanted is None:
        raise NotAllowed("There is nothing to confirm: it is confirmed already.")
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=found.worker,
        verb=Verb.SUPERVISION_CONFIRMED,
        body={"meeting": wanted.id},
    )


def entry_event(meeting: Event, entry: str, event_id: str) -> Event:
    """That an entry was talked about, for its own history."""
    return replace(
        meeting,
        id=event_id,
        about=entry,
        verb=Verb.TALKED_OVER,
        body={"meeting": meeting.id, "worker": meeting.about},
    )
