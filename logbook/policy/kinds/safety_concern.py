"""A worry about someone's personal safety online."""

from logbook.domain.kinds import Kind
from logbook.domain.questions import MomentOf
from logbook.policy.blocks.person import who
from logbook.policy.blocks.safety import DANGER_NOW, FOUR_TESTS, safety
from logbook.policy.blocks.staff import staff_part
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import SAY_WHEN, written_later

SAFETY_CONCERN = Kind(
    key="safety-concern",
    title="Safety concern",
    topic="safety",
    menu="I am worried about someone's safety online",
    steps=(
        who(
            "Who are you worried about?",
            "Choose who you are worried about, or someone not listed.",
            short="Worried about",
            banner=DANGER_NOW,
        ),
        FOUR_TESTS,
        MomentOf(
            "happened",
            "When did it happen?",
            short="When",
            hint=SAY_WHEN,
            missing="Enter when it happened, or “not known”.",
        ),
        staff_part(),
        *safety(),
        written_later("noticed"),
        TELLING,
    ),
)
