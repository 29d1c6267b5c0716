"""The safety block: a worry about someone's personal safety online."""

from logbook.domain.conditions import ALWAYS, NEVER, Condition, answer_to
from logbook.domain.kinds import Advise, Apply, Block, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import (
    Handle,
    LongText,
    MomentOf,
    OneOf,
    SeveralOf,
    WhichStaff,
    YesNo,
)
from logbook.policy.blocks.boxes import FOUR_BOXES
from logbook.policy.blocks.staff import NAME_YOURSELF, TO_THE_LEADS, what_they_did
from logbook.policy.clauses import DISCUSS_SAFETY
from logbook.policy.lists import (
    CAME_TO_LIGHT,
    CAPACITY,
    COMMERCE_HARM,
    CONDUCT_HARM,
    CONSENT,
    CONTACT_HARM,
    CONTENT_HARM,
    DONE_NOW,
    HARM_KINDS,
    PLATFORMS,
    RELATIONSHIPS,
    SIGNS,
    WISHES,
)

UNSURE_COUNTS = "“Not sure” counts as a worry. That is fine."
DANGER_NOW = "If anyone is in danger now: call 999, then your manager. Log after."

_TESTS = (
    ("danger", "Is anyone in danger right now?", "Anyone in danger now?"),
    ("life", "Was there any talk of someone dying or being badly hurt?", "Life threatened?"),
    ("at-risk", "Is someone's safety at risk?", "Safety at risk?"),
    ("forced", "Is anyone being forced into sexual things online?", "Forced, sexual?"),
)


def _test(key: str, words: str, short: str) -> YesNo:
    return YesNo(
        key,
        words,
        short=short,
        banner=DANGER_NOW,
        hint=UNSURE_COUNTS,
        missing="Choose yes, no or not sure.",
    )


any_emergency = answer_to("danger").is_("yes") | answer_to("life").is_("yes")
any_emergency |= answer_to("forced").is_("yes")
_maybe_emergency = (
    answer_to("danger").has_other_than("yes", "no")
    | answer_to("life").has_other_than("yes", "no")
    | answer_to("forced").has_other_than("yes", "no")
)

WORRIED = Block(
    "",
    (
        YesNo(
            "worried",
            "Are you worried about their safety?",
            short="Worried about safety?",
            hint=UNSURE_COUNTS,
            missing="Choose yes, no or not sure.",
            clause=DISCUSS_SAFETY,
        ),
    ),
    (
        Suggest(Level.MEDIUM, "worried about safety", answer_to("worried").is_("yes")),
        Suggest(
            Level.MEDIUM, "not sure about safety", answer_to("worried").has_other_than("yes", "no")
        ),
    ),
)

FOUR_TESTS = Block(
    "",
    tuple(_test(*each) for each in _TESTS),
    (
        Suggest(Level.EMERGENCY, "someone is in danger now", answer_to("danger").is_("yes")),
        Suggest(Level.EMERGENCY, "a life may be at risk", answer_to("life").is_("yes")),
        Suggest(
            Level.EMERGENCY,
            "someone may be forced into sexual things online",
            answer_to("forced").is_("yes"),
        ),
        Suggest(Level.HIGH, "someone's safety is at risk", answer_to("at-risk").is_("yes")),
        Suggest(Level.HIGH, "not sure that everyone is out of danger", _maybe_emergency),
        Suggest(
            Level.MEDIUM,
            "not sure whether someone is at risk",
            answer_to("at-risk").has_other_than("yes", "no"),
        ),
        Advise(
            "Call 999 now, then your manager. Then come back: what you wrote is safe here.",
            any_emergency,
            urgent=True,
        ),
    ),
)

found_a_risk = (
    any_emergency
    | _maybe_emergency
    | answer_to("at-risk").is_("yes")
    | answer_to("at-risk").has_other_than("yes", "no")
)
"""One of the four tests was not answered with a plain no."""

_harm = answer_to("harm")
_signs = answer_to("signs")
_WORST = (
    *("secret", "plans-to-meet", "has-met", "knows-address", "money"),
    *("image-sent", "image-asked", "threats", "self-harm"),
)

_looks_high = (
    any_emergency | _maybe_emergency | answer_to("at-risk").is_("yes") | _signs.is_(*_WORST)
)
"""What was said so far makes it High at least, however sure its writer is of the worry."""

_WORRY = Block(
    "safety",
    (
        *FOUR_BOXES,
        SeveralOf(
            "signs",
            "Is any of this true?",
            short="Signs",
            hint="Choose all that fit.",
            options=SIGNS,
            missing="Choose all that fit, or “None of these”.",
        ),
    ),
    (Apply(DISCUSS_SAFETY, _signs.is_given()),),
)
"""What every worry is asked, a doubt too: the four boxes, and the signs that weigh most."""

_HARM = Block(
    "safety",
    (
        OneOf(
            "light",
            "How did it come to light?",
            short="Came to light",
            options=CAME_TO_LIGHT,
            missing="Choose how it came to light.",
        ),
        MomentOf(
            "noticed",
            "When did you first notice it?",
            short="First noticed",
            hint="Such as “today 2pm”, “about 4pm yesterday”, “friday”, or “not known”.",
            missing="Enter when you first noticed it, or “not known”.",
        ),
        SeveralOf(
            "harm",
            "What sort of harm are you worried about?",
            short="Sort of harm",
            hint="Choose all that fit.",
            options=HARM_KINDS,
            missing="Choose what sort of harm, or “I do not know”.",
        ),
        SeveralOf(
            "contact-harm",
            "What about the contact worries you?",
            short="Contact",
            options=CONTACT_HARM,
            hint="Choose all that fit.",
            missing="Choose what about the contact worries you.",
            when=_harm.is_("contact"),
        ),
        SeveralOf(
            "content-harm",
            "What did they see, or what were they sent?",
            short="Content",
            options=CONTENT_HARM,
            hint="Choose all that fit.",
            missing="Choose what they saw or were sent.",
            when=_harm.is_("content"),
        ),
        SeveralOf(
            "conduct-harm",
            "What is happening?",
            short="Conduct",
            options=CONDUCT_HARM,
            hint="Choose all that fit.",
            missing="Choose what is happening.",
            when=_harm.is_("conduct"),
        ),
        SeveralOf(
            "commerce-harm",
            "What is it about?",
            short="Money",
            options=COMMERCE_HARM,
            hint="Choose all that fit.",
            missing="Choose what it is about.",
            when=_harm.is_("commerce"),
        ),
        Handle(
            "other-handle",
            "What name or handle does the other person use?",
            short="Other person",
            hint="As it is shown. Leave empty if you do not know or there is nobody.",
            optional=ALWAYS,
        ),
        OneOf(
            "other-platform",
            "Where are they in contact?",
            short="Where",
            options=PLATFORMS,
            missing="Choose where they are in contact.",
        ),
        OneOf(
            "relationship",
            "Who is the other person to them?",
            short="Relationship",
            options=RELATIONSHIPS,
            missing="Choose who the other person is to them.",
        ),
    ),
    (
        Suggest(Level.MEDIUM, "a worry about someone's safety", _harm.is_given()),
        Suggest(Level.HIGH, "money or bank details shared", _signs.is_("money")),
        Suggest(
            Level.HIGH,
            "an intimate picture sent or asked for",
            _signs.is_("image-sent", "image-asked")
            | answer_to("conduct-harm").is_("intimate-image"),
        ),
        Suggest(Level.HIGH, "asked to keep it secret", _signs.is_("secret")),
        Suggest(Level.HIGH, "plans to meet, or has met", _signs.is_("plans-to-meet", "has-met")),
        Suggest(Level.HIGH, "knows the address", _signs.is_("knows-address")),
        Suggest(
            Level.HIGH,
            "threats or blackmail",
            _signs.is_("threats")
            | answer_to("conduct-harm").is_("threats")
            | answer_to("contact-harm").is_("sextortion"),
        ),
        Suggest(
            Level.HIGH,
            "talk of self-harm",
            _signs.is_("self-harm") | answer_to("content-harm").is_("self-harm"),
        ),
        Suggest(
            Level.HIGH, "the contact is a member of staff", answer_to("relationship").is_("staff")
        ),
        Suggest(
            Level.HIGH,
            "likely abuse or exploitation",
            answer_to("contact-harm").is_(
                "grooming",
                "mate-crime",
                "romance-fraud",
                "sexual-exploitation",
                "stalking",
                "controlling",
                "criminal-exploitation",
                "radicalisation",
            ),
        ),
    ),
)
"""What sort of harm it is, and who the other person is."""

_SOURCE = Block(
    "safety",
    (
        WhichStaff(
            "source-staff",
            "Which member of staff is it?",
            short="Member of staff",
            hint=f"{TO_THE_LEADS} {NAME_YOURSELF}",
            missing="Choose the member of staff, or someone not listed.",
            when=answer_to("relationship").is_("staff") & answer_to("staff").is_empty(),
        ),
        what_they_did("source-did", "source-staff"),
    ),
    sealed=True,
)

_SAFE_NOW = Block(
    "safety",
    (
        OneOf(
            "wishes",
            "What does the person want to happen? What would make them feel safe?",
            short="Their wishes",
            options=WISHES,
            missing="Choose whether they said, or whether you have not asked.",
        ),
        OneOf(
            "consent",
            "Do they agree that you tell your manager or others?",
            short="Agree to telling",
            hint="“No” never stops you sending this.",
            options=CONSENT,
            missing="Choose whether they agree.",
        ),
        OneOf(
            "capacity",
            "Has someone checked if they have capacity to use the web?",
            short="Capacity assessment",
            hint="You are not asked to judge. Only say if there is a capacity assessment.",
            options=CAPACITY,
            missing="Choose yes, no or I do not know.",
        ),
        LongText(
            "understanding",
            "What did you see that shows they do, or do not, understand the risk?",
            short="Understanding",
            hint="Only what you saw or heard.",
            optional=ALWAYS,
        ),
        SeveralOf(
            "done-now",
            "What has been done to keep them safe now?",
            short="Done now",
            hint="Choose all that fit.",
            options=DONE_NOW,
            missing="Choose what has been done, or why nothing was.",
        ),
        LongText(
            "evidence",
            "What has been kept, by whom and where?",
            short="Kept",
            hint="Do not delete, do not reply, do not pretend to be them.",
            optional=ALWAYS,
        ),
    ),
)
"""What they want, whom they agree to tell, what they understand, and what is done."""


def safety(
    when: Condition = ALWAYS, deeper: Condition = NEVER, *, noticed: bool = True
) -> tuple[Block, ...]:
    """The safety questions: for a doubt the short way, for a worry all of them.

    `deeper` says which answers are a worry; whatever looks High goes deeper by itself. Without
    `noticed`, the kind asks that itself.
    """
    harm = _HARM if noticed else _HARM.without("noticed")
    deep = (harm, _SOURCE, _SAFE_NOW)
    if when is ALWAYS:
        return (_WORRY, *deep)
    return (_WORRY.when(when), *(each.when(when & (deeper | _looks_high)) for each in deep))
