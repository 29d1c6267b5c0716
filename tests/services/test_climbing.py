"""The ladder: silence takes an entry further, and the log says so once somebody sees it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from service_makers import (
    GENERAL_MANAGER,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    answered,
    sent,
)

from logbook.domain.events import Logged, Verb
from logbook.domain.levels import Level
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.standing import How
from logbook.services import (
    accounts,
    amending,
    climbing,
    queue,
    reading,
    recording,
    settings,
    triage,
)
from logbook.services.desk import Desk
from logbook.services.queue import Show
from logbook.services.reading import OpenEntry
from logbook.storage import stale


@pytest.fixture
def entry(lane: BirchLane) -> OpenEntry:
    """High: it is read within four hours, or climbs to the General Manager."""
    return sent(lane.desk(SAM), WORRIED)


def climbs(desk: Desk, entry: OpenEntry) -> list[Logged]:
    return [each for each in desk.stored_events_of(entry.id) if each.verb is Verb.CLIMBED]


def test_whoever_first_has_it_on_a_list_writes_it_down_once(
    lane: BirchLane, entry: OpenEntry
) -> None:
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.desk(SANDRA)
    queue.page(grace, Show.MINE)
    assert climbs(grace, entry) == []
    lane.clock.pass_(hours=5)
    for desk in (grace, sandra, grace):
        queue.page(desk, Show.MINE)
    (climbed,) = climbs(grace, entry)
    assert climbed.actor == grace.keys.member_id
    assert climbed.body == {
        "at": "2026-11-18T18:05:00.000000Z",
        "to": [grace.keys.member_id],
        "stays": False,
    }


def test_signing_in_writes_it_down(lane: BirchLane, entry: OpenEntry) -> None:
    lane.clock.pass_(hours=5)
    desk = lane.sign_in(SANDRA).desk
    (climbed,) = climbs(desk, entry)
    assert climbed.actor == desk.keys.member_id


def test_two_terminals_write_it_down_once(lane: BirchLane, entry: OpenEntry) -> None:
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.desk(SANDRA)
    lane.clock.pass_(hours=5)
    assert climbing._note(grace, entry.id, stays=False)
    assert not climbing._note(sandra, entry.id, stays=False)
    assert climbing.note(sandra) == 0
    assert len(climbs(grace, entry)) == 1


def test_it_is_marked_with_its_time_in_both_queues(lane: BirchLane, entry: OpenEntry) -> None:
    at = lane.clock.now + timedelta(hours=4)
    lane.clock.pass_(hours=5)
    for name in (SANDRA, GENERAL_MANAGER):
        desk = lane.desk(name)
        (line,) = queue.page(desk, Show.MINE)
        assert line.climbed_at(lane.clock.now) == at
        opened = reading.open_entry(desk, entry.id)
        assert opened.climbed_at == at
        assert "saw that it had climbed, today 6.05pm, to Grace Adeyemi" in opened.history[-1].words


def test_it_gets_in_the_way_of_nothing_that_is_done(lane: BirchLane, entry: OpenEntry) -> None:
    sandra = lane.desk(SANDRA)
    lane.clock.pass_(hours=5)
    before = reading.open_entry(sandra, entry.id)
    queue.page(lane.desk(GENERAL_MANAGER), Show.MINE)
    seen = triage.see(sandra, before)
    undone = triage.undo(sandra, seen)
    assert undone.standing.seen_by == ()
    assert climbs(sandra, entry)


def test_it_is_no_news_to_whoever_wrote_it(lane: BirchLane, entry: OpenEntry) -> None:
    sam = lane.desk(SAM)
    lane.clock.pass_(hours=5)
    queue.page(lane.desk(GENERAL_MANAGER), Show.MINE)
    assert reading.open_entry(sam, entry.id).revision == entry.revision


def test_a_message_left_stops_nothing(lane: BirchLane) -> None:
    told = [{"who": SANDRA, "role": "line-manager", "how": "message", "when": "today 2pm"}]
    entry = sent(lane.desk(SAM), {**WORRIED, "told": told})
    sandra, grace = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER)
    seen = triage.see(sandra, entry)
    triage.discussed(
        sandra,
        seen,
        who=grace.keys.member_id,
        role="general-manager",
        how=How.MESSAGE,
        when=lane.clock.now,
    )
    lane.clock.pass_(hours=5)
    (line,) = queue.page(grace, Show.MINE)
    assert line.entry.discussed is False
    assert line.climbed(lane.clock.now)
    assert len(climbs(grace, entry)) == 1


def test_what_is_dealt_with_in_time_never_climbs(lane: BirchLane, entry: OpenEntry) -> None:
    sandra = lane.desk(SANDRA)
    triage.decide(
        sandra, entry, outcome="advice", because="it was in time", next_step="", words="Thanks"
    )
    lane.clock.pass_(days=2)
    queue.page(sandra, Show.MINE)
    assert climbs(sandra, entry) == []


def test_with_a_cover_it_climbs_past_them_both(lane: BirchLane) -> None:
    henry = lane.member("Henry Cole")
    away = replace(lane.member(SANDRA), away=True, cover=henry.id)
    accounts.change(lane.desk(SANDRA), away)
    entry = sent(lane.desk(SAM), WORRIED)
    covering = lane.desk("Henry Cole")
    assert [line.entry.id for line in queue.page(covering, Show.MINE)] == [entry.id]
    lane.clock.pass_(hours=5)
    (line,) = queue.page(covering, Show.MINE)
    assert line.climbed(lane.clock.now)
    (climbed,) = climbs(covering, entry)
    assert (climbed.body or {})["to"] == [lane.member(GENERAL_MANAGER).id]


def test_an_emergency_of_which_nobody_could_be_told_climbs_at_once(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    unreached = {**WORRIED, "danger": "yes", "told": "nobody yet: no answer from either"}
    opened = answered(sam, unreached)
    preview = recording.preview(sam, opened.draft)
    assert preview.level is Level.EMERGENCY
    assert preview.goes_to == (GENERAL_MANAGER, SANDRA)
    assert preview.discussed is False
    entry = reading.open_entry(sam, recording.send(sam, opened).entry)
    (line,) = queue.page(lane.desk(GENERAL_MANAGER), Show.MINE)
    assert line.climbed_at(lane.clock.now) == entry.standing.sent_at
    told = sent(sam, {**WORRIED, "danger": "yes"})
    assert told.climbed_at is None


def test_what_turns_out_worse_says_that_it_is_not_discussed_and_climbs_at_once(
    lane: BirchLane,
) -> None:
    """Sent at Low with nothing to talk over; then answers that ask for it were added."""
    sam = lane.desk(SAM)
    entry = sent(sam, ORDINARY)
    assert entry.standing.is_discussed is None
    opened = amending.begin(sam, entry.id)
    worse = {**WORRIED, "danger": "yes", "told": "nobody yet: could not reach anyone"}
    draft = opened.draft
    draft = recording.answer(sam, draft, draft.kind.question("careful"), "money")
    while (question := draft.journey(sam.now).current) is not None:
        draft = recording.answer(sam, draft, question, worse[question.key])
    opened.draft = draft.with_typed(amending.REASON, "he told me more")
    assert amending.preview(sam, opened.draft).discussed is False
    amending.send(sam, opened)
    (line,) = queue.page(lane.desk(GENERAL_MANAGER), Show.MINE)
    assert line.level is Level.EMERGENCY
    assert line.entry.discussed is False
    assert line.climbed(lane.clock.now)


def test_low_does_not_climb(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    lane.clock.pass_(days=40)
    (line,) = queue.page(lane.desk(SANDRA), Show.MINE)
    assert line.overdue(lane.clock.now)
    assert not line.climbed(lane.clock.now)
    assert climbs(lane.desk(SANDRA), entry) == []


# when the clocks are changed


def slower(desk: Desk) -> None:
    rows = tuple({**clock.to_plain(), "acknowledge": "20 h"} for clock in Settings().clocks)
    settings.change(desk, "clocks", rows)


def test_only_the_general_manager_changes_them(lane: BirchLane, entry: OpenEntry) -> None:
    sandra = lane.desk(SANDRA)
    lane.clock.pass_(hours=5)
    with pytest.raises(NotAllowed, match="General Manager keeps the settings"):
        slower(sandra)
    assert climbs(sandra, entry) == []


def test_what_climbed_by_the_old_clocks_stays_where_it_climbed_to(
    lane: BirchLane, entry: OpenEntry
) -> None:
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.desk(SANDRA)
    lane.clock.pass_(hours=5)
    queue.page(grace, Show.MINE)
    slower(grace)
    (line,) = queue.page(grace, Show.MINE)
    assert line.climbed(lane.clock.now)
    assert line.entry.due == entry.standing.sent_at + timedelta(hours=20)
    triage.take(sandra, reading.open_entry(sandra, entry.id))
    assert queue.page(grace, Show.MINE) == ()


def test_what_had_not_climbed_yet_goes_by_the_new_clocks(lane: BirchLane, entry: OpenEntry) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    slower(grace)
    assert climbs(grace, entry) == []
    lane.clock.pass_(hours=5)
    assert queue.page(grace, Show.MINE) == ()
    lane.clock.pass_(hours=16)
    assert [line.entry.id for line in queue.page(grace, Show.MINE)] == [entry.id]


def test_the_views_are_as_the_log_says(lane: BirchLane, entry: OpenEntry) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    lane.clock.pass_(hours=30)
    queue.page(grace, Show.MINE)
    climbing.keep_reached(grace)
    assert len(climbs(grace, entry)) == 4
    before = queue.page(grace, Show.ALL)
    grace.store.save(stale.mark_all)
    grace.store.settle()
    assert queue.page(grace, Show.ALL) == before
