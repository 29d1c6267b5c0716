"""A hand-over on screen: one key answers what somebody offers."""

from desks import at_desk, press, said, shown
from service_makers import HENRY, SAM, SANDRA, BirchLane, sent

from logbook.services import reading, triage


async def test_an_offer_is_accepted_with_v_and_the_last_line_begins_with_it(
    lane: BirchLane,
) -> None:
    sandra, henry = lane.desk(SANDRA), lane.desk(HENRY)
    opened = reading.open_entry(sandra, sent(lane.desk(SAM)).id)
    triage.offer(sandra, opened, henry.keys.member_id, "you know D. better")
    async with at_desk(lane, HENRY) as pilot:
        assert f"{SANDRA} offers you" in shown(pilot)
        await press(pilot, "enter")
        assert "v hand over" in shown(pilot).splitlines()[-1]
        await press(pilot, "v", "1", "enter", "tab", "enter")
        assert said(pilot) == f"It is with you now. {SANDRA} is shown that."
    assert reading.open_entry(henry, opened.id).holder == HENRY
