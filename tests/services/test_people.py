"""Service users, houses and who is on call, on a real store."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from service_makers import (
    ALICE,
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    NOW,
    SAM,
    SANDRA,
    SAUL,
    BirchLane,
    sent,
)

from logbook.domain.houses import open_houses
from logbook.domain.people import FileClosed
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import absence, accounts, keeping, people, queue, triage
from logbook.services.importing.people import bring_in
from logbook.services.reading import open_entry
from logbook.vault import doorplates, keyfile

# service users


def test_a_closed_file_is_listed_last_and_can_be_opened_again(lane: BirchLane) -> None:
    sandra, daniel = lane.desk(SANDRA), lane.person(DANIEL)
    people.close_file(sandra, daniel.id, FileClosed.MOVED)
    assert sandra.directory.people[daniel.id].closed is FileClosed.MOVED
    with pytest.raises(NotAllowed, match="closed already: moved to another service"):
        people.close_file(sandra, daniel.id, FileClosed.LEFT)
    people.reopen_file(sandra, daniel.id)
    assert sandra.directory.people[daniel.id] == daniel
    with pytest.raises(NotAllowed, match="is open"):
        people.reopen_file(sandra, daniel.id)


def test_what_happened_before_a_file_was_closed_can_still_be_recorded(lane: BirchLane) -> None:
    people.close_file(lane.desk(SANDRA), lane.person(DANIEL).id, FileClosed.LEFT)
    assert sent(lane.desk(SAM)).person == "D.W."


def test_somebody_is_found_by_any_name_they_are_known_by(lane: BirchLane) -> None:
    sandra, daniel = lane.desk(SANDRA), lane.person(DANIEL)
    people.change_person(sandra, replace(daniel, aliases=(" Danny ", "Danny", "")))
    for typed in ("danny", "D.W.", "dw", "daniel webb", "dan"):
        assert people.person_by_name(sandra, typed).id == daniel.id
    with pytest.raises(NotFound, match="Nobody called “Zed”"):
        people.person_by_name(sandra, "Zed")


def test_a_worker_changes_nobody(lane: BirchLane) -> None:
    sam, daniel = lane.desk(SAM), lane.person(DANIEL)
    with pytest.raises(NotAllowed, match="Managers keep the list"):
        people.close_file(sam, daniel.id, FileClosed.LEFT)
    with pytest.raises(NotAllowed, match="General Manager keeps the list of houses"):
        people.add_house(sam, "Ash Lodge")


# houses


def test_a_renamed_house_is_renamed_at_the_door_too(lane: BirchLane) -> None:
    people.rename_house(lane.desk(GENERAL_MANAGER), "Maple House", "Maple Lodge")
    directory = lane.desk(SANDRA).directory
    assert open_houses(directory.houses) == ("Maple Lodge", "Oak House")
    assert lane.person(DANIEL).house == "Maple Lodge"
    slot = keyfile.load(lane.folder).slot(lane.member(SAM).id)
    assert slot is not None
    assert slot.house == "Maple Lodge"
    assert keeping.verify(lane.desk(GENERAL_MANAGER)).is_whole


def test_a_house_is_closed_once_it_is_empty(lane: BirchLane) -> None:
    top = lane.desk(GENERAL_MANAGER)
    with pytest.raises(NotAllowed, match="are still in Oak House"):
        people.close_house(top, "Oak House")
    people.add_house(top, "Ash Lodge")
    people.close_house(top, "ash lodge")
    with pytest.raises(NotAllowed, match="Ash Lodge is closed"):
        people.change_person(top, replace(lane.person(ALICE), house="Ash Lodge"))


# who is on call


def test_who_is_on_call_is_said_at_the_door(lane: BirchLane) -> None:
    people.set_on_call(
        lane.desk(SANDRA), name="J. Ames", telephone="01632 960 777", checked=NOW.date()
    )
    assert doorplates.read(lane.folder).on_call == "J. Ames · 01632 960 777"
    settings = lane.desk(SAM).directory.settings
    assert people.on_call_parts(settings) == ("J. Ames", "01632 960 777")
    assert settings.on_call_checked == NOW.date()


def test_a_number_that_was_tried_is_checked_today(lane: BirchLane) -> None:
    assert people.checked_on_call(lane.desk(DEPUTY)).on_call_checked == NOW.date()
    with pytest.raises(NotAllowed, match="says so already"):
        people.checked_on_call(lane.desk(SANDRA))


@pytest.mark.parametrize(
    ("name", "telephone", "days", "says"),
    [
        ("J. Ames", " ", 0, "needs a name and a telephone number"),
        ("J. Ames", "01632 960 777", 1, "cannot be still to come"),
    ],
)
def test_half_a_contact_is_refused(
    lane: BirchLane, name: str, telephone: str, days: int, says: str
) -> None:
    checked = NOW.date() + timedelta(days=days)
    with pytest.raises(NotAllowed, match=says):
        people.set_on_call(lane.desk(SANDRA), name=name, telephone=telephone, checked=checked)
    with pytest.raises(NotAllowed, match="Managers say who is on call"):
        people.checked_on_call(lane.desk(SAM))


# being away and leaving


def test_whoever_is_away_is_covered_and_is_back_when_they_sign_in_after_it(
    lane: BirchLane,
) -> None:
    henry, sandra = lane.member(HENRY), lane.member(SANDRA)
    entry = sent(lane.desk(SAUL))
    until = NOW.date() + timedelta(days=2)
    absence.go_away(lane.desk(HENRY), henry.id, cover=sandra.id, until=until)
    assert entry.id in {line.entry.id for line in queue.page(lane.desk(SANDRA), queue.Show.MINE)}
    told = lane.sign_in(HENRY).notices
    assert any("You are marked away until Friday 20 November 2026" in each for each in told)
    assert lane.member(HENRY).away
    lane.clock.pass_(days=3)
    told = lane.sign_in(HENRY).notices
    assert any("You are marked back now" in each for each in told)
    assert lane.member(HENRY) == henry
    with pytest.raises(NotAllowed, match="not marked away"):
        absence.come_back(lane.desk(HENRY), henry.id)


def test_only_a_manager_covers(lane: BirchLane) -> None:
    with pytest.raises(NotAllowed, match="another manager who is here"):
        absence.go_away(lane.desk(HENRY), lane.member(HENRY).id, cover=lane.member(SAM).id)
    with pytest.raises(NotAllowed, match="still to come"):
        absence.go_away(
            lane.desk(HENRY), lane.member(HENRY).id, until=NOW.date() - timedelta(days=1)
        )
    staff = lane.desk(HENRY).staff
    assert {each.name for each in absence.could_cover(staff, lane.member(HENRY))} == {
        GENERAL_MANAGER,
        DEPUTY,
        SANDRA,
    }


def test_what_a_leaver_holds_is_said_before_they_go(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAUL))
    henry = lane.desk(HENRY)
    triage.take(henry, open_entry(henry, entry.id))
    up = absence.handed_up(lane.desk(GENERAL_MANAGER), lane.member(HENRY).id)
    assert up.sentences == (
        f"1 open entry they hold goes to {GENERAL_MANAGER}.",
        f"{SAUL} answers to {GENERAL_MANAGER} from then on.",
    )
    accounts.remove(lane.desk(GENERAL_MANAGER), lane.member(HENRY).id)
    staff = lane.desk(GENERAL_MANAGER).staff
    assert SAUL in absence.answering_to(staff, lane.member(GENERAL_MANAGER))
    alone = absence.handed_up(lane.desk(SANDRA), lane.member(SAM).id)
    assert alone.sentences == (f"Whatever is still open goes to {SANDRA}.",)


def test_a_list_in_a_file_keeps_to_the_houses_as_they_are_spelled(
    lane: BirchLane, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,house\nAnn Lowe,oak house\nBea Hart,Elm\nCy Dunn,ELM\n", "utf-8")
    sandra = lane.desk(SANDRA)
    people.add_house(lane.desk(GENERAL_MANAGER), "Elm")
    bring_in(sandra, file)
    assert open_houses(sandra.directory.houses) == ("Elm", "Maple House", "Oak House")
