"""Facts about how moments, ages and deadlines are worded."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.dates import Moment, ago, short, show, until

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 14, 30, tzinfo=LONDON)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment.at(at(17, 15, 30)), "Tuesday 17 November 2026, 3:30pm (yesterday)"),
        (
            Moment.at(at(17, 15, 30), about=True),
            "about Tuesday 17 November 2026, 3:30pm (yesterday)",
        ),
        (Moment.at(at(18, 12)), "Wednesday 18 November 2026, midday (today)"),
        (
            Moment.at(at(17, 0)),
            "Tuesday 17 November 2026, midnight (the start of the day, yesterday)",
        ),
        (Moment.on(date(2026, 11, 16)), "Monday 16 November 2026 (2 days ago)"),
        (Moment.on(date(2026, 11, 24)), "Tuesday 24 November 2026 (in 6 days)"),
        (Moment.on(date(2026, 4, 3)), "Friday 3 April 2026 (7 months ago)"),
        (Moment.on(date(2024, 4, 3)), "Wednesday 3 April 2024 (2 years ago)"),
        (Moment.unknown(), "not known"),
    ],
)
def test_a_moment_is_said_in_full(moment: Moment, said: str) -> None:
    assert show(moment, NOW) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment.at(at(17, 15, 30)), "yesterday 3.30pm"),
        (Moment.at(at(18, 9)), "today 9am"),
        (Moment.at(at(13, 15, 30), about=True), "about Fri 3.30pm"),
        (Moment.on(date(2026, 11, 17)), "yesterday"),
        (Moment.at(at(3, 15, 30)), "3 Nov 3.30pm"),
        (Moment.on(date(2025, 11, 13)), "13 Nov 2025"),
        (Moment.on(date(2026, 11, 24)), "Tue 24 Nov"),
        (Moment.unknown(), "not known"),
    ],
)
def test_a_moment_in_a_list_is_short(moment: Moment, said: str) -> None:
    assert short(moment, NOW) == said


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (NOW - timedelta(seconds=59), "just now"),
        (NOW + timedelta(seconds=30), "just now"),
        (NOW - timedelta(minutes=12), "12 min ago"),
        (NOW - timedelta(hours=3), "3 h ago"),
        (at(17, 23), "yesterday"),
        (at(13), "5 days ago"),
        (at(3), "3 Nov"),
        (at(3, year=2025), "3 Nov 2025"),
        (at(18, 16), "today 4pm"),
    ],
)
def test_an_age_is_worded(instant: datetime, said: str) -> None:
    assert ago(instant, NOW) == said


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (NOW + timedelta(minutes=40), "in 40 min"),
        (NOW + timedelta(seconds=1), "in 1 min"),
        (NOW, "due now"),
        (NOW - timedelta(seconds=59), "due now"),
        (NOW - timedelta(minutes=59), "59 min late"),
        (NOW - timedelta(hours=2), "2 h late"),
        (NOW - timedelta(hours=30), "1 day late"),
        (NOW - timedelta(days=9), "9 days late"),
        (at(18, 17), "today 5pm"),
        (at(19, 17), "tomorrow 5pm"),
        (at(24, 17), "Tue 24 Nov"),
        (at(4, 17, month=1, year=2027), "4 Jan 2027"),
    ],
)
def test_a_deadline_is_worded(instant: datetime, said: str) -> None:
    assert until(instant, NOW) == said


def test_lateness_is_real_time_when_the_clocks_went_back() -> None:
    due = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    assert until(due, datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON)) == "2 h late"


def test_tomorrow_is_judged_where_the_service_is() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert until(datetime(2026, 7, 2, 16, tzinfo=UTC), late) == "tomorrow 5pm"
    assert until(datetime(2026, 7, 2, 16, tzinfo=UTC), late + timedelta(hours=1)) == "today 5pm"


@given(
    st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_instant_has_words(instant: datetime, now: datetime) -> None:
    assert ago(instant, now)
    assert ("late" in until(instant, now) or until(instant, now) == "due now") == (instant <= now)
