"""A program that dies in mid-sentence: the writer finds the very text, and nobody else a trace."""

import random
import signal
import time

import pytest
from keyboard import ENTER, ESC, F2, Keyboard, Machine, signed_in
from logbook_folder import GOOD_NEWS, NIA, PASSPHRASE, SAM, SANDRA, kept

STORY = "He came back from the library very qui"
"""The last word is half typed."""
WORD = "library"
GRACE = 1.0
"""Seconds from the last key; half of it is promised, and a test machine is busy."""
PROMISED = 0.5


def writes_and_dies(machine: Machine, story: str, seconds: float) -> None:
    with signed_in(machine, SAM, "Home · Sam") as keyboard:
        keyboard.begins(GOOD_NEWS, "Who is it about?")
        keyboard.answers("D.W.", "What went well?")
        keyboard.writes(story)
        reads_for(keyboard, seconds)
        dies(keyboard)


def dies(keyboard: Keyboard) -> None:
    keyboard.kills_the_screen()
    assert keyboard.ends() == 128 + signal.SIGKILL


def reads_for(keyboard: Keyboard, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        keyboard.read()


def goes_on(keyboard: Keyboard) -> None:
    keyboard.signs_in(SAM, "Not finished", "Good news")
    keyboard.press(ENTER, "What went well?", "question 2")


def test_half_a_word_outlives_the_program_and_nobody_else_sees_it(machine: Machine) -> None:
    writes_and_dies(machine, STORY, GRACE)

    with signed_in(machine, NIA, "Home · Nia", "Nothing recorded yet.") as keyboard:
        keyboard.press(F2, "What happened?", GOOD_NEWS)
        keyboard.is_still()
        assert "Go on" not in keyboard.shown
        assert "Good news" not in keyboard.shown
        keyboard.press(ESC, "Home · Nia")
        keyboard.press(b"/", "Find")
        keyboard.writes(WORD)
        keyboard.types(ENTER)
        keyboard.is_still()
        assert "D.W." not in keyboard.shown
        assert "Not finished" not in keyboard.shown
        keyboard.types(ESC)
        keyboard.is_still()
        assert keyboard.leaves_logbook() == 0
        assert STORY.encode() not in keyboard.wrote
    for name in (NIA, SANDRA):
        found = machine.runs("search", "--as", name, WORD, typed=[PASSPHRASE])
        people = machine.runs("people", "list", "--as", name, typed=[PASSPHRASE])
        assert people.status == 0
        for words in (found.out, found.err, people.out, people.err):
            assert "draft" not in words.casefold()
            assert "finished" not in words.casefold()
            assert "Good news" not in words

    with machine.at_keyboard() as keyboard:
        goes_on(keyboard)
        reads(keyboard, STORY)
        keyboard.writes(f"{STORY}et."[len(STORY) :])
        assert keyboard.field.strip() == f"{STORY}et."
        assert keyboard.leaves_logbook() == 0


def reads(keyboard: Keyboard, story: str) -> None:
    """Letter by letter: which blanks stood where a line was broken cannot be seen."""
    wanted = "".join(story.split())
    keyboard.until(lambda _: "".join(keyboard.field.split()) == wanted)


@pytest.mark.slow
def test_half_a_second_is_enough_every_time(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(machine.state))
    said = ""
    for nth in range(20):
        chance = random.Random(nth)  # noqa: S311 - the same letters every time
        with machine.at_keyboard() as keyboard:
            if nth:
                goes_on(keyboard)
            else:
                keyboard.signs_in(SAM, "Home · Sam")
                keyboard.begins(GOOD_NEWS, "Who is it about?")
                keyboard.answers("D.W.", "What went well?")
            reads(keyboard, said)
            piece = "".join(chance.choices("abcdef ", k=chance.randint(1, 12)))
            keyboard.is_still()
            keyboard.types(piece.encode())
            reads_for(keyboard, PROMISED)
            dies(keyboard)
            said += piece
    assert kept(machine.data, SAM) == said
