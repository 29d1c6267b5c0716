"""What can be searched of an entry: its words, by where they stand and by who may read them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Self, TypeAlias

from logbook.domain.actions import AgreedAction
from logbook.domain.events import reference
from logbook.domain.folding.reading import CONTENT_GONE
from logbook.domain.people import Person, Staff, letters_of
from logbook.domain.rights import reads_managers_words
from logbook.domain.standing import Standing


class Where(StrEnum):
    """Where words stand, in the order in which it is said; the word names a column."""

    ENTRY = "entry"
    HISTORY = "history"
    DECISION = "decision"
    TOLD = "told"
    REVIEW = "review"
    NOTE = "note"
    ACTION = "action"

    def words(self, *, by_author: bool) -> str:
        """For whoever found it; empty where it is the entry itself that has them."""
        if self is Where.TOLD and by_author:
            return "in what you were told"
        return _WORDS[self]


_WORDS = {
    Where.ENTRY: "",
    Where.HISTORY: "in its history",
    Where.DECISION: "in the decision",
    Where.TOLD: "in what the worker was told",
    Where.REVIEW: "in the review",
    Where.NOTE: "in a note for managers",
    Where.ACTION: "in an agreed action",
}

ELSEWHERE = tuple(each for each in Where if each is not Where.ENTRY)


class Scope(StrEnum):
    """Who reads the same of an entry."""

    OTHERS = "others"
    AUTHOR = "author"
    MANAGERS = "managers"


@dataclass(frozen=True, kw_only=True)
class Readable:
    """The words that some of the readers of an entry have, all of them and no more."""

    scope: Scope
    words: Mapping[Where, str]
    readers: frozenset[str]


def readable(standing: Standing, readers: Iterable[str], staff: Staff) -> tuple[Readable, ...]:
    """Each reader once, with all that they may read; those who have the same have it together."""
    by_scope: dict[Scope, set[str]] = {scope: set() for scope in Scope}
    for reader in readers:
        by_scope[_scope(standing, reader, staff)].add(reader)
    found: list[Readable] = []
    everybodys = _everybodys(standing, staff)
    for scope, some in by_scope.items():
        if not some:
            continue
        words = _said(standing, scope, staff, everybodys)
        same = next((each for each in found if each.words == words), None)
        if same is None:
            found.append(Readable(scope=scope, words=words, readers=frozenset(some)))
        else:
            both = Readable(scope=same.scope, words=words, readers=same.readers | some)
            found[found.index(same)] = both
    return tuple(found)


def _scope(standing: Standing, reader: str, staff: Staff) -> Scope:
    if reads_managers_words(staff[reader], standing):
        return Scope.MANAGERS
    return Scope.AUTHOR if reader == standing.author else Scope.OTHERS


def _everybodys(standing: Standing, staff: Staff) -> Mapping[Where, Iterable[str]]:
    """What all of its readers read of it."""
    return {
        Where.ENTRY: tuple(_entry(standing)),
        Where.HISTORY: tuple(_history(standing, staff)),
        Where.DECISION: tuple(_decision(standing)),
        Where.TOLD: (standing.told.words,) if standing.told else (),
    }


def _said(
    standing: Standing, scope: Scope, staff: Staff, everybodys: Mapping[Where, Iterable[str]]
) -> Mapping[Where, str]:
    """Every text once, at the first place where it stands."""
    texts: dict[Where, Iterable[str]] = {**everybodys}
    if scope is Scope.MANAGERS:
        texts[Where.REVIEW] = (one.shown for each in standing.reviews for one in each.responses)
        texts[Where.NOTE] = (each.text for each in standing.notes)
        texts[Where.ACTION] = (one for each in standing.actions for one in _action(each, staff))
    elif scope is Scope.AUTHOR:
        texts[Where.ACTION] = _given(standing, standing.author)
    said: set[str] = set()
    once = ((where, _once(some, said)) for where, some in texts.items())
    return {where: words for where, words in once if words}


def _once(texts: Iterable[str], said: set[str]) -> str:
    new = [
        each for each in dict.fromkeys(texts) if each and each != CONTENT_GONE and each not in said
    ]
    if not new:
        return ""
    said.update(new)
    return "\n".join(new)


def _entry(standing: Standing) -> Iterator[str]:
    """What whoever wrote it says, and what it is called."""
    entry = standing.entry
    yield from (reference(standing.id), entry.title, entry.person_shown)
    if entry.brought_in:
        yield entry.brought_in.author
    yield from (response.shown for response in entry.responses)
    for added in standing.amendments:
        yield from (response.shown for response in added.responses)
        yield from (added.note, added.reason)


def _history(standing: Standing, staff: Staff) -> Iterator[str]:
    """What was said of it on its way, to be read by everybody who reads it."""
    for answer in standing.answers:
        yield from (answer.question.text, answer.text)
    if standing.question:
        yield standing.question.text
    for talk in standing.talks:
        yield from ("" if talk.who in staff else talk.who, talk.answer, talk.reference)
    yield from (each.because for each in standing.levels)
    for each in standing.declined:
        yield from (each.offer.words, each.words)
    if standing.offer:
        yield standing.offer.words
    yield from (standing.waiting_for, standing.reopened_because, standing.withdrawn_because)


def _decision(standing: Standing) -> Iterator[str]:
    decision = standing.decision
    if decision:
        yield from (decision.shown, decision.because, decision.next_step)


def _action(action: AgreedAction, staff: Staff) -> Iterator[str]:
    yield action.what
    if action.who not in staff:
        yield action.who
    yield from (step.note for step in action.steps)


def _given(standing: Standing, member: str) -> Iterator[str]:
    """What they still have to do themselves: all of it that their own list shows them."""
    return (each.what for each in standing.actions if each.is_open and each.who == member)


# what was meant by what was typed

Meant: TypeAlias = Mapping[str, str]
"""By initials as they were typed: the name of whoever is shown so."""


def meant_by(typed: str, by_letters: Mapping[str, Person]) -> Meant:
    """Lists show people by their initials, and an entry has their names.

    Two small letters among other words are a word, and nobody's initials.
    """
    parts = typed.split()
    return {
        part: by_letters[letters].name
        for part in parts
        if (letters := letters_of(part)) in by_letters
        and (len(parts) == 1 or "." in part or part.isupper())
    }


# where they were found


@dataclass(frozen=True)
class Sought:
    """Typed words as the index has them, the last one the beginning of a word."""

    words: tuple["_Word", ...]
    names: Mapping["_Word", "_Word"]
    """Of words that are initials: the name, which is as good."""

    @classmethod
    def of(cls, typed: Sequence[str], meant: Meant | None = None) -> Self:
        said = [(each, parts) for each in typed if (parts := _parts(each))]
        last = len(said) - 1
        words = [(each, _Word(parts, ends=nth < last)) for nth, (each, parts) in enumerate(said)]
        names = {
            word: _Word(_parts(meant[each]), ends=True)
            for each, word in words
            if meant and each in meant
        }
        return cls(tuple(word for _, word in words), names)

    def elsewhere(self, entry: str, others: Sequence[str]) -> tuple[Where, ...]:
        """Where those words stand that the entry itself does not have; most have them all.

        `others` are texts in the order of `ELSEWHERE`.
        """
        lower = entry.lower()
        missing = [each for each in self.words if not self._has(each, lower)]
        if not missing:
            return ()
        first = {self._first(each, others) for each in missing}
        return tuple(where for at, where in enumerate(ELSEWHERE) if at in first)

    def _has(self, word: "_Word", lower: str) -> bool:
        return word.is_in(lower) or (word in self.names and self.names[word].is_in(lower))

    @staticmethod
    def _first(word: "_Word", others: Sequence[str]) -> int | None:
        found = (at for at, text in enumerate(others) if text and word.is_in(text.lower()))
        return next(found, None)


@dataclass(frozen=True)
class _Word:
    """One typed word: its parts, each after the other, with nothing between but signs."""

    parts: tuple[str, ...]
    ends: bool
    """Whether a text has to have all of it; the last one may be a beginning."""

    def is_in(self, lower: str) -> bool:
        """Most stand between spaces, which is seen without a pattern.

        Accents are looked away from only where that can make a difference: it costs the most.
        """
        if self._between_spaces in lower:
            return True
        if lower.isascii():
            return self.parts[0] in lower and bool(self._pattern.search(lower))
        return bool(self._pattern.search(lower) or self._pattern.search(_plainly(lower)))

    @cached_property
    def _between_spaces(self) -> str:
        return f" {' '.join(self.parts)}{' ' if self.ends else ''}"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """It begins with letters as they are, and only then looks back: found ten times sooner."""
        first, *others = self.parts
        end = r"(?![^\W_])" if self.ends else ""
        return re.compile(
            f"{first}(?<![^\\W_]{first}){''.join(_SIGNS + each for each in others)}{end}"
        )


_PART = re.compile(r"[^\W_]+")
_SIGNS = r"[\W_]+"
_ACCENTS = re.compile("[\u0300-\u036f]")


def _parts(word: str) -> tuple[str, ...]:
    return tuple(_PART.findall(_plainly(word)))


def _plainly(text: str) -> str:
    """As the index compares: no capitals and no accents."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return _ACCENTS.sub("", unicodedata.normalize("NFD", lower))
