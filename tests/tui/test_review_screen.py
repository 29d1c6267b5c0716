"""The manager's review by keyboard."""

import re
from typing import Any

import pytest
from at_work import at_work
from pages import SMALL, WIDE, until
from service_makers import GENERAL_MANAGER, NIA, ORDINARY, SAM, SANDRA, WORRIED, BirchLane, sent
from textual.screen import Screen

from logbook.services import triage
from logbook.services.reading import open_entry
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.following import FollowingScreen
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.moves.acting import OnAnEntry
from logbook.tui.screens.triage import TriageScreen


@pytest.fixture
def quick_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do shows at once, where a test waits for it."""
    monkeypatch.setattr(OnAnEntry, "LOOK_EVERY", 0.1)


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


@pytest.mark.usefixtures("quick_watch")
async def test_a_half_written_decision_stays_whatever_others_save(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY).id
    async with at_work(lane, SANDRA, size=WIDE) as sandra:
        await sandra.waits_for("d decide", "Waiting 1")
        beneath = sandra.screen
        await sandra.press("d")
        await sandra.answers("1\n", "Because …")
        await sandra.type("they chose")
        # at other terminals: one more entry, and another manager's step on this one
        sent(lane.desk(NIA), {**ORDINARY, "person": "M.T."})
        grace = lane.desk(GENERAL_MANAGER)
        triage.see(grace, open_entry(grace, entry))
        await until(sandra.pilot, lambda: waiting_in(beneath) == "Waiting 2", turns=2000)
        await sandra.answers(" it\t\n", "One sentence back to Sam Okafor")
        await sandra.answers("well done\t\n", "Check and decide")
        assert sandra.sees("they chose it", "well done")
        # the second sees what the first did, goes back to it, and finds every word again
        await sandra.press("enter")
        await sandra.waits_for("Grace Adeyemi", "seen by", "Decide")
        await sandra.press("enter")
        await sandra.waits_for("review begun")
        await sandra.press("d")
        await sandra.waits_for("Check and decide", "they chose it", "well done")
        await sandra.press("enter")
        await sandra.waits_for("Decided, and Sam Okafor is told.")
    standing = open_entry(lane.desk(SAM), entry).standing
    assert standing.decision is not None
    assert standing.decision.because == "they chose it"


def waiting_in(screen: Screen[Any]) -> str:
    """What triage counts, also while another page is in front of it."""
    assert isinstance(screen, TriageScreen)
    found = re.search(r"Waiting \d+", str(screen.header.who))
    return found[0] if found else ""


def test_news_of_other_terminals_is_asked_for_often_enough() -> None:
    """It shows within three seconds: the look itself takes far less than what is left."""
    assert FollowingScreen.LOOK_EVERY <= 2.0
    overriding = [each for each in following_screens() if "LOOK_EVERY" in vars(each)]
    assert overriding == [FollowingScreen]
    assert {TriageScreen, HomeScreen, EntryScreen} <= set(following_screens())


def following_screens() -> list[type[FollowingScreen]]:
    found = [FollowingScreen]
    for each in found:
        found += each.__subclasses__()
    return found


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
