"""Something that staff did online: read by its author and the safeguarding leads alone."""

from dataclasses import replace

from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.kinds import Advise, Apply, Kind, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import (
    LongText,
    MomentOf,
    OneOf,
    SeveralOf,
    ShortText,
    Stop,
    Told,
    WhichStaff,
    YesNo,
)
from logbook.policy.blocks.identifying import (
    WHAT_IS_SHOWN,
    WHO_IS_SHOWN,
    supported_person_shown,
)
from logbook.policy.blocks.person import who
from logbook.policy.blocks.platform import PLATFORM
from logbook.policy.blocks.safety import FOUR_TESTS, UNSURE_COUNTS, any_emergency, safety
from logbook.policy.blocks.times import SAY_WHEN, written_later
from logbook.policy.clauses import CONFIDENTIAL, IGNORE_REQUESTS, KIND_TO_COLLEAGUES, NOT_AT_WORK
from logbook.policy.lists import CONDUCT, CONDUCT_KEPT, INFORMED, WHOSE_CONDUCT

_whose = answer_to("whose")
_own = _whose.is_("me", "both")
_conduct = answer_to("sort")
_there_is_a_post = _conduct.has_other_than("at-work")
_hurt = answer_to("hurt")
_maybe_hurt = _hurt.is_not("no")
_maybe_known = answer_to("identifiable").is_not("no")

_TELL_NOW = Stop(
    "tell-now",
    "Tell someone now. If anyone is in danger, call 999.",
    short="Stop page",
    says=(
        "Only the safeguarding leads can open what you write here, and it may be hours until "
        "they do. Do not wait for them: speak to a manager who is no part of it, or to whoever "
        "is on call."
    ),
    say="“Someone needs help now. I have written down the rest for the safeguarding leads.”",
    do=(
        "call 999",
        "tell a manager by voice",
        "stay with the person",
        "then record a safety concern too, without the name",
    ),
    after="What you wrote is safe here. Nobody is in trouble for writing it down.",
    when=any_emergency,
)

STAFF_CONDUCT = Kind(
    key="staff-conduct",
    title="Staff conduct",
    topic="staff",
    menu="What a colleague or I did (for safeguarding leads only)",
    send="send to the safeguarding leads",
    sealed=True,
    steps=(
        OneOf(
            "whose",
            "Is it about you, or someone else?",
            short="About",
            hint="Only you and the safeguarding leads will read this.",
            why="You can say it here first. It is safe to write down what you did yourself.",
            options=WHOSE_CONDUCT,
            missing="Choose whether it is about you or someone else.",
        ),
        WhichStaff(
            "staff",
            "Which member of staff is it?",
            short="Member of staff",
            hint="Whoever you name here will never read this.",
            missing="Choose the member of staff, or someone not listed.",
            when=_whose.is_not("me"),
        ),
        SeveralOf(
            "sort",
            "What sort of thing is it?",
            short="Sort of thing",
            hint="Choose all that fit.",
            options=CONDUCT,
            missing="Choose what sort of thing it is, or “I do not know”.",
        ),
        LongText(
            "facts",
            "What happened?",
            hint="Only facts: what was done, and where. Nobody asks you to judge it.",
            missing="Write what happened.",
        ),
        MomentOf(
            "happened",
            "When did it happen?",
            short="When",
            hint=SAY_WHEN,
            missing="Enter when it happened, or “not known”.",
        ),
        written_later("happened"),
        YesNo(
            "supporting",
            "Was anyone being supported at that time?",
            short="Supporting then?",
            missing="Choose yes, no or not sure.",
        ),
        YesNo(
            "hurt",
            "Was anyone harmed, filmed or left without support?",
            short="Harmed, filmed or left?",
            hint=UNSURE_COUNTS,
            missing="Choose yes, no or not sure.",
        ),
        PLATFORM,
        YesNo(
            "identifiable",
            "Can people tell from it who someone is?",
            short="Shows who someone is?",
            hint="Someone we support, or a colleague.",
            missing="Choose yes, no or not sure.",
            clause=CONFIDENTIAL,
        ),
        WHO_IS_SHOWN.when(_maybe_known),
        replace(
            who(
                "Which people we support?",
                "Choose which people, or someone not listed.",
                short="People we support",
            ),
            several=True,
            when=answer_to("supporting").is_("yes") | supported_person_shown,
        ),
        WHAT_IS_SHOWN.when(_maybe_known),
        LongText(
            "exact",
            "What does it say, exactly?",
            short="It says",
            hint="Word for word. Leave empty if there is nothing to copy.",
            optional=ALWAYS,
            when=_there_is_a_post,
        ),
        ShortText(
            "found",
            "Where can it be found?",
            short="Found at",
            hint="The account, page or group. Leave empty if it is gone.",
            optional=ALWAYS,
            when=_there_is_a_post,
        ),
        OneOf(
            "kept",
            "Is there a picture of it, and who keeps it?",
            short="Picture kept",
            hint="Do not reply to it, share it or delete it.",
            options=CONDUCT_KEPT,
            missing="Choose whether there is a picture of it.",
            when=_there_is_a_post,
        ),
        FOUR_TESTS.when(_maybe_hurt),
        _TELL_NOW,
        *safety(when=_maybe_hurt, deeper=_hurt.is_("yes")),
        Told(
            "told",
            "Who have you talked to about it?",
            short="Told",
            hint="A safeguarding lead is best. Nobody yet is fine too: say why.",
            missing="Enter who you told, or why nobody is told yet.",
            roles=INFORMED,
        ),
    ),
    rules=(
        Suggest(Level.MEDIUM, "something that staff did online", ALWAYS),
        Suggest(Level.HIGH, "someone was harmed, filmed or left alone", _hurt.is_("yes")),
        Suggest(Level.HIGH, "bullying, or hate towards a group", _conduct.is_("bullying", "hate")),
        Suggest(
            Level.HIGH,
            "someone can be identified online",
            answer_to("identifiable").is_("yes"),
        ),
        Apply(NOT_AT_WORK, _conduct.is_("at-work")),
        Apply(CONFIDENTIAL, _conduct.is_("confidential")),
        Apply(KIND_TO_COLLEAGUES, _conduct.is_("bullying", "hate")),
        Apply(IGNORE_REQUESTS, _conduct.is_("contact")),
        Advise(
            "Thank you. Logging this is what the policy asks. The safeguarding leads will talk "
            "with you about what helps.",
            _own,
        ),
        Advise(
            "Record a safety concern too, without the name. Then your manager can act now.",
            any_emergency,
            offers="safety-concern",
        ),
    ),
)
