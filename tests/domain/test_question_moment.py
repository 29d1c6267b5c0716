"""When something happened."""

from datetime import UTC, datetime, timedelta

import pytest
from askings import ASKING, NOW, WHEN
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.moments import Moment
from logbook.domain.questions import NotAnAnswer

instants = st.datetimes(
    min_value=NOW.replace(tzinfo=None, year=2020),
    max_value=NOW.replace(tzinfo=None),
    timezones=st.just(UTC),
)


def test_now_is_this_minute() -> None:
    assert WHEN.read("now", ASKING) == Moment.at(NOW)


def test_what_lies_ahead_is_refused_with_what_to_write() -> None:
    with pytest.raises(NotAnAnswer, match="still to come"):
        WHEN.read("today 11pm", ASKING)


def test_what_cannot_be_read_is_refused_with_examples() -> None:
    with pytest.raises(NotAnAnswer, match="cannot be read as a date"):
        WHEN.read("when the bins went out", ASKING)


def test_a_time_that_came_twice_is_asked_about() -> None:
    with pytest.raises(NotAnAnswer, match="first"):
        WHEN.read("25 October 2026 1:30am", ASKING)


def test_not_known_is_an_answer() -> None:
    assert WHEN.read("not known", ASKING) == Moment.unknown()


@given(instant=instants, about=st.booleans())
def test_every_moment_can_be_typed_as_it_is_worded(instant: datetime, *, about: bool) -> None:
    moment = Moment.at(instant, about=about)
    assert WHEN.read(WHEN.typed(moment), ASKING) == moment
    assert WHEN.from_plain(WHEN.to_plain(moment)) == moment


@given(instant=instants, about=st.booleans())
def test_every_day_can_be_typed_as_it_is_worded(instant: datetime, *, about: bool) -> None:
    moment = Moment.on(instant.date(), about=about)
    assert WHEN.read(WHEN.typed(moment), ASKING) == moment


def test_what_is_worded_today_reads_the_same_years_later() -> None:
    moment = WHEN.read("yesterday 3:30pm", ASKING)
    assert WHEN.wording(moment) == WHEN.wording(WHEN.from_plain(WHEN.to_plain(moment)))
    assert "yesterday" not in WHEN.wording(moment)
    assert "2026" in WHEN.wording(moment)


def test_a_day_lies_back_as_far_as_its_end() -> None:
    today = Moment.on(NOW.date())
    assert today.latest is not None
    assert today.latest > NOW - timedelta(hours=24)
