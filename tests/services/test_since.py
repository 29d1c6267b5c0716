"""What happened since somebody was last on, to what they may read."""

from service_makers import GENERAL_MANAGER, HENRY, NIA, SAM, SANDRA, SAUL, WORRIED, BirchLane, sent

from logbook.services import actions, amending, climbing, reading, since, triage
from logbook.services.amending import NOTE
from logbook.services.desk import Desk


def on_and_off(lane: BirchLane, name: str) -> None:
    """They sign in, and leave again."""
    desk = lane.desk(name)
    arrived(desk)
    since.leave(desk)


def arrived(desk: Desk) -> int:
    """They sign in, and what that leaves for later is done; where the log ended before."""
    before, here = since.arrive(desk)
    since.note(desk, here)
    return before


def told(desk: Desk) -> list[tuple[str, str]]:
    """As they sign in now: which entries, and in which words."""
    found = since.since(desk, arrived(desk))
    return [(each.line.entry.id, each.words) for each in found.lines]


def test_who_was_never_on_missed_nothing(lane: BirchLane) -> None:
    sent(lane.desk(SAM))
    desk = lane.desk(SANDRA)
    found = since.since(desk, arrived(desk))
    assert found.lines == ()
    assert found.words == ""


def test_a_manager_is_told_of_each_entry_once_by_what_happened_last(lane: BirchLane) -> None:
    on_and_off(lane, SANDRA)
    sams, nias = lane.desk(SAM), lane.desk(NIA)
    first, second = sent(sams), sent(nias)
    lane.clock.pass_(minutes=5)
    opened = amending.begin(sams, first.id)
    opened.draft = opened.draft.with_typed(NOTE, "One more thing.")
    amending.send(sams, opened)
    desk = lane.desk(SANDRA)
    found = since.since(desk, arrived(desk))
    assert [(each.line.entry.id, each.words) for each in found.lines] == [
        (first.id, "Sam Okafor added to it"),
        (second.id, "Nia Rees sent it"),
    ]
    assert [each.person for each in found.lines] == ["D.W.", "D.W."]
    assert found.words == "Something happened to 2 entries since you were last on."


def test_what_was_told_once_is_not_told_again(lane: BirchLane) -> None:
    on_and_off(lane, SANDRA)
    sent(lane.desk(SAM))
    desk = lane.desk(SANDRA)
    assert len(told(desk)) == 1
    since.leave(desk)
    assert told(lane.desk(SANDRA)) == []


def test_what_one_did_oneself_is_not_told(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    on_and_off(lane, SANDRA)
    hers = lane.desk(SANDRA)
    triage.take(hers, reading.open_entry(hers, entry.id))
    triage.decide(
        hers,
        reading.open_entry(hers, entry.id),
        outcome="advice",
        because="it was mended",
        next_step="",
        words="Well done.",
    )
    assert told(lane.desk(SANDRA)) == []


def test_what_one_may_not_read_is_not_told(lane: BirchLane) -> None:
    for name in (SAUL, HENRY, NIA):
        on_and_off(lane, name)
    sent(lane.desk(SAM))
    for name in (SAUL, HENRY, NIA):
        assert told(lane.desk(name)) == []


def test_whoever_wrote_it_is_told_what_came_back_of_it(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    on_and_off(lane, SAM)
    hers = lane.desk(SANDRA)
    triage.see(hers, reading.open_entry(hers, entry.id))
    assert told(lane.desk(SAM)) == [(entry.id, "Sandra Whitlow read it")]


def test_whoever_wrote_it_is_not_told_of_what_managers_write_for_one_another(
    lane: BirchLane,
) -> None:
    entry = sent(lane.desk(SAM))
    on_and_off(lane, SAM)
    hers = lane.desk(SANDRA)
    actions.note(hers, reading.open_entry(hers, entry.id), "Watch this.")
    assert told(lane.desk(SAM)) == []


def test_a_step_that_was_undone_is_not_told(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    on_and_off(lane, SAM)
    hers = lane.desk(SANDRA)
    triage.see(hers, reading.open_entry(hers, entry.id))
    triage.undo(hers, reading.open_entry(hers, entry.id))
    assert told(lane.desk(SAM)) == []


def test_what_climbed_is_told_whoever_found_that_it_had(lane: BirchLane) -> None:
    on_and_off(lane, GENERAL_MANAGER)
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    desk = lane.desk(GENERAL_MANAGER)
    climbing.note(desk)
    assert told(desk) == [(entry.id, "it climbed")]


def test_what_is_read_by_nobody_else_any_more_is_not_told(lane: BirchLane) -> None:
    on_and_off(lane, SANDRA)
    entry = sent(lane.desk(SAM))
    graces = lane.desk(GENERAL_MANAGER)
    sandra = lane.member(SANDRA)
    opened = reading.open_entry(graces, entry.id)
    triage.name_about(graces, opened, (sandra.id,), "he means her")
    assert told(lane.desk(SANDRA)) == []


def test_at_most_thirty_entries_are_told(lane: BirchLane) -> None:
    on_and_off(lane, SANDRA)
    desk = lane.desk(SAM)
    for _ in range(since.MOST + 2):
        sent(desk)
    hers = lane.desk(SANDRA)
    found = since.since(hers, arrived(hers))
    assert len(found.lines) == since.MOST
    assert "30 or more entries" in found.words


def test_leaving_waits_for_nobody_and_tells_the_same_again(lane: BirchLane) -> None:
    on_and_off(lane, SANDRA)
    sent(lane.desk(SAM))
    hers, his = lane.desk(SANDRA), lane.desk(SAM)
    since_then = arrived(hers)
    sent(his)
    with his.store.writing():
        since.leave(hers)
    again = lane.desk(SANDRA)
    found = since.since(again, arrived(again))
    assert found.since > since_then
    assert len(found.lines) == 1
