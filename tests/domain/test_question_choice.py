"""Questions answered from a list."""

from dataclasses import replace

import pytest
from askings import ASKING, ONE, OPTIONS, SEVERAL, YES_NO

from logbook.domain.answers import Choice, Choices
from logbook.domain.questions import NotAnAnswer, OneOf, SeveralOf


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("1", "log-in"),
        ("log-in", "log-in"),
        ("LOG-IN", "log-in"),
        ("Log in, or a forgotten password", "log-in"),
        ("log in", "log-in"),
        ("2", "contact"),
        ("Contact: someone getting to them", "contact"),
        ("0", "unknown"),
        ("i do not know", "unknown"),
        ("5", "post"),
    ],
)
def test_an_option_is_chosen_by_number_key_or_label(typed: str, option: str) -> None:
    assert ONE.read(typed, ASKING) == Choice(option)
    assert SEVERAL.read(typed, ASKING) == Choices((Choice(option),))


def test_i_do_not_know_is_digit_nought_and_stands_last() -> None:
    assert [ONE.digit(option) for option in ONE.offered] == ["1", "2", "3", "4", "5", "0"]
    assert ONE.offered[-1].key == "unknown"


def test_a_disabled_option_is_not_offered_but_still_worded() -> None:
    assert "gone" not in {option.key for option in ONE.offered}
    with pytest.raises(NotAnAnswer):
        ONE.read("gone", ASKING)
    assert ONE.wording(ONE.from_plain({"option": "gone", "detail": ""})) == "No longer offered"
    assert ONE.still_offers(Choice("gone"))


def test_an_option_that_was_never_in_the_list_is_not_still_offered() -> None:
    assert not ONE.still_offers(Choice("elsewhere"))
    assert not SEVERAL.still_offers(Choices((Choice("log-in"), Choice("elsewhere"))))


def test_an_option_that_asks_for_words_says_so_in_its_own() -> None:
    with pytest.raises(NotAnAnswer, match=r"^Something else: write what it is\.$"):
        ONE.read("other", ASKING)
    with pytest.raises(NotAnAnswer, match="write what it is"):
        SEVERAL.read("other: \x00", ASKING)


def test_words_beside_an_option_that_takes_none_are_not_dropped_in_silence() -> None:
    with pytest.raises(NotAnAnswer, match="takes no words of its own"):
        YES_NO.read("no: he told me so", ASKING)


def test_something_else_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotAnAnswer) as refused:
        ONE.read("perhaps", ASKING)
    assert str(refused.value) == ("“perhaps” is not one of the answers. Choose one by its number.")


def test_several_options_come_in_the_order_of_the_list() -> None:
    answer = SEVERAL.read("post, other: a, b\nlog in, or a forgotten password", ASKING)
    assert answer == Choices((Choice("log-in"), Choice("other", "a, b"), Choice("post")))
    assert SEVERAL.wording(answer) == (
        "Log in, or a forgotten password · Something else: a, b · Make or edit a post"
    )


def test_numbers_may_stand_in_a_row() -> None:
    assert SEVERAL.read("5 1, 2", ASKING) == SEVERAL.read("post\nlog-in\ncontact", ASKING)


def test_an_option_that_stands_alone_is_refused_beside_others() -> None:
    with pytest.raises(NotAnAnswer, match=r"Choose “None of these” on its own, or leave it out\."):
        SEVERAL.read("log-in\nnone", ASKING)


@pytest.mark.parametrize("typed", [",", " , ,", "\n,\n"])
def test_commas_alone_are_no_answer(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="Choose what applies"):
        SEVERAL.read(typed, ASKING)


def test_a_line_separator_inside_words_does_not_break_them() -> None:
    answer = SEVERAL.read("other: a\u2028b\x85c", ASKING)
    assert answer == Choices((Choice("other", "a\u2028bc"),))


@pytest.mark.parametrize(
    ("typed", "option"),
    [("y", "yes"), ("N", "no"), ("ns", "unsure"), ("don't know", "unsure"), ("3", "unsure")],
)
def test_yes_no_or_not_sure_may_be_short(typed: str, option: str) -> None:
    assert YES_NO.read(typed, ASKING) == Choice(option)


def test_one_list_serves_both_ways_of_choosing() -> None:
    assert (
        OneOf("a", "A?", options=OPTIONS).offered == SeveralOf("b", "B?", options=OPTIONS).offered
    )


def test_a_question_that_has_to_be_answered_does_not_speak_of_leaving_it() -> None:
    with pytest.raises(NotAnAnswer, match=r"^Choose an answer, or “I cannot say now”\.$"):
        replace(ONE, missing="").read("", ASKING)
    with pytest.raises(NotAnAnswer, match=r"^Choose an answer\.$"):
        replace(ONE, missing="", firm=True).read("", ASKING)
