"""What a provider may change about its logbook without touching code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from logbook.domain.calendar import Calendar, Region
from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.moments import LONDON, day_words
from logbook.domain.own_options import NotAList, OwnList
from logbook.domain.refusals import Refusal
from logbook.domain.spans import CLOCKS, Clock, NotASpan, climbs_words
from logbook.domain.text import HiddenCharacters, TooLong, identifier

MOST_CONTACTS = 50
MOST_HOLIDAYS = 500
MOST_YEARS = 100
NOT_LISTED = 0
"""Years after which a kind is looked at again, where it never is."""


class UnknownSetting(Refusal):
    """There is no setting of that name in this version."""


class NotASetting(Refusal):
    """The value is not one that this setting can have."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody outside whom staff may turn to; `checked` is when the number was last tried."""

    name: str
    telephone: str
    checked: date | None = None

    def to_plain(self) -> dict[str, Plain]:
        checked = self.checked.isoformat() if self.checked else None
        return {"name": self.name, "telephone": self.telephone, "checked": checked}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this service works. `RULES` has a label, a hint and limits for each field."""

    service_name: str = ""
    on_call: str = ""
    """Who is reached out of hours, and on which number, as it is shown to staff."""
    on_call_checked: date | None = None
    """When somebody last tried that number."""
    outside_contacts: tuple[Contact, ...] = ()
    zone: str = LONDON
    region: Region = Region.ENGLAND_AND_WALES
    extra_holidays: frozenset[date] = frozenset()
    working_day_ends: time = time(17)
    cover_minutes: int = 3
    sign_out_minutes: int = 10
    session_hours: int = 8
    late_hours: int = 24
    """Recorded later than this after it happened, an entry asks why."""
    cleared_within_days: int = 28
    """For what arrives decided: good news, and follow requests that were left."""
    pattern_days: int = 30
    """How far back repeats are counted."""
    supervision_weeks: int = 6
    clocks: tuple[Clock, ...] = field(default_factory=lambda: tuple(CLOCKS))
    lists: tuple[OwnList, ...] = ()
    """What this service changed about the lists of answers, in the order of their keys."""
    retention: tuple[tuple[str, int], ...] = ()
    """Years kept, by the key of a kind, where this service changed what the policy says."""

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.region, self.extra_holidays)

    def clock(self, level: Level) -> Clock:
        return self._clock_of[level]

    @cached_property
    def _clock_of(self) -> Mapping[Level, Clock]:
        """Found once: every save asks for them some twenty times."""
        return {clock.level: clock for clock in reversed(self.clocks)}

    def changed(self, name: str, value: Plain) -> Self:
        """These settings with one of them as it was written, typed or stored.

        Raises:
            UnknownSetting: there is no such setting.
            NotASetting: the value is out of range, or not of its kind.
        """
        whole, dot, part = name.partition(".")
        rule = RULES.get(whole)
        if rule is None or (dot and whole not in _PARTS):
            raise UnknownSetting(f"There is no setting called “{name}” in this version of logbook.")
        if dot:
            return replace(self, **{whole: _PARTS[whole](self, part, value)})
        return replace(self, **{name: rule.read(value)})

    def plain_of(self, name: str) -> Plain:
        """One setting as it is stored, or one part of one, like `clocks.high`.

        Raises:
            UnknownSetting: there is no such setting.
        """
        whole, dot, part = name.partition(".")
        if whole not in RULES or (dot and whole not in _PARTS):
            raise UnknownSetting(f"There is no setting called “{name}” in this version of logbook.")
        if not dot:
            return RULES[whole].plain(getattr(self, whole))
        match whole:
            case "clocks":
                return self.clock(_level(part)).to_plain()
            case "lists":
                return self.own_list(part).to_plain()
            case _:
                return dict(self.retention).get(part)

    def words(self, name: str) -> str:
        """One setting, or one part of one, as it is said to people.

        Raises:
            UnknownSetting: there is no such setting.
        """
        whole, dot, part = name.partition(".")
        if whole not in RULES:
            self.plain_of(name)
        if not dot:
            return RULES[whole].words(getattr(self, whole))
        match whole:
            case "clocks":
                return clock_words(self.clock(_level(part))).partition(": ")[2]
            case "lists":
                return list_words(self.own_list(part)).partition(": ")[2]
            case _:
                return years_words((part, dict(self.retention).get(part, 0))).partition(": ")[2]

    def own_list(self, of: str) -> OwnList:
        """What was changed about a list; nothing, where nothing was."""
        return next((each for each in self.lists if each.of == of), OwnList(of=of))

    def to_plain(self) -> dict[str, Plain]:
        return {name: rule.plain(getattr(self, name)) for name, rule in RULES.items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Plain]) -> Self:
        """Settings as stored; what is not in them is as it is by default.

        Raises:
            UnknownSetting: a newer version of logbook wrote them.
            NotASetting: they were changed by other means.
        """
        settings = cls()
        for name, value in plain.items():
            settings = settings.changed(name, value)
        return settings


@dataclass(frozen=True)
class Rule:
    """How one setting is labelled, read and stored."""

    label: str
    hint: str
    read: Callable[[Plain], Any]
    plain: Callable[[Any], Plain]
    words: Callable[[Any], str] = str


def _text(label: str, hint: str) -> Rule:
    def read(value: Plain) -> str:
        return _line(label, value)

    return Rule(label, hint, read, str, lambda said: said or "not said")


def _whole(label: str, unit: str, low: int, high: int) -> Rule:
    hint = f"A whole number of {unit} from {low} to {high}"

    def read(value: Plain) -> int:
        number = int(value) if isinstance(value, str) and _is_number(value) else value
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise NotASetting(f"{label}: write a whole number of {unit} from {low} to {high}.")
        return number

    def words(number: int) -> str:
        return f"{number} {unit.removesuffix('s') if number == 1 else unit}"

    return Rule(label, hint, read, int, words)


def _is_number(text: str) -> bool:
    return text.strip().isascii() and text.strip().isdecimal() and len(text) < len("1000000")


def _line(label: str, value: object) -> str:
    if not isinstance(value, str):
        raise NotASetting(f"{label}: write it in words.")
    try:
        return identifier(value)
    except (HiddenCharacters, TooLong) as refusal:
        raise NotASetting(f"{label}: {refusal}") from None


def _zone(value: Plain) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (OSError, ValueError, KeyError):  # a folder, a path out of the database, no such zone
        raise NotASetting("Time zone: write its name, like Europe/London.") from None


def _region(value: Plain) -> Region:
    try:
        return Region(str(value))
    except ValueError:
        names = ", ".join(Region)
        raise NotASetting(f"Bank holidays: write one of {names}.") from None


def _clock_time(value: Plain) -> time:
    try:
        read = time.fromisoformat(str(value))
    except ValueError:
        raise NotASetting("End of the working day: write it like 17:00.") from None
    if read.tzinfo is not None or read.second or read.microsecond:
        raise NotASetting("End of the working day: write it like 17:00.")
    return read


def _day_or_none(value: Plain) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NotASetting("On call, last checked: write the day like 2026-11-18.") from None


def _day_plain(day: date | None) -> Plain:
    return day.isoformat() if day else None


def _days(value: Plain) -> frozenset[date]:
    try:
        days = frozenset(date.fromisoformat(str(each)) for each in _several(value))
    except ValueError:
        raise NotASetting("Days off: write each like 2026-12-24.") from None
    if len(days) > MOST_HOLIDAYS:
        raise NotASetting(f"Days off: at most {MOST_HOLIDAYS} fit here.")
    return days


def _contacts(value: Plain) -> tuple[Contact, ...]:
    rows = tuple(_several(value))
    if len(rows) > MOST_CONTACTS:
        raise NotASetting(f"Outside contacts: at most {MOST_CONTACTS} fit here.")
    return tuple(_contact(row) for row in rows)


def _contact(row: Plain) -> Contact:
    if not isinstance(row, Mapping):
        raise NotASetting("Outside contacts: each has a name and a telephone number.")
    name = _line("Outside contacts", row.get("name", ""))
    telephone = _line("Outside contacts", row.get("telephone", ""))
    if not name or not telephone:
        raise NotASetting("Outside contacts: each has a name and a telephone number.")
    try:
        checked = date.fromisoformat(str(row["checked"])) if row.get("checked") else None
    except ValueError:
        raise NotASetting("Outside contacts: write the day checked like 2026-11-18.") from None
    return Contact(name=name, telephone=telephone, checked=checked)


def _clocks(value: Plain) -> tuple[Clock, ...]:
    try:
        rows = tuple(Clock.from_plain(_row(each)) for each in _several(value))
    except NotASpan as refusal:
        raise NotASetting(f"Times for each level: {refusal}") from None
    if sorted(clock.level for clock in rows) != sorted(Level):
        raise NotASetting("Times for each level: every level needs its times, once.")
    return rows


def _level(key: str) -> Level:
    try:
        return Level.of(key)
    except KeyError:
        raise UnknownSetting(f"There is no level called “{key}”.") from None


def _clock_of(settings: Settings, key: str, value: Plain) -> tuple[Clock, ...]:
    level = _level(key)
    try:
        clock = Clock.from_plain({**_row(value), "level": level.key})
    except NotASpan as refusal:
        raise NotASetting(f"Times for {level.word}: {refusal}") from None
    return tuple(clock if each.level is level else each for each in settings.clocks)


def _lists(value: Plain) -> tuple[OwnList, ...]:
    if not isinstance(value, Mapping):
        raise NotASetting("Lists: each has what is not offered, and what was added.")
    try:
        read = (OwnList.from_plain(of, changes) for of, changes in value.items())
        return tuple(sorted((each for each in read if _says(each)), key=lambda each: each.of))
    except NotAList as refusal:
        raise NotASetting(str(refusal)) from None


def _says(own: OwnList) -> bool:
    return bool(own.disabled or own.added)


def _list_of(settings: Settings, of: str, value: Plain) -> tuple[OwnList, ...]:
    return _lists({**_as_mapping(settings.lists), of: value})


def _as_mapping(lists: Iterable[OwnList]) -> dict[str, Plain]:
    return {each.of: each.to_plain() for each in lists}


def _retention(value: Plain) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, Mapping):
        raise NotASetting("Kept for: write the years for each kind of entry.")
    return tuple(sorted((key, _years(key, years)) for key, years in value.items()))


def _years(key: str, value: Plain) -> int:
    number = int(value) if isinstance(value, str) and _is_number(value) else value
    whole = isinstance(number, int) and not isinstance(number, bool)
    if not key or not whole or not NOT_LISTED <= number <= MOST_YEARS:  # type: ignore[operator]
        raise NotASetting(
            f"Kept for: write a whole number of years from 1 to {MOST_YEARS}, or "
            f"{NOT_LISTED} for never looking at them again."
        )
    return number  # type: ignore[return-value]


def _years_of(settings: Settings, key: str, value: Plain) -> tuple[tuple[str, int], ...]:
    return _retention({**dict(settings.retention), key: value})


def _row(value: Plain) -> Mapping[str, Plain]:
    if not isinstance(value, Mapping):
        raise NotASetting("Times for each level: every level needs its times, once.")
    return value


def _several(value: Plain) -> Iterable[Plain]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    if not isinstance(value, list | tuple):
        raise NotASetting("Write a list of them.")
    return value


def clock_words(clock: Clock) -> str:
    return (
        f"{clock.level.word}: acknowledge within {clock.acknowledge.words}, decide within "
        f"{clock.decide.words}, climbs: {climbs_words(clock.climbs)}"
    )


def list_words(own: OwnList) -> str:
    said = (
        f"{len(own.disabled)} not offered" if own.disabled else "",
        f"{len(own.added)} added" if own.added else "",
    )
    return f"{own.of}: {', '.join(filter(None, said)) or 'as the policy has it'}"


def years_words(kept: tuple[str, int]) -> str:
    kind, years = kept
    return f"{kind}: {f'{years} years' if years > 1 else '1 year' if years else 'not listed'}"


def _contacts_words(contacts: tuple[Contact, ...]) -> str:
    return "; ".join(f"{each.name} {each.telephone}" for each in contacts) or "none"


def _dates_plain(days: Iterable[date]) -> Plain:
    return [day.isoformat() for day in sorted(days)]


def _rows_plain(rows: Iterable[Contact | Clock]) -> Plain:
    return [row.to_plain() for row in rows]


def _time_plain(at: time) -> str:
    return at.isoformat(timespec="minutes")


RULES: Mapping[str, Rule] = {
    "service_name": _text("Name of the service", "As it stands in texts and on exports"),
    "on_call": _text("On call", "Who is reached out of hours, and on which number"),
    "on_call_checked": Rule(
        "On call, last checked",
        "The day, like 2026-11-18",
        _day_or_none,
        _day_plain,
        lambda day: day_words(day) if day else "not yet",
    ),
    "outside_contacts": Rule(
        "Outside contacts",
        "Name, telephone, when last checked",
        _contacts,
        _rows_plain,
        _contacts_words,
    ),
    "zone": Rule("Time zone", "Like Europe/London", _zone, str),
    "region": Rule(
        "Bank holidays",
        "Of which part of the United Kingdom",
        _region,
        str,
        lambda region: region.words,
    ),
    "extra_holidays": Rule(
        "Days off",
        "Besides weekends and bank holidays, like 2026-12-24",
        _days,
        _dates_plain,
        lambda days: ", ".join(day_words(day) for day in sorted(days)) or "none",
    ),
    "working_day_ends": Rule(
        "End of the working day", "Like 17:00", _clock_time, _time_plain, _time_plain
    ),
    "cover_minutes": _whole("Cover the screen after", "minutes", 1, 15),
    "sign_out_minutes": _whole("Sign out after", "minutes", 2, 60),
    "session_hours": _whole("Sign in again after", "hours", 1, 12),
    "late_hours": _whole("Ask why an entry is late after", "hours", 1, 168),
    "cleared_within_days": _whole("Clear what needs no decision within", "days", 1, 90),
    "pattern_days": _whole("Count repeats over", "days", 7, 365),
    "supervision_weeks": _whole("Weeks between supervisions", "weeks", 4, 8),
    "clocks": Rule(
        "Times for each level",
        "Acknowledge, decide, and whom it climbs to",
        _clocks,
        _rows_plain,
        lambda clocks: "; ".join(map(clock_words, clocks)),
    ),
    "lists": Rule(
        "Lists",
        "What questions offer: disabled, or added",
        _lists,
        _as_mapping,
        lambda lists: "; ".join(map(list_words, lists)) or "as the policy has them",
    ),
    "retention": Rule(
        "Kept for",
        "Years until each kind of entry is looked at again",
        _retention,
        dict,
        lambda kept: "; ".join(map(years_words, kept)) or "as the policy has it",
    ),
}
"""Every field of `Settings`, in the order a settings screen shows them."""


_PARTS: Mapping[str, Callable[[Settings, str, Plain], Any]] = {
    "clocks": _clock_of,
    "lists": _list_of,
    "retention": _years_of,
}
"""Settings that are changed part by part, like `clocks.high`: each change says what it changed."""
