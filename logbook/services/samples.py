"""The sample data: an invented service, its people, and what they wrote over three months.

Everything is told in time before now, so that the demo is never old, and every answer is kept
as a person would type it, so that it goes the way of every other entry.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from logbook.domain.answers import Answer, Answers
from logbook.domain.events import Verb
from logbook.domain.journey import Journey
from logbook.domain.kinds import Kind
from logbook.domain.levels import Level
from logbook.domain.people import Member, Person, Role
from logbook.domain.questions import Asking, Typed
from logbook.domain.refusals import NotFound, Refusal
from logbook.domain.supervision import Done

FOLDER = "sample_data"
_TIME = re.compile(
    r"(?P<sign>[+-])(?:(?P<minutes>\d+)m|(?P<days>\d+) (?P<hour>\d\d):(?P<minute>\d\d))"
)


class NotASampleTime(Refusal):
    """A time in the sample data that cannot be read."""


@dataclass(frozen=True, slots=True)
class SampleTime:
    """Some days and a time of day, or some minutes, before (`-`) or after (`+`) another instant.

    Written as `-12 14:20`, twelve days before at 2.20pm, or `+25m`, twenty-five minutes after.
    """

    days: int = 0
    at: time | None = None
    minutes: int = 0

    @classmethod
    def from_text(cls, text: str) -> Self:
        match = _TIME.fullmatch(text)
        if match is None:
            raise NotASampleTime(f"“{text}” is not a time here. Write “-12 14:20” or “+25m”.")
        sign = -1 if match["sign"] == "-" else 1
        if match["minutes"]:
            return cls(minutes=sign * int(match["minutes"]))
        at = time(int(match["hour"]), int(match["minute"]))
        return cls(days=sign * int(match["days"]), at=at)

    def seen_from(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The instant in UTC, counted from another one."""
        if self.at is None:
            return instant.astimezone(UTC) + timedelta(minutes=self.minutes)
        day = instant.astimezone(zone).date() + timedelta(days=self.days)
        return datetime.combine(day, self.at, zone).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class SampleMember:
    """A member of staff. The passphrase is made when the demo is."""

    id: str
    name: str
    roles: frozenset[Role]
    house: str = ""
    manager: str = ""
    ends_in_days: int | None = None
    login: bool = False
    """Whether the demo prints a passphrase for them."""

    def member(self, today: date) -> Member:
        return Member(
            id=self.id,
            name=self.name,
            roles=self.roles,
            house=self.house,
            manager=self.manager,
            ends_on=None if self.ends_in_days is None else today + timedelta(self.ends_in_days),
        )


@dataclass(frozen=True, kw_only=True)
class SamplePerson:
    """Somebody the service supports."""

    id: str
    name: str
    initials: str
    house: str

    @property
    def person(self) -> Person:
        return Person(id=self.id, name=self.name, initials=self.initials, house=self.house)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMove:
    """What somebody did with an entry, some time after it was sent.

    `says` has the parts of what was said: `level`, `because`, `question`, `answer`, `outcome`,
    `next`, `words`, `for`, `note`, `reason`; of a talk `who`, `role`, `how`, `time`, `answer`
    and `reference`, the time as one would type it at that moment.
    """

    when: SampleTime
    by: str
    verb: Verb
    says: Mapping[str, str] = field(default_factory=dict)
    of_part: bool = False
    """Whether it was done with the sealed part, which names a colleague."""
    review: Mapping[str, Typed] = field(default_factory=dict)
    """What was typed in the review that led to a decision, beside the decision's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEntry:
    """An entry as it was typed, when before now it was sent, and what became of it."""

    id: str
    kind: str
    by: str
    sent: SampleTime
    answers: Mapping[str, Typed]
    moves: tuple[SampleMove, ...] = ()
    source: str = ""
    raised_to: Level | None = None
    raised_because: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAgreed:
    """Something agreed at a supervision, by a name, so many days after it."""

    what: str
    who: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMeeting:
    """A supervision that was held, signed by the manager, and by the worker where `confirmed`."""

    by: str
    worker: str
    held: SampleTime
    discussed: str
    entries: tuple[str, ...] = ()
    """The entries talked about, by their ids."""
    agreed: tuple[SampleAgreed, ...] = ()
    reviewed: tuple[Done, ...] = ()
    """What became of what was still open from before, in its order."""
    confirmed: SampleTime | None = None


@dataclass(frozen=True, kw_only=True)
class SampleDraft:
    """An entry left unfinished; `typed` stands in a field and is no answer yet."""

    id: str
    kind: str
    by: str
    started: SampleTime
    answers: Mapping[str, Typed]
    typed: Mapping[str, Typed]
    at: str
    """The question on screen."""


@dataclass(frozen=True, kw_only=True)
class SampleService:
    """Everything the demo shows."""

    name: str
    on_call: str
    houses: tuple[str, ...]
    members: tuple[SampleMember, ...]
    people: tuple[SamplePerson, ...]
    entries: tuple[SampleEntry, ...]
    drafts: tuple[SampleDraft, ...]
    meetings: tuple[SampleMeeting, ...]

    @property
    def logins(self) -> tuple[SampleMember, ...]:
        return tuple(member for member in self.members if member.login)


# reading the files


def load(folder: Path | None = None) -> SampleService:
    """The sample data of this folder, or the one that comes with the program.

    Raises:
        NotFound: there is none.
    """
    folder = folder or sample_folder()
    service = json.loads((folder / "service.json").read_text(encoding="utf-8"))
    return SampleService(
        name=service["name"],
        on_call=service["on_call"],
        houses=tuple(service["houses"]),
        members=tuple(_member(each) for each in service["members"]),
        people=tuple(SamplePerson(**each) for each in service["people"]),
        entries=tuple(_entry(each) for each in _lines(folder / "entries.jsonl")),
        drafts=tuple(_draft(each) for each in _lines(folder / "drafts.jsonl")),
        meetings=tuple(_meeting(each) for each in _lines(folder / "supervisions.jsonl")),
    )


def sample_folder(package: Path = Path(__file__).parents[1]) -> Path:
    """Where the sample data is: inside the installed package, or beside it in the repository.

    Raises:
        NotFound: it is in neither place.
    """
    for folder in (package / FOLDER, package.parent / FOLDER):
        if (folder / "service.json").is_file():
            return folder
    raise NotFound(
        "The sample data is not here, so there is nothing to show. Install logbook again."
    )


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _member(plain: Mapping[str, Any]) -> SampleMember:
    return SampleMember(**{**plain, "roles": frozenset(Role(role) for role in plain["roles"])})


def _entry(plain: Mapping[str, Any]) -> SampleEntry:
    raised = plain.get("raised", {})
    return SampleEntry(
        id=plain["id"],
        kind=plain["kind"],
        by=plain["by"],
        sent=SampleTime.from_text(plain["sent"]),
        answers=plain["answers"],
        moves=tuple(_move(each) for each in plain.get("moves", ())),
        source=plain.get("source", ""),
        raised_to=Level.of(raised["to"]) if raised else None,
        raised_because=raised.get("because", ""),
        practice=plain.get("practice", False),
    )


_NOT_SAID = frozenset({"when", "by", "do", "of", "review"})


def _move(plain: Mapping[str, Any]) -> SampleMove:
    return SampleMove(
        when=SampleTime.from_text(plain["when"]),
        by=plain["by"],
        verb=Verb(plain["do"]),
        says={key: words for key, words in plain.items() if key not in _NOT_SAID},
        of_part=plain.get("of") == "part",
        review=plain.get("review", {}),
    )


def _meeting(plain: Mapping[str, Any]) -> SampleMeeting:
    confirmed = plain.get("confirmed")
    return SampleMeeting(
        by=plain["by"],
        worker=plain["worker"],
        held=SampleTime.from_text(plain["held"]),
        discussed=plain["discussed"],
        entries=tuple(plain.get("entries", ())),
        agreed=tuple(SampleAgreed(**each) for each in plain.get("agreed", ())),
        reviewed=tuple(Done(each) for each in plain.get("reviewed", ())),
        confirmed=SampleTime.from_text(confirmed) if confirmed else None,
    )


def _draft(plain: Mapping[str, Any]) -> SampleDraft:
    return SampleDraft(**{**plain, "started": SampleTime.from_text(plain["started"])})


# answering as a person does


def answered(kind: Kind, typed: Mapping[str, Typed], asking: Asking) -> Journey:
    """The journey on which each question is answered by what was typed for it.

    What was not typed is left empty where that may be, and ends the journey where it may not.

    Raises:
        NotAnAnswer: a question refuses what was typed.
    """
    given: dict[str, Answer] = {}
    for question in kind.questions:
        so_far = Answers(given, asking.now)
        if not question.when.holds(so_far):
            continue
        optional = question.optional.holds(so_far)
        if question.key not in typed and not optional:
            break
        words = typed.get(question.key, "")
        given[question.key] = question.read(words, asking, optional=optional)
    return Journey(kind, asking.now, given)
