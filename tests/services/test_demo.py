"""The demo: made by the services everybody uses, whole, and never in place of anything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from service_makers import birch_lane

from logbook.domain.kinds import PART
from logbook.services import demo, drafts, home, keeping, queue, signing_in
from logbook.services.demo import Demo, NotADemoFolder
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.storage.queue import Show
from logbook.storage.store import FILE
from logbook.vault import keyfile, passphrases
from logbook.vault.keyfile import KDF_FLOOR, KEY_FILE

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
SOME = 60


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo.make(tmp_path_factory.mktemp("demo") / "data", clock=clock)


@pytest.fixture(scope="module")
def desks(made: Demo) -> Iterator[dict[str, Desk]]:
    """Everybody whom the demo prints, signed in with what it prints."""
    slots = {slot.name: slot.member_id for slot in keyfile.load(made.folder).slots}
    desks = {
        login.role: signing_in.sign_in(
            made.folder, slots[login.name], login.passphrase, clock=clock
        ).desk
        for login in made.logins
    }
    yield desks
    for desk in desks.values():
        desk.close()


def test_it_prints_one_of_each_that_can_be_tried(made: Demo) -> None:
    assert {login.role for login in made.logins} == {
        "support worker",
        "line manager",
        "General Manager",
        "safeguarding lead",
    }
    assert len({login.passphrase for login in made.logins}) == len(made.logins)
    for login in made.logins:
        passphrases.check(login.passphrase, own_name=login.name, service=made.service)


def test_it_is_whole_and_marked_as_a_demo(made: Demo, desks: dict[str, Desk]) -> None:
    present = keyfile.load(made.folder)
    assert present.demo
    assert {slot.kdf for slot in present.slots} == {KDF_FLOOR}
    verified = keeping.verify(desks["support worker"])
    assert verified.is_whole, verified.finding
    assert verified.entries == made.entries + _left_sealed(desks["safeguarding lead"])


def _left_sealed(lead: Desk) -> int:
    """How many entries are the sealed half of another, which the samples hold as one."""
    lines = queue.page(lead, Show.ALL, count=200)
    return len([line for line in lines if line.entry.kind.endswith(PART)])


def test_there_is_something_to_see_for_everybody(desks: dict[str, Desk]) -> None:
    worker, manager = desks["support worker"], desks["line manager"]
    assert queue.mine(worker)
    assert home.home(worker).came_back
    assert drafts.unfinished(worker)
    assert queue.page(manager, Show.MINE)
    assert Finder(desks["General Manager"]).page("the")


def test_what_staff_did_is_read_by_the_leads_and_by_no_manager(desks: dict[str, Desk]) -> None:
    read = {
        role: {line.entry.kind for line in queue.page(desks[role], Show.ALL, count=200)}
        for role in ("safeguarding lead", "line manager", "General Manager")
    }
    assert {"staff-conduct", f"help-request{PART}"} <= read["safeguarding lead"]
    for role in ("line manager", "General Manager"):
        assert not [kind for kind in read[role] if kind == "staff-conduct" or kind.endswith(PART)]


def test_everything_in_it_happened_before_now(desks: dict[str, Desk]) -> None:
    for desk in desks.values():
        for line in queue.mine(desk):
            assert line.entry.sent_at <= NOW
            assert line.entry.changed_at <= NOW


def test_no_passphrase_is_anywhere_in_the_folder(made: Demo) -> None:
    for path in made.folder.iterdir():
        content = path.read_bytes()
        for login in made.logins:
            assert login.passphrase.encode() not in content
        assert made.recovery_key.encode() not in content


@pytest.mark.parametrize(
    "at", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)]
)
def test_it_is_made_at_any_hour(tmp_path: Path, at: datetime) -> None:
    made = demo.make(tmp_path / "data", clock=lambda: at)
    login = made.logins[0]
    slot = next(slot for slot in keyfile.load(made.folder).slots if slot.name == login.name)
    desk = signing_in.sign_in(made.folder, slot.member_id, login.passphrase, clock=lambda: at).desk
    assert keeping.verify(desk).is_whole
    desk.close()


def test_made_up_entries_are_as_many_as_were_asked_for_and_whole(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    made = demo.make(
        tmp_path / "data",
        entries=SOME,
        clock=clock,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert made.entries == SOME
    assert steps[-1] == (SOME, SOME)
    login = next(each for each in made.logins if each.role == "General Manager")
    slot = next(slot for slot in keyfile.load(made.folder).slots if slot.name == login.name)
    desk = signing_in.sign_in(made.folder, slot.member_id, login.passphrase, clock=clock).desk
    verified = keeping.verify(desk)
    assert verified.is_whole, verified.finding
    assert verified.entries == SOME
    people = {line.person for line in Finder(desk).page("the", count=SOME)}
    assert "not listed" not in people
    desk.close()


# which folders it takes


def test_an_empty_or_new_folder_is_taken(tmp_path: Path) -> None:
    demo.check_folder(tmp_path)
    demo.check_folder(tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["photo.jpg", ".hidden", "folder", FILE])
def test_one_with_anything_in_it_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir() if name == "folder" else (tmp_path / name).write_bytes(b"x")
    with pytest.raises(NotADemoFolder):
        demo.make(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_real_logbook_is_never_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    birch = birch_lane(tmp_path / "data")
    real = replace(keyfile.load(birch.folder), demo=False)
    monkeypatch.setattr(keyfile, "load", lambda _folder: real)
    before = {each.name: each.read_bytes() for each in birch.folder.iterdir()}
    with pytest.raises(NotADemoFolder):
        demo.make(birch.folder)
    assert {each.name: each.read_bytes() for each in birch.folder.iterdir()} == before


def test_an_earlier_demo_is_put_aside_and_kept(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    before = {name: (birch.folder / name).read_bytes() for name in (FILE, KEY_FILE)}
    demo.check_folder(birch.folder, clock)
    aside = birch.folder / "earlier-20261118-140500"
    assert {name: (aside / name).read_bytes() for name in before} == before
    assert not (birch.folder / FILE).exists()
