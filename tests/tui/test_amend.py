"""Adding to an entry of one's own: by keyboard, at a real logbook."""

from at_work import Worker, at_work
from service_makers import SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.domain.levels import Level
from logbook.services import drafts, reading, triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.amend import AmendScreen
from logbook.tui.screens.entry_of_mine import EntryOfMineScreen


def again(lane: BirchLane, entry: OpenEntry) -> OpenEntry:
    return reading.open_entry(lane.desk(SAM), entry.id)


async def to_adding(worker: Worker, entry: OpenEntry) -> None:
    await worker.waits_for(entry.reference)
    await worker.press("enter")
    await worker.waits_for("What you wrote")
    await worker.press("a")
    await worker.waits_for(f"Add to {entry.reference}", "Nothing is added yet.")


async def test_a_note_is_enter_words_and_enter(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.answers("\n", "What do you want to add?")
        await worker.answers("His sister rang too.\t\n", "Goes to Sandra Whitlow")
        assert worker.sees("A note His sister rang too.")
        await worker.press("enter")
        await worker.waits_for("Sent.", entry.reference)
    assert [each.note for each in again(lane, entry).standing.amendments] == [
        "His sister rang too."
    ]
    assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_a_changed_answer_asks_why_and_shows_what_it_was(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.press("6")
        await worker.waits_for("Which platform?", "● 3 Instagram")
        await worker.answers("4\n", "was: Instagram")
        await worker.waits_for("Enter says why the answer changed.")
        await worker.answers("\n", "Why did the answer change?")
        await worker.answers("\t\n", "Error: Write why the answer changed")
        await worker.answers("he showed me\t\n", "Goes to Sandra Whitlow")
        await worker.press("enter")
        await worker.waits_for("Sent.")
    versions = again(lane, entry).standing.versions("platform")
    assert [each.response.shown for each in versions] == ["Snapchat", "Instagram"]


async def test_a_change_that_opens_questions_goes_through_those(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.press("9")
        await worker.waits_for("Does any of this apply?")
        await worker.answers("82\n", "Are you worried about their safety?")
        await worker.answers("2\n", "Enter says why the answer changed.")
        assert worker.sees("was: None of these", "Worried about safety?")


async def test_an_addition_is_kept_like_any_other_draft(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.answers("\n", "What do you want to add?")
        await worker.type("His sist")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await worker.waits_for("Not finished", f"Adding to {entry.reference}")
        await worker.press("enter")
        await worker.waits_for("What do you want to add?", "His sist")
        await worker.press("escape")
        await worker.waits_for("A note His sist")


async def test_looking_and_leaving_adds_and_keeps_nothing(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.press("escape")
        await worker.waits_for("What you wrote")
        assert isinstance(worker.screen, EntryOfMineScreen)
    assert drafts.unfinished(lane.desk(SAM)) == ()
    assert again(lane, entry).standing.amendments == ()


async def test_what_a_manager_did_meanwhile_is_shown_and_one_chooses(lane: BirchLane) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.answers("\n", "What do you want to add?")
        await worker.answers("He is fine now.\t\n", "Goes to Sandra Whitlow")
        triage.ask(hers, reading.open_entry(hers, entry.id), "Which account was it?")
        await worker.press("enter")
        await worker.waits_for(
            "While you had this open", "Sandra Whitlow asked: “Which account was it?”"
        )
        await worker.press("enter")
        await worker.waits_for("Meanwhile", "Which account was it?")
        assert isinstance(worker.screen, AmendScreen)
        assert again(lane, entry).standing.amendments == ()
        await worker.press("enter")
        await worker.waits_for("Sent.")
    assert again(lane, entry).standing.amendments[0].note == "He is fine now."


async def test_one_may_go_on_at_once_with_what_somebody_did_in_sight(lane: BirchLane) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.answers("\n", "What do you want to add?")
        await worker.answers("He is fine now.\t\n", "Goes to Sandra Whitlow")
        triage.ask(hers, reading.open_entry(hers, entry.id), "Which account was it?")
        await worker.press("enter")
        await worker.waits_for("Go on: Add it")
        await worker.press("tab", "enter")
        await worker.waits_for("Sent.")
    assert again(lane, entry).standing.amendments[0].note == "He is fine now."


async def test_telling_a_manager_later_is_an_addition(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk, {**WORRIED, "told": "nobody yet: she is driving"})
    assert entry.standing.is_discussed is False
    async with at_work(lane) as worker:
        await to_adding(worker, entry)
        await worker.press("up")
        screen = worker.screen
        assert isinstance(screen, AmendScreen)
        await worker.press("tab", "up")
        assert screen.rows.rows[screen.rows.cursor].key == "told"
        await worker.press("enter")
        await worker.waits_for("Who have you talked to about it?", "she is driving")
        await worker.press("escape")
        await worker.waits_for("Who did you tell?")
        await worker.answers("sand\n", "How?")
        await worker.answers("2\n", "When?")
        await worker.type("now")
        await worker.answers("\n", "What did they say?")
        await worker.answers("\n", "Reference")
        await worker.answers("\n", "Did you tell anyone else?")
        await worker.answers("\n", "Enter says why the answer changed.")
        await worker.answers("\n", "Why did the answer change?")
        await worker.answers("I reached her\t\n", "Goes to Sandra Whitlow")
        await worker.press("enter")
        await worker.waits_for("Sent.")
    after = again(lane, entry).standing
    assert after.is_discussed is True
    assert after.level is Level.HIGH
