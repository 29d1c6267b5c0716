"""The tracing block: staff never help to trace a relative through social media."""

from logbook.domain.conditions import ALWAYS, Condition, answer_to
from logbook.domain.kinds import Advise, Apply, Block, Outcome, Route, Suggest
from logbook.domain.levels import Level
from logbook.domain.people import Role
from logbook.domain.questions import LongText, OneOf, SeveralOf, ShortText, Stop, WhichStaff, YesNo
from logbook.policy.blocks.staff import NAME_YOURSELF, TO_THE_LEADS
from logbook.policy.clauses import NO_TRACING
from logbook.policy.lists import IN_TOUCH, SEARCHED, OutcomeKey

_in_touch = answer_to("in-touch")
is_tracing = _in_touch.is_not("regularly", "contacted-first")
"""They are not in touch, or nobody can say: looking would be tracing."""
contacted_first = _in_touch.is_("contacted-first")
staff_helped = answer_to("searched").is_("with-staff")

_stop = Stop(
    "tracing-stop",
    "Do not search, message, or help to search.",
    short="Stop page",
    says=(
        "Our policy never allows staff to help trace a relative through social media. That "
        "includes looking at names or photos, “people you may know”, family-tree or DNA sites, "
        "asking in groups, using your own account, or letting a colleague do it."
    ),
    say=(
        "“I can hear how much you want to find them. I'm not able to help look online. I'll tell "
        "my manager today, so that someone can talk with you about safe ways.”"
    ),
    do=(
        "listen",
        "write their wish in their own words",
        "tell your manager",
        "offer an advocate or social worker",
    ),
    clause=NO_TRACING,
    when=is_tracing,
)

_WISH = Block(
    "tracing",
    (
        OneOf(
            "in-touch",
            "Are they in touch with this relative already?",
            short="In touch already?",
            topic="help",
            options=IN_TOUCH,
            missing="Choose whether they are in touch already.",
        ),
        _stop,
        ShortText(
            "relative-who",
            "Whom do they hope to find?",
            short="Hopes to find",
            hint="Such as “her birth mother”. A name only if they offered it.",
            missing="Write whom they hope to find.",
            when=is_tracing,
        ),
        LongText(
            "relative-why",
            "Why now? Write their wish in their own words.",
            short="Why now",
            missing="Write their wish in their own words.",
            when=is_tracing,
        ),
        SeveralOf(
            "searched",
            "Has there been any searching so far?",
            short="Searching so far",
            hint="It helps to know. Nobody is in trouble for saying so.",
            options=SEARCHED,
            missing="Choose whether there has been any searching.",
            when=is_tracing,
        ),
    ),
)

_WHO_HELPED = Block(
    "tracing",
    (
        WhichStaff(
            "searched-staff",
            "Which member of staff helped?",
            short="Staff who helped",
            hint=f"{TO_THE_LEADS} {NAME_YOURSELF}",
            missing="Choose the member of staff, or someone not listed.",
            when=is_tracing & staff_helped,
        ),
    ),
    sealed=True,
)

_RISK = Block(
    "tracing",
    (
        YesNo(
            "orders",
            "Do you know of any court order, no-contact rule or adoption?",
            short="Order or adoption?",
            missing="Choose yes, no or not sure.",
            when=is_tracing,
        ),
        LongText(
            "orders-which",
            "What do you know about it?",
            short="Known of it",
            optional=ALWAYS,
            when=is_tracing & answer_to("orders").is_("yes"),
        ),
        LongText(
            "feeling",
            "How are they feeling?",
            short="Feeling",
            hint="What you saw and what they said.",
            missing="Write how they are feeling.",
            when=is_tracing,
        ),
    ),
    (
        Suggest(Level.MEDIUM, "asked to find a relative, and stopped", is_tracing),
        Suggest(Level.HIGH, "a member of staff already helped to search", staff_helped),
        Suggest(Level.HIGH, "contact was already made", answer_to("searched").is_("contact-made")),
        Suggest(Level.HIGH, "an order or adoption is known of", answer_to("orders").is_("yes")),
        Suggest(Level.MEDIUM, "the relative made contact first", contacted_first),
        Route(Role.GENERAL_MANAGER, staff_helped),
        Apply(NO_TRACING, is_tracing),
        Advise(
            "Thank you. Logging this is what the policy asks. Leave any search as it is now: "
            "your manager will agree with you what happens next.",
            staff_helped,
            clause=NO_TRACING,
        ),
        Outcome(OutcomeKey.STOPPED, is_tracing),
    ),
)

TRACING = (_WISH, _WHO_HELPED, _RISK)


def tracing(when: Condition) -> tuple[Block, ...]:
    """The tracing questions, asked only under this condition."""
    return tuple(each.when(when) for each in TRACING)
