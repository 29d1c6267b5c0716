"""Filters: what entries can be narrowed by, beyond their words, and the labels that say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from logbook.domain.answers import UNKNOWN
from logbook.domain.events import Plain
from logbook.domain.people import Person
from logbook.domain.standing import Standing

PLATFORM_KEYS = frozenset({"platform", "other-platform"})
HARM_KEYS = frozenset({"harm", "contact-harm", "content-harm", "conduct-harm", "commerce-harm"})
"""The questions whose answers say where it happened, and what harm is feared."""


class Facet(StrEnum):
    """Something that an entry has of a list of values; the word is stored."""

    KIND = "kind"
    TOPIC = "topic"
    LEVEL = "level"
    STATE = "state"
    HOUSE = "house"
    PERSON = "person"
    WORKER = "worker"
    PLATFORM = "platform"
    HARM = "harm"


class Whose(StrEnum):
    """Whether it is the reader's to deal with."""

    ANYBODY = ""
    MINE = "mine"
    """It waits for them by now."""
    COPY = "copy"
    """Open, theirs to read, and never theirs to deal with."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What has to be true of an entry; what is empty does not narrow. Both days count."""

    values: tuple[tuple[Facet, str], ...] = ()
    """At most one value of each facet, in the order of the facets."""
    first: date | None = None
    last: date | None = None
    overdue: bool = False
    whose: Whose = Whose.ANYBODY

    @property
    def is_empty(self) -> bool:
        return self == Filter()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label(facet, value) for facet, value in self.values)

    def value(self, facet: Facet) -> str:
        """Empty where it does not narrow."""
        return dict(self.values).get(facet, "")

    def having(self, facet: Facet, value: str) -> Self:
        """The same with another value of a facet; with none where the value is empty."""
        kept = {**dict(self.values), facet: value}
        ordered = tuple((each, kept[each]) for each in Facet if kept.get(each))
        return replace(self, values=ordered)

    def to_plain(self) -> dict[str, Plain]:
        return {
            "values": {facet.value: value for facet, value in self.values},
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
            "overdue": self.overdue,
            "whose": self.whose.value,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """What a newer logbook narrows by, and this one does not know, is left out."""
        found = cls(
            first=date.fromisoformat(plain["from"]) if plain["from"] else None,
            last=date.fromisoformat(plain["to"]) if plain["to"] else None,
            overdue=plain["overdue"],
            whose=Whose(plain["whose"]),
        )
        for facet in Facet:
            found = found.having(facet, plain["values"].get(facet.value, ""))
        return found


EVERYTHING = Filter()


def label(facet: Facet, value: str) -> str:
    """One value of one facet as one word of an index."""
    return f"{facet.value}:{value}"


def labels_of(standing: Standing, people: Mapping[str, Person]) -> frozenset[str]:
    """Everything that an entry can be filtered by, as it stands now."""
    return frozenset(label(facet, value) for facet, value in _values(standing, people) if value)


def _values(standing: Standing, people: Mapping[str, Person]) -> Iterator[tuple[Facet, str]]:
    entry = standing.entry
    yield Facet.KIND, entry.kind
    yield Facet.LEVEL, standing.level.key
    yield Facet.STATE, standing.state.value
    for topic in entry.topics:
        yield Facet.TOPIC, topic
    if entry.brought_in is None:
        yield Facet.WORKER, standing.author
    for person in entry.everybody:
        yield Facet.PERSON, person
        if person in people:
            yield Facet.HOUSE, people[person].house
    for response in standing.current_responses:
        if response.key in PLATFORM_KEYS:
            yield from ((Facet.PLATFORM, each) for each in _options(response.value))
        if response.key in HARM_KEYS:
            yield from ((Facet.HARM, each) for each in _options(response.value))


def _options(value: Plain) -> Iterator[str]:
    """What was chosen, as it is stored: one option, or several; nothing where it was not said."""
    several = value if isinstance(value, list | tuple) else [value]
    for each in several:
        if isinstance(each, Mapping) and each.get("option") not in {None, UNKNOWN}:
            yield str(each["option"])
