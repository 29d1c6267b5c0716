"""Recording by keyboard alone, at a real logbook: the ordinary request and all on its way."""

import pytest
from at_work import Worker, at_work, begun, resume
from pages import SMALL, WIDE, paste, settled, until
from service_makers import ORDINARY, SAM, SANDRA, SAUL, BirchLane, answered

from logbook.domain.levels import Level
from logbook.services import drafts, home, queue, reading
from logbook.services.reading import OpenEntry
from logbook.storage.faults import disk_full
from logbook.tui.app import FRONT
from logbook.tui.places import Place
from logbook.tui.screens.check import CheckScreen
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.kinds import KindsScreen
from logbook.tui.screens.question import QuestionScreen
from logbook.tui.screens.sent import SentScreen
from logbook.tui.widgets.answer_line import AnswerLine


def entries(lane: BirchLane, name: str = SAM) -> list[OpenEntry]:
    desk = lane.desk(name)
    return [reading.open_entry(desk, line.entry.id) for line in queue.mine(desk)]


async def begin(worker: Worker) -> None:
    await worker.press("f2")
    await worker.waits_for("What happened?")
    await worker.answers("1", "Who asked?")


async def to_platform(worker: Worker) -> None:
    """As far as the fourth question."""
    await begin(worker)
    await worker.answers("dw\n", "How did they ask")
    await worker.answers("someone is posting as me\t\n", "When did they ask?")
    await worker.type("today 2pm")
    await worker.waits_for("Wednesday 18 November 2026, 2pm (today)")
    await worker.answers("\n", "Which platform?")


async def to_check(worker: Worker) -> None:
    await to_platform(worker)
    await worker.answers("insta\n", "What kind of help")
    await worker.answers("3\n", "look up a relative?")
    await worker.answers("2\n", "Does any of this apply?")
    await worker.answers("8\n", "What did you do?")
    await worker.answers("2\n", "Write what you did")
    await worker.answers("he changed it while we talked\n", "What do they want")
    await worker.answers("it should stop\t\n", "Goes to Sandra Whitlow")


def test_an_ordinary_request_is_at_most_ten_pages(lane: BirchLane) -> None:
    assert len(answered(lane.desk(SAM), ORDINARY).draft.journey(lane.clock.now).path) < 10


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_an_ordinary_request_from_home_to_the_result(
    lane: BirchLane, size: tuple[int, int]
) -> None:
    async with at_work(lane, size=size) as worker:
        await worker.waits_for("Nothing recorded yet. F2 records")
        await to_check(worker)
        assert worker.sees(
            "To change an answer, press its number.",
            "1 Who asked? Daniel Webb",
            "Level: Low",
            "who should read it by Wed 25 Nov 2.05pm.",
            "Also able to read it: Grace Adeyemi. Nobody else.",
            "[ Send to your manager ]",
        )
        await worker.press("enter")
        await worker.waits_for("Sent.", "Sandra Whitlow should read it by Wed 25 Nov")
        (entry,) = entries(lane)
        assert worker.sees(
            entry.reference,
            "You will see the answer on Home.",
            "call 999, or on call R. Hale · 01632 960 118.",
            "You can add to it at any time",
        )
        await worker.press("enter")
        await worker.waits_for(entry.reference, "not read yet")
        assert isinstance(worker.screen, HomeScreen)
        assert worker.app.screen_stack == [worker.screen]
        assert home.home(lane.desk(SAM)).unfinished == ()


async def test_the_number_of_a_page_and_of_about_how_many_is_said(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        assert "Help request · question 1 of about 9" in worker.lines[0]
        assert worker.lines[0].endswith("Sam Okafor · 14:05")


async def test_no_colour_changes_no_word(lane: BirchLane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        assert worker.sees("Level: Low", "[ Send to your manager ]")


async def test_back_and_forth_loses_nothing(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await to_platform(worker)
        await worker.type("3")
        for page in ("When did they ask?", "How did they ask", "Who asked?"):
            await worker.press("escape")
            await worker.waits_for(page)
        assert worker.sees("Daniel Webb")
        await worker.answers("\n", "Which platform?")
        assert worker.sees("● 3 Instagram")
        await worker.press("escape")
        await worker.waits_for("When did they ask?", "2pm (today)")
        await worker.press("escape")
        await worker.waits_for("someone is posting as me")


async def test_half_a_sentence_that_was_left_is_met_again(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await to_platform(worker)
        await worker.press("escape", "escape")
        await worker.waits_for("someone is posting as me")
        await worker.type(" and")
        await worker.press("escape")
        await worker.waits_for("Who asked?")
        await worker.answers("\n", "someone is posting as me and")


async def test_the_footer_says_how_a_story_goes_on(lane: BirchLane) -> None:
    begun(lane, {"person": ORDINARY["person"]})
    async with at_work(lane) as worker:
        await resume(worker, "How did they ask")
        assert "Tab, Enter continue" in worker.lines[-1]
        await worker.press("tab")
        assert worker.lines[-1].strip().startswith("Enter continue")


async def test_an_error_is_in_the_questions_words_and_stays_until_mended(
    lane: BirchLane,
) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("\n", "Error: Choose who asked, or someone not listed.")
        await worker.answers("dw\n", "How did they ask")
        await worker.answers("\t\n", "Error: Write how they asked.")
        await worker.type("help")
        assert worker.sees("Error: Write how they asked.", "help")
        await worker.answers("\t\n", "When did they ask?")
        await worker.answers("31/02/2026", "31/02/2026")
        await worker.answers("\n", "Error:")
        assert worker.sees("must be a real date", "31/02/2026")


async def test_a_moment_is_said_back_before_it_goes_on(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        await worker.answers("help\t\n", "When did they ask?")
        await worker.answers("yesterday 3.30pm", "Tuesday 17 November 2026, 3:30pm (yesterday)")
        assert "Error" not in worker.shown
        await worker.answers("\n", "Which platform?")


@pytest.mark.parametrize("page", ["Who asked?", "How did they ask", "When did they ask?"])
async def test_i_cannot_say_now_is_reached_by_keyboard(lane: BirchLane, page: str) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        typed = {"Who asked?": "dw\n", "How did they ask": "help\t\n"}
        for each, words in typed.items():
            if each == page:
                break
            await worker.type(words)
            await worker.is_past(each)
        await worker.waits_for(page, "[ I cannot say now ]")
        for _ in range(4):
            if worker.app.focused is not None and worker.app.focused.id == "unsaid":
                break
            await worker.press("tab")
        await worker.press("enter")
        await worker.is_past(page)
        await worker.press("escape")
        await worker.waits_for(page)


async def test_i_cannot_say_now_stands_in_every_list(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await to_platform(worker)
        await worker.press("end")
        assert worker.sees("● I cannot say now")
        await worker.answers("\n", "What kind of help")


async def test_every_key_is_on_the_disk_soon_after(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        await worker.type("someone is pos")
        await worker.is_kept()
        (draft,) = drafts.unfinished(lane.desk(SAM))
        assert draft.text("asked") == "someone is pos"
        assert draft.at == "asked"
        assert worker.lines[0].endswith("saved 14:05")


async def test_half_a_name_is_kept_as_half_a_name(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dan")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await resume(worker, "Who asked?", "│ dan", "Daniel Webb (D.W.)")
        assert "Mina" not in worker.shown
        await worker.answers("\n", "How did they ask")


async def test_signing_out_keeps_the_last_key(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        await worker.pilot.press(*"help m", "f6")
        await until(worker.pilot, lambda: worker.app.current_mode == FRONT)
        await settled(worker.pilot)
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.text("asked") == "help m"


async def test_leaving_at_once_keeps_the_last_key(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        await worker.pilot.press(*"help m")
        await worker.pilot.press("ctrl+q")
        await worker.pilot.pause()
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.text("asked") == "help m"


async def test_the_cover_and_home_keep_the_last_key_too(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        recording = worker.screen.recording  # type: ignore[attr-defined]
        await worker.pilot.press(*"help", "f9")
        await until(worker.pilot, lambda: not recording.is_unsaved)
        assert "help" not in worker.shown
        assert drafts.unfinished(lane.desk(SAM))[0].text("asked") == "help"
        worker.app.screen.query_one(AnswerLine).value = "four quiet random words"
        await worker.press("enter")
        await worker.waits_for("How did they ask", "help")
        await worker.pilot.press(*" me", "f3")
        await worker.waits_for("Not finished", "at question 2")
        await until(worker.pilot, lambda: not recording.is_unsaved)
        assert drafts.unfinished(lane.desk(SAM))[0].text("asked") == "help me"


async def test_a_draft_goes_on_mid_sentence_in_another_program(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        await worker.type("someone is pos")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await worker.waits_for("Not finished", "Help request about D.W.", "at question 2")
        await worker.press("enter")
        await worker.waits_for("How did they ask", "someone is pos")
        await worker.answers("ting as me\t\n", "When did they ask?")
    assert drafts.unfinished(lane.desk(SAM))[0].shown_typed("asked") == ("someone is posting as me")


async def test_another_person_sees_no_draft(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
    for name in (SAUL, SANDRA):
        async with at_work(lane, name) as other:
            await settled(other.pilot)
            assert "Not finished" not in other.shown
            await other.press("f2")
            await other.waits_for("What happened?")
            assert "Go on" not in other.shown


async def test_what_was_begun_by_mistake_leaves_nothing(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.press("escape")
        await worker.waits_for("Nothing recorded yet.")
        assert drafts.unfinished(lane.desk(SAM)) == ()


async def test_the_record_key_offers_to_go_on_too(lane: BirchLane) -> None:
    answered(lane.desk(SAM), {"person": "D.W.", "asked": "help"})
    async with at_work(lane) as worker:
        await worker.press("f2")
        await worker.waits_for("Go on: Help request about D.W.")
        assert isinstance(worker.screen, KindsScreen)
        place = len(worker.screen.rows.rows)
        for each in str(place):
            await worker.press(each)
        await worker.waits_for("question 1 of about 9")


async def test_a_burst_goes_one_page_on_and_answers_nothing_unseen(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        worker.bursts("dw\n\n\n\n1\n1\n")
        await worker.waits_for("How did they ask")
        await settled(worker.pilot)
        assert worker.sees("question 2 of about 9")
        (draft,) = drafts.unfinished(lane.desk(SAM))
        assert set(draft.answers) == {"person"}


async def test_a_burst_at_the_button_sends_once_and_the_result_stays(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        worker.bursts("\n\n\n\n\n")
        await worker.waits_for("Sent.")
        await settled(worker.pilot)
        assert isinstance(worker.screen, SentScreen)
        assert len(entries(lane)) == 1


async def test_a_story_takes_a_paste_whole(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        paste(worker.app, "one\rtwo [/] \x1b[2J\r\nthree")
        await worker.waits_for("three")
        await worker.is_kept()
        assert drafts.unfinished(lane.desk(SAM))[0].text("asked") == "one\ntwo [/] [2J\nthree"


# check your answers


async def test_change_leads_back_to_the_list(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.answers("4", "Which platform?")
        await worker.answers("4\n", "Snapchat")
        await worker.waits_for("To change an answer", "Platform Snapchat")
        await worker.press("down", "down", "enter")
        await worker.waits_for("How did they ask")
        await worker.press("escape")
        await worker.waits_for("To change an answer")


async def test_a_change_that_opens_questions_goes_through_those_and_returns(
    lane: BirchLane,
) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.answers("7", "Does any of this apply?")
        await worker.answers("82\n", "Are you worried about their safety?")
        await worker.answers("2\n", "To change an answer")
        assert worker.sees("Money or bank details", "Worried about safety? No")


async def test_an_edit_that_was_not_entered_is_marked_and_kept(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.answers("4", "Which platform?")
        await worker.press("5", "escape")
        await worker.waits_for("Platform Instagram", "You began to change this.")
        await worker.answers("4", "● 5 X")


async def test_the_level_is_raised_with_a_reason_and_said_to_be_raised(
    lane: BirchLane,
) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.press("l")
        await worker.waits_for("How urgent is it?", "Low, as your answers suggest")
        await worker.answers("3\n", "Write why it is more urgent")
        await worker.answers("he was crying\n", "High, raised by you: he was crying")
        await worker.press("enter")
        await worker.waits_for("Sent.")
    (entry,) = entries(lane)
    assert entry.standing.level is Level.HIGH
    assert entry.standing.entry.raised_because == "he was crying"


async def test_a_fault_is_said_in_place_and_r_tries_again(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.is_kept()
        store = worker.session.desk.store
        real = store.append

        def full(*_events: object, **_more: object) -> object:
            raise disk_full(lane.folder)

        monkeypatch.setattr(store, "append", full)
        await worker.press("enter")
        await worker.waits_for("The disk is full.", "not saved yet", "R or Enter tries again.")
        assert isinstance(worker.screen, CheckScreen)
        assert "saved 1" not in worker.lines[0]
        assert len(drafts.unfinished(lane.desk(SAM))) == 1
        monkeypatch.setattr(store, "append", real)
        await worker.press("r")
        await worker.waits_for("Sent.")
    assert len(entries(lane)) == 1


async def test_what_cannot_be_saved_does_not_go_on_and_says_why(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        store = worker.session.desk.store
        real = store.save

        def full(*_work: object) -> object:
            raise disk_full(lane.folder)

        monkeypatch.setattr(store, "save", full)
        await worker.answers("dw\n", "The disk is full.")
        assert worker.sees("Who asked?")
        assert "saved 1" not in worker.lines[0]
        monkeypatch.setattr(store, "save", real)
        await worker.answers("\n", "How did they ask")
        assert "The disk is full." not in worker.shown


async def test_a_draft_that_goes_on_elsewhere_is_let_go_here(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.answers("dw\n", "How did they ask")
        elsewhere = lane.desk(SAM)
        (draft,) = drafts.unfinished(elsewhere)
        opened = drafts.resume(elsewhere, draft.id)
        drafts.keep(elsewhere, opened, draft.with_typed("asked", "written there"))
        await worker.type("written here")
        await worker.waits_for("You opened this draft at another terminal")
        await worker.press("escape")
        await worker.waits_for("Not finished")
    texts = {each.text("asked") for each in drafts.unfinished(lane.desk(SAM))}
    assert "written there" in texts
    assert any(text and "written here".startswith(text) for text in texts)


async def test_time_that_goes_on_may_ask_one_more_question(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    lane.clock.pass_(hours=25)
    async with at_work(lane) as worker:
        await resume(worker, "What kept this from being written down sooner?")
        assert isinstance(worker.screen, QuestionScreen)


async def test_help_names_the_page_it_was_asked_from(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.press("f1")
        await worker.waits_for("Help · A question", "“I cannot say now” is always an answer.")
        await worker.press("escape")
        await worker.waits_for("Who asked?")
        assert worker.app.place is Place.QUESTION
