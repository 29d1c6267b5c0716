"""Two people at two terminals on one logbook: what one saves, the other is shown."""

import time

import pytest
from keyboard import DOWN, ENTER, TAB, Keyboard, Machine, signed_in
from logbook_folder import PASSPHRASE, SAM, SANDRA
from service_makers import ORDINARY, answered

from logbook.services import recording, signing_in
from logbook.vault import keyfile

FIRST, SECOND = "the first of the two", "the second of the two"
AT_MOST = 3.0
"""Seconds after which what was saved at one terminal is to be read at another."""


def two_entries(machine: Machine) -> None:
    """Sent by Sam before anybody sits down."""
    sam = next(each for each in keyfile.load(machine.data).slots if each.name == SAM)
    desk = signing_in.sign_in(machine.data, sam.member_id, PASSPHRASE).desk
    for asked in (FIRST, SECOND):
        typed = {**ORDINARY, "asked": asked, "happened": "now"}
        recording.send(desk, answered(desk, typed))
    desk.close()


def is_about_to_withdraw_the_first(sam: Keyboard) -> None:
    sam.does(DOWN, lambda: True)
    sam.press(ENTER, FIRST)
    sam.press(b"x", "Why")
    sam.writes("it was written down twice")
    sam.does(TAB, lambda: not sam.field)


def test_what_one_terminal_saves_shows_at_another_and_the_cursor_stays(machine: Machine) -> None:
    two_entries(machine)
    with (
        signed_in(machine, SANDRA, "Triage · Sandra", "Waiting 2") as sandra,
        signed_in(machine, SAM, "Home · Sam") as sam,
    ):
        sandra.does(DOWN, lambda: True)
        is_about_to_withdraw_the_first(sam)
        sam.press(ENTER, "Withdrawn.")
        sandra.waits_for("Waiting 1")
        sandra.press(ENTER, SECOND)
        assert (sandra.leaves_logbook(), sam.leaves_logbook()) == (0, 0)


@pytest.mark.slow
def test_it_shows_within_three_seconds(machine: Machine) -> None:
    """Timed, so that it means something only on a machine that does nothing else."""
    two_entries(machine)
    with (
        signed_in(machine, SANDRA, "Triage · Sandra", "Waiting 2") as sandra,
        signed_in(machine, SAM, "Home · Sam") as sam,
    ):
        is_about_to_withdraw_the_first(sam)
        sandra.is_still()
        start = time.perf_counter()
        sam.types(ENTER)
        sandra.until(lambda _: "Waiting 1" in sandra.shown)
        assert time.perf_counter() - start <= AT_MOST
