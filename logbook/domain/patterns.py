"""Patterns: what several entries say together, as questions for a manager and never as blame."""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from logbook.domain.events import Plain
from logbook.domain.figures import HELPED
from logbook.domain.standing import Standing, State

MANY = 3
"""From the third entry, or the third request, on it is a pattern."""
FOLLOW_REQUEST = "follow-request"
DECLINED = "declined"
"""Help that was refused; a tracing request that was stopped is what the policy asks."""
REFUSED_FROM = 2
YEAR = timedelta(days=365)
"""Over which help given and refused are weighed: a month has too few of them."""
HANDLES = "handle"
"""How the keys of the questions end that ask for the name somebody uses online."""


class Sort(StrEnum):
    """What kind of pattern it is; the word is stable and never shown."""

    AGAIN = "again"
    FOLLOWS = "follows"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Known:
    """An entry about one person as patterns see it: nothing of what anybody wrote."""

    id: str
    kind: str
    sent_at: datetime
    outcome: str = ""
    counts: bool = True
    """False for what was taken back, and for old records, which were not sent when they were."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Something several entries say together, with all of them as its evidence."""

    sort: Sort
    evidence: tuple[str, ...]
    """The other entries, newest first."""
    count: int
    """How many there are with the entry itself."""
    given: int = 0
    """Help given, where it is about help refused."""


def of_person(this: Known, earlier: Iterable[Known], days: int) -> tuple[Pattern, ...]:
    """What an entry and those sent before it about the same person say together.

    `earlier` holds what the reader may read, and nothing else: it is counted and named.
    """
    if not this.counts:
        return ()
    before = [each for each in earlier if each.counts and each.sent_at <= this.sent_at]
    recent = [each for each in before if each.sent_at >= this.sent_at - timedelta(days=days)]
    return (*_again(recent), *_follows(this, recent), *_refused(this, before))


def _again(recent: Sequence[Known]) -> Iterator[Pattern]:
    if len(recent) + 1 >= MANY:
        yield Pattern(sort=Sort.AGAIN, evidence=_ids(recent), count=len(recent) + 1)


def _follows(this: Known, recent: Sequence[Known]) -> Iterator[Pattern]:
    requests = [each for each in recent if each.kind == FOLLOW_REQUEST]
    if this.kind == FOLLOW_REQUEST and len(requests) + 1 >= MANY:
        yield Pattern(sort=Sort.FOLLOWS, evidence=_ids(requests), count=len(requests) + 1)


def _refused(this: Known, before: Sequence[Known]) -> Iterator[Pattern]:
    """Where help was refused at least as often as it was given."""
    year = [this, *(each for each in before if each.sent_at >= this.sent_at - YEAR)]
    refused = [each for each in year if each.outcome == DECLINED]
    given = [each for each in year if each.outcome in HELPED]
    if len(refused) >= max(REFUSED_FROM, len(given)):
        yield Pattern(
            sort=Sort.REFUSED,
            evidence=_ids(each for each in refused if each.id != this.id),
            count=len(refused),
            given=len(given),
        )


def _ids(some: Iterable[Known]) -> tuple[str, ...]:
    return tuple(each.id for each in some)


# the marks by which a contact is known again

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""Looked for only where a word begins, so that a long one without an @ is read once."""
_AT_NAME = re.compile(r"(?<![\w.@])[@＠](\w(?:[\w.-]*\w)?)")
_PAID_TO = re.compile(
    r"(?:(?:paypal\.me|cash\.app|monzo\.me|revolut\.me)/[£$@]?|(?<!\w)[£$](?=[^\W\d]))"
    r"(\w(?:[\w.-]*\w)?)",
    re.IGNORECASE,
)
_CAN_MARK = re.compile("[@＠£$/0]|\\+")
"""A sign that every such name and number has: most texts have none, and every save reads them."""
_PHONE = re.compile(r"(?<![\w+])(?:\+|\(?0)[\d ().\-]{7,20}\d")
_AT_HOME, _ABROAD = range(10, 12), range(8, 16)
"""How many digits a telephone number has."""
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ASIDE = re.compile(r"\([^)]*\)|\s+on\s+\w+\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;/|\n]|\s+(?:or|aka)\s+", re.IGNORECASE)
_FEWEST = 3
"""A name of two letters is anybody's."""
_NO_NAME = frozenset(
    {
        *("unknown", "notknown", "none", "nobody", "noone", "na", "nil", "private", "notsure"),
        *("dontknow", "don'tknow", "don’tknow", "donotknow", "idonotknow", "idon'tknow"),
    }
)


def marks_of(standing: Standing) -> frozenset[str]:
    """The names, numbers and payment names in an entry by which a contact is known again.

    A sealed entry has none, nor one for practice, nor one that its author took back.
    """
    if standing.sealed or standing.entry.practice or standing.state is State.WITHDRAWN:
        return frozenset()
    found: set[str] = set()
    for response in standing.current_responses:
        for words in _own_words(response.value):
            named = _named(words) if response.key.endswith(HANDLES) else ()
            found |= {*named, *marks_in(words)}
    for text in (
        *(each.note for each in standing.amendments),
        *(each.text for each in standing.answers),
    ):
        found |= marks_in(text)
    return frozenset(found)


def _own_words(value: Plain) -> Iterator[str]:
    """What somebody typed, of an answer as it is stored; never whom it names from a list."""
    if isinstance(value, str):
        yield value
    for each in value if isinstance(value, list | tuple) else (value,):
        if isinstance(each, dict):
            words = (each.get("text"), each.get("detail"))
            yield from (said for said in words if isinstance(said, str) and said)


def marks_in(text: str) -> frozenset[str]:
    """What stands in a story as a handle, an address, a payment name or a telephone number."""
    if not _CAN_MARK.search(text):
        return frozenset()
    left = _EMAIL.sub(" ", text)
    names = (
        *_EMAIL.findall(text),
        *(match[1] for match in _AT_NAME.finditer(left)),
        *(match[1] for match in _PAID_TO.finditer(left)),
    )
    return frozenset((*filter(None, map(name_mark, names)), *_numbers(left)))


def _named(value: str) -> Iterator[str]:
    """What was typed as the name somebody uses: one, or several apart."""
    numbers = list(_numbers(value))
    yield from numbers
    if numbers or _EMAIL.search(value) or _AT_NAME.search(value) or _PAID_TO.search(value):
        return
    for part in _SEVERAL.split(value):
        mark = name_mark(_ASIDE.sub("", part))
        if mark:
            yield mark


def name_mark(name: str) -> str:
    """A name as it is compared: case, @, spaces and dots do not matter; empty where it is none."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    mark = "".join(sign for sign in plain if sign not in "@." and not sign.isspace())
    letters = sum(sign.isalnum() for sign in mark)
    return "" if letters < _FEWEST or mark in _NO_NAME else mark


def _numbers(text: str) -> Iterator[str]:
    for match in _PHONE.finditer(text):
        mark = number_mark(match[0])
        if mark:
            yield mark


def number_mark(typed: str) -> str:
    """A telephone number as it is compared: +44 is 0; empty where it is none."""
    if _DAY.match(typed):
        return ""
    digits = "".join(sign for sign in typed.replace("(0)", "") if sign in string.digits)
    if typed.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith("44"):
            return f"+{digits}" if len(digits) in _ABROAD and digits[0] != "0" else ""
        digits = f"0{digits.removeprefix('44').removeprefix('0')}"
    return digits if len(digits) in _AT_HOME and digits[1] != "0" else ""
