"""Ways to begin: for practice, for a colleague, and with what one answered last time."""

from dataclasses import replace
from datetime import date

import pytest
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    LEAD,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    BirchLane,
    answered,
    sent,
)

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.kinds import Kind
from logbook.domain.people import FileClosed
from logbook.domain.questions import Stop, Typed
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME
from logbook.policy.kinds import KINDS, kind_of
from logbook.services import (
    amending,
    colleague,
    drafts,
    home,
    last,
    notes,
    queue,
    reading,
    recording,
    triage,
)
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.recording import Begun, Sent
from logbook.tui import readers
from logbook.tui.widgets.entry_words import source_words

PERSON = kind_of("help-request").question("person")
PLATFORM = kind_of("help-request").question("platform")


def practised(desk: Desk, typed: dict[str, Typed] = ORDINARY) -> Sent:
    opened = answered(desk, typed)
    drafts.keep(desk, opened, replace(opened.draft, practice=True))
    return recording.send(desk, opened)


def for_colleague(desk: Desk, who: str, how: str) -> drafts.Open:
    opened = answered(desk, ORDINARY)
    draft = colleague.say_how(desk, colleague.name(desk, opened.draft, who), how)
    drafts.keep(desk, opened, draft)
    return opened


# practice


def test_practice_is_nobodys_work_and_nobody_elses_to_read(lane: BirchLane) -> None:
    done = practised(lane.desk(SAM))
    for name in (SANDRA, GENERAL_MANAGER, NIA):
        desk = lane.desk(name)
        assert queue.counts(desk).mine == 0
        assert queue.page(desk, queue.Show.ALL) == ()
        assert Finder(desk).page("posting") == ()
        with pytest.raises(NotFound):
            reading.open_entry(desk, done.entry)


def test_practice_says_before_and_after_that_it_goes_to_nobody(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = answered(desk, ORDINARY)
    preview = recording.preview(desk, replace(opened.draft, practice=True))
    settings = desk.directory.settings
    assert "goes to nobody" in readers.goes_to(preview, desk.now, settings)
    assert readers.also_able(preview) == ""
    assert "went to nobody" in readers.will_read(preview, desk.now, settings)


def test_practice_is_marked_in_its_authors_list_and_leaves_it_when_withdrawn(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    done = practised(desk)
    assert [line.entry.practice for line in queue.mine(desk)] == [True]
    triage.withdraw(desk, reading.open_entry(desk, done.entry), "only a try")
    assert queue.mine(desk) == ()
    assert len(reading.open_entry(desk, done.entry).events) == 2


def test_practice_is_no_earlier_entry_about_anybody_and_in_no_notes(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    practised(desk)
    person = lane.person(DANIEL).id
    assert queue.about_person(desk, person) == ()
    form = notes.Format.CSV
    written = notes.write(desk, desk.member, date(2026, 11, 1), date(2026, 11, 30), form)
    assert written.entries == 0


def test_good_news_for_practice_is_decided_by_nobody(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = recording.begin(desk, "good-news", Begun(practice=True))
    draft = opened.draft
    while (question := draft.journey(desk.now).current) is not None:
        typed = "D.W." if question.key == "person" else "I cannot say now"
        draft = recording.answer(desk, draft, question, typed)
    drafts.keep(desk, opened, draft)
    done = recording.send(desk, opened)
    assert len(reading.open_entry(desk, done.entry).events) == 1
    assert home.home(desk).came_back == ()


def test_a_practice_draft_goes_on_as_practice_and_is_called_so(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = recording.begin(desk, "help-request", Begun(practice=True, as_form=True))
    again = drafts.resume(lane.desk(SAM), opened.draft.id).draft
    assert again.practice
    assert again.as_form
    assert home.unfinished(desk)[0].words.startswith("Practice: Help request")


# for a colleague


def test_author_and_source_are_both_kept_and_shown(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    done = recording.send(desk, for_colleague(desk, lane.member(NIA).id, "phone"))
    opened = reading.open_entry(desk, done.entry)
    entry = opened.standing.entry
    assert opened.author == SAM
    assert entry.source == f"{NIA}, by phone"
    assert entry.source_member == lane.member(NIA).id
    assert f"sent by {SAM}, for {NIA}, by phone" in opened.history[0].words
    form = notes.Format.MARKDOWN
    written = notes.write(desk, desk.member, date(2026, 11, 1), date(2026, 11, 30), form)
    assert f"Written down for: {NIA}, by phone" in written.content.decode()


def test_being_the_source_makes_nobody_a_reader_and_its_author_is_told_to_pass_it_on(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    opened = for_colleague(desk, lane.member(NIA).id, "phone")
    said = readers.written_for(recording.preview(desk, opened.draft))
    assert said == (
        f"Written down for {NIA}, by phone. "
        "They cannot open it: tell them yourself what you hear back."
    )
    done = recording.send(desk, opened)
    with pytest.raises(NotFound):
        reading.open_entry(lane.desk(NIA), done.entry)


def test_a_source_who_may_read_it_anyway_is_not_said_to_be_kept_out(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = for_colleague(desk, lane.member(SANDRA).id, "in-person")
    said = readers.written_for(recording.preview(desk, opened.draft))
    assert said == f"Written down for {SANDRA}, in person."


def test_somebody_without_an_account_can_be_the_source(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = for_colleague(desk, "not-listed: Bo from the agency", "other: over the fence")
    entry = reading.open_entry(desk, recording.send(desk, opened).entry).standing.entry
    assert (entry.source, entry.source_member) == ("Bo from the agency, over the fence", "")


def test_nobody_is_their_own_colleague_and_an_empty_answer_takes_the_source_back(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    draft = for_colleague(desk, lane.member(NIA).id, "phone").draft
    with pytest.raises(NotAllowed, match="That is you"):
        colleague.name(desk, draft, desk.member.id)
    assert colleague.name(desk, draft, "").source is None


def test_one_for_a_colleague_begins_by_asking_for_whom_and_goes_on_there(
    lane: BirchLane,
) -> None:
    desk = lane.desk(SAM)
    opened = recording.begin(desk, "help-request", Begun(for_colleague=True))
    draft = opened.draft.with_typed(FOR_WHOM.key, "ni").with_typed(HOW_IT_CAME.key, "phone")
    drafts.keep(desk, opened, draft)
    again = drafts.resume(lane.desk(SAM), opened.draft.id).draft
    assert again.at == FOR_WHOM.key
    assert again.typed == {FOR_WHOM.key: "ni", HOW_IT_CAME.key: "phone"}


# the same as last time


def test_person_and_platform_of_ones_newest_entry_are_offered(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    assert last.given(desk, PERSON) == last.Last()
    sent(desk, ORDINARY)
    person = last.given(desk, PERSON)
    assert (person.typed, person.shown) == (lane.person(DANIEL).id, "D.W.")
    assert last.given(desk, PLATFORM).typed == "instagram"
    assert set(last.last_given(desk, kind_of("help-request"))) == {"person", "platform"}


def test_only_ones_own_newest_entry_that_counts_is_looked_at(lane: BirchLane) -> None:
    sent(lane.desk(NIA), ORDINARY)
    desk = lane.desk(SAM)
    assert last.given(desk, PERSON).shown == ""
    sent(desk, {**ORDINARY, "person": "M.T.", "platform": "whatsapp"})
    practised(desk)
    assert last.given(desk, PERSON).shown == "M.T."
    assert last.given(desk, PLATFORM).typed == "whatsapp"


def test_what_could_not_be_said_is_not_offered(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    sent(desk, {**ORDINARY, "person": "I cannot say now"})
    assert last.given(desk, PERSON) == last.Last()


def test_an_answer_that_was_changed_later_is_offered_as_it_is_now(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = amending.begin(desk, sent(desk, ORDINARY).id)
    draft = recording.answer(desk, opened.draft, PLATFORM, "tiktok")
    drafts.keep(desk, opened, draft.with_typed(amending.REASON, "I misread it"))
    amending.send(desk, opened)
    assert last.given(desk, PLATFORM).typed == "tiktok"


def test_somebody_whose_file_is_closed_is_not_offered(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    sent(desk, ORDINARY)
    manager = lane.desk(GENERAL_MANAGER)
    person = lane.person(DANIEL)
    asking = manager.asking()
    gone = replace(asking, people={person.id: replace(person, closed=FileClosed.LEFT)})
    assert last.still_given(PERSON, PERSON.read("D.W.", asking), gone) == last.Last()
    assert last.still_given(PERSON, PERSON.read("D.W.", asking), asking).shown == "D.W."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_kind_reaches_anybody_in_practice(lane: BirchLane, kind: Kind) -> None:
    desk = lane.desk(SAM)
    opened = recording.begin(desk, kind.key, Begun(practice=True))
    draft = opened.draft
    while (question := draft.journey(desk.now).current) is not None:
        typed = "stop" if isinstance(question, Stop) else CANNOT_SAY_WORDS
        draft = recording.answer(desk, draft, question, typed)
    drafts.keep(desk, opened, draft)
    assert "goes to nobody" in readers.goes_to(
        recording.preview(desk, draft), desk.now, desk.directory.settings
    )
    done = recording.send(desk, opened)
    assert reading.open_entry(desk, done.entry).standing.entry.practice
    for name in (SANDRA, GENERAL_MANAGER, LEAD):
        assert queue.page(lane.desk(name), queue.Show.ALL) == ()


def test_its_author_reads_for_whom_it_was_and_that_they_pass_it_on(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    done = recording.send(desk, for_colleague(desk, lane.member(NIA).id, "phone"))
    for whose, is_told in ((desk, True), (lane.desk(SANDRA), False)):
        opened = reading.open_entry(whose, done.entry)
        said = [each.words for each in source_words(opened)]
        assert f"Written down for a colleague: {NIA}, by phone" in said
        assert ("Tell them yourself what you hear back." in said) is is_told
