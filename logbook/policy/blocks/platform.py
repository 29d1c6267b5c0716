"""Where online it happened."""

from logbook.domain.questions import OneOf
from logbook.policy.lists import PLATFORMS

PLATFORM = OneOf(
    "platform",
    "Which platform?",
    short="Platform",
    options=PLATFORMS,
    missing="Choose the platform, or “I do not know”.",
)
