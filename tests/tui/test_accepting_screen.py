"""The policy, read page by page and accepted by a button; never in the way of an entry."""

from typing import Any

from desks import at_desk, press, shown
from service_makers import SAM, BirchLane

from logbook.services import accepting
from logbook.tui.screens.accepting import ACCEPT, URGENT, AcceptingScreen
from logbook.tui.screens.home import HomeScreen


async def test_it_is_read_page_by_page_and_accepted_at_the_end(lane: BirchLane) -> None:
    async with at_desk(lane, SAM, home=HomeScreen) as pilot:
        app: Any = pilot.app
        session = app.session
        await app.push_screen(AcceptingScreen(session, accepting.waiting(session.desk)))
        await press(pilot)
        assert "page 1 of 3" in shown(pilot)
        assert URGENT in shown(pilot)
        assert ACCEPT not in shown(pilot)
        await press(pilot, "enter", "enter", "escape", "enter")
        assert ACCEPT in shown(pilot)
        assert not accepting.has_accepted(lane.desk(SAM).directory, lane.desk(SAM).member.id)
        await press(pilot, "enter")
        assert not accepting.has_accepted(lane.desk(SAM).directory, lane.desk(SAM).member.id)
        await press(pilot, "tab", "enter")
    sam = lane.desk(SAM)
    assert accepting.has_accepted(sam.directory, sam.member.id)
