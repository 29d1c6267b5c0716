"""What a manager is reminded of beside an entry, and what its author never reads."""

from collections.abc import Mapping

import pytest
from ways import pick, walk

from logbook.domain.answers import Answer, Choice
from logbook.domain.patterns import Pattern, Sort
from logbook.policy.for_managers import (
    COMMENT_NOTE,
    CONNECTION_NOTE,
    OWN_CHOICE_NOTE,
    PERSONAL_DATA_NOTE,
    TRACING_NOTE,
    Note,
    notes,
    pattern_note,
    pattern_reason,
)
from logbook.policy.kinds import kind_of

REQUEST = "follow-request"


@pytest.mark.parametrize(
    ("key", "answers", "expected"),
    [
        ("help-request", {}, ()),
        ("good-news", {}, ()),
        ("safety-concern", {}, ()),
        ("tracing", {"in-touch": Choice("lost-touch")}, (TRACING_NOTE,)),
        ("tracing", {"in-touch": Choice("regularly")}, ()),
        (REQUEST, {"done": Choice("left")}, ()),
        (REQUEST, {"done": Choice("accepted")}, (CONNECTION_NOTE,)),
        ("identifying-material", {}, (PERSONAL_DATA_NOTE,)),
        ("identifying-material", {"posted-by": Choice("person-self")}, (OWN_CHOICE_NOTE,)),
        ("post-comment", {"flagged": pick("press")}, (COMMENT_NOTE,)),
        ("post-comment", {"flagged": pick("identifies")}, (PERSONAL_DATA_NOTE, COMMENT_NOTE)),
    ],
)
def test_notes_follow_from_the_answers(
    key: str, answers: Mapping[str, Answer], expected: tuple[Note, ...]
) -> None:
    journey = walk(kind_of(key), answers)
    assert notes(key, journey.outcome, journey.responses()) == expected


def test_the_tracing_note_stays_when_the_words_are_erased() -> None:
    assert notes("", "stopped-and-referred", ()) == (TRACING_NOTE,)


@pytest.mark.parametrize("sort", Sort)
def test_what_a_pattern_asks_says_its_numbers_and_blames_nobody(sort: Sort) -> None:
    pattern = Pattern(sort=sort, evidence=("a", "b"), count=4, given=1)
    note = pattern_note(pattern, "D.W.", 30)
    assert "4" in note.words
    assert "{" not in note.words + pattern_reason(pattern, 30)


def test_requests_again_and_again_are_a_support_need() -> None:
    note = pattern_note(Pattern(sort=Sort.FOLLOWS, evidence=(), count=3), "D.W.", 30)
    assert "support need" in note.words


def test_help_refused_again_and_again_asks_for_another_way() -> None:
    note = pattern_note(Pattern(sort=Sort.REFUSED, evidence=(), count=2), "D.W.", 30)
    assert "Was there a way to help safely?" in note.words
