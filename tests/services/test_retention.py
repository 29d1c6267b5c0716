"""What has been kept for its years is listed, and kept on with a reason; nothing goes by itself."""

import pytest
from service_makers import (
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.people import FileClosed
from logbook.domain.questions import Typed
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import people, reading, retention, settings, triage


def closed_entry(
    lane: BirchLane,
    by: str = SAM,
    closed_by: str = SANDRA,
    typed: dict[str, Typed] = ORDINARY,
) -> str:
    entry = sent(lane.desk(by), typed)
    sandra = lane.desk(closed_by)
    opened = triage.take(sandra, reading.open_entry(sandra, entry.id))
    opened = triage.decide(
        sandra,
        opened,
        outcome="help-given",
        because="It was changed in time.",
        next_step="None.",
        words="Thank you, it is done.",
    )
    return triage.close(sandra, opened).reference


def test_an_entry_is_listed_once_its_years_are_over(lane: BirchLane) -> None:
    reference = closed_entry(lane)
    grace = lane.desk(GENERAL_MANAGER)
    assert retention.past(grace) == ()
    lane.clock.pass_(days=3 * 365 + 2)
    assert [each.reference for each in retention.past(grace)] == [reference]
    settings.change(grace, "retention.help-request", 0)
    assert retention.past(grace) == ()


def test_what_came_to_a_worry_is_kept_as_a_worry_is(lane: BirchLane) -> None:
    """Asked for help at first: that it was safety in the end decides how long it is kept."""
    worry = closed_entry(lane, typed=WORRIED)
    grace, daniel = lane.desk(GENERAL_MANAGER), lane.person(DANIEL)
    lane.clock.pass_(days=9 * 365)
    assert retention.past(grace) == ()
    people.close_file(grace, daniel.id, FileClosed.MOVED)
    lane.clock.pass_(days=8 * 365)
    assert retention.past(grace) == ()
    lane.clock.pass_(days=3)
    (past,) = retention.past(grace)
    assert past.reference == worry
    assert "8 years from when the file of the person was closed" in past.why


def test_it_is_kept_on_with_a_reason_and_comes_back_a_year_later(lane: BirchLane) -> None:
    reference = closed_entry(lane)
    lane.clock.pass_(days=3 * 365 + 2)
    grace = lane.desk(GENERAL_MANAGER)
    with pytest.raises(NotAllowed, match="Say why"):
        retention.keep_on(grace, reference, " ")
    retention.keep_on(grace, reference, "A complaint is open.")
    assert retention.past(grace) == ()
    with pytest.raises(NotFound):
        retention.keep_on(grace, reference, "Again.")
    lane.clock.pass_(days=366)
    assert [each.reference for each in retention.past(grace)] == [reference]


def test_the_general_manager_looks_at_them_and_the_deputy_at_what_is_about_or_by_them(
    lane: BirchLane,
) -> None:
    others, own = closed_entry(lane), closed_entry(lane, GENERAL_MANAGER, DEPUTY)
    about, sandra = closed_entry(lane), lane.desk(SANDRA)
    grace, dev = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    opened = reading.find_by_reference(sandra, about)
    triage.name_about(sandra, opened, [grace.keys.member_id])
    lane.clock.pass_(days=3 * 365 + 2)
    assert [each.reference for each in retention.past(grace)] == [others]
    assert [each.reference for each in retention.past(dev)] == [own, about]
    retention.hold(dev, about, "The court asked for it.")
    assert retention.held(grace) == ()
    with pytest.raises(NotAllowed, match="General Manager"):
        retention.past(sandra)
