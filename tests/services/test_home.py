"""Home: what came back, what is not finished, what one wrote."""

from service_makers import SAM, SANDRA, SAUL, BirchLane, answered, sent

from logbook.services import amending, home, reading, triage
from logbook.services.amending import NOTE


def test_what_nobody_has_read_is_no_news(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    found = home.home(desk)
    assert found.came_back == ()
    assert [line.entry.id for line in found.mine] == [entry.id]


def test_having_been_read_comes_back_once(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    triage.see(hers, reading.open_entry(hers, entry.id))
    (back,) = home.home(desk).came_back
    assert back.is_new
    assert back.reference == entry.reference
    assert back.news.words.startswith("Sandra Whitlow read it")
    reading.mark_read(desk, reading.open_entry(desk, entry.id))
    assert home.home(desk).came_back == ()


def test_a_question_stays_until_it_is_answered_and_stands_first(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    asked, seen = sent(desk), sent(desk)
    triage.ask(hers, reading.open_entry(hers, asked.id), "Which account was it?")
    lane.clock.pass_(minutes=5)
    triage.see(hers, reading.open_entry(hers, seen.id))
    reading.mark_read(desk, reading.open_entry(desk, asked.id))
    first, second = home.home(desk).came_back
    assert first.news.answer
    assert first.line.entry.id == asked.id
    assert not first.is_new
    assert second.line.entry.id == seen.id
    triage.answer(desk, reading.open_entry(desk, asked.id), "The blue one.")
    reading.mark_read(desk, reading.open_entry(desk, asked.id))
    assert [back.line.entry.id for back in home.home(desk).came_back] == [seen.id]


def test_a_decision_comes_back_with_its_reason_once_it_is_told(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    triage.decide(
        hers,
        reading.open_entry(hers, entry.id),
        outcome="advice",
        because="the password was changed in time",
        next_step="check on Friday",
        words="Well done for asking him first.",
    )
    (back,) = home.home(desk).came_back
    for words in ("Advice given", "changed in time", "check on Friday", "Well done"):
        assert words in back.news.words


def test_what_one_adds_oneself_is_no_news(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(desk)
    triage.see(hers, reading.open_entry(hers, entry.id))
    reading.mark_read(desk, reading.open_entry(desk, entry.id))
    opened = amending.begin(desk, entry.id)
    opened.draft = opened.draft.with_typed(NOTE, "One more thing.")
    amending.send(desk, opened)
    assert home.home(desk).came_back == ()


def test_nobody_elses_entries_or_drafts_are_at_home(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    sent(desk)
    answered(desk, {"person": "D.W."})
    theirs = home.home(lane.desk(SAUL))
    assert (theirs.came_back, theirs.unfinished, theirs.mine) == ((), (), ())
    assert home.home(lane.desk(SANDRA)).mine == ()


def test_home_says_who_is_on_call(lane: BirchLane) -> None:
    assert home.home(lane.desk(SAM)).on_call == "R. Hale · 01632 960 118"


def test_what_is_not_finished_says_what_about_whom_since_when_and_how_far(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, {"person": "D.W.", "asked": "help"})
    entry = sent(desk)
    amending.begin(desk, entry.id)
    words = [each.words for each in home.unfinished(desk)]
    assert f"Adding to {entry.reference}, begun today 2.05pm" in words
    assert "Help request about D.W., begun today 2.05pm, at question 1" in words
    assert opened.draft.at == "person"


def test_what_came_back_is_found_again_after_it_was_read(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    first, second = sent(desk), sent(desk)
    triage.see(hers, reading.open_entry(hers, first.id))
    lane.clock.pass_(minutes=5)
    triage.see(hers, reading.open_entry(hers, second.id))
    for each in (first, second):
        reading.mark_read(desk, reading.open_entry(desk, each.id))
    assert home.home(desk).came_back == ()
    assert [back.line.entry.id for back in home.heard(desk)] == [second.id, first.id]
