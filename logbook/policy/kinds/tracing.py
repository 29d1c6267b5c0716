"""Someone wants to find a relative: staff never help with that through social media."""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Advise, Kind
from logbook.domain.questions import LongText, MomentOf
from logbook.policy.blocks.hands import DID
from logbook.policy.blocks.person import who
from logbook.policy.blocks.safety import FOUR_TESTS, WORRIED, found_a_risk, safety
from logbook.policy.blocks.staff import staff_part
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import SAY_WHEN, written_later
from logbook.policy.blocks.tracing import TRACING, contacted_first, is_tracing
from logbook.policy.clauses import CARE_WITH_ACCOUNTS

_in_touch_already = answer_to("in-touch").is_("regularly")
_worried = answer_to("worried").is_not("no")
_tested = is_tracing | contacted_first | _worried

TRACING_REQUEST = Kind(
    key="tracing",
    title="Finding a relative",
    menu="Someone wants to find or look up a relative",
    steps=(
        who(
            "Who wants to find a relative?",
            "Choose who wants to find a relative, or someone not listed.",
            short="Who asked",
        ),
        *TRACING,
        LongText(
            "asked",
            "What did they ask for, in their own words?",
            short="In their words",
            missing="Write what they asked for.",
            clause=CARE_WITH_ACCOUNTS,
            when=_in_touch_already,
        ),
        DID.when(_in_touch_already),
        WORRIED.when(_in_touch_already),
        MomentOf(
            "happened",
            "When did it come up?",
            short="When",
            hint=SAY_WHEN,
            missing="Enter when it came up, or “not known”.",
        ),
        written_later("happened"),
        staff_part().when(
            _in_touch_already | contacted_first | answer_to("searched").is_not("with-staff")
        ),
        FOUR_TESTS.when(_tested),
        *safety(
            when=contacted_first | _worried | found_a_risk,
            deeper=contacted_first | answer_to("worried").is_("yes"),
        ),
        TELLING.when(_tested),
    ),
    rules=(
        Advise(
            "They are in touch already, so this is not tracing. You can help, with care.",
            _in_touch_already,
            clause=CARE_WITH_ACCOUNTS,
        ),
    ),
)
