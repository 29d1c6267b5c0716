"""Sealed entries by keyboard: a worker sends one, a lead opens it and decides."""

from dataclasses import replace

from at_work import at_work, resume
from desks import session_at
from service_makers import (
    CONDUCT,
    DEPUTY,
    GENERAL_MANAGER,
    LEAD,
    ORDINARY,
    SAM,
    BirchLane,
    answered,
)

from logbook.domain.people import Role
from logbook.services import accounts, drafts, reading, recording
from logbook.services.desk import Desk
from logbook.services.queue import Show, page
from logbook.tui.screens.moves.about import AboutScreen
from logbook.tui.screens.moves.talk import TalkScreen

WIDE = (120, 40)


def sent(lane: BirchLane) -> str:
    sam = lane.desk(SAM)
    return recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry


async def test_a_worker_is_told_who_alone_can_open_it_and_sends_it(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, CONDUCT, "staff-conduct")
    drafts.keep(desk, opened, replace(opened.draft, at=""))
    async with at_work(lane) as sam:
        await resume(sam, "Check your answers")
        await sam.waits_for("Goes to Lena Fox, who should read it by", "Nobody else can open it.")
        await sam.press("enter")
        await sam.waits_for("Sent.", "Lena Fox should read it by")
        await sam.press("enter")
        await sam.waits_for("Staff conduct", "not read yet")


async def test_with_nobody_left_to_open_it_the_page_says_whom_to_turn_to(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {**CONDUCT, "staff": LEAD}, "staff-conduct")
    drafts.keep(desk, opened, replace(opened.draft, at=""))
    async with at_work(lane) as sam:
        await resume(sam, "Check your answers")
        await sam.waits_for("Nobody here can open this but you. Turn to somebody outside")
        assert not sam.sees("Goes to")


async def test_a_lead_opens_it_by_a_key_and_decides(lane: BirchLane) -> None:
    entry = sent(lane)
    async with at_work(lane, LEAD, size=WIDE) as lead:
        await lead.waits_for("sealed · Staff", "Press Enter to open it")
        assert "zebrafinch" not in lead.shown
        assert len(lane.desk(SAM).events_of(entry)) == 1
        await lead.press("enter")
        await lead.waits_for("zebrafinch", "Sealed: only the safeguarding leads")
        assert len(lane.desk(SAM).events_of(entry)) == 2
        await lead.press("t")
        await lead.waits_for("With you now")
        await lead.press("d")
        await lead.waits_for("Is that right?")
    assert reading.open_entry(lane.desk(LEAD), entry).standing.holder


async def test_once_opened_it_is_read_beside_the_list(lane: BirchLane) -> None:
    sent(lane)
    async with at_work(lane, LEAD, size=WIDE) as lead:
        await lead.waits_for("Press Enter to open it")
        await lead.press("t")
        await lead.waits_for("Press Enter to read it first.")
        await lead.press("enter")
        await lead.waits_for("zebrafinch")
        await lead.press("escape")
        await lead.waits_for("Level", "zebrafinch", "s seen")
        await lead.press("t")
        await lead.waits_for("With you now")


async def test_a_lead_gives_it_to_a_new_lead_by_keyboard(lane: BirchLane) -> None:
    sent(lane)
    grace = lane.desk(GENERAL_MANAGER)
    deputy = accounts.by_name(grace, DEPUTY)
    accounts.change(grace, replace(deputy, roles=deputy.roles | {Role.LEAD}))
    assert page(lane.desk(DEPUTY), Show.ALL) == ()
    async with at_work(lane, LEAD, size=WIDE) as lead:
        await lead.waits_for("Press Enter to open it")
        await lead.press("enter")
        await lead.waits_for("Dev Patel cannot open it yet. Press g")
        await lead.press("g")
        await lead.waits_for("Who is to read it?")
        await lead.press("1", "enter")
        await lead.waits_for("Give it to them")
        await lead.press("enter")
        await lead.waits_for("Dev Patel can open it now.")
    assert len(page(lane.desk(DEPUTY), Show.ALL)) == 1


def test_naming_somebody_in_one_part_says_what_becomes_of_the_other(lane: BirchLane) -> None:
    named = {"careful": "staff", "staff": "Sandra Whitlow", "staff-did": "she did", "worried": "no"}
    sam, lena, grace = lane.desk(SAM), lane.desk(LEAD), lane.desk(GENERAL_MANAGER)
    whole = recording.send(sam, answered(sam, {**ORDINARY, **named})).entry
    part = reading.open_entry(sam, whole).standing.linked

    def afterwards(desk: Desk, entry: str) -> str:
        return AboutScreen(session_at(desk), reading.open_entry(desk, entry)).afterwards

    assert "The other part of it is kept from them too." in afterwards(lena, part)
    assert "The other part of it is kept from them too." in afterwards(sam, whole)
    assert "tell a safeguarding lead whom you named" in afterwards(grace, whole)


def test_nobody_is_missing_among_those_talked_with_because_the_sealed_part_names_them(
    lane: BirchLane,
) -> None:
    named = {"careful": "staff", "staff": "Sandra Whitlow", "staff-did": "she did", "worried": "no"}
    sam, grace = lane.desk(SAM), lane.desk(GENERAL_MANAGER)
    whole = recording.send(sam, answered(sam, {**ORDINARY, **named})).entry
    opened = reading.open_entry(grace, whole)
    assert "Sandra Whitlow" in {name for _, name, _ in TalkScreen(session_at(grace), opened).people}
