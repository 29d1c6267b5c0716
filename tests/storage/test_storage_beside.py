"""What stands beside the log: drafts, marks, filters, exports still here, and the witness."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from makers import LOGBOOK, MONDAY, SAM, Service, entry, reopen, sent, start

from logbook.storage.beside import drafts, exports_left, filters, marks, witness
from logbook.storage.beside.drafts import Draft, DraftGone, DraftHeldElsewhere
from logbook.storage.beside.exports_left import ExportLeft
from logbook.storage.beside.witness import ChangesMissing, LogRewritten, Witness
from logbook.storage.folders import FILE
from logbook.storage.log import Head
from logbook.storage.store import Terminal

DRAFT = Draft(
    id="d1",
    author="sam",
    sealed_key=b"sealed",
    ciphertext=b"half a sentence",
    holder="front door",
    revision=1,
    started_at=MONDAY,
    saved_at=MONDAY,
)


@pytest.fixture
def drafted(service: Service) -> Service:
    service.store.save(lambda connection: drafts.start(connection, DRAFT))
    return service


def test_a_draft_comes_back_to_its_author_and_is_not_there_for_others(drafted: Service) -> None:
    with drafted.store.reading() as connection:
        assert drafts.of_author(connection, "sam") == (DRAFT,)
        assert drafts.of_author(connection, "sandra") == ()


def test_the_newest_draft_comes_first(drafted: Service) -> None:
    newer = replace(DRAFT, id="d2", saved_at=MONDAY + timedelta(minutes=1))
    drafted.store.save(lambda connection: drafts.start(connection, newer))
    with drafted.store.reading() as connection:
        assert [each.id for each in drafts.of_author(connection, "sam")] == ["d2", "d1"]


def test_each_save_moves_the_revision(drafted: Service) -> None:
    longer = replace(DRAFT, ciphertext=b"a whole sentence", saved_at=MONDAY + timedelta(seconds=1))
    saved = drafted.store.save(lambda connection: drafts.save(connection, longer))
    assert saved.revision == 2
    with drafted.store.reading() as connection:
        assert drafts.one(connection, "d1") == saved


def test_the_terminal_that_opened_it_last_has_it_and_the_other_is_told(drafted: Service) -> None:
    taken = drafted.store.save(lambda connection: drafts.hold(connection, "d1", holder="office"))
    assert (taken.holder, taken.revision) == ("office", 2)
    there = drafted.store.save(
        lambda connection: drafts.save(connection, replace(taken, ciphertext=b"in the office"))
    )
    with pytest.raises(DraftHeldElsewhere, match="opened this draft at another terminal") as told:
        drafted.store.save(
            lambda connection: drafts.save(connection, replace(DRAFT, ciphertext=b"at the door"))
        )
    assert told.value.newest == there


def test_the_same_terminal_opens_it_again_without_moving_anything(drafted: Service) -> None:
    held = drafted.store.save(lambda connection: drafts.hold(connection, "d1", holder="front door"))
    assert held == DRAFT


def test_a_draft_that_was_sent_elsewhere_is_gone(drafted: Service) -> None:
    drafted.store.save(lambda connection: drafts.discard(connection, "d1"))
    drafted.store.save(lambda connection: drafts.discard(connection, "d1"))
    with pytest.raises(DraftGone, match="sent or thrown away"):
        drafted.store.save(lambda connection: drafts.save(connection, DRAFT))
    with pytest.raises(DraftGone):
        drafted.store.save(lambda connection: drafts.hold(connection, "d1", holder="x"))


def test_a_draft_ends_with_the_save_that_sends_it_or_not_at_all(drafted: Service) -> None:
    said = sent(entry())
    with pytest.raises(Exception, match="had it open"):
        drafted.store.append([said], sign=SAM.sign, expected={said.about: 5}, finishing="d1")
    with drafted.store.reading() as connection:
        assert drafts.one(connection, "d1") == DRAFT
    drafted.store.append([said], sign=SAM.sign, expected={said.about: 0}, finishing="d1")
    with drafted.store.reading() as connection:
        assert drafts.of_author(connection, "sam") == ()


def test_read_marks_only_move_forward(service: Service) -> None:
    with service.store.writing() as connection:
        for seq in (4, 9, 7):
            marks.mark(connection, member="sam", entry="e1", seq=seq, at=MONDAY)
    with service.store.reading() as connection:
        assert marks.marks_of(connection, "sam", ("e1", "e2")) == {"e1": 9}
        assert marks.marks_of(connection, "sandra", ("e1",)) == {}
        assert marks.marks_of(connection, "sam", ()) == {}


def test_a_filter_is_kept_under_its_name_by_its_owner(service: Service) -> None:
    def keeps(name: str, level: str) -> None:
        service.store.save(
            lambda connection: filters.keep(
                connection, member="sandra", name=name, chosen={"level": level}
            )
        )

    keeps("mine", "low")
    keeps("urgent", "high")
    keeps("mine", "medium")
    service.store.save(lambda connection: filters.drop(connection, member="sandra", name="urgent"))
    with service.store.reading() as connection:
        assert filters.kept_by(connection, "sandra") == {"mine": {"level": "medium"}}
        assert filters.kept_by(connection, "sam") == {}


def test_an_export_is_remembered_until_it_is_gone(service: Service) -> None:
    export = ExportLeft(
        path="/home/s/pack.docx", member="sandra", event="e1", sha256="00", made_at=MONDAY
    )
    service.store.save(lambda connection: exports_left.note(connection, export))
    service.store.save(lambda connection: exports_left.note(connection, export))
    with service.store.reading() as connection:
        assert exports_left.noted(connection) == (export,)
    service.store.save(lambda connection: exports_left.forget(connection, export.path))
    with service.store.reading() as connection:
        assert exports_left.noted(connection) == ()


# the witness


@pytest.fixture
def memory(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "state", LOGBOOK)


def test_a_terminal_that_never_saw_the_log_has_nothing_to_say(memory: Witness) -> None:
    assert memory.last_seen() is None


def test_a_witness_never_goes_back(memory: Witness) -> None:
    memory.saw(Head(seq=5, hash="five"))
    memory.saw(Head(seq=4, hash="four"))
    assert memory.last_seen() == Head(seq=5, hash="five")
    memory.accept(Head(seq=2, hash="two"))
    assert memory.last_seen() == Head(seq=2, hash="two")


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"seq": "x", "hash": 1}', "\x00\xff"])
def test_a_torn_note_is_no_note(memory: Witness, torn: str) -> None:
    memory.saw(Head(seq=5, hash="five"))
    memory.path.write_bytes(torn.encode("latin-1"))
    assert memory.last_seen() is None
    memory.saw(Head(seq=1, hash="one"))
    assert memory.last_seen() == Head(seq=1, hash="one")
    assert [each.name for each in memory.folder.iterdir()] == [memory.path.name]


def test_what_a_terminal_cannot_note_is_saved_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, where the folder should be")
    nowhere = Witness(tmp_path / "state", LOGBOOK)
    (tmp_path / "data").mkdir()
    service = start(tmp_path / "data", Terminal(witness=nowhere))
    line = service.send("kept")
    assert service.store.head().seq == line.seq
    assert nowhere.last_seen() is None
    service.store.close()


def test_the_state_folder_is_this_accounts_own() -> None:
    assert witness.state_folder().name == "logbook"


def test_a_lost_write_ahead_log_is_noticed(tmp_path: Path, memory: Witness) -> None:
    """The engine itself says nothing: the file opens without the saves that were in its log."""
    data = tmp_path / "data"
    data.mkdir()
    service = start(data, Terminal(witness=memory))
    service.store.empty_wal()
    for n in range(34):
        service.send(f"entry {n}")
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / FILE).write_bytes((data / FILE).read_bytes())
    service.store.close()
    with pytest.raises(ChangesMissing, match=r"34 saved changes are missing \(7 here, 41 last"):
        reopen(copy, Terminal(witness=memory))
    with reopen(copy) as store:
        assert store.head().seq == 7


def test_another_log_in_its_place_is_noticed(
    service: Service, folder: Path, memory: Witness
) -> None:
    service.send()
    memory.saw(Head(seq=8, hash="0" * 64))
    with pytest.raises(LogRewritten, match="line 8 is not the one that was seen here"):
        reopen(folder, Terminal(witness=memory))
