"""Somebody who types faster than a command starts: their passphrase never shows."""

import sys
import termios

from keyboard import Keyboard, Machine
from logbook_folder import PASSPHRASE, SAM
from terminal import python

PLAIN = ("-m", "logbook", "record", "--plain", "--ascii")
ECHO = termios.ECHO


def is_hidden(keyboard: Keyboard) -> bool:
    return not termios.tcgetattr(keyboard._slave)[3] & ECHO


def test_a_passphrase_typed_before_it_is_asked_for_does_not_show(machine: Machine) -> None:
    command = python(*PLAIN, "--as", SAM, "--in", str(machine.data))
    with machine.at_keyboard(command) as keyboard:
        keyboard.until(is_hidden)
        assert "Passphrase" not in keyboard.shown, "it is too late to be early"
        keyboard.types(PASSPHRASE.encode() + b"\r")
        keyboard.sees("Passphrase:")
        keyboard.until(is_hidden)
        keyboard.types(PASSPHRASE.encode() + b"\r")
        keyboard.until(lambda _: "What happened?" in keyboard.shown or "wrong" in keyboard.shown)
        assert PASSPHRASE.encode() not in keyboard.wrote
        keyboard.types(b"leave\r")
        assert keyboard.ends() == 0
        assert "leave" in keyboard.shown
        assert not is_hidden(keyboard)


def test_a_command_that_ends_without_asking_leaves_the_keyboard_as_it_was(
    machine: Machine,
) -> None:
    command = [sys.executable, "-m", "logbook", "record", "--plain", "--as", "Nobody Here"]
    with machine.at_keyboard([*command, "--in", str(machine.data)]) as keyboard:
        assert keyboard.ends() == 1
        assert not is_hidden(keyboard)
