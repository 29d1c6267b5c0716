"""The manager's review by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_work import at_work
from pages import SMALL, WIDE
from service_makers import ORDINARY, SAM, SANDRA, WORRIED, BirchLane, birch_lane, sent

from logbook.services.reading import open_entry


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    yield made
    made.close()


async def test_a_low_request_is_decided_in_three_answers(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    async with at_work(lane, SANDRA, size=SMALL) as sandra:
        await sandra.waits_for("Help request")
        await sandra.press("enter")
        await sandra.waits_for("d decide")
        await sandra.press("d")
        await sandra.waits_for("What did it come to?", "1 of about 3")
        await sandra.answers("1\n", "Because …")
        await sandra.answers("they chose it\t\n", "One sentence back to Sam Okafor")
        await sandra.answers("well done\t\n", "Check and decide")
        await sandra.press("enter")
        await sandra.waits_for("Decided, and Sam Okafor is told.")
    told = open_entry(lane.desk(SAM), entry).standing.told
    assert told is not None
    assert told.words == "well done"


async def test_a_review_that_was_left_goes_on_where_it_was(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    async with at_work(lane, SANDRA, size=WIDE) as sandra:
        await sandra.waits_for("d decide")
        await sandra.press("d")
        await sandra.waits_for("It stands at High.")
        await sandra.answers("1\n", "Do they have needs for care and support?")
        await sandra.answers("1\n", "Are they experiencing abuse or neglect")
        await sandra.press("f3")
        await sandra.waits_for("Triage · Sandra")
    async with at_work(lane, SANDRA, size=WIDE) as sandra:
        await sandra.waits_for("d decide", "review begun")
        await sandra.press("d")
        await sandra.waits_for("Are they experiencing abuse or neglect")


async def test_a_note_is_for_managers_and_an_action_for_whoever_does_it(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_work(lane, SANDRA, size=WIDE) as sandra:
        await sandra.waits_for("d decide")
        await sandra.press("asterisk")
        await sandra.waits_for("What do other managers have to know?")
        await sandra.answers("zebrafinch\t\n", "Noted, for managers only.")
        await sandra.waits_for("Managers only, disclosable", "zebrafinch")
        await sandra.press("plus")
        await sandra.waits_for("What is to be done?")
        await sandra.answers("Ring the bank\n", "Who does it?")
        await sandra.answers("2\n", "By when?")
        await sandra.answers("friday\n", "How often?")
        await sandra.answers("1\n\n", "Agreed.")
    async with at_work(lane, SAM) as sam:
        await sam.waits_for("Home · Sam", "D.W.")
        await sam.press("z")
        await sam.waits_for("Actions", "Ring the bank", "Fri 20 Nov")
        assert "zebrafinch" not in sam.shown
        await sam.press("enter")
        await sam.waits_for("How did it go?")
        await sam.answers("fine\t\n", "Done.")
        await sam.waits_for("Nothing is left to do.")
