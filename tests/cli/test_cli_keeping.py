"""`logbook verify`, `backup` and `restore`: damage is named, and nothing is ever lost by them."""

import os
import re
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from command_line import PASSPHRASE, WRONG, BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import DEPUTY, GENERAL_MANAGER, LEAD, SAM, SANDRA, sent

from logbook.domain.events import Verb
from logbook.services import keeping
from logbook.storage import sqlite
from logbook.storage.folders import FILE
from logbook.vault.keyfile import KEY_FILE


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    """Birch Lane with three entries in it."""
    birch = birch_lane(tmp_path / "data")
    desk = birch.desk(SAM)
    for _ in range(3):
        sent(desk)
    desk.close()
    return birch


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def backed_up(birch: BirchLane, stick: Path) -> Path:
    path = stick / "monday.backup"
    assert at_birch_lane(birch, GENERAL_MANAGER, "backup", path).status == 0
    return path


def tamper(birch: BirchLane, *statements: str) -> None:
    """What somebody could do who is signed in and knows SQL."""
    key = birch.keys[GENERAL_MANAGER].data_key
    with closing(sqlite.connect(birch.folder / FILE, key)) as driver:
        for statement in statements:
            driver.execute(statement)


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def entries(birch: BirchLane) -> int:
    desk = birch.desk(SAM)
    verified = keeping.verify(desk)
    desk.close()
    assert verified.is_whole
    return verified.entries


# verify


def test_a_whole_logbook_is_said_to_be_whole_with_what_was_read(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SAM, "verify")
    head = birch.desk(SAM).store.head()
    birch.close()
    assert answer.done.startswith(f"Whole: {head.seq} lines of the log.\n")
    assert f"The log ends at line {head.seq} · {head.hash[:12]}.\n" in answer.out
    assert answer.err == ""


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (
            (
                "DROP TRIGGER event_is_never_changed",
                "UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 20",
            ),
            "Line 20: it was changed after it was saved.",
        ),
        (
            (
                "DROP TRIGGER content_is_never_changed",
                "UPDATE content SET body = CAST('{}' AS BLOB) WHERE event = 20",
            ),
            "Line 20: its content was changed after it was saved.",
        ),
        (
            (
                "DROP TRIGGER event_is_never_deleted",
                "DROP TRIGGER content_is_erased_only_on_record",
                "PRAGMA foreign_keys=OFF",
                "DELETE FROM event WHERE seq = 15",
            ),
            "Line 15: it is missing.",
        ),
        (("UPDATE entry SET level = 'high'",), "the lists and the log differ about its entry."),
        (('DELETE FROM "grant"',), "its readers and the log differ about its entry."),
    ],
)
def test_the_first_tampered_row_is_named(
    birch: BirchLane, statements: tuple[str, ...], says: str
) -> None:
    tamper(birch, *statements)
    answer = at_birch_lane(birch, SAM, "verify")
    assert says in answer.refusal
    assert answer.refusal.endswith("restore the last backup.")
    assert answer.out == ""


def test_a_logbook_whose_people_cannot_be_read_any_more_is_verified_all_the_same(
    birch: BirchLane,
) -> None:
    tamper(
        birch,
        "DROP TRIGGER content_is_never_changed",
        "UPDATE content SET body = CAST('{\"member\":{}}' AS BLOB) WHERE event = 2",
    )
    answer = at_birch_lane(birch, SAM, "verify")
    assert answer.refusal.startswith("Line 2: its content was changed after it was saved.")


def test_a_damaged_page_is_named(birch: BirchLane) -> None:
    path = birch.folder / FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "damaged" in at_birch_lane(birch, SAM, "verify").refusal


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "0 bytes"), (b"SQLite format 3\0" + bytes(99), "not encrypted")]
)
def test_another_file_in_its_place_is_no_logbook(
    birch: BirchLane, content: bytes, says: str
) -> None:
    (birch.folder / FILE).write_bytes(content)
    assert says in at_birch_lane(birch, SAM, "verify").refusal


def test_a_wrong_passphrase_verifies_nothing_and_is_told_to_its_owner(birch: BirchLane) -> None:
    wrong = logbook("verify", "--as", SAM, "--in", birch.folder, typed="not this one at all\n")
    assert wrong.refusal == WRONG
    right = at_birch_lane(birch, SAM, "verify")
    assert right.err.startswith("A wrong passphrase was typed for you once, today 2.05pm.")


# backup


def test_a_backup_is_a_new_file_for_one_account_alone(birch: BirchLane, stick: Path) -> None:
    path = stick / "monday.backup"
    answer = at_birch_lane(birch, GENERAL_MANAGER, "backup", path)
    assert answer.done.startswith(f"Backup: {path} (")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(stick) == {"monday.backup"}
    desk = birch.desk(GENERAL_MANAGER)
    (noted,) = [
        each for each in desk.store.events_of(desk.store.logbook_id) if each.verb is Verb.BACKED_UP
    ]
    desk.close()
    assert noted.body is not None
    assert f"line {noted.body['seq']} · {str(noted.body['hash'])[:12]}" in answer.out


def test_a_folder_gets_a_file_with_the_day_in_its_name(birch: BirchLane, stick: Path) -> None:
    assert at_birch_lane(birch, LEAD, "backup", stick).status == 0
    (name,) = names_in(stick)
    assert re.fullmatch(r"logbook-2026-11-18-\d{6}\.backup", name)


def test_a_backup_replaces_nothing(birch: BirchLane, stick: Path) -> None:
    path = stick / "monday.backup"
    path.write_bytes(b"somebody's file")
    answer = at_birch_lane(birch, GENERAL_MANAGER, "backup", path)
    assert "already, and it was left as it is" in answer.refusal
    assert path.read_bytes() == b"somebody's file"
    link = stick / "link.backup"
    link.symlink_to(stick / "elsewhere")
    assert "already" in at_birch_lane(birch, GENERAL_MANAGER, "backup", link).refusal
    assert names_in(stick) == {"monday.backup", "link.backup"}


def test_a_place_that_is_not_there_is_named(birch: BirchLane, tmp_path: Path) -> None:
    answer = at_birch_lane(birch, GENERAL_MANAGER, "backup", tmp_path / "no" / "monday.backup")
    assert "could not be written" in answer.refusal


def test_a_worker_takes_no_copy_away(birch: BirchLane, stick: Path) -> None:
    assert "Backups are made by managers" in at_birch_lane(birch, SAM, "backup", stick).refusal
    assert names_in(stick) == set()


def test_a_damaged_logbook_gives_no_backup(birch: BirchLane, stick: Path) -> None:
    tamper(birch, "UPDATE entry SET level = 'high'")
    answer = at_birch_lane(birch, GENERAL_MANAGER, "backup", stick / "monday.backup")
    assert "the lists and the log differ" in answer.refusal
    assert names_in(stick) == set()
    assert not [name for name in names_in(birch.folder) if name.startswith(".logbook-")]


# restore


def test_a_backup_put_back_is_as_it_was_and_what_it_replaced_is_kept(
    birch: BirchLane, stick: Path
) -> None:
    path = backed_up(birch, stick)
    desk = birch.desk(SAM)
    sent(desk)
    desk.close()
    assert entries(birch) == 4
    answer = at_birch_lane(birch, GENERAL_MANAGER, "restore", path, typed="yes\n")
    assert entries(birch) == 3
    kept = Path(answer.done.splitlines()[-1].removeprefix("What was there before is kept in ")[:-1])
    assert kept.parent == birch.folder
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert entries(BirchLane(kept, birch.keys, birch.recovery_key)) == 4
    assert "Birch Lane Support, made Wednesday 18 November 2026, 2:05pm" in answer.err


def test_a_backup_opens_on_a_computer_that_never_had_it(
    birch: BirchLane, stick: Path, tmp_path: Path
) -> None:
    path, fresh = backed_up(birch, stick), tmp_path / "new" / "data"
    answer = logbook(
        "restore", path, "--yes", "--as", DEPUTY, "--in", fresh, typed=f"{PASSPHRASE}\n"
    )
    assert answer.done.startswith(f"Restored to {fresh}.")
    assert "kept" not in answer.out
    assert entries(BirchLane(fresh, birch.keys, birch.recovery_key)) == 3


@pytest.mark.parametrize("typed", ["no\n", "", "perhaps\n"])
def test_without_a_yes_nothing_is_moved(birch: BirchLane, stick: Path, typed: str) -> None:
    path, before = backed_up(birch, stick), names_in(birch.folder)
    answer = at_birch_lane(birch, GENERAL_MANAGER, "restore", path, typed=typed)
    assert answer.status == 1
    assert "Nothing was done." in answer.err
    assert names_in(birch.folder) == before


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        (GENERAL_MANAGER, "not this one at all", WRONG),
        (SAM, PASSPHRASE, "Backups are put back by managers"),
        ("Nobody", PASSPHRASE, "Nobody named “Nobody”"),
    ],
)
def test_who_may_not_restore_moves_nothing(
    birch: BirchLane, stick: Path, name: str, typed: str, says: str
) -> None:
    path, before = backed_up(birch, stick), (birch.folder / FILE).read_bytes()
    names = names_in(birch.folder) | {"logbook.tries"}
    answer = logbook(
        "restore", path, "--yes", "--as", name, "--in", birch.folder, typed=f"{typed}\n"
    )
    assert answer.status == 1
    assert says in answer.err.splitlines()[-1]
    assert (birch.folder / FILE).read_bytes() == before
    assert names_in(birch.folder) <= names


def test_a_leaver_does_not_bring_back_the_day_when_they_had_an_account(
    birch: BirchLane, stick: Path
) -> None:
    path = backed_up(birch, stick)
    moved = at_birch_lane(birch, GENERAL_MANAGER, "people", "change", SAM, "--manager", "Henry")
    nia = at_birch_lane(birch, GENERAL_MANAGER, "people", "change", "Nia", "--manager", "Henry")
    gone = at_birch_lane(birch, GENERAL_MANAGER, "people", "remove", SANDRA, "--yes")
    assert (moved.status, nia.status, gone.status) == (0, 0, 0)
    answer = at_birch_lane(birch, SANDRA, "restore", path, "--yes")
    assert "You no longer have an account in the logbook that is here." in answer.err
    assert answer.status == 1


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_a_damaged_backup_is_refused_before_anybody_types(
    birch: BirchLane, stick: Path, at: float
) -> None:
    path = backed_up(birch, stick)
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 8
    path.write_bytes(content)
    before = names_in(birch.folder)
    answer = logbook("restore", path, "--as", GENERAL_MANAGER, "--in", birch.folder)
    assert "This backup is damaged" in answer.refusal
    assert names_in(birch.folder) == before


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_no_backup(birch: BirchLane, stick: Path, content: bytes) -> None:
    other = stick / "\x1b[31mother"
    other.write_bytes(content)
    answer = logbook("restore", other, "--as", SANDRA, "--in", birch.folder)
    assert "This is not a backup of a logbook" in answer.refusal
    assert "\x1b" not in answer.err
    assert "There is no file at" in logbook("restore", stick / "none", "--as", SANDRA).refusal


def test_a_backup_with_other_keys_in_it_opens_for_nobody(birch: BirchLane, stick: Path) -> None:
    path = backed_up(birch, stick)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[KEY_FILE] = b"{}"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    answer = logbook("restore", path, "--as", SANDRA, "--in", birch.folder)
    assert "damaged" in answer.refusal


# cut off in the middle


class Killed(BaseException):
    """What a kill is to the code that it meets: nothing handles it."""


def killed_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int) -> None:
    """Let the nth call of something, on a file of the logbook, never return."""
    real, calls = getattr(owner, name), []

    def counted(*arguments: object, **named: object) -> object:
        if any(Path(str(each)).name.startswith((KEY_FILE, FILE)) for each in arguments):
            calls.append(name)
        if len(calls) == call:
            raise Killed
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, counted)


@pytest.mark.parametrize("step", ["link 1", "link 2", "unlink 1", "replace 1", "replace 2"])
def test_a_restore_cut_off_anywhere_loses_nothing_and_can_be_done_again(
    birch: BirchLane, stick: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = backed_up(birch, stick)
    desk = birch.desk(SAM)
    sent(desk)
    with monkeypatch.context() as cut:
        name, call = step.split()
        killed_at(cut, os if name == "link" else Path, name, int(call))
        with pytest.raises(Killed):
            at_birch_lane(birch, GENERAL_MANAGER, "restore", path, "--yes")
    desk.close()
    kept = [each for each in birch.folder.iterdir() if each.name.startswith("replaced-")]
    assert any(is_the_newer_one(birch, place) for place in (birch.folder, *kept))
    again = at_birch_lane(birch, GENERAL_MANAGER, "restore", path, "--yes")
    assert again.status == 0, again.err
    assert entries(birch) == 3


def is_the_newer_one(birch: BirchLane, place: Path) -> bool:
    there = BirchLane(place, birch.keys, birch.recovery_key)
    answer = at_birch_lane(there, SAM, "verify")
    return answer.out.startswith("Whole") and entries(there) == 4


def test_a_backup_cut_off_leaves_no_file_that_looks_like_one(
    birch: BirchLane, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        killed_at(cut, zipfile.ZipFile, "write", 2)
        with pytest.raises(Killed):
            at_birch_lane(birch, GENERAL_MANAGER, "backup", stick / "monday.backup")
    assert "monday.backup" not in names_in(stick)
    assert at_birch_lane(birch, GENERAL_MANAGER, "backup", stick / "monday.backup").status == 0


def test_a_full_disk_makes_no_backup_and_says_so(
    birch: BirchLane, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as cut:
        cut.setattr("logbook.storage.backup._pack", full)
        answer = at_birch_lane(birch, GENERAL_MANAGER, "backup", stick / "monday.backup")
    assert "(No space left on device)" in answer.refusal
    assert names_in(stick) == set()
