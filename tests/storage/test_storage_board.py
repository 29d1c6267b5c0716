"""The board: what is due and whose it is, in clear beside the store, and nothing else."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from makers import GAIL, LOGBOOK, MONDAY, Service, entry, event, reopen, start

from logbook.domain.events import Plain, Verb, reference
from logbook.domain.levels import Level
from logbook.domain.refusals import NotFound
from logbook.domain.reminders import Board, Posted
from logbook.storage import board
from logbook.storage.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = start(tmp_path)
    yield made
    made.store.close()


def posted(folder: Path) -> dict[str, Posted]:
    return {each.reference: each for each in board.read(folder).posted}


def test_what_is_sent_is_posted_with_whose_it_is_and_when_it_climbs(
    service: Service, tmp_path: Path
) -> None:
    about = service.send(level=Level.EMERGENCY).about
    found = posted(tmp_path)[reference(about)]
    assert found.level is Level.EMERGENCY
    assert found.due == MONDAY + HOUR
    assert found.whose == {"sandra": None, "gail": MONDAY + HOUR / 2}


def test_a_later_line_stands_for_an_earlier_one(service: Service, tmp_path: Path) -> None:
    about = service.send(level=Level.HIGH).about
    service.later()
    service.does("sandra", about, Verb.LEVEL_SET, {"level": "emergency", "because": ""})
    assert posted(tmp_path)[reference(about)].level is Level.EMERGENCY


def test_what_is_done_is_off_the_board(service: Service, tmp_path: Path) -> None:
    about = service.send().about
    service.does("sandra", about, Verb.DECIDED, {"outcome": "a", "words": "well done"})
    service.does("sandra", about, Verb.CLOSED)
    assert posted(tmp_path) == {}


def test_it_has_no_word_of_an_entry_and_nobodys_name(service: Service, tmp_path: Path) -> None:
    service.send("somebody asked for her address", person="daniel")
    service.store.write_board()
    said = (tmp_path / board.FILE).read_text().casefold()
    for hidden in ("address", "somebody", "daniel", "help", "instagram", "insta"):
        assert hidden not in said


def test_written_afresh_it_says_the_same(service: Service, tmp_path: Path) -> None:
    for level in Level:
        service.send(level=level)
    before = posted(tmp_path)
    service.store.write_board()
    assert posted(tmp_path) == before
    assert len(before) == len(Level)


def test_addresses_are_those_of_staff_who_are_here(service: Service, tmp_path: Path) -> None:
    for name in ("sandra", "henry"):
        body = {"id": name, "changes": {"email": f"{name}@example.org"}}
        service.store.append([event("gail", name, Verb.MEMBER_CHANGED, body)], sign=GAIL.sign)
    assert set(board.read(tmp_path).addresses.values()) == {
        "sandra@example.org",
        "henry@example.org",
    }
    gone = event("gail", "henry", Verb.MEMBER_REMOVED, {"id": "henry"})
    service.store.append([gone], sign=GAIL.sign)
    assert board.read(tmp_path).addresses == {"sandra": "sandra@example.org"}


def test_a_changed_setting_moves_what_is_posted(service: Service, tmp_path: Path) -> None:
    about = service.send(level=Level.MEDIUM).about
    body = {"name": "working_day_ends", "value": "15:00"}
    service.store.append([event("gail", "x", Verb.SETTING_CHANGED, body)], sign=GAIL.sign)
    assert posted(tmp_path)[reference(about)].due.hour == 15


def test_nothing_sealed_is_posted(service: Service, tmp_path: Path) -> None:
    sealed = entry()
    body: dict[str, Plain] = {"sealed": "AAAA", "readers": ["lena", "sam"]}
    service.save(event("sam", sealed.id, Verb.SENT, body))
    service.store.write_board()
    assert board.read(tmp_path).posted == ()
    assert sealed.id[:2].upper() not in (tmp_path / board.FILE).read_text()


def test_a_line_that_was_cut_short_is_left_out(service: Service, tmp_path: Path) -> None:
    about = service.send().about
    with (tmp_path / board.FILE).open("ab") as file:
        file.write(b'{"n":999,"ref":"ZZ-')
    assert list(posted(tmp_path)) == [reference(about)]


def test_a_save_stands_where_the_board_cannot_be_written(service: Service, tmp_path: Path) -> None:
    (tmp_path / board.FILE).unlink()
    (tmp_path / board.FILE).mkdir()
    assert service.send().seq
    service.store.write_board()


def test_an_older_line_that_comes_later_changes_nothing(service: Service, tmp_path: Path) -> None:
    about = service.send().about
    board.add(tmp_path, [{"n": 1, "ref": reference(about)}])
    assert list(posted(tmp_path)) == [reference(about)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(service: Service, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / board.FILE).unlink()
    service.send()
    for _ in range(2):
        assert stat.S_IMODE((tmp_path / board.FILE).stat().st_mode) == 0o600
        service.store.write_board()


def test_two_terminals_lose_nothing_of_each_other(tmp_path: Path) -> None:
    start(tmp_path).store.close()
    with reopen(tmp_path) as one, reopen(tmp_path) as two:
        for store in (one, two, one, two):
            Service(store).send()
            two.write_board()
    assert len(posted(tmp_path)) == 4


def test_there_is_none_before_anybody_saved(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="when somebody signs in"):
        board.read(tmp_path)
    with Store.create(tmp_path, bytes(32), LOGBOOK) as store:
        store.write_board()
    assert board.read(tmp_path) == Board()


def test_old_records_that_are_closed_are_not_posted(service: Service, tmp_path: Path) -> None:
    made = entry().to_plain() | {"brought_in": {"author": "", "is_open": False}}
    service.save(event("sam", str(made["id"]), Verb.SENT, made))
    assert posted(tmp_path) == {}
