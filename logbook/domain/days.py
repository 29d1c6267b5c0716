"""The days people write, the UK way: `yesterday`, `friday`, `3/4/2026`, `3 nov`, `2026-04-03`."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from logbook.domain.moments import MONTHS, WEEKDAYS, NotADate, day_words

EARLIEST, LATEST = 1900, 2100
"""Years outside these are slips of the hand."""
MOST_MONTHS = 12 * (LATEST - EARLIEST)

EXAMPLES = "Write it like 3/4/2026, 3 April 2026, yesterday 3:30pm, friday or 2 hours ago."
TO_COME = "Write it like friday, in two weeks or 3 april."
"""Examples of a day that is still to come, whatever today is."""

NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
"""As they are written in words: up to twelve."""
COUNT = rf"(?P<count>[0-9]{{1,4}}|an?|{'|'.join(NUMBERS)})"


def counted(word: str) -> int:
    """How many a word is: `3`, `three`; `a` and `an` are one."""
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word) + 1 if word in NUMBERS else 1


@dataclass(frozen=True)
class Written:
    """A day as written, the part of it that was named, and what stands behind both."""

    day: date
    part: str
    rest: str


@dataclass(frozen=True)
class _Base:
    """What a day without a year, or a weekday, is counted from, and in which direction."""

    today: date
    forwards: bool


def read_day(words: str, today: date, *, forwards: bool = False) -> Written | None:
    """The day at the start of `words`, or None if they start with no day.

    What names no year is the last such day, or with `forwards` the next.

    Raises:
        NotADate: a day that is not on the calendar, or a weekday that does not fit it.
    """
    base = _Base(today, forwards)
    if forwards and _HOW_LONG.fullmatch(words):
        words = f"in {words}"
    for pattern, day_of in _FORMS:
        match = pattern.match(words)
        if match:
            rest = words[match.end() :].strip()
            part = match.groupdict().get("part") or ""
            return _checked(match, Written(_in_range(day_of, match, base), part, rest))
    return None


def _in_range(
    day_of: Callable[[re.Match[str], _Base], date], match: re.Match[str], base: _Base
) -> date:
    try:
        day = day_of(match, base)
    except OverflowError:
        examples = TO_COME if base.forwards else EXAMPLES
        raise NotADate(f"That is further than the calendar goes. {examples}") from None
    if not EARLIEST <= day.year <= LATEST:
        raise NotADate(f"The year must be {EARLIEST} to {LATEST}.")
    return day


def _checked(match: re.Match[str], written: Written) -> Written:
    said = match.groupdict().get("weekday")
    if said and _weekday(said) != written.day.weekday():
        weekday, day = day_words(written.day).split(" ", 1)
        raise NotADate(f"{day} is a {weekday}. Write the day again, or leave the weekday out.")
    return written


def _today(match: re.Match[str], base: _Base) -> date:
    return base.today + timedelta(days=_RELATIVE[match["word"]])


def _days_away(match: re.Match[str], base: _Base) -> date:
    days = counted(match["count"]) * _DAYS_OF[match["unit"]]
    return base.today + timedelta(days=-days if match["ago"] else days)


def _months_away(match: re.Match[str], base: _Base) -> date:
    """Only of a day to come: `a month ago` is no day that anybody remembers."""
    months = counted(match["count"]) * (12 if match["unit"] == "year" else 1)
    if months > MOST_MONTHS:
        raise OverflowError
    day: date = base.today + relativedelta(months=months)
    return day


def _next(match: re.Match[str], _base: _Base) -> date:
    """The coming one to some, and the one after to others."""
    word = next(name for name in WEEKDAYS if name.lower().startswith(match["name"][:3]))
    raise NotADate(
        f"“Next {word}” can mean two days. Write {word.lower()} for the coming one, or the date."
    )


def _named(match: re.Match[str], base: _Base) -> date:
    """The last such weekday, or the next; never today, for which people write today."""
    wanted = _weekday(match["name"])
    if base.forwards and not match["last"]:
        return base.today + timedelta(days=(wanted - base.today.weekday() - 1) % 7 + 1)
    return base.today - timedelta(days=(base.today.weekday() - wanted - 1) % 7 + 1)


def _dated(match: re.Match[str], base: _Base) -> date:
    month = match["month"]
    number = int(month) if month.isdigit() else _month(month)
    if not 1 <= number <= len(MONTHS):
        raise NotADate("The month must be 1 to 12, and the day comes first: 13/4/2026.")
    day = int(match["day"])
    if match["year"]:
        return _real(_year(match["year"], base), number, day)
    this_year = _real(base.today.year, number, day)
    if base.forwards:
        return this_year if this_year >= base.today else _real(base.today.year + 1, number, day)
    return this_year if this_year <= base.today else _real(base.today.year - 1, number, day)


def _year(text: str, base: _Base) -> int:
    """Two digits are this century, or the last where that were years ahead of what can be meant."""
    year = int(text)
    if len(text) == len("2026"):
        return year
    century = base.today.year // 100 * 100
    return century + year - (100 if century + year > base.today.year and not base.forwards else 0)


def _real(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise NotADate(f"The year must be {EARLIEST} to {LATEST}.")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise NotADate(f"It must be a real date: {MONTHS[month - 1]} {year} has {length} days.")
    return date(year, month, day)


def _weekday(word: str) -> int:
    return next(at for at, name in enumerate(WEEKDAYS) if name.lower().startswith(word[:3]))


def _month(word: str) -> int:
    return next(at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(word[:3]))


_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_RELATIVE = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last": -1,
    "today": 0,
    "this": 0,
    "to": 0,  # as in tonight
    "tomorrow": 1,
}
_PART = r"(?:\ (?P<part>morning|afternoon|evening|night))?"
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = r"\ (?P<unit>day|week|fortnight)s?"
_MONTHS = r"\ (?P<unit>month|year)s?"
_DAY = r"(?P<day>[0-9]{1,2})"
_BEFORE = rf"(?:on\ )?(?:(?P<weekday>{_WEEKDAY})\ )?(?:the\ )?"
_SPOKEN_YEAR = r"(?:\ (?P<year>(?:19|20)[0-9]{2}|[0-9]{2}(?!\ ?[ap]m)))?"
_END = r"(?=\ |$)"


_HOW_LONG = re.compile(f"{COUNT}(?:{_DAYS.replace('unit', 'days')}|{_MONTHS})")
"""Of a day to come `2 weeks` says the same as `in 2 weeks`."""


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _END)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Base], date]], ...] = (
    (_form(r"(?:the\ )?(?P<word>day\ before\ yesterday|yesterday|today|tomorrow)" + _PART), _today),
    (_form(r"(?P<word>last)\ (?P<part>night)"), _today),
    (_form(r"(?P<word>this)\ (?P<part>morning|afternoon|evening)"), _today),
    (_form(r"(?P<word>to)(?P<part>night)"), _today),
    (_form(COUNT + _DAYS + r"(?P<ago>\ ago)"), _days_away),
    (_form(r"in\ " + COUNT + _DAYS + "(?P<ago>)"), _days_away),
    (_form(r"in\ " + COUNT + _MONTHS), _months_away),
    (
        _form(_BEFORE + r"(?P<year>[0-9]{4})(?P<by>[-/])(?P<month>[0-9]{1,2})(?P=by)" + _DAY),
        _dated,
    ),
    (_form(_BEFORE + _DAY + r"/(?P<month>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?"), _dated),
    (
        _form(
            _BEFORE + _DAY + r"(?P<by>[-.])(?P<month>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4}|[0-9]{2})"
        ),
        _dated,
    ),
    (_form(_BEFORE + _DAY + r"(?:st|nd|rd|th)?\ (?:of\ )?" + _MONTH + _SPOKEN_YEAR), _dated),
    (_form(_BEFORE + _MONTH + r"\ " + _DAY + r"(?:st|nd|rd|th)?" + _SPOKEN_YEAR), _dated),
    (_form(rf"(?:on\ )?next\ (?P<name>{_WEEKDAY})"), _next),
    (_form(rf"(?:on\ )?(?P<last>last\ )?(?P<name>{_WEEKDAY})" + _PART), _named),
)
