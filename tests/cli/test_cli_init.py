"""`logbook init`: question by question, and nothing written before the last."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import logbook

from logbook.vault import keyfile, recovery
from logbook.vault.recovery import RecoveryKey

WORDS = "willow candle harbour mitten"
ANSWERS = (
    "Elm House",
    "Grace Adeyemi",
    "Dev Patel",
    "Lena Fox",
    "",
    "R. Hale · 01632 960 118",
    WORDS,
)
KEY_LINE = re.compile(r"^    ([0-9A-Z-]+)$", re.MULTILINE)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> RecoveryKey:
    """A recovery key that the test knows, as somebody at the screen does."""
    made = recovery.new_recovery_key()
    monkeypatch.setattr(recovery, "new_recovery_key", lambda: made)
    return made


def lines(*answers: str) -> str:
    return "".join(f"{each}\n" for each in answers)


def changed(at: int, *answers: str) -> tuple[str, ...]:
    """The answers with some of them in place of one."""
    return (*ANSWERS[:at], *answers, *ANSWERS[at + 1 :])


def test_a_script_sets_a_logbook_up_and_everybody_can_begin(
    tmp_path: Path, paper: RecoveryKey
) -> None:
    folder = tmp_path / "new" / "data"
    answer = logbook("init", "--in", folder, typed=lines(*ANSWERS, paper.text))
    assert f"Elm House: the logbook is in {folder}." in answer.done
    assert KEY_LINE.findall(answer.out) == list(paper.lines)
    present = keyfile.load(folder)
    assert (present.service, present.demo) == ("Elm House", False)
    assert present.on_call == "R. Hale · 01632 960 118"
    signed_in = logbook("people", "list", "--as", "Grace", "--in", folder, typed=f"{WORDS}\n")
    assert "There is no backup yet" in signed_in.err
    codes = dict(re.findall(r"Code for (.+): (\S+)", answer.out))
    assert list(codes) == ["Dev Patel", "Lena Fox"]
    for name, code in codes.items():
        typed = lines(code, "ladder pepper mountain quilt")
        assert logbook("accept", "--as", name, "--in", folder, typed=typed).status == 0


def test_a_deputy_may_be_the_lead_too(tmp_path: Path, paper: RecoveryKey) -> None:
    typed = lines(*changed(3, "dev patel"), paper.text.lower().replace("-", " "))
    answer = logbook("init", "--in", tmp_path / "data", typed=typed)
    assert answer.out.count("Code for") == 1
    (dev,) = [each for each in keyfile.load(tmp_path / "data").slots if each.name == "Dev Patel"]
    assert dev.role_words == "deputy, safeguarding lead"


def test_there_may_be_more_leads_than_one(tmp_path: Path, paper: RecoveryKey) -> None:
    typed = lines(*changed(4, "Ruth Ray", "Mo Dean", ""), paper.text)
    answer = logbook("init", "--in", tmp_path / "data", typed=typed)
    assert re.findall(r"Code for (.+):", answer.done) == [
        "Dev Patel",
        "Lena Fox",
        "Ruth Ray",
        "Mo Dean",
    ]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (changed(0, ""), "A name is needed here."),
        (changed(1, "  "), "A name is needed here."),
        (changed(1, "Grace\u200b"), "⟨U+200B⟩"),
        (changed(2, "grace adeyemi"), "That has to be somebody else."),
        (changed(3, "Grace Adeyemi"), "That has to be somebody else."),
        (changed(4, "Lena Fox"), "That has to be somebody else."),
        (changed(5, "call \x1b[2J"), "␛"),
        (changed(6, "short"), "use at least 15"),
        (changed(6, "Grace Adeyemi 2026"), "name that people here know"),
        (changed(6, "Elm House Elm House"), "name that people here know"),
        (ANSWERS[:2], "Nothing was typed"),
        (ANSWERS, "Nothing was typed for “Type it back from the paper:”. Nothing was done."),
        ((*ANSWERS, "AAAAA-BBBBB"), "should be 40"),
        ((*ANSWERS, recovery.new_recovery_key().text), "That is not the key above."),
    ],
)
def test_an_answer_that_is_refused_leaves_nothing_written(
    tmp_path: Path, answers: tuple[str, ...], says: str
) -> None:
    answer = logbook("init", "--in", tmp_path / "data", typed=lines(*answers))
    assert answer.status == 1
    assert says in answer.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_logbook_that_is_there_is_left_alone(tmp_path: Path, paper: RecoveryKey) -> None:
    folder = tmp_path / "data"
    logbook("init", "--in", folder, typed=lines(*ANSWERS, paper.text))
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    answer = logbook("init", "--in", folder, typed=lines(*ANSWERS, paper.text))
    assert "There is a logbook in" in answer.refusal
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_a_folder_that_a_cloud_copies_is_refused_before_the_first_question(tmp_path: Path) -> None:
    answer = logbook("init", "--in", tmp_path / "OneDrive" / "logbook")
    assert "OneDrive copies it to other computers" in answer.refusal
    assert list(tmp_path.iterdir()) == []


def test_a_person_is_asked_again(
    tmp_path: Path, paper: RecoveryKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen = ["short", "short", WORDS, "not the same", WORDS, WORDS]
    monkeypatch.setattr(
        "logbook.cli.asking.getpass.getpass", lambda *_args, **_named: unseen.pop(0)
    )
    typed = lines("", *ANSWERS[:2], "Grace Adeyemi", *ANSWERS[2:6], "AAAAA", "R", paper.text)
    answer = logbook("init", "--in", tmp_path / "data", typed=typed, terminal=True)
    assert answer.status == 0, answer.err
    assert unseen == []
    assert "Those two are not the same." in answer.err
    assert answer.out.endswith("it still shows the recovery key.\n")
    assert re.search(r"Proposed: \w+-\w+-\w+-\w+", answer.err)


def test_a_script_can_read_the_key_and_type_it_back(tmp_path: Path) -> None:
    program = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "logbook", "init", "--in", str(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(lines(*ANSWERS))
    program.stdin.flush()
    shown = ""
    while len(KEY_LINE.findall(shown)) < 2:
        shown += program.stdout.readline()
    out, _err = program.communicate("-".join(KEY_LINE.findall(shown)) + "\n")
    assert program.returncode == 0
    assert out.count("Code for") == 2
