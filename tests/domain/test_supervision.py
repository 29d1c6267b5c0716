"""When the next supervision is, what it needs, and whose signature counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import Calendar, Region
from logbook.domain.events import Event, Logged, as_logged
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.supervision import (
    Action,
    Done,
    Supervision,
    confirm,
    entry_event,
    fold,
    following,
    hold,
    next_on,
)

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
TODAY = NOW.date()
GRACE = Member(id="grace", name="Grace", roles=frozenset({Role.GENERAL_MANAGER}))
SANDRA = Member(id="sandra", name="Sandra", roles=frozenset({Role.LINE_MANAGER}), manager="grace")
HENRY = Member(id="henry", name="Henry", roles=frozenset({Role.LINE_MANAGER}), manager="grace")
SAM = Member(id="sam", name="Sam", roles=frozenset({Role.WORKER}), manager="sandra")
STAFF = Staff({each.id: each for each in (GRACE, SANDRA, HENRY, SAM)})
RING = Action(id="a1", what="ring the bank", who="Sam", by=date(2026, 11, 20))


def meeting(found: Supervision, *, by: Member = SANDRA, **more: Any) -> Event:
    said: dict[str, Any] = {
        "held_on": TODAY,
        "start": date(2026, 10, 1),
        "end": TODAY,
        "entries": ("e1",),
        "discussed": "the night shifts",
        "agreed": (RING,),
        "reviewed": {},
    }
    said |= more
    return hold(found, by=by, staff=STAFF, at=NOW, event_id="m1", today=TODAY, **said)


def folded(*events: Event) -> Supervision:
    return fold("sam", [as_logged(each, seq) for seq, each in enumerate(events, 1)])


EMPTY = Supervision(worker="sam")


def test_a_meeting_is_read_back_as_it_was_held() -> None:
    found = folded(meeting(EMPTY))
    assert found.last is not None
    assert found.last.discussed == "the night shifts"
    assert found.last.agreed == (RING,)
    assert found.open_actions == (RING,)
    assert found.to_confirm == found.last


def test_every_action_from_last_time_needs_an_answer() -> None:
    found = folded(meeting(EMPTY))
    with pytest.raises(NotAllowed, match="what became of “ring the bank”"):
        meeting(found)
    with pytest.raises(NotAllowed, match="what became of"):
        meeting(found, reviewed={"a1": Done.OPEN})


@pytest.mark.parametrize(
    ("done", "still_open"), [(Done.DONE, False), (Done.CARRIED, True), (Done.DROPPED, False)]
)
def test_what_is_carried_on_comes_again(done: Done, *, still_open: bool) -> None:
    first = meeting(EMPTY)
    second = replace(meeting(folded(first), reviewed={"a1": done}, agreed=()), id="m2")
    assert bool(folded(first, second).open_actions) is still_open


@pytest.mark.parametrize("by", [HENRY, SAM], ids=lambda each: each.name)
def test_only_the_managers_above_hold_it(by: Member) -> None:
    with pytest.raises(NotAllowed, match="held by the managers above them"):
        meeting(EMPTY, by=by)


def test_a_manager_further_up_may_hold_it() -> None:
    assert meeting(EMPTY, by=GRACE).actor == "grace"


REFUSED: Mapping[str, tuple[dict[str, Any], str]] = {
    "held tomorrow": ({"held_on": TODAY + timedelta(days=1)}, "today or in the past"),
    "ends before it begins": ({"end": date(2026, 9, 1)}, "Swap them"),
    "nothing talked about": ({"discussed": "  "}, "what you talked about"),
    "an empty action": ({"agreed": (replace(RING, what=" "),)}, "what was agreed"),
    "nobody to do it": ({"agreed": (replace(RING, who=""),)}, "who does “ring the bank”"),
    "no day": ({"agreed": (replace(RING, by=None),)}, "by when"),
    "too many": ({"agreed": (RING,) * 31}, "30 new actions"),
}


@pytest.mark.parametrize(("more", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_missing_is_said(more: dict[str, Any], why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        meeting(EMPTY, **more)


def test_the_worker_confirms_and_nobody_else_can() -> None:
    held = meeting(EMPTY)
    found = folded(held)
    with pytest.raises(NotAllowed, match="Only the worker"):
        confirm(found, by=SANDRA, at=NOW, event_id="c1")
    signed = folded(held, confirm(found, by=SAM, at=NOW, event_id="c1"))
    assert signed.last is not None
    assert signed.last.confirmed_at == NOW
    with pytest.raises(NotAllowed, match="nothing to confirm"):
        confirm(signed, by=SAM, at=NOW, event_id="c2")


def test_a_signature_passed_over_is_still_to_be_given() -> None:
    first, second = meeting(EMPTY), replace(meeting(EMPTY), id="m2")
    found = folded(first, second)
    assert found.to_confirm == found.meetings[1]
    newest = folded(first, second, confirm(found, by=SAM, at=NOW, event_id="c1"))
    assert newest.to_confirm == newest.meetings[0]
    both = confirm(newest, by=SAM, at=NOW, event_id="c2", meeting=first.id)
    assert (
        folded(first, second, confirm(found, by=SAM, at=NOW, event_id="c1"), both).to_confirm
        is None
    )
    with pytest.raises(NotAllowed, match="nothing to confirm"):
        confirm(newest, by=SAM, at=NOW, event_id="c3", meeting="m2")


def test_a_confirmation_that_somebody_else_wrote_does_not_count() -> None:
    held = meeting(EMPTY)
    forged = replace(confirm(folded(held), by=SAM, at=NOW, event_id="c1"), actor="sandra")
    assert folded(held, forged).to_confirm is not None


def test_an_erased_meeting_is_passed_over() -> None:
    erased: Logged = replace(as_logged(meeting(EMPTY), 1), body=None)
    assert fold("sam", [erased]).meetings == ()


def test_an_entry_talked_over_names_the_meeting_and_the_worker() -> None:
    held = meeting(EMPTY)
    over = entry_event(held, "e1", "t1")
    assert (over.about, over.body) == ("e1", {"meeting": "m1", "worker": "sam"})


def test_christmas_moves_one_date_and_none_after_it() -> None:
    dates = following(date(2026, 11, 13), 6, Calendar(), 2)
    assert dates == (date(2026, 12, 29), date(2027, 2, 5))


@given(
    last=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    weeks=st.integers(1, 12),
    region=st.sampled_from(Region),
)
def test_the_next_one_is_on_a_working_day_and_never_early(
    last: date, weeks: int, region: Region
) -> None:
    calendar = Calendar(region)
    found = next_on(last, weeks, calendar)
    assert calendar.is_working(found)
    assert timedelta(weeks=weeks) <= found - last <= timedelta(weeks=weeks, days=10)
