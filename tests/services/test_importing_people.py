"""People from a list: all of them or none, each once, and by managers alone."""

from pathlib import Path

import pytest
from hostile import HOSTILE
from service_makers import DANIEL, DEPUTY, GENERAL_MANAGER, LEAD, NIA, SAM, SANDRA, BirchLane

from logbook.domain.refusals import NotAllowed, Refusal
from logbook.export.csv_cells import lines
from logbook.services import people as services
from logbook.services.importing import people
from logbook.services.importing.lines import NoRecords
from logbook.services.importing.report import Brought, How, NotBroughtIn
from logbook.storage.verify import verify
from logbook.vault import signing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


class Told:
    """What a person would have read meanwhile."""

    def __init__(self) -> None:
        self.bad: list[str] = []
        self.notes: list[str] = []

    def how(self, *, skip_bad: bool = False, dry_run: bool = False) -> How:
        return How(
            skip_bad=skip_bad,
            dry_run=dry_run,
            on_bad=lambda bad: self.bad.append(str(bad)),
            on_note=self.notes.append,
        )


def names(lane: BirchLane) -> dict[str, str]:
    people = lane.desk(GENERAL_MANAGER).directory.people
    return {each.name: each.initials for each in people.values()}


@pytest.fixture(autouse=True)
def _houses(lane: BirchLane) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    for name in (*(f"House {n}" for n in range(7)), "Elm House"):
        services.add_house(grace, name)


def two_hundred(file: Path) -> Path:
    """Of 200 people, three cannot be listed."""
    rows = [f"Person{n:03} Surname{n:03};;House {n % 7}" for n in range(200)]
    rows[41] = ";X.Y.;House 1"
    rows[99] = "Anna Bell;D.W.;House 2"
    rows[150] = "Person003 Surname003;;House 3"
    file.write_text("\n".join(["Name;Initials;House", *rows]), "utf-8")
    return file


TWINS = (
    "Line 152, name: Person003 Surname003 stands on line 5 already. If these are two people, "
    "add a middle name."
)
THREE = [
    "Line 43, name: There is no name. Write the name staff know them by.",
    "Line 101, initials: Somebody else is shown as D.W.. A.B. is free.",
    TWINS,
]


def test_three_bad_lines_of_two_hundred_keep_all_of_them_out(lane: BirchLane, file: Path) -> None:
    told = Told()
    before = names(lane)
    with pytest.raises(NotBroughtIn, match=r"3 lines of 200 cannot be brought in.*--skip-bad"):
        people.bring_in(lane.desk(SANDRA), two_hundred(file), told.how())
    assert told.bad == THREE
    assert told.notes == ["Its columns are separated by semicolons."]
    assert names(lane) == before


def test_bad_lines_can_be_left_out_and_nobody_is_listed_twice(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(SANDRA)
    first = people.bring_in(desk, two_hundred(file), Told().how(skip_bad=True))
    assert first == Brought(new=197, there=0, bad=3)
    listed = names(lane)
    assert len(listed) == 3 + 197
    assert len(set(listed.values())) == 200
    again = people.bring_in(desk, file, Told().how(skip_bad=True))
    assert again == Brought(new=0, there=197, bad=3)
    assert names(lane) == listed
    assert verify(desk.store, signing.verify).is_whole


def test_a_mended_file_brings_in_only_what_was_missing(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    people.bring_in(desk, two_hundred(file), Told().how(skip_bad=True))
    mended = file.read_text("utf-8").replace("Anna Bell;D.W.", "Anna Bell;A.B.")
    file.write_text(mended, "utf-8")
    assert people.bring_in(desk, file, Told().how(skip_bad=True)).new == 1
    assert names(lane)["Anna Bell"] == "A.B."


def test_a_dry_run_says_what_would_happen_and_saves_nothing(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(SANDRA)
    head = desk.store.head()
    told = Told()
    tried = people.bring_in(desk, two_hundred(file), told.how(skip_bad=True, dry_run=True))
    assert tried == Brought(new=197, there=0, bad=3)
    assert told.bad == THREE
    assert desk.store.head() == head


def test_written_initials_come_before_made_ones(lane: BirchLane, file: Path) -> None:
    file.write_text("name,initials\nAnn Lee,\nAlf Low,A.L.\n", "utf-8")
    people.bring_in(lane.desk(SANDRA), file)
    assert names(lane)["Alf Low"] == "A.L."
    assert names(lane)["Ann Lee"] == "A.L.2"


def test_somebody_listed_by_hand_is_here_already(lane: BirchLane, file: Path) -> None:
    file.write_text(f"name,house\n{DANIEL.upper()},maple house\nDora Wills,Oak House\n", "utf-8")
    assert people.bring_in(lane.desk(SANDRA), file) == Brought(new=1, there=1, bad=0)


def test_a_house_that_is_not_listed_is_a_bad_line_and_no_new_house(
    lane: BirchLane, file: Path
) -> None:
    file.write_text("name,house\nAnn Lee,Mapel House\nDora Wills,oak house\nJo Fay,\n", "utf-8")
    told, desk = Told(), lane.desk(SANDRA)
    brought = people.bring_in(desk, file, told.how(skip_bad=True))
    assert brought == Brought(new=2, there=0, bad=1)
    assert told.bad[0].startswith(
        "Line 2, house: There is no house called “Mapel House”. Those listed: Elm House, House 0, "
    )
    assert told.bad[0].endswith("The General Manager adds houses: logbook people add-house.")
    assert "Mapel House" not in desk.directory.houses
    assert {each.name: each.house for each in desk.directory.people.values()}["Dora Wills"] == (
        "Oak House"
    )


def test_namesakes_in_two_houses_are_two_people(lane: BirchLane, file: Path) -> None:
    file.write_text("name,house\nAnn Lee,Oak House\nAnn Lee,Elm House\n", "utf-8")
    desk = lane.desk(SANDRA)
    assert people.bring_in(desk, file).new == 2
    found = [each for each in desk.directory.people.values() if each.name == "Ann Lee"]
    assert {each.house for each in found} == {"Oak House", "Elm House"}


@pytest.mark.parametrize("name", [SAM, NIA, LEAD, DEPUTY])
def test_only_managers_bring_people_in(lane: BirchLane, file: Path, name: str) -> None:
    with pytest.raises(NotAllowed, match="Managers keep the list"):
        people.bring_in(lane.desk(name), two_hundred(file), How(skip_bad=True))


@pytest.mark.parametrize("head", ["role", "Job Title", "Line-Manager", "E-mail"])
def test_staff_are_invited_and_not_brought_in(lane: BirchLane, file: Path, head: str) -> None:
    file.write_text(f"name,{head}\nAnn Lee,worker\n", "utf-8")
    with pytest.raises(NotAllowed, match=r"invitation: logbook people add NAME"):
        people.bring_in(lane.desk(GENERAL_MANAGER), file)


def test_other_columns_are_said_and_left_behind(lane: BirchLane, file: Path) -> None:
    told = Told()
    file.write_text("name,date of birth\nAnn Lee,3/11/1970\n", "utf-8")
    people.bring_in(lane.desk(SANDRA), file, told.how())
    assert told.notes == [
        "Not brought in, because a list of people does not hold it: date of birth."
    ]


def test_a_list_without_names_is_refused(lane: BirchLane, file: Path) -> None:
    file.write_text("house,initials\nOak House,A.L.\n", "utf-8")
    with pytest.raises(NoRecords, match="no column “name”"):
        people.bring_in(lane.desk(SANDRA), file)


def test_a_list_of_headings_alone_lists_nobody(lane: BirchLane, file: Path) -> None:
    file.write_text("name,house\n", "utf-8")
    assert people.bring_in(lane.desk(SANDRA), file) == Brought(new=0, there=0, bad=0)


def test_hostile_names_are_listed_safely_or_refused(lane: BirchLane, file: Path) -> None:
    rows = [[text, "", house] for text in HOSTILE.values() for house in ("Oak House", text)]
    file.write_bytes(b"".join(lines([["name", "initials", "house"], *rows])))
    desk, told = lane.desk(SANDRA), Told()
    try:
        brought = people.bring_in(desk, file, told.how(skip_bad=True))
    except Refusal as refused:
        pytest.fail(str(refused))
    assert brought.new + brought.there + brought.bad >= len(told.bad)
    for each in desk.directory.people.values():
        assert each.name.isprintable()
        assert each.house.isprintable()
    assert verify(desk.store, signing.verify).is_whole
