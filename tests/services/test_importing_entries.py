"""Old entries: recorded now by whoever brings them in, at rest, marked, all of them or none."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hostile import HOSTILE
from service_makers import DEPUTY, GENERAL_MANAGER, HENRY, LEAD, SAM, SANDRA, BirchLane

from logbook.domain.events import Verb, reference
from logbook.domain.levels import Level
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.standing import State
from logbook.services import amending, home, queue, reading, triage
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.importing import entries, ids
from logbook.services.importing.lines import FileChanged, NoRecords
from logbook.services.importing.report import Brought, How, NotBroughtIn
from logbook.services.queue import Line, Show
from logbook.services.reading import OpenEntry
from logbook.storage.verify import verify
from logbook.tui.widgets.entry_words import sections
from logbook.vault import signing

OLD = (
    "Date,Time,Kind,Who,Written by,Written,What happened,Done,Outcome,Level,Mood\r\n"
    "3/11/2024,2.30pm,help-request,D.W.,Ann Lee,4/11/2024,He asked about a heron,"
    "We looked at it together,Advice given,medium,calm\r\n"
    "not known,,Medication error,not listed: a cousin,,,A tablet was found,,GP told,,\r\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "old.csv", OLD)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8", newline="")
    return path


def rows(path: Path, *said: Mapping[str, object]) -> Path:
    """A file of JSON Lines."""
    lines = [{"date": "3/11/2024", "text": "He asked", **each} for each in said]
    return written(path, "".join(f"{json.dumps(each)}\n" for each in lines))


def listed(desk: Desk) -> tuple[Line, ...]:
    return queue.page(desk, Show.ALL)


def opened(desk: Desk) -> tuple[OpenEntry, ...]:
    """Everything that somebody may read, oldest first."""
    return tuple(reading.open_entry(desk, each.entry.id) for each in reversed(listed(desk)))


def is_whole(desk: Desk) -> bool:
    return verify(desk.store, signing.verify).is_whole


# what it becomes


def test_an_old_record_is_closed_and_keeps_who_wrote_it_and_when(
    lane: BirchLane, file: Path
) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    assert entries.bring_in(desk, file) == Brought(new=2, there=0, bad=0)
    first, second = (each.standing for each in opened(desk))
    assert (first.state, first.level, first.sent_at) == (State.CLOSED, Level.MEDIUM, desk.now)
    assert first.author == desk.member.id
    old = first.entry.brought_in
    assert old is not None
    assert (old.author, old.file, old.line) == ("Ann Lee", "old.csv", 2)
    assert old.written is not None
    assert old.written["wall"] == "2024-11-04T00:00"
    assert first.entry.happened is not None
    assert first.entry.happened["wall"] == "2024-11-03T14:30"
    assert first.decision is not None
    assert (first.decision.outcome, first.decision.shown) == ("advice", "Advice given")
    assert {each.question: each.shown for each in first.entry.responses} == {
        "Who was it about?": "Daniel Webb",
        "What happened?": "He asked about a heron",
        "What was done?": "We looked at it together",
        "Mood": "calm",
    }
    assert (second.entry.title, second.entry.person, second.level) == (
        "Medication error",
        "",
        Level.LOW,
    )
    assert is_whole(desk)


def test_it_is_marked_in_lists_in_its_detail_and_in_its_history(
    lane: BirchLane, file: Path
) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    assert all(each.entry.brought_in for each in listed(desk))
    parts = [part for each in sections(opened(desk)[0]) for part in each.parts]
    words = "\n".join(f"{part.label}: {part.words}" if part.label else part.words for part in parts)
    assert "Brought in today 2.05pm by Grace Adeyemi · happened 3 Nov 2024 2.30pm" in words
    assert "Old record, old.csv line 2 · written by Ann Lee · written down 4 Nov 2024" in words
    assert "as the old record says" in words
    assert "brought in by Grace Adeyemi" in words


def test_it_is_nobodys_work_and_never_late(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    file = rows(
        tmp_path / "old.jsonl",
        {"level": "emergency", "state": "open"},
        {"level": "high"},
        {"outcome": "ignored"},
    )
    entries.bring_in(desk, file)
    lane.clock.pass_(days=400)
    for name in (GENERAL_MANAGER, DEPUTY, SANDRA, LEAD):
        theirs = lane.desk(name)
        assert queue.counts(theirs).mine == 0
        assert queue.page(theirs, Show.MINE) == ()
    assert all(not each.overdue(desk.now) for each in listed(desk))
    assert all(each.due is None and each.climbed_at is None for each in opened(desk))


def test_what_is_said_to_be_open_is_on_the_list_of_open_ones(
    lane: BirchLane, tmp_path: Path
) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, rows(tmp_path / "old.jsonl", {"state": "open"}, {}))
    (still_open,) = queue.page(desk, Show.OPEN)
    assert still_open.entry.state == State.SENT
    assert not still_open.entry.unread


def test_it_is_not_among_what_its_bringer_wrote(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    assert queue.mine(desk) == ()
    assert home.home(desk).mine == ()


def test_work_begins_when_somebody_takes_it_up(lane: BirchLane, tmp_path: Path) -> None:
    grace, dev = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    entries.bring_in(grace, rows(tmp_path / "old.jsonl", {"level": "high"}))
    lane.clock.pass_(days=30)
    (old,) = opened(dev)
    again = triage.reopen(dev, old, "there is more to it")
    assert not again.standing.at_rest
    assert again.standing.clock_from == dev.now
    assert again.due is not None
    assert again.due > dev.now
    assert queue.counts(dev).mine == 1
    assert is_whole(dev)


def test_taking_it_up_can_be_taken_back(lane: BirchLane, tmp_path: Path) -> None:
    grace, dev = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    entries.bring_in(grace, rows(tmp_path / "old.jsonl", {"state": "open"}))
    taken = triage.take(dev, opened(dev)[0])
    assert taken.due is not None
    assert triage.undo(dev, taken).due is None
    assert queue.counts(dev).mine == 0


def test_whoever_brought_it_in_does_not_add_to_it(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    with pytest.raises(NotAllowed, match="old record, and stays as it was"):
        amending.begin(desk, opened(desk)[0].id)


# who may


@pytest.mark.parametrize("name", [SAM, SANDRA, DEPUTY, LEAD])
def test_only_the_general_manager_brings_entries_in(lane: BirchLane, file: Path, name: str) -> None:
    with pytest.raises(NotAllowed, match="The General Manager brings in old records"):
        entries.bring_in(lane.desk(name), file)


def test_readers_are_its_bringer_and_the_deputy(lane: BirchLane, file: Path) -> None:
    entries.bring_in(lane.desk(GENERAL_MANAGER), file)
    counted = {
        name: len(listed(lane.desk(name)))
        for name in (GENERAL_MANAGER, DEPUTY, SANDRA, HENRY, LEAD, SAM)
    }
    assert counted == {GENERAL_MANAGER: 2, DEPUTY: 2, SANDRA: 0, HENRY: 0, LEAD: 0, SAM: 0}


def test_whoever_was_part_of_it_never_reads_it(lane: BirchLane, tmp_path: Path) -> None:
    grace, dev = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    file = rows(
        tmp_path / "old.jsonl",
        {"staff": f"{DEPUTY}, not listed: an agency nurse"},
        {"staff": GENERAL_MANAGER},
    )
    entries.bring_in(grace, file)
    (about_dev,) = opened(grace)
    assert about_dev.standing.about == {dev.member.id}
    assert [each.standing.about for each in opened(dev)] == [{grace.member.id}]
    with pytest.raises(NotFound):
        reading.open_entry(dev, about_dev.id)
    assert Finder(dev).count("asked").found == 1


def test_search_finds_its_words_for_those_who_may_read_it(lane: BirchLane, file: Path) -> None:
    entries.bring_in(lane.desk(GENERAL_MANAGER), file)
    for word in ("heron", "calm", "Medication", "Webb", "Lee", "GP"):
        assert Finder(lane.desk(DEPUTY)).count(word).found == 1, word
        assert Finder(lane.desk(SANDRA)).count(word).found == 0, word


# once


def test_the_same_file_twice_brings_nothing_in_twice(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    head = desk.store.head()
    lane.clock.pass_(hours=1)
    assert entries.bring_in(desk, file) == Brought(new=0, there=2, bad=0)
    assert desk.store.head() == head


def test_a_file_that_grew_brings_in_what_is_new(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    one, two, three = {"text": "one"}, {"text": "two"}, {"text": "three"}
    entries.bring_in(desk, rows(tmp_path / "a.jsonl", one, three))
    grown = rows(tmp_path / "b.jsonl", one, two, three)
    assert entries.bring_in(desk, grown) == Brought(new=1, there=2, bad=0)


def test_two_lines_that_say_the_same_are_two_entries(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    file = rows(tmp_path / "old.jsonl", {}, {}, {"text": "another"})
    assert entries.bring_in(desk, file).new == 3
    assert entries.bring_in(desk, file) == Brought(new=0, there=3, bad=0)


def test_a_short_reference_that_is_taken_is_not_given_twice(
    lane: BirchLane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ids.id_of

    def colliding(digest: bytes, nth: int = 0, tried: int = 0) -> str:
        found = made(digest, nth, tried)
        return found if tried else f"k74qh2{found[6:]}"

    monkeypatch.setattr(entries, "id_of", colliding)
    desk = lane.desk(GENERAL_MANAGER)
    many = [{"text": f"number {n}"} for n in range(5)]
    entries.bring_in(desk, rows(tmp_path / "a.jsonl", many[0]))
    file = rows(tmp_path / "b.jsonl", *many)
    assert entries.bring_in(desk, file) == Brought(new=4, there=1, bad=0)
    assert entries.bring_in(desk, file) == Brought(new=0, there=5, bad=0)
    assert len({reference(each.id) for each in opened(desk)}) == 5
    assert is_whole(desk)


# all or nothing


def test_a_bad_line_keeps_all_of_them_out(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    head, bad = desk.store.head(), list[str]()
    file = rows(tmp_path / "old.jsonl", {}, {"date": "soon"}, {"person": "Nobody"}, {"text": ""})
    how = How(on_bad=lambda each: bad.append(str(each)))
    with pytest.raises(NotBroughtIn, match=r"^3 lines of 4 cannot be brought in, so nothing was\."):
        entries.bring_in(desk, file, how)
    assert [each.partition(":")[0] for each in bad] == [
        "Line 2, date",
        "Line 3, person",
        "Line 4, text",
    ]
    assert desk.store.head() == head
    assert entries.bring_in(desk, file, How(skip_bad=True)) == Brought(new=1, there=0, bad=3)
    assert is_whole(desk)


def test_a_dry_run_saves_nothing_and_counts_what_is_here(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, rows(tmp_path / "a.jsonl", {}))
    head = desk.store.head()
    tried = entries.bring_in(
        desk, rows(tmp_path / "b.jsonl", {}, {"text": "new"}, {}), How(dry_run=True)
    )
    assert tried == Brought(new=2, there=1, bad=0)
    assert desk.store.head() == head


@pytest.mark.parametrize("at", [0.1, 0.5, 0.99, 1.0])
def test_stopping_at_any_point_leaves_nothing_behind(
    lane: BirchLane, tmp_path: Path, at: float
) -> None:
    """As Ctrl+C does, in the middle of the saving."""
    desk = lane.desk(GENERAL_MANAGER)
    file = rows(tmp_path / "old.jsonl", *({"text": f"number {n}"} for n in range(1200)))
    head = desk.store.head()

    def stop(done: int, of: int) -> None:
        if done >= at * of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        entries.bring_in(desk, file, How(saving=stop))
    assert desk.store.head() == head
    assert listed(desk) == ()
    assert is_whole(desk)
    assert entries.bring_in(desk, file).new == 1200


def test_nobody_sees_a_part_of_it_meanwhile(lane: BirchLane, tmp_path: Path) -> None:
    grace, dev = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    file = rows(tmp_path / "old.jsonl", *({"text": f"number {n}"} for n in range(1200)))
    seen = []
    how = How(saving=lambda _done, _of: seen.append(len(listed(dev))))
    entries.bring_in(grace, file, how)
    assert len(seen) > 3
    assert set(seen) == {0}
    assert len(listed(dev)) == 50


def test_a_killed_import_leaves_nothing_behind(lane: BirchLane, tmp_path: Path) -> None:
    file = rows(tmp_path / "old.jsonl", *({"text": f"number {n}"} for n in range(1200)))
    lane.close()
    pid = os.fork()
    if not pid:
        desk = lane.desk(GENERAL_MANAGER)

        def die(done: int, of: int) -> None:
            if done > of / 2:
                os.kill(os.getpid(), signal.SIGKILL)

        entries.bring_in(desk, file, How(saving=die))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    desk = lane.desk(GENERAL_MANAGER)
    assert listed(desk) == ()
    assert is_whole(desk)


def test_a_file_that_changes_while_it_is_read_brings_nothing_in(
    lane: BirchLane, tmp_path: Path
) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    file = rows(tmp_path / "old.jsonl", *({"text": f"number {n}"} for n in range(300)))
    head = desk.store.head()

    def cut(done: int, of: int) -> None:
        if done == of:
            os.truncate(file, of // 2)

    with pytest.raises(FileChanged, match="nothing was brought in"):
        entries.bring_in(desk, file, How(checking=cut))
    assert desk.store.head() == head


def test_a_file_without_dates_is_refused(lane: BirchLane, tmp_path: Path) -> None:
    with pytest.raises(NoRecords, match="no column “date”"):
        entries.bring_in(
            lane.desk(GENERAL_MANAGER), written(tmp_path / "old.csv", "text,person\nx,\n")
        )


# whatever it says


def test_hostile_texts_are_kept_searched_and_verified(lane: BirchLane, tmp_path: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    file = rows(
        tmp_path / "old.jsonl",
        *(
            {"text": f"heron {text}", "kind": text, "author": text, text or "empty": text}
            for text in HOSTILE.values()
            if text not in {"date", "text", "kind", "author"}
        ),
        *({"text": f"heron {text}"} for text in HOSTILE.values()),
    )
    brought = entries.bring_in(desk, file, How(skip_bad=True))
    assert brought.new >= len(HOSTILE)
    assert Finder(desk).count("heron").found == brought.new
    assert is_whole(desk)


def test_what_is_brought_in_is_encrypted(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    stored = b"".join(each.read_bytes() for each in lane.folder.iterdir() if each.is_file())
    assert b"heron" not in stored
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(lane.folder / "logbook.db").execute("SELECT * FROM event").fetchall()


def test_importing_the_importers_does_nothing() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import logbook.services.importing.entries"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout + said.stderr == ""


def test_each_entry_is_one_event_signed_by_its_bringer(lane: BirchLane, file: Path) -> None:
    desk = lane.desk(GENERAL_MANAGER)
    entries.bring_in(desk, file)
    for each in opened(desk):
        (only,) = each.events
        assert (only.verb, only.actor, only.id) == (Verb.SENT, desk.member.id, each.id)
