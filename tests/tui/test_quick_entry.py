"""Quick entry, practice, and writing for a colleague: by keyboard, at a real logbook."""

from dataclasses import replace

from at_work import Worker, at_work, begun, resume
from pages import paste, settled, until
from service_makers import NIA, ORDINARY, SAM, BirchLane, sent

from logbook.services import drafts, queue, reading, recording
from logbook.tui.screens.form import FormScreen
from logbook.tui.screens.stop import StopScreen


async def begin(worker: Worker, how: str = "q") -> None:
    await worker.press("f2")
    await worker.waits_for("What happened?")
    await worker.type(how)
    await worker.answers("1", "Who asked?")


def form(worker: Worker) -> FormScreen:
    assert isinstance(worker.screen, FormScreen)
    return worker.screen


def keys(worker: Worker) -> list[str]:
    return [each.key for each in form(worker).blocks]


def here(worker: Worker) -> str:
    block = form(worker).here
    return block.key if block else ""


async def is_at(worker: Worker, key: str) -> None:
    await until(worker.pilot, lambda: here(worker) == key)


async def test_an_ordinary_request_on_one_page_from_the_menu_to_the_result(
    lane: BirchLane,
) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dw\n")
        await is_at(worker, "asked")
        await worker.type("help\t\t")
        await is_at(worker, "happened")
        await worker.type("today 2pm")
        await worker.waits_for("Wednesday 18 November 2026, 2pm (today)")
        await worker.type("\n")
        await is_at(worker, "platform")
        for typed, then in (
            ("insta\n", "help"),
            ("3\n", "relative"),
            ("2\n", "careful"),
            ("8\n", "did"),
        ):
            await worker.type(typed)
            await is_at(worker, then)
        await worker.answers("2\n", "Write what you did")
        await worker.type("he did\n")
        await is_at(worker, "next")
        await worker.type("stop it\t\t\n")
        await worker.waits_for("Goes to Sandra Whitlow", "1 Who asked? Daniel Webb")
        await worker.press("enter")
        await worker.waits_for("Sent.")
    desk = lane.desk(SAM)
    (line,) = queue.mine(desk)
    made = reading.open_entry(desk, line.entry.id).standing.entry
    assert made.response("asked").shown == "help"  # type: ignore[union-attr]


async def test_questions_come_and_go_and_what_was_typed_in_them_stays(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = begun(lane, {"person": "D.W.", "asked": "a", "happened": "today 2pm"})
    drafts.keep(desk, drafts.resume(desk, opened.draft.id), opened.draft.with_typed("next", "half"))
    async with at_work(lane) as worker:
        await resume(worker, "Which platform?")
        await worker.press("f7")
        await is_at(worker, "platform")
        await worker.type("insta\n")
        await is_at(worker, "help")
        await worker.type("3\n2\n")
        await is_at(worker, "careful")
        asked = form(worker).blocks[1]
        await worker.type("2")
        await until(worker.pilot, lambda: "worried" in keys(worker))
        await worker.type("2")
        await until(worker.pilot, lambda: "worried" not in keys(worker))
        assert form(worker).blocks[1] is asked
        assert next(each for each in form(worker).blocks if each.key == "next").typed == "half"


async def test_what_is_missing_is_said_beside_its_question(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dw\n")
        await is_at(worker, "asked")
        form(worker).go_on.focus()
        await worker.type("\n")
        await is_at(worker, "asked")
        await worker.waits_for("questions need another look. You are at the first.", "Error:")
        assert next(each for each in form(worker).blocks if each.key == "person").typed
        await worker.type("help")
        await settled(worker.pilot)
        assert not form(worker).blocks[1].error.has_class("-shown")


async def test_a_stop_page_is_a_page_of_its_own_and_the_form_goes_on_after_it(
    lane: BirchLane,
) -> None:
    begun(lane, {key: ORDINARY[key] for key in ("person", "asked", "happened", "platform")})
    async with at_work(lane) as worker:
        await resume(worker, "What kind of help")
        await worker.press("f7")
        await is_at(worker, "help")
        await worker.type("3\n1\n")
        await is_at(worker, "in-touch")
        await worker.type("2")
        await until(worker.pilot, lambda: keys(worker)[-1] == "in-touch")
        assert "next" not in keys(worker)
        await worker.answers("\n", "Next comes a page to read first.")
        await worker.answers("\n", "STOP")
        await worker.type("\n")
        assert isinstance(worker.screen, StopScreen)
        await worker.type("stop\n")
        await until(worker.pilot, lambda: isinstance(worker.screen, FormScreen))
        assert keys(worker).index("in-touch") < keys(worker).index("next")


async def test_tab_and_enter_go_on_from_a_story_and_keep_it(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dw\n")
        await is_at(worker, "asked")
        assert worker.sees("Tab, Enter continue")
        await worker.type("help\t")
        assert worker.sees("[ Next ]")
        await worker.type("\n")
        await is_at(worker, "happened")
        assert form(worker).blocks[1].typed == "help"
        assert worker.sees("[ I cannot say now ]")


async def test_a_burst_with_tabs_and_a_paste_land_in_their_fields(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dw\n")
        await is_at(worker, "asked")
        story = "he said " * 24
        worker.bursts(f"{story}\t\ttoday 2pm")
        await is_at(worker, "happened")
        await settled(worker.pilot)
        typed = {each.key: each.typed for each in form(worker).blocks}
        assert typed["asked"] == story
        assert typed["happened"] == "today 2pm"
        await worker.press("shift+tab", "shift+tab")
        await is_at(worker, "asked")
        paste(worker.app, "one\ntwo")
        await settled(worker.pilot)
        assert form(worker).blocks[1].typed == f"{story}one\ntwo"
        await worker.is_kept()
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.as_form
    assert draft.shown_typed("asked") == f"{story}one\ntwo"


async def test_to_and_fro_between_one_page_and_one_by_one_loses_nothing(
    lane: BirchLane,
) -> None:
    async with at_work(lane) as worker:
        await begin(worker)
        await worker.type("dw\n")
        await is_at(worker, "asked")
        await worker.type("half a sen")
        await worker.press("f7")
        await worker.waits_for("question 2 of about", "half a sen")
        await worker.press("f7")
        await is_at(worker, "asked")
        await worker.type("tence")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await resume(worker, "half a sentence")
        assert here(worker) == "asked"
        assert form(worker).blocks[0].typed == lane.person("Daniel Webb").id


async def test_practice_for_a_colleague_says_so_on_every_page(lane: BirchLane) -> None:
    async with at_work(lane) as worker:
        await worker.press("f2")
        await worker.waits_for("What happened?", "☐ p practice")
        await worker.type("pf")
        await worker.answers("1", "For whom are you writing this down?")
        assert worker.sees("Practice: nothing of this counts")
        await worker.answers("\n", "If it is your own, press Enter once more.")
        await worker.type("nia")
        await worker.answers("\n", "How did they tell you?")
        await worker.answers("1\n", "Who asked?")
        assert worker.sees("Practice: nothing of this counts")
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.practice
    assert draft.source is not None
    assert draft.source.words == f"{NIA}, by phone"


async def test_for_whom_it_is_can_be_changed_before_sending(lane: BirchLane) -> None:
    begun(lane, ORDINARY)
    async with at_work(lane) as worker:
        await resume(worker, "Goes to Sandra Whitlow")
        await worker.press("f")
        await worker.waits_for("For whom are you writing this down?")
        await worker.type("nia")
        await worker.answers("\n", "How did they tell you?")
        await worker.answers("1\n", "Written down for Nia Rees, by phone. They cannot open it")
        await worker.press("enter")
        await worker.waits_for("Sent.", "tell them yourself what you hear back")


async def test_one_key_gives_the_person_and_the_platform_of_last_time(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_work(lane) as worker:
        await worker.press("f2")
        await worker.waits_for("What happened?")
        await worker.answers("1", "Press = for the same as last time: D.W.")
        await worker.press("equals_sign")
        await worker.waits_for("│ Daniel Webb (D.W.)")
        await worker.answers("\n", "How did they ask")
        await worker.answers("a = b\t\n", "When did they ask?")
        await worker.type("today 2pm")
        await worker.waits_for("(today)")
        await worker.answers("\n", "the same as last time: Instagram")
        await worker.press("equals_sign")
        await worker.waits_for("● 3 Instagram")
        await worker.answers("\n", "What kind of help")
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.shown_typed("asked") == "a = b"


async def test_practice_is_finished_and_sent_to_nobody(lane: BirchLane) -> None:
    desk = lane.desk(SAM)
    opened = begun(lane, ORDINARY)
    drafts.keep(
        desk, drafts.resume(desk, opened.draft.id), replace(opened.draft, practice=True, at="")
    )
    async with at_work(lane) as worker:
        await resume(worker, "it goes to nobody, and only you can read it")
        assert worker.sees("Practice: nothing of this counts", "[ Finish the practice ]")
        await worker.press("enter")
        await worker.waits_for("That was practice: it went to nobody")
        assert worker.sees("Practice: nothing of this counts")
        await worker.press("enter")
        await worker.waits_for("Help request · D.W.", "practice")
        assert "not read yet" not in worker.shown


async def test_what_is_typed_after_it_was_sent_elsewhere_is_kept_as_an_addition(
    lane: BirchLane,
) -> None:
    there = lane.desk(SAM)
    opened = begun(lane, ORDINARY)
    keep = drafts.resume(there, opened.draft.id)
    drafts.keep(there, keep, replace(opened.draft, at="asked", as_form=True))
    async with at_work(lane) as worker:
        await resume(worker, "someone is posting as me")
        await is_at(worker, "asked")
        done = recording.send(there, drafts.resume(there, opened.draft.id))
        await worker.type(" again")
        await worker.waits_for("What differs here is kept as an addition to it")
        await worker.type(" and more")
        await worker.press("escape")
        await worker.waits_for("Adding to")
    (kept,) = drafts.unfinished(lane.desk(SAM))
    assert (kept.amends, kept.text("asked")) == (
        done.entry,
        "someone is posting as me again and more",
    )
