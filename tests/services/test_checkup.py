"""How this computer, terminal and logbook are: each sentence, and whether it needs somebody."""

import os
import shutil
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from service_makers import GENERAL_MANAGER, NOW, PASSPHRASE, SAM, SANDRA, BirchLane, birch_lane

from logbook.services import accounts, keeping
from logbook.services.checkup import Machine, Said, look, look_inside
from logbook.storage.folders import FILE
from logbook.vault import keyfile
from logbook.vault.keyfile import KEY_FILE

PLAIN = Machine(
    platform="linux",
    python="3.11.7",
    system="Linux 6.1",
    environment={"TERM": "xterm-256color"},
    encoding="utf-8",
    size=(80, 24),
)


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    for each in birch.folder.iterdir():
        os.utime(each, (NOW.timestamp(), NOW.timestamp()))
    yield birch
    birch.close()


def said(folder: Path, machine: Machine = PLAIN, **later: float) -> list[Said]:
    return list(look(folder, machine, NOW + timedelta(**later)))


def about(words: str, sentences: list[Said]) -> Said:
    (only,) = [each for each in sentences if words in each.words]
    return only


def env(**environment: str) -> Machine:
    return replace(PLAIN, environment=environment)


# the terminal


def test_all_is_well_with_nothing_set_up(tmp_path: Path) -> None:
    sentences = said(tmp_path)
    assert not [each for each in sentences if each.wrong]
    assert about("SQLCipher", sentences).words.startswith("The database is SQLite 3.")
    assert (
        about("textual", sentences).words == f"It uses textual 8.2.8 and cryptography {_crypto()}."
    )


def _crypto() -> str:
    import cryptography  # noqa: PLC0415 - only for its version

    return cryptography.__version__


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (20, 5)])
def test_a_small_terminal_needs_a_larger_window(tmp_path: Path, size: tuple[int, int]) -> None:
    sentence = about("columns", said(tmp_path, replace(PLAIN, size=size)))
    assert sentence.wrong
    assert "make the window at least 80 by 24" in sentence.words


def test_without_a_terminal_the_screen_cannot_open(tmp_path: Path) -> None:
    assert not about("the screen cannot open", said(tmp_path, replace(PLAIN, size=None))).wrong


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (env(TERM="xterm"), "TERM is xterm, which means 16 colours."),
        (env(TERM="xterm-256color"), "TERM is xterm-256color, which means 256 colours."),
        (env(TERM="xterm", COLORTERM="truecolor"), "TERM is xterm, which means all colours."),
        (env(TERM="xterm-direct"), "TERM is xterm-direct, which means all colours."),
        (env(TERM="dumb"), "TERM is dumb, which means no colours."),
        (env(), "TERM is not set, which means no colours."),
        (replace(env(), platform="win32"), "TERM is not set, which means all colours."),
    ],
)
def test_colours_are_what_the_terminal_says(tmp_path: Path, machine: Machine, words: str) -> None:
    assert about("which means", said(tmp_path, machine)).words == words


def test_no_colour_means_grey_also_where_it_is_empty(tmp_path: Path) -> None:
    assert "grey" in about("NO_COLOR", said(tmp_path, env(TERM="xterm", NO_COLOR=""))).words


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("tmux-256color", "can be pasted at once"),
        ("linux", "each line's end is an Enter"),
        ("dumb", "each line's end is an Enter"),
        ("teletype-9", "is not known of this terminal"),
    ],
)
def test_pasting_is_said_as_far_as_it_can_be_known(tmp_path: Path, term: str, words: str) -> None:
    assert words in about("paste", said(tmp_path, env(TERM=term))).words


def test_another_encoding_cannot_show_every_name(tmp_path: Path) -> None:
    assert about("cp1252", said(tmp_path, replace(PLAIN, encoding="cp1252"))).wrong
    assert not about("UTF-8", said(tmp_path, replace(PLAIN, encoding="UTF8"))).wrong


def test_an_old_windows_console_is_named(tmp_path: Path) -> None:
    old = replace(env(), platform="win32")
    assert about("Windows Terminal", said(tmp_path, old)).wrong
    new = replace(env(WT_SESSION="1"), platform="win32")
    assert not about("Windows Terminal", said(tmp_path, new)).wrong


# the folder


def test_a_folder_that_a_cloud_copies_is_wrong(tmp_path: Path) -> None:
    assert about("Dropbox copies it", said(tmp_path / "Dropbox" / "logbook")).wrong


def test_a_full_disk_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9, 10**6))
    assert about("MB free", said(tmp_path)) == Said(words="The disk has 1 MB free.", wrong=True)


def test_whose_right_it_is_is_said(birch: BirchLane) -> None:
    assert not about("no right to it", said(birch.folder)).wrong
    (birch.folder / KEY_FILE).chmod(0o644)
    sentence = about("take that right away", said(birch.folder))
    assert sentence.wrong
    assert "can look into logbook.keys:" in sentence.words


def test_a_folder_that_cannot_be_written_is_wrong(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert about("cannot write", said(birch.folder)).wrong


# the logbook in clear


def test_a_store_without_its_key_file_is_wrong(birch: BirchLane) -> None:
    (birch.folder / KEY_FILE).unlink()
    assert about("without its key file", said(birch.folder)).wrong


def test_a_change_of_key_that_was_cut_off_is_said(birch: BirchLane) -> None:
    desk = birch.desk(SANDRA)
    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(accounts, "rekey", _killed)
        with pytest.raises(KeyboardInterrupt):
            accounts.remove(desk, birch.member(SAM).id)
    assert not about("the next sign-in finishes it", said(birch.folder)).wrong
    birch.desk(SANDRA)
    assert keyfile.load(birch.folder).rotation is None


def _killed(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_codes_that_nobody_used_are_counted(birch: BirchLane) -> None:
    accounts.reset(birch.desk(SANDRA), birch.member(SAM).id)
    assert "1 of them with a code not used yet" in about("key file can", said(birch.folder)).words


def test_a_clock_that_went_back_does_not_agree_with_the_files(birch: BirchLane) -> None:
    assert not about("The clock says", said(birch.folder)).wrong
    assert not about("The clock says", said(birch.folder, days=400)).wrong
    assert about("The clock says", said(birch.folder, hours=-1)).wrong
    assert about("which cannot be right", said(birch.folder, days=-400)).wrong


def test_what_was_left_over_is_named(birch: BirchLane) -> None:
    (birch.folder / "replaced-2026-11-01-090000").mkdir()
    (birch.folder / ".logbook-abc").mkdir()
    sentences = said(birch.folder)
    assert "replaced-2026-11-01-090000" in about("What was replaced", sentences).words
    assert ".logbook-abc" in about("was cut off", sentences).words


def test_the_size_of_the_file_is_said(birch: BirchLane) -> None:
    assert not about("The logbook's file has 1 MB.", said(birch.folder)).wrong
    (birch.folder / FILE).unlink()
    assert about("file is missing", said(birch.folder)).wrong


# opened


def test_an_old_backup_is_wrong(birch: BirchLane, tmp_path: Path) -> None:
    keeping.back_up(birch.desk(GENERAL_MANAGER), tmp_path)
    desk = birch.desk(SAM)
    for days, words, wrong in (
        (0, "made today", False),
        (1, "made 1 day ago", False),
        (6, "made 6 days ago", False),
        (9, "made 9 days ago", True),
    ):
        birch.clock.now = NOW + timedelta(days=days)
        assert about(words, list(look_inside(desk))).wrong is wrong


def test_without_a_backup_only_a_real_logbook_needs_one(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = birch.desk(SAM)
    assert not about("no backup yet", list(look_inside(desk))).wrong
    real = replace(keyfile.load(birch.folder), demo=False)
    monkeypatch.setattr(keyfile, "load", lambda _folder: real)
    assert about("no backup yet", list(look_inside(desk))).wrong


def test_after_a_restore_there_is_a_backup_and_who_left_since_is_named(
    birch: BirchLane, tmp_path: Path
) -> None:
    grace = birch.desk(GENERAL_MANAGER)
    made = keeping.back_up(grace, tmp_path)
    accounts.remove(grace, birch.member(SAM).id)
    birch.close()
    found = keeping.look_at(made.path)
    assert [slot.name for slot in keeping.removed_since(birch.folder, found)] == [SAM]
    birch.clock.pass_(days=9)
    keeping.restore(made.path, birch.folder, grace.member.id, PASSPHRASE, clock=birch.clock)
    back = birch.desk(GENERAL_MANAGER)
    assert about("made 9 days ago", list(look_inside(back))).wrong
    assert about(f"{SAM} had been removed", list(look_inside(back))).wrong
    accounts.remove(back, birch.member(SAM).id)
    assert not [each for each in look_inside(back) if "removed" in each.words]
