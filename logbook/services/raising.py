"""How urgent it is: whoever writes may raise what the answers suggest, with a reason."""

from dataclasses import replace
from datetime import datetime

from logbook.domain.answers import Choice
from logbook.domain.levels import Level
from logbook.domain.questions import Asking, OneOf, Option, Typed
from logbook.domain.refusals import NotAllowed
from logbook.services.drafts import BESIDE, Draft

LEVEL = f"{BESIDE}level"
"""Where half a reason for a higher level is kept."""


def level_question(suggested: Level) -> OneOf:
    """Which level it should have: never lower than the answers suggest."""
    higher = (level for level in Level if level > suggested)
    return OneOf(
        LEVEL,
        "How urgent is it?",
        hint="You can raise it. Only a manager lowers it, after reading it.",
        options=(
            Option(suggested.key, f"{suggested.word}, as your answers suggest"),
            *(
                Option(level.key, level.word, detail="Write why it is more urgent")
                for level in higher
            ),
        ),
        missing="Choose how urgent it is.",
    )


def answer_level(draft: Draft, question: OneOf, typed: Typed, asking: Asking) -> Draft:
    """The draft once that question was answered.

    Raises:
        NotAnAnswer, NotAllowed: what was typed is kept where it was.
    """
    answer = question.read(typed, asking)
    if not isinstance(answer, Choice):
        return draft
    raised = raise_level(draft, Level.of(answer.option), answer.detail, asking.now)
    return raised.with_typed(LEVEL, "")


def raise_level(draft: Draft, level: Level, because: str, now: datetime) -> Draft:
    """Send it at a higher level than the answers suggest; a worker never lowers it.

    Until it is sent, the suggested level takes a raise back.
    """
    if level is draft.journey(now).suggested.level:
        return replace(draft, raised_to=None, raised_because="")
    if level < draft.journey(now).suggested.level:
        raise NotAllowed(
            "You can raise the level, with a reason. Only a manager lowers it, after reading it."
        )
    if not because.strip():
        raise NotAllowed("Write why it is more urgent, in a few words.")
    return replace(draft, raised_to=level, raised_because=because.strip())
