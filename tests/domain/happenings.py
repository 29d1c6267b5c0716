"""A small service and the events of an entry, for tests of what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from logbook.domain.entries import Entry, Response, Suggested
from logbook.domain.events import GENESIS, Event, Logged, Plain, Verb
from logbook.domain.folding.entries import fold
from logbook.domain.levels import Level
from logbook.domain.people import Member, Role, Staff
from logbook.domain.standing import Standing

MONDAY = datetime(2026, 11, 16, 13, 2, tzinfo=UTC)
"""Sixteenth of November 2026, in winter: London time is UTC."""


def member(member_id: str, *roles: Role, manager: str = "", left: bool = False) -> Member:
    return Member(
        id=member_id,
        name=member_id.capitalize(),
        roles=frozenset(roles),
        manager=manager,
        left=left,
    )


SAM = member("sam", Role.WORKER, manager="sandra")
SAUL = member("saul", Role.WORKER, manager="henry")
SANDRA = member("sandra", Role.LINE_MANAGER, manager="amir")
HENRY = member("henry", Role.LINE_MANAGER, manager="gail")
AMIR = member("amir", Role.LINE_MANAGER, manager="gail")
GAIL = member("gail", Role.GENERAL_MANAGER)
DEV = member("dev", Role.DEPUTY, manager="gail")
LENA = member("lena", Role.LEAD, manager="gail")
EVERYONE = (SAM, SAUL, SANDRA, HENRY, AMIR, GAIL, DEV, LENA)
"""Sam answers to Sandra, she to Amir, he to Gail; Saul answers to Henry, he to Gail."""


def staff_of(*members: Member) -> Staff:
    return Staff({each.id: each for each in members})


STAFF = staff_of(*EVERYONE)


def response(key: str, shown: str) -> Response:
    return Response(key=key, question=f"What about {key}?", value=shown, shown=shown)


def entry(
    *,
    author: str = "sam",
    level: Level = Level.MEDIUM,
    about: tuple[str, ...] = (),
    routes: tuple[str, ...] = (),
    outcome: str = "",
    discussed: bool | None = None,
    practice: bool = False,
) -> Entry:
    return Entry(
        id="k74qh2aaaaaaaaaa",
        kind="help-request",
        title="Help request",
        policy="2026-11",
        author=author,
        responses=(response("platform", "Instagram"), response("words", "someone is me")),
        suggested=Suggested(level=level, reasons=("not sure about safety",)),
        level=level,
        about=about,
        routes=routes,
        outcome=outcome,
        discussed=discussed,
        practice=practice,
    )


@dataclass
class Happenings:
    """The events of one entry, an hour apart unless told otherwise."""

    events: list[Logged] = field(default_factory=list)

    @classmethod
    def of(cls, sent: Entry) -> "Happenings":
        return cls().then(Verb.SENT, sent.author, sent.to_plain(), at=MONDAY)

    def then(
        self,
        verb: Verb,
        actor: str,
        body: Mapping[str, Plain] | None = None,
        *,
        at: datetime | None = None,
        about: str = "k74qh2aaaaaaaaaa",
    ) -> "Happenings":
        seq = len(self.events) + 1
        self.events.append(
            Logged(
                seq=seq,
                id=f"event{seq}",
                at=at or MONDAY + timedelta(hours=seq - 1),
                actor=actor,
                about=about,
                verb=verb,
                version=1,
                body={} if body is None else body,
                commitment="",
                previous=GENESIS,
                hash=GENESIS,
                signature=b"",
            )
        )
        return self

    def and_then(self, event: Event) -> "Happenings":
        """Append what a move returned, under its own id and time."""
        self.then(event.verb, event.actor, event.body, at=event.at, about=event.about)
        self.events[-1] = _renamed(self.events[-1], event.id)
        return self

    @property
    def standing(self) -> Standing:
        return fold(self.events)

    @property
    def next_at(self) -> datetime:
        return self.events[-1].at + timedelta(hours=1)


def _renamed(logged: Logged, event_id: str) -> Logged:
    return Logged(**{**logged.__dict__, "id": event_id})
