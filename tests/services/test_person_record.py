"""A service user's own record: their words are there, and nobody else's name is."""

import pytest
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    HENRY,
    MINA,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.export.packs.markdown import pack_markdown
from logbook.export.packs.pack import Pack
from logbook.services import person_record, reading, triage
from logbook.services.person_record import Redaction


def text(pack: Pack) -> str:
    return pack_markdown(pack).decode()


def daniels(lane: BirchLane, name: str = SANDRA) -> person_record.Record:
    return person_record.easy(lane.desk(name), lane.person(DANIEL).id)


def test_it_has_what_they_said_wanted_and_what_we_did(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    said = text(daniels(lane).pack)
    for words in ("someone is posting as me", "he wants it to stop", "Not decided yet."):
        assert words in said


def test_what_a_worker_could_not_say_is_nothing_that_they_said(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**ORDINARY, "asked": CANNOT_SAY_WORDS})
    said = text(daniels(lane).pack)
    assert CANNOT_SAY_WORDS not in said
    assert "What you said" not in said
    assert "he wants it to stop" in said


def test_names_of_others_are_masked_and_their_own_is_not(lane: BirchLane) -> None:
    story = f"{MINA} and {DANIEL} were told by {SAM} to wait"
    sent(lane.desk(SAM), {**ORDINARY, "asked": story})
    said = text(daniels(lane).pack)
    assert f"another person and {DANIEL} were told by a member of staff to wait" in said


def test_a_first_name_or_surname_by_itself_is_masked_and_a_month_is_not(lane: BirchLane) -> None:
    story = "In May, Rees rang. Mr Torr and Daniel came. will, rees"
    sent(lane.desk(SAM), {**ORDINARY, "asked": story})
    said = text(daniels(lane).pack)
    assert "In May, a member of staff rang. another person and Daniel came. will, rees" in said


def test_it_holds_only_what_the_manager_may_read(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    assert daniels(lane, HENRY).entries == 0
    assert "nothing about you" in text(daniels(lane, HENRY).pack)


def test_the_oldest_happening_is_first_whenever_it_was_written(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**ORDINARY, "asked": "the later one"})
    sent(lane.desk(SAM), {**ORDINARY, "asked": "the earlier one", "happened": "today 9am"})
    said = text(daniels(lane).pack)
    assert said.index("the earlier one") < said.index("the later one")


@pytest.mark.parametrize("name", [SAM, SANDRA])
def test_an_access_request_is_the_general_managers(lane: BirchLane, name: str) -> None:
    with pytest.raises(NotAllowed, match="General Manager"):
        person_record.whole(lane.desk(name), lane.person(DANIEL).id)


def test_a_worker_makes_none(lane: BirchLane) -> None:
    with pytest.raises(NotAllowed, match="Ask yours"):
        daniels(lane, SAM)


def test_nobody_of_that_id(lane: BirchLane) -> None:
    with pytest.raises(NotFound, match="Choose somebody"):
        person_record.easy(lane.desk(SANDRA), "nobody")


def test_what_is_redacted_is_nowhere_and_its_reason_is_counted(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), {**WORRIED, "saw": "Aunt  Rose rang. aunt rose was upset."})
    sandra = lane.desk(SANDRA)
    triage.ask(sandra, reading.open_entry(sandra, opened.id), "Was Aunt Rose there?")
    found = person_record.whole(
        lane.desk(GENERAL_MANAGER),
        lane.person(DANIEL).id,
        [Redaction("aunt rose", "somebody else's private life")],
    )
    said = text(found.pack)
    assert "rose" not in said.lower()
    assert [count for _, count in found.redacted] == [2]
    assert "somebody else's private life (2 places)" in said.replace("\\", "")


def test_the_other_persons_handle_is_left_out(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    found = person_record.whole(lane.desk(GENERAL_MANAGER), lane.person(DANIEL).id)
    assert "sunny" not in text(found.pack)


@pytest.mark.parametrize(
    ("words", "reason", "why"), [("a", "x", "two letters"), ("Rose", " ", "Write why")]
)
def test_a_redaction_needs_words_and_a_reason(words: str, reason: str, why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        Redaction(words, reason)
