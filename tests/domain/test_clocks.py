"""Facts about deadlines."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import Region
from logbook.domain.clocks import acknowledge_by, climbs, decide_by
from logbook.domain.levels import Level
from logbook.domain.settings import Settings

LONDON = ZoneInfo("Europe/London")
DEFAULT = Settings()
LEVELS = st.sampled_from(Level)
SENT = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SETTINGS = st.builds(
    Settings,
    zone=st.sampled_from(["Europe/London", "Europe/Dublin", "America/New_York", "Asia/Tokyo"]),
    region=st.sampled_from(Region),
    extra_holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=30),
    working_day_ends=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
PAUSES = st.timedeltas(timedelta(0), timedelta(days=60))
CHANGES = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 23, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    datetime(2027, 3, 21, 1, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


WEDNESDAY = at(18, 14, 30)


@pytest.mark.parametrize(
    ("level", "sent", "acknowledge", "decide"),
    [
        (Level.EMERGENCY, WEDNESDAY, at(18, 15, 30), at(18, 23, 59)),
        (Level.EMERGENCY, at(18, 23, 30), at(19, 0, 30), at(19, 0, 30)),
        (Level.HIGH, WEDNESDAY, at(18, 18, 30), at(19, 14, 30)),
        (Level.MEDIUM, WEDNESDAY, at(19, 17), at(23, 17)),
        (Level.MEDIUM, at(20, 23), at(23, 17), at(25, 17)),
        (Level.MEDIUM, at(21, 9), at(23, 17), at(25, 17)),
        (Level.MEDIUM, at(24, 9, month=12), at(29, 17, month=12), at(31, 17, month=12)),
        (Level.MEDIUM, at(31, 9, month=12), at(4, 17, 0, 1, 2027), at(6, 17, 0, 1, 2027)),
        (Level.LOW, WEDNESDAY, at(25, 14, 30), at(16, 14, 30, month=12)),
        (Level.LOW, at(21, 9, month=2, year=2028), at(28, 9, 0, 2, 2028), at(20, 9, 0, 3, 2028)),
    ],
)
def test_each_level_is_due_as_the_table_says(
    level: Level, sent: datetime, acknowledge: datetime, decide: datetime
) -> None:
    assert acknowledge_by(level, sent, DEFAULT) == acknowledge
    assert decide_by(level, sent, DEFAULT) == decide


@pytest.mark.parametrize(
    ("level", "steps"),
    [
        (Level.EMERGENCY, [(at(18, 15), "next"), (at(18, 15, 30), "general-manager")]),
        (Level.HIGH, [(at(18, 18, 30), "general-manager"), (at(19, 14, 30), "general-manager")]),
        (Level.MEDIUM, [(at(19, 17), "next"), (at(23, 17), "general-manager")]),
        (Level.LOW, []),
    ],
)
def test_silence_climbs_as_the_table_says(level: Level, steps: list[tuple[datetime, str]]) -> None:
    assert list(climbs(level, WEDNESDAY, DEFAULT)) == steps


def test_an_hour_is_an_hour_when_the_clocks_go_back() -> None:
    sent = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert acknowledge_by(Level.EMERGENCY, sent, DEFAULT) - sent == timedelta(hours=1)
    assert decide_by(Level.HIGH, sent, DEFAULT) - sent == timedelta(hours=24)


def test_a_working_day_ends_at_five_on_either_side_of_the_change() -> None:
    friday = datetime(2026, 10, 23, 9, tzinfo=LONDON)
    assert acknowledge_by(Level.MEDIUM, friday, DEFAULT) == datetime(2026, 10, 26, 17, tzinfo=UTC)
    march = datetime(2026, 3, 27, 9, tzinfo=LONDON)
    assert acknowledge_by(Level.MEDIUM, march, DEFAULT) == datetime(2026, 3, 30, 16, tzinfo=UTC)


def test_a_week_keeps_the_time_of_day_and_steps_over_the_hour_that_is_left_out() -> None:
    sent = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)
    assert acknowledge_by(Level.LOW, sent, DEFAULT) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_bank_holidays_are_those_of_the_region() -> None:
    scotland = DEFAULT.changed("region", "scotland")
    friday = at(27, 9)
    assert acknowledge_by(Level.MEDIUM, friday, DEFAULT) == at(30, 17)
    assert acknowledge_by(Level.MEDIUM, friday, scotland) == at(1, 17, month=12)


def test_a_changed_table_changes_the_deadlines_and_the_climbs_that_follow_them() -> None:
    rows = tuple({**clock.to_plain(), "acknowledge": "2 h"} for clock in DEFAULT.clocks)
    changed = DEFAULT.changed("clocks", rows)
    assert acknowledge_by(Level.HIGH, WEDNESDAY, changed) == at(18, 16, 30)
    assert climbs(Level.HIGH, WEDNESDAY, changed)[0].at == at(18, 16, 30)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.HIGH])
def test_nothing_stops_the_clock_of_what_is_urgent(level: Level) -> None:
    paused = timedelta(days=3)
    assert decide_by(level, WEDNESDAY, DEFAULT, paused=paused) == decide_by(
        level, WEDNESDAY, DEFAULT
    )
    assert climbs(level, WEDNESDAY, DEFAULT, paused=paused) == climbs(level, WEDNESDAY, DEFAULT)


def test_a_pause_moves_what_is_less_urgent() -> None:
    paused = timedelta(days=1)
    assert decide_by(Level.MEDIUM, WEDNESDAY, DEFAULT, paused=paused) == at(24, 17)
    assert decide_by(Level.LOW, WEDNESDAY, DEFAULT, paused=paused) == at(17, 14, 30, month=12)


def assert_due(level: Level, sent: datetime, settings: Settings, paused: timedelta) -> None:
    acknowledge = acknowledge_by(level, sent, settings, paused=paused)
    decide = decide_by(level, sent, settings, paused=paused)
    assert sent < acknowledge <= decide
    assert acknowledge.tzinfo is UTC
    assert decide.tzinfo is UTC
    assert acknowledge - sent <= timedelta(days=60) + paused


@given(LEVELS, SENT, SETTINGS, PAUSES)
def test_every_level_is_always_due_after_it_was_sent_and_decided_no_sooner_than_read(
    level: Level, sent: datetime, settings: Settings, paused: timedelta
) -> None:
    assert_due(level, sent, settings, paused)


@pytest.mark.parametrize("sent", CHANGES)
@pytest.mark.parametrize("level", Level)
def test_that_holds_on_the_edges_of_the_calendar(level: Level, sent: datetime) -> None:
    assert_due(level, sent, DEFAULT, timedelta(0))


@given(LEVELS, SENT, SETTINGS, PAUSES)
def test_climbs_come_in_order_and_never_after_the_last_deadline(
    level: Level, sent: datetime, settings: Settings, paused: timedelta
) -> None:
    steps = climbs(level, sent, settings, paused=paused)
    assert all(earlier.at <= later.at for earlier, later in pairwise(steps))
    assert all(sent < at <= decide_by(level, sent, settings, paused=paused) for at, _ in steps)


@given(SENT, SETTINGS)
def test_an_emergency_is_read_before_anything_high(sent: datetime, settings: Settings) -> None:
    emergency, high = Level.EMERGENCY, Level.HIGH
    assert acknowledge_by(emergency, sent, settings) < acknowledge_by(high, sent, settings)


@given(LEVELS, SENT, SETTINGS, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_what_is_sent_later_is_never_due_earlier(
    level: Level, sent: datetime, settings: Settings, later: timedelta
) -> None:
    hour = timedelta(hours=1)  # the hour that is put in when the clocks go back
    assert decide_by(level, sent, settings) <= decide_by(level, sent + later, settings) + hour
