"""What happened since somebody was last on, at home and at triage."""

from at_work import at_work
from service_makers import SAM, SANDRA, BirchLane, sent

from logbook.services import reading, since, triage
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.since import SinceScreen


async def test_a_manager_is_told_at_triage_and_the_key_leads_there_again(
    lane: BirchLane,
) -> None:
    since.leave(lane.desk(SANDRA))
    entry = sent(lane.desk(SAM))
    async with at_work(lane, SANDRA) as worker:
        await worker.waits_for("1 entry since you were last on. The comma (,) shows what.")
        await worker.press("comma")
        await worker.waits_for("Since you were last on", entry.reference, "Sam Okafor sent it")
        await worker.press("enter")
        await worker.waits_for("Help request")
        assert isinstance(worker.screen, EntryScreen)
        await worker.press("escape", "escape", "comma")
        await worker.waits_for("Sam Okafor sent it")
        assert isinstance(worker.screen, SinceScreen)


async def test_a_worker_is_told_at_home_until_they_looked(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    since.leave(lane.desk(SAM))
    hers = lane.desk(SANDRA)
    triage.see(hers, reading.open_entry(hers, entry.id))
    async with at_work(lane) as worker:
        await worker.waits_for("Since you were last on", "1 entry", f"newest: {entry.reference}")
        await worker.press("down", "enter")
        await worker.waits_for("What happened last", "Sandra Whitlow read it")
        await worker.press("escape")
        await worker.waits_for("Came back to you")
        assert "Since you were last on" not in worker.shown
    async with at_work(lane) as worker:
        await worker.waits_for("Came back to you")
        assert "Since you were last on" not in worker.shown
        await worker.press("comma")
        await worker.waits_for("Nothing happened since you were last on.")
