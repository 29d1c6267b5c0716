"""What is past its years on F4, by keyboard: kept, held, and erased by two people."""

from datetime import timedelta
from typing import Any

import pytest
from desks import at_desk, press, said, session_at, shown, write
from pages import WIDE
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    LEAD,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    sent,
)
from textual.pilot import Pilot

from logbook.services import erasing, reading, retention, triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.people.past_cards import KEPT, past_now
from logbook.tui.screens.people.people import PeopleScreen
from logbook.tui.screens.people.roster import ListOf
from logbook.tui.widgets.entry_words import NOBODY_KEEPS, sections
from logbook.tui.widgets.pages import Toned


@pytest.fixture
def reference(lane: BirchLane) -> str:
    """Of an entry that was closed three years ago."""
    entry = sent(lane.desk(SAM))
    sandra = lane.desk(SANDRA)
    opened = triage.take(sandra, reading.open_entry(sandra, entry.id))
    opened = triage.decide(
        sandra, opened, outcome="help-given", because="Done.", next_step="", words="Thank you."
    )
    triage.close(sandra, opened)
    lane.clock.now += timedelta(days=3 * 365 + 2)
    return entry.reference


TO_THE_LIST = ("left", "left")


def in_a_line(pilot: Pilot[Any]) -> str:
    """What is shown, wherever its lines break."""
    return " ".join(shown(pilot).split())


async def test_one_asks_on_screen_and_another_confirms(lane: BirchLane, reference: str) -> None:
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen) as pilot:
        await press(pilot, *TO_THE_LIST)
        assert reference in shown(pilot)
        await press(pilot, "enter")
        assert "it is kept for 3 years from when it was recorded" in in_a_line(pilot)
        await press(pilot, "3")
        await write(pilot, SANDRA.split()[0])
        await press(pilot, "enter")
        await write(pilot, "Its years are over.")
        await press(pilot, "tab", "enter")
        assert f"{SANDRA} is asked" in said(pilot)
        assert "4 Read it" in in_a_line(pilot)
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await press(pilot, *TO_THE_LIST, "enter")
        assert "Its years are over." in shown(pilot)
        await press(pilot, "1")
        await write(pilot, "not her passphrase")
        await press(pilot, "enter")
        assert "Error" in shown(pilot)
        await press(pilot, *["backspace"] * len("not her passphrase"))
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        assert f"{reference} is erased" in shown(pilot)
        await press(pilot, "enter")
        assert "Nothing waits for you here." in shown(pilot)
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen) as pilot:
        await press(pilot, *TO_THE_LIST, "down", "enter")
        assert f"by {GENERAL_MANAGER} and {SANDRA}: Its years are over." in in_a_line(pilot)


async def test_it_is_held_and_let_go(lane: BirchLane, reference: str) -> None:
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen, size=WIDE) as pilot:
        await press(pilot, *TO_THE_LIST, "2")
        await write(pilot, "The coroner asked for it.")
        await press(pilot, "tab", "enter")
        assert said(pilot) == f"{reference} is held."
        assert "The coroner asked for it." in shown(pilot)
        await press(pilot, "1")
        await write(pilot, "The inquest is over.")
        await press(pilot, "tab", "enter")
        assert said(pilot) == f"{reference} is not held any more."


async def test_a_lead_who_is_asked_refuses_with_a_reason(lane: BirchLane, reference: str) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    erasing.ask(grace, reference, lane.member(LEAD).id, "Its years are over.")
    async with at_desk(lane, LEAD, home=PeopleScreen, size=WIDE) as pilot:
        await press(pilot, *TO_THE_LIST)
        assert "D.W." not in shown(pilot)
        await press(pilot, "2")
        await write(pilot, "Her complaint is open.")
        await press(pilot, "tab", "enter")
        assert said(pilot) == f"{reference} stays."
    (past,) = retention.past(grace)
    assert past.fate.ended is not None


def test_why_one_is_kept_on_can_be_read_while_it_is_off_the_list(
    lane: BirchLane, reference: str
) -> None:
    grace, lead = lane.desk(GENERAL_MANAGER), lane.desk(LEAD)
    asked = erasing.ask(grace, reference, lane.member(LEAD).id, "Its years are over.")
    erasing.end(lead, asked.request.id, "Her complaint is open.")
    lane.clock.pass_(minutes=5)
    retention.keep_on(grace, reference, "Until the complaint is closed.")
    now = past_now(grace)
    card = now.card(KEPT)
    assert now.due == ()
    assert card is not None
    ((of, words),) = card.facts
    assert of == reference
    assert "Until the complaint is closed. On the list again:" in words
    assert f"Erasing it was refused by {LEAD}" in words
    assert "Her complaint is open." in words
    assert past_now(lane.desk(DEPUTY)).kept == ()
    lane.clock.pass_(days=366)
    later = past_now(grace)
    assert later.kept == ()
    assert later.rows()[0].cells[-1] == Toned("")


def test_what_is_about_everybody_who_looks_says_so_to_whoever_may_know(lane: BirchLane) -> None:
    entry, sandra = sent(lane.desk(SAM)).id, lane.desk(SANDRA)
    opened = triage.decide(
        sandra,
        reading.open_entry(sandra, entry),
        outcome="advice",
        because="it was settled",
        next_step="",
        words="Thank you.",
    )
    seats = [lane.member(GENERAL_MANAGER).id, lane.member(DEPUTY).id]
    opened = triage.name_about(sandra, opened, seats[:1])
    said = f"About {GENERAL_MANAGER}, and kept from them"
    assert said in _head(triage.close(sandra, opened))
    opened = triage.name_about(sandra, reading.open_entry(sandra, entry), seats)
    assert NOBODY_KEEPS in _head(opened)
    assert NOBODY_KEEPS not in _head(reading.open_entry(lane.desk(SAM), entry))


def _head(opened: OpenEntry) -> list[str]:
    return [part.words for section in sections(opened) for part in section.parts]


def test_a_worker_has_no_such_list(lane: BirchLane) -> None:
    assert ListOf.PAST not in PeopleScreen(session_at(lane.desk(SAM))).lists
    assert ListOf.PAST in PeopleScreen(session_at(lane.desk(LEAD))).lists
