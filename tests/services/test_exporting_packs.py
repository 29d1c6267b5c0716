"""Packs that leave as files: proved, on record, and with nothing in the log that was left out."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    NOW,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.events import Logged, Verb
from logbook.domain.refusals import NotAllowed
from logbook.policy.kinds import kind_of
from logbook.services import packs, paper, person_record, supervision
from logbook.services.exporting import files, leaving, left
from logbook.services.exporting import packs as leaving_packs
from logbook.services.exporting.leaving import Proven, Written
from logbook.services.exporting.packs import Form, Made
from logbook.services.person_record import Redaction
from logbook.storage import log

AUNT = "Aunt Rose"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    (tmp_path / "out").mkdir()
    sent(made.desk(SAM), {**WORRIED, "saw": f"{AUNT} rang {DANIEL}"})
    yield made
    made.close()


def written(lane: BirchLane, name: str, made: Made, form: Form = Form.MARKDOWN) -> Written:
    desk = lane.desk(name)
    proven, place = leaving.proven_at_the_door(desk), leaving.place_at(desk, out(lane))
    return leaving_packs.write(desk, proven, place, made, form)


def out(lane: BirchLane) -> Path:
    return lane.folder.parent / "out"


def on_record(lane: BirchLane, about: str) -> Logged:
    events = lane.desk(GENERAL_MANAGER).read(lambda connection: log.of(connection, about))
    return next(each for each in events if each.verb is Verb.EXPORTED)


@pytest.mark.parametrize("form", Form)
def test_a_pack_is_written_in_each_form_and_is_on_record(lane: BirchLane, form: Form) -> None:
    sam = lane.member(SAM)
    done = written(lane, SANDRA, packs.to_prepare(lane.desk(SANDRA), sam), form)
    assert done.path.suffix == f".{form.value}"
    assert "Supervision: Sam Okafor" in text_of(done.path)
    event = on_record(lane, sam.id)
    assert event.body is not None
    said = {key: event.body[key] for key in ("what", "format", "entries", "sha256")}
    assert said == {
        "what": "supervision",
        "format": form.value,
        "entries": 1,
        "sha256": done.sha256,
    }
    assert [each.path for each in left.still_here(lane.desk(SANDRA))] == [done.path]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    match path.suffix:
        case ".docx":
            return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
        case ".pdf":
            return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case _:
            return content.decode()


def test_a_name_is_whole_only_where_the_manager_chose_so(lane: BirchLane) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    for full_names in (False, True):
        made = packs.to_prepare(sandra, sam, full_names=full_names)
        said = text_of(written(lane, SANDRA, made).path)
        assert (DANIEL in said) is full_names
        assert ("appear by their full names" in said) is full_names


def test_a_table_has_a_row_for_each_entry_and_a_card_has_its_words(lane: BirchLane) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    said = text_of(written(lane, SANDRA, packs.to_prepare(sandra, sam, as_table=True)).path)
    assert "| !! High |" in said
    assert AUNT not in said
    assert AUNT in text_of(written(lane, SANDRA, packs.to_prepare(sandra, sam)).path)


def test_an_entry_left_out_is_not_in_it(lane: BirchLane) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    (proposed,) = supervision.prepare(sandra, sam).entries
    made = packs.to_prepare(sandra, sam, left_out=[proposed.id])
    assert made.entries == 0
    assert AUNT not in text_of(written(lane, SANDRA, made).path)


def test_the_log_keeps_why_something_was_left_out_and_how_often_and_never_what(
    lane: BirchLane,
) -> None:
    daniel = lane.person(DANIEL).id
    found = person_record.whole(
        lane.desk(GENERAL_MANAGER), daniel, [Redaction(AUNT, "somebody else's private life")]
    )
    written(lane, GENERAL_MANAGER, found.made)
    body = on_record(lane, daniel).body
    assert body is not None
    assert body["left_out"] == [{"reason": "somebody else's private life", "places": 1}]
    assert "Rose" not in str(body)


def test_a_reason_does_not_repeat_what_is_left_out() -> None:
    with pytest.raises(NotAllowed, match="in other words"):
        Redaction("Aunt  Rose", "it names aunt rose")


def test_nothing_leaves_on_an_old_proof(lane: BirchLane) -> None:
    desk = lane.desk(SANDRA)
    old = Proven(desk.keys.member_id, NOW - timedelta(minutes=6))
    with pytest.raises(NotAllowed, match="passphrase again"):
        leaving_packs.write(
            desk, old, leaving.place_at(desk, out(lane)), paper.slip_made(desk), Form.PDF
        )
    assert not list(out(lane).iterdir())


def test_what_is_sealed_is_not_printed(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    opened = sent(sam)
    entry = replace(opened.standing.entry, sealed=True)
    sealed = replace(opened, standing=replace(opened.standing, entry=entry))
    with pytest.raises(NotAllowed, match="stays in logbook"):
        paper.entry_made(sam, sealed)


def test_a_slip_and_an_entry_leave_with_how_many_entries_they_hold(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM))
    assert written(lane, SANDRA, paper.slip_made(lane.desk(SANDRA))).entries == 2
    made = paper.entry_made(lane.desk(SAM), opened)
    assert opened.reference in text_of(written(lane, SAM, made).path)


def test_empty_prompts_need_nobodys_passphrase_and_are_of_nobody(lane: BirchLane) -> None:
    blank = paper.blank(kind_of("help-request"), service="Birch Lane", on_call="", at=NOW)
    path = leaving_packs.write_prompts(files.place_at(out(lane), data=lane.folder), blank, Form.PDF)
    assert "On paper" in " ".join(text_of(path).split())
    assert left.still_here(lane.desk(SAM)) == ()
