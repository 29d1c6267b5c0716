"""Someone wants help with their own social media."""

from datetime import timedelta

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Advise, Apply, Kind, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import LongText, MomentOf, OneOf, SeveralOf, WhichStaff, Who, YesNo
from logbook.policy.blocks.safety import FOUR_TESTS, SAFETY, found_a_risk
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.tracing import TRACING, contacted_first, is_tracing
from logbook.policy.clauses import CARE_WITH_ACCOUNTS, DISCUSS_SAFETY, NO_TRACING, NOT_AT_WORK
from logbook.policy.lists import CAREFUL, FIND_RELATIVE, HANDS, HELP, PLATFORMS, STAFF_PART

_asks_for_relative = answer_to("relative").is_not("no") | answer_to("help").is_(FIND_RELATIVE)
_worried = answer_to("worried").is_not("no")
_concern = _worried | contacted_first
_tested = _concern | is_tracing
_safety = _concern | found_a_risk

HELP_REQUEST = Kind(
    key="help-request",
    title="Help request",
    topic="help",
    menu="Someone wants help with their own social media",
    steps=(
        Who(
            "person",
            "Who asked?",
            hint="Type a name or initials, or choose someone not listed.",
            missing="Choose who asked, or someone not listed.",
        ),
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
            hint="Such as “now”, “today 2pm”, “about 4pm yesterday”, or “not known”.",
            missing="Enter when they asked, or “not known”.",
        ),
        LongText(
            "late",
            "What kept this from being written down sooner?",
            short="Written down later",
            hint="It is good that you are writing it now. This helps us make it easier.",
            missing="Write what kept it, in a few words.",
            when=answer_to("happened").is_older_than(timedelta(hours=24)),
        ),
        OneOf(
            "platform",
            "Which platform?",
            short="Platform",
            options=PLATFORMS,
            missing="Choose the platform, or “I do not know”.",
        ),
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
        TRACING.when(_asks_for_relative),
        SeveralOf(
            "careful",
            "Does any of this apply? Is a member of staff part of it?",
            short="Applies",
            hint="Choose all that fit.",
            options=CAREFUL,
            missing="Choose all that apply, or “None of these”.",
        ),
        WhichStaff(
            "staff",
            "Which member of staff?",
            short="Staff who are part",
            hint="Whoever you name here will not read this entry.",
            missing="Choose the member of staff, or someone not listed.",
            when=answer_to("careful").is_(STAFF_PART),
        ),
        YesNo(
            "worried",
            "Are you worried about their safety?",
            short="Worried about safety?",
            hint="“Not sure” counts as a worry. That is fine.",
            missing="Choose yes, no or not sure.",
            clause=DISCUSS_SAFETY,
            when=answer_to("careful").has_other_than("none"),
        ),
        FOUR_TESTS.when(_tested),
        SAFETY.when(_safety),
        OneOf(
            "did",
            "What did you do? Whose device and whose hands?",
            short="What you did",
            options=HANDS,
            missing="Choose what you did, or “Nothing yet”.",
        ),
        LongText(
            "next",
            "What do they want to happen next?",
            short="Wants next",
            hint="In their own words if you can.",
            missing="Write what they want to happen next.",
        ),
        TELLING.when(_tested),
    ),
    rules=(
        Suggest(Level.MEDIUM, "worried about safety", answer_to("worried").is_("yes")),
        Suggest(
            Level.MEDIUM, "not sure about safety", answer_to("worried").has_other_than("yes", "no")
        ),
        Suggest(Level.MEDIUM, "the relative made contact first", contacted_first),
        Apply(NOT_AT_WORK, answer_to("did").is_("mine")),
        Advise(
            "Thank you. Logging this is what the policy asks. Next time use their own device, "
            "with their own hands where you can. Your own accounts stay out of work.",
            answer_to("did").is_("mine"),
            clause=NOT_AT_WORK,
        ),
    ),
)
