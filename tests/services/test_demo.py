"""The demo: made by the services everybody uses, whole, and never in place of anything."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from service_makers import birch_lane

from logbook.domain.actions import Every
from logbook.domain.events import Verb
from logbook.domain.kinds import PART
from logbook.domain.patterns import Sort, marks_of
from logbook.domain.standing import Standing, State
from logbook.services import (
    demo,
    drafts,
    home,
    keeping,
    patterns,
    queue,
    reading,
    signing_in,
    supervision,
)
from logbook.services.demo import Demo, NotADemoFolder
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.reading import OpenEntry
from logbook.storage.folders import FILE
from logbook.storage.queue import Show
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


def _is_in(state: State, standing: Standing) -> bool:
    return standing.state is state


@pytest.fixture(scope="module")
def opened(desks: dict[str, Desk]) -> tuple[OpenEntry, ...]:
    """Every ordinary entry as the General Manager reads it."""
    desk = desks["General Manager"]
    lines = queue.page(desk, Show.ALL, count=300)
    return tuple(reading.open_entry(desk, line.entry.id) for line in lines)


Told = Callable[[Standing], bool]

SHOWN: dict[str, Told] = {
    **{
        f"state {state.value}": partial(_is_in, state) for state in State if state is not State.SENT
    },
    "sent and not read": lambda s: s.state is State.SENT and s.unread_since is not None,
    "climbed": lambda s: bool(s.climbs),
    "offered to another manager": lambda s: s.offer is not None,
    "an offer refused": lambda s: bool(s.declined),
    "reopened": lambda s: bool(s.reopened_because),
    "withdrawn with a reason": lambda s: bool(s.withdrawn_because),
    "amended": lambda s: bool(s.amendments),
    "decided with a review": lambda s: bool(s.reviews),
    "a question answered": lambda s: bool(s.answers),
    "decided and told": lambda s: s.decision is not None and s.told is not None,
    "decided and not told": lambda s: s.decision is not None and s.told is None,
    "an action overdue": lambda s: any(each.overdue(NOW.date()) for each in s.actions),
    "an action that comes again": lambda s: any(each.every is not Every.ONCE for each in s.actions),
    "a note for managers": lambda s: bool(s.notes),
    "written for a colleague": lambda s: bool(s.entry.source),
    "not yet discussed": lambda s: s.is_discussed is False,
}


@pytest.mark.parametrize("fact", SHOWN)
def test_the_demo_shows(fact: str, opened: tuple[OpenEntry, ...]) -> None:
    assert any(SHOWN[fact](each.standing) for each in opened)


def test_every_pattern_is_beside_an_entry(
    desks: dict[str, Desk], opened: tuple[OpenEntry, ...]
) -> None:
    desk = desks["General Manager"]
    found = {
        each.pattern.sort
        for entry in opened
        for each in patterns.of_entry(entry, queue.earlier(desk, entry))
    }
    assert found == set(Sort)


def test_a_handle_a_number_and_a_payment_name_come_again(opened: tuple[OpenEntry, ...]) -> None:
    people: dict[str, set[str]] = {}
    for each in opened:
        for mark in marks_of(each.standing):
            people.setdefault(mark, set()).add(each.standing.entry.person)
    again = {mark for mark, some in people.items() if len(some) > 1}
    assert again >= {"jayk08x", "07700900417", "coast-tickets"}
    assert any(each.same_contact.is_any for each in opened)


def test_a_managers_morning_can_begin(desks: dict[str, Desk]) -> None:
    lines = queue.page(desks["line manager"], Show.MINE, count=100)
    assert 37 <= len(lines) <= 43
    assert sum(line.overdue(NOW) for line in lines) == 5
    assert sum("offers you" in line.offered for line in lines) == 2
    marks = patterns.marks(desks["line manager"], lines)
    assert set(marks.values()) == {patterns.AGAIN, patterns.SAME_CONTACT}


def test_what_is_about_a_manager_came_to_the_one_above(
    desks: dict[str, Desk], opened: tuple[OpenEntry, ...]
) -> None:
    robin = next(each.id for each in desks["line manager"].staff if each.name == "Robin Hale")
    mine = {line.entry.id for line in queue.page(desks["line manager"], Show.MINE, count=100)}
    about = [each for each in opened if robin in each.standing.about and each.id in mine]
    by_hand = [any(event.verb is Verb.ABOUT_NAMED for event in each.events) for each in about]
    assert sorted(by_hand) == [False, True]


def test_one_sealed_entry_waits_to_be_opened(desks: dict[str, Desk]) -> None:
    waiting = queue.page(desks["safeguarding lead"], Show.MINE)
    assert [line.to_open for line in waiting].count(True) == 1


def test_one_entry_is_practice_and_its_authors_alone(
    desks: dict[str, Desk], opened: tuple[OpenEntry, ...]
) -> None:
    assert [line.entry.practice for line in queue.mine(desks["support worker"])].count(True) == 1
    assert not any(each.standing.entry.practice for each in opened)


def test_supervisions_are_signed_waiting_and_overdue(desks: dict[str, Desk]) -> None:
    due = supervision.due(desks["line manager"])
    mine = [each for each in due if each.worker.manager == desks["line manager"].member.id]
    assert [each.waits_for_signature for each in mine].count(True) == 1
    assert [each.is_overdue for each in mine].count(True) == 1
    ready = [each for each in mine if each.is_due and each.open_actions > 1]
    assert len(ready) == 2
    assert all(each.last and not each.waits_for_signature for each in ready)


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "at",
    [
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    ],
)
def test_it_is_made_at_any_hour(tmp_path: Path, at: datetime) -> None:
    """Every run looks at what happens when, at any hour, in the tests of the samples."""
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
