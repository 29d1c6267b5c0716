"""Who is reminded of what, and when: from the board alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.levels import Level
from logbook.domain.reminders import Board, Posted, Step, reached, said

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def board(level: Level = Level.HIGH, due: datetime = NOW + HOUR, **whose: datetime | None) -> Board:
    posted = Posted(reference="K7-4QH2", level=level, due=due, whose=whose or {"sandra": None})
    return Board(posted=(posted,))


def steps(board: Board, now: datetime = NOW) -> list[tuple[str, Step]]:
    return [(each.member, each.step) for each in reached(board, now)]


@pytest.mark.parametrize(
    ("level", "left", "step"),
    [
        (Level.EMERGENCY, HOUR, Step.SOON),
        (Level.EMERGENCY, 9 * HOUR, None),
        (Level.HIGH, 4 * HOUR, Step.SOON),
        (Level.HIGH, 5 * HOUR, None),
        (Level.MEDIUM, 8 * HOUR, Step.SOON),
        (Level.MEDIUM, 25 * HOUR, None),
        (Level.MEDIUM, -HOUR, Step.LATE),
        (Level.LOW, -HOUR, Step.WEEK),
        (Level.LOW, 6 * 24 * HOUR, Step.WEEK),
        (Level.LOW, 20 * 24 * HOUR, None),
    ],
)
def test_the_nearer_it_is_due_the_sooner_somebody_is_reminded(
    level: Level, left: timedelta, step: Step | None
) -> None:
    assert steps(board(level, NOW + left)) == ([("sandra", step)] if step else [])


def test_nobody_is_reminded_before_it_climbs_to_them() -> None:
    climbing = board(sandra=None, grace=NOW + HOUR / 2)
    assert steps(climbing) == [("sandra", Step.SOON)]
    assert steps(climbing, NOW + HOUR / 2) == [("sandra", Step.SOON), ("grace", Step.CLIMBED)]


def test_a_step_has_the_same_key_until_the_next_one() -> None:
    first, again = (reached(board(), NOW + wait)[0].key for wait in (HOUR / 4, HOUR / 2))
    late = reached(board(), NOW + 2 * HOUR)[0].key
    other = reached(board(due=NOW + 2 * HOUR), NOW)[0].key
    assert first == again
    assert len({first, late, other}) == 3


def test_low_is_one_list_a_week() -> None:
    low = board(Level.LOW, NOW)
    keys = [reached(low, NOW + timedelta(days=days))[0].key for days in (0, 4, 5)]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW + 2 * HOUR, "!! High K7-4QH2: call by 16:05"),
        (NOW - HOUR, "!! High K7-4QH2: late since 13:05"),
        (NOW - 24 * HOUR, "!! High K7-4QH2: late since 14:05 on Tue 17 November"),
    ],
)
def test_it_says_level_reference_and_by_when(due: datetime, words: str) -> None:
    (reminder,) = reached(board(due=due), NOW)
    assert said(reminder, NOW, "Europe/London") == words


def test_it_says_the_time_on_the_wall() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    (reminder,) = reached(board(due=summer), summer - HOUR)
    assert said(reminder, summer - HOUR, "Europe/London").endswith("call by 13:00")


@given(
    st.sampled_from(list(Level)),
    st.timedeltas(timedelta(days=-40), timedelta(days=40)),
    st.none() | st.timedeltas(timedelta(days=-40), timedelta(days=40)),
)
def test_what_is_late_is_never_left_out(
    level: Level, left: timedelta, started: timedelta | None
) -> None:
    start = None if started is None else NOW + started
    found = reached(board(level, NOW + left, sandra=start), NOW)
    if start is not None and start > NOW:
        assert not found
    elif left <= timedelta():
        assert [each.step for each in found] == [Step.WEEK if level is Level.LOW else Step.LATE]
    assert all(said(each, NOW, "Europe/London") for each in found)
