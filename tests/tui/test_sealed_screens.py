"""Sealed entries by keyboard: a worker sends one, a lead opens it and decides."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from at_work import at_work, resume
from desks import session_at
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    LEAD,
    ORDINARY,
    SAM,
    BirchLane,
    answered,
    birch_lane,
)

from logbook.domain.people import Role
from logbook.domain.questions import Typed
from logbook.services import accounts, drafts, reading, recording
from logbook.services.desk import Desk
from logbook.services.queue import Show, page
from logbook.tui.screens.moves.about import AboutScreen

WIDE = (120, 40)
CONDUCT: dict[str, Typed] = {
    "whose": "other",
    "staff": "Sandra Whitlow",
    "sort": "bullying",
    "facts": "she wrote zebrafinch about him",
    "happened": "today 2pm",
    "supporting": "no",
    "hurt": "no",
    "platform": "facebook",
    "identifiable": "no",
    "exact": "",
    "found": "",
    "kept": "no",
    "told": [{"nobody": "I only saw it now"}],
}


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    lane = birch_lane(tmp_path)
    yield lane
    lane.close()


def sent(birch: BirchLane) -> str:
    sam = birch.desk(SAM)
    return recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry


async def test_a_worker_is_told_who_alone_can_open_it_and_sends_it(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    opened = answered(desk, CONDUCT, "staff-conduct")
    drafts.keep(desk, opened, replace(opened.draft, at=""))
    async with at_work(birch) as sam:
        await resume(sam, "Check your answers")
        await sam.waits_for("Goes to Lena Fox, who should read it by", "Nobody else can open it.")
        await sam.press("enter")
        await sam.waits_for("Sent.", "Lena Fox should read it by")
        await sam.press("enter")
        await sam.waits_for("Staff conduct", "not read yet")


async def test_with_nobody_left_to_open_it_the_page_says_whom_to_turn_to(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    opened = answered(desk, {**CONDUCT, "staff": LEAD}, "staff-conduct")
    drafts.keep(desk, opened, replace(opened.draft, at=""))
    async with at_work(birch) as sam:
        await resume(sam, "Check your answers")
        await sam.waits_for("Nobody here can open this but you. Turn to somebody outside")
        assert not sam.sees("Goes to")


async def test_a_lead_opens_it_by_a_key_and_decides(birch: BirchLane) -> None:
    entry = sent(birch)
    async with at_work(birch, LEAD, size=WIDE) as lead:
        await lead.waits_for("sealed · Staff", "Press Enter to open it")
        assert "zebrafinch" not in lead.shown
        assert len(birch.desk(SAM).events_of(entry)) == 1
        await lead.press("enter")
        await lead.waits_for("zebrafinch", "Sealed: only the safeguarding leads")
        assert len(birch.desk(SAM).events_of(entry)) == 2
        await lead.press("t")
        await lead.waits_for("With you now")
        await lead.press("d")
        await lead.waits_for("Is that right?")
    assert reading.open_entry(birch.desk(LEAD), entry).standing.holder


async def test_once_opened_it_is_read_beside_the_list(birch: BirchLane) -> None:
    sent(birch)
    async with at_work(birch, LEAD, size=WIDE) as lead:
        await lead.waits_for("Press Enter to open it")
        await lead.press("t")
        await lead.waits_for("Press Enter to read it first.")
        await lead.press("enter")
        await lead.waits_for("zebrafinch")
        await lead.press("escape")
        await lead.waits_for("Level", "zebrafinch", "s seen")
        await lead.press("t")
        await lead.waits_for("With you now")


async def test_a_lead_gives_it_to_a_new_lead_by_keyboard(birch: BirchLane) -> None:
    sent(birch)
    grace = birch.desk(GENERAL_MANAGER)
    deputy = accounts.by_name(grace, DEPUTY)
    accounts.change(grace, replace(deputy, roles=deputy.roles | {Role.LEAD}))
    assert page(birch.desk(DEPUTY), Show.ALL) == ()
    async with at_work(birch, LEAD, size=WIDE) as lead:
        await lead.waits_for("Press Enter to open it")
        await lead.press("enter")
        await lead.waits_for("Dev Patel cannot open it yet. Press g")
        await lead.press("g")
        await lead.waits_for("Who is to read it?")
        await lead.press("1", "enter")
        await lead.waits_for("Give it to them")
        await lead.press("enter")
        await lead.waits_for("Dev Patel can open it now.")
    assert len(page(birch.desk(DEPUTY), Show.ALL)) == 1


def test_naming_somebody_in_one_part_says_what_becomes_of_the_other(birch: BirchLane) -> None:
    named = {"careful": "staff", "staff": "Sandra Whitlow", "staff-did": "she did", "worried": "no"}
    sam, lena, grace = birch.desk(SAM), birch.desk(LEAD), birch.desk(GENERAL_MANAGER)
    whole = recording.send(sam, answered(sam, {**ORDINARY, **named})).entry
    part = reading.open_entry(sam, whole).standing.linked

    def afterwards(desk: Desk, entry: str) -> str:
        return AboutScreen(session_at(desk), reading.open_entry(desk, entry)).afterwards

    assert "The other part of it is kept from them too." in afterwards(lena, part)
    assert "The other part of it is kept from them too." in afterwards(sam, whole)
    assert "tell a safeguarding lead whom you named" in afterwards(grace, whole)
