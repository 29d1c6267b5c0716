"""Working days: weekends, the bank holidays of each part of the United Kingdom, and extra days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.easter import easter

MONDAY, SATURDAY = 0, 5


class Region(StrEnum):
    """Whose bank holidays apply. Stored as text."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def words(self) -> str:
        return {
            Region.ENGLAND_AND_WALES: "England and Wales",
            Region.SCOTLAND: "Scotland",
            Region.NORTHERN_IRELAND: "Northern Ireland",
        }[self]


_MOVED = {
    date(2020, 5, 4): date(2020, 5, 8),  # 75 years since VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # beside the Platinum Jubilee
}
"""Yearly bank holidays that a year put elsewhere."""

_ONCE = {
    date(2022, 6, 3): frozenset(Region),  # Platinum Jubilee
    date(2022, 9, 19): frozenset(Region),  # State Funeral of Queen Elizabeth II
    date(2023, 5, 8): frozenset(Region),  # Coronation of King Charles III
    date(2026, 6, 15): frozenset({Region.SCOTLAND}),  # Scotland at the World Cup
}
"""Bank holidays proclaimed for one year; one proclaimed later is an extra day in the settings."""


@dataclass(frozen=True)
class Calendar:
    """Which days are working days; `extra` are days off besides weekends and bank holidays."""

    region: Region = Region.ENGLAND_AND_WALES
    extra: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return (
            day.weekday() < SATURDAY
            and day not in self.extra
            and day not in bank_holidays(self.region, day.year)
        )

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The last of the next `count` working days; the day itself never counts."""
        for _ in range(count):
            day = self.working_day_on_or_after(day + timedelta(days=1))
        return day


@lru_cache(maxsize=256)
def bank_holidays(region: Region, year: int) -> frozenset[date]:
    """The days off themselves: a substitute day stands instead of one on a weekend."""
    yearly = {_MOVED.get(day, day) for day in (*_movable(region, year), *_fixed(region, year))}
    return frozenset(yearly) | {
        day for day, regions in _ONCE.items() if day.year == year and region in regions
    }


def _movable(region: Region, year: int) -> Iterator[date]:
    yield easter(year) - timedelta(days=2)
    if region is not Region.SCOTLAND:
        yield easter(year) + timedelta(days=1)
    yield _first_monday(year, 5)
    yield _last_monday(year, 5)
    yield _first_monday(year, 8) if region is Region.SCOTLAND else _last_monday(year, 8)


def _fixed(region: Region, year: int) -> Iterator[date]:
    christmas = [date(year, 12, 25), date(year, 12, 26)]
    new_year = [date(year, 1, 1)]
    if region is Region.SCOTLAND:
        new_year.append(date(year, 1, 2))
        yield from _substituted([date(year, 11, 30)])
    if region is Region.NORTHERN_IRELAND:
        yield from _substituted([date(year, 3, 17)])
        yield from _substituted([date(year, 7, 12)])
    yield from _substituted(new_year)
    yield from _substituted(christmas)


def _substituted(days: list[date]) -> list[date]:
    """Neighbouring holidays: those on a weekend move to the next weekdays that are still free."""
    off = [day for day in days if day.weekday() < SATURDAY]
    for day in days:
        if day not in off:
            free = day
            while free.weekday() >= SATURDAY or free in off:
                free += timedelta(days=1)
            off.append(free)
    return off


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    """For May and August, both of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
