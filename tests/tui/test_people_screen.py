"""F4 by keyboard, on a real logbook: who is here, who comes, who goes."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from at_work import at_work
from desks import at_desk, press, said, shown, unsaved, write
from pages import WIDE
from service_makers import DANIEL, GENERAL_MANAGER, LEAD, PASSPHRASE, SAM, SANDRA, SAUL, BirchLane
from textual.pilot import Pilot

from logbook.domain.people import FileClosed, Member, Role
from logbook.services import accounts, people, signing_in
from logbook.tui.screens.people.card import CardScreen
from logbook.tui.screens.people.cards import Card
from logbook.tui.screens.people.code import CodeScreen, spoken
from logbook.tui.screens.people.people import BESIDE_FROM, PeopleScreen
from logbook.tui.screens.people.roster import ADD, ListOf, Roster, in_few_words, read
from logbook.tui.screens.people.staff_forms import RolesForm
from logbook.tui.widgets.pages import fitted


def signed_in_with_the_code_shown(lane: BirchLane, pilot: Pilot[Any]) -> Member:
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    assert " ".join(screen.code.code.partition("-")[0]) in shown(pilot)
    signed_in = signing_in.accept_invitation(
        lane.folder, screen.code.member.id, screen.code.code, PASSPHRASE, clock=lane.clock
    )
    lane.desks.append(signed_in.desk)
    return signed_in.desk.member


async def test_an_agency_worker_until_sunday(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await write(pilot, "Ann Lee")
        await press(pilot, "enter")
        await press(pilot, "enter", "1", "enter")
        await write(pilot, "sunday")
        assert "Sunday 22 November 2026 (in 4 days)" in shown(pilot)
        await press(pilot, "enter", "enter")
        await press(pilot, "escape")
        assert "shown only now" in said(pilot)
        ann = signed_in_with_the_code_shown(lane, pilot)
        assert (ann.name, ann.house, ann.ends_on) == ("Ann Lee", "Maple House", date(2026, 11, 22))
        await press(pilot, "enter")
        assert said(pilot) == "Ann Lee is here until Sunday 22 November 2026."


async def test_what_was_typed_is_kept_when_somebody_goes_back(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await press(pilot, "enter")
        await write(pilot, "Sam Okafor")
        await press(pilot, "enter")
        assert "There is a Sam Okafor here already" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)
        assert {"name": "Sam Okafor"}.items() <= unsaved(pilot)["people:AddStaffForm:new"].items()


async def test_a_forgotten_passphrase(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await write(pilot, "okafro")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CardScreen)
        await press(pilot, "1", "1", "enter", "enter")
        assert signed_in_with_the_code_shown(lane, pilot).name == SAM


async def test_a_file_is_closed_with_its_reason(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=PeopleScreen) as pilot:
        await press(pilot, "tab")
        await write(pilot, "danyel")
        await press(pilot, "enter", "5", "2", "enter", "enter")
        assert said(pilot) == "The file of Daniel Webb is closed."
        assert "closed: moved to another service" in shown(pilot)
        await press(pilot, "5")
        assert said(pilot) == "The file of Daniel Webb is open."


async def test_the_last_of_a_role_stays_and_what_was_ticked_too(lane: BirchLane) -> None:
    async with at_desk(lane, GENERAL_MANAGER, home=PeopleScreen, size=WIDE) as pilot:
        await write(pilot, "lena")
        await press(pilot, "9")
        assert "the only safeguarding lead here" in said(pilot)
        await press(pilot, "5")
        assert isinstance(pilot.app.screen, RolesForm)
        await press(pilot, "1", "4", "enter", "enter")
        assert "Error: Lena Fox is the only safeguarding lead here" in shown(pilot)
        assert pilot.app.screen.said["roles"] == "worker"


async def test_somebody_leaves_once_it_is_said_what_that_does(lane: BirchLane) -> None:
    before = lane.member(SAM)
    async with at_desk(lane, SANDRA, home=PeopleScreen, size=WIDE) as pilot:
        await write(pilot, "sam")
        await press(pilot, "9")
        assert f"Whatever is still open goes to {SANDRA}." in shown(pilot)
        await press(pilot, "1", "enter", "enter")
        assert "no longer has an account" in said(pilot)
        assert before.id not in lane.desk(SANDRA).staff.present_ids


async def test_f4_is_for_those_who_manage(lane: BirchLane) -> None:
    async with at_work(lane, SAM) as sam:
        await sam.waits_for("On call: R. Hale · 01632 960 118")
        await sam.press("f4")
        assert sam.sees("Home · Sam Okafor")
    async with at_work(lane, SANDRA) as sandra:
        await sandra.press("f4")
        await sandra.waits_for("Type part of a name", SAM)
        await sandra.press("left", "left", "left")
        await sandra.waits_for("R. Hale", "not yet")


# what is listed and offered


def reasons(card: Card | None) -> dict[str, str]:
    assert card is not None
    return {each.key: each.why_not for each in card.offers}


def roster_of(lane: BirchLane, name: str) -> Roster:
    return read(lane.desk(name))


def test_a_manager_is_told_what_is_not_theirs(lane: BirchLane) -> None:
    roster = roster_of(lane, SANDRA)
    own = reasons(roster.card(ListOf.STAFF, lane.member(SAM).id))
    assert {key for key, why in own.items() if why} == {"roles", "manager", "away"}
    other = reasons(roster.card(ListOf.STAFF, lane.member(SAUL).id))
    assert all(other.values())
    assert "Only those Saul Brennan answers to" in other["reset"]
    top = reasons(roster.card(ListOf.STAFF, lane.member(GENERAL_MANAGER).id))
    assert "with the recovery key" in top["reset"]
    house = reasons(roster.card(ListOf.HOUSES, "Oak House"))
    assert "General Manager keeps the list of houses" in house["rename-house"]


def test_nobody_is_added_by_whoever_may_not(lane: BirchLane) -> None:
    lead, sandra = roster_of(lane, LEAD), roster_of(lane, SANDRA)
    assert ADD not in {row.id for row in lead.rows(ListOf.STAFF)}
    assert sandra.rows(ListOf.STAFF)[0].id == ADD
    assert ADD not in {row.id for row in sandra.rows(ListOf.HOUSES)}
    assert sandra.rows(ListOf.STAFF, "zzz")[-1].id == ADD


def test_service_users_are_found_by_any_name_and_the_closed_are_last(lane: BirchLane) -> None:
    sandra, daniel = lane.desk(SANDRA), lane.person(DANIEL)
    people.change_person(sandra, replace(daniel, aliases=("Bex",)))
    people.close_file(sandra, daniel.id, FileClosed.DIED)
    roster = read(sandra)
    assert roster.rows(ListOf.SUPPORTED)[-1].id == daniel.id
    assert [row.id for row in roster.rows(ListOf.SUPPORTED, "bex")] == [daniel.id, ADD]


def test_how_somebody_gets_in_is_said_where_it_is_not_a_passphrase(lane: BirchLane) -> None:
    code = accounts.add(lane.desk(SANDRA), name="Ann Lee", roles=frozenset(lane.member(SAM).roles))
    said_of = accounts.ways_in(lane.desk(SANDRA))
    assert said_of[lane.member(SAM).id] == ""
    assert said_of[code.member.id] == (
        "has a code, good until tomorrow 2.05pm, and has not used it yet"
    )
    lane.clock.pass_(hours=25)
    assert "ran out" in accounts.ways_in(lane.desk(SANDRA))[code.member.id]


@pytest.mark.parametrize("columns", [80, 120])
def test_what_somebody_does_stands_whole_in_the_list(columns: int) -> None:
    beside = round(columns * 3 / 8) if columns >= BESIDE_FROM else 0
    widths = {
        column.heading: width
        for _nth, column, width in fitted(ListOf.STAFF.columns, columns - beside - 2)
    }
    not_the_top = sorted(set(Role) - {Role.GENERAL_MANAGER, Role.WORKER})
    held = [{role} for role in Role]
    held += [set(some) for n in (2, 3) for some in combinations(not_the_top, n)]
    held += [{Role.GENERAL_MANAGER, Role.LEAD}]
    for roles in held:
        assert len(in_few_words(roles)) <= widths["What they do"], roles
    assert widths[""] >= len("code not used")


def test_a_code_is_read_out_in_words() -> None:
    assert spoken("7QX0") == "7  Quebec  X-ray  0"
