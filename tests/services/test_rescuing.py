"""What was typed at one terminal after the draft ended at another."""

from dataclasses import replace

import pytest
from service_makers import ORDINARY, SAM, BirchLane, answered, sent

from logbook.domain.events import reference
from logbook.services import amending, drafts, reading, recording, rescuing
from logbook.services.amending import NOTE, REASON
from logbook.services.drafts import DraftGone, HeldElsewhere


def sent_elsewhere(lane: BirchLane) -> tuple[drafts.Open, str]:
    """A draft open here that was sent from another terminal."""
    opened = answered(lane.desk(SAM), ORDINARY)
    there = lane.desk(SAM)
    done = recording.send(there, drafts.resume(there, opened.draft.id))
    return opened, done.entry


def test_what_was_typed_after_it_was_sent_elsewhere_becomes_an_addition(
    lane: BirchLane,
) -> None:
    opened, entry = sent_elsewhere(lane)
    desk = lane.desk(SAM)
    with pytest.raises(DraftGone, match=f"as {reference(entry)}. What differs here is kept"):
        rescuing.keep(desk, opened, opened.draft.with_typed("asked", "he said it twi"))
    with pytest.raises(DraftGone, match="What differs here is kept"):
        rescuing.keep(desk, opened, opened.draft.with_typed("asked", "he said it twice"))
    (kept,) = drafts.unfinished(desk)
    assert (kept.amends, kept.text("asked")) == (entry, "he said it twice")
    addition = drafts.resume(desk, kept.id)
    draft = recording.answer(desk, kept, kept.kind.question("asked"), "he said it twice")
    drafts.keep(desk, addition, draft.with_typed(REASON, "he repeated it"))
    amending.send(desk, addition)
    assert drafts.unfinished(desk) == ()


def test_a_changed_answer_becomes_an_addition_too(lane: BirchLane) -> None:
    opened, entry = sent_elsewhere(lane)
    desk = lane.desk(SAM)
    draft = recording.answer(desk, opened.draft, opened.draft.kind.question("platform"), "tiktok")
    with pytest.raises(DraftGone, match="What differs here is kept"):
        rescuing.keep(desk, opened, draft)
    (kept,) = drafts.unfinished(desk)
    changed = amending.changed(desk, kept, reading.open_entry(desk, entry))
    assert [each.key for each in changed] == ["platform"]


def test_nothing_is_kept_where_all_of_it_was_sent(lane: BirchLane) -> None:
    opened, _ = sent_elsewhere(lane)
    desk = lane.desk(SAM)
    with pytest.raises(DraftGone, match="All that is written here is in it"):
        rescuing.keep(desk, opened, replace(opened.draft, at="platform"))
    assert drafts.unfinished(desk) == ()


def test_what_was_added_after_it_was_thrown_away_elsewhere_is_a_draft_of_its_own(
    lane: BirchLane,
) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.discard(there, opened.draft.id)
    with pytest.raises(DraftGone, match="What you wrote here is kept"):
        rescuing.keep(here, opened, opened.draft.with_typed("asked", "more"))
    (kept,) = drafts.unfinished(here)
    assert kept.text("asked") == "more"
    assert kept.id != opened.draft.id


def test_what_was_thrown_away_elsewhere_with_all_its_words_stays_thrown_away(
    lane: BirchLane,
) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.discard(there, opened.draft.id)
    with pytest.raises(DraftGone, match="sent or thrown away"):
        rescuing.keep(here, opened, replace(opened.draft, at="asked"))
    assert drafts.unfinished(here) == ()


def test_an_addition_that_was_sent_elsewhere_keeps_what_was_typed_since(
    lane: BirchLane,
) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    entry = sent(here)
    opened = amending.begin(here, entry.id)
    drafts.keep(here, opened, opened.draft.with_typed(NOTE, "one more thing"))
    other = drafts.resume(there, opened.draft.id)
    amending.send(there, other)
    with pytest.raises(DraftGone, match="All that is written here is in it"):
        rescuing.keep(here, opened, replace(opened.draft, at=NOTE))
    with pytest.raises(DraftGone, match="kept as an addition"):
        rescuing.keep(here, opened, opened.draft.with_typed(NOTE, "one more thing, and another"))
    (kept,) = drafts.unfinished(here)
    assert kept.text(NOTE) == "one more thing, and another"


def test_a_draft_that_goes_on_elsewhere_is_told_as_before(lane: BirchLane) -> None:
    here, there = lane.desk(SAM), lane.desk(SAM)
    opened = answered(here, {"person": "D.W."})
    drafts.resume(there, opened.draft.id)
    with pytest.raises(HeldElsewhere):
        rescuing.keep(here, opened, opened.draft.with_typed("asked", "more"))
    assert len(drafts.unfinished(here)) == 2
