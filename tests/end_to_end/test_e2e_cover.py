"""The cover, and a keyboard that does its worst: what was typed stays, and shows to its writer."""

import time

import pytest
from keyboard import CTRL_P, CTRL_Q, ENTER, ESC, F2, F9, TAB, Keyboard, Machine, signed_in
from logbook_folder import GOOD_NEWS, HELP, NIA, PASSPHRASE, SAM, kept

SWITCHING = 5.0
"""Seconds: slow sign-in is why staff share accounts."""
STORY = "She said her brother wrote to her agai"
TEXTUAL = (
    "TEXTUAL_LOG",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT",
    "TEXTUAL_DEVTOOLS",
    "TEXTUAL_DEBUG",
    "TEXTUAL_PRESS",
    "TEXTUAL_DRIVER",
    "TEXTUAL_THEME",
)


def begins_a_story(keyboard: Keyboard) -> None:
    keyboard.begins(GOOD_NEWS, "Who is it about?")
    keyboard.answers("D.W.", "What went well?")
    keyboard.writes(STORY)


def is_covered_at_once(keyboard: Keyboard) -> None:
    """The first time that anything of the cover can be read, nothing beneath it can."""
    keyboard.types(F9)
    keyboard.sees("is signed in. Covered at")
    for words in ("brother", "D.W.", "Good news", "question", "saved"):
        assert words not in keyboard.shown


def test_the_cover_shows_nothing_and_lifts_at_the_same_half_word(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        begins_a_story(keyboard)
        is_covered_at_once(keyboard)
        keyboard.gives("not the passphrase")
        keyboard.press(ENTER, "Error:")
        assert "brother" not in keyboard.shown
        keyboard.gives(PASSPHRASE)
        keyboard.press(ENTER, "What went well?", STORY)
        keyboard.writes("n")
        assert keyboard.field.strip() == f"{STORY}n"

        is_covered_at_once(keyboard)
        keyboard.press(TAB, "Who are you?", "Enter sign in")
        keyboard.signs_in(NIA, "Home · Nia", "Nothing recorded yet.")
        at = len(keyboard.wrote)
        keyboard.press(F2, "What happened?", GOOD_NEWS)
        keyboard.is_still()
        assert "Go on" not in keyboard.shown
        assert b"brother" not in keyboard.wrote[at:]
        keyboard.press(ESC, "Home · Nia")
        assert keyboard.leaves_logbook() == 0


def test_textuals_variables_and_its_palette_do_nothing(machine: Machine) -> None:
    drop = machine.home / "drop"
    drop.mkdir()
    environment = dict.fromkeys(TEXTUAL, "1") | {
        "TEXTUAL_LOG": str(drop / "log"),
        "TEXTUAL_SCREENSHOT_LOCATION": str(drop),
        "TEXTUAL_PRESS": "f1",
        "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
        "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
    }
    with machine.at_keyboard(environment=environment) as keyboard:
        keyboard.waits_for("Who are you?", "Enter sign in")
        opens_no_palette(keyboard)
        keyboard.signs_in(SAM, "Home · Sam")
        keyboard.types(CTRL_P)
        keyboard.is_still()
        assert "Search for commands" not in keyboard.shown
        keyboard.press(ESC, "Home · Sam")
        keyboard.press(F9, "is signed in. Covered at")
        opens_no_palette(keyboard)
        assert keyboard.leaves_logbook() == 0
    assert list(drop.iterdir()) == []


def opens_no_palette(keyboard: Keyboard) -> None:
    keyboard.is_still()
    before = keyboard.where.split()[0]
    keyboard.types(CTRL_P)
    keyboard.is_still()
    assert "Search for commands" not in keyboard.shown
    assert keyboard.where.split()[0] == before


def test_bytes_a_paste_and_a_burst_end_in_the_field_or_in_a_sentence(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        keyboard.begins(GOOD_NEWS, "Who is it about?")
        keyboard.answers("D.W.", "What went well?")

        keyboard.is_still()
        keyboard.types(b"before \xff\xfe\xc3 after")
        keyboard.until(lambda _: keyboard.field.strip().startswith("before "))
        keyboard.until(lambda _: keyboard.field.strip().endswith("after"))

        kept = keyboard.field.strip()
        keyboard.pastes("much " * 200_000)
        keyboard.waits_for("Error:", "one answer holds 20,000")
        assert keyboard.field.strip() == kept

        burst = "".join(chr(ord("a") + nth % 26) for nth in range(200))
        keyboard.is_still()
        keyboard.types(burst.encode())
        keyboard.until(lambda _: burst in "".join(keyboard.field.split()))
        assert "".join(keyboard.field.split()).startswith("before")

        keyboard.pastes(" and two\nlines [/] [sic]")
        keyboard.until(lambda _: "lines [/] [sic]" in keyboard.field)
        keyboard.goes_on("What helped?")
        keyboard.chooses("0", "Check your answers", "lines [/] [sic]")
        assert keyboard.leaves_logbook() == 0


def test_a_burst_answers_no_time_that_was_not_said_back(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        keyboard.begins(HELP, "Who asked?")
        keyboard.answers("D.W.", "How did they ask")
        keyboard.tells("by hand", "When did they ask?")
        keyboard.is_still()
        keyboard.types(b"now\rx\r1\r\r" * 20)
        keyboard.waits_for("1nowx1nowx1")
        keyboard.is_still()
        assert "When did they ask?" in keyboard.shown
        keyboard.press(ENTER, "Error:")
        keyboard.types(CTRL_Q)
        assert keyboard.ends() == 0


def test_what_comes_in_pieces_or_without_marks_ends_whole_in_the_field(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(machine.state))
    split = "Siân 漢 👍 "
    pasted = "\r".join(f"line {nth} [/] “so” é" for nth in range(60))
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        keyboard.begins(GOOD_NEWS, "Who is it about?")
        keyboard.answers("D.W.", "What went well?")
        keyboard.is_still()
        for byte in split.encode():
            keyboard.types(bytes([byte]))
            keyboard.read(0.005)
        keyboard.until(lambda _: "Siân" in keyboard.field)
        comes_without_marks(keyboard, pasted.encode())
        keyboard.until(lambda _: "line 59 [/]" in keyboard.field)
        keyboard.is_still()
        assert keyboard.leaves_logbook() == 0
    assert kept(machine.data, SAM) == split + pasted.replace("\r", "\n")


def comes_without_marks(keyboard: Keyboard, pasted: bytes) -> None:
    """As from a terminal without bracketed paste, in pieces that end anywhere."""
    for start in range(0, len(pasted), 61):
        keyboard.types(pasted[start : start + 61])
        keyboard.read(0.01)


def test_somebody_else_is_in_within_five_seconds_apart_from_typing(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        keyboard.press(F9, "is signed in. Covered at")
        began = time.perf_counter()
        keyboard.press(TAB, "Who are you?", "Enter sign in")
        waited = time.perf_counter() - began
        keyboard.picks(NIA)
        keyboard.gives(PASSPHRASE)
        began = time.perf_counter()
        keyboard.press(ENTER, "Home · Nia")
        waited += time.perf_counter() - began
        assert keyboard.leaves_logbook() == 0
    assert waited < SWITCHING
