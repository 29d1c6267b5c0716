"""Every level, in every state, at any instant of many years: always due, and never before now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from happenings import SANDRA, STAFF, Happenings, entry
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import Region
from logbook.domain.course import NOBODY, due, ladder, queue
from logbook.domain.events import Plain, Verb
from logbook.domain.levels import Level
from logbook.domain.settings import Settings
from logbook.domain.showing import until
from logbook.domain.standing import Standing, State

WAYS: dict[State, tuple[tuple[Verb, str, dict[str, Plain]], ...]] = {
    State.SENT: (),
    State.SEEN: ((Verb.SEEN, "sandra", {}),),
    State.IN_REVIEW: ((Verb.TAKEN, "sandra", {}),),
    State.WAITING_WORKER: ((Verb.ASKED, "sandra", {"question": "which one?"}),),
    State.WAITING_OUTSIDE: ((Verb.WAITING, "sandra", {"for": "the bank"}),),
    State.DECIDED: ((Verb.DECIDED, "sandra", {"outcome": "advice", "because": "in time"}),),
}
"""How an entry comes into each state in which somebody still has something to do."""
LONGEST = timedelta(days=60)
"""Nothing open waits longer for its next deadline: 28 days, and whatever is closed in between."""

INSTANTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    datetime(2045, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SETTINGS = st.builds(
    Settings,
    region=st.sampled_from(Region),
    extra_holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=20),
)
EDGES = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2027, 1, 31, 12, tzinfo=UTC),
    datetime(2026, 12, 24, 16, 59, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
)


def standing(
    level: Level, state: State, at: datetime, wait: timedelta, *, discussed: bool | None
) -> Standing:
    said = entry(level=level, discussed=discussed)
    log = Happenings().then(Verb.SENT, said.author, said.to_plain(), at=at)
    for verb, actor, body in WAYS[state]:
        log = log.then(verb, actor, body, at=at + wait)
    assert log.standing.state is state
    return log.standing


def assert_due(now: Standing, at: datetime, settings: Settings) -> None:
    due_at = due(now, settings)
    assert due_at is not None
    assert due_at.tzinfo is UTC
    assert at < due_at <= at + LONGEST
    for wait in (timedelta(), timedelta(minutes=50), timedelta(days=3)):
        words = until(due_at, at + wait)
        assert words
        assert "-" not in words
    queued = queue(now, STAFF, settings)
    assert queued
    assert NOBODY not in {each.member for each in queued}
    assert all(each.due == due_at and each.start_at.tzinfo is UTC for each in queued)
    climbs = [each.at for each in ladder(now, STAFF, settings)]
    assert climbs == sorted(climbs)
    assert all(now.clock_from <= each <= at + LONGEST for each in climbs)


@given(
    level=st.sampled_from(Level),
    state=st.sampled_from(sorted(WAYS)),
    at=INSTANTS,
    wait=st.timedeltas(timedelta(), timedelta(minutes=20)),
    settings=SETTINGS,
    discussed=st.sampled_from([None, False, True]),
)
def test_whatever_is_open_is_due_after_it_came_there(
    *,
    level: Level,
    state: State,
    at: datetime,
    wait: timedelta,
    settings: Settings,
    discussed: bool | None,
) -> None:
    now = standing(level, state, at, wait, discussed=discussed)
    assert_due(now, at + wait if state is State.DECIDED else at, settings)


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("state", sorted(WAYS))
@pytest.mark.parametrize("level", Level)
def test_that_holds_in_every_nation_on_the_edges_of_the_calendar(
    level: Level, state: State, region: Region
) -> None:
    for at in EDGES:
        now = standing(level, state, at, timedelta(), discussed=None)
        assert_due(now, at, Settings(region=region))


@given(INSTANTS, st.timedeltas(timedelta(minutes=1), timedelta(days=40)))
def test_only_medium_and_low_stand_still_while_somebody_else_has_to_answer(
    at: datetime, wait: timedelta
) -> None:
    for level in Level:
        log = Happenings().then(Verb.SENT, "sam", entry(level=level).to_plain(), at=at)
        log.then(Verb.WAITING, SANDRA.id, {"for": "the bank"}, at=at)
        log.then(Verb.RESUMED, SANDRA.id, {}, at=at + wait)
        assert log.standing.paused == (wait if level <= Level.MEDIUM else timedelta())
