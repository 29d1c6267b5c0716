"""Who was told: the policy's duty to discuss a safety worry with a line manager."""

from logbook.domain.kinds import Block
from logbook.domain.questions import Told
from logbook.policy.clauses import DISCUSS_SAFETY
from logbook.policy.lists import INFORMED, MANAGERS

TELLING = Block(
    "",
    (
        Told(
            "told",
            "Who have you talked to about it?",
            short="Told",
            hint="Your line manager first, by voice. Add anyone else you told.",
            why="Talking to a manager is what our policy asks. Until then the entry says so.",
            missing="Enter who you told, or why nobody is told yet.",
            clause=DISCUSS_SAFETY,
            roles=INFORMED,
            duty=MANAGERS,
        ),
    ),
)
