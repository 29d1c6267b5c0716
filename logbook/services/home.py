"""Home: what came back to me first, then what I have not finished, then what I wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.answers import Someones
from logbook.domain.directory import Directory
from logbook.domain.events import reference
from logbook.domain.folding.entries import fold
from logbook.domain.moments import Moment
from logbook.domain.showing import short
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME
from logbook.domain.standing import State
from logbook.domain.supervision import Meeting
from logbook.domain.wording import News, news_for_worker
from logbook.services import drafts, queue, supervision
from logbook.services.amending import ANSWER
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.services.queue import Line
from logbook.services.sealing import NotSealedToYou
from logbook.storage.beside import marks

LOOKED_THROUGH = 200
"""How many of one's newest entries are asked for news; older news is still in the entry."""


@dataclass(frozen=True, kw_only=True)
class CameBack:
    """An entry of mine with something in it that I have not read yet."""

    line: Line
    news: News
    is_new: bool

    @property
    def reference(self) -> str:
        return reference(self.line.entry.id)


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft of mine, and what it is called."""

    draft: Draft
    words: str


@dataclass(frozen=True, kw_only=True)
class Home:
    """Everything Home shows, as of one instant."""

    came_back: tuple[CameBack, ...]
    unfinished: tuple[Unfinished, ...]
    mine: tuple[Line, ...]
    on_call: str
    now: datetime
    to_sign: Meeting | None = None
    """One's own last supervision, while one has not signed it."""


def home(desk: Desk) -> Home:
    """Home for whoever is signed in."""
    lines = queue.mine(desk, count=LOOKED_THROUGH)
    return Home(
        came_back=_came_back(desk, lines),
        unfinished=unfinished(desk),
        mine=lines,
        to_sign=supervision.of(desk, desk.member).to_confirm,
        on_call=desk.directory.settings.on_call,
        now=desk.now,
    )


def heard(desk: Desk) -> tuple[CameBack, ...]:
    """Everything that came back of one's own entries, read or not, the newest first."""
    lines = queue.mine(desk, count=LOOKED_THROUGH)
    return tuple(sorted(_news_of(desk, lines, {}), key=lambda back: back.news.at, reverse=True))


def unfinished(desk: Desk) -> tuple[Unfinished, ...]:
    """What this person began and has not sent, the newest first."""
    directory, now = desk.directory, desk.now
    return tuple(
        Unfinished(draft=draft, words=_unfinished_words(draft, directory, now))
        for draft in drafts.unfinished(desk)
    )


def _unfinished_words(draft: Draft, directory: Directory, now: datetime) -> str:
    """What it is, about whom, since when and how far; and which of two texts."""
    started = short(Moment.at(draft.started, directory.settings.zone), now)
    if draft.second:
        started += ", second text"
    if draft.at == ANSWER:
        return f"Your answer about {reference(draft.amends)}, begun {started}"
    if draft.amends:
        return f"Adding to {reference(draft.amends)}, begun {started}"
    person = draft.answers.get("person")
    about = _about(person, directory) if isinstance(person, Someones) else ""
    practice = "Practice: " if draft.practice else ""
    return f"{practice}{draft.kind.title}{about}, begun {started}, {_how_far(draft, now)}"


def _about(person: Someones, directory: Directory) -> str:
    listed = directory.people.get(person.people[0].id)
    return f" about {listed.initials if listed else person.people[0].name}"


def _how_far(draft: Draft, now: datetime) -> str:
    if draft.at in (FOR_WHOM.key, HOW_IT_CAME.key):
        return "at the start"
    path = [question.key for question in draft.journey(now).path]
    return f"at question {path.index(draft.at) + 1}" if draft.at in path else "all answered"


def _came_back(desk: Desk, lines: tuple[Line, ...]) -> tuple[CameBack, ...]:
    """News not read yet, and questions until they are answered; questions first."""
    me = desk.keys.member_id
    ids = tuple(line.entry.id for line in lines)
    read = desk.read(lambda connection: marks.marks_of(connection, me, ids))
    found = _news_of(desk, lines, read)
    return tuple(sorted(found, key=lambda back: (not back.news.answer, -back.news.at.timestamp())))


def _news_of(desk: Desk, lines: tuple[Line, ...], read: Mapping[str, int]) -> tuple[CameBack, ...]:
    """The newest that came back of each, beyond what was read of it."""
    directory, now = desk.directory, desk.now
    return tuple(
        back
        for line in lines
        if line.entry.revision > line.entry.seq
        for back in _newest_news(desk, line, read.get(line.entry.id, 0), directory, now)
    )


def _newest_news(
    desk: Desk, line: Line, read: int, directory: Directory, now: datetime
) -> tuple[CameBack, ...]:
    """The newest that came back of one entry, where its author has not had it on screen."""
    is_new = line.entry.revision > read
    if not is_new and line.entry.state != State.WAITING_WORKER:
        return ()
    try:
        events = desk.events_of(line.entry.id)
    except NotSealedToYou:
        return ()
    zone = directory.settings.zone
    news = news_for_worker(
        fold(events), directory.staff, lambda at: short(Moment.at(at, zone), now)
    )
    if not news or not (is_new or news[0].answer):
        return ()
    return (CameBack(line=line, news=news[0], is_new=is_new),)
