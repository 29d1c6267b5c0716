"""Facts about the moments people write, seen from Wednesday 18 November 2026, 14:30."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logbook.domain.dates import (
    HappenedTwice,
    Moment,
    NeverHappened,
    NotADate,
    NotYet,
    read,
    show,
)
from logbook.domain.moments import Precision
from logbook.domain.showing import stated

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 14, 30, 20, tzinfo=LONDON)
ZONES = ("Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "UTC")
INSTANTS = st.datetimes(
    datetime(1901, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    datetime(2099, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def exact(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> Moment:
    return Moment.at(datetime(year, month, day, hour, minute, tzinfo=LONDON))


def whole(day: int, month: int = 11, year: int = 2026) -> Moment:
    return Moment.on(date(year, month, day))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("two days ago", whole(16)),
        ("twelve days ago", whole(6)),
        ("a fortnight ago", whole(4)),
        ("three hours ago", exact(18, 11, 30)),
        ("ten minutes ago", exact(18, 14, 20)),
    ],
)
def test_numbers_up_to_twelve_are_read_in_words(written: str, meant: Moment) -> None:
    assert read(written, NOW) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("in two weeks", whole(2, 12)),
        ("In Two Weeks", whole(2, 12)),
        ("two weeks", whole(2, 12)),
        ("2 weeks", whole(2, 12)),
        ("14 days", whole(2, 12)),
        ("a fortnight", whole(2, 12)),
        ("in a month", whole(18, 12)),
        ("in three months", whole(18, 2, 2027)),
        ("six months", whole(18, 5, 2027)),
        ("in a year", whole(18, 11, 2027)),
    ],
)
def test_a_day_to_come_is_read_by_how_long_there_is(written: str, meant: Moment) -> None:
    assert read(written, NOW, allow_future=True) == meant


def test_a_month_on_from_the_end_of_a_long_month_is_the_end_of_a_short_one() -> None:
    january = datetime(2027, 1, 31, 9, tzinfo=LONDON)
    assert read("in a month", january, allow_future=True) == whole(28, 2, 2027)


@pytest.mark.parametrize("written", ["two weeks", "14 days of it", "in a month", "a month ago"])
def test_how_long_there_is_says_nothing_of_what_happened(written: str) -> None:
    with pytest.raises(NotADate):
        read(written, NOW)


def test_next_friday_is_asked_about_because_it_can_mean_two_days() -> None:
    for allow_future in (True, False):
        with pytest.raises(NotADate, match=r"two days\. Write friday for the coming one"):
            read("next Fri", NOW, allow_future=allow_future)


@pytest.mark.parametrize(
    "written", ["soonish", "x" * 200, "in 9999 years", "2 weeks 3 days", "in 9999 weeks"]
)
def test_a_mistake_about_a_day_to_come_gives_no_example_in_the_past(written: str) -> None:
    with pytest.raises(NotADate) as said:
        read(written, NOW, allow_future=True)
    assert "yesterday" not in str(said.value)
    assert "ago" not in str(said.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("now", exact(18, 14, 30)),
        ("today", whole(18)),
        ("Yesterday", whole(17)),
        ("the day before yesterday", whole(16)),
        ("last night", whole(17)),
        ("this morning", whole(18)),
        ("friday", whole(13)),
        ("on Friday", whole(13)),
        ("wednesday", whole(11)),
        ("last wed", whole(11)),
        ("20 minutes ago", exact(18, 14, 10)),
        ("20mins ago", exact(18, 14, 10)),
        ("2 hours ago", exact(18, 12, 30)),
        ("an hour ago", exact(18, 13, 30)),
        ("half an hour ago", exact(18, 14, 0)),
        ("2 days ago", whole(16)),
        ("2d", whole(16)),
        ("1 w", whole(11)),
        ("2h", exact(18, 12, 30)),
        ("a week ago", whole(11)),
        ("2 weeks ago at 9am", exact(4, 9)),
        ("03/04/2026", whole(3, 4)),
        ("3/4/26", whole(3, 4)),
        ("3.4.2026", whole(3, 4)),
        ("2026-04-03", whole(3, 4)),
        ("2026-04-03T09:05", exact(3, 9, 5, 4)),
        ("3/4", whole(3, 4)),
        ("25/12", whole(25, 12, 2025)),
        ("3/4/98", whole(3, 4, 1998)),
        ("3 nov", whole(3)),
        ("tue 3 nov", whole(3)),
        ("Tuesday the 3rd of November 2026", whole(3)),
        ("3 nov 26", whole(3)),
        ("nov 3", whole(3)),
        ("November 3rd, 2025", whole(3, 11, 2025)),
        ("3 nov 2015", whole(3, 11, 2015)),
        ("3 nov at 2015", exact(3, 20, 15)),
        ("3 nov 1530", exact(3, 15, 30)),
        ("3 nov 10am", exact(3, 10)),
        ("3 nov 10:30", exact(3, 10, 30)),
        ("yesterday at 3.30pm", exact(17, 15, 30)),
        ("yesterday, 3:30 p.m.", exact(17, 15, 30)),
        ("3.30pm yesterday", exact(17, 15, 30)),
        ("1530 on friday", exact(13, 15, 30)),
        ("2pm", exact(18, 14)),
        ("0930", exact(18, 9, 30)),
        ("9.30", exact(18, 9, 30)),
        ("yesterday 1945", exact(17, 19, 45)),
        ("noon", exact(18, 12)),
        ("midnight", exact(18, 0)),
        ("12am", exact(18, 0)),
        ("12.30am", exact(18, 0, 30)),
        ("12pm", exact(18, 12)),
        ("friday noon", exact(13, 12)),
        ("last night at 11.30", exact(17, 23, 30)),
        ("last night at 11pm", exact(17, 23)),
        ("last night at 1am", exact(18, 1)),
        ("last night 12.15", exact(18, 0, 15)),
        ("last night at midnight", exact(18, 0)),
        ("this morning at 9.15", exact(18, 9, 15)),
        ("yesterday evening 7.30", exact(17, 19, 30)),
        ("friday afternoon at 4:05", exact(13, 16, 5)),
    ],
)
def test_what_people_write_is_read_the_uk_way(written: str, meant: Moment) -> None:
    assert read(written, NOW) == meant


@pytest.mark.parametrize("written", ["3.30pm", "1530", "15:30", "15.30", "3:30 pm"])
def test_half_past_three_has_many_spellings(written: str) -> None:
    assert read(written, NOW, allow_future=True) == exact(18, 15, 30)


@pytest.mark.parametrize(
    "written", ["about yesterday 3pm", "yesterday around 3pm", "~yesterday 3pm", "yesterday ~3pm"]
)
def test_about_is_kept(written: str) -> None:
    moment = read(written, NOW)
    assert moment.precision is Precision.ABOUT
    assert moment.utc == datetime(2026, 11, 17, 15, tzinfo=UTC)


def test_about_a_day_stays_about_and_stays_a_day() -> None:
    moment = read("around 3 november", NOW)
    assert moment.precision is Precision.ABOUT_DAY
    assert show(moment, NOW) == "about Tuesday 3 November 2026 (15 days ago)"


@pytest.mark.parametrize("written", ["not known", "Unknown", "don’t know", "I do not know", "?"])
def test_not_known_is_an_answer(written: str) -> None:
    assert read(written, NOW) == Moment.unknown()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("04/13/2026", "The month must be 1 to 12"),
        ("31/02/2026", "must be a real date: February 2026 has 28 days"),
        ("0/4/2026", "must be a real date"),
        ("29/2/2025", "must be a real date"),
        ("mon 3 nov", "3 November 2026 is a Tuesday"),
        ("friday 17/11/2026", "17 November 2026 is a Tuesday"),
        ("1", "Write it like"),
        ("May", "Write it like"),
        ("2026", "could be a year or a time. For the time write 20:26"),
        ("", "Write it like"),
        ("about", "Write it like"),
        ("yesterday or today", "Write it like"),
        ("3/4/2026 at", "Write it like"),
        ("24:00", "the hour must be 0 to 23"),
        ("15.30pm", "with am or pm the hour must be 1 to 12"),
        ("10.75", "the minutes must be 00 to 59"),
        ("3/4/1066", "The year must be 1900 to 2100"),
        ("9999 weeks ago", "The year must be 1900 to 2100"),
        ("last night at 7am", "7am is not in the night"),
        ("this morning 3pm", "3pm is not in the morning"),
        ("yesterday 3pm first", "came only once"),
        ("x" * 5_000, "too long for a date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(written: str, why: str) -> None:
    with pytest.raises(NotADate, match=re.escape(why)):
        read(written, NOW)


@pytest.mark.parametrize(
    "written", ["tomorrow", "tonight at 9pm", "3:30pm", "19/11/2026", "in 3 days", "in 5 minutes"]
)
def test_the_future_is_refused(written: str) -> None:
    with pytest.raises(NotYet, match="still to come"):
        read(written, NOW)


def test_a_time_later_today_is_refused_with_yesterday_offered() -> None:
    with pytest.raises(NotYet, match="write “yesterday 3:30pm”"):
        read("3.30pm", NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tomorrow", whole(19)),
        ("in 3 days", whole(21)),
        ("in 2 weeks", whole(2, 12)),
        ("in 2 hours", exact(18, 16, 30)),
        ("friday", whole(20)),
        ("wednesday", whole(25)),
        ("last friday", whole(13)),
        ("3 dec", whole(3, 12)),
        ("5/1", whole(5, 1, 2027)),
        ("18/11", whole(18)),
        ("5/1/41", whole(5, 1, 2041)),
    ],
)
def test_a_plan_looks_forwards(written: str, meant: Moment) -> None:
    assert read(written, NOW, allow_future=True) == meant


@pytest.mark.parametrize("written", ["25/10/2026 01:30", "about 25 october 1.30am", "25/10 0130"])
def test_a_time_that_came_twice_is_asked_about(written: str) -> None:
    with pytest.raises(HappenedTwice, match="1:30am happened twice that night"):
        read(written, NOW)


def test_the_answer_to_which_can_be_typed_as_it_was_offered() -> None:
    with pytest.raises(HappenedTwice) as asked:
        read("25/10/2026 01:30", NOW)
    first, second = re.findall("“(.*?)”", str(asked.value))
    assert read(first, NOW).utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read(second, NOW).utc == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read("25/10/2026 01:30 second time", NOW) == read(second, NOW)


def test_on_the_night_itself_first_and_second_are_enough() -> None:
    morning = datetime(2026, 10, 25, 8, tzinfo=LONDON)
    assert read("1:30am first", morning).utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read("last night 1:30 second", morning).utc == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["00:59", "2am", "2:00"])
def test_around_the_clocks_going_back_nothing_else_is_asked(written: str) -> None:
    assert read(f"25/10/2026 {written}", NOW).precision is Precision.EXACT


def test_a_time_that_never_came_is_refused_with_the_reason() -> None:
    with pytest.raises(NeverHappened, match="the clocks went forward over it"):
        read("28/3/2027 01:30", NOW, allow_future=True)
    assert read("28/3/2027 02:00", NOW, allow_future=True).utc == datetime(
        2027, 3, 28, 1, tzinfo=UTC
    )


def test_hours_ago_are_real_hours_when_the_clocks_went_back() -> None:
    now = datetime(2026, 10, 25, 2, 30, tzinfo=LONDON)
    assert show(read("1 hour ago", now), now).startswith("Sunday 25 October 2026, 1:30am second")
    assert show(read("2 hours ago", now), now).startswith("Sunday 25 October 2026, 1:30am first")


def test_a_moment_keeps_wall_zone_and_instant() -> None:
    moment = read("3/7/2026 15:30", NOW)
    assert moment.to_plain() == {
        "precision": "exact",
        "zone": "Europe/London",
        "wall": "2026-07-03T15:30",
        "utc": "2026-07-03T14:30:00.000000Z",
    }


def moments() -> st.SearchStrategy[Moment]:
    return st.builds(
        lambda instant, zone, about, day: (
            Moment.on(instant.date(), zone, about=about)
            if day
            else Moment.at(instant, zone, about=about)
        ),
        INSTANTS,
        st.sampled_from(ZONES),
        st.booleans(),
        st.booleans(),
    ) | st.just(Moment.unknown())


@given(moments(), INSTANTS)
@example(Moment.at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), NOW)
@example(Moment.at(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), NOW)
@example(Moment.at(datetime(2027, 3, 28, 1, 0, tzinfo=UTC)), NOW)
def test_what_is_said_back_can_be_typed_in_again(moment: Moment, now: datetime) -> None:
    assert read(show(moment, now), now, moment.zone, allow_future=True) == moment


@given(moments(), INSTANTS)
def test_what_a_record_states_can_be_typed_in_again(moment: Moment, now: datetime) -> None:
    assert read(stated(moment), now, moment.zone, allow_future=True) == moment


@given(moments())
def test_a_moment_survives_being_stored(moment: Moment) -> None:
    assert Moment.from_plain(moment.to_plain()) == moment


WORDS = st.lists(
    st.sampled_from(
        re.findall(
            r"\S+",
            "now today yesterday last night this morning friday mon about ~ not known 3 nov 31/2 "
            "29/2 04/13/2026 2026-04-03 2026 1530 3.30pm at on noon midnight first second ago in "
            "hours days weeks 99999 0 00:00 25:61 13am the of may st 25/10/2026 01:30 28/3/2027 ( "
            ") half an a evening tonight tomorrow 5/1/41 pm am",
        )
    ),
    max_size=6,
).map(" ".join)


@given(st.one_of(st.text(st.characters(exclude_categories=())), WORDS), INSTANTS, st.booleans())
@example("٣/٤/٢٠٢٦", NOW, False)  # noqa: FBT003 - an example, by place
@example("²/4/2026", NOW, False)  # noqa: FBT003
def test_whatever_is_typed_is_read_or_refused(text: str, now: datetime, future: bool) -> None:  # noqa: FBT001
    with suppress(NotADate):
        moment = read(text, now, allow_future=future)
        assert future or moment.utc is None or moment.utc <= now
