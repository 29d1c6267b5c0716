"""The keys of the manager's review: decisions of ten years hold them."""

from pathlib import Path

from wordings import described

from logbook.domain.levels import Level
from logbook.policy.lists import OUTCOMES
from logbook.policy.review import CONCERNS, Facts, review_of

PINNED = Path(__file__).with_name("review_keys.txt")


def everything(level: Level) -> Facts:
    """An entry of which all is asked that is asked of any."""
    return Facts(
        author="Sam Okafor",
        person="D.W.",
        topics=CONCERNS,
        level=level,
        is_discussed=False,
        earlier=("K7-4QH2",),
        earlier_count=1,
        outcomes=OUTCOMES,
        staff=(),
    )


def every_question() -> list[str]:
    reviews = [review_of(everything(level)) for level in Level]
    found = (described(review, question) for review in reviews for question in review.questions)
    return sorted({line for line in found if not line.startswith(LEVEL)})


LEVEL = "review.level "
"""Offers every level but the one that stands: pinned with the levels themselves."""


def test_every_key_of_the_review_is_pinned() -> None:
    """Keys are permanent: a new one is added to review_keys.txt, and none is ever taken away."""
    assert every_question() == PINNED.read_text("utf-8").splitlines()


def test_a_level_is_agreed_to_or_another_one_is_named() -> None:
    for level in Level:
        (asked,) = (
            described(review, question)
            for review in [review_of(everything(level))]
            for question in review.questions
            if question.key == "level"
        )
        others = [each.key for each in reversed(Level) if each is not level]
        assert asked == " ".join(("review.level OneOf agree", *others))
