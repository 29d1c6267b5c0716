"""Exports on screen: a new one, one question a page, and those still here, deleted on request."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from desks import press, quiet, said, seen_at_last, session_at, shown, write
from front import Service, app_of
from pages import SMALL, settled, until
from service_makers import (
    GENERAL_MANAGER,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    birch_lane,
    sent,
)
from textual.pilot import Pilot

from logbook.services.exporting import left
from logbook.tui.app import DESK
from logbook.tui.rooms import rooms
from logbook.tui.screens.export_form import ExportFormScreen
from logbook.tui.screens.exports import ExportsScreen
from logbook.tui.screens.sign_in import SignInScreen


@pytest.fixture
def lane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BirchLane]:
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    lane = birch_lane(tmp_path / "data")
    sent(lane.desk(SAM))
    sent(lane.desk(SAM), {**ORDINARY, "asked": "a parrot is posting as me"})
    yield lane
    lane.close()


def documents(lane: BirchLane) -> Path:
    return lane.folder.parent / "home" / "Documents"


@asynccontextmanager
async def working(lane: BirchLane, name: str) -> AsyncIterator[Pilot[Any]]:
    """Somebody signed in, with every room there is."""
    app = app_of(Service(rooms=dict(rooms())))
    session = session_at(lane.desk(name))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.screen.post_message(SignInScreen.SignedIn(session))
        await until(pilot, lambda: app.current_mode == DESK)
        await quiet(pilot)
        yield pilot


async def on_form(pilot: Pilot[Any]) -> None:
    await press(pilot, "f10")
    await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, ExportsScreen))
    await press(pilot, "enter")
    await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, ExportFormScreen))


async def test_a_manager_exports_what_they_found_and_deletes_it_again(lane: BirchLane) -> None:
    async with working(lane, SANDRA) as pilot:
        await press(pilot, "slash")
        await write(pilot, "parrot")
        await on_form(pilot)
        assert "Everything I may read, with the words “parrot”." in shown(pilot)
        await write(pilot, "3")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Into which folder?" in shown(pilot))
        assert "1 entry." in shown(pilot)
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Your passphrase, once more" in shown(pilot))
        await write(pilot, "not this one at all")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "That passphrase does not fit." in shown(pilot))
        assert not list(documents(lane).iterdir())
        await press(pilot, "ctrl+u")
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, ExportsScreen))
        await quiet(pilot)
        (made,) = documents(lane).iterdir()
        _head, line = made.read_text().splitlines()
        assert "a parrot" in json.loads(line)["entry"]["responses"][1]["shown"]
        assert "1 entry. It contains personal data" in said(pilot)
        await press(pilot, "tab", "delete")
        await seen_at_last(pilot, lambda: "gone from this computer for good" in shown(pilot))
        await press(pilot, "tab", "enter")
        await seen_at_last(pilot, lambda: "is deleted" in said(pilot))
        assert not list(documents(lane).iterdir())
        assert left.still_here(lane.desk(SANDRA)) == ()


async def test_a_slip_is_told_on_its_page_and_esc_goes_back(lane: BirchLane) -> None:
    async with working(lane, GENERAL_MANAGER) as pilot:
        await on_form(pilot)
        assert "What waits for me." in shown(pilot)
        await write(pilot, "9")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Type 1, 2 or 3." in shown(pilot))
        await press(pilot, "backspace")
        await write(pilot, "1")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Into which folder?" in shown(pilot))
        await write(pilot, "/none")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "There is no folder" in shown(pilot))
        await press(pilot, "escape")
        assert "As what?" in shown(pilot)
        await press(pilot, "escape")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, ExportsScreen))


async def test_a_worker_has_the_list_and_makes_none(lane: BirchLane) -> None:
    async with working(lane, SAM) as pilot:
        await press(pilot, "f10")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, ExportsScreen))
        await quiet(pilot)
        assert "New export" not in shown(pilot)
        assert "No export of yours is on this computer" in shown(pilot)
        await press(pilot, "delete")
        assert "No export of yours" in said(pilot)
