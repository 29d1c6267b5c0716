"""Supervision by keyboard, on a real logbook: two in a row, prepared, held, signed and checked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import at_desk, press, said, seen_at_last, shown, write
from pages import WIDE
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    NIA,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)
from textual.pilot import Pilot

from logbook.domain.supervision import Done, Supervision
from logbook.services import reading, supervision
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.people.card import CardScreen
from logbook.tui.screens.people.roster import ListOf
from logbook.tui.screens.redact import RedactScreen
from logbook.tui.screens.supervision.due import SupervisionsScreen, supervision_room
from logbook.tui.screens.supervision.forms import SignHereScreen
from logbook.tui.screens.supervision.prepare import PrepareScreen
from logbook.tui.screens.supervision.preparing import sheets
from logbook.tui.screens.supervision.worker import SupervisionOfScreen


@pytest.fixture
def lane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BirchLane]:
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    made = birch_lane(tmp_path / "data")
    yield made
    made.close()


def of_sam(lane: BirchLane) -> Supervision:
    return supervision.of(lane.desk(SANDRA), lane.member(SAM))


async def opens_sam(pilot: Pilot[Any]) -> None:
    """From the list to Sam's page, wherever he stands in it."""
    screen = pilot.app.screen
    assert isinstance(screen, SupervisionsScreen)
    while screen.list.row is None or SAM not in str(screen.list.row.cells[0]):
        await press(pilot, "down")
    await press(pilot, "enter")
    await seen_at_last(pilot, lambda: "Prepare the next one" in shown(pilot))


async def holds(pilot: Pilot[Any], discussed: str) -> None:
    """The meeting took place: when, what was said, both signatures."""
    await press(pilot, "tab", "enter")
    await seen_at_last(pilot, lambda: "When was it?" in shown(pilot))
    await press(pilot, "enter")
    await write(pilot, discussed)
    await press(pilot, "tab", "enter")
    await seen_at_last(pilot, lambda: "as your signature" in shown(pilot))
    await write(pilot, PASSPHRASE)
    await press(pilot, "enter", "enter")
    await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, SignHereScreen))
    await seen_at_last(pilot, lambda: discussed in shown(pilot))
    await write(pilot, PASSPHRASE)
    await press(pilot, "enter", "enter")
    await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, SupervisionOfScreen))
    await seen_at_last(pilot, lambda: "Signed by both." in said(pilot))


async def test_a_manager_prepares_holds_and_checks_two_in_a_row(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    left = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, home=supervision_room) as pilot:
        await opens_sam(pilot)
        await press(pilot, "1")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
        assert "2 of 2 entries" in shown(pilot)
        await press(pilot, "down", "down", "space")
        assert "1 of 2 entries" in shown(pilot)
        await press(pilot, "tab", "up", "enter")
        await write(pilot, "ring the bank with D.W.")
        await press(pilot, "enter", "1", "enter")
        await write(pilot, "friday")
        assert "Friday 20 November 2026" in shown(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, PrepareScreen)
        await holds(pilot, "how the week went")
        first = of_sam(lane).last
        assert first is not None
        assert first.entries == (entry.id,)
        assert [(each.what, each.who) for each in first.agreed] == [
            ("ring the bank with D.W.", SAM)
        ]
        assert first.confirmed_at is not None
        assert not sheets(lane.desk(SANDRA))

        await press(pilot, "1")
        await seen_at_last(pilot, lambda: "ring the bank with D.W." in shown(pilot))
        await press(pilot, "tab", "enter")
        assert "Say what became of" in said(pilot)
        await press(pilot, "space")
        await holds(pilot, "it was done")
    found = of_sam(lane)
    assert [each.discussed for each in found.meetings] == ["how the week went", "it was done"]
    assert [each.done for each in found.actions] == [Done.DONE]
    history = reading.open_entry(lane.desk(SANDRA), entry.id).history
    assert history[-1].words.endswith(f"talked over in supervision by {SANDRA}")
    assert not any(
        "talked over" in line.words
        for line in reading.open_entry(lane.desk(SANDRA), left.id).history
    )


async def test_a_signature_that_does_not_fit_is_typed_anew(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, home=supervision_room) as pilot:
        await opens_sam(pilot)
        await press(pilot, "1")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
        await press(pilot, "tab", "enter")
        await seen_at_last(pilot, lambda: "When was it?" in shown(pilot))
        await press(pilot, "enter")
        await write(pilot, "how the week went")
        await press(pilot, "tab", "enter")
        await seen_at_last(pilot, lambda: "as your signature" in shown(pilot))
        await write(pilot, "not her passphrase")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "That passphrase does not fit." in shown(pilot))
        assert "tries again" not in shown(pilot)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, SignHereScreen))


async def test_what_was_typed_is_there_again_at_another_terminal(lane: BirchLane) -> None:
    async with at_desk(lane, SANDRA, home=supervision_room) as pilot:
        await opens_sam(pilot)
        await press(pilot, "1")
        await press(pilot, "tab", "enter", "enter")
        await write(pilot, "half a thought")
        await seen_at_last(pilot, lambda: "saved" in shown(pilot))
    async with at_desk(lane, SANDRA, home=supervision_room) as pilot:
        assert "being prepared" in shown(pilot)
        await press(pilot, *["down"] * 3)
        screen = pilot.app.screen
        assert isinstance(screen, SupervisionsScreen)
        while SAM not in str(screen.list.row and screen.list.row.cells[0]):
            await press(pilot, "up")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Go on preparing" in shown(pilot))
        await press(pilot, "1", "tab", "enter", "enter")
        assert "half a thought" in shown(pilot)


async def test_a_worker_reads_what_was_agreed_and_signs_it_at_home(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    prepared = supervision.prepare(sandra, lane.member(SAM))
    supervision.hold(
        sandra,
        prepared,
        held_on=sandra.today,
        picked=(),
        discussed="how the week went",
        agreed=(),
        reviewed={},
    )
    async with at_desk(lane, SAM, home=HomeScreen) as pilot:
        await seen_at_last(pilot, lambda: "Supervision, Wednesday 18 November" in shown(pilot))
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "how the week went" in shown(pilot))
        assert "Prepare" not in shown(pilot)
        await press(pilot, "1")
        await seen_at_last(pilot, lambda: "Signed by you" in said(pilot))
        await press(pilot, "1")
        assert "Nothing waits for a signature" in said(pilot)
    assert of_sam(lane).to_confirm is None


async def test_a_record_for_an_access_request_has_words_left_out(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**ORDINARY, "asked": "Aunt Rose wants him to"})
    card = CardScreen

    def home(session: Any) -> CardScreen:
        return card(session, ListOf.SUPPORTED, lane.person(DANIEL).id)

    async with at_desk(lane, GENERAL_MANAGER, home=home, size=WIDE) as pilot:
        await seen_at_last(pilot, lambda: "for an access request" in shown(pilot))
        found = re.search(r"(\d)  [^\n]*for an access request", shown(pilot))
        assert found is not None
        await press(pilot, found[1])
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, RedactScreen))
        await seen_at_last(pilot, lambda: "+ Leave something out" in shown(pilot))
        await press(pilot, "enter")
        await write(pilot, "aunt rose")
        await press(pilot, "enter")
        await write(pilot, "private to somebody else")
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "in 1 place" in shown(pilot))
        await press(pilot, "ctrl+p", "backspace", "3", "enter")
        await seen_at_last(pilot, lambda: "Into which folder?" in shown(pilot))
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "Your passphrase, once more" in shown(pilot))
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await seen_at_last(pilot, lambda: "contains personal data" in said(pilot))
    (made,) = (lane.folder.parent / "home" / "Documents").iterdir()
    text = made.read_text("utf-8")
    assert "Rose" not in text
    assert "private to somebody else" in text


async def test_somebody_elses_worker_stands_with_whom_they_answer_to(lane: BirchLane) -> None:
    async with at_desk(lane, GENERAL_MANAGER, home=supervision_room) as pilot:
        await seen_at_last(pilot, lambda: SAM in shown(pilot))
        rows = shown(pilot).splitlines()
        assert next(row for row in rows if SAM in row).rstrip().endswith(f"with {SANDRA}")
        assert not any("with" in row for row in rows if f" {SANDRA} " in row and SAM not in row)


def test_a_worker_who_manages_nobody_has_only_their_own(lane: BirchLane) -> None:
    with pytest.raises(Exception, match="for Sam Okafor"):
        supervision.of(lane.desk(NIA), lane.member(SAM))
