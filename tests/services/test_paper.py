"""What is printed for a shift: nothing in it is a full name, and every kind has its prompts."""

import pytest
from service_makers import (
    GENERAL_MANAGER,
    NIA,
    NOW,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.kinds import Kind
from logbook.domain.questions import Stop
from logbook.domain.refusals import NotFound
from logbook.export.packs.markdown import pack_markdown
from logbook.export.packs.pack import Table
from logbook.export.packs.pdf import pack_pdf
from logbook.policy.kinds import KINDS
from logbook.services import paper, reading, triage


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_prompt_of_a_kind_has_its_room_and_every_stop_its_words(
    kind: Kind,
) -> None:
    made = paper.blank(kind, service="Birch Lane", on_call="", at=NOW)
    titles = [each.title for each in made.sections]
    for question in kind.questions:
        assert any(title.endswith(question.words) for title in titles)
        if isinstance(question, Stop):
            stop = next(each for each in made.sections if each.title == question.words)
            assert stop.blocks
    assert all(each.blocks for each in made.sections[1:])
    assert pack_pdf(made).startswith(b"%PDF-")


def test_a_slip_has_initials_and_a_time_and_no_words_of_anybody(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), WORRIED)
    made = paper.slip(lane.desk(SANDRA))
    (table,) = [each for each in made.blocks() if isinstance(each, Table)]
    assert table.rows == ((opened.reference, "!! High", "D.W.", "call by today 6.05pm"),)
    said = pack_markdown(made).decode()
    assert "Daniel" not in said
    assert "card" not in said


def test_a_slip_of_somebody_who_may_read_nothing_says_so(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    assert "Nothing is open." in pack_markdown(paper.slip(lane.desk(NIA))).decode()


def test_a_slip_leaves_out_nothing_that_is_open(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "AT_A_TIME", 2)
    written = {sent(lane.desk(SAM), ORDINARY).reference for _ in range(5)}
    (table,) = [each for each in paper.slip(lane.desk(SANDRA)).blocks() if isinstance(each, Table)]
    assert {row[0] for row in table.rows} == written


def test_an_entry_on_screen_is_not_printed_once_it_is_not_theirs_to_read(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), ORDINARY)
    sandra, grace = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    on_screen = reading.open_entry(sandra, opened.id)
    triage.name_about(grace, reading.open_entry(grace, opened.id), [lane.member(SANDRA).id])
    with pytest.raises(NotFound):
        paper.entry_made(sandra, on_screen)


def test_one_entry_has_its_answers_its_decision_and_its_history(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    triage.decide(
        sandra,
        reading.open_entry(sandra, opened.id),
        outcome="advice",
        because="Daniel Webb changed his password",
        next_step="look again on Friday",
        words="Thank you, that was right.",
    )
    said = pack_markdown(paper.entry(sandra, reading.open_entry(sandra, opened.id))).decode()
    assert "someone is posting as me" in said
    assert "D.W. changed his password" in said
    assert "Thank you, that was right." in said
    assert "sent by Sam Okafor" in said
    assert "Daniel Webb" not in said
