"""Someone we support tried to follow, friend or message a member of staff."""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Advise, Kind, Outcome, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import MomentOf, OneOf, SeveralOf
from logbook.policy.blocks.connection import CONNECTION
from logbook.policy.blocks.person import who
from logbook.policy.blocks.platform import PLATFORM
from logbook.policy.blocks.safety import FOUR_TESTS, safety
from logbook.policy.blocks.staff import staff_named
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import SAY_WHEN, written_later
from logbook.policy.clauses import IGNORE_REQUESTS
from logbook.policy.lists import FOLLOW_DONE, FOLLOW_WORRIES, STAFF_PART, OutcomeKey

_done = answer_to("done")
_left = _done.is_("left")
_may_be_connected = _done.is_not("left", "declined")
_worries = answer_to("worries")
_worried = _worries.has_other_than(STAFF_PART, "none")

FOLLOW_REQUEST = Kind(
    key="follow-request",
    title="Follow request",
    menu="Someone we support tried to follow or message staff",
    steps=(
        who("Who was it?", "Choose who it was, or someone not listed."),
        PLATFORM,
        MomentOf(
            "happened",
            "When did they try?",
            short="When",
            hint=SAY_WHEN,
            missing="Enter when they tried, or “not known”.",
        ),
        written_later("happened"),
        OneOf(
            "done",
            "What have you done?",
            short="What you did",
            options=FOLLOW_DONE,
            missing="Choose what you have done, or “Not sure”.",
            clause=IGNORE_REQUESTS,
        ),
        CONNECTION.when(_may_be_connected),
        SeveralOf(
            "worries",
            "Does any of it worry you? Is another member of staff part of it?",
            short="Worries, or staff",
            hint="Choose all that fit. “Not sure” counts as a worry. That is fine.",
            options=FOLLOW_WORRIES,
            missing="Choose all that fit, or “None of these”.",
        ),
        staff_named(_worries.is_(STAFF_PART)),
        FOUR_TESTS.when(_worried),
        *safety(when=_worried, deeper=_worries.is_("worried")),
        TELLING.when(_worried),
    ),
    rules=(
        Suggest(Level.MEDIUM, "the request was accepted", _done.is_("accepted")),
        Suggest(Level.MEDIUM, "the request was replied to", _done.is_("replied")),
        Suggest(
            Level.MEDIUM,
            "not sure what was done with the request",
            _done.has_other_than("left", "declined", "accepted", "replied"),
        ),
        Suggest(Level.MEDIUM, "something about it is a worry", _worries.is_("worried")),
        Suggest(
            Level.MEDIUM,
            "not sure whether to worry",
            _worries.has_other_than("worried", STAFF_PART, "none"),
        ),
        Advise("That is what the policy asks: ignore it.", _left, clause=IGNORE_REQUESTS),
        Advise(
            "That is fine. Next time you can simply leave it: the policy asks for no more.",
            _done.is_("declined"),
            clause=IGNORE_REQUESTS,
        ),
        Advise(
            "Thank you. Logging this is what the policy asks. Agree with your manager how to end "
            "it kindly. Until then do not reply, and delete nothing.",
            _may_be_connected,
            clause=IGNORE_REQUESTS,
        ),
        Outcome(
            OutcomeKey.IGNORED,
            _left & _worries.is_("none"),
            "You left it alone, and that settles it. Nothing more to do.",
        ),
    ),
)
