"""What goes wrong beneath a running program is said in a sentence; nothing is called sent."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyboard as keyboard_limits
import pytest
from keyboard import ENTER, F2, Keyboard, Machine
from logbook_folder import GOOD_NEWS, PASSPHRASE, SAM, SANDRA
from terminal import python

from logbook.services import signing_in
from logbook.vault import keyfile

HERE = Path(__file__).parent
IMPATIENT = str(HERE / "impatient.py")
WITHOUT_OVERRIDE = str(HERE / "without_override.py")
STORE = "logbook.db"
EVERY_TRY = 90.0
"""Seconds: three waits of ten each are patience, and not a fault."""


def stands_before_sending(keyboard: Keyboard) -> None:
    keyboard.signs_in(SAM, "Home · Sam")
    keyboard.begins(GOOD_NEWS, "Who is it about?")
    keyboard.answers("D.W.", "What went well?")
    keyboard.tells("she rang her sister", "What helped?")
    keyboard.chooses("0", "Check your answers", "Goes to Sandra Whitlow", "saved")


def tries_to_send(keyboard: Keyboard, *sentence: str) -> None:
    keyboard.press(ENTER, *sentence)
    keyboard.is_still()
    assert "Sent." not in keyboard.shown
    assert "· saved" not in keyboard.where
    assert "she rang her sister" in keyboard.shown


def sends_after_all(keyboard: Keyboard) -> None:
    keyboard.press(b"r", "Sent.", "Sandra Whitlow")
    keyboard.press(ENTER, "Home · Sam")
    keyboard.until(lambda _: "Not finished" not in keyboard.shown and "D.W." in keyboard.shown)
    assert keyboard.leaves_logbook() == 0


def has_one_entry_and_is_whole(machine: Machine) -> None:
    verified = machine.runs("verify", "--as", SANDRA, typed=[PASSPHRASE])
    assert (verified.status, verified.err) == (0, "")
    assert "Whole:" in verified.out
    found = machine.runs("search", "rang", "--as", SANDRA, "--json", typed=[PASSPHRASE])
    assert json.loads(found.out)["found"] == 1


def test_a_store_moved_away_takes_nothing_until_it_is_back(machine: Machine) -> None:
    away = machine.place / "away"
    away.mkdir()
    with machine.at_keyboard() as keyboard:
        stands_before_sending(keyboard)
        (machine.data / STORE).rename(away / STORE)
        tries_to_send(keyboard, "Not saved", "Put it back")
        assert not (machine.data / STORE).exists(), "a missing file is never made anew"
        (away / STORE).rename(machine.data / STORE)
        sends_after_all(keyboard)
    has_one_entry_and_is_whole(machine)


@contextmanager
def saving_elsewhere(machine: Machine) -> Iterator[None]:
    """Another terminal in the middle of a save, for as long as the block lasts."""
    member = next(
        slot.member_id for slot in keyfile.load(machine.data).slots if slot.name == SANDRA
    )
    desk = signing_in.sign_in(machine.data, member, PASSPHRASE).desk
    try:
        with desk.store.writing():
            yield
    finally:
        desk.close()


@pytest.mark.parametrize(
    "program",
    [[IMPATIENT], pytest.param(["-m", "logbook"], marks=pytest.mark.slow)],
    ids=["short", "as it is"],
)
def test_a_lock_past_every_try_keeps_the_draft(
    machine: Machine, program: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(machine.state))
    monkeypatch.setattr(keyboard_limits, "LIMIT", EVERY_TRY)
    with machine.at_keyboard(python(*program, "--in", str(machine.data))) as keyboard:
        stands_before_sending(keyboard)
        with saving_elsewhere(machine):
            tries_to_send(keyboard, "Another terminal is saving", "Your draft is kept.")
        sends_after_all(keyboard)
    has_one_entry_and_is_whole(machine)


@pytest.mark.skipif(sys.platform != "linux", reason="root gives up its rights the Linux way")
def test_a_read_only_store_is_read_and_nothing_is_begun_in_it(machine: Machine) -> None:
    store = machine.data / STORE
    store.chmod(0o400)
    command = python(WITHOUT_OVERRIDE, "--in", str(machine.data))
    with machine.at_keyboard(command) as keyboard:
        keyboard.signs_in(SAM, "Home · Sam", "Nothing recorded yet.")
        keyboard.press(F2, "What happened?", GOOD_NEWS)
        number = keyboard.number_of(GOOD_NEWS)
        keyboard.press(number, "This file cannot be written", "Nothing was saved.")
        assert "question 1" not in keyboard.shown
        for path in machine.data.glob(f"{STORE}*"):
            path.chmod(0o600)
        keyboard.press(number, "Who is it about?")
        assert keyboard.leaves_logbook() == 0
