"""Patterns: what several entries say together, and by what a contact is known again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.patterns import Known, Sort, marks_in, name_mark, number_mark, of_person

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
REQUEST, HELP = "follow-request", "help-request"


def known(
    days: float = 0, kind: str = HELP, outcome: str = "", *, counts: bool = True, name: str = ""
) -> Known:
    at = NOW - timedelta(days=days)
    return Known(id=name or f"{days}", kind=kind, sent_at=at, outcome=outcome, counts=counts)


def sorts(this: Known, *earlier: Known) -> list[Sort]:
    return [each.sort for each in of_person(this, earlier, 30)]


def test_the_third_entry_in_thirty_days_is_a_pattern_with_the_others_behind_it() -> None:
    (found,) = of_person(known(), [known(3), known(30)], 30)
    assert (found.sort, found.count, found.evidence) == (Sort.AGAIN, 3, ("3", "30"))


@pytest.mark.parametrize(
    "earlier",
    [
        [known(3)],
        [known(3), known(31)],
        [known(3), known(4, counts=False)],
        [known(3), known(-1)],
    ],
    ids=["a second", "long ago", "taken back", "sent later"],
)
def test_anything_less_is_none(earlier: list[Known]) -> None:
    assert sorts(known(), *earlier) == []


def test_what_was_taken_back_is_part_of_none_itself() -> None:
    assert sorts(known(counts=False), known(1), known(2)) == []


def test_three_requests_to_any_staff_are_one_pattern_more() -> None:
    before = [known(3, REQUEST), known(9, REQUEST)]
    assert sorts(known(0, REQUEST), *before) == [Sort.AGAIN, Sort.FOLLOWS]
    assert sorts(known(0, HELP), *before) == [Sort.AGAIN]
    assert sorts(known(0, REQUEST), known(3, REQUEST), known(9)) == [Sort.AGAIN]


def test_help_refused_as_often_as_given_is_one_over_a_year() -> None:
    this = known(0, outcome="declined")
    assert sorts(this, known(100, outcome="declined"), known(200, outcome="help-given")) == [
        Sort.REFUSED
    ]
    helped = [known(day, outcome="help-given") for day in (50, 60, 70)]
    assert sorts(this, known(100, outcome="declined"), *helped) == []
    assert sorts(this) == []


def test_a_tracing_request_that_was_stopped_is_no_refusal() -> None:
    stopped = known(100, outcome="stopped-and-referred")
    assert sorts(known(0, outcome="stopped-and-referred"), stopped) == []


@pytest.mark.parametrize("typed", ["Sunny.K", "@sunnyk", " sunny k", "SUNNYK", "＠SunnyK"])
def test_a_name_is_the_same_however_it_is_typed(typed: str) -> None:
    assert name_mark(typed) == "sunnyk"


@pytest.mark.parametrize("typed", ["", "@", "?", "jo", "Unknown", "not known", "N.A."])
def test_what_is_no_name_has_no_mark(typed: str) -> None:
    assert name_mark(typed) == ""


@pytest.mark.parametrize(
    "typed", ["07700 900123", "+44 7700 900123", "+44 (0)7700 900 123", "0044 7700-900123"]
)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert number_mark(typed) == "07700900123"


@pytest.mark.parametrize("typed", ["01.02.2026 14", "999", "0000000000", "01/02/2026 1430"])
def test_a_day_or_a_short_number_is_no_telephone(typed: str) -> None:
    assert marks_in(f"on {typed} he rang") == frozenset()


def test_a_story_gives_its_handles_payment_names_addresses_and_numbers() -> None:
    said = (
        "He wrote as @Sunny_K, wants money to paypal.me/sunny.pays or $SunnyCash, mails from "
        "sunny.k@example.org and rang from (07700) 900123. It was £40."
    )
    assert marks_in(said) == {
        "sunny_k",
        "sunnypays",
        "sunnycash",
        "sunnykexampleorg",
        "07700900123",
    }


@given(st.text(max_size=200))
def test_no_story_is_too_odd_to_be_read(text: str) -> None:
    assert all(len(each) >= 3 for each in marks_in(text))
