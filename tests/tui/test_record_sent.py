"""The page after sending: home is fresh behind it, and a second entry is offered where needed."""

from at_work import at_work, begun, resume
from pages import until
from service_makers import ORDINARY, BirchLane

from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.sent import SentScreen
from logbook.tui.widgets.home_rows import Waits


async def test_home_forgets_the_draft_before_one_comes_back_to_it(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        home = worker.screen
        assert isinstance(home, HomeScreen)
        await resume(worker, "Check your answers")
        await worker.press("enter")
        await worker.waits_for("Sent.")
        sent = worker.screen
        assert isinstance(sent, SentScreen)
        await until(
            worker.pilot,
            lambda: not [row for row in home.waiting.rows if row.waits is Waits.UNFINISHED],
        )
        assert isinstance(worker.screen, SentScreen)
        await worker.press("enter")
        await worker.waits_for("Your entries", sent.sent.reference)
