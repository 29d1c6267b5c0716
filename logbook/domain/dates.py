"""The moments people write, read the UK way and never guessed: what is unclear is asked."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from logbook.domain.days import EXAMPLES, NUMBERS, TO_COME, Written, counted, read_day
from logbook.domain.moments import (
    LONDON,
    NOON,
    HappenedTwice,
    Moment,
    NeverHappened,
    NotADate,
    NotYet,
    day_words,
    locate,
    time_words,
)
from logbook.domain.showing import ago, short, show, until

__all__ = [
    "LONDON",
    "HappenedTwice",
    "Moment",
    "NeverHappened",
    "NotADate",
    "NotYet",
    "ago",
    "read",
    "short",
    "show",
    "until",
]

LONGEST = 100
"""Characters; nobody writes a date longer than this."""

NOT_KNOWN = frozenset(
    {"not known", "unknown", "not sure", "do not know", "don't know", "i do not know"}
    | {"i don't know", "dont know", "?"}
)
MIDNIGHT, NIGHT_ENDS = time(0), time(6)
_PARTS = {
    "morning": (time(0), time(11, 59)),
    "afternoon": (time(12), time(17, 59)),
    "evening": (time(17), time(23, 59)),
    "night": (time(17), time(23, 59)),
}

_ROUGHLY = re.compile(r"\b(?:about|around|roughly|approximately|approx)\b|~")
_REMARK = re.compile(r" ?\([^()]*\)$")
_SPELT_OUT = re.compile(r"(?<![a-z])([ap])\.m\.?(?![a-z])")
_AWAY = re.compile(
    rf"(?P<later>in )?(?P<count>[0-9]{{1,5}} ?|(?:{'|'.join(NUMBERS)}|an?|half an) )"
    r"(?P<unit>m|min|minute|h|hr|hour)s?(?P<ago> ago)?"
)
_AS_POSTED = re.compile(r"(?P<count>[0-9]{1,3}) ?(?P<unit>h|hrs?|hours?|d|days?|w|wks?|weeks?)")
"""How networks say how old a post is: `2h`, `3d`, `5w`. Not `m`, which some mean months by."""
_WHICH = re.compile(r" (?:the )?(?P<which>first|second)(?: time)?$")
_TIME = (
    r"(?:[0-9]{1,2}[:.][0-9]{2}(?: ?[ap]m)?|[0-9]{1,2} ?[ap]m|[0-9]{4}"
    r"|noon|midday|midnight)"
)
_TIME_FIRST = re.compile(
    rf"(?:at )?(?P<time>{_TIME}) (?:on )?(?P<day>(?!(?:[ap]m|days?|weeks?)\b).+)"
)
_TIME_LAST = re.compile(rf"(?:at )?(?P<time>{_TIME})")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2}?)[:.]?(?P<minute>[0-9]{2})? ?(?P<half>[ap]m)?")
YEARS_BACK, YEARS_ON = 10, 1
"""Four digits alone are a time, unless they are a year so near that it could be meant."""


def read(text: str, now: datetime, zone: str = LONDON, *, allow_future: bool = False) -> Moment:
    """The moment that was written, seen from `now`.

    `allow_future` is for planned dates: a day without a year, or a weekday, is then the next one.

    Raises:
        NotADate: it cannot be read, or could mean two things; the text says what to write.
    """
    if len(text) > LONGEST:
        raise NotADate(f"That is too long for a date. {TO_COME if allow_future else EXAMPLES}")
    words, about = _ROUGHLY.subn(" ", _tidied(text))
    words = " ".join(words.split())
    if words in NOT_KNOWN:
        return Moment.unknown(zone)
    if not allow_future:
        words = _posted(words)
    local = now.astimezone(ZoneInfo(zone))
    moment = _counted(words, now, zone, about=bool(about)) or _placed(
        words, local.date(), zone, about=bool(about), forwards=allow_future
    )
    if not allow_future:
        _refuse_future(moment, local)
    return moment


def _tidied(text: str) -> str:
    plain = " ".join(text.lower().replace(",", " ").replace("’", "'").split())
    plain = _SPELT_OUT.sub(r"\1m", _REMARK.sub("", plain))
    return re.sub(r"(?<=[0-9])t(?=[0-9])", " ", plain).removesuffix(".")


def _posted(words: str) -> str:
    """`3d` under a post is `3 days ago`; of a planned date it would be a guess."""
    match = _AS_POSTED.fullmatch(words)
    if match is None:
        return words
    unit = {"h": "hours", "d": "days", "w": "weeks"}[match["unit"][0]]
    return f"{match['count']} {unit} ago"


def _counted(words: str, now: datetime, zone: str, *, about: bool) -> Moment | None:
    """`now`, `20 minutes ago`, `in 2 hours`: counted along real time, not along the clock."""
    if words in {"now", "just now", "right now"}:
        return Moment.at(now, zone, about=about)
    match = _AWAY.fullmatch(words)
    if match is None or bool(match["later"]) == bool(match["ago"]):
        return None
    unit = timedelta(minutes=1) if match["unit"].startswith("m") else timedelta(hours=1)
    away = unit * _number(match["count"].strip())
    return Moment.at(now.astimezone(UTC) + (-away if match["ago"] else away), zone, about=about)


def _number(word: str) -> float:
    if word == "half an":
        return 0.5
    return counted(word)


def _placed(words: str, today: date, zone: str, *, about: bool, forwards: bool) -> Moment:
    """A day, a time, or both."""
    which = _WHICH.search(words)
    words = _WHICH.sub("", words)
    if words in {str(today.year + by) for by in range(-YEARS_BACK, YEARS_ON + 1)}:
        raise NotADate(
            f"{words} could be a year or a time. For the time write {words[:2]}:{words[2:]}; "
            "for the date write its day and month too."
        )
    time_first = _TIME_FIRST.fullmatch(words)
    if time_first:
        words = f"{time_first['day']} {time_first['time']}"
    written = read_day(words, today, forwards=forwards) or Written(today, "", words)
    if not written.rest and words and not which:
        return Moment.on(written.day, zone, about=about)
    said = _TIME_LAST.fullmatch(written.rest)
    if said is None:
        what = f"date. {TO_COME}" if forwards else f"date and time. {EXAMPLES}"
        raise NotADate(f"That cannot be read as a {what}")
    wall = _wall(written, said["time"])
    return locate(wall, zone, which=which["which"] if which else "", about=about)


def _wall(written: Written, said: str) -> datetime:
    times = _times(said)
    if not written.part:
        return datetime.combine(written.day, times[0])
    starts, ends = _PARTS[written.part]
    for each in times:
        if written.part == "night" and each < NIGHT_ENDS:
            return datetime.combine(written.day + timedelta(days=1), each)
        if starts <= each <= ends:
            return datetime.combine(written.day, each)
    raise NotADate(f"{said} is not in the {written.part}. Write the day and the time, without it.")


def _times(said: str) -> tuple[time, ...]:
    """What the words can mean, likeliest first; more than one only where am and pm are open."""
    if said in {"noon", "midday"}:
        return (time(NOON),)
    if said == "midnight":
        return (MIDNIGHT,)
    match = _CLOCK.fullmatch(said)
    if match is None:
        raise NotADate(f"{said} is not a time. Write it like 3:30pm or 15:30.")
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if minute >= 60:  # noqa: PLR2004 - as many as an hour has
        raise NotADate(f"{said} is not a time: the minutes must be 00 to 59.")
    if half and not 1 <= hour <= NOON:
        raise NotADate(f"{said} is not a time: with am or pm the hour must be 1 to 12.")
    if hour >= 2 * NOON:
        raise NotADate(f"{said} is not a time: the hour must be 0 to 23.")
    if half:
        return (time(hour % NOON + (NOON if half == "pm" else 0), minute),)
    return (time(hour, minute), time((hour + NOON) % 24, minute))[: 2 if hour <= NOON else 1]


def _refuse_future(moment: Moment, local: datetime) -> None:
    if moment.wall is None or moment.utc is None or moment.utc <= local.astimezone(UTC):
        return
    if not moment.is_a_day and moment.wall.date() == local.date():
        at = time_words(moment.wall)
        raise NotYet(f"{at} today is still to come. If it was yesterday, write “yesterday {at}”.")
    raise NotYet(
        f"{day_words(moment.wall.date())} is still to come. It must be today or in the past."
    )
