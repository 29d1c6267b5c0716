"""Reminders, mailed through a real server, by the board alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from mail_server import HOST, PASSWORD, USER, Kept, certificate, mail_server
from service_makers import GENERAL_MANAGER, SAM, SANDRA, WORRIED, BirchLane, birch_lane, sent

from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import accounts, posting, reminding, triage
from logbook.services.posting import BadSettings, Post, Security
from logbook.services.reading import OpenEntry
from logbook.storage import board

SANDRAS, GRACES = "sandra@example.org", "grace@example.org"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    for name, address in ((SANDRA, SANDRAS), (GENERAL_MANAGER, GRACES)):
        accounts.change(made.desk(name), replace(made.member(name), email=address))
    yield made
    made.close()


@pytest.fixture
def entry(lane: BirchLane) -> OpenEntry:
    return sent(lane.desk(SAM), WORRIED)


@pytest.fixture
def server() -> Iterator[Kept]:
    with mail_server() as kept:
        yield kept


def post(kept: Kept) -> Post:
    return Post(host=HOST, port=kept.port, sender="logbook@example.org", security=Security.NONE)


def reminded(lane: BirchLane, kept: Kept) -> reminding.Round:
    return reminding.remind(lane.folder, post(kept), lane.clock())


def test_a_mail_says_level_reference_and_time_and_nothing_else(
    lane: BirchLane, entry: OpenEntry, server: Kept
) -> None:
    reminded(lane, server)
    (message,) = server.messages
    assert message["To"] == SANDRAS
    assert message["Subject"] == f"logbook: !! High {entry.reference}: call by 18:05"
    assert str(message.get_payload()).splitlines() == [
        f"!! High {entry.reference}: call by 18:05",
        "",
        reminding.ENDING,
    ]


def test_each_step_is_mailed_once(lane: BirchLane, entry: OpenEntry, server: Kept) -> None:
    for hours in (0, 1, 4, 1, 1):
        lane.clock.pass_(hours=hours)
        reminded(lane, server)
    assert sorted(server.to) == [GRACES, SANDRAS, SANDRAS]
    late = [each for each in server.messages if "late since 18:05" in str(each["Subject"])]
    assert SANDRAS in [each["To"] for each in late]
    assert all(entry.reference in str(each["Subject"]) for each in server.messages)


def test_what_was_read_in_time_reminds_nobody_again(
    lane: BirchLane, entry: OpenEntry, server: Kept
) -> None:
    reminded(lane, server)
    triage.take(lane.desk(SANDRA), entry)
    lane.clock.pass_(hours=5)
    assert reminded(lane, server) == reminding.Round(due=())


def test_it_reads_neither_the_store_nor_the_keys(
    lane: BirchLane, entry: OpenEntry, server: Kept
) -> None:
    lane.close()
    (lane.folder / "logbook.db").unlink()
    (lane.folder / "logbook.keys").unlink()
    assert reminded(lane, server).due == (f"!! High {entry.reference}: call by 18:05",)


@pytest.mark.usefixtures("entry")
def test_whoever_is_refused_does_not_keep_the_others_waiting(lane: BirchLane, server: Kept) -> None:
    server.refuses.add(SANDRAS)
    lane.clock.pass_(hours=4)
    first = reminded(lane, server)
    assert first.faults == (f"{SANDRAS} was refused: 550 no such person.",)
    assert server.to == [GRACES]
    assert "tried again later" in reminded(lane, server).faults[0]
    server.refuses.clear()
    lane.clock.pass_(minutes=6)
    assert reminded(lane, server).faults == ()
    assert server.to == [GRACES, SANDRAS]


@pytest.mark.usefixtures("entry")
def test_a_server_that_is_down_is_tried_again_after_a_while(lane: BirchLane) -> None:
    with mail_server() as gone:
        nobody = post(gone)
    first = reminding.remind(lane.folder, nobody, lane.clock())
    assert "did not take the mail" in first.faults[0]
    second = reminding.remind(lane.folder, nobody, lane.clock())
    assert "tried again at 2026-11-18T14:10 UTC" in second.faults[0]
    lane.clock.pass_(minutes=6)
    with mail_server() as back:
        assert len(reminded(lane, back).sent) == 1


def test_the_wait_grows_and_has_an_end() -> None:
    state, now = reminding.State(), BirchLane(Path(), {}, None).clock()  # type: ignore[arg-type]
    waits = []
    for _ in range(9):
        state.has_failed(SANDRAS, now)
        waits.append(state.failed[SANDRAS].next_at - now)
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[-1] == reminding.LONGEST_WAIT


@pytest.mark.usefixtures("entry")
def test_what_was_mailed_is_forgotten_rather_than_stumbled_over(
    lane: BirchLane, server: Kept
) -> None:
    reminded(lane, server)
    (lane.folder / reminding.STATE).write_bytes(b"\xff not ours")
    assert len(reminded(lane, server).sent) == 1


@pytest.mark.usefixtures("entry")
def test_a_dry_run_mails_nothing_and_remembers_nothing(lane: BirchLane, server: Kept) -> None:
    for _ in range(2):
        (letter,) = reminding.letters(lane.folder, lane.clock())
        assert letter.to == SANDRAS
    assert not (lane.folder / reminding.STATE).exists()
    assert len(reminded(lane, server).sent) == 1


def test_without_an_address_it_says_how_many_nobody_hears_of(
    lane: BirchLane, entry: OpenEntry, server: Kept
) -> None:
    accounts.change(lane.desk(SANDRA), replace(lane.member(SANDRA), email=""))
    found = reminded(lane, server)
    assert found.unreached == 1
    assert found.sent == ()
    assert entry.reference in found.due[0]


def test_without_a_board_there_is_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no board"):
        reminding.due_now(tmp_path, BirchLane(tmp_path, {}, None).clock())  # type: ignore[arg-type]


def test_an_address_is_one(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    for wrong in ("sandra", "a@b\nBcc: x@y", "a b@c.org", "@x", "x@"):
        with pytest.raises(NotAllowed, match=r"name@example\.org"):
            accounts.change(sandra, replace(lane.member(SANDRA), email=wrong))
    assert board.read(lane.folder).addresses[sandra.keys.member_id] == SANDRAS


# the mail server


def test_starttls_and_a_password(tmp_path: Path, lane: BirchLane, entry: OpenEntry) -> None:
    with mail_server(tls=tmp_path) as kept:
        secret = tmp_path / "secret"
        secret.write_text(f"{PASSWORD}\n")
        secret.chmod(0o600)
        write(
            tmp_path,
            f'host = "localhost"\nport = {kept.port}\nsender = "l@example.org"\nuser = "{USER}"\n'
            f'password_file = "{secret}"\nca_file = "{certificate(tmp_path)}"\n',
        )
        found = posting.settings(tmp_path, {})
        assert found is not None
        assert PASSWORD not in repr(found)
        assert reminding.remind(lane.folder, found, lane.clock()).faults == ()
        assert kept.signed_in == [USER]
        wrong = replace(found, password="another")
        lane.clock.pass_(hours=4)
        assert "535" in reminding.remind(lane.folder, wrong, lane.clock()).faults[0]
    assert entry.reference in str(kept.messages[0]["Subject"])


@pytest.mark.usefixtures("entry")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, lane: BirchLane) -> None:
    with mail_server(tls=tmp_path) as kept:
        stranger = Post(host="localhost", port=kept.port, sender="l@example.org")
        (fault,) = reminding.remind(lane.folder, stranger, lane.clock()).faults
        assert "certificate is not to be trusted" in fault
        assert kept.messages == []


def write(folder: Path, settings: str) -> None:
    path = folder / posting.FILE
    path.write_text(settings)
    path.chmod(0o600)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("host = ", "cannot be read"),
        ('host = "h"', "sender is missing"),
        ('host = "h"\nsender = "s"\nhots = "x"', "no setting “hots”"),
        ('host = "h"\nsender = "s"\nport = "x"', "port is a number"),
        ('host = "h"\nsender = "s"\nuser = 3', "user is text"),
        ('host = "h"\nsender = "s"\nsecurity = "ssl"', "security is"),
        ('host = "h"\nsender = "s"\nsecurity = "none"', "only to a server on this computer"),
        ('host = "h"\nsender = "s"\npassword_file = "/nowhere"', "cannot be read"),
    ],
)
def test_a_slip_in_the_settings_is_named(tmp_path: Path, settings: str, words: str) -> None:
    write(tmp_path, settings)
    with pytest.raises(BadSettings, match=words):
        posting.settings(tmp_path, {})


def test_settings_that_everybody_can_read_are_refused(tmp_path: Path) -> None:
    write(tmp_path, 'host = "h"\nsender = "s"')
    (tmp_path / posting.FILE).chmod(0o644)
    with pytest.raises(BadSettings, match="chmod 600"):
        posting.settings(tmp_path, {})


def test_the_password_may_stand_in_the_environment(tmp_path: Path) -> None:
    write(tmp_path, 'host = "h"\nsender = "s"\nuser = "u"')
    found = posting.settings(tmp_path, {posting.PASSWORD: "p"})
    assert found is not None
    assert found.password == "p"


def test_the_file_to_fill_in_is_for_its_owner_and_written_once(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    path = posting.lay_out(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert posting.settings(tmp_path, {}) is not None
    with pytest.raises(NotAllowed, match="already"):
        posting.lay_out(tmp_path)
