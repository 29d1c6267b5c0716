"""The one table of keys."""

import pytest
from rich.cells import cell_len

from logbook.domain.people import Role
from logbook.tui.app import LogbookApp
from logbook.tui.keys import (
    COMMANDS,
    FOOTER_KEYS,
    FOOTERS,
    app_bindings,
    bindings_of,
    commands_at,
    footer_of,
    key_name,
    key_sheet,
)
from logbook.tui.places import INSIDE, Place

NEVER_ARRIVE = {
    "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "shift+enter", "alt+enter", "shift+space",
}  # fmt: skip
BELONG_TO_OTHERS = {"f5", "f11", "f12", "ctrl+w", "ctrl+t", "ctrl+n", "ctrl+c", "ctrl+z"}


def test_every_command_has_a_name_of_its_own() -> None:
    assert len({each.id for each in COMMANDS}) == len(COMMANDS)


def test_no_key_that_never_arrives_or_belongs_to_the_terminal() -> None:
    keys = {key for each in COMMANDS for key in each.keys}
    assert not keys & (NEVER_ARRIVE | BELONG_TO_OTHERS)
    assert not any(key.startswith("alt+") for key in keys)


@pytest.mark.parametrize("place", Place)
def test_a_key_means_one_thing_in_a_place(place: Place) -> None:
    keys = [key for each in commands_at(place, Role) for key in each.keys]
    assert len(keys) == len(set(keys))


def test_a_letter_means_the_same_in_every_place() -> None:
    meanings: dict[str, set[str]] = {}
    for each in COMMANDS:
        for key in each.keys:
            if len(key) == 1 or key.startswith("f"):
                meanings.setdefault(key, set()).add(each.id)
    assert all(len(ids) == 1 for ids in meanings.values())


@pytest.mark.parametrize("place", [Place.QUESTION, Place.FORM, Place.STOP, Place.FRONT])
def test_no_letter_does_anything_where_somebody_types(place: Place) -> None:
    assert not [each for each in commands_at(place, Role) if len(each.keys[0]) == 1]


@pytest.mark.parametrize("place", Place)
def test_a_footer_has_at_most_five_keys_and_fits_80_columns(place: Place) -> None:
    shown = footer_of(place, Role)
    assert 0 < len(shown) <= FOOTER_KEYS
    assert len(shown) == len(FOOTERS[place])
    assert cell_len("   ".join(f"{each.key} {each.words}" for each in shown)) <= 78


@pytest.mark.parametrize("place", sorted(INSIDE))
def test_help_cover_and_leave_answer_everywhere_inside(place: Place) -> None:
    assert {"help", "cover", "leave"} <= {each.id for each in commands_at(place)}


def test_a_worker_is_not_shown_a_managers_keys() -> None:
    ids = {each.id for each in commands_at(Place.ENTRY, {Role.WORKER})}
    assert "add" in ids
    assert not ids & {"seen", "take", "decide", "close", "undo"}


@pytest.mark.parametrize("place", Place)
def test_screen_and_app_share_the_keys_of_a_place(place: Place) -> None:
    bound = {binding.id for binding in [*bindings_of(place), *app_bindings()]}
    assert {each.id for each in commands_at(place, Role)} <= bound
    assert not {binding.key for binding in bindings_of(place)} & {
        binding.key for binding in app_bindings() if binding.priority
    }


def test_the_app_can_do_what_its_keys_say() -> None:
    for binding in app_bindings():
        assert hasattr(LogbookApp, f"action_{binding.action}")


def test_the_key_sheet_has_every_key() -> None:
    sheet = key_sheet()
    assert all(f"`{key_name(key)}`" in sheet for each in COMMANDS for key in each.keys)
    assert "| `F9` | Cover the screen at once" in sheet
    assert len(sheet.splitlines()) == len(COMMANDS) + 2


@pytest.mark.parametrize("place", Place)
def test_every_place_has_a_heading_and_says_what_it_is_for(place: Place) -> None:
    assert place.heading
    assert place.about.endswith(".")
