"""Facts about what a provider may change."""

from dataclasses import fields
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import Region
from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.settings import RULES, Contact, NotASetting, Settings, UnknownSetting
from logbook.domain.spans import SAME_DAY, NotASpan, Span, Unit

FULL = (
    Settings()
    .changed("service_name", "Birch Lane Support")
    .changed("on_call", "On-call manager, 01632 960000")
    .changed(
        "outside_contacts",
        [{"name": "Adult safeguarding", "telephone": "01632 960001", "checked": "2026-11-02"}],
    )
    .changed("region", "scotland")
    .changed("extra_holidays", "2026-12-24, 2026-12-31")
    .changed("working_day_ends", "16:30")
    .changed("cover_minutes", "5")
)
JSON: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def test_every_setting_has_a_label_and_limits() -> None:
    assert list(RULES) == [each.name for each in fields(Settings)]
    assert all(rule.label and rule.hint for rule in RULES.values())


@pytest.mark.parametrize("settings", [Settings(), FULL])
def test_settings_survive_being_stored(settings: Settings) -> None:
    assert Settings.from_plain(settings.to_plain()) == settings


def test_what_was_not_stored_is_as_it_is_by_default() -> None:
    assert Settings.from_plain({"cover_minutes": 7}) == Settings(cover_minutes=7)


def test_a_change_is_read_as_it_was_typed() -> None:
    assert FULL.region is Region.SCOTLAND
    assert FULL.working_day_ends == time(16, 30)
    assert FULL.extra_holidays == {date(2026, 12, 24), date(2026, 12, 31)}
    assert FULL.outside_contacts == (
        Contact(name="Adult safeguarding", telephone="01632 960001", checked=date(2026, 11, 2)),
    )
    assert not FULL.calendar.is_working(date(2026, 12, 24))


def test_a_setting_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownSetting, match="no setting called “colour”"):
        Settings().changed("colour", "blue")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (
            "cover_minutes",
            0,
            "Cover the screen after: write a whole number of minutes from 1 to 15",
        ),
        ("cover_minutes", 16, "from 1 to 15"),
        ("cover_minutes", "soon", "from 1 to 15"),
        ("cover_minutes", True, "from 1 to 15"),
        ("cover_minutes", 2.5, "from 1 to 15"),
        ("cover_minutes", "²", "from 1 to 15"),
        ("cover_minutes", "9" * 5_000, "from 1 to 15"),
        ("zone", "Europe/Lundon", "like Europe/London"),
        ("zone", "Europe", "like Europe/London"),
        ("zone", "../../etc/passwd", "like Europe/London"),
        ("zone", "", "like Europe/London"),
        ("region", "wales", "england-and-wales, scotland, northern-ireland"),
        ("working_day_ends", "five", "like 17:00"),
        ("working_day_ends", "17:00+01:00", "like 17:00"),
        ("extra_holidays", "24/12/2026", "like 2026-12-24"),
        ("extra_holidays", 5, "a list"),
        ("service_name", "Birch\u202e", "nobody can see"),
        ("service_name", None, "in words"),
        ("outside_contacts", [{"name": "Police"}], "a name and a telephone number"),
        ("outside_contacts", ["101"], "a name and a telephone number"),
        ("outside_contacts", [{"name": "P", "telephone": "101", "checked": "May"}], "2026-11-18"),
        ("clocks", [], "every level needs its times, once"),
        ("clocks", ["high"], "every level needs its times, once"),
        ("clocks", [{"level": "high"}], "A row of the table has"),
    ],
)
def test_a_value_out_of_range_is_refused_in_a_sentence(name: str, value: Plain, why: str) -> None:
    with pytest.raises(NotASetting, match=why):
        Settings().changed(name, value)


@pytest.mark.parametrize("minutes", [1, 15])
def test_the_ends_of_the_range_are_in_it(minutes: int) -> None:
    assert Settings().changed("cover_minutes", minutes).cover_minutes == minutes


@given(st.sampled_from(list(RULES)), JSON)
def test_any_value_is_taken_or_refused(name: str, value: Plain) -> None:
    try:
        settings = Settings().changed(name, value)
    except NotASetting:
        return
    assert Settings.from_plain(settings.to_plain()) == settings


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30 min", Span(30, Unit.MINUTES)),
        ("1 h", Span(1, Unit.HOURS)),
        ("4 Hours", Span(4, Unit.HOURS)),
        ("1 day", Span(1, Unit.DAYS)),
        ("1 working day", Span(1, Unit.WORKING_DAYS)),
        ("3  working days", Span(3, Unit.WORKING_DAYS)),
        ("same day", SAME_DAY),
    ],
)
def test_a_span_is_read_and_said_back(text: str, span: Span) -> None:
    assert Span.of(text) == span
    assert Span.of(span.words) == span


@pytest.mark.parametrize("text", ["", "soon", "0 h", "-1 h", "400 days", "999999 h", "1.5 h"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotASpan):
        Span.of(text)


@pytest.mark.parametrize("level", [Level.HIGH, Level.EMERGENCY])
def test_what_is_urgent_does_not_wait_for_monday(level: Level) -> None:
    rows = tuple(
        {**clock.to_plain(), "decide": "1 working day"}
        if clock.level is level
        else clock.to_plain()
        for clock in Settings().clocks
    )
    with pytest.raises(NotASetting, match="does not wait for Monday"):
        Settings().changed("clocks", rows)


def test_a_change_of_clocks_is_kept() -> None:
    rows = tuple({**clock.to_plain(), "decide": "5 days"} for clock in Settings().clocks)
    changed = Settings().changed("clocks", rows)
    assert {changed.clock(level).decide for level in Level} == {Span(5, Unit.DAYS)}
