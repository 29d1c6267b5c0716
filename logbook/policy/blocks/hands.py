"""What was done to help, on whose device and with whose hands."""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Advise, Apply, Block
from logbook.domain.questions import OneOf
from logbook.policy.clauses import NOT_AT_WORK
from logbook.policy.lists import HANDS

DID = Block(
    "",
    (
        OneOf(
            "did",
            "What did you do? Whose device and whose hands?",
            short="What you did",
            options=HANDS,
            missing="Choose what you did, or “Nothing yet”.",
        ),
    ),
    (
        Apply(NOT_AT_WORK, answer_to("did").is_("mine")),
        Advise(
            "Thank you. Logging this is what the policy asks. Next time use their own device, "
            "with their own hands where you can. Your own accounts stay out of work.",
            answer_to("did").is_("mine"),
            clause=NOT_AT_WORK,
        ),
    ),
)
