"""The first run: an assistant in an empty folder, then a named lead with the code in hand."""

import re

from keyboard import ENTER, TAB, Keyboard, Machine

PASSPHRASE = "orchard pebble violin sunday"
ANOTHER = "lantern gravel harbour mint"
STEPS = (
    ("What is your service called?", "Birch Lane Support"),
    ("Who is the General Manager?", "Grace Adeyemi"),
    ("Who is the deputy?", "Dev Patel"),
    ("Who are the safeguarding leads?", "Lena Fox"),
    ("Who is on call?", "R. Hale 01632 960 118"),
)


def sets_up(keyboard: Keyboard) -> None:
    """Every step to the page with the codes."""
    for asked, answer in STEPS:
        keyboard.waits_for(asked)
        keyboard.is_still()
        keyboard.writes(answer)
        keyboard.types(ENTER)
    for asked in ("Choose the General Manager's passphrase", "Type the passphrase again"):
        keyboard.waits_for(asked)
        keyboard.gives(PASSPHRASE)
        keyboard.types(ENTER)
    keyboard.waits_for("Write down the recovery key")
    keyboard.is_still()
    keyboard.writes(recovery_key(keyboard.text))
    keyboard.press(ENTER, "Your logbook is ready.")


def recovery_key(text: str) -> str:
    """The rows of groups between the words of the step and the hint."""
    rows = re.findall(r"^\s+((?:[0-9A-Z]{2,8}[ -]+)+[0-9A-Z]{2,8})\s*$", text, flags=re.MULTILINE)
    assert rows, text
    return " ".join(rows)


def code_of(text: str, name: str) -> str:
    lines = text.splitlines()
    at = next(nth for nth, line in enumerate(lines) if line.strip().startswith(name))
    return lines[at + 1].strip()


def gives_code(keyboard: Keyboard, name: str, code: str, *then: str) -> None:
    keyboard.picks(name)
    keyboard.waits_for("The code you were given")
    keyboard.writes(code)
    keyboard.press(ENTER, *then)


def test_from_an_empty_folder_to_a_lead_with_a_passphrase(empty_machine: Machine) -> None:
    with empty_machine.at_keyboard() as keyboard:
        sets_up(keyboard)
        code = code_of(keyboard.text, "Lena Fox")
        keyboard.press(ENTER, "Triage · Grace Adeyemi", "Nothing waits for you.")
        keyboard.signs_out()

        gives_code(keyboard, "Lena Fox", code, "Choose a passphrase of your own")
        keyboard.gives(ANOTHER)
        keyboard.press(ENTER, "Type it again")
        keyboard.gives(ANOTHER)
        for page in (1, 2, 3):
            keyboard.press(ENTER, f"Our policy, page {page} of 3")
        keyboard.types(TAB)
        keyboard.press(ENTER, "Triage · Lena Fox")
        keyboard.signs_out()

        keyboard.picks("Lena Fox")
        keyboard.waits_for("Passphrase")
        keyboard.gives(code)
        keyboard.press(ENTER, "Error:")
        assert "Triage" not in keyboard.shown
        keyboard.gives(ANOTHER)
        keyboard.press(ENTER, "Triage · Lena Fox")
        assert keyboard.leaves_logbook() == 0
        outside = keyboard.outside
    again = empty_machine.runs("accept", "--as", "Lena Fox", typed=[code, ANOTHER, ANOTHER])
    assert again.status == 1
    for private in (PASSPHRASE, ANOTHER, code):
        assert private.encode() not in outside
        assert empty_machine.files_with(private) == []
