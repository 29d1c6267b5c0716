"""However the program ends, nothing private is left anywhere, and the terminal is well."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from keyboard import CTRL_Q, ENTER, Keyboard, Machine
from logbook_folder import GOOD_NEWS, PASSPHRASE, SAM
from terminal import is_gone, python

from logbook.tui.parent import STOPPED

CRASHING = Path(__file__).with_name("crashing.py")
IN_ENTRY, IN_DRAFT, IN_FAULT = "kittiwakeline", "shearwaterword", "razorbillfault"
"""Words that are nowhere else on the machine."""
PRIVATE = (IN_ENTRY, IN_DRAFT, IN_FAULT, PASSPHRASE, *PASSPHRASE.split())


def sends_one_and_begins_another(keyboard: Keyboard) -> None:
    """One word is sent with an entry; another stands in a draft that is saved."""
    keyboard.signs_in(SAM, "Home · Sam")
    keyboard.begins(GOOD_NEWS, "Who is it about?")
    keyboard.answers("D.W.", "What went well?")
    keyboard.tells(IN_ENTRY, "What helped?")
    keyboard.chooses("0", "Check your answers", "Goes to")
    keyboard.press(ENTER, "Sent.")
    keyboard.begins(GOOD_NEWS, "Who is it about?")
    keyboard.answers("D.W.", "What went well?", "saved ")
    keyboard.writes(IN_DRAFT)


def is_terminated(keyboard: Keyboard) -> int:
    keyboard.signals(signal.SIGTERM)
    return keyboard.ends()


def loses_its_line(keyboard: Keyboard) -> int:
    keyboard.signals(signal.SIGHUP)
    return keyboard.ends()


def is_killed(keyboard: Keyboard) -> int:
    keyboard.kills_the_screen()
    return keyboard.ends()


def loses_its_parent(keyboard: Keyboard) -> int:
    """Only the process that waits for the screen is killed."""
    child = keyboard.child
    keyboard.process.kill()
    keyboard.until(lambda _: is_gone(child))
    return keyboard.ends()


def is_left(keyboard: Keyboard) -> int:
    keyboard.types(CTRL_Q)
    return keyboard.ends()


def breaks(keyboard: Keyboard) -> int:
    keyboard.types(f" {IN_FAULT}".encode())
    return keyboard.ends()


ENDINGS = (
    pytest.param(is_left, 0, id="left"),
    pytest.param(is_terminated, 128 + signal.SIGTERM, id="terminated"),
    pytest.param(loses_its_line, 128 + signal.SIGHUP, id="line lost"),
    pytest.param(is_killed, 128 + signal.SIGKILL, id="killed"),
    pytest.param(loses_its_parent, -signal.SIGKILL, id="parent killed"),
    pytest.param(breaks, 1, id="broken"),
)


@pytest.mark.parametrize(("way", "status"), ENDINGS)
def test_nothing_private_is_left_behind(
    machine: Machine, way: Callable[[Keyboard], int], status: int
) -> None:
    with machine.at_keyboard(python(str(CRASHING), "--in", str(machine.data))) as keyboard:
        sends_one_and_begins_another(keyboard)
        assert way(keyboard) == status
        assert IN_DRAFT.encode() in keyboard.wrote, "nothing was typed, so nothing is proved"
        for word in PRIVATE:
            assert word.encode() not in keyboard.outside
            assert machine.files_with(word) == []
        assert keyboard.is_as_it_was_found
        assert keyboard.left_on == []
        assert b"Traceback" not in keyboard.wrote
        if way is breaks:
            assert "logbook stopped because of a fault in the program (RuntimeError, " in (
                keyboard.last_words
            )
        else:
            assert keyboard.last_words == (STOPPED if way is is_killed else "")
