"""Recording what must stop somebody, and what must be told: by keyboard, at a real logbook."""

import pytest
from at_work import Worker, at_work, begun, resume
from pages import SMALL, WIDE, settled
from service_makers import NIA, ORDINARY, SAM, SANDRA, WORRIED, BirchLane

from logbook.domain.answers import Tellings
from logbook.domain.kinds import PART
from logbook.domain.levels import Level
from logbook.domain.questions import Typed
from logbook.services import drafts, queue, reading
from logbook.services.reading import OpenEntry
from logbook.tui.screens.stop import StopScreen

SEARCHING: dict[str, Typed] = {
    "person": "A.R.",
    "asked": "she wants to find her birth mother",
    "happened": "today 2pm",
    "platform": "facebook",
    "help": "find-relative",
    "relative": "yes",
    "in-touch": "lost-touch",
}
STOPPED: dict[str, Typed] = {**SEARCHING, "tracing-stop": "stop"}
UP_TO_TELLING: dict[str, Typed] = {key: typed for key, typed in WORRIED.items() if key != "told"}


def the_draft(lane: BirchLane) -> drafts.Draft:
    (draft,) = drafts.unfinished(lane.desk(SAM))
    return draft


def the_entry(lane: BirchLane) -> OpenEntry:
    """The ordinary one, where what names a colleague left on its own."""
    desk = lane.desk(SAM)
    (line,) = [each for each in queue.mine(desk) if not each.entry.kind.endswith(PART)]
    return reading.open_entry(desk, line.entry.id)


# the stop page


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_stop_page_says_all_of_it_at_once(lane: BirchLane, size: tuple[int, int]) -> None:
    begun(lane, SEARCHING)
    async with at_work(lane, size=size) as worker:
        await resume(
            worker,
            "STOP Do not search, message, or help to search.",
            "never allows staff to help trace a relative",
            "Supporting service users with their social media accounts · 2026-11",
            "Say something like",
            "I can hear how much you want to find them.",
            "You can listen · write their wish in their own words",
            "advocate or social worker",
            "Nobody is in trouble for asking.",
            "Hold Enter, or type stop then press Enter, to go on",
        )


@pytest.mark.parametrize(
    "keys", [("enter",), ("tab", "enter"), ("space",), ("1",), ("f2", "escape")]
)
async def test_the_stop_page_is_not_skipped(lane: BirchLane, keys: tuple[str, ...]) -> None:
    begun(lane, SEARCHING)
    async with at_work(lane) as worker:
        await resume(worker, "STOP")
        await worker.press(*keys)
        await worker.waits_for("STOP")
        assert isinstance(worker.screen, StopScreen)
        assert "tracing-stop" not in the_draft(lane).answers


async def test_a_burst_of_enters_does_not_pass_the_stop_page(lane: BirchLane) -> None:
    begun(lane, SEARCHING)
    async with at_work(lane) as worker:
        await resume(worker, "STOP")
        worker.bursts("\n" * 30)
        await settled(worker.pilot)
        assert isinstance(worker.screen, StopScreen)


async def test_the_word_goes_on_and_esc_goes_back(lane: BirchLane) -> None:
    begun(lane, SEARCHING)
    async with at_work(lane) as worker:
        await resume(worker, "STOP")
        await worker.press("escape")
        await worker.waits_for("Are they in touch with this relative already?")
        await worker.answers("\n", "STOP")
        await worker.answers("stop\n", "Whom do they hope to find?")
        await worker.press("escape")
        await worker.waits_for("STOP")


async def test_the_clause_of_the_stop_page_is_one_key_away(lane: BirchLane) -> None:
    begun(lane, SEARCHING)
    async with at_work(lane) as worker:
        await resume(worker, "STOP")
        await worker.press("f8")
        await worker.waits_for("For the question you are at", "trace a relative")
        await worker.press("escape")
        await worker.waits_for("STOP")


async def test_a_searching_request_is_stopped_referred_and_still_sent(lane: BirchLane) -> None:
    begun(lane, STOPPED)
    async with at_work(lane) as worker:
        await resume(worker, "Whom do they hope to find?")
        await worker.answers("her birth mother\n", "Why now?")
        await worker.answers("her birthday is soon\t\n", "any searching so far?")
        await worker.answers("3\n", "Which member of staff helped?")
        assert worker.sees("Thank you. Logging this is what the policy asks.")
        await worker.answers("nia\n", "Chosen: Nia Rees")
        await worker.answers("\n", "court order")
        assert "Thank you." not in worker.shown
        await worker.answers("2\n", "How are they feeling?")
        await worker.answers("sad and calm\t\n", "Does any of this apply?")
        await worker.answers("8\n", "in danger right now?")
        assert worker.sees("If anyone is in danger now: call 999, then your manager.")
        for _ in range(3):
            await worker.type("2\n")
            await settled(worker.pilot)
        await worker.waits_for("forced into sexual things")
        await worker.answers("2\n", "What did you do?")
        await worker.answers("1\n", "Write what you did")
        await worker.answers("we talked\n", "What do they want to happen next?")
        await worker.answers("to talk to someone\t\n", "Who have you talked to about it?")
        await worker.press("shift+tab", "shift+tab", "enter")
        await worker.waits_for("Why is nobody told yet")
        await worker.answers("she is driving\n", "Goes to Grace Adeyemi and Sandra Whitlow")
        assert worker.sees("High: a member of staff already helped to search")
        assert NIA not in worker.shown.partition("Goes to")[2]
        await worker.press("enter")
        await worker.waits_for("Sent.")
    entry = the_entry(lane)
    assert entry.standing.entry.outcome == "stopped-and-referred"
    assert entry.standing.is_discussed is False


async def test_urgent_advice_stays_in_sight_until_it_is_sent(lane: BirchLane) -> None:
    begun(lane, {**ORDINARY, "careful": "money", "worried": "yes"})
    async with at_work(lane) as worker:
        await resume(worker, "in danger right now?")
        await worker.answers("1\n", "someone dying or being badly hurt?")
        assert worker.sees("Call 999 now, then your manager.")
        await worker.answers("2\n", "someone's safety at risk?")
        assert worker.sees("Call 999 now, then your manager.")


# who was told


async def to_the_telling(worker: Worker) -> None:
    await resume(worker, "Who have you talked to about it?", "Who did you tell?")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_colleague_is_told_by_keyboard_alone(
    lane: BirchLane, size: tuple[int, int]
) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane, size=size) as worker:
        await to_the_telling(worker)
        assert worker.sees("[ Nobody yet, because … ]", "[ I cannot say now ]")
        await worker.answers("sand\n", "How?")
        assert worker.sees("Sandra Whitlow · Line manager")
        await worker.answers("2\n", "When?")
        await worker.answers("today 1.30pm", "Wednesday 18 November 2026, 1:30pm (today)")
        await worker.answers("\n", "What did they say? (optional)")
        await worker.answers("keep the messages\n", "Reference, if they gave one (optional)")
        await worker.answers("\n", "Did you tell anyone else?")
        assert worker.sees("✓ Sandra Whitlow · Line manager · By phone · today 1.30pm")
        await worker.answers("\n", "Goes to Sandra Whitlow")
    told = the_draft(lane).answers["told"]
    assert isinstance(told, Tellings)
    (one,) = told.told
    assert (one.who, one.role, one.how) == (SANDRA, "line-manager", "phone")
    assert one.answer == "keep the messages"
    assert one.member == lane.member(SANDRA).id


async def test_somebody_outside_is_asked_for_their_role_and_another_can_be_added(
    lane: BirchLane,
) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.type("PC Khan")
        await worker.press("up")
        await worker.answers("\n", "What is their role?")
        await worker.answers("poli\n", "How?")
        await worker.answers("2\n", "When?")
        await worker.type("now")
        await worker.answers("\n", "What did they say?")
        await worker.answers("\n", "Reference")
        await worker.answers("X-12\n", "Did you tell anyone else?")
        await worker.press("tab")
        await worker.answers("\n", "Who did you tell?")
        assert worker.sees("✓ PC Khan · Police · By phone")
        assert "Nobody yet" not in worker.shown
        await worker.answers("sand\n", "How?")
        await worker.answers("1\n", "When?")
        await worker.type("now")
        await worker.answers("\n", "What did they say?")
        await worker.answers("\n", "Reference")
        await worker.answers("\n", "✓ Sandra Whitlow")
        await worker.answers("\n", "Goes to Sandra Whitlow")
    told = the_draft(lane).answers["told"]
    assert isinstance(told, Tellings)
    assert [(each.who, each.role, each.reference) for each in told.told] == [
        ("PC Khan", "police", "X-12"),
        (SANDRA, "line-manager", ""),
    ]


async def test_half_a_telling_goes_on_where_it_was_left(lane: BirchLane) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.answers("sand\n", "How?")
        await worker.answers("1\n", "When?")
        await worker.type("today 1.3")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await resume(worker, "Sandra Whitlow · Line manager · In person", "When?", "today 1.3")
        await worker.answers("0pm", "1:30pm (today)")


async def test_half_the_name_of_who_was_told_is_kept(lane: BirchLane) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.type("sand")
        await worker.is_kept()
    async with at_work(lane) as worker:
        await resume(worker, "Who did you tell?", "│ sand", "Sandra Whitlow")
        await worker.answers("\n", "How?")


async def test_esc_goes_back_through_the_prompts_of_a_telling(lane: BirchLane) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.answers("sand\n", "How?")
        await worker.answers("1\n", "When?")
        await worker.press("escape")
        await worker.waits_for("● 1 In person")
        await worker.press("escape")
        await worker.waits_for("What is their role?")
        await worker.press("escape")
        await worker.waits_for("Who did you tell?")
        await worker.press("escape")
        await worker.waits_for("What do they want to happen next?")


async def test_a_name_that_is_nobodys_is_refused_in_a_sentence(lane: BirchLane) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.answers("\n", "Error: Enter the name of who was told.")
        await worker.press("shift+tab", "enter")
        await worker.waits_for("Goes to Sandra Whitlow")
    assert the_draft(lane).answers["told"] is not None


async def test_nobody_yet_needs_its_reason(lane: BirchLane) -> None:
    begun(lane, UP_TO_TELLING)
    async with at_work(lane) as worker:
        await to_the_telling(worker)
        await worker.press("shift+tab", "shift+tab", "enter")
        await worker.waits_for("Why is nobody told yet")
        await worker.answers("\n", "Error: Enter who you told, or why nobody is told yet.")
        await worker.answers("she is driving, I ring at 3\n", "Goes to Sandra Whitlow")
        assert the_draft(lane).answers["told"] == Tellings(
            nobody_because="she is driving, I ring at 3"
        )


async def test_a_worry_is_sent_with_its_level_and_its_reasons(lane: BirchLane) -> None:
    begun(lane, WORRIED)
    async with at_work(lane) as worker:
        await resume(worker, "!! High", "money or bank details shared", "l raises it")
        await worker.press("enter")
        await worker.waits_for("Sent.", "Sandra Whitlow should read it by today 6.05pm.")
    assert the_entry(lane).standing.level is Level.HIGH
    assert the_entry(lane).standing.is_discussed is True
