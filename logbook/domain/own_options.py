"""The changes of one service to one list: what it added, and what it does not offer any more."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from logbook.domain.events import Plain
from logbook.domain.refusals import Refusal
from logbook.domain.text import HiddenCharacters, TooLong, identifier

OWN = "own-"
"""Begins the key of an option that a service added, so that no later version takes it."""
LONGEST_LABEL = 60
MOST_ADDED = 40
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class NotAList(Refusal):
    """The changes of a list cannot be read."""


@dataclass(frozen=True)
class OwnOption:
    """Something that a service added to a list. Its words can be changed; its key cannot."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class OwnList:
    """What a service changed about the list of this key."""

    of: str
    disabled: frozenset[str] = frozenset()
    added: tuple[OwnOption, ...] = ()

    def to_plain(self) -> dict[str, Plain]:
        return {
            "disabled": tuple(sorted(self.disabled)),
            "added": tuple({"key": each.key, "label": each.label} for each in self.added),
        }

    @classmethod
    def from_plain(cls, of: str, plain: Any) -> Self:
        """The changes as they are stored.

        Raises:
            NotAList: it is not what is stored of a list.
        """
        if not _KEY.fullmatch(of):
            raise NotAList(f"There is no list called “{of}”.")
        if not isinstance(plain, Mapping):
            raise NotAList("Lists: each has what is not offered, and what was added.")
        disabled, added = plain.get("disabled", ()), plain.get("added", ())
        if not isinstance(disabled, list | tuple) or not isinstance(added, list | tuple):
            raise NotAList("Lists: each has what is not offered, and what was added.")
        options = tuple(_option(each) for each in added)
        if len(options) > MOST_ADDED:
            raise NotAList(f"Lists: at most {MOST_ADDED} of your own fit in one list.")
        if len({each.key for each in options}) < len(options):
            raise NotAList("Lists: each answer is in a list once.")
        return cls(of=of, disabled=frozenset(map(_key, disabled)), added=options)


def _key(plain: Any) -> str:
    if not isinstance(plain, str) or not _KEY.fullmatch(plain):
        raise NotAList("Lists: an answer is named by its key, like own-mastodon.")
    return plain


def _option(plain: Any) -> OwnOption:
    if not isinstance(plain, Mapping):
        raise NotAList("Lists: an answer that was added has a key and its words.")
    key = _key(plain.get("key"))
    if not key.startswith(OWN):
        raise NotAList(f"Lists: the key of an answer that was added begins with {OWN}.")
    return OwnOption(key, label_of(plain.get("label")))


def label_of(typed: Any) -> str:
    """The words of an option as they are shown.

    Raises:
        NotAList: there are none, or too many, or they would be read as something else.
    """
    if not isinstance(typed, str) or not typed.strip():
        raise NotAList("Write the words of the answer as staff will read them.")
    try:
        label = identifier(typed)
    except (HiddenCharacters, TooLong) as why:
        raise NotAList(f"The words of the answer: {why}") from None
    if len(label) > LONGEST_LABEL:
        raise NotAList(f"Write the answer in at most {LONGEST_LABEL} letters.")
    if ":" in label or "," in label:
        raise NotAList("Write the answer without a colon or a comma: they part answers.")
    if not any(letter.isalpha() for letter in label):
        raise NotAList("Write the answer with letters: a number alone chooses by its place.")
    return label


def key_for(label: str, taken: Collection[str]) -> str:
    """A permanent key made from the words, unlike any in the list."""
    words = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")[:40].strip("-")
    key = f"{OWN}{words or 'answer'}"
    if key not in taken:
        return key
    number = next(n for n in range(2, len(taken) + 3) if f"{key}-{n}" not in taken)
    return f"{key}-{number}"
