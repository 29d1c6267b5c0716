"""`logbook search` and `logbook notes`: what one may read, and nothing else, as it was written."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import DEPUTY, GENERAL_MANAGER, NIA, ORDINARY, SAM, SANDRA, SAUL, sent

from logbook.domain.events import Verb
from logbook.storage.folders import FILE
from logbook.vault import keyfile

PERIOD = ("--from", "1/11/2026", "--to", "18 November 2026")


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    """Sam wrote two entries, Saul one."""
    birch = birch_lane(tmp_path / "data")
    for name, words in ((SAM, "a parrot is posting as me"), (SAM, "the card"), (SAUL, "parrot")):
        desk = birch.desk(name)
        sent(desk, {**ORDINARY, "asked": words} | ({"person": "A.R."} if name == SAUL else {}))
        desk.close()
    return birch


# search


def test_entries_are_found_by_their_words_in_columns(birch: BirchLane) -> None:
    head, line = at_birch_lane(birch, SANDRA, "search", "parr").done.splitlines()
    assert head.split()[:2] == ["Reference", "Level"]
    assert "D.W." in line
    assert "Low" in line
    assert "today 2.05pm" in line


def test_what_one_may_not_read_is_not_found(birch: BirchLane) -> None:
    found = json.loads(at_birch_lane(birch, GENERAL_MANAGER, "search", "parrot", "--json").done)
    assert {each["author"] for each in found["entries"]} == {SAM, SAUL}
    mine = json.loads(at_birch_lane(birch, SAUL, "search", "parrot", "--json").done)
    assert (mine["found"], [each["author"] for each in mine["entries"]]) == (1, [SAUL])
    nothing = at_birch_lane(birch, NIA, "search", "parrot")
    assert nothing.done == "Nothing that you may read holds those words.\n"


def test_nothing_found_is_no_failure(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SAM, "search", "zebra", "--json")
    assert json.loads(answer.done) == {"words": "zebra", "found": 0, "more": False, "entries": []}


@pytest.mark.parametrize(
    "words",
    [
        ("it's",),
        ("foo-bar",),
        ("(",),
        ('"',),
        ("parrot OR card",),
        ("readers:r1",),
        ("*",),
        ("NEAR(a b)",),
        ("\x1b[2Jparrot",),
        ("\udcff",),
        ("a" * 5000,),
        tuple("word" for _ in range(200)),
        ("--", "--card"),
        ("[/]", "[@click=x]"),
        ("'; DROP TABLE event; --",),
    ],
)
def test_hostile_words_find_what_they_find_and_break_nothing(
    birch: BirchLane, words: tuple[str, ...]
) -> None:
    typed = at_birch_lane(birch, SAM, "search", "--json")
    assert typed.status == 2
    answer = logbook(
        "search",
        "--as",
        SAM,
        "--in",
        birch.folder,
        "--json",
        *words,
        typed="four quiet random words\n",
    )
    assert json.loads(answer.done)["found"] in {0, 1, 2}
    assert "\x1b" not in answer.out
    assert at_birch_lane(birch, SAM, "verify").status == 0


# notes


def test_notes_are_printed_byte_for_byte_and_registered(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SANDRA, "notes", "--for", SAM, *PERIOD)
    assert answer.done.startswith("# Supervision notes: Sam Okafor\n")
    assert "a parrot is posting as me" in answer.out
    assert "Daniel Webb" not in answer.out
    desk = birch.desk(SANDRA)
    noted = [
        each
        for each in desk.store.events_of(birch.keys[SAM].member_id)
        if each.verb is Verb.EXPORTED
    ]
    desk.close()
    assert [(each.actor, (each.body or {})["entries"]) for each in noted] == [
        (birch.keys[SANDRA].member_id, 2)
    ]


def test_a_table_is_for_a_spreadsheet(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SANDRA, "notes", "--for", "sam", *PERIOD, "--format", "csv")
    assert answer.done.startswith('\ufeff"Part","Reference","What","Words"')


def test_a_terminal_is_shown_nothing_unseen(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    sent(desk, {**ORDINARY, "asked": "she wrote \u202eevil\u202c here"})
    desk.close()
    answer = logbook(
        "notes", "--for", SAM, *PERIOD, "--format", "csv", "--in", birch.folder, "--as", SAM,
        typed="four quiet random words\n",
    )  # fmt: skip
    assert answer.done.startswith("\ufeff")
    shown = logbook(
        "notes", "--for", SAM, *PERIOD, "--format", "csv", "--in", birch.folder, "--as", SAM,
        typed="four quiet random words\n", stdout_terminal=True,
    )  # fmt: skip
    assert "⟨U+202E⟩evil" in shown.done
    assert not {"\u202e", "\ufeff", "\r"} & set(shown.out)


def test_what_is_left_of_an_older_file_put_back_is_printed_with_what_is_wrong(
    birch: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with keyfile.changing(birch.folder) as held:
        held.save(replace(held.keyfile, demo=False))  # nobody has to remember a demo
    of_sam = ("notes", "--for", SAM, *PERIOD)
    before = {each: each.read_bytes() for each in birch.folder.glob(f"{FILE}*")}
    assert at_birch_lane(birch, SANDRA, *of_sam, "--rescue").done.startswith("# Supervision notes")
    for each in birch.folder.glob(f"{FILE}*"):
        each.unlink()
    for each, content in before.items():
        each.write_bytes(content)
    refused = at_birch_lane(birch, SANDRA, *of_sam)
    assert refused.status == 1
    assert "logbook notes --rescue" in refused.err
    answer = at_birch_lane(birch, SANDRA, *of_sam, "--rescue")
    assert "saved change" in answer.err
    assert "What follows is what can still be read." in answer.err
    assert "a parrot is posting as me" in answer.done
    assert {each: each.read_bytes() for each in before} == before


def test_rescue_shows_nobody_more_and_makes_no_file(birch: BirchLane, tmp_path: Path) -> None:
    answer = at_birch_lane(birch, NIA, "notes", "--for", SAM, *PERIOD, "--rescue")
    assert answer.status == 1
    assert "are for Sam Okafor and the managers above them" in answer.err
    to_a_file = (*PERIOD, "--rescue", "--out", tmp_path)
    out = at_birch_lane(birch, SANDRA, "notes", "--for", SAM, *to_a_file)
    assert out.status == 2
    assert "leave out --out" in out.err


def test_a_file_is_new_and_for_one_account_alone(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    answer = at_birch_lane(birch, SANDRA, "notes", "--for", SAM, *PERIOD, "--out", out)
    (made,) = out.iterdir()
    assert answer.done.startswith(f"{made}: 2 entries. It contains personal data")
    assert made.name.startswith("logbook-notes-2026-11-18-1405-")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    again = at_birch_lane(birch, SANDRA, "notes", "--for", SAM, *PERIOD, "--out", out)
    assert "An export of yours, made today 2.05pm, is still on this computer" in again.err
    assert len(list(out.iterdir())) == 2


def test_a_link_is_not_followed(birch: BirchLane, tmp_path: Path) -> None:
    link, elsewhere = tmp_path / "link", tmp_path / "elsewhere"
    elsewhere.mkdir()
    link.symlink_to(elsewhere)
    answer = logbook(
        "notes", "--for", SAM, *PERIOD, "--out", link, "--in", birch.folder, "--as", SANDRA
    )
    assert "is a link to somewhere else" in answer.refusal
    assert not list(elsewhere.iterdir())


def test_a_folder_that_is_not_there_is_said_before_anybody_types(
    birch: BirchLane, tmp_path: Path
) -> None:
    answer = logbook(
        "notes", "--for", SAM, *PERIOD, "--out", tmp_path / "no" / "x", "--in", birch.folder,
        "--as", SANDRA,
    )  # fmt: skip
    assert "There is no folder" in answer.refusal


def test_a_file_that_cannot_be_written_whole_is_not_there(
    birch: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    real = os.fsync

    def full(handle: int) -> None:
        if list(out.iterdir()):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    answer = at_birch_lane(birch, SANDRA, "notes", "--for", SAM, *PERIOD, "--out", out)
    assert "could not be written to" in answer.refusal
    assert "(No space left on device). Nothing was kept there." in answer.refusal
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("by", "who", "says"),
    [
        (NIA, SAM, "Notes about Sam Okafor are for Sam Okafor and the managers above them."),
        (SANDRA, SAUL, "Notes about Saul Brennan are for"),
        (DEPUTY, SAM, "Notes about Sam Okafor are for"),
        (SANDRA, "Nobody", "Nobody named “Nobody”"),
    ],
)
def test_notes_are_for_whoever_may_read_them(
    birch: BirchLane, tmp_path: Path, by: str, who: str, says: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    answer = at_birch_lane(birch, by, "notes", "--for", who, *PERIOD, "--out", out)
    assert says in answer.refusal
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("31/02/2026", "today"),
        ("04/13/2026", "today"),
        ("1", "today"),
        ("2026", "today"),
        ("1/11/2026", "tomorrow"),
        ("1/11/2026", "not known"),
        ("1/11/2026", "\x1b]52;c;\x07"),
        ("1/11/2026", "x" * 500),
    ],
)
def test_a_day_that_cannot_be_read_is_a_slip(birch: BirchLane, start: str, end: str) -> None:
    answer = logbook(
        "notes", "--for", SAM, "--from", start, "--to", end, "--as", SAM, "--in", birch.folder
    )
    assert answer.status == 2
    assert "Error: --" in answer.err
    assert "\x1b" not in answer.err


def test_a_period_that_ends_before_it_begins_is_refused(birch: BirchLane) -> None:
    answer = at_birch_lane(
        birch, SAM, "notes", "--for", SAM, "--from", "10/11/2026", "--to", "1/11/2026"
    )
    assert answer.refusal == "The last day is before the first. Swap them."


def test_days_are_read_as_people_here_write_them(birch: BirchLane) -> None:
    answer = at_birch_lane(
        birch, SAM, "notes", "--for", SAM, "--from", "03/04/2026", "--to", "today"
    )
    assert "Period: 3 April 2026 to 18 November 2026" in answer.done
