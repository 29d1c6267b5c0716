"""Home: what came back, what is not finished, one's entries, and an entry of one's own."""

import pytest
from at_work import at_work, begun
from pages import SMALL, WIDE, settled
from service_makers import ORDINARY, SAM, SANDRA, SAUL, WORRIED, BirchLane, sent

from logbook.services import amending, drafts, reading, triage
from logbook.services.amending import NOTE, REASON
from logbook.services.recording import answer
from logbook.tui.screens.entry_of_mine import EntryOfMineScreen
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.sure import SureScreen
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.widgets.own_entries import OwnPages


async def test_an_empty_home_names_the_next_key(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await worker.waits_for("Nothing recorded yet. F2 records what happened.")
        assert "Home · Sam Okafor, support worker, Maple House" in worker.lines[0]
        assert "Came back" not in worker.shown
        assert "Not finished" not in worker.shown


async def test_a_managers_home_is_triage(lane: BirchLane) -> None:
    async with at_work(lane, SANDRA) as worker:
        await settled(worker.pilot)
        assert isinstance(worker.screen, TriageScreen)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_question_is_answered_from_home_by_enter(
    lane: BirchLane, size: tuple[int, int]
) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account did it come from?")
    async with at_work(lane, size=size) as worker:
        await worker.waits_for(
            "Came back to you", entry.reference, "Sandra Whitlow asks: Which account", "answer"
        )
        await worker.press("enter")
        await worker.waits_for("Send your answer")
        await worker.answers("the blue one\t\n", "“the blue one”")
        await worker.press("escape")
        await worker.waits_for("Your entries", "in review")
        assert "Came back" not in worker.shown
    answers = reading.open_entry(lane.desk(SAM), entry.id).standing.answers
    assert [each.text for each in answers] == ["the blue one"]


async def test_half_an_answer_is_kept_and_goes_on(lane: BirchLane) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account did it come from?")
    async with at_work(lane) as worker:
        await worker.waits_for("Came back to you")
        await worker.press("enter")
        await worker.waits_for("Send your answer")
        await worker.answers("\t\n", "Error: Write your answer.")
        await worker.type("the bl")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await worker.waits_for(f"Your answer about {entry.reference}")
        await worker.press("down", "enter")
        await worker.waits_for("Sandra Whitlow asks: Which account", "the bl")
        await worker.answers("ue one\t\n", "Your entries")
    standing = reading.open_entry(lane.desk(SAM), entry.id).standing
    assert [each.text for each in standing.answers] == ["the blue one"]
    assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_an_answer_that_was_not_begun_leaves_nothing(lane: BirchLane) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    triage.ask(hers, reading.open_entry(hers, entry.id), "Which account did it come from?")
    async with at_work(lane) as worker:
        await worker.waits_for("Came back to you")
        await worker.press("enter")
        await worker.waits_for("Send your answer")
        await worker.press("escape")
        await worker.waits_for("What you wrote")
    assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_news_is_new_until_it_was_read(lane: BirchLane) -> None:
    entry, hers = sent(lane.desk(SAM)), lane.desk(SANDRA)
    triage.see(hers, reading.open_entry(hers, entry.id))
    async with at_work(lane) as worker:
        await worker.waits_for("Sandra Whitlow read it today 2.05pm.", "new")
        await worker.press("enter")
        await worker.waits_for("What came of it", "Sandra Whitlow read it")
        await worker.press("escape")
        await worker.waits_for("Your entries")
        await worker.is_past("Came back to you")


async def test_home_follows_others_and_the_cursor_stays_on_its_row(lane: BirchLane) -> None:
    desk, hers = lane.desk(SAM), lane.desk(SANDRA)
    first, second = sent(desk), sent(desk)
    async with at_work(lane) as worker:
        await worker.waits_for(first.reference, second.reference)
        home = worker.screen
        assert isinstance(home, HomeScreen)
        await worker.press("down")
        assert home.entries.row is not None
        assert home.entries.row.id == first.id
        home.look()
        await settled(worker.pilot)
        triage.see(hers, reading.open_entry(hers, second.id))
        sent(desk)
        home.look()
        await worker.waits_for("Came back to you")
        await settled(worker.pilot)
        assert home.entries.row.id == first.id


async def test_nothing_saved_is_nothing_new_to_read(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        home = worker.screen
        assert isinstance(home, HomeScreen)
        home.look()
        await settled(worker.pilot)
        read: list[str] = []
        monkeypatch.setattr(home, "look_again", lambda: read.append("again"))
        for _ in range(3):
            home.look()
            await settled(worker.pilot)
        assert len(read) <= 1


async def test_notices_stand_first_and_are_put_away(lane: BirchLane) -> None:
    notices = ("A wrong passphrase was typed for you 2 times.", "Grace made a new sign-in.")
    async with at_work(lane, notices=notices) as worker:
        await worker.waits_for("Before you start", *notices, "put away")
        await worker.press("enter")
        await worker.is_past(notices[0])
        assert worker.sees(notices[1])
        await worker.press("enter")
        await worker.is_past("Before you start")


async def test_throwing_away_asks_first_and_esc_keeps(lane: BirchLane) -> None:
    begun(lane, {"person": "D.W."})
    async with at_work(lane) as worker:
        await worker.waits_for("Not finished", "Help request about D.W.")
        await worker.press("delete")
        await worker.waits_for("what you wrote is gone for good", "[ Keep it ]")
        assert isinstance(worker.screen, SureScreen)
        await worker.press("escape")
        await worker.waits_for("Not finished")
        await worker.press("delete")
        await worker.waits_for("[ Keep it ]")
        await worker.press("enter")
        await worker.waits_for("Not finished")
        assert len(drafts.unfinished(lane.desk(SAM))) == 1
        await worker.press("delete")
        await worker.waits_for("[ Throw it away ]")
        await worker.press("tab", "enter")
        await worker.waits_for("Thrown away.")
        await worker.is_past("Not finished")
    assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_the_cover_comes_over_are_you_sure(lane: BirchLane) -> None:
    begun(lane, {"person": "D.W."})
    async with at_work(lane) as worker:
        await worker.waits_for("Not finished")
        await worker.press("delete")
        await worker.waits_for("gone for good")
        await worker.press("f9")
        await worker.waits_for("is signed in. Covered")
        assert "gone for good" not in worker.shown


async def test_the_arrows_pass_between_what_waits_and_the_entries(lane: BirchLane) -> None:
    begun(lane, {"person": "D.W."})
    sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await worker.waits_for("Not finished")
        home = worker.screen
        assert isinstance(home, HomeScreen)
        assert home.waiting.has_focus
        await worker.press("down")
        assert home.entries.has_focus
        await worker.press("up")
        assert home.waiting.has_focus


async def test_what_others_wrote_is_not_there(lane: BirchLane) -> None:
    theirs = sent(lane.desk(SAUL))
    async with at_work(lane) as worker:
        await worker.waits_for("Nothing recorded yet.")
        assert theirs.reference not in worker.shown


def test_own_entries_come_in_pages_from_both_ends(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    ids = [sent(desk).id for _ in range(7)][::-1]
    pages = OwnPages(desk)
    first = pages.page_after(None, 3)
    assert [row.id for row in first] == ids[:3]
    second = pages.page_after(first[-1].key, 3)
    assert [row.id for row in second] == ids[3:6]
    assert [row.id for row in pages.page_before(second[0].key, 3)] == ids[:3]
    assert [row.id for row in pages.page_before(second[1].key, 3)] == ids[1:4]
    assert [row.id for row in pages.last_page(3)] == ids[4:]


# an entry of one's own


async def test_both_versions_of_a_changed_answer_are_readable(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    entry = sent(desk)
    opened = amending.begin(desk, entry.id)
    draft = answer(desk, opened.draft, opened.draft.kind.question("platform"), "snapchat")
    opened.draft = draft.with_typed(REASON, "he showed me").with_typed(NOTE, "His sister rang.")
    amending.send(desk, opened)
    async with at_work(lane, size=WIDE) as worker:
        await worker.waits_for(entry.reference)
        await worker.press("enter")
        await worker.waits_for("What you wrote")
        assert worker.sees(
            "His sister rang.",
            "Platform Snapchat newest, today 2.05pm, because he showed me",
            "before, today 2.05pm: Instagram",
            "History",
        )


async def test_it_is_withdrawn_with_a_reason_and_stays_readable(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM))
    async with at_work(lane) as worker:
        await worker.waits_for(entry.reference)
        await worker.press("enter")
        await worker.waits_for("sent, not read yet")
        await worker.press("x")
        await worker.waits_for("Why do you withdraw it?")
        await worker.answers("I wrote it twice\t\n", "you withdrew it: I wrote it twice")
        assert isinstance(worker.screen, EntryOfMineScreen)
        assert worker.sees("What you wrote", "someone is posting as me")


async def test_it_says_when_nobody_was_talked_to(lane: BirchLane) -> None:
    sent(lane.desk(SAM), {**WORRIED, "told": "nobody yet: she is driving"})
    async with at_work(lane, size=WIDE) as worker:
        await worker.waits_for("not read yet")
        await worker.press("enter")
        await worker.waits_for("Not yet talked about with a manager.")


async def test_hostile_words_stay_words(lane: BirchLane) -> None:
    hostile = "[/] [@click=app.quit]x[/] \x1b[2J \u202eabc"
    entry = sent(lane.desk(SAM), {**ORDINARY, "asked": hostile})
    hers = lane.desk(SANDRA)
    triage.ask(hers, reading.open_entry(hers, entry.id), f"What is {hostile}?")
    begun(lane, {"person": f"not listed: {hostile[:20]}"})
    async with at_work(lane, size=WIDE, notices=(hostile,)) as worker:
        await worker.waits_for("Came back to you", "Not finished", "[/] [@click=app.quit]x[/]")
        assert "\x1b" not in "".join(worker.lines)
        await worker.press("down", "enter")
        await worker.waits_for("Send your answer", "⟨U+202E⟩abc")
        assert "\x1b" not in "".join(worker.lines)
        await worker.press("escape")
        await worker.waits_for("What you wrote", "⟨U+202E⟩abc")
        assert "\x1b" not in "".join(worker.lines)
