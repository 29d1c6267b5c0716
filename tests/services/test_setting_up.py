"""Setting up: nobody is missing, nothing is half there, and nothing is written over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from logbook.domain.events import Verb
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.services import keeping, setting_up, signing_in
from logbook.services.setting_up import AlreadySetUp, Named, Plan, SetUp
from logbook.storage.faults import UnsafeFolder
from logbook.storage.folders import FILE
from logbook.storage.keyed import opens
from logbook.vault import keyfile, recovery
from logbook.vault.keyfile import KEY_FILE
from logbook.vault.passphrases import PassphraseRefused
from logbook.vault.recovery import RecoveryKey

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
WORDS = "willow candle harbour mitten"
DEV = Named(name="Dev Patel", roles=frozenset({Role.DEPUTY}))
LENA = Named(name="Lena Fox", roles=frozenset({Role.LEAD}), house="Maple House")
PLAN = Plan(
    service="Elm House",
    general_manager="Grace Adeyemi",
    passphrase=WORDS,
    others=(DEV, LENA),
    on_call="R. Hale · 01632 960 118",
    demo=True,
)


@pytest.fixture
def paper() -> RecoveryKey:
    return recovery.new_recovery_key()


@pytest.fixture
def made(tmp_path: Path, paper: RecoveryKey) -> Iterator[SetUp]:
    made = setting_up.set_up(tmp_path / "data", PLAN, paper.public, clock=lambda: NOW)
    yield made
    made.desk.close()


def set_up(folder: Path, plan: Plan = PLAN) -> SetUp:
    return setting_up.set_up(folder, plan, recovery.new_recovery_key().public, clock=lambda: NOW)


def test_the_first_line_is_its_start_by_the_general_manager(made: SetUp) -> None:
    desk = made.desk
    assert desk.member.roles == {Role.GENERAL_MANAGER}
    assert [each.verb for each in desk.store.events_of(desk.store.logbook_id)] == [Verb.STARTED]
    assert keeping.verify(desk).is_whole
    assert desk.directory.settings.service_name == "Elm House"
    assert desk.directory.settings.on_call == "R. Hale · 01632 960 118"


def test_the_others_come_by_their_codes(made: SetUp) -> None:
    assert [code.member.name for code in made.codes] == ["Dev Patel", "Lena Fox"]
    for code in made.codes:
        assert code.member.manager == made.desk.member.id
        signed_in = signing_in.accept_invitation(
            made.desk.folder, code.member.id, code.code, WORDS + "s", clock=lambda: NOW
        )
        signed_in.desk.close()
    assert keeping.verify(made.desk).is_whole


def test_the_paper_opens_it(made: SetUp, paper: RecoveryKey) -> None:
    keys = recovery.sign_in(keyfile.load(made.desk.folder), paper)
    assert opens(made.desk.folder, keys.data_key)


def test_the_folder_is_for_one_account(made: SetUp) -> None:
    assert made.desk.folder.stat().st_mode & 0o077 == 0
    for name in (FILE, KEY_FILE):
        assert (made.desk.folder / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (replace(PLAN, service=" "), "Enter the name of the service."),
        (replace(PLAN, general_manager=""), "Enter the name of the General Manager."),
        (replace(PLAN, others=(LENA,)), "Name a deputy"),
        (replace(PLAN, others=(DEV,)), "Name a safeguarding lead"),
        (replace(PLAN, others=()), "Name a deputy"),
        (replace(PLAN, others=(DEV, LENA, replace(LENA, name="dev patel"))), "is a dev patel here"),
        (replace(PLAN, others=(replace(DEV, name="Grace Adeyemi"), LENA)), "here already"),
        (replace(PLAN, others=(replace(DEV, name=" "), LENA)), "needs a name"),
        (replace(PLAN, general_manager="Grace\u202e"), "U+202E"),
        (replace(PLAN, service="Elm\x1b[2J"), "␛"),
    ],
)
def test_a_plan_with_a_gap_writes_nothing(tmp_path: Path, plan: Plan, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_up(tmp_path / "data", plan)
    assert says in str(refused.value)
    assert not list(tmp_path.rglob("logbook*"))


@pytest.mark.parametrize("words", ["", "short", "Elm House Elm House", "Grace Adeyemi 1"])
def test_an_easy_passphrase_writes_nothing(tmp_path: Path, words: str) -> None:
    with pytest.raises(PassphraseRefused):
        set_up(tmp_path / "data", replace(PLAN, passphrase=words))
    assert not (tmp_path / "data").exists()


def test_an_on_call_text_with_hidden_characters_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="On call"):
        set_up(tmp_path / "data", replace(PLAN, on_call="R. Hale \u202e01632 960 118"))
    assert not list((tmp_path / "data").glob("*"))


def test_what_a_lost_store_left_beside_it_is_neither_read_nor_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    left = folder / f"{FILE}-wal"
    left.write_bytes(b"saved changes of another logbook")
    with pytest.raises(AlreadySetUp, match=left.name):
        set_up(folder)
    assert [each.name for each in folder.iterdir()] == [left.name]


def test_one_person_may_be_deputy_and_lead(tmp_path: Path) -> None:
    both = Named(name="Dev Patel", roles=frozenset({Role.DEPUTY, Role.LEAD}))
    made = set_up(tmp_path / "data", replace(PLAN, others=(both,)))
    assert len(made.codes) == 1
    made.desk.close()


def test_a_logbook_is_never_written_over(made: SetUp) -> None:
    folder = made.desk.folder
    made.desk.close()
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    with pytest.raises(AlreadySetUp):
        set_up(folder)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert setting_up.is_set_up(folder)


def test_a_synced_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFolder):
        set_up(tmp_path / "Dropbox")
    assert not (tmp_path / "Dropbox" / FILE).exists()


def test_a_set_up_that_was_cut_off_has_not_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(keyfile, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            set_up(folder)
    assert not (folder / KEY_FILE).exists()
    with pytest.raises(AlreadySetUp, match="If a set-up was cut off here, move"):
        set_up(folder)
    for left in folder.glob(f"{FILE}*"):
        left.rename(tmp_path / left.name)
    made = set_up(folder)
    assert keeping.verify(made.desk).is_whole
    made.desk.close()


def test_a_store_without_its_key_file_may_be_the_only_copy_and_is_left(made: SetUp) -> None:
    folder = made.desk.folder
    made.desk.close()
    (folder / KEY_FILE).unlink()
    before = (folder / FILE).read_bytes()
    with pytest.raises(AlreadySetUp, match="Put the key file back"):
        set_up(folder)
    assert (folder / FILE).read_bytes() == before


def test_a_real_logbook_costs_its_guessers_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = set_up(tmp_path / "data", replace(PLAN, demo=False))
    made.desk.close()
    costs = {slot.kdf for slot in keyfile.load(tmp_path / "data").slots}
    assert costs == {keyfile.KDF_DEFAULT}
    assert list((tmp_path / "state").rglob("witness-*.json"))


def test_a_name_that_is_refused_is_no_fault() -> None:
    with pytest.raises(NotAllowed):
        setting_up.check(replace(PLAN, others=()))
