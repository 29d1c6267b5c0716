"""The houses of a service, and who may change the list of them."""

from dataclasses import replace

import pytest
from happenings import GAIL, HENRY, MONDAY, SAM, SANDRA, member, staff_of
from test_directory import DANA, folded

from logbook.domain import houses, supported
from logbook.domain.directory import Directory
from logbook.domain.events import Event
from logbook.domain.houses import House
from logbook.domain.people import FileClosed, Member, Person
from logbook.domain.refusals import NotAllowed
from logbook.domain.text import HiddenCharacters

MAPLE, OAK = House(name="Maple House"), House(name="Oak House")
HOUSES = {MAPLE.name: MAPLE, OAK.name: OAK}


def added(typed: str, by: Member = GAIL, known: houses.Houses = HOUSES) -> Event:
    return houses.add_house(known, typed, by=by, at=MONDAY, event_id="h1")


def renamed(name: str, typed: str, by: Member = GAIL) -> Event:
    return houses.rename_house(HOUSES, name, typed, by=by, at=MONDAY, event_id="h2")


def closed(name: str, *people: Person, staff: tuple[Member, ...] = (GAIL,)) -> Event:
    return houses.close_house(
        HOUSES,
        name,
        staff=staff_of(*staff),
        people=people,
        by=GAIL,
        at=MONDAY,
        event_id="h3",
    )


def dana_listed() -> Directory:
    return folded(supported.add_person({}, DANA, by=HENRY, at=MONDAY, event_id="p"))


def test_whoever_is_said_to_be_in_a_house_makes_it_known() -> None:
    assert houses.open_houses(dana_listed().houses) == ("Maple House",)


def test_houses_are_added_and_listed_by_the_alphabet() -> None:
    known = folded(added("willow  Court"), added("Ash Lodge")).houses
    assert houses.open_houses(known) == ("Ash Lodge", "willow Court")


def test_a_renamed_house_takes_everybody_with_it() -> None:
    directory = folded(
        supported.add_person({}, DANA, by=HENRY, at=MONDAY, event_id="p"),
        renamed("maple house", "Maple Lodge"),
    )
    assert directory.people["dana"].house == "Maple Lodge"
    assert houses.open_houses(directory.houses) == ("Maple Lodge",)


def test_a_house_is_closed_once_nobody_is_in_it_and_can_be_opened_again() -> None:
    with pytest.raises(NotAllowed, match=r"Dana Wells is still in Maple House\. Move Dana"):
        closed("Maple House", DANA)
    gone = replace(DANA, closed=FileClosed.LEFT)
    shut = folded(added("Maple House", known={}), closed("Maple House", gone)).houses
    assert houses.open_houses(shut) == ()
    with pytest.raises(NotAllowed, match="Maple House is closed"):
        houses.in_use(shut, "MAPLE house")
    again = folded(
        added("Maple House", known={}),
        closed("Maple House"),
        added("maple house", known=shut),
    )
    assert houses.open_houses(again.houses) == ("Maple House",)


def test_who_is_still_there_is_named_and_many_are_counted() -> None:
    there = (replace(member(f"m{n}"), name=f"Staff {n}", house="Oak House") for n in range(6))
    refusal = houses.why_not_close("Oak House", staff_of(GAIL, *there), [])
    assert refusal == (
        "Staff 0, Staff 1, Staff 2 and 3 more are still in Oak House. "
        "Move them to another house first."
    )


@pytest.mark.parametrize("by", [HENRY, SANDRA, SAM])
def test_the_general_manager_keeps_the_list(by: Member) -> None:
    assert "General Manager" in houses.why_not_keep_houses(by)
    with pytest.raises(NotAllowed, match="General Manager keeps the list of houses"):
        added("Elm", by)
    with pytest.raises(NotAllowed, match="General Manager keeps the list of houses"):
        renamed("Oak House", "Elm", by)


@pytest.mark.parametrize(
    ("name", "to", "says"),
    [
        ("Oak House", "maple house", "There is a Maple House already"),
        ("Oak House", "Oak House", "called Oak House already"),
        ("Oak House", "  ", "Type the name"),
        ("Elm", "Ash", "There is no house called “Elm”. Those listed: Maple House, Oak House."),
    ],
)
def test_some_names_are_refused(name: str, to: str, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        renamed(name, to)


def test_a_house_may_change_its_capitals() -> None:
    assert renamed("Oak House", "OAK House").body["to"] == "OAK House"


def test_a_house_is_found_however_its_capitals_are_typed() -> None:
    assert houses.in_use(HOUSES, " oak  house ") == "Oak House"
    assert houses.in_use(HOUSES, "Ash Lodge") == "Ash Lodge"
    with pytest.raises(HiddenCharacters):
        houses.in_use(HOUSES, "Oak\u200bHouse")
