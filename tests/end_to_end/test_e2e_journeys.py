"""An entry all the way round by keyboard: sent, decided, told, closed, read, and on paper."""

import pytest
from keyboard import ENTER, ESC, F2, Keyboard, Machine, signed_in
from logbook_folder import HELP, PASSPHRASE, RELATIVE, SAM, SANDRA

MOST_QUESTIONS = 10
ASKED = "someone is posting as me"
REASON = "he changed his password himself"
TOLD = "Well done, his account is safe."


def asks_for_help(keyboard: Keyboard) -> None:
    """An ordinary help request, from home to the list of answers."""
    keyboard.begins(HELP, "Who asked?")
    keyboard.answers("D.W.", "How did they ask")
    keyboard.tells(ASKED, "When did they ask?")
    keyboard.answers("now", "Which platform?")
    keyboard.chooses("3", "What kind of help")
    keyboard.chooses("3", "find or look up a relative?")
    keyboard.chooses("2", "Does any of this apply?")
    keyboard.chooses("8", "What did you do?")
    keyboard.chooses("2", "What do they want", words="he changed it while we talked")
    keyboard.tells("he wants it to stop", "Check your answers", "Goes to Sandra Whitlow")


def sends_a_help_request(keyboard: Keyboard) -> None:
    asks_for_help(keyboard)
    keyboard.press(ENTER, "Sent.", "If it gets worse: call 999")
    keyboard.press(ENTER, "Home · Sam", "not read yet")


def decides_tells_and_closes(keyboard: Keyboard) -> None:
    keyboard.press(ENTER, "Low · sent", ASKED)
    keyboard.press(b"t", "With you now.")
    keyboard.press(b"d", "What did it come to?")
    keyboard.chooses("1", "Because …")
    keyboard.tells(REASON, "One sentence back to Sam Okafor")
    keyboard.tells(TOLD, "Check and decide")
    keyboard.press(ENTER, "Decided, and Sam Okafor is told.")
    keyboard.press(b"c", "Low · closed", "Closed.")
    keyboard.press(ESC, "Nothing waits for you.")


def test_a_request_goes_round_by_keyboard_alone(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam Okafor") as keyboard:
        sends_a_help_request(keyboard)
        assert len(keyboard.seen) <= MOST_QUESTIONS
        assert not any("late" in each for each in keyboard.seen)
        keyboard.signs_out()

        keyboard.signs_in(SANDRA, "Triage · Sandra", "Waiting 1", "Low", "D.W.", "Help request")
        decides_tells_and_closes(keyboard)
        keyboard.signs_out()

        keyboard.signs_in(SAM, "Came back to you", "Help given, no concern", "done")
        for words in (REASON, TOLD):
            assert words in keyboard.shown
        assert keyboard.leaves_logbook() == 0

    days = ("--from", "yesterday", "--to", "today")
    notes = machine.runs("notes", "--as", SANDRA, "--for", SAM, *days, typed=[PASSPHRASE])
    assert (notes.status, notes.err) == (0, "")
    for words in ("Help request", "Help given, no concern", TOLD):
        assert words in notes.out
    verified = machine.runs("verify", "--as", SANDRA, typed=[PASSPHRASE])
    assert (verified.status, verified.err) == (0, "")
    assert "Whole:" in verified.out


def test_looking_for_a_relative_stops_until_the_word_is_typed(machine: Machine) -> None:
    with signed_in(machine, SAM, "Home · Sam Okafor") as keyboard:
        keyboard.begins(RELATIVE, "Who wants to find a relative?")
        keyboard.answers("D.W.", "in touch with this relative already?")
        keyboard.marks("3")
        keyboard.press(ENTER, "STOP", "Do not search, message, or help to search.")
        keyboard.is_still()
        keyboard.types(ENTER)
        keyboard.is_still()
        assert "Do not search" in keyboard.shown
        keyboard.pastes("stop")
        keyboard.is_still()
        assert "Do not search" in keyboard.shown
        keyboard.press(b"stop", "stop and now press Enter, to go on")
        keyboard.press(ENTER, "Whom do they hope to find?")
        keyboard.press(ESC, "Do not search")
        assert keyboard.leaves_logbook() == 0


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "xterm"}], ids=["no colour", "sixteen colours"]
)
def test_a_plain_terminal_shows_the_same_words(
    machine: Machine, environment: dict[str, str]
) -> None:
    with machine.at_keyboard(environment=environment) as keyboard:
        keyboard.signs_in(SAM, "Home · Sam Okafor", "Nothing recorded yet.", "F2 record")
        keyboard.press(F2, "What happened?", HELP)
        keyboard.press(b"1", "question 1 of about", "Who asked?", "Someone not listed")
        keyboard.answers("D.W.", "How did they ask, in their own words?", "[ Continue ]")
        keyboard.tells(ASKED, "When did they ask?")
        keyboard.answers("now", "Which platform?")
        keyboard.marks("3")
        if "NO_COLOR" in environment:
            colours = {f"\x1b[3{digit}".encode() for digit in range(1, 7)}
            assert not [each for each in colours if each + b"m" in keyboard.wrote]
        assert keyboard.leaves_logbook() == 0
