"""`logbook entrust`: the recovery key lets a lead into what nobody else here can give."""

from pathlib import Path

import pytest
from command_line import PASSPHRASE, BirchLane, birch_lane, logbook
from service_makers import CONDUCT, GENERAL_MANAGER, LEAD, SAM, answered

from logbook.services import accounts, reading, recording, signing_in


@pytest.fixture
def birch(tmp_path: Path) -> BirchLane:
    return birch_lane(tmp_path / "data")


def test_the_only_lead_with_a_new_sign_in_is_let_in_again(birch: BirchLane) -> None:
    sam = birch.desk(SAM)
    entry = recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry
    code = accounts.reset(birch.desk(GENERAL_MANAGER), birch.keys[LEAD].member_id)
    lena = signing_in.accept_invitation(
        birch.folder, code.member.id, code.code, PASSPHRASE, clock=birch.clock
    ).desk
    birch.desks.append(lena)
    typed = f"{PASSPHRASE}\n{birch.recovery_key.text}\n"
    done = logbook("entrust", "--as", GENERAL_MANAGER, "--in", birch.folder, typed=typed)
    assert done.done == "Somebody was let into 1 sealed entry.\n"
    assert reading.open_entry(lena, entry).standing.id == entry
    again = logbook("entrust", "--as", GENERAL_MANAGER, "--in", birch.folder, typed=typed)
    assert again.done == "Nobody lacked a sealed entry.\n"


def test_a_worker_is_refused_before_any_key_is_typed(birch: BirchLane) -> None:
    refused = logbook("entrust", "--as", SAM, "--in", birch.folder, typed=f"{PASSPHRASE}\n")
    assert "a safeguarding lead does this" in refused.refusal
