"""Something that identifies a person we support, or a colleague, is online."""

from dataclasses import replace

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Advise, Block, Kind, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import OneOf, WhichStaff
from logbook.policy.blocks.identifying import (
    WHAT_IS_SHOWN,
    WHO_IS_SHOWN,
    supported_person_shown,
)
from logbook.policy.blocks.person import who
from logbook.policy.blocks.platform import PLATFORM
from logbook.policy.blocks.safety import FOUR_TESTS, WORRIED, found_a_risk, safety
from logbook.policy.blocks.staff import TO_THE_LEADS, staff_part
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import POSTED, SEEN, written_later
from logbook.policy.clauses import CONFIDENTIAL
from logbook.policy.lists import POSTED_SELF, POSTERS

_posted_by = answer_to("posted-by")
_own_choice = _posted_by.is_(POSTED_SELF)
"""They shared it about themselves: nobody's confidence is broken, but they may be at risk."""
_not_own_choice = _posted_by.is_not(POSTED_SELF)
_worried = _own_choice | answer_to("worried").is_not("no")

IDENTIFYING_MATERIAL = Kind(
    key="identifying-material",
    title="Named or shown online",
    topic="identifying",
    menu="Someone we support, or staff, is named or shown online",
    steps=(
        WHO_IS_SHOWN,
        replace(
            who(
                "Which people we support?",
                "Choose which people, or someone not listed.",
                short="Who",
            ),
            several=True,
            when=supported_person_shown,
        ),
        PLATFORM,
        POSTED,
        SEEN,
        written_later("noticed"),
        OneOf(
            "posted-by",
            "Who posted it?",
            short="Posted by",
            options=POSTERS,
            missing="Choose who posted it, or “I do not know”.",
        ),
        Block(
            "",
            (
                WhichStaff(
                    "posted-staff",
                    "Which of our staff posted it?",
                    short="Staff who posted it",
                    hint=TO_THE_LEADS,
                    missing="Choose which of our staff posted it, or someone not listed.",
                    when=_posted_by.is_("colleague"),
                ),
            ),
            sealed=True,
        ),
        WHAT_IS_SHOWN,
        staff_part("Is any other member of staff part of this?"),
        WORRIED.when(_not_own_choice),
        FOUR_TESTS.when(_worried),
        *safety(
            when=_worried | found_a_risk,
            deeper=_own_choice | answer_to("worried").is_("yes"),
            noticed=False,
        ),
        TELLING.when(_worried),
    ),
    rules=(
        Suggest(Level.HIGH, "someone can be identified online", _not_own_choice),
        Advise(
            "It is theirs to share, and their choice counts. The next questions are only about "
            "keeping them safe.",
            _own_choice,
        ),
        Advise(
            "Thank you. Logging this is what the policy asks. Keep a copy for your manager, and "
            "agree with them how to take it down.",
            _posted_by.is_("me"),
            clause=CONFIDENTIAL,
        ),
        Advise(
            "Talk to your manager before your shift ends. Do not share it on, and do not "
            "answer it.",
            _not_own_choice,
            clause=CONFIDENTIAL,
        ),
    ),
)
