"""Signing in: who gets a desk, who is told why not, and what its owner reads first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from service_makers import (
    GENERAL_MANAGER,
    NOW,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.people import Role
from logbook.services import accounts, keeping, signing_in
from logbook.services.signing_in import AccountEnded, KeysDisagree
from logbook.storage.beside import backoff
from logbook.storage.beside.backoff import TooSoon
from logbook.storage.faults import CannotOpen, NotALogbook
from logbook.storage.store import FILE, Store
from logbook.vault import keyfile, slots
from logbook.vault.keyfile import KDF_FLOOR, KEY_FILE, KeyFileMissing
from logbook.vault.keys import NoAccountHere
from logbook.vault.passphrases import PassphraseRefused
from logbook.vault.slots import InvitationExpired, NoInvitation, WrongCode, WrongPassphrase

CHOSEN = "another quiet set of words"


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    yield birch
    birch.close()


def try_(birch: BirchLane, passphrase: str, name: str = SAM) -> signing_in.SignedIn:
    signed_in = signing_in.sign_in(
        birch.folder, birch.keys[name].member_id, passphrase, clock=birch.clock
    )
    birch.desks.append(signed_in.desk)
    return signed_in


def test_a_passphrase_opens_a_desk_of_ones_own(birch: BirchLane) -> None:
    signed_in = birch.sign_in(SAM)
    assert signed_in.desk.member.name == SAM
    assert signed_in.notices == ()


def test_a_desk_says_nothing_of_its_keys(birch: BirchLane) -> None:
    desk = birch.sign_in(SAM).desk
    assert desk.keys.data_key.hex() not in repr(desk)
    assert repr(desk.keys.data_key) not in repr(desk)


@pytest.mark.parametrize(
    "typed", ["", "wrong", PASSPHRASE.upper(), f" {PASSPHRASE}", "\x00" * 2000]
)
def test_any_other_does_not(birch: BirchLane, typed: str) -> None:
    with pytest.raises(WrongPassphrase, match="That passphrase does not fit"):
        try_(birch, typed)


def test_one_persons_passphrase_is_no_other_persons(birch: BirchLane) -> None:
    signing_in.change_passphrase(birch.desk(SANDRA), PASSPHRASE, CHOSEN)
    with pytest.raises(WrongPassphrase):
        try_(birch, CHOSEN, SAM)
    try_(birch, CHOSEN, SANDRA)


def test_tries_wait_longer_and_longer_and_only_for_their_owner(birch: BirchLane) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            try_(birch, "wrong")
    with pytest.raises(TooSoon, match="1 second"):
        try_(birch, PASSPHRASE)
    try_(birch, PASSPHRASE, SANDRA)
    birch.clock.pass_(seconds=1)
    with pytest.raises(WrongPassphrase):
        try_(birch, "wrong")
    with pytest.raises(TooSoon, match="2 seconds"):
        try_(birch, PASSPHRASE)
    birch.clock.pass_(seconds=2)
    notice = try_(birch, PASSPHRASE).notices[0]
    assert notice.startswith("A wrong passphrase was typed for you 6 times, last today 2.05pm.")
    assert try_(birch, PASSPHRASE).notices == ()


def test_somebody_unknown_is_told_so(birch: BirchLane) -> None:
    with pytest.raises(NoAccountHere):
        signing_in.sign_in(birch.folder, "nobody", PASSPHRASE, clock=birch.clock)


def test_nothing_there_is_never_made(birch: BirchLane, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(KeyFileMissing):
        signing_in.sign_in(tmp_path / "none", "x", PASSPHRASE)
    assert not (tmp_path / "none" / KEY_FILE).exists()
    (birch.folder / FILE).unlink()
    with pytest.raises(CannotOpen):
        birch.sign_in(SAM)
    assert not (birch.folder / FILE).exists()


def test_the_file_of_another_logbook_is_not_opened(birch: BirchLane, tmp_path: Path) -> None:
    key = birch.keys[SAM].data_key
    other = tmp_path / "other"
    other.mkdir()
    Store.create(other, key, "an0therl0gb00k00").close()
    (other / FILE).replace(birch.folder / FILE)
    with pytest.raises(NotALogbook, match="belongs to another key file"):
        birch.sign_in(SAM)


def test_agency_staff_sign_in_until_their_last_day_is_over_here(birch: BirchLane) -> None:
    accounts.change(birch.desk(SANDRA), replace(birch.member(SAM), ends_on=NOW.date()))
    birch.clock.now = NOW.replace(hour=23, minute=59)
    birch.sign_in(SAM)
    birch.clock.now = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    with pytest.raises(AccountEnded, match="good until 18 November 2026"):
        birch.sign_in(SAM)


def test_a_slot_that_somebody_put_into_the_key_file_is_refused(birch: BirchLane) -> None:
    """The key file can be written by anybody; the log cannot."""
    sandra, sam = birch.desk(SANDRA), birch.member(SAM)
    forged = slots.reset(keyfile.load(birch.folder), sandra.keys, sam, at=NOW, kdf=KDF_FLOOR)
    keyfile.save(birch.folder, forged.keyfile)
    with pytest.raises(KeysDisagree, match="Tell the General Manager"):
        signing_in.accept_invitation(birch.folder, sam.id, forged.code, CHOSEN, clock=birch.clock)
    head = sandra.store.head()
    with pytest.raises(KeysDisagree):
        signing_in.sign_in(birch.folder, sam.id, CHOSEN, clock=birch.clock)
    assert sandra.store.head() == head


# codes


def test_a_code_fits_before_a_passphrase_is_asked_for(birch: BirchLane) -> None:
    code = accounts.reset(birch.desk(SANDRA), birch.member(SAM).id)
    other = accounts.reset(birch.desk(SANDRA), birch.member("Nia Rees").id)
    signing_in.check_invitation(birch.folder, code.member.id, code.code, clock=birch.clock)
    with pytest.raises(WrongCode):
        signing_in.check_invitation(birch.folder, code.member.id, other.code, clock=birch.clock)
    with pytest.raises(NoInvitation):
        signing_in.check_invitation(
            birch.folder, birch.keys[SANDRA].member_id, code.code, clock=birch.clock
        )
    birch.clock.pass_(hours=24)
    with pytest.raises(InvitationExpired):
        signing_in.check_invitation(birch.folder, code.member.id, code.code, clock=birch.clock)


def test_a_refused_passphrase_leaves_the_code_good_and_costs_no_try(birch: BirchLane) -> None:
    code = accounts.reset(birch.desk(SANDRA), birch.member(SAM).id)
    for _ in range(9):
        with pytest.raises(PassphraseRefused):
            signing_in.accept_invitation(
                birch.folder, code.member.id, code.code, "short", clock=birch.clock
            )
    assert backoff.failures(birch.folder, code.member.id).count == 0


def test_a_first_sign_in_cut_off_before_the_log_knew_is_finished_at_the_next(
    birch: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = accounts.add(birch.desk(SANDRA), name="Ann Lee", roles=frozenset({Role.WORKER}))

    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(signing_in, "_settle_keys", killed)
        with pytest.raises(KeyboardInterrupt):
            signing_in.accept_invitation(
                birch.folder, code.member.id, code.code, CHOSEN, clock=birch.clock
            )
    ann = signing_in.sign_in(birch.folder, code.member.id, CHOSEN, clock=birch.clock).desk
    assert not ann.directory.keys[code.member.id].provisional
    sent(ann)
    assert keeping.verify(ann).is_whole
    ann.close()


# passphrases


def test_the_old_passphrase_is_asked_for_signed_in_or_not(birch: BirchLane) -> None:
    desk, before = birch.desk(SAM), keyfile.load(birch.folder)
    with pytest.raises(WrongPassphrase):
        signing_in.change_passphrase(desk, "wrong", CHOSEN)
    with pytest.raises(PassphraseRefused):
        signing_in.change_passphrase(desk, PASSPHRASE, "Birch Lane Support")
    assert keyfile.load(birch.folder) == before
    signing_in.change_passphrase(desk, PASSPHRASE, CHOSEN)
    try_(birch, CHOSEN)


def test_a_cover_is_lifted_by_the_passphrase_alone(birch: BirchLane) -> None:
    me = birch.keys[SAM].member_id
    signing_in.check_passphrase(birch.folder, me, PASSPHRASE, birch.clock)
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            signing_in.check_passphrase(birch.folder, me, "wrong", birch.clock)
    with pytest.raises(TooSoon):
        signing_in.check_passphrase(birch.folder, me, PASSPHRASE, birch.clock)


# what is read first


def test_managers_of_a_real_logbook_are_reminded_of_backups(
    birch: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = birch.desk(GENERAL_MANAGER)
    assert birch.sign_in(SANDRA).notices == ()
    real = replace(keyfile.load(birch.folder), demo=False)
    monkeypatch.setattr(keyfile, "load", lambda _folder: real)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert birch.sign_in(SANDRA).notices[0].startswith("There is no backup yet.")
    assert birch.sign_in(SAM).notices == ()
    keeping.back_up(desk, tmp_path)
    assert birch.sign_in(SANDRA).notices == ()
    birch.clock.pass_(days=8)
    assert birch.sign_in(SANDRA).notices[0].startswith("The last backup is 8 days old.")
