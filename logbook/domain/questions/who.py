"""Whom it is about: a service user, or colleagues who are part of it."""

from dataclasses import dataclass
from typing import Any

from logbook.domain.answers import NOT_LISTED, Answer, Someone, Someones
from logbook.domain.events import Plain
from logbook.domain.people import Person
from logbook.domain.questions.base import (
    Asking,
    NotAnAnswer,
    Question,
    Typed,
    parts_of,
    quoted,
    text_of,
)
from logbook.domain.text import identifier


@dataclass(frozen=True)
class Who(Question):
    """A service user from the directory, or someone not listed."""

    several: bool = False

    @property
    def _missing(self) -> str:
        return "Choose who it was, or someone not listed."

    def directory(self, asking: Asking) -> tuple[tuple[str, str, str], ...]:
        """Whom one may choose: id, name as shown, and what tells namesakes apart."""
        listed = sorted(asking.people.values(), key=lambda person: person.closed is not None)
        return tuple((person.id, _shown(person), _where(person)) for person in listed)

    def _read(self, typed: Typed, asking: Asking) -> Answer:
        names = parts_of(text_of(typed)) if self.several else [text_of(typed).strip()]
        if not names:
            raise self._nothing()
        found = dict.fromkeys(self._find(name, asking) for name in names)
        return Someones(tuple(found))

    def _find(self, name: str, asking: Asking) -> Someone:
        kind, _, rest = name.partition(":")
        if kind.strip().casefold() in (NOT_LISTED, "someone not listed", "not listed"):
            if not rest.strip():
                raise NotAnAnswer("Write a name or a few words for the person not listed.")
            return Someone("", identifier(rest))
        matches = self._matches(name.strip(), asking)
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise NotAnAnswer(f"More than one person fits {quoted(name)}. Choose from the list.")
        raise NotAnAnswer(
            f"Nobody listed fits {quoted(name)}. "
            "Choose from the list, or write “not listed: ” and the name."
        )

    def _matches(self, name: str, asking: Asking) -> list[Someone]:
        """By id, by a way to write them, or by whole words of a name: never by a part of one."""
        wanted = name.casefold()
        people = self._someones(asking)
        for fits in (
            lambda id_, _name, _initials: id_ == name,
            lambda _id, full, initials: wanted in _ways_to_write(full, initials),
            lambda _id, full, _initials: {*wanted.split()} <= {*full.casefold().split()},
        ):
            found = [
                Someone(id_, full) for id_, full, initials in people if fits(id_, full, initials)
            ]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _someones(self, asking: Asking) -> list[tuple[str, str, str]]:
        return [
            (each.id, each.name, written)
            for each in asking.people.values()
            for written in (each.initials, *each.aliases)
        ]

    def _wording(self, answer: Someones) -> str:
        return ", ".join(
            each.name if each.id else f"{each.name} (not listed)" for each in answer.people
        )

    def _to_plain(self, answer: Someones) -> Plain:
        return [{"id": each.id, "name": each.name} for each in answer.people]

    def _from_plain(self, plain: Any) -> Answer:
        return Someones(tuple(Someone(each["id"], each["name"]) for each in plain))

    def _typed(self, answer: Someones) -> Typed:
        return "\n".join(each.id or f"{NOT_LISTED}: {each.name}" for each in answer.people)


def _shown(person: Person) -> str:
    """With what else they are called by, so that typing any of it finds them."""
    return f"{person.name} ({', '.join((person.initials, *person.aliases))})"


def _where(person: Person) -> str:
    """A file that was closed is said to be: what happened before can still be recorded."""
    closed = "file closed" if person.closed is not None else ""
    return " · ".join(part for part in (person.house, closed) if part)


def _ways_to_write(name: str, initials: str) -> tuple[str, ...]:
    return name.casefold(), initials.casefold(), initials.replace(".", "").casefold()


@dataclass(frozen=True)
class WhichStaff(Who):
    """Members of staff who are part of what happened. Whoever is named here never reads it."""

    several: bool = True
    topic: str = "staff"

    def directory(self, asking: Asking) -> tuple[tuple[str, str, str], ...]:
        return tuple((each.id, each.name, each.role_words) for each in asking.staff)

    def _someones(self, asking: Asking) -> list[tuple[str, str, str]]:
        return [(each.id, each.name, "") for each in asking.staff]
