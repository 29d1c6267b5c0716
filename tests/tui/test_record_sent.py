"""The page after sending: home is fresh behind it, and a second entry is offered where needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_work import at_work, begun, resume
from pages import until
from service_makers import ORDINARY, BirchLane, birch_lane

from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.sent import SentScreen
from logbook.tui.widgets.home_rows import Waits


@pytest.fixture
def service(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    yield made
    made.close()


async def test_home_forgets_the_draft_before_one_comes_back_to_it(service: BirchLane) -> None:
    begun(service, ORDINARY)
    async with at_work(service) as worker:
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
