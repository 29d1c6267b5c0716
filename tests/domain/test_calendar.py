"""Facts about working days and bank holidays, as gov.uk lists them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import Calendar, Region, bank_holidays

ENGLAND, SCOTLAND, ULSTER = Region.ENGLAND_AND_WALES, Region.SCOTLAND, Region.NORTHERN_IRELAND
DAYS = st.dates(date(1990, 1, 1), date(2099, 1, 1))
CALENDARS = st.builds(
    Calendar, st.sampled_from(Region), st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 1)))
)


def listed(year: int, *days: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in days)


@pytest.mark.parametrize(
    ("region", "year", "days"),
    [
        (ENGLAND, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (ENGLAND, 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (ENGLAND, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (ENGLAND, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (ENGLAND, 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (ENGLAND, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (ENGLAND, 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (ENGLAND, 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (SCOTLAND, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
        (SCOTLAND, 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
        (SCOTLAND, 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
        (SCOTLAND, 2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
        (SCOTLAND, 2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"),
        (SCOTLAND, 2028, "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26"),
        (ULSTER, 2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
        (ULSTER, 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
        (ULSTER, 2027, "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28"),
    ],
)
def test_the_bank_holidays_are_the_published_ones(region: Region, year: int, days: str) -> None:
    assert bank_holidays(region, year) == listed(year, *days.split())


def test_three_working_days_before_christmas_end_in_the_new_year() -> None:
    assert Calendar().working_days_after(date(2026, 12, 24), 3) == date(2026, 12, 31)
    assert Calendar().working_days_after(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_scotland_starts_its_year_later() -> None:
    assert Calendar(SCOTLAND).working_days_after(date(2026, 12, 31), 1) == date(2027, 1, 5)


def test_an_extra_day_is_a_day_off() -> None:
    closed = date(2026, 11, 19)
    assert Calendar().is_working(closed)
    assert not Calendar(extra=frozenset({closed})).is_working(closed)


@given(DAYS, CALENDARS)
def test_the_next_working_day_is_the_nearest_one(day: date, calendar: Calendar) -> None:
    found = calendar.working_day_on_or_after(day)
    assert calendar.is_working(found)
    assert not any(
        calendar.is_working(day + timedelta(days=past)) for past in range((found - day).days)
    )


@given(DAYS, st.sampled_from(Region))
def test_no_bank_holiday_is_lost_on_a_weekend(day: date, region: Region) -> None:
    off = bank_holidays(region, day.year)
    assert all(each.weekday() < 5 and each.year == day.year for each in off)
    assert len(off) >= 8
