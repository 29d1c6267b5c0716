"""Recording line by line for practice, for a colleague, and the same as last time."""

from command_line import BirchLane
from plain_lines import types
from service_makers import NIA, ORDINARY, SAM, sent

from logbook.services import accepting, drafts, queue, reading
from logbook.services.reading import OpenEntry

REQUEST = [
    "1", "someone is posting as me", ".", "today 2pm", "", "3", "3", "2", "8",
    "2", "he changed the setting while we talked", "he wants it to stop", ".", "send",
]  # fmt: skip
HELP = ("help-request", "--plain")


def newest(lane: BirchLane) -> OpenEntry:
    lane.clock.pass_(minutes=1)
    desk = lane.desk(SAM)
    return reading.open_entry(desk, queue.mine(desk, count=1)[0].entry.id)


def test_practice_says_so_with_every_question_and_goes_to_nobody(lane: BirchLane) -> None:
    said = types(lane, SAM, REQUEST, *HELP, "--practice")
    assert said.status == 0, said.err
    assert said.out.count("Practice: nothing of this counts.") >= 9
    assert "it goes to nobody" in said.out
    assert "went to nobody" in said.out
    assert newest(lane).standing.entry.practice


def test_for_whom_it_is_and_how_it_came_are_asked_first(lane: BirchLane) -> None:
    said = types(lane, SAM, ["nia rees", "1", *REQUEST], *HELP, "--for-a-colleague")
    assert said.status == 0, said.err
    assert newest(lane).standing.entry.source == f"{NIA}, by phone"
    assert "tell them yourself what you hear back" in " ".join(said.out.split())


def test_back_and_forth_between_the_two_and_leaving_keeps_whom(lane: BirchLane) -> None:
    types(lane, SAM, ["nia rees", "back", "", "2", "leave"], *HELP, "--for-a-colleague")
    (draft,) = drafts.unfinished(lane.desk(SAM))
    assert draft.source is not None
    assert draft.source.words == f"{NIA}, in person"


def test_an_equals_sign_gives_the_same_as_last_time(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    again = ["=", "help me", ".", "today 2pm", "", "=", *REQUEST[6:]]
    said = types(lane, SAM, again, *HELP)
    assert said.status == 0, said.err
    assert "For the same as last time, D.W., type =." in said.out
    entry = newest(lane).standing.entry
    assert entry.person_shown == "Daniel Webb"
    platform = entry.response("platform")
    assert platform is not None
    assert platform.shown == "Instagram"


def test_a_policy_that_is_new_to_somebody_is_said_and_stops_nothing(lane: BirchLane) -> None:
    new = "Our policy is new to you"
    before = types(lane, SAM, ["8", "dw"])
    assert new in before.out
    assert "What went well?" in before.out
    accepting.accept(lane.desk(SAM))
    after = types(lane, SAM, ["8", "dw"])
    assert "What went well?" in after.out
    assert new not in after.out
