"""What supervision notes say about one worker's entries: plain values, and nobody's full name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from logbook.domain.entries import Entry, Response
from logbook.domain.events import reference
from logbook.domain.levels import Level
from logbook.domain.people import Person
from logbook.domain.refusals import NotAllowed
from logbook.domain.supported import initials_for

BANNER = "Contains personal data. Keep it where only those who need it can read it."
NAMES = (
    "People we support appear by initials and reference. Full names in people's own words are "
    "replaced by initials; first names and nicknames are not, so read before you share."
)
FULL_NAMES = "People we support appear by their full names, as whoever made this chose."
NOT_YET = "not yet"
NO_INITIALS = "–"

SHOWN_APART = frozenset({"person", "happened", "noticed"})
"""Responses that have a line of their own, or whose name is left out."""

TOPIC_TRACING, TOPIC_SAFETY = "tracing", "safety"
GOOD_NEWS = "good-news"
STOPPED = "stopped-and-referred"


@dataclass(frozen=True)
class Names:
    """Full names of people supported, and the initials that stand for them."""

    by_id: Mapping[str, str]
    """Initials by the person's id."""
    by_name: Mapping[str, str]
    """Initials by full name."""

    @classmethod
    def of(cls, people: Iterable[Person]) -> Self:
        known = tuple(people)
        return cls(
            {each.id: each.initials for each in known},
            {each.name: each.initials for each in known if each.name.strip()},
        )

    @property
    def words(self) -> str:
        """How people appear, for whoever reads it."""
        return NAMES

    def with_person_of(self, entry: Entry) -> Self:
        """These, and whoever the entry is about, with their own initials where names are shared.

        Somebody not listed may be a few words, like “her aunt”: only a name is a name.
        """
        shown = entry.person_shown
        if not entry.person and not any(word[0].isupper() for word in shown.split()):
            return self
        return replace(self, by_name={**self.by_name, shown: self.initials(entry)})

    def initials(self, entry: Entry) -> str:
        known = self.by_id.get(entry.person) or self.by_name.get(entry.person_shown)
        return known or _initials(entry.person_shown)

    def hide(self, text: str) -> str:
        """The text with every full name in it replaced, whatever its capitals and spaces."""
        if not self._longest_first:
            return text
        return self._names.sub(self._initials_found, text)

    def _initials_found(self, found: re.Match[str]) -> str:
        return self.by_name[self._longest_first[(found.lastindex or 1) - 1]]

    @cached_property
    def _longest_first(self) -> tuple[str, ...]:
        return tuple(sorted((name for name in self.by_name if name.strip()), key=len, reverse=True))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        spaced = (r"\s+".join(map(re.escape, name.split())) for name in self._longest_first)
        names = "|".join(f"({name})" for name in spaced)
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


class FullNames(Names):
    """Nobody's name is replaced, because whoever makes it chose so."""

    @property
    def words(self) -> str:
        return FULL_NAMES

    def with_person_of(self, entry: Entry) -> Self:  # noqa: ARG002 - as for names that are hidden
        return self

    def initials(self, entry: Entry) -> str:
        return entry.person_shown

    def hide(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class Answered:
    """A question as it was worded and the answer as it was shown, names taken out."""

    question: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Times:
    """The manager's own times, in words; empty where it has not happened yet."""

    seen: str = ""
    decided: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """One entry as supervision talks about it."""

    reference: str
    kind: str
    """The kind's key; `title` is what people read."""
    title: str
    level: Level
    initials: str
    happened: str
    recorded: str
    answers: tuple[Answered, ...]
    outcome: str = ""
    """The outcome as shown; empty until it is decided."""
    because: str = ""
    """Why the manager decided so."""
    told: str = ""
    """What the worker was told, in a sentence; empty until they were."""
    times: Times = Times()
    topics: tuple[str, ...] = ()
    stopped: bool = False
    """A request that the policy never allows, stopped and referred."""
    discussed: bool | None = None
    late: bool = False
    source: str = ""
    """The colleague for whom it was written down, and how it came."""

    @property
    def settled(self) -> str:
        """The outcome in words, also while only the policy has settled it."""
        if self.outcome:
            return self.outcome
        return "Stopped and referred, as the policy asks; not decided yet" if self.stopped else ""

    @classmethod
    def of(
        cls,
        entry: Entry,
        names: Names,
        *,
        happened: str,
        recorded: str,
        level: Level | None = None,
        responses: Iterable[Response] | None = None,
        outcome: str = "",
        because: str = "",
        told: str = "",
        times: Times | None = None,
        discussed: bool | None = None,
    ) -> Self:
        """The note of an entry: full names become initials here, so no format can print one.

        `level` and `responses` are as they stand now, after lowering and amending; without them,
        as the entry was sent.
        """
        known = names.with_person_of(entry)
        return cls(
            reference=reference(entry.id),
            kind=entry.kind,
            title=entry.title,
            level=entry.level if level is None else level,
            initials=known.initials(entry),
            happened=happened,
            recorded=recorded,
            answers=tuple(
                Answered(response.question, known.hide(response.shown))
                for response in (entry.responses if responses is None else responses)
                if _is_key(response)
            ),
            outcome=known.hide(outcome),
            because=known.hide(because),
            told=known.hide(told),
            times=times or Times(),
            topics=entry.topics,
            stopped=entry.outcome == STOPPED,
            discussed=entry.discussed if discussed is None else discussed,
            late=bool(entry.late_because),
            source=known.hide(entry.source),
        )


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Something agreed last time, and whether it was done."""

    what: str
    who: str = ""
    by: str = ""
    done: str = NOT_YET

    @classmethod
    def of(cls, names: Names, what: str, *, who: str = "", by: str = "", done: str = "") -> Self:
        return cls(what=names.hide(what), who=who, by=by, done=names.hide(done) or NOT_YET)


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Supervision notes for one worker and period. Sealed entries are never among them."""

    service: str
    worker: str
    manager: str
    start: date
    end: date
    head_seq: int
    head_hash: str
    made_at: str
    made_by: str
    noted: tuple[Noted, ...] = ()
    agreed_before: tuple[Agreed, ...] = ()

    @property
    def head(self) -> str:
        """Where the log stood: cut or rewritten later, it no longer agrees with this."""
        return f"{self.head_seq} · {self.head_hash[:12]}"

    @property
    def period(self) -> str:
        return f"{day_words(self.start)} to {day_words(self.end)}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def reflective_questions(noted: Iterable[Noted]) -> Iterator[str]:
    """Open questions that the entries themselves raise, each once, with the entry it is about.

    What is asked of the recording rather than of what happened is asked once for all of them.
    """
    entries = tuple(noted)
    if not entries:
        yield "Nothing was written down in this period. What came up that could have been?"
        return
    for each in entries:
        yield from _questions_about(each)
    yield from _questions_about_recording(entries)
    if not any(each.kind == GOOD_NEWS for each in entries):
        yield "What went well in this period that is not written down yet?"


def _questions_about(noted: Noted) -> Iterator[str]:
    ref = noted.reference
    if noted.stopped:
        yield f"You stopped a tracing request ({ref}): how was it to say no?"
    elif TOPIC_TRACING in noted.topics:
        yield f"Someone asked about a relative ({ref}): what helped you to answer?"
    if noted.level is Level.EMERGENCY:
        yield f"That was an emergency ({ref}): how are you now, and who has asked you?"
    elif TOPIC_SAFETY in noted.topics:
        yield f"You noticed a worry about someone's safety ({ref}): what made you notice it?"
    if noted.kind == GOOD_NEWS:
        yield f"It went well ({ref}): what did you do that we could all learn from?"


def _questions_about_recording(entries: Sequence[Noted]) -> Iterator[str]:
    silent = [each.reference for each in entries if each.discussed is False]
    late = [each.reference for each in entries if each.late]
    untold = [each.reference for each in entries if not each.told]
    if silent:
        yield f"No manager was reached by voice ({_listed(silent)}): what would make that easier?"
    if late:
        what = "It was" if len(late) == 1 else "These were"
        yield f"{what} written down later ({_listed(late)}): what would help you to write sooner?"
    if untold:
        yield f"You have not heard back yet ({_listed(untold)}): what do you need to know?"


def _listed(references: Sequence[str]) -> str:
    *others, last = references
    return f"{', '.join(others)} and {last}" if others else last


def _is_key(response: Response) -> bool:
    """Whether supervision needs it: not what was skipped, nor a plain “no” or “none of these”."""
    return response.key not in SHOWN_APART and response.value not in _SAYS_LITTLE


_SAYS_LITTLE = (
    {"skipped": True},
    {"read": True},
    {"option": "no", "detail": ""},
    [{"option": "no", "detail": ""}],
    [{"option": "none", "detail": ""}],
)


def _initials(name: str) -> str:
    try:
        return initials_for(name, ())
    except NotAllowed:
        return NO_INITIALS
