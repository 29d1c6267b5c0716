"""`logbook accept` and `logbook passphrase`: one's own sign-in."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from command_line import NOW, PASSPHRASE, WRONG, BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import SAM, SANDRA

from logbook.vault import keyfile

CHOSEN = "another quiet set of words"


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    return birch_lane(tmp_path / "data")


@pytest.fixture
def code(birch: BirchLane) -> str:
    """The code of Ann Lee, who was invited."""
    added = at_birch_lane(birch, SANDRA, "people", "add", "Ann Lee")
    found = re.search(r"Code for Ann Lee: (\S+)", added.done)
    assert found
    return found[1]


def other_code(code: str) -> str:
    """A well-formed code that is not this one: its first group is another's."""
    return (
        "2222" + _check("2222") if not code.startswith("2222") else "3333" + _check("3333")
    ) + code[5:]


def _check(group: str) -> str:
    from logbook.vault import paper  # noqa: PLC0415 - only to make a code that checks

    values = [paper.ALPHABET.index(sign) for sign in group]
    return paper.ALPHABET[paper._check(0, values)]


def test_a_code_is_good_once(birch: BirchLane, code: str) -> None:
    typed = f"{code.lower()}\n{CHOSEN}\n"
    done = logbook("accept", "--as", "Ann", "--in", birch.folder, typed=typed)
    assert done.done == "Ann Lee, that is your passphrase from now on. The code is used up.\n"
    again = logbook("accept", "--as", "Ann", "--in", birch.folder, typed=typed)
    assert "That code was used already" in again.refusal


def test_a_code_with_a_slip_in_it_costs_no_try(birch: BirchLane, code: str) -> None:
    slip = code[:4] + ("A" if code[4] != "A" else "B") + code[5:]
    for _ in range(8):
        answer = logbook("accept", "--as", "Ann", "--in", birch.folder, typed=f"{slip}\n")
        assert "The first group does not look right" in answer.refusal
    typed = f"{code}\n{CHOSEN}\n"
    assert logbook("accept", "--as", "Ann", "--in", birch.folder, typed=typed).status == 0


def test_another_code_opens_nothing_and_is_counted(birch: BirchLane, code: str) -> None:
    for _ in range(5):
        answer = logbook(
            "accept", "--as", "Ann", "--in", birch.folder, typed=f"{other_code(code)}\n"
        )
        assert "That code is not the one for this sign-in." in answer.refusal
    later = logbook("accept", "--as", "Ann", "--in", birch.folder, typed=f"{code}\n{CHOSEN}\n")
    assert "The next try is possible in" in later.refusal


def test_a_code_is_good_for_a_day(birch: BirchLane, code: str) -> None:
    late = NOW + timedelta(hours=25)
    answer = logbook("accept", "--as", "Ann", "--in", birch.folder, typed=f"{code}\n", now=late)
    assert "24 hours and they have passed" in answer.refusal


@pytest.mark.parametrize("chosen", ["short", "Ann Lee Ann Lee Ann Lee", "", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_passphrase_that_is_refused_leaves_the_code_good(
    birch: BirchLane, code: str, chosen: str
) -> None:
    before = keyfile.load(birch.folder)
    typed = f"{code}\n{chosen}\n"
    assert logbook("accept", "--as", "Ann", "--in", birch.folder, typed=typed).status == 1
    assert keyfile.load(birch.folder) == before
    typed = f"{code}\n{CHOSEN}\n"
    assert logbook("accept", "--as", "Ann", "--in", birch.folder, typed=typed).status == 0


def test_somebody_with_a_passphrase_needs_no_code(birch: BirchLane, code: str) -> None:
    answer = logbook("accept", "--as", SAM, "--in", birch.folder, typed=f"{code}\n")
    assert "Sign in with your passphrase" in answer.refusal


def test_one_changes_ones_own_passphrase(birch: BirchLane) -> None:
    changed = at_birch_lane(birch, SAM, "passphrase", typed=f"{CHOSEN}\n")
    assert changed.done == "That is your passphrase from now on.\n"
    assert at_birch_lane(birch, SAM, "people", "list").refusal == WRONG
    new = logbook("people", "list", "--as", SAM, "--in", birch.folder, typed=f"{CHOSEN}\n")
    assert new.status == 0


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (f"{PASSPHRASE}\nshort\n", "use at least 15"),
        (f"{PASSPHRASE}\n", "Nothing was typed"),
        (f"wrong\n{CHOSEN}\n", "does not fit"),
        (f"{PASSPHRASE}\nSam Okafor 2026!\n", "a name that people here know"),
    ],
)
def test_a_change_that_is_refused_leaves_the_old_one(
    birch: BirchLane, typed: str, says: str
) -> None:
    before = keyfile.load(birch.folder)
    answer = logbook("passphrase", "--as", SAM, "--in", birch.folder, typed=typed)
    assert says in answer.refusal
    assert keyfile.load(birch.folder) == before


def test_on_a_terminal_words_are_proposed_and_a_slip_is_asked_again(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen = [PASSPHRASE, "short", "short", CHOSEN, "a slip", CHOSEN, CHOSEN]
    monkeypatch.setattr(
        "logbook.cli.asking.getpass.getpass", lambda *_args, **_named: unseen.pop(0)
    )
    answer = logbook("passphrase", "--in", birch.folder, typed="Sam\n", terminal=True)
    assert answer.status == 0
    assert re.search(r"Four random words: \w+-\w+-\w+-\w+", answer.err)
    assert unseen == []
