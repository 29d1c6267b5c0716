"""The identifying block: who can be identified online, by what, and what they want done.

It comes in two parts, so that a kind can name the people we support between them.
"""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Apply, Block
from logbook.domain.questions import MomentOf, OneOf, SeveralOf, WhichStaff, YesNo
from logbook.policy.blocks.staff import NOT_READ_BY_THEM
from logbook.policy.clauses import CONFIDENTIAL
from logbook.policy.lists import IDENTIFIED, SHOWN, TAKE_DOWN, THEY_KNOW

supported_person_shown = answer_to("identified").is_("service-user")

WHO_IS_SHOWN = Block(
    "identifying",
    (
        SeveralOf(
            "identified",
            "Who does it name or show?",
            short="Named or shown",
            hint="Choose all that fit.",
            options=IDENTIFIED,
            missing="Choose who it names or shows.",
            clause=CONFIDENTIAL,
        ),
        WhichStaff(
            "identified-staff",
            "Which member of staff does it name or show?",
            short="Staff named or shown",
            hint=f"{NOT_READ_BY_THEM} If it is you, name yourself.",
            missing="Choose the member of staff, or someone not listed.",
            when=answer_to("identified").is_("colleague"),
        ),
    ),
)

WHAT_IS_SHOWN = Block(
    "identifying",
    (
        SeveralOf(
            "shows",
            "What does it tell people about them?",
            short="Tells people",
            hint="Choose all that fit.",
            options=SHOWN,
            missing="Choose what it tells people about them.",
        ),
        YesNo(
            "visible",
            "Can it still be seen?",
            short="Still seen?",
            missing="Choose yes, no or not sure.",
        ),
        OneOf(
            "they-know",
            "Do they know that it is there, and what do they want?",
            short="They know, and want",
            hint="“They” are the people it names or shows.",
            options=THEY_KNOW,
            missing="Choose whether they know.",
        ),
        OneOf(
            "take-down",
            "Has anyone asked to have it taken down?",
            short="Asked to take it down",
            options=TAKE_DOWN,
            missing="Choose whether anyone has asked.",
        ),
        MomentOf(
            "take-down-asked",
            "When did they ask?",
            short="Asked when",
            hint="Such as “today 2pm”, “friday”, or “not known”.",
            missing="Enter when they asked, or “not known”.",
            when=answer_to("take-down").is_("yes"),
        ),
    ),
    (Apply(CONFIDENTIAL, answer_to("shows").is_given()),),
)
