"""“Before you share”: short, welcoming, and the disclaimer word for word."""

import re

import pytest
from wordings import reading_age

from logbook.policy.clauses import CLAUSES
from logbook.policy.share import CHECKS, Check, before_you_share

PAGE = before_you_share("Birch Lane Support")


def test_the_disclaimer_has_the_services_own_name_in_it() -> None:
    assert PAGE.disclaimer == (
        "The views expressed on this site are my own and don't necessarily represent "
        "Birch Lane Support's positions, policies or opinions"
    )


def test_a_name_with_braces_in_it_is_shown_as_it_is() -> None:
    assert "Care {24}'s positions" in before_you_share("Care {24}").disclaimer


def test_it_begins_with_a_welcome_and_says_that_nothing_is_kept() -> None:
    assert PAGE.opening.startswith("You are welcome")
    assert "Nothing on this page is kept" in PAGE.closing


def test_first_of_all_nobody_can_be_known_from_it() -> None:
    assert CHECKS[0].words == "Nobody we support can be known from it."
    assert len(CHECKS) <= 7


def test_its_clauses_are_the_policys() -> None:
    assert set(PAGE.clauses) <= set(CLAUSES)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.words)
def test_every_check_is_short_and_can_be_read_at_eleven(check: Check) -> None:
    assert len(check.words) <= 60
    assert len(check.otherwise) <= 72
    for words in (check.words, check.otherwise):
        assert reading_age(words) <= 11
        assert not re.search(r"\b(must|please|never|forbidden|breach)\b", words, re.IGNORECASE)
