"""Questions: what is typed on a terminal, what comes from standard input, and what never shows."""

import getpass
import io
import os
import pty
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from command_line import PASSPHRASE, WRONG, FakeTerminal, at_birch_lane, birch_lane, logbook
from service_makers import GENERAL_MANAGER, SAM

from logbook.cli import asking
from logbook.cli.asking import NotConfirmed, NotTheSame, Unanswered, WouldShow
from logbook.domain.refusals import NotAllowed


def given(monkeypatch: pytest.MonkeyPatch, *lines: str, terminal: bool = False) -> None:
    kind = FakeTerminal if terminal else io.TextIOWrapper
    typed = "".join(f"{line}\n" for line in lines).encode()
    monkeypatch.setattr(sys, "stdin", kind(io.BytesIO(typed), encoding="utf-8", newline="\n"))


def typed_unseen(monkeypatch: pytest.MonkeyPatch, *secrets: str) -> None:
    """A terminal that hides what is typed."""
    left = list(secrets)
    monkeypatch.setattr(getpass, "getpass", lambda *_args, **_named: left.pop(0))


# standard input


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_first_line_is_the_passphrase_whatever_ends_it(tmp_path: Path, end: str) -> None:
    birch = birch_lane(tmp_path / "data")
    answer = logbook(
        "people", "list", "--as", SAM, "--in", birch.folder, typed=f"{PASSPHRASE}{end}"
    )
    assert answer.status == 0
    assert answer.err == ""


@pytest.mark.parametrize("typed", [f" {PASSPHRASE}\n", f"{PASSPHRASE} \n", "\n", "\udcff\udcfe\n"])
def test_nothing_about_it_is_trimmed_or_mended(tmp_path: Path, typed: str) -> None:
    birch = birch_lane(tmp_path / "data")
    answer = logbook("people", "list", "--as", SAM, "--in", birch.folder, typed=typed)
    assert answer.refusal == WRONG


def test_nothing_typed_is_no_try(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    answer = logbook("people", "list", "--as", SAM, "--in", birch.folder)
    assert answer.refusal == "Nothing was typed for “Passphrase:”. Nothing was done."
    assert at_birch_lane(birch, SAM, "people", "list").err == ""


def test_too_many_tries_wait(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    for _ in range(5):
        logbook("people", "list", "--as", SAM, "--in", birch.folder, typed="wrong\n")
    assert "The next try is possible in" in at_birch_lane(birch, SAM, "people", "list").refusal
    assert at_birch_lane(birch, GENERAL_MANAGER, "people", "list").status == 0


# terminals


def test_a_terminal_that_would_show_it_is_not_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "secret", terminal=True)

    def shows(*_args: object, **_named: object) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return "secret"

    monkeypatch.setattr(getpass, "getpass", shows)
    with pytest.raises(WouldShow, match="would show the passphrase"):
        asking.secret("Passphrase:")


def test_a_windows_terminal_that_looks_like_a_file_is_not_asked_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, "secret")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("MSYSTEM", "MINGW64")
    with pytest.raises(WouldShow, match="Open Windows Terminal"):
        asking.secret("Passphrase:")
    monkeypatch.delenv("MSYSTEM")
    assert asking.secret("Passphrase:") == "secret"


def test_keys_that_are_no_text_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, terminal=True)

    def broken(*_args: object, **_named: object) -> str:
        return b"\xff".decode("utf-8")

    monkeypatch.setattr(getpass, "getpass", broken)
    with pytest.raises(Unanswered, match="not text"):
        asking.secret("Passphrase:")


def test_a_new_passphrase_is_typed_twice_where_it_cannot_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, terminal=True)
    typed_unseen(monkeypatch, "one", "another", "the same", "the same")
    with pytest.raises(NotTheSame):
        asking.new_secret("New:")
    assert asking.new_secret("New:") == "the same"


def test_a_person_is_asked_again_and_a_script_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> str:
        if (line := asking.line("Name:")) == "bad":
            raise NotAllowed("Not that one.")
        return line

    given(monkeypatch, "bad", "good", terminal=True)
    assert asking.until(ask) == "good"
    given(monkeypatch, "bad", "good")
    with pytest.raises(NotAllowed):
        asking.until(ask)


@pytest.mark.parametrize("typed", ["yes", "Y", " YES "])
def test_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    given(monkeypatch, typed)
    asking.confirm("Really?", confirmed=False)


@pytest.mark.parametrize("typed", ["no", "", "yess", "ok"])
def test_all_else_is_none(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    given(monkeypatch, typed)
    with pytest.raises(NotConfirmed):
        asking.confirm("Really?", confirmed=False)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_what_is_typed_on_a_real_terminal_does_not_show(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    shown = typed_on_a_terminal(
        ["people", "list", "--in", str(birch.folder)],
        [("Your name:", "nobody at all"), ("Your name:", "Sam"), ("Passphrase:", PASSPHRASE)],
    )
    assert "Nobody named “nobody at all” has an account here." in shown
    assert "Grace Adeyemi" in shown
    assert PASSPHRASE not in shown


def typed_on_a_terminal(arguments: list[str], answers: list[tuple[str, str]]) -> str:
    """Everything that a terminal showed while somebody answered each question as it came."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "logbook", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    shown, seen = "", 0
    for question, answer in answers:
        while question not in shown[seen:]:
            shown += os.read(ours, 4096).decode()
        seen = len(shown)
        os.write(ours, f"{answer}\n".encode())
    shown += _rest(ours)
    os.close(ours)
    assert program.wait() == 0
    return shown


def _rest(terminal: int) -> str:
    shown = b""
    while True:
        try:
            shown += (some := os.read(terminal, 4096))
        except OSError:  # how Linux says that the other side is closed
            return shown.decode()
        if not some:
            return shown.decode()
