"""`logbook settings`, by whoever may change them and by whoever may only read."""

import json

import pytest
from command_line import BirchLane, at_birch_lane, birch_lane
from service_makers import GENERAL_MANAGER, SANDRA


@pytest.fixture
def birch(tmp_path_factory: pytest.TempPathFactory) -> BirchLane:
    return birch_lane(tmp_path_factory.mktemp("birch") / "data")


def test_a_setting_is_changed_and_shows_who_changed_it(birch: BirchLane) -> None:
    done = at_birch_lane(birch, GENERAL_MANAGER, "settings", "set", "clocks.high.decide", "12 h")
    assert "decide within 12 h" in done.done
    shown = at_birch_lane(birch, SANDRA, "settings", "show", "clocks.high").done
    assert f"{GENERAL_MANAGER}: acknowledge within 4 h, decide within 24 h" in shown
    assert "The General Manager keeps the settings" in shown
    listed = at_birch_lane(birch, SANDRA, "settings", "list", "--json").done
    assert {"name": "cover_minutes", "value": 3} in json.loads(listed)


def test_a_line_manager_is_refused_in_a_sentence(birch: BirchLane) -> None:
    refused = at_birch_lane(birch, SANDRA, "settings", "set", "cover_minutes", "5").refusal
    assert "The General Manager keeps the settings" in refused
    refused = at_birch_lane(birch, GENERAL_MANAGER, "settings", "set", "cover_minutes", "0").refusal
    assert "from 1 to 15" in refused


def test_a_list_is_changed_answer_by_answer(birch: BirchLane) -> None:
    grace = GENERAL_MANAGER
    added = at_birch_lane(birch, grace, "settings", "add", "platforms", "Mastodon").done
    assert "own-mastodon" in added
    at_birch_lane(birch, grace, "settings", "stop", "platforms", "mastodon")
    shown = at_birch_lane(birch, grace, "settings", "show", "lists.platforms").done
    assert "own-mastodon: Mastodon · not offered" in shown
    assert (
        "Mastodon" in at_birch_lane(birch, grace, "settings", "offer", "platforms", "mastodon").out
    )


def test_contacts_are_added_and_checked(birch: BirchLane) -> None:
    grace = GENERAL_MANAGER
    at_birch_lane(birch, grace, "settings", "contact", "Advocacy", "--telephone", "01632 960 002")
    assert "Advocacy 01632 960 002" in at_birch_lane(birch, grace, "settings", "list").done
    at_birch_lane(birch, grace, "settings", "contact", "Advocacy", "--checked")
    at_birch_lane(birch, grace, "settings", "contact", "Advocacy", "--remove")
    history = at_birch_lane(birch, grace, "settings", "history").done
    assert history.count("Outside contacts") == len(("added", "checked", "removed"))


def test_nothing_is_past_its_years_in_a_new_logbook(birch: BirchLane) -> None:
    grace = GENERAL_MANAGER
    assert "No entry is past its years" in at_birch_lane(birch, grace, "settings", "past").done
    keep = ("settings", "keep", "K7-4QH2", "--because", "A complaint")
    assert "not among the entries" in at_birch_lane(birch, grace, *keep).refusal
