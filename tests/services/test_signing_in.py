"""Signing in: who gets a desk, who is told why not, and what its owner reads first."""

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
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.events import Verb
from logbook.domain.people import Role
from logbook.services import accounts, keeping, signing_in
from logbook.services.signing_in import AccountEnded, KeysDisagree
from logbook.storage import board
from logbook.storage.beside import backoff
from logbook.storage.beside.backoff import TooSoon
from logbook.storage.faults import CannotOpen, NotALogbook
from logbook.storage.folders import FILE
from logbook.storage.store import Store
from logbook.vault import keyfile, slots
from logbook.vault.keyfile import KDF_FLOOR, KEY_FILE, KeyFileMissing
from logbook.vault.keys import NoAccountHere
from logbook.vault.passphrases import PassphraseRefused
from logbook.vault.slots import InvitationExpired, NoInvitation, WrongCode, WrongPassphrase

CHOSEN = "another quiet set of words"


def try_(lane: BirchLane, passphrase: str, name: str = SAM) -> signing_in.SignedIn:
    signed_in = signing_in.sign_in(
        lane.folder, lane.keys[name].member_id, passphrase, clock=lane.clock
    )
    lane.desks.append(signed_in.desk)
    return signed_in


def test_a_passphrase_opens_a_desk_of_ones_own(lane: BirchLane) -> None:
    signed_in = lane.sign_in(SAM)
    assert signed_in.desk.member.name == SAM
    assert signed_in.notices == ()


def test_a_desk_says_nothing_of_its_keys(lane: BirchLane) -> None:
    desk = lane.sign_in(SAM).desk
    assert desk.keys.data_key.hex() not in repr(desk)
    assert repr(desk.keys.data_key) not in repr(desk)


@pytest.mark.parametrize(
    "typed", ["", "wrong", PASSPHRASE.upper(), f" {PASSPHRASE}", "\x00" * 2000]
)
def test_any_other_does_not(lane: BirchLane, typed: str) -> None:
    with pytest.raises(WrongPassphrase, match="That passphrase does not fit"):
        try_(lane, typed)


def test_one_persons_passphrase_is_no_other_persons(lane: BirchLane) -> None:
    signing_in.change_passphrase(lane.desk(SANDRA), PASSPHRASE, CHOSEN)
    with pytest.raises(WrongPassphrase):
        try_(lane, CHOSEN, SAM)
    try_(lane, CHOSEN, SANDRA)


def test_tries_wait_longer_and_longer_and_only_for_their_owner(lane: BirchLane) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            try_(lane, "wrong")
    with pytest.raises(TooSoon, match="1 second"):
        try_(lane, PASSPHRASE)
    try_(lane, PASSPHRASE, SANDRA)
    lane.clock.pass_(seconds=1)
    with pytest.raises(WrongPassphrase):
        try_(lane, "wrong")
    with pytest.raises(TooSoon, match="2 seconds"):
        try_(lane, PASSPHRASE)
    lane.clock.pass_(seconds=2)
    notice = try_(lane, PASSPHRASE).notices[0]
    assert notice.startswith("A wrong passphrase was typed for you 6 times, last today 2.05pm.")
    assert try_(lane, PASSPHRASE).notices == ()


def test_somebody_unknown_is_told_so(lane: BirchLane) -> None:
    with pytest.raises(NoAccountHere):
        signing_in.sign_in(lane.folder, "nobody", PASSPHRASE, clock=lane.clock)


def test_nothing_there_is_never_made(lane: BirchLane, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(KeyFileMissing):
        signing_in.sign_in(tmp_path / "none", "x", PASSPHRASE)
    assert not (tmp_path / "none" / KEY_FILE).exists()
    (lane.folder / FILE).unlink()
    with pytest.raises(CannotOpen):
        lane.sign_in(SAM)
    assert not (lane.folder / FILE).exists()


def test_the_file_of_another_logbook_is_not_opened(lane: BirchLane, tmp_path: Path) -> None:
    key = lane.keys[SAM].data_key
    other = tmp_path / "other"
    other.mkdir()
    Store.create(other, key, "an0therl0gb00k00").close()
    (other / FILE).replace(lane.folder / FILE)
    with pytest.raises(NotALogbook, match="belongs to another key file"):
        lane.sign_in(SAM)


def test_agency_staff_sign_in_until_their_last_day_is_over_here(lane: BirchLane) -> None:
    accounts.change(lane.desk(SANDRA), replace(lane.member(SAM), ends_on=NOW.date()))
    lane.clock.now = NOW.replace(hour=23, minute=59)
    lane.sign_in(SAM)
    lane.clock.now = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    with pytest.raises(AccountEnded, match="good until 18 November 2026"):
        lane.sign_in(SAM)


def test_a_slot_that_somebody_put_into_the_key_file_is_refused(lane: BirchLane) -> None:
    """The key file can be written by anybody; the log cannot."""
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    forged = slots.reset(keyfile.load(lane.folder), sandra.keys, sam, at=NOW, kdf=KDF_FLOOR)
    keyfile.save(lane.folder, forged.keyfile)
    with pytest.raises(KeysDisagree, match="Tell the General Manager"):
        signing_in.accept_invitation(lane.folder, sam.id, forged.code, CHOSEN, clock=lane.clock)
    head = sandra.store.head()
    with pytest.raises(KeysDisagree):
        signing_in.sign_in(lane.folder, sam.id, CHOSEN, clock=lane.clock)
    assert sandra.store.head() == head


# codes


def test_a_code_fits_before_a_passphrase_is_asked_for(lane: BirchLane) -> None:
    code = accounts.reset(lane.desk(SANDRA), lane.member(SAM).id)
    other = accounts.reset(lane.desk(SANDRA), lane.member("Nia Rees").id)
    signing_in.check_invitation(lane.folder, code.member.id, code.code, clock=lane.clock)
    with pytest.raises(WrongCode):
        signing_in.check_invitation(lane.folder, code.member.id, other.code, clock=lane.clock)
    with pytest.raises(NoInvitation):
        signing_in.check_invitation(
            lane.folder, lane.keys[SANDRA].member_id, code.code, clock=lane.clock
        )
    lane.clock.pass_(hours=24)
    with pytest.raises(InvitationExpired):
        signing_in.check_invitation(lane.folder, code.member.id, code.code, clock=lane.clock)


def test_a_refused_passphrase_leaves_the_code_good_and_costs_no_try(lane: BirchLane) -> None:
    code = accounts.reset(lane.desk(SANDRA), lane.member(SAM).id)
    for _ in range(9):
        with pytest.raises(PassphraseRefused):
            signing_in.accept_invitation(
                lane.folder, code.member.id, code.code, "short", clock=lane.clock
            )
    assert code.member.id not in backoff._read(lane.folder)


def test_a_first_sign_in_cut_off_before_the_log_knew_is_finished_at_the_next(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = accounts.add(lane.desk(SANDRA), name="Ann Lee", roles=frozenset({Role.WORKER}))

    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(signing_in, "_settle_keys", killed)
        with pytest.raises(KeyboardInterrupt):
            signing_in.accept_invitation(
                lane.folder, code.member.id, code.code, CHOSEN, clock=lane.clock
            )
    ann = signing_in.sign_in(lane.folder, code.member.id, CHOSEN, clock=lane.clock).desk
    assert not ann.directory.keys[code.member.id].provisional
    sent(ann)
    assert keeping.verify(ann).is_whole
    ann.close()


# passphrases


def test_the_old_passphrase_is_asked_for_signed_in_or_not(lane: BirchLane) -> None:
    desk, before = lane.desk(SAM), keyfile.load(lane.folder)
    with pytest.raises(WrongPassphrase):
        signing_in.change_passphrase(desk, "wrong", CHOSEN)
    with pytest.raises(PassphraseRefused):
        signing_in.change_passphrase(desk, PASSPHRASE, "Birch Lane Support")
    assert keyfile.load(lane.folder) == before
    signing_in.change_passphrase(desk, PASSPHRASE, CHOSEN)
    try_(lane, CHOSEN)


def test_a_cover_is_lifted_by_the_passphrase_alone(lane: BirchLane) -> None:
    me = lane.keys[SAM].member_id
    signing_in.check_passphrase(lane.folder, me, PASSPHRASE, lane.clock)
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            signing_in.check_passphrase(lane.folder, me, "wrong", lane.clock)
    with pytest.raises(TooSoon):
        signing_in.check_passphrase(lane.folder, me, PASSPHRASE, lane.clock)


# what is read first


def test_a_clock_that_was_set_back_is_said_first(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(minutes=-4)
    assert lane.sign_in(SANDRA).notices == ()
    lane.clock.pass_(hours=-30)
    for name in (SANDRA, SAM):
        said = lane.sign_in(name).notices[0]
        assert said.startswith("This computer's clock says Tuesday 17 November 2026, 8:01am, and")
        assert "saved at Wednesday 18 November 2026, 2:05pm" in said
    lane.clock.pass_(hours=31)
    assert lane.sign_in(SANDRA).notices == ()


def test_managers_of_a_real_logbook_are_reminded_of_backups(
    lane: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    assert lane.sign_in(SANDRA).notices == ()
    real = replace(keyfile.load(lane.folder), demo=False)
    monkeypatch.setattr(keyfile, "load", lambda _folder: real)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert lane.sign_in(SANDRA).notices[0].startswith("There is no backup yet.")
    assert lane.sign_in(SAM).notices == ()
    keeping.back_up(desk, tmp_path)
    assert lane.sign_in(SANDRA).notices == ()
    lane.clock.pass_(days=8)
    assert lane.sign_in(SANDRA).notices[0].startswith("The last backup is 8 days old.")


def test_what_can_wait_is_left_until_they_have_their_list(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    (lane.folder / board.FILE).unlink()
    mine = lane.keys[GENERAL_MANAGER].member_id
    signed_in = signing_in.sign_in(lane.folder, mine, PASSPHRASE, clock=lane.clock, at_once=True)
    lane.desks.append(signed_in.desk)
    head = signed_in.desk.store.head()
    assert not (lane.folder / board.FILE).exists()
    signing_in.afterwards(signed_in.desk)
    assert [each.reference for each in board.read(lane.folder).posted] == [entry.reference]
    climbed = signed_in.desk.events_of(entry.id)[-1]
    assert climbed.verb is Verb.CLIMBED
    assert climbed.seq == head.seq + 1
