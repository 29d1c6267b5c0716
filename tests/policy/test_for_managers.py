"""What a manager is reminded of beside an entry, and what its author never reads."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from ways import NOW, pick, walk

from logbook.domain.answers import Answer, Choice
from logbook.policy.for_managers import (
    COMMENT_NOTE,
    CONNECTION_NOTE,
    OWN_CHOICE_NOTE,
    PERSONAL_DATA_NOTE,
    TRACING_NOTE,
    Note,
    notes,
    repeat_notes,
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


def test_a_third_request_in_thirty_days_is_a_support_need() -> None:
    before = [(REQUEST, NOW - timedelta(days=days)) for days in (3, 30)]
    (note,) = repeat_notes(REQUEST, NOW, before, 30)
    assert note.words.startswith("This is at least the third request in 30 days.")
    assert "support need" in note.words


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        (REQUEST, [(REQUEST, 3)]),
        (REQUEST, [(REQUEST, 3), (REQUEST, 31)]),
        (REQUEST, [(REQUEST, 3), ("help-request", 4), ("good-news", 5)]),
        ("help-request", [(REQUEST, 3), (REQUEST, 4), (REQUEST, 5)]),
    ],
    ids=["a second", "long ago", "of other kinds", "another kind"],
)
def test_anything_less_is_not(kind: str, before: list[tuple[str, int]]) -> None:
    earlier = [(each, NOW - timedelta(days=days)) for each, days in before]
    assert repeat_notes(kind, NOW, earlier, 30) == ()
