"""Made-up entries in any number, the same for the same seed, for tests of size."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from logbook.domain.events import Verb
from logbook.domain.levels import Level
from logbook.domain.moments import LONDON, time_words
from logbook.domain.people import Member, Person, Role
from logbook.domain.questions import Typed
from logbook.services.samples import SampleEntry, SampleMove, SampleTime, sample_folder

T = TypeVar("T")

DAYS = 730
FRIDAY = 4
RECENT = 6
"""Days in which an entry may still be open."""
SHARES = ((0.005, Level.EMERGENCY), (0.045, Level.HIGH), (0.195, Level.MEDIUM), (1.0, Level.LOW))
"""Up to which share of all entries each level reaches, the rarest first."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_REFERENCES = 1 << 30
_STRIDE = 387_420_489
"""Odd, so that stepping by it meets every reference once before any twice."""
_OPENS, _CLOSES = 7 * 60, 22 * 60
_CLOCK = {
    minute: time_words(datetime(2000, 1, 1, *divmod(minute, 60)), ".")  # noqa: DTZ001 - a clock face
    for minute in range(24 * 60)
}
_TIMES = tuple(time(*divmod(minute, 60)) for minute in range(24 * 60))


@dataclass(frozen=True)
class _Author:
    id: str
    manager: str
    manager_name: str
    people: tuple[str, ...]


def synthetic(
    seed: int,
    count: int,
    now: datetime,
    members: Sequence[Member],
    people: Sequence[Person],
    *,
    zone: ZoneInfo = ZoneInfo(LONDON),  # noqa: B008 - frozen
) -> Iterator[SampleEntry]:
    """Plausible help requests over the two years before now, in no order.

    Four in five are Low, one in seven Medium, one in twenty-five High, one in two hundred an
    Emergency; nearly all are closed. Nothing happens after the day before now.
    """
    names = {member.id: member.name for member in members}
    authors = [
        _Author(
            member.id,
            member.manager,
            names.get(member.manager, ""),
            tuple(each.id for each in people if each.house == member.house)
            or tuple(each.id for each in people),
        )
        for member in members
        if member.roles == {Role.WORKER}
    ]
    path = sample_folder() / "phrases.json"
    maker = _Maker(Random(seed), _phrases(path), now.astimezone(zone).date())  # noqa: S311 - prose
    for _ in range(count):
        yield maker.entry(authors)


def _phrases(path: Path) -> Mapping[str, Any]:
    phrases: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return phrases


class _Maker:
    """One stream of entries; its only state is the dice and the last reference."""

    def __init__(self, dice: Random, phrases: Mapping[str, Any], today: date) -> None:
        self._dice = dice
        self._roll = dice.random
        self._phrases = phrases
        self._today = today
        self._reference = dice.getrandbits(30)

    def entry(self, authors: Sequence[_Author]) -> SampleEntry:
        author = self._one(authors)
        level = self._level()
        days = 1 + int(self._roll() * DAYS)
        minute = _OPENS + int(self._roll() * (_CLOSES - _OPENS))
        answers = self._answers(author, level, minute)
        return SampleEntry(
            id=self._id(),
            kind="help-request",
            by=author.id,
            sent=SampleTime(-days, _TIMES[minute]),
            answers=answers,
            moves=self._moves(author, level, days, minute, answers),
        )

    def _level(self) -> Level:
        share = self._roll()
        return next(level for upto, level in SHARES if share <= upto)

    def _one(self, among: Sequence[T]) -> T:
        return among[int(self._roll() * len(among))]

    def _chance(self, share: float) -> bool:
        return self._roll() < share

    def _id(self) -> str:
        """Ids whose references differ, as a store asks for, whatever their number."""
        self._reference = (self._reference + _STRIDE) % _REFERENCES
        number = self._reference << 50 | self._dice.getrandbits(50)
        return "".join([_PAIRS[number >> shift & 1023] for shift in range(70, -1, -10)])

    # what was typed

    def _answers(self, author: _Author, level: Level, minute: int) -> Mapping[str, Typed]:
        topic = self._one(self._phrases["help"])
        answers: dict[str, Typed] = {
            "person": self._one(author.people),
            "asked": self._one(self._phrases["openings"]) + self._one(topic["asked"]),
        }
        self._when(answers, minute)
        answers["platform"] = self._one(topic["platforms"])
        answers["help"] = topic["help"]
        answers["relative"] = "no"
        if level is Level.LOW:
            self._plain_help(answers, topic)
        elif level is Level.MEDIUM and self._chance(0.3):
            self._tracing(answers, author)
        else:
            self._worry(answers, author, level)
        return answers

    def _when(self, answers: dict[str, Typed], minute: int) -> None:
        share = self._roll()
        if share < 0.5:  # noqa: PLR2004 - half are written down at once
            answers["happened"] = "now"
        elif share < 0.9:  # noqa: PLR2004 - most others within two hours
            answers["happened"] = f"today {_CLOCK[minute - int(self._roll() * 120)]}"
        elif share < 0.95 or minute < 10 * 60:  # noqa: PLR2004 - some the next day
            answers["happened"] = "about 11pm yesterday"
        else:
            answers["happened"] = "yesterday 8am"
            answers["late"] = self._one(self._phrases["late"])

    def _plain_help(self, answers: dict[str, Typed], topic: Mapping[str, Any]) -> None:
        careful = self._chance(0.15)
        answers["careful"] = self._one(("passwords", "money", "location")) if careful else "none"
        if careful:
            answers["worried"] = "no"
        hands = self._one(("theirs-they", "theirs-they", "theirs-i"))
        answers["did"] = f"{hands}: {self._one(topic['did'])}"
        answers["next"] = self._one(topic["next"])

    def _tracing(self, answers: dict[str, Typed], author: _Author) -> None:
        words = self._phrases["tracing"]
        answers["help"] = "find-relative"
        answers["relative"] = self._one(("yes", "yes", "unsure"))
        answers["in-touch"] = self._one(("lost-touch", "never-met", "unsure"))
        answers["tracing-stop"] = "stop"
        answers["relative-who"] = self._one(words["whom"])
        answers["relative-why"] = self._one(words["why"])
        answers["searched"] = self._one(("no", "no", "alone", "unknown"))
        answers["orders"] = self._one(("no", "unsure"))
        answers["feeling"] = self._one(words["feeling"])
        answers["careful"] = "none"
        answers |= {"danger": "no", "life": "no", "at-risk": "no", "forced": "no"}
        answers["did"] = f"talked: {self._one(words['did'])}"
        answers["next"] = self._one(words["next"])
        answers["told"] = self._told(author)

    def _worry(self, answers: dict[str, Typed], author: _Author, level: Level) -> None:
        words = self._phrases["worry"]
        harm = self._one(words["harms"])
        answers["careful"] = self._one(("not-met", "money", "pictures", "location"))
        answers["worried"] = self._one(("yes", "unsure"))
        answers |= {"life": "no", "forced": "no"}
        answers["danger"] = "yes" if level is Level.EMERGENCY else "no"
        answers["at-risk"] = "yes" if level > Level.MEDIUM else self._one(("no", "unsure"))
        answers["saw"] = self._one(words["saw"])
        answers["said"] = self._one(words["said"])
        if self._chance(0.4):
            answers["think"] = self._one(words["think"])
        answers["signs"] = self._one(words["signs"]) if level > Level.MEDIUM else "none"
        if level > Level.MEDIUM or answers["worried"] == "yes":
            self._harm(answers, level, words, harm)
        answers["did"] = f"talked: {self._one(words['did'])}"
        answers["next"] = self._one(words["next"])
        answers["told"] = self._told(author)

    def _harm(
        self, answers: dict[str, Typed], level: Level, words: Mapping[str, Any], harm: Sequence[str]
    ) -> None:
        """What is asked of a worry, and not of a doubt."""
        sort, key, specific = harm
        answers["light"] = self._one(("person-told-me", "saw-it", "during-support"))
        answers["noticed"] = "now"
        answers["harm"] = sort
        answers[key] = specific
        answers["other-handle"] = self._one(words["handles"])
        answers["other-platform"] = answers["platform"]
        answers["relationship"] = self._one(("online-only", "stranger", "friend-met", "unknown"))
        answers["wishes"] = f"said: {self._one(words['wishes'])}"
        answers["consent"] = "yes"
        answers["capacity"] = self._one(("no", "unknown"))
        done = "called-999\nstayed" if level is Level.EMERGENCY else "listened\nkept-evidence"
        answers["done-now"] = done

    def _told(self, author: _Author) -> Typed:
        if not author.manager_name or self._chance(0.06):
            return "nobody yet: the line was engaged, trying again at handover"
        return [
            {
                "who": author.manager_name,
                "role": "line-manager",
                "how": self._one(("phone", "in-person")),
                "when": "now",
                "answer": self._one(self._phrases["worry"]["answers"]),
            }
        ]

    # what became of it

    def _moves(
        self, author: _Author, level: Level, days: int, minute: int, answers: Mapping[str, Typed]
    ) -> tuple[SampleMove, ...]:
        """The moves made before today, in order; the rest is still to come."""
        if not author.manager:
            return ()
        if level is Level.LOW and self._chance(0.015):
            because = self._one(self._phrases["withdrawn"])
            return (_move(0, minute + 10, author.id, Verb.WITHDRAWN, because=because),)
        moves = takewhile(
            lambda move: move.when.days < days, self._handling(author, level, days, minute, answers)
        )
        return tuple(moves)

    def _handling(
        self, author: _Author, level: Level, days: int, minute: int, answers: Mapping[str, Typed]
    ) -> Iterator[SampleMove]:
        by = author.manager
        still_open = self._chance(0.5 if days <= RECENT else 0.004)
        urgent = level > Level.MEDIUM
        day = 0 if urgent else self._workday(days, 1)
        at = minute + 5 + int(self._roll() * 25) if urgent else self._office_hour()
        yield _move(day, at, by, Verb.SEEN)
        if still_open and self._chance(0.5):
            return
        if level > Level.LOW:
            yield _move(day, at, by, Verb.TAKEN)
            yield from self._finding_out(author, day, at, answers)
        if level is Level.MEDIUM and self._chance(0.1):
            outside = {"for": self._one(self._phrases["waiting"])}
            yield _move(day, at + 60, by, Verb.WAITING, **outside)
            day = self._workday(days, day + 4)
            yield _move(day, 9 * 60, by, Verb.RESUMED)
        else:
            day = day + 1 if urgent else self._workday(days, day + 1)
        yield self._decided(day, by, level, answers)
        if still_open:
            return
        day = self._workday(days, day + int(self._roll() * 8))
        yield _move(day, 17 * 60, by, Verb.CLOSED)
        if self._chance(0.01):
            because = self._one(self._phrases["reopened"])
            day = self._workday(days, day + 3)
            yield _move(day, 9 * 60, by, Verb.REOPENED, because=because)
            yield self._decided(day, by, level, answers)
            yield _move(self._workday(days, day + 1), 17 * 60, by, Verb.CLOSED)

    def _finding_out(
        self, author: _Author, day: int, at: int, answers: Mapping[str, Typed]
    ) -> Iterator[SampleMove]:
        """What is said and asked between taking it and deciding, on the same day."""
        if isinstance(answers.get("told"), str):
            talk = {"who": author.manager_name, "role": "line-manager", "how": "phone"}
            yield _move(day, at + 10, author.id, Verb.DISCUSSED, **talk, time="now")
        if self._chance(0.15):
            question, answer = self._one(self._phrases["questions"])
            yield _move(day, at + 20, author.manager, Verb.ASKED, question=question)
            yield _move(day, at + 40, author.id, Verb.ANSWERED, answer=answer)

    def _decided(self, day: int, by: str, level: Level, answers: Mapping[str, Typed]) -> SampleMove:
        if "in-touch" in answers:
            words = "tracing"
        else:
            words = {Level.LOW: "low", Level.MEDIUM: "worry"}.get(level, "grave")
        outcome, because, next_step, told = self._one(self._phrases["decisions"][words])
        says = {"outcome": outcome, "because": because, "next": next_step, "words": told}
        return _move(day, 16 * 60 + int(self._roll() * 30), by, Verb.DECIDED, **says)

    def _workday(self, days: int, after: int) -> int:
        """How many days after the sending the next Monday to Friday is, from `after` on."""
        weekday = (self._today.weekday() - days + after) % 7
        return after + (7 - weekday if weekday > FRIDAY else 0)

    def _office_hour(self) -> int:
        return 9 * 60 + int(self._roll() * 7 * 60)


def _move(day: int, minute: int, by: str, verb: Verb, **says: str) -> SampleMove:
    return SampleMove(when=SampleTime(day, _TIMES[minute]), by=by, verb=verb, says=says)
