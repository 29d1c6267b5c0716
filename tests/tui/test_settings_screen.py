"""Settings on F4 by keyboard, on a real logbook: changed by one person, read by the others."""

from desks import at_desk, press, said, shown, write
from pages import WIDE
from service_makers import GENERAL_MANAGER, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.tui.screens.people.people import PeopleScreen


async def test_a_clock_is_changed_and_says_first_what_it_does(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen) as pilot:
        await press(pilot, "left")
        assert "Times for Emergency" in shown(pilot)
        await write(pilot, "times high")
        await press(pilot, "enter", "2")
        assert "1 open entry gets a new time" in shown(pilot)
        await press(pilot, *["backspace"] * len("24 h"))
        await write(pilot, "3 working days")
        await press(pilot, "enter")
        assert "High does not wait for Monday" in shown(pilot)
        assert "3 working days" in shown(pilot)
        await press(pilot, *["backspace"] * len("3 working days"))
        await write(pilot, "12 h")
        await press(pilot, "enter", "enter")
        assert "decide within 12 h" in said(pilot)
        assert f"{GENERAL_MANAGER}, " in shown(pilot)
    settings = lane.desk(GENERAL_MANAGER).directory.settings
    assert settings.clocks[1].decide.words == "12 h"


async def test_an_answer_is_added_and_another_left_out(lane: BirchLane) -> None:
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen, size=WIDE) as pilot:
        await press(pilot, "left")
        await write(pilot, "platforms")
        await press(pilot, "1")
        await write(pilot, "Mastodon")
        await press(pilot, "enter")
        assert "Mastodon is offered from now on" in said(pilot)
        await press(pilot, "2")
        assert "I do not know" not in shown(pilot)
        await write(pilot, "twit")
        await press(pilot, "enter", "enter")
        assert "Twitch is not offered any more" in said(pilot)
    own = lane.desk(GENERAL_MANAGER).directory.settings.own_list("platforms")
    assert (own.disabled, [each.key for each in own.added]) == (
        frozenset({"twitch"}),
        ["own-mastodon"],
    )


async def test_a_line_manager_reads_them_and_is_told_why_not(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=PeopleScreen, size=WIDE) as pilot:
        await press(pilot, "left")
        await write(pilot, "cover")
        await press(pilot, "1")
        assert "General Manager keeps the settings" in said(pilot)
        assert "3 minutes" in shown(pilot)
