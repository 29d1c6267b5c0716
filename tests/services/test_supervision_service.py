"""Supervision through the services: two meetings in a row, prepared, held, signed and checked."""

from datetime import date, timedelta

import pytest
from service_makers import (
    GENERAL_MANAGER,
    HENRY,
    NIA,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    sent,
)

from logbook.domain.refusals import NotAllowed
from logbook.domain.supervision import Action, Done, Meeting
from logbook.export.packs.markdown import pack_markdown
from logbook.services import packs, reading, supervision, triage, worksheets
from logbook.vault.slots import WrongPassphrase

RING = Action(id="a1", what="ring the bank with D.W.", who=SAM, by=date(2026, 11, 25))


def held(lane: BirchLane, **more: object) -> Meeting:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    prepared = supervision.prepare(sandra, sam)
    said: dict[str, object] = {
        "held_on": supervision.today(sandra),
        "picked": [each.id for each in prepared.entries],
        "discussed": "how the week went",
        "agreed": (RING,),
        "reviewed": {},
    }
    return supervision.hold(sandra, prepared, **(said | more))  # type: ignore[arg-type]


def test_two_meetings_in_a_row(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM), ORDINARY)
    assert held(lane).entries == (first.id,)
    supervision.confirm_here(lane.desk(SANDRA), lane.member(SAM), PASSPHRASE)
    lane.clock.pass_(days=42)
    second = sent(lane.desk(SAM), WORRIED)
    prepared = supervision.prepare(lane.desk(SANDRA), lane.member(SAM))
    assert [each.id for each in prepared.entries] == [second.id]
    assert [each.what for each in prepared.before] == [RING.what]
    meeting = held(lane, reviewed={"a1": Done.DONE}, agreed=())
    supervision.confirm(lane.desk(SAM))
    found = supervision.of(lane.desk(SAM), lane.member(SAM))
    assert found.open_actions == ()
    assert found.last is not None
    assert (found.last.id, found.to_confirm) == (meeting.id, None)


def test_what_comes_in_after_a_meeting_on_its_day_is_for_the_next(lane: BirchLane) -> None:
    talked_over, left_out = sent(lane.desk(SAM), ORDINARY), sent(lane.desk(SAM), ORDINARY)
    first = held(lane, picked=[talked_over.id])
    lane.clock.pass_(hours=2)
    later = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(days=42)
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    assert [each.id for each in supervision.prepare(sandra, sam).entries] == [later.id]
    whole = supervision.prepare(sandra, sam, start=first.end - timedelta(days=1))
    assert [each.id for each in whole.entries] == [talked_over.id, left_out.id, later.id]
    second = held(lane, reviewed={"a1": Done.DONE})
    again = supervision.as_held(sandra, sam, second)
    assert [each.id for each in again.entries] == [later.id]


def test_an_entry_shows_that_it_was_talked_over(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    held(lane)
    opened = reading.open_entry(lane.desk(SANDRA), entry.id)
    assert opened.history[-1].words.endswith(f"talked over in supervision by {SANDRA}")
    assert opened.standing.state == entry.standing.state


def test_an_entry_left_out_was_not_talked_over(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    held(lane, picked=[])
    opened = reading.open_entry(lane.desk(SANDRA), entry.id)
    assert not any("talked over" in line.words for line in opened.history)


def test_what_is_left_out_raises_no_question(lane: BirchLane) -> None:
    kept, left_out = sent(lane.desk(SAM), ORDINARY), sent(lane.desk(SAM), WORRIED)
    prepared = supervision.prepare(lane.desk(SANDRA), lane.member(SAM))
    asked = "\n".join(prepared.questions([left_out.id]))
    assert kept.reference in asked
    assert left_out.reference not in asked
    assert left_out.reference in "\n".join(prepared.questions())


def test_holding_it_twice_is_holding_it_once_and_ends_its_worksheet(lane: BirchLane) -> None:
    """As when the answer to the first save was lost."""
    sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    sheet = worksheets.open_sheet(sandra, f"supervision:{lane.member(SAM).id}")
    worksheets.keep(sandra, sheet, {"discussed": "how the week went"})
    first = held(lane, sheet=sheet.stored.id)
    assert worksheets.unfinished(sandra) == ()
    assert held(lane, sheet=sheet.stored.id) == first
    assert supervision.of(sandra, lane.member(SAM)).meetings == (first,)


def test_what_is_not_theirs_to_read_any_more_is_not_talked_over(lane: BirchLane) -> None:
    entry, grace, sandra = sent(lane.desk(SAM), ORDINARY), lane.desk(GENERAL_MANAGER), SANDRA
    prepared = supervision.prepare(lane.desk(sandra), lane.member(SAM))
    opened = reading.open_entry(grace, entry.id)
    triage.name_about(grace, opened, [lane.member(SANDRA).id])
    meeting = supervision.hold(
        lane.desk(sandra),
        prepared,
        held_on=supervision.today(grace),
        picked=[entry.id],
        discussed="how the week went",
        agreed=(),
        reviewed={},
    )
    assert meeting.entries == ()
    history = reading.open_entry(grace, entry.id).history
    assert not any("talked over" in line.words for line in history)


def test_whoever_is_most_overdue_is_first(lane: BirchLane) -> None:
    held(lane)
    lane.clock.pass_(days=30)
    found = supervision.due(lane.desk(SANDRA))
    assert [each.worker.name for each in found] == [NIA, SAM]
    assert [each.is_overdue for each in found] == [True, False]


def test_a_worker_sees_their_own_and_what_waits_for_their_signature(lane: BirchLane) -> None:
    held(lane)
    mine = supervision.mine(lane.desk(SAM))
    assert (mine.last, mine.next) == (date(2026, 11, 18), date(2026, 12, 30))
    assert mine.waits_for_signature


@pytest.mark.parametrize("name", [HENRY, NIA])
def test_nobody_else_reads_or_prepares_it(lane: BirchLane, name: str) -> None:
    with pytest.raises(NotAllowed):
        supervision.of(lane.desk(name), lane.member(SAM))
    with pytest.raises(NotAllowed):
        supervision.prepare(lane.desk(name), lane.member(SAM))


def test_a_wrong_passphrase_signs_nothing(lane: BirchLane) -> None:
    held(lane)
    with pytest.raises(WrongPassphrase):
        supervision.confirm_here(lane.desk(SANDRA), lane.member(SAM), "not it at all, no")
    assert supervision.mine(lane.desk(SAM)).waits_for_signature


def test_the_managers_own_times_are_of_what_they_did_themselves(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    seen, left = sent(sam, ORDINARY), sent(sam, WORRIED)
    lane.clock.pass_(hours=1)
    triage.see(lane.desk(SANDRA), seen)
    triage.see(lane.desk(GENERAL_MANAGER), left)
    prepared = supervision.prepare(lane.desk(SANDRA), lane.member(SAM))
    assert [each.entries for each in prepared.own_times] == [(seen.id,)]
    lane.clock.pass_(hours=2)
    triage.see(lane.desk(SANDRA), reading.open_entry(lane.desk(SANDRA), left.id))
    (hers,) = supervision.prepare(lane.desk(SANDRA), lane.member(SAM)).own_times
    assert hers.words.endswith("the longest 3 h")


def test_the_pack_has_everything_and_no_full_name_of_a_person(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    prepared = supervision.prepare(sandra, lane.member(SAM))
    picked = [each.id for each in prepared.entries]
    said = pack_markdown(packs.supervision(sandra, prepared, picked=picked)).decode()
    for words in ("Agreed last time", "To talk about", "Next dates", "D.W.", "Contains personal"):
        assert words in said
    assert "Daniel Webb" not in said


def test_the_pack_of_a_held_meeting_has_both_signatures(lane: BirchLane) -> None:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    prepared = supervision.prepare(sandra, sam)
    held(lane)
    meeting = supervision.confirm_here(sandra, sam, PASSPHRASE)
    said = pack_markdown(packs.supervision(sandra, prepared, picked=[], meeting=meeting)).decode()
    assert said.count("Signed in logbook, Wednesday 18 November 2026") == 2
    assert "how the week went" in said
