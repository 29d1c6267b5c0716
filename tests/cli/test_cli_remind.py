"""`logbook remind`, as cron runs it: no name, no passphrase, and an exit status."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from command_line import NOW, BirchLane, at_birch_lane, birch_lane, logbook
from mail_server import HOST, Kept, mail_server
from service_makers import SAM, SANDRA, WORRIED, sent

from logbook.services import posting

ADDRESS = "sandra@example.org"


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    changed = at_birch_lane(made, SANDRA, "people", "change", SANDRA, "--email", ADDRESS)
    assert ADDRESS in changed.done
    yield made
    made.close()


@pytest.fixture
def server(birch: BirchLane) -> Iterator[Kept]:
    with mail_server() as kept:
        said = f'host = "{HOST}"\nport = {kept.port}\nsecurity = "none"\nsender = "l@example.org"\n'
        path = birch.folder / posting.FILE
        path.write_text(said)
        path.chmod(0o600)
        yield kept


def test_without_a_mail_server_it_prints_what_is_due(birch: BirchLane) -> None:
    entry = sent(birch.desk(SAM), WORRIED)
    answer = logbook("remind", "--in", birch.folder)
    assert answer.done == f"!! High {entry.reference}: call by 18:05\n"
    assert "no mail server is set" in answer.err
    assert logbook("remind", "--quiet", "--in", birch.folder).done == ""


def test_it_mails_and_says_so_once(birch: BirchLane, server: Kept) -> None:
    sent(birch.desk(SAM), WORRIED)
    assert f"Mailed to {ADDRESS}." in logbook("remind", "--in", birch.folder).err
    assert logbook("remind", "--quiet", "--in", birch.folder).done == ""
    assert server.to == [ADDRESS]


def test_what_cannot_be_mailed_is_a_status_and_a_sentence(birch: BirchLane, server: Kept) -> None:
    server.refuses.add(ADDRESS)
    sent(birch.desk(SAM), WORRIED)
    refused = logbook("remind", "--quiet", "--in", birch.folder)
    assert refused.refusal == f"{ADDRESS} was refused: 550 no such person."
    assert refused.out == ""


def test_a_dry_run_says_who_would_be_mailed_what(birch: BirchLane, server: Kept) -> None:
    entry = sent(birch.desk(SAM), WORRIED)
    late = logbook("remind", "--dry-run", "--in", birch.folder, now=NOW + timedelta(hours=5))
    assert f"To {ADDRESS}: logbook: !! High {entry.reference}: late since 18:05" in late.done
    assert server.to == []


def test_it_is_set_up_by_filling_in_a_file(birch: BirchLane) -> None:
    path = birch.folder / posting.FILE
    assert f"Fill in {path}" in logbook("remind", "--set-up", "--in", birch.folder).done
    assert "already" in logbook("remind", "--set-up", "--in", birch.folder).refusal


def test_nobodys_logbook_has_no_board(tmp_path: Path) -> None:
    assert "There is no board" in logbook("remind", "--in", tmp_path).refusal


def test_an_address_is_taken_away_again(birch: BirchLane) -> None:
    gone = at_birch_lane(birch, SANDRA, "people", "change", SANDRA, "--email", "none")
    assert ADDRESS not in gone.done
