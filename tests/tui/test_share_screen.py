"""Before you share: reached from the record menu, word for word, and nothing of it is kept."""

from at_work import at_work
from service_makers import SAM, BirchLane

from logbook.services import drafts
from logbook.tui.screens.share import ShareScreen

DISCLAIMER = (
    "The views expressed on this site are my own and don't necessarily represent "
    "Birch Lane Support's positions, policies or opinions"
)


async def test_it_shows_the_sentence_with_the_services_name_on_lines_of_its_own(
    lane: BirchLane,
) -> None:
    async with at_work(lane) as worker:
        await worker.press("f2", "9")
        await worker.waits_for("You are welcome to share our posts.")
        assert isinstance(worker.screen, ShareScreen)
        await worker.press("end")
        await worker.waits_for(DISCLAIMER, "Nothing on this page is kept.", "Hold Shift")
        lines = [line.strip() for line in worker.lines]
        first = next(nth for nth, line in enumerate(lines) if line.startswith("The views"))
        assert " ".join(lines[first : first + 3]).startswith(DISCLAIMER)
        await worker.press("escape")
        await worker.waits_for("What happened?")
    assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_a_number_typed_on_the_way_to_the_menu_counts(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await worker.pilot.press("f2", "3")
        await worker.waits_for("Who are you worried about?")
