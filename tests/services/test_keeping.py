"""Keeping the record: verified against what was seen, copied and put back by who may."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NOW,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Verb, utc_text
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import accounts, keeping, people, setting_up, signing_in
from logbook.services.desk import Desk
from logbook.storage import sqlite
from logbook.storage.backup import Backup
from logbook.storage.beside.backoff import TooSoon
from logbook.storage.beside.witness import ChangesMissing, LogRewritten
from logbook.storage.folders import FILE
from logbook.storage.store import Store
from logbook.vault import keyfile, recovery
from logbook.vault.keyfile import KDF_FLOOR, KEY_FILE
from logbook.vault.keys import NoAccountHere
from logbook.vault.slots import WrongPassphrase


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    sent(birch.desk(SAM))
    yield birch
    birch.close()


@pytest.fixture
def backup(birch: BirchLane, tmp_path: Path) -> Backup:
    return keeping.back_up(birch.desk(GENERAL_MANAGER), tmp_path)


def restored(
    birch: BirchLane, backup: Backup, name: str, passphrase: str = PASSPHRASE
) -> Path | None:
    return keeping.restore(
        backup.path, birch.folder, birch.keys[name].member_id, passphrase, clock=birch.clock
    ).kept


# verify


def test_verify_reports_how_far_it_is_and_what_it_read(birch: BirchLane) -> None:
    steps: list[tuple[int, int]] = []
    verified = keeping.verify(birch.desk(SAM), lambda done, of: steps.append((done, of)))
    assert verified.is_whole
    assert verified.entries == 1
    assert steps[-1][0] == steps[-1][1]


def test_a_wrong_passphrase_is_refused_once_and_counted_once(birch: BirchLane) -> None:
    with pytest.raises(WrongPassphrase):
        keeping.sign_in_and_verify(
            birch.folder, birch.keys[SAM].member_id, "wrong", clock=birch.clock
        )
    notices = keeping.sign_in_and_verify(
        birch.folder, birch.keys[SAM].member_id, PASSPHRASE, clock=birch.clock
    ).notices
    assert notices[0].startswith("A wrong passphrase was typed for you once")


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A logbook that is no demo, so that this computer remembers its end; at the least cost."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(setting_up, "KDF_DEFAULT", KDF_FLOOR)
    plan = setting_up.Plan(
        service="Elm House",
        general_manager=GENERAL_MANAGER,
        passphrase=PASSPHRASE,
        others=(
            setting_up.Named(name=DEPUTY, roles=frozenset({Role.DEPUTY})),
            setting_up.Named(name=LEAD, roles=frozenset({Role.LEAD})),
        ),
    )
    paper = recovery.new_recovery_key()
    return setting_up.set_up(tmp_path / "real", plan, paper.public, clock=lambda: NOW).desk


def checked(desk: Desk) -> keeping.Checked:
    return keeping.sign_in_and_verify(
        desk.folder, desk.keys.member_id, PASSPHRASE, clock=lambda: NOW
    )


def test_a_cut_end_shows_against_what_this_computer_saw(real: Desk) -> None:
    for name in ("Daniel Webb", "Mina Torr"):
        people.add_person(real, name=name)
    real.close()
    assert checked(real).verified.anchored
    _tamper(
        real,
        "DROP TRIGGER event_is_never_deleted",
        "DROP TRIGGER content_is_erased_only_on_record",
        "DELETE FROM content WHERE event = (SELECT max(seq) FROM event)",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
    )
    with pytest.raises(ChangesMissing):
        signing_in.sign_in(real.folder, real.keys.member_id, PASSPHRASE)
    assert "1 saved change is missing" in str(checked(real).verified.finding)


def test_an_old_copy_put_back_by_hand_shows_too(real: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old"
    real.store.empty_wal()
    shutil.copytree(real.folder, old)
    people.add_person(real, name="Daniel Webb")
    real.close()
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (real.folder / name).unlink(missing_ok=True)
    shutil.copy(old / FILE, real.folder / FILE)
    finding = str(checked(real).verified.finding)
    assert "1 saved change is missing" in finding


def test_another_log_of_the_same_length_shows(real: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old"
    real.store.empty_wal()
    shutil.copytree(real.folder, old)
    people.add_person(real, name="Daniel Webb")
    copy = Store.open(old, tuple(real.keys.data_keys.values()), real.store.logbook_id)
    other = replace(real, folder=old, store=copy)
    people.add_person(other, name="Mina Torr")
    other.store.empty_wal()
    other.close()
    real.close()
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (real.folder / name).unlink(missing_ok=True)
    shutil.copy(old / FILE, real.folder / FILE)
    with pytest.raises(LogRewritten):
        signing_in.sign_in(real.folder, real.keys.member_id, PASSPHRASE)
    assert "replaced or rewritten" in str(checked(real).verified.finding)


def _tamper(desk: Desk, *statements: str) -> None:
    with closing(sqlite.connect(desk.folder / FILE, desk.keys.data_key)) as driver:
        for statement in statements:
            driver.execute(statement)


# back up


@pytest.mark.parametrize("name", [GENERAL_MANAGER, DEPUTY, LEAD, SANDRA])
def test_managers_the_deputy_and_leads_take_copies(
    birch: BirchLane, tmp_path: Path, name: str
) -> None:
    desk = birch.desk(name)
    made = keeping.back_up(desk, tmp_path / "a.backup")
    assert made.path == tmp_path / "a.backup"
    assert keeping.newest_backup(desk) == NOW


def test_a_worker_takes_none(birch: BirchLane, tmp_path: Path) -> None:
    desk = birch.desk(SAM)
    with pytest.raises(NotAllowed):
        keeping.back_up(desk, tmp_path / "a.backup")
    assert keeping.newest_backup(desk) is None
    assert not (tmp_path / "a.backup").exists()


def test_a_name_alone_is_a_file_in_the_folder_one_is_in(
    birch: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = keeping.back_up(birch.desk(GENERAL_MANAGER), Path("a.backup"))
    assert made.path == tmp_path / "a.backup"


def test_others_go_on_working_while_it_is_made(birch: BirchLane, tmp_path: Path) -> None:
    sam, steps = birch.desk(SAM), [0]

    def meanwhile(_done: int, _of: int) -> None:
        if not steps.pop():
            sent(sam)
        steps.append(1)

    keeping.back_up(birch.desk(GENERAL_MANAGER), tmp_path / "a.backup", meanwhile)
    assert keeping.verify(sam).entries == 2


# restore


def test_a_restore_is_in_the_log_by_whoever_did_it(birch: BirchLane, backup: Backup) -> None:
    birch.close()
    restored(birch, backup, LEAD)
    desk = birch.desk(LEAD)
    (line,) = [
        each for each in desk.store.events_of(desk.store.logbook_id) if each.verb is Verb.RESTORED
    ]
    assert line.actor == birch.keys[LEAD].member_id
    assert line.body == {
        "seq": backup.manifest.head.seq,
        "hash": backup.manifest.head.hash,
        "made_at": utc_text(backup.manifest.made_at),
        "back": [],
    }
    assert keeping.newest_backup(desk) == backup.manifest.made_at
    assert keeping.verify(desk).is_whole


@pytest.mark.parametrize("name", [GENERAL_MANAGER, DEPUTY, LEAD, SANDRA])
def test_whoever_may_copy_may_put_it_back(birch: BirchLane, backup: Backup, name: str) -> None:
    birch.close()
    assert restored(birch, backup, name) is not None


def test_a_worker_may_not_and_nothing_is_moved(birch: BirchLane, backup: Backup) -> None:
    before = (birch.folder / FILE).stat().st_ino
    with pytest.raises(NotAllowed, match="put back by managers"):
        restored(birch, backup, SAM)
    assert (birch.folder / FILE).stat().st_ino == before
    assert not list(birch.folder.glob("replaced-*"))


def test_who_was_made_a_manager_since_may_not_with_the_old_backup(
    birch: BirchLane, backup: Backup
) -> None:
    desk = birch.desk(GENERAL_MANAGER)
    sam = birch.member(SAM)
    accounts.change(desk, replace(sam, roles=frozenset({Role.LINE_MANAGER})))
    with pytest.raises(NotAllowed, match="put back by managers"):
        restored(birch, backup, SAM)


def test_the_passphrase_is_the_one_of_the_day_it_was_made(birch: BirchLane, backup: Backup) -> None:
    signing_in.change_passphrase(birch.desk(SANDRA), PASSPHRASE, "another quiet set of words")
    birch.close()
    with pytest.raises(WrongPassphrase):
        restored(birch, backup, SANDRA, "another quiet set of words")
    assert restored(birch, backup, SANDRA) is not None


def test_guessing_at_a_backup_waits_too(birch: BirchLane, backup: Backup) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            restored(birch, backup, SANDRA, "wrong")
    with pytest.raises(TooSoon):
        restored(birch, backup, SANDRA)


def test_an_account_that_ended_since_puts_nothing_back(birch: BirchLane, tmp_path: Path) -> None:
    desk = birch.desk(GENERAL_MANAGER)
    henry = birch.member(HENRY)
    accounts.change(desk, replace(henry, ends_on=NOW.date()))
    made = keeping.back_up(desk, tmp_path / "a.backup")
    birch.clock.now = NOW + timedelta(days=2)
    with pytest.raises(NotAllowed):
        restored(birch, made, HENRY)
    assert not list(birch.folder.glob("replaced-*"))


def test_after_a_rotation_the_backup_opens_with_the_keys_inside_it(
    birch: BirchLane, backup: Backup
) -> None:
    accounts.remove(birch.desk(SANDRA), birch.member(SAM).id)
    birch.close()
    restored(birch, backup, SANDRA)
    assert SAM in {each.name for each in birch.desk(SANDRA).staff.present()}


def test_somebody_unknown_to_the_backup_cannot(birch: BirchLane, backup: Backup) -> None:
    with pytest.raises(NotAllowed, match="no longer have an account"):
        keeping.restore(backup.path, birch.folder, "nobody", PASSPHRASE, clock=birch.clock)
    (birch.folder / KEY_FILE).unlink()
    with pytest.raises(NoAccountHere):
        keeping.restore(backup.path, birch.folder, "nobody", PASSPHRASE, clock=birch.clock)


def test_a_damaged_key_file_is_what_a_backup_is_for(birch: BirchLane, backup: Backup) -> None:
    birch.close()
    (birch.folder / KEY_FILE).write_bytes(b"damaged")
    kept = restored(birch, backup, GENERAL_MANAGER)
    assert kept is not None
    assert (kept / KEY_FILE).read_bytes() == b"damaged"
    assert keyfile.load(birch.folder).service == "Birch Lane Support"


def test_two_restores_in_one_second_keep_both(birch: BirchLane, backup: Backup) -> None:
    birch.close()
    first, second = (restored(birch, backup, GENERAL_MANAGER) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first != second
    assert (first / FILE).exists()
    assert (second / FILE).exists()


def test_where_the_disk_knows_no_second_names_a_copy_is_kept(
    birch: BirchLane, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    birch.close()
    before = (birch.folder / FILE).read_bytes()

    def refused(*_paths: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refused)
    kept = restored(birch, backup, GENERAL_MANAGER)
    assert kept is not None
    assert (kept / FILE).read_bytes() == before


def test_no_file_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        keeping.look_at(tmp_path / "none")
    with pytest.raises(NotFound, match="There is no file"):
        keeping.look_at(tmp_path)
