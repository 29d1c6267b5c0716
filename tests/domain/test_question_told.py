"""Who was told, as data."""

from dataclasses import replace

import pytest
from askings import ASKING, TELLING, TOLD

from logbook.domain.answers import CannotSay, Telling, Tellings
from logbook.domain.questions import NotAnAnswer


def told(**parts: str) -> Tellings:
    answer = TOLD.read([{**TELLING, **parts}], ASKING)
    assert isinstance(answer, Tellings)
    return answer


def only(answer: Tellings) -> Telling:
    (telling,) = answer.told
    return telling


def test_a_manager_reached_by_name_and_time_is_discussed() -> None:
    assert TOLD.fulfilled(told())
    assert TOLD.fulfilled(told(how="in-person", role="general manager", who="Gail"))


@pytest.mark.parametrize(
    "parts",
    [
        {"how": "left a message"},
        {"role": "gp"},
        {"role": "bank"},
        {"when": "not known"},
    ],
)
def test_a_message_another_role_or_no_time_is_not_discussed(parts: dict[str, str]) -> None:
    assert not TOLD.fulfilled(told(**parts))


def test_one_who_counts_among_others_is_enough() -> None:
    answer = TOLD.read([{**TELLING, "role": "bank"}, TELLING], ASKING)
    assert TOLD.fulfilled(answer)


def test_nobody_yet_and_not_saying_are_not_discussed() -> None:
    assert not TOLD.fulfilled(TOLD.read("nobody yet: she is driving", ASKING))
    assert not TOLD.fulfilled(CannotSay())


def test_telling_somebody_it_is_about_is_not_telling_a_manager() -> None:
    assert only(told()).member == "sandra"
    assert not TOLD.fulfilled(told(), {"sandra"})
    assert TOLD.fulfilled(told(), {"henry"})


@pytest.mark.parametrize("who", ["?", "-", "nobody", "Not known", "someone", "12", "n/a"])
def test_a_telling_without_a_name_is_refused(who: str) -> None:
    with pytest.raises(NotAnAnswer, match="Enter the name of who was told"):
        told(who=who)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("who", "Enter the name of who was told."),
        ("role", "Choose their role."),
        ("how", "Choose how you told them."),
        ("when", "Enter when you told them."),
    ],
)
def test_a_part_that_is_missing_is_named(part: str, sentence: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        told(**{part: ""})
    assert str(refused.value) == sentence


@pytest.mark.parametrize("part", ["who", "role", "how", "when"])
def test_a_part_cannot_be_left_unsaid_inside_a_telling(part: str) -> None:
    with pytest.raises(NotAnAnswer, match="Enter who, their role, how and when"):
        told(**{part: "I cannot say now"})


def test_what_a_manager_said_is_kept_word_for_word() -> None:
    assert only(told(answer="I cannot say now")).answer == "I cannot say now"
    assert only(told(answer=" [/] =1+1\n\x1b[2J ")).answer == "[/] =1+1\n[2J"


def test_an_account_is_recognised_by_the_whole_name_only() -> None:
    assert only(told(who="sandra")).member == "sandra"
    assert only(told(who="Sand")).member == ""
    assert only(told(who="Dr Rao")).member == ""


def test_it_is_worded_with_all_its_parts() -> None:
    assert TOLD.wording(told(role="general-manager", how="in-person", who="Gail")) == (
        "Gail (General Manager), in person, Monday 16 November 2026, 1pm: "
        "“Stay with them.” · reference R 12"
    )


def test_a_reason_is_worded_as_it_was_written() -> None:
    answer = TOLD.read([{"nobody": "Sandra is on leave"}], ASKING)
    assert TOLD.wording(answer) == "Nobody yet: Sandra is on leave"
    assert TOLD.read(TOLD.typed(answer), ASKING) == answer


@pytest.mark.parametrize("typed", ["nobody yet", "nobody yet: ", "nobody: \x00", "Sandra"])
def test_nobody_yet_needs_a_reason(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="“nobody yet: ” and why"):
        TOLD.read(typed, ASKING)


def test_empty_rows_beside_a_telling_are_left_out() -> None:
    answer = TOLD.read([{"who": " "}, TELLING, {"nobody": "she was away"}], ASKING)
    assert answer == told()


def test_a_role_that_left_the_list_is_not_still_offered() -> None:
    assert not TOLD.still_offers(Tellings((replace(only(told()), role="overseer"),)))
    assert TOLD.still_offers(told())
    assert TOLD.still_offers(CannotSay())


def test_only_a_body_outside_is_told_in_writing() -> None:
    outside = replace(TOLD, outside=True)
    answer = outside.read([{**TELLING, "who": "the online form", "how": "in writing"}], ASKING)
    assert isinstance(answer, Tellings)
    assert "the online form" in outside.wording(answer)
    assert "in writing or online" in outside.wording(answer)
    with pytest.raises(NotAnAnswer):
        told(how="in writing")
