"""Recording line by line: what is asked, what is kept, and what arrives in the log."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import NOW, BirchLane, birch_lane, logbook
from plain_lines import page, pages, talks, types
from service_makers import GENERAL_MANAGER, ORDINARY, SAM, SANDRA, WORRIED, answered, sent

from logbook.domain.answers import CANNOT_SAY_WORDS, Skipped, Words
from logbook.domain.kinds import Kind
from logbook.domain.levels import Level
from logbook.domain.refusals import Refusal
from logbook.policy.kinds import KINDS
from logbook.services import amending, drafts, people, queue, reading, recording
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.services.reading import OpenEntry

HELP = ("help-request", "--plain")
NEW = "1"
UNFINISHED = "9"
"""The first of the menu, for whoever has no draft."""

TO_RELATIVE = ["1", "someone is posting as me", ".", "today 2pm", "", "3", "3"]
"""An ordinary help request, line by line, up to the question about relatives."""
AFTER_CAREFUL = ["2", "he changed the setting while we talked", "he wants it to stop", "."]
LINES = [*TO_RELATIVE, "2", "8", *AFTER_CAREFUL]
"""The whole of it, up to the list of answers."""

TRACED = [
    *TO_RELATIVE, "1", "2", "stop", "his sister", "his birthday is coming", ".", "1", "2",
    "sad, and hopeful", ".", "8", "no", "no", "no", "no", "1", "we looked at his photos",
    "he wants to write to her", ".", "sandra", "1", "now", "", "she will call him", "", "no",
]  # fmt: skip
"""A request to find a relative."""

WORRY = [
    *TO_RELATIVE, "2", "2", "1", "no", "no", "yes", "no",
    "a message that asked him for his card", ".", "he says she is his girlfriend", ".", "", "",
    "5", "2", "today 1pm", "", "1", "3", "@sunny_k", "3", "5", "1", "he wants his money back",
    "1", "2", "", "9", "",
]  # fmt: skip
"""A worry about safety, up to who was told."""


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    made = birch_lane(tmp_path / "data")
    yield made
    made.close()


def newest(birch: BirchLane) -> OpenEntry:
    """What Sam sent last, a minute later."""
    birch.clock.pass_(minutes=1)
    desk = birch.desk(SAM)
    return reading.open_entry(desk, queue.mine(desk, count=1)[0].entry.id)


def shown(entry: OpenEntry) -> dict[str, str]:
    return {each.key: each.shown for each in entry.standing.current_responses}


def only_draft(birch: BirchLane) -> Draft:
    (draft,) = drafts.unfinished(birch.desk(SAM))
    return draft


# an ordinary request


def test_an_ordinary_request_is_the_same_entry_as_on_the_screen(birch: BirchLane) -> None:
    answer = types(birch, SAM, [NEW, *LINES, "send"])
    assert answer.done
    assert answer.err == ""
    desk = birch.desk(SAM)
    assert shown(newest(birch)) == shown(sent(birch.desk(SAM), ORDINARY))
    assert drafts.unfinished(desk) == ()


def test_a_question_says_where_it_stands_and_how_it_is_answered(birch: BirchLane) -> None:
    answer = types(birch, SAM, LINES, *HELP)
    assert page(answer, "What kind of help").splitlines()[:4] == [
        "Question 5 of about 9.",
        "What kind of help did they ask for?",
        "Choose all that fit.",
        "Why we ask: Some kinds of help need your manager first.",
    ]
    assert page(answer, "What kind of help").endswith(
        "0. I do not know\nType policy to read our policy on this.\n"
        "Type numbers with spaces between, then Enter."
    )
    assert "Type as many lines as you need. A line with only a full stop ends it." in answer.out


def test_a_moment_is_said_back_and_can_be_typed_again(birch: BirchLane) -> None:
    answer = types(birch, SAM, ["1", "hi", ".", "today 2pm", "yesterday 3.30pm", ""], *HELP)
    assert "That is Wednesday 18 November 2026, 2pm (today)." in answer.out
    assert "That is Tuesday 17 November 2026, 3:30pm (yesterday)." in answer.out
    assert only_draft(birch).shown_typed("happened") == "Tuesday 17 November 2026, 3:30pm"


def test_now_is_kept_as_the_minute_it_was(birch: BirchLane) -> None:
    types(birch, SAM, ["1", "hi", ".", "now"], *HELP)
    assert only_draft(birch).typed["happened"] == "Wednesday 18 November 2026, 2:05pm"


def test_the_list_says_what_will_happen_before_it_is_sent(birch: BirchLane) -> None:
    answer = types(birch, SAM, LINES, *HELP)
    listed = page(answer, "Check your answers")
    assert "1. Who asked? Daniel Webb" in listed
    assert "2. In their words: someone is posting as me" in listed
    assert "Level: Low." in listed
    assert f"Goes to {SANDRA}, who should read it by" in listed
    assert "Also able to read it:" in listed
    assert listed.rstrip().endswith("Type send to send it to your manager.")


def test_the_result_says_who_reads_it_and_what_to_do_if_it_gets_worse(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*LINES, "SEND"], *HELP)
    result = pages(answer)[-1]
    assert f"Sent. Its reference is {newest(birch).reference}." in result
    assert SANDRA in result
    assert "If it gets worse: call 999, or on call R. Hale, 01632 960 118." in result


def test_danger_comes_before_any_question(birch: BirchLane) -> None:
    assert types(birch, SAM, []).out.startswith(
        "If anyone is in danger now: call 999, then your manager. Log after.\n"
        "On call: R. Hale, 01632 960 118.\n"
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_can_be_sent_though_nothing_can_be_said(birch: BirchLane, kind: Kind) -> None:
    def talk(heard: str) -> str:
        if "the word stop" in heard:
            return "stop"
        return "send" if "Type send" in heard else "cannot say"

    answer = talks(birch, SAM, talk, kind.key, "--plain")
    assert answer.done
    said = {value for key, value in shown(newest(birch)).items() if "stop" not in key}
    assert said == {CANNOT_SAY_WORDS}


# the stop page and the safety questions


def test_only_the_word_stop_goes_on_from_the_stop_page(birch: BirchLane) -> None:
    lines = [*TO_RELATIVE, "1", "2", "", "yes", "cannot say", "stop it", "Stop", "leave"]
    answer = types(birch, SAM, lines, *HELP)
    assert answer.out.count("Error: Only the word stop goes on.") == 4
    stop = page(answer, "STOP.")
    for words in (
        "Do not search, message",
        "family-tree",
        "Say something like:",
        "You can: listen",
    ):
        assert words in " ".join(stop.split())
    assert "Whom do they hope to find?" in answer.out
    assert only_draft(birch).typed == {}


def test_a_request_to_find_a_relative_is_stopped_and_referred(birch: BirchLane) -> None:
    assert types(birch, SAM, [*TRACED, "send"], *HELP).done
    entry = newest(birch).standing.entry
    assert entry.outcome == "stopped-and-referred"
    assert entry.level is Level.MEDIUM
    assert entry.discussed


def test_a_worry_goes_the_whole_way_to_who_was_told(birch: BirchLane) -> None:
    told = ["sandra", "2", "today 2pm", "", "", "", "no"]
    assert types(birch, SAM, [*WORRY, *AFTER_CAREFUL, *told, "send"], *HELP).done
    entry = newest(birch)
    assert shown(entry)["told"] == shown(sent(birch.desk(SAM), WORRIED))["told"]
    assert entry.standing.level is Level.HIGH
    assert entry.standing.entry.discussed


def test_what_comes_before_danger_is_read_once_and_urgent_advice_first(birch: BirchLane) -> None:
    lines = [*TO_RELATIVE, "2", "2", "1", "yes", "yes", "yes"]
    answer = types(birch, SAM, lines, *HELP)
    assert answer.out.count("Log after.") == 2
    assert page(answer, "someone dying").splitlines()[:2] == [
        "Question 10 of about 32.",
        "Call 999 now, then your manager. Then come back: what you wrote is safe here.",
    ]
    assert answer.out.count("Call 999 now") == 1


# who was told


def telling(birch: BirchLane, *lines: str) -> drafts.Open:
    """A draft that is at the question who was told, and these lines typed there."""
    desk = birch.desk(SAM)
    up_to = {key: typed for key, typed in WORRIED.items() if key != "told"}
    opened = answered(desk, up_to)
    drafts.keep(desk, opened, replace(opened.draft, at="told"))
    types(birch, SAM, [UNFINISHED, *lines])
    return drafts.resume(birch.desk(SAM), opened.draft.id)


def told_words(opened: drafts.Open) -> str:
    draft = opened.draft
    return draft.kind.question("told").wording(draft.answers["told"])


def test_a_colleague_is_named_by_the_beginning_and_their_role_is_known(birch: BirchLane) -> None:
    opened = telling(birch, "sandra", "2", "1pm", "", "call the bank", "B-17", "no")
    assert told_words(opened) == (
        f"{SANDRA} (line manager), by phone, Wednesday 18 November 2026, 1pm: "
        "“call the bank” · reference B-17"
    )


def test_whoever_else_was_told_is_added_and_the_last_one_can_be_taken_out(
    birch: BirchLane,
) -> None:
    first = ["sandra", "1", "1pm", "", "", "", "yes"]
    second = ["PC Jones", "8", "2", "not known", "", "", "", "what", "yes"]
    third = ["Mum", "12", "3", "now", "", "", "", "remove", ""]
    opened = telling(birch, *first, *second, *third)
    assert [line.partition(" (")[0] for line in told_words(opened).split("\n")] == [
        SANDRA,
        "PC Jones",
    ]


def test_why_nobody_is_told_yet_is_an_answer(birch: BirchLane) -> None:
    opened = telling(birch, "nobody", "she is on leave; I will ring at five")
    assert told_words(opened) == "Nobody yet: she is on leave; I will ring at five"


def test_a_name_that_names_nobody_is_refused_at_once(birch: BirchLane) -> None:
    opened = telling(birch, "someone", "nobody: no signal here")
    assert told_words(opened) == "Nobody yet: no signal here"


def test_each_part_of_a_telling_is_kept_and_goes_on_where_it_was(birch: BirchLane) -> None:
    opened = telling(birch, "sandra", "2")
    assert opened.draft.typed["told"] == [{"who": SANDRA, "role": "line-manager", "how": "2"}]
    answer = types(birch, SAM, [UNFINISHED, "1pm", "", "", "", "no"])
    assert f"You began with {SANDRA}." in answer.out
    assert "What is their role?" not in answer.out
    assert "Sandra" in told_words(drafts.resume(birch.desk(SAM), opened.draft.id))


def test_back_leaves_out_whoever_was_begun_and_cannot_say_is_for_the_question(
    birch: BirchLane,
) -> None:
    opened = telling(birch, "sandra", "cannot say", "back", "cannot say")
    assert told_words(opened) == CANNOT_SAY_WORDS


def test_a_telling_that_is_there_is_read_out_and_kept_by_no(birch: BirchLane) -> None:
    opened = telling(birch, "sandra", "1", "1pm", "", "", "", "cannot say", "no")
    assert told_words(opened).startswith(SANDRA)
    number = str(len(opened.draft.journey(NOW).path))
    answer = types(birch, SAM, [UNFINISHED, number, "", "leave"])
    assert f"You told {SANDRA} (line manager)" in answer.out
    assert told_words(drafts.resume(birch.desk(SAM), opened.draft.id)).startswith(SANDRA)


# back, change, raise


def test_back_shows_the_answer_and_enter_keeps_it(birch: BirchLane) -> None:
    answer = types(birch, SAM, ["1", "hi", ".", "back", "back", "", "", "cannot say"], *HELP)
    again = pages(answer)[5]
    assert again.splitlines()[0] == "Question 1 of about 9."
    assert "Your answer: Daniel Webb" in again
    assert "Enter alone keeps it." in again
    draft = only_draft(birch)
    assert draft.at == "platform"
    assert draft.answers["asked"] == Words("hi")


def test_back_from_the_first_question_is_to_the_menu(birch: BirchLane) -> None:
    answer = types(birch, SAM, ["back", "1", "1", "back", "back", UNFINISHED, "leave"], *HELP)
    assert answer.out.count("What happened?") == 2
    assert "9. Help request about D.W., begun today 2.05pm, at question 1" in answer.out
    assert len(drafts.unfinished(birch.desk(SAM))) == 1


def test_an_answer_is_changed_by_its_number_and_only_that_is_read_again(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*LINES, "5", "2", "send"], *HELP)
    before, again = (each for each in pages(answer) if "Type send" in each)
    assert "5. Kind of help: Privacy, location or blocking settings" in before
    assert again.splitlines() == [
        "5. Kind of help: Log in, or a forgotten password",
        "To change an answer, type its number, 1 to 9.",
        "To make it more urgent, type raise.",
        "Type send to send it to your manager.",
    ]


def test_a_change_that_asks_more_reads_everything_again(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*LINES, "7", "2", "no", "back"], *HELP)
    assert "Are you worried about their safety?" in answer.out
    assert answer.out.count("1. Who asked? Daniel Webb") == 2


def test_back_while_changing_is_to_the_list(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*LINES, "4", "back", "back", "leave"], *HELP)
    assert "Nothing is changed.\nTo change an answer" in answer.out
    assert only_draft(birch).at == "next"


def test_the_level_is_raised_with_a_reason(birch: BirchLane) -> None:
    lines = [*LINES, "raise", "3", "he was crying", "send"]
    answer = types(birch, SAM, lines, *HELP)
    assert "How urgent is it?" in answer.out
    assert "Level: High, raised by you: he was crying" in answer.out
    entry = newest(birch).standing.entry
    assert (entry.level, entry.raised_because) == (Level.HIGH, "he was crying")


def test_the_level_stays_where_no_reason_is_given(birch: BirchLane) -> None:
    lines = [*LINES, "raise", "4", "", "cannot say", "9", "back", "leave"]
    answer = types(birch, SAM, lines, *HELP)
    assert "Error: Emergency: write why it is more urgent." in answer.out
    assert "Error: “9” is not one of the answers." in answer.out
    assert only_draft(birch).raised_to is None


def test_a_word_that_means_nothing_in_the_list_sends_nothing(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*LINES, "yes", "", "99", "cannot say"], *HELP)
    assert answer.out.count("Error: That is neither a number in the list") == 4
    assert len(drafts.unfinished(birch.desk(SAM))) == 1


# words that work everywhere


def test_help_reads_the_question_again_and_policy_its_clause(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*TO_RELATIVE, "policy", "help"], *HELP)
    asked = page(answer, "look up a relative?")
    assert "We never help anyone to trace a relative" in " ".join(asked.split())
    assert "under “Supporting service users with their social media accounts”" in asked
    assert asked.count("Is any of this to find or look up a relative?") == 2
    assert "leave stops here." in asked


def test_where_there_is_no_clause_policy_says_so(birch: BirchLane) -> None:
    assert "no rule of its own for this" in types(birch, SAM, ["policy"], *HELP).out


def test_policy_at_the_menu_reads_all_of_it(birch: BirchLane) -> None:
    assert types(birch, SAM, ["policy"]).out.count("Our policy, under") > 5


def test_a_space_before_such_a_word_makes_it_an_answer(birch: BirchLane) -> None:
    types(birch, SAM, ["1", " help", " back", " .", "end", "."], *HELP)
    assert only_draft(birch).answers["asked"] == Words("help\nback\n.\nend")


def test_an_optional_question_says_so_and_enter_leaves_it_empty(birch: BirchLane) -> None:
    answer = types(birch, SAM, WORRY, *HELP)
    asked = page(answer, "What do you think is going on?")
    assert "What do you think is going on? (optional)" in asked
    assert asked.rstrip().endswith("Enter\nalone leaves it empty.")
    assert only_draft(birch).answers["think"] == Skipped()


def test_a_full_stop_empties_an_optional_answer(birch: BirchLane) -> None:
    types(birch, SAM, [*WORRY, "back", "back", ".", "leave"], *HELP)
    opened = drafts.resume(birch.desk(SAM), only_draft(birch).id)
    assert opened.draft.answers["evidence"] == Skipped()


def test_options_that_ask_for_words_ask_for_them(birch: BirchLane) -> None:
    lines = [*TO_RELATIVE[:-1], "1 18 3", "a ring light", "back"]
    types(birch, SAM, lines, *HELP)
    draft = only_draft(birch)
    assert draft.kind.question("help").wording(draft.answers["help"]) == (
        "Set up an account · Privacy, location or blocking settings · Something else: a ring light"
    )


def test_back_from_the_words_of_an_option_asks_for_the_option_again(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*TO_RELATIVE[:-1], "18", "back", "1", "leave"], *HELP)
    assert answer.out.count("\n1. Set up an account") == 2
    assert only_draft(birch).at == "relative"


# whom it is about


def test_someone_not_listed_is_named_in_words(birch: BirchLane) -> None:
    types(birch, SAM, ["0", "a neighbour of Daniel's"], *HELP)
    draft = only_draft(birch)
    shown_as = draft.kind.question("person").wording(draft.answers["person"])
    assert shown_as == "a neighbour of Daniel's (not listed)"


def test_colleagues_who_are_part_are_chosen_by_number_and_name(birch: BirchLane) -> None:
    answer = types(birch, SAM, [*TO_RELATIVE, "2", "7", f"{SANDRA}, 1", "2"], *HELP)
    draft = only_draft(birch)
    said = draft.kind.question("staff").wording(draft.answers["staff"])
    assert said.startswith(f"{SANDRA}, ")
    assert f"That is {said}." in answer.out


def test_a_long_list_of_people_is_asked_for_by_name(birch: BirchLane) -> None:
    grace = birch.desk(GENERAL_MANAGER)
    for nth in range(12):
        people.add_person(grace, name=f"Robin Ash{chr(97 + nth)}", house="Oak House")
    answer = types(birch, SAM, ["a", "robin", "robin ashc", "back"], *HELP)
    assert "There are 15 people in the list." in answer.out
    assert "1. Daniel Webb" not in answer.out
    assert "15 people in the list fit that. Type more of the name." in answer.out
    assert "\n12. Robin Ashl (R.A.12), Oak House" in answer.out
    assert "That is Robin Ashc." in answer.out


def test_those_who_fit_a_refused_name_are_read_with_their_numbers(birch: BirchLane) -> None:
    types(birch, SAM, ["e", "3"], *HELP)
    draft = only_draft(birch)
    assert draft.kind.question("person").wording(draft.answers["person"]) == "Alice Reed"


# refusals


def test_what_was_refused_is_mentioned_and_kept(birch: BirchLane) -> None:
    answer = types(birch, SAM, ["Zebedee"], *HELP)
    assert "Error: Nobody listed fits “Zebedee”." in answer.out
    assert "\nWho asked?\nYou typed: Zebedee\n" in answer.out
    assert only_draft(birch).typed == {"person": "Zebedee"}


def test_a_text_that_is_too_long_is_kept_and_can_be_written_anew(birch: BirchLane) -> None:
    lines = ["1", "a" * 12_000, "b" * 12_000, ".", ".", "start again", "short", "."]
    answer = types(birch, SAM, lines, *HELP)
    assert answer.out.count("Error: That is 24,001 characters") == 2
    assert "aaa" not in answer.out
    assert only_draft(birch).answers["asked"] == Words("short")


def test_a_moment_that_cannot_be_read_is_asked_again(birch: BirchLane) -> None:
    lines = ["1", "hi", ".", "today", "31/02/2026", "tomorrow", "today 1pm", ""]
    answer = types(birch, SAM, lines, *HELP)
    assert "You typed: 31/02/2026" in answer.out
    assert "Error: Thursday 19 November 2026 is still to come." in answer.out
    assert only_draft(birch).at == "platform"


def test_what_could_not_be_saved_is_said_and_asked_again(birch: BirchLane) -> None:
    real = drafts.keep
    faults: Iterator[bool] = iter([False, False, True])

    def keep(desk: Desk, opened: drafts.Open, draft: Draft) -> None:
        fails = next(faults, False) if draft.answers else False
        if fails:
            raise Refusal("The disk is full.")
        real(desk, opened, draft)

    with patch.object(drafts, "keep", keep):
        answer = types(birch, SAM, ["1", "hi", ".", ".", "leave"], *HELP)
    assert "Error: This is not saved yet. The disk is full." in answer.out
    assert answer.status == 0
    assert only_draft(birch).answers["asked"] == Words("hi")


def test_what_could_not_be_sent_is_kept_and_sent_by_the_next_try(birch: BirchLane) -> None:
    real, faults = recording.send, iter([True])

    def send(desk: Desk, opened: drafts.Open) -> recording.Sent:
        if next(faults, False):
            raise Refusal("The disk is full.")
        return real(desk, opened)

    with patch.object(recording, "send", send):
        answer = types(birch, SAM, [*LINES, "send", "send"], *HELP)
    assert "Error: It is not sent. The disk is full. To try again, type send." in answer.out
    assert "Sent. Its reference is" in answer.done


# stopping


def test_end_of_input_keeps_the_draft_and_says_so(birch: BirchLane) -> None:
    answer = types(birch, SAM, TO_RELATIVE[:5], *HELP)
    assert answer.refusal == (
        "The input ended at question 4, “Platform”. What you wrote is kept as a draft: "
        "go on with logbook record --plain, or on the screen."
    )
    assert only_draft(birch).at == "platform"


def test_end_of_input_before_any_answer_leaves_nothing(birch: BirchLane) -> None:
    assert "Nothing was answered, so nothing is kept." in types(birch, SAM, [], *HELP).refusal
    assert "Nothing was begun." in types(birch, SAM, []).refusal
    assert drafts.unfinished(birch.desk(SAM)) == ()


def test_leave_keeps_what_there_is(birch: BirchLane) -> None:
    answer = types(birch, SAM, ["1", "one", "two", "leave"], *HELP)
    assert answer.done.rstrip().splitlines()[-2].startswith("What you wrote is kept as a draft")
    assert only_draft(birch).typed == {"asked": "one\ntwo"}
    assert "Nothing was begun." in types(birch, SAM, ["back", "0", "cannot say", "leave"]).done


def test_stopping_by_hand_says_what_is_kept(birch: BirchLane) -> None:
    def talk(heard: str) -> str:
        if "Question 2" in heard:
            raise KeyboardInterrupt
        return "1"

    answer = talks(birch, SAM, talk, *HELP)
    assert answer.status == 130
    assert "What you wrote is kept as a draft" in answer.err


def test_every_line_is_saved_before_the_next_is_awaited(birch: BirchLane) -> None:
    other = birch.desk(SAM)
    waiting = iter([*TO_RELATIVE[:3], "today 2pm", "", "26", "Mixi", "leave"])
    seen: list[tuple[set[str], dict[str, object]]] = []

    def talk(_heard: str) -> str:
        (draft,) = drafts.unfinished(other)
        seen.append((set(draft.answers), dict(draft.typed)))
        return next(waiting)

    assert talks(birch, SAM, talk, *HELP).done
    asked, moment = "someone is posting as me", "Wednesday 18 November 2026, 2pm"
    assert seen == [
        (set(), {}),
        ({"person"}, {}),
        ({"person"}, {"asked": asked}),
        ({"person", "asked"}, {}),
        ({"person", "asked"}, {"happened": moment}),
        ({"person", "asked", "happened"}, {}),
        ({"person", "asked", "happened"}, {}),
        ({"person", "asked", "happened", "platform"}, {}),
    ]


# drafts, here and on the screen


def test_a_long_text_begun_elsewhere_goes_on(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    opened = answered(desk, {"person": "D.W."})
    half = replace(opened.draft.with_typed("asked", "half a"), at="asked")
    drafts.keep(desk, opened, half)
    answer = types(birch, SAM, [UNFINISHED, "sentence", "."])
    assert "9. Help request about D.W., begun" in answer.out
    assert "You have written:\nhalf a\n" in answer.out
    assert only_draft(birch).answers["asked"] == Words("half a\nsentence")


def test_what_stands_in_a_field_elsewhere_is_used_by_enter(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    opened = answered(desk, {"person": "D.W.", "asked": "hi", "happened": "today"})
    half = opened.draft.with_typed("help", "privacy\nother").with_typed("platform", "instagram")
    drafts.keep(desk, opened, replace(half, at="platform"))
    answer = types(birch, SAM, [UNFINISHED, "", "3 18", "a ring light"])
    assert "You typed: Instagram\nEnter alone uses it." in answer.out
    assert "You typed: privacy; other" in answer.out
    assert only_draft(birch).at == "relative"


def test_a_draft_that_is_done_goes_on_at_its_list(birch: BirchLane) -> None:
    desk = birch.desk(SAM)
    opened = answered(desk, ORDINARY)
    drafts.keep(desk, opened, replace(opened.draft.with_typed("asked", "other words"), at=""))
    answer = types(birch, SAM, [UNFINISHED, "send"])
    assert "begun today 2.05pm, all answered" in answer.out
    assert "You began to change this." in answer.out
    assert answer.done


def test_what_goes_on_elsewhere_ends_here_and_keeps_both(birch: BirchLane) -> None:
    def talk(heard: str) -> str:
        if "Question 2" in heard:
            other = birch.desk(SAM)
            drafts.resume(other, drafts.unfinished(other)[0].id)
            return "written here"
        return "1"

    answer = talks(birch, SAM, talk, *HELP)
    assert "goes on there" in answer.refusal
    kept = [draft.typed for draft in drafts.unfinished(birch.desk(SAM))]
    assert sorted(kept, key=len) == [{}, {"asked": "written here"}]


def test_only_ones_own_new_entries_are_offered(birch: BirchLane) -> None:
    answered(birch.desk(SANDRA), {"person": "D.W."})
    desk = birch.desk(SAM)
    amending.begin(desk, sent(desk).id)
    answer = types(birch, SAM, ["leave"])
    assert "what you have not finished" not in answer.out
    assert "D.W." not in answer.out


def test_a_kind_begins_anew_and_says_that_something_waits(birch: BirchLane) -> None:
    answered(birch.desk(SAM), {"person": "D.W."})
    answer = types(birch, SAM, ["leave"], *HELP)
    assert "You have 1 unfinished. To go on with it," in answer.out
    assert len(drafts.unfinished(birch.desk(SAM))) == 1


# where it may run


def test_on_a_terminal_without_plain_it_says_where_the_screen_is(birch: BirchLane) -> None:
    with patch.dict(os.environ, TERM="xterm"):
        answer = logbook("record", "--in", birch.folder, terminal=True)
    assert answer.refusal == (
        "To record on the screen, type logbook alone; "
        "to record here, line by line, type logbook record --plain."
    )


def test_a_dumb_terminal_is_plain_by_itself(birch: BirchLane) -> None:
    with patch.dict(os.environ, TERM="dumb"):
        answer = logbook("record", "--in", birch.folder, "--as", "Nobody", terminal=True)
    assert "Nobody named “Nobody”" in answer.refusal


def test_a_kind_that_is_not_there_is_a_misspelling(birch: BirchLane) -> None:
    answer = types(birch, SAM, [], "help-me", "--plain")
    assert answer.status == 2
    assert "help-request" in answer.err
