"""Whom it is about: service users and colleagues."""

from dataclasses import replace

import pytest
from askings import ASKING, STAFF_PART, WHO

from logbook.domain.answers import Someone, Someones
from logbook.domain.people import FileClosed
from logbook.domain.questions import NotAnAnswer

DANIEL = Someone("p1", "Daniel Webb")


@pytest.mark.parametrize("typed", ["p1", "Daniel Webb", "daniel", "D.W.", "dw", "d.w.", "webb"])
def test_a_person_is_found_by_name_or_initials(typed: str) -> None:
    assert WHO.read(typed, ASKING) == Someones((DANIEL,))


@pytest.mark.parametrize("typed", ["we", "web", "aniel", "iel We", "."])
def test_a_part_of_a_name_is_nobody(typed: str) -> None:
    """“now” is not Nowak: somebody may have meant the next question."""
    with pytest.raises(NotAnAnswer, match="Nobody listed fits"):
        WHO.read(typed, ASKING)


def test_namesakes_are_never_guessed() -> None:
    with pytest.raises(NotAnAnswer, match=r"More than one person fits “mina”\. Choose from the"):
        WHO.read("mina", ASKING)


def test_initials_that_are_somebodys_exactly_win() -> None:
    assert WHO.read("M.T.", ASKING) == Someones((Someone("p2", "Mina Tal"),))


def test_nobody_of_that_name_is_refused_with_the_way_out() -> None:
    with pytest.raises(NotAnAnswer) as refused:
        WHO.read("Zed", ASKING)
    assert str(refused.value) == (
        "Nobody listed fits “Zed”. Choose from the list, or write “not listed: ” and the name."
    )


def test_someone_not_listed_keeps_the_words_used_for_them() -> None:
    answer = WHO.read("Not listed: her  aunt: Rose", ASKING)
    assert answer == Someones((Someone("", "her aunt: Rose"),))
    assert WHO.wording(answer) == "her aunt: Rose (not listed)"


def test_someone_not_listed_needs_a_few_words() -> None:
    with pytest.raises(NotAnAnswer, match="Write a name or a few words"):
        WHO.read("not listed:", ASKING)


def test_several_colleagues_are_named_once_each() -> None:
    answer = STAFF_PART.read("Sam, henry\nsam\nnot listed: agency, nights", ASKING)
    assert isinstance(answer, Someones)
    assert answer.ids == ("sam", "henry")
    assert STAFF_PART.wording(answer) == "Sam, Henry, agency, nights (not listed)"


def test_a_closed_file_comes_last_and_other_names_find_somebody() -> None:
    daniel = replace(ASKING.people["p1"], closed=FileClosed.LEFT, aliases=("Danny",))
    asking = replace(ASKING, people={**ASKING.people, "p1": daniel})
    assert WHO.directory(asking)[-1] == (
        "p1",
        "Daniel Webb (D.W., Danny)",
        "Maple House · file closed",
    )
    assert WHO.read("danny", asking) == Someones((DANIEL,))


def test_commas_alone_name_nobody() -> None:
    with pytest.raises(NotAnAnswer, match="Choose which staff"):
        STAFF_PART.read(", ,", ASKING)


def test_the_directory_says_what_tells_namesakes_apart() -> None:
    assert ("p2", "Mina Tal (M.T.)", "Oak House") in WHO.directory(ASKING)
    assert ("sandra", "Sandra", "line manager") in STAFF_PART.directory(ASKING)


def test_naming_colleagues_is_a_topic_of_its_own() -> None:
    assert STAFF_PART.topic == "staff"
