"""Four boxes: facts, the person's own words, what others said and opinion are kept apart."""

from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.questions import LongText, Question

FOUR_BOXES: tuple[Question, ...] = (
    LongText(
        "saw",
        "What did you see or hear yourself?",
        short="I saw or heard",
        hint="Only facts: what, where, who was there. Leave empty if you saw nothing.",
        optional=ALWAYS,
    ),
    LongText(
        "said",
        "What did the person say, in their own words?",
        short="Their words",
        hint="Write it as they said it. Leave empty if they said nothing.",
        optional=ALWAYS,
    ),
    LongText(
        "heard",
        "What did someone else tell you, and who was it?",
        short="Someone told me",
        hint="Leave empty if nobody did.",
        missing="Write what you saw, what they said, or what you were told: one of the three.",
        optional=answer_to("saw").is_filled() | answer_to("said").is_filled(),
    ),
    LongText(
        "think",
        "What do you think is going on?",
        short="I think",
        hint="This is your own view, and it is kept apart from the facts.",
        optional=ALWAYS,
    ),
)
"""Any may stay empty, but one of the first three has to be filled."""
