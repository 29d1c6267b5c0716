"""Someone wants help with their own social media."""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Kind
from logbook.domain.questions import LongText, MomentOf, SeveralOf, YesNo
from logbook.policy.blocks.hands import DID
from logbook.policy.blocks.person import who
from logbook.policy.blocks.platform import PLATFORM
from logbook.policy.blocks.safety import FOUR_TESTS, WORRIED, found_a_risk, safety
from logbook.policy.blocks.staff import staff_named
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import SAY_WHEN, written_later
from logbook.policy.blocks.tracing import contacted_first, is_tracing, tracing
from logbook.policy.clauses import CARE_WITH_ACCOUNTS, NO_TRACING
from logbook.policy.lists import CAREFUL, FIND_RELATIVE, HELP, STAFF_PART

_asks_for_relative = answer_to("relative").is_not("no") | answer_to("help").is_(FIND_RELATIVE)
_worried = answer_to("worried").is_not("no")
_concern = _worried | contacted_first
_tested = _concern | is_tracing
_safety = _concern | found_a_risk
_deeper = contacted_first | answer_to("worried").is_("yes")

HELP_REQUEST = Kind(
    key="help-request",
    title="Help request",
    topic="help",
    menu="Someone wants help with their own social media",
    steps=(
        who("Who asked?", "Choose who asked, or someone not listed."),
        LongText(
            "asked",
            "How did they ask, in their own words?",
            short="In their words",
            missing="Write how they asked.",
        ),
        MomentOf(
            "happened",
            "When did they ask?",
            short="When",
            hint=SAY_WHEN,
            missing="Enter when they asked, or “not known”.",
        ),
        written_later("happened"),
        PLATFORM,
        SeveralOf(
            "help",
            "What kind of help did they ask for?",
            short="Kind of help",
            hint="Choose all that fit.",
            why="Some kinds of help need your manager first.",
            options=HELP,
            missing="Choose what kind of help they asked for.",
            clause=CARE_WITH_ACCOUNTS,
        ),
        YesNo(
            "relative",
            "Is any of this to find or look up a relative?",
            short="Relative?",
            missing="Choose yes, no or not sure.",
            clause=NO_TRACING,
        ),
        *tracing(when=_asks_for_relative),
        SeveralOf(
            "careful",
            "Does any of this apply? Is a member of staff part of it?",
            short="Applies",
            hint="Choose all that fit.",
            options=CAREFUL,
            missing="Choose all that apply, or “None of these”.",
        ),
        staff_named(answer_to("careful").is_(STAFF_PART)),
        WORRIED.when(answer_to("careful").has_other_than("none")),
        FOUR_TESTS.when(_tested),
        *safety(when=_safety, deeper=_deeper),
        DID,
        LongText(
            "next",
            "What do they want to happen next?",
            short="Wants next",
            hint="In their own words if you can.",
            missing="Write what they want to happen next.",
        ),
        TELLING.when(_tested),
    ),
)
