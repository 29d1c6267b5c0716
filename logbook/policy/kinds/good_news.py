"""It went well: logged as gladly as a worry."""

from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.kinds import Kind, Outcome
from logbook.domain.questions import LongText, SeveralOf
from logbook.policy.blocks.person import who
from logbook.policy.blocks.staff import which_staff
from logbook.policy.lists import HELPED, STAFF_PART, OutcomeKey

GOOD_NEWS = Kind(
    key="good-news",
    title="Good news",
    menu="Something went well",
    steps=(
        who("Who is it about?", "Choose who it is about, or someone not listed."),
        LongText(
            "what",
            "What went well?",
            short="What went well",
            hint="A line or two is enough.",
            missing="Write what went well.",
        ),
        SeveralOf(
            "helped",
            "What helped? Is another member of staff part of it?",
            short="What helped",
            hint="Choose all that fit.",
            options=HELPED,
            missing="Choose what helped, or “I do not know”.",
        ),
        which_staff(
            answer_to("helped").is_(STAFF_PART),
            "They do not read it here. Your manager can pass on the good news.",
        ),
    ),
    rules=(
        Outcome(
            OutcomeKey.GOOD_NEWS,
            ALWAYS,
            "Thank you for telling us. Good news counts in supervision too.",
        ),
    ),
)
