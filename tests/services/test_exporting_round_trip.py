"""Out as JSON Lines and in again: the same entries, answers and times, marked “brought in”."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hostile import HOSTILE
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    NIA,
    NOW,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import utc_from
from logbook.domain.moments import Moment
from logbook.domain.standing import Standing, State
from logbook.policy.kinds import KINDS
from logbook.services import amending, demo, drafts, reading, recording, signing_in, triage
from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving
from logbook.services.exporting.entries import Form, Wanted
from logbook.services.importing import entries as old_entries
from logbook.services.importing.report import BadLine, Brought, How, NotBroughtIn
from logbook.vault import keyfile

SEALED = {"staff-conduct"}
KEPT = (
    *("id", "kind", "title", "policy", "suggested", "raised_because", "applied", "topics"),
    *("person_shown", "routes", "discussed", "happened", "noticed", "late_because", "source"),
    *("practice", "clock_marks"),
)
"""What an entry says that does not change when it is brought in."""
SCHEMA = Path(__file__).parents[2] / "docs" / "entries.schema.json"


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    (tmp_path / "out").mkdir()
    birch = birch_lane(tmp_path / "data")
    yield birch
    birch.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[BirchLane]:
    """The same service, with nothing recorded in it yet."""
    empty = birch_lane(tmp_path / "empty")
    yield empty
    empty.close()


def exported(desk: Desk) -> Path:
    place = leaving.place_at(desk, desk.folder.parent / "out")
    proven = leaving.proven_at_the_door(desk)
    return entries.write(desk, proven, place, Form.JSONL, Wanted()).path


def brought_in(desk: Desk, path: Path) -> Brought:
    return old_entries.bring_in(desk, path)


def standing(desk: Desk, entry_id: str) -> Standing:
    return reading.open_entry(desk, entry_id).standing


def lived_through(birch: BirchLane) -> list[str]:
    """Entries in different states, and what is in them."""
    ordinary = sent(birch.desk(SAM))
    worried = sent(birch.desk(NIA), WORRIED)
    sandra = birch.desk(SANDRA)
    birch.clock.pass_(minutes=5)
    opened = triage.see(sandra, reading.open_entry(sandra, ordinary.id))
    triage.decide(
        sandra,
        opened,
        outcome="help-given",
        because="it was set right at once",
        next_step="look again in a month",
        words="Thank you.",
    )
    hostile = [
        sent(birch.desk(SAM), {**ORDINARY, "asked": words, "happened": "not known"})
        for words in list(HOSTILE.values())[::12]
        if words.strip()
    ]
    return [ordinary.id, worried.id, *(each.id for each in hostile)]


def test_the_same_entries_answers_and_times_come_back(birch: BirchLane, empty: BirchLane) -> None:
    ids = lived_through(birch)
    here, there = birch.desk(GENERAL_MANAGER), empty.desk(GENERAL_MANAGER)
    assert brought_in(there, exported(here)).new == len(ids)
    for each in ids:
        before, after = standing(here, each), standing(there, each)
        old = after.entry.brought_in
        assert old is not None
        assert after.entry == replace(
            before.entry,
            author=there.keys.member_id,
            outcome=before.decision.outcome if before.decision else "",
            brought_in=old,
        )
        assert after.current_responses == before.current_responses
        assert after.level is before.level
        assert old.author == here.staff.name(before.author)
        assert old.written == Moment.at(before.sent_at).to_plain()
        assert old.is_open == (before.decision is None)
        assert old.outcome == (before.decision.shown if before.decision else "")
        assert [utc_from(str(line["at"])) for line in old.before] == [
            event.at for event in here.store.events_of(each)
        ]


def test_what_happened_to_it_there_is_told_here(birch: BirchLane, empty: BirchLane) -> None:
    first, *_ = lived_through(birch)
    there = empty.desk(GENERAL_MANAGER)
    brought_in(there, exported(birch.desk(GENERAL_MANAGER)))
    told = [line.words for line in reading.open_entry(there, first).history]
    assert [words.split(" ", 2)[2] for words in told][:2] == [
        "sent by Sam Okafor",
        "seen by Sandra Whitlow",
    ]
    assert "Sandra Whitlow decided: Help given, no concern because it was set" in told[2]
    assert "brought in by Grace Adeyemi" in told[3]


def test_once_more_round_is_the_same_again(
    birch: BirchLane, empty: BirchLane, tmp_path: Path
) -> None:
    lived_through(birch)
    first = exported(birch.desk(GENERAL_MANAGER))
    brought_in(empty.desk(GENERAL_MANAGER), first)
    second = exported(empty.desk(GENERAL_MANAGER))
    third = birch_lane(tmp_path / "third")
    brought_in(third.desk(GENERAL_MANAGER), second)
    again = exported(third.desk(GENERAL_MANAGER))
    third.close()
    assert [said(line) for line in lines(again)] == [said(line) for line in lines(second)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().split("\n")[1:-1]]


def said(line: dict[str, Any]) -> Any:
    """What an entry says of itself, but for which file it came from."""
    brought = {**line["entry"]["brought_in"], "file": "", "line": 0}
    return {**line["entry"], "author": "", "brought_in": brought}


def test_twice_brings_in_once_also_where_it_came_from(birch: BirchLane, empty: BirchLane) -> None:
    lived_through(birch)
    path = exported(birch.desk(GENERAL_MANAGER))
    there = empty.desk(GENERAL_MANAGER)
    new = brought_in(there, path).new
    assert (brought_in(there, path).new, brought_in(there, path).there) == (0, new)
    assert brought_in(birch.desk(GENERAL_MANAGER), path).new == 0


def test_one_that_was_added_to_reads_as_it_did_and_keeps_what_stood_there(
    birch: BirchLane, empty: BirchLane
) -> None:
    opened = sent(birch.desk(SAM))
    sam = birch.desk(SAM)
    adding = amending.begin(sam, opened.id)
    asked = adding.draft.kind.question("asked")
    draft = recording.answer(sam, adding.draft, asked, "a parrot is posting as me")
    drafts.keep(sam, adding, draft.with_typed(amending.REASON, "I misread it"))
    amending.send(sam, adding)
    here, there = birch.desk(GENERAL_MANAGER), empty.desk(GENERAL_MANAGER)
    brought_in(there, exported(here))
    after = standing(there, opened.id)
    assert after.current_responses == standing(here, opened.id).current_responses
    assert after.entry.brought_in is not None
    assert "someone is posting as me" in json.dumps(after.entry.brought_in.to_plain())


def test_what_a_change_took_off_the_way_does_not_come_back(
    birch: BirchLane, empty: BirchLane
) -> None:
    opened = sent(birch.desk(SAM), WORRIED)
    sam = birch.desk(SAM)
    adding = amending.begin(sam, opened.id)
    careful = adding.draft.kind.question("careful")
    draft = recording.answer(sam, adding.draft, careful, "none")
    drafts.keep(sam, adding, draft.with_typed(amending.REASON, "it was a game"))
    amending.send(sam, adding)
    here, there = birch.desk(GENERAL_MANAGER), empty.desk(GENERAL_MANAGER)
    brought_in(there, exported(here))
    before, after = standing(here, opened.id), standing(there, opened.id)
    assert "saw" not in {each.key for each in after.current_responses}
    assert after.current_responses == before.current_responses
    assert after.entry.brought_in is not None
    assert "asked him for his card" in json.dumps(after.entry.brought_in.to_plain())


@pytest.mark.slow
def test_the_sample_data_comes_back_whole(tmp_path: Path, empty: BirchLane) -> None:
    """Every kind that is not sealed, every state, and whatever managers did and wrote."""
    (tmp_path / "out").mkdir(exist_ok=True)
    made = demo.make(tmp_path / "demo", clock=lambda: NOW)
    members = {slot.name: slot.member_id for slot in keyfile.load(tmp_path / "demo").slots}
    login = next(each for each in made.logins if each.name == "Helen Marsden")
    here = signing_in.sign_in(
        tmp_path / "demo", members[login.name], login.passphrase, clock=lambda: NOW
    ).desk
    path = exported(here)
    there = empty.desk(GENERAL_MANAGER)
    brought_in(there, path)
    found = lines(path)
    assert {each["entry"]["kind"] for each in found} == {each.key for each in KINDS} - SEALED
    again = {each["entry"]["id"]: each["entry"] for each in lines(exported(there))}
    assert [back(again[each["entry"]["id"]]) for each in found] == [told_of(each) for each in found]
    here.close()


def told_of(line: dict[str, Any]) -> Any:
    """What happened to an entry: when, what, by whom and in which words, with names for ids."""
    happened = [
        {key: named(each[key], line["staff"]) for key in ("at", "by", "verb", "body")}
        for each in line["events"]
    ]
    return {key: line["entry"][key] for key in KEPT}, happened


def back(entry: dict[str, Any]) -> Any:
    """The same, of what an entry that was brought in keeps of it."""
    before = [
        {key: each[key] for key in ("at", "by", "verb", "body")}
        for each in entry["brought_in"]["before"][1:]
    ]
    return {key: entry[key] for key in KEPT}, before


def named(plain: Any, staff: dict[str, str]) -> Any:
    if isinstance(plain, dict):
        return {key: named(value, staff) for key, value in plain.items()}
    if isinstance(plain, list):
        return [named(each, staff) for each in plain]
    return staff.get(plain, plain) if isinstance(plain, str) else plain


def test_whoever_it_is_about_does_not_read_it_there_either(
    birch: BirchLane, empty: BirchLane
) -> None:
    opened = sent(birch.desk(SAM), WORRIED)
    triage.name_about(birch.desk(SAM), opened, [birch.member(SANDRA).id])
    there = empty.desk(GENERAL_MANAGER)
    brought_in(there, exported(birch.desk(GENERAL_MANAGER)))
    assert standing(there, opened.id).entry.about == (empty.member(SANDRA).id,)


def test_people_are_known_again_by_name(birch: BirchLane, empty: BirchLane) -> None:
    opened = sent(birch.desk(SAM))
    path = exported(birch.desk(GENERAL_MANAGER))
    other = path.read_text().replace(birch.person(DANIEL).id, "0000000000000000")
    path.write_text(other)
    there = empty.desk(GENERAL_MANAGER)
    brought_in(there, path)
    assert standing(there, opened.id).entry.person == empty.person(DANIEL).id


def test_it_is_old_and_at_rest(birch: BirchLane, empty: BirchLane) -> None:
    opened = sent(birch.desk(SAM), WORRIED)
    there = empty.desk(GENERAL_MANAGER)
    brought_in(there, exported(birch.desk(GENERAL_MANAGER)))
    after = standing(there, opened.id)
    assert after.at_rest
    assert after.state is State.SENT
    assert reading.open_entry(there, opened.id).due is None


@pytest.mark.parametrize(
    "changed",
    [
        {"entry": {}},
        {"entry": []},
        {"entry": {"id": "../../etc/passwd"}},
        {"events": "none"},
        {"events": [{"verb": "sent"}]},
        {"events": [{"id": "x", "at": "today", "by": "x", "verb": "seen", "body": {}}]},
        {"level": "worst"},
        {"staff": None},
        {"sent_at": "yesterday"},
        {"state": "lost"},
    ],
)
def test_what_was_changed_is_refused_whole(
    birch: BirchLane, empty: BirchLane, changed: dict[str, object]
) -> None:
    sent(birch.desk(SAM))
    path = exported(birch.desk(GENERAL_MANAGER))
    head, line, _ = path.read_text().split("\n")
    path.write_text("\n".join([head, json.dumps({**json.loads(line), **changed})]))
    there = empty.desk(GENERAL_MANAGER)
    bad: list[BadLine] = []
    with pytest.raises(NotBroughtIn):
        old_entries.bring_in(there, path, How(on_bad=bad.append))
    assert len(bad) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "staff-conduct"},
        {"sealed": True},
        {"title": 3},
        {"about": ["x", 3]},
        {"responses": [{"key": "a"}]},
        {"happened": {"wall": "x"}},
        {"practice": "no"},
        {"somebody": "else"},
    ],
)
def test_an_entry_that_logbook_does_not_write_is_refused(
    birch: BirchLane, empty: BirchLane, changed: dict[str, object]
) -> None:
    sent(birch.desk(SAM))
    path = exported(birch.desk(GENERAL_MANAGER))
    head, line, _ = path.read_text().split("\n")
    plain = json.loads(line)
    plain["entry"] |= changed
    path.write_text("\n".join([head, json.dumps(plain)]))
    with pytest.raises(NotBroughtIn):
        brought_in(empty.desk(GENERAL_MANAGER), path)


def test_an_erased_one_and_the_line_about_the_file_are_passed_over(
    birch: BirchLane, empty: BirchLane
) -> None:
    sent(birch.desk(SAM))
    path = exported(birch.desk(GENERAL_MANAGER))
    head, line, _ = path.read_text().split("\n")
    path.write_text("\n".join([head, line, json.dumps({**json.loads(line), "entry": None})]))
    assert brought_in(empty.desk(GENERAL_MANAGER), path).lines == 1


# the published schema


def test_every_line_is_as_the_schema_says(birch: BirchLane, empty: BirchLane) -> None:
    lived_through(birch)
    path = exported(birch.desk(GENERAL_MANAGER))
    brought_in(empty.desk(GENERAL_MANAGER), path)
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    validator.check_schema(validator.schema)
    for file in (path, exported(empty.desk(GENERAL_MANAGER))):
        for line in file.read_text().split("\n")[:-1]:
            validator.validate(json.loads(line))


def test_the_schema_refuses_what_is_no_line_of_it() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    for line in ({}, {"logbook": "entries"}, {"entry": None}, {"logbook": "people", "version": 1}):
        assert not validator.is_valid(line)
