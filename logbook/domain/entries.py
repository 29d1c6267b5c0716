"""An entry as it was sent: it describes itself, so that old entries never need old prompts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from logbook.domain.events import Plain
from logbook.domain.levels import Level


@dataclass(frozen=True, kw_only=True)
class Response:
    """One question as worded, the value as stored and the answer as shown."""

    key: str
    question: str
    value: Plain
    shown: str
    topic: str = ""

    def to_plain(self) -> dict[str, Plain]:
        return {
            "key": self.key,
            "question": self.question,
            "value": self.value,
            "shown": self.shown,
            "topic": self.topic,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A clause of the policy that applied, in the version that was in force."""

    clause: str
    title: str
    version: str

    def to_plain(self) -> dict[str, Plain]:
        return {"clause": self.clause, "title": self.title, "version": self.version}


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """The level that the answers suggest, with the reasons printed beside it."""

    level: Level
    reasons: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Plain]:
        return {"level": self.level.key, "reasons": list(self.reasons)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(level=Level.of(plain["level"]), reasons=tuple(plain["reasons"]))


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """What an old record says of itself; who brought it in, and when, is its sending.

    Its author is a name and never an account: somebody else vouches for what is brought in.
    """

    author: str = ""
    written: Mapping[str, Plain] | None = None
    """When it was first written down, as a moment."""
    outcome: str = ""
    """The outcome as shown; its key is the entry's own."""
    is_open: bool = False
    file: str = ""
    line: int = 0
    before: tuple[Mapping[str, Plain], ...] = ()
    """What happened to it in another logbook, oldest first: at, by whom, verb and body."""

    def to_plain(self) -> dict[str, Plain]:
        plain: dict[str, Plain] = {
            "author": self.author,
            "written": self.written,
            "outcome": self.outcome,
            "is_open": self.is_open,
            "file": self.file,
            "line": self.line,
        }
        if self.before:
            plain["before"] = self.before
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**{**plain, "before": tuple(plain.get("before", ()))})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a worker sent.

    `level` is what it was sent at: what the answers suggest, or what the worker raised it to.
    `about` names members of staff whom the structured answers name: they are never readers.
    `routes` names roles it goes to besides the line manager (`general-manager`, `deputy`, `lead`).
    `discussed` says that a manager was told by voice, by name and with a time.
    """

    id: str
    kind: str
    title: str
    policy: str
    author: str
    responses: tuple[Response, ...]
    suggested: Suggested
    level: Level
    raised_because: str = ""
    applied: tuple[Applied, ...] = ()
    topics: tuple[str, ...] = ()
    person: str = ""
    person_shown: str = ""
    about: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    straight_to: str = ""
    """A role that it goes to instead of the line manager, who has a copy that is not theirs."""
    people: tuple[str, ...] = ()
    """Every service user of the directory whom it names, where they are several."""
    discussed: bool | None = None
    """None: nothing to discuss; False: should have been and is not yet; True: done."""
    happened: Mapping[str, Plain] | None = None
    noticed: Mapping[str, Plain] | None = None
    late_because: str = ""
    source: str = ""
    """Who it was recorded for, where the author wrote it down for a colleague."""
    source_member: str = ""
    """Their account, where they have one; naming them makes them no reader."""
    outcome: str = ""
    practice: bool = False
    clock_marks: tuple[str, ...] = ()
    """What was odd about the machine's clock when this was recorded."""
    brought_in: BroughtIn | None = None
    """Set where it is an old record, which its author only brought in."""
    sealed: bool = False
    """Only its author and the safeguarding leads can open it, with their own keys."""
    linked: str = ""
    """The other half, where its answers left as an ordinary and a sealed entry."""

    @property
    def everybody(self) -> tuple[str, ...]:
        """Every service user of the directory whom it is about."""
        return tuple(dict.fromkeys(each for each in (self.person, *self.people) if each))

    def response(self, key: str) -> Response | None:
        return next((response for response in self.responses if response.key == key), None)

    def corrections(self, now: Self, keys: Collection[str], *, whole: bool) -> dict[str, Plain]:
        """What it is filed under that changed answers put right: whom, when and what it is about.

        `keys` are the questions that were answered anew. Whoever it went to keeps it. Unless the
        answers are there `whole`, what they leave out was not taken back, and what they suggest
        may say what left sealed.
        """
        mine, theirs = self._filed(), now._filed()
        routes = tuple(dict.fromkeys((*self.routes, *now.routes)))
        topics = now.topics if whole else tuple(dict.fromkeys((*self.topics, *now.topics)))
        theirs |= {"routes": list(routes), "topics": list(topics)}
        stays = {key for key, question in _ANSWERED_BY.items() if question not in keys}
        stays |= set() if whole else {"suggested"}
        return {key: theirs[key] for key in theirs if key not in stays and theirs[key] != mine[key]}

    def corrected(self, plain: Mapping[str, Any]) -> Self:
        """Filed as changed answers put it right; what was sent stays in the log."""
        said = {**self._filed(), **plain}
        return replace(
            self,
            person=said["person"],
            person_shown=said["person_shown"],
            people=tuple(said["people"]),
            happened=said["happened"],
            noticed=said["noticed"],
            topics=tuple(said["topics"]),
            routes=tuple(said["routes"]),
            suggested=Suggested.from_plain(said["suggested"]),
        )

    def _filed(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "person_shown": self.person_shown,
            "people": list(self.people),
            "happened": self.happened,
            "noticed": self.noticed,
            "topics": list(self.topics),
            "routes": list(self.routes),
            "suggested": self.suggested.to_plain(),
        }

    def to_plain(self) -> dict[str, Plain]:
        plain = self._own_plain()
        if self.brought_in is not None:
            plain["brought_in"] = self.brought_in.to_plain()
        if self.source_member:
            plain["source_member"] = self.source_member
        if self.straight_to:
            plain["straight_to"] = self.straight_to
        if self.people:
            plain["people"] = self.people
        if self.sealed:
            plain["sealed"] = True
        if self.linked:
            plain["linked"] = self.linked
        return plain

    def _own_plain(self) -> dict[str, Plain]:
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "policy": self.policy,
            "author": self.author,
            "responses": [response.to_plain() for response in self.responses],
            "suggested": self.suggested.to_plain(),
            "level": self.level.key,
            "raised_because": self.raised_because,
            "applied": [clause.to_plain() for clause in self.applied],
            "topics": list(self.topics),
            "person": self.person,
            "person_shown": self.person_shown,
            "about": list(self.about),
            "routes": list(self.routes),
            "discussed": self.discussed,
            "happened": self.happened,
            "noticed": self.noticed,
            "late_because": self.late_because,
            "source": self.source,
            "outcome": self.outcome,
            "practice": self.practice,
            "clock_marks": list(self.clock_marks),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        old = plain.get("brought_in")
        return cls(
            **{
                **plain,
                "brought_in": None if old is None else BroughtIn.from_plain(old),
                "responses": tuple(Response.from_plain(each) for each in plain["responses"]),
                "suggested": Suggested.from_plain(plain["suggested"]),
                "level": Level.of(plain["level"]),
                "applied": tuple(Applied(**each) for each in plain["applied"]),
                **{key: tuple(plain[key]) for key in _TUPLES},
                "people": tuple(plain.get("people", ())),
            }
        )


_ANSWERED_BY: Mapping[str, str] = {
    "person": "person",
    "person_shown": "person",
    "people": "person",
    "happened": "happened",
    "noticed": "noticed",
}
"""Which one question each of these is the answer to."""
_TUPLES: Sequence[str] = ("topics", "about", "routes", "clock_marks")
