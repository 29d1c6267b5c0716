"""A comment on one of our posts stirs things up or gets us wrong."""

from dataclasses import replace

from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.kinds import Advise, Apply, Block, Kind, Route, Suggest
from logbook.domain.levels import Level
from logbook.domain.people import Role
from logbook.domain.questions import LongText, MomentOf, OneOf, SeveralOf, ShortText, WhichStaff
from logbook.policy.blocks.identifying import (
    WHAT_IS_SHOWN,
    WHO_IS_SHOWN,
    supported_person_shown,
)
from logbook.policy.blocks.person import who
from logbook.policy.blocks.platform import PLATFORM
from logbook.policy.blocks.safety import FOUR_TESTS, found_a_risk, safety
from logbook.policy.blocks.staff import TO_THE_LEADS, staff_part
from logbook.policy.blocks.telling import TELLING
from logbook.policy.blocks.times import POSTED, SAY_WHEN, SEEN, written_later
from logbook.policy.clauses import COMMENTS_TO_GENERAL_MANAGER
from logbook.policy.lists import COMMENTERS, FLAGGED, REPLIED, SCREENSHOT

_flagged = answer_to("flagged")
_names_someone = _flagged.is_("identifies")
_risk = _flagged.is_("risk")
_abuse = _flagged.is_("abuse")
_urgent = _flagged.is_("identifies", "risk", "abuse", "press")
_tested = (
    _risk
    | _abuse
    | _flagged.has_other_than(
        "controversial", "misrepresents", "identifies", "risk", "complaint", "abuse", "press"
    )
)
"""Not knowing why it stands out is no reason to leave out whether someone is in danger."""
_safety = _risk | found_a_risk

POST_COMMENT = Kind(
    key="post-comment",
    title="Comment on our post",
    menu="A comment on our post stirs things up or gets us wrong",
    send="send to the General Manager",
    steps=(
        ShortText(
            "post",
            "Which of our posts is it on?",
            short="Our post",
            hint="A few words will do, such as “the summer fair”.",
            missing="Write which of our posts it is on.",
            clause=COMMENTS_TO_GENERAL_MANAGER,
        ),
        PLATFORM,
        LongText(
            "comment",
            "What does the comment say, exactly?",
            short="The comment",
            hint="Copy it word for word. Do not reply, like, hide or delete it.",
            missing="Write what the comment says.",
        ),
        OneOf(
            "written-by",
            "Who wrote it?",
            short="Written by",
            options=COMMENTERS,
            missing="Choose who wrote it, or “I do not know”.",
        ),
        Block(
            "",
            (
                WhichStaff(
                    "written-staff",
                    "Which member of staff wrote it?",
                    short="Staff who wrote it",
                    hint=TO_THE_LEADS,
                    missing="Choose the member of staff, or someone not listed.",
                    when=answer_to("written-by").is_("staff"),
                ),
            ),
            sealed=True,
        ),
        POSTED,
        SEEN,
        written_later("noticed"),
        SeveralOf(
            "flagged",
            "Why do you pass it on?",
            short="Passed on because",
            hint="Choose all that fit.",
            options=FLAGGED,
            missing="Choose why you pass it on.",
        ),
        WHO_IS_SHOWN.when(_names_someone),
        replace(
            who("Which people we support is it about?", "", short="People it is about"),
            several=True,
            hint="Leave empty if it is nobody we support, or you do not know.",
            optional=ALWAYS,
            when=supported_person_shown | _flagged.is_("risk", "complaint", "abuse"),
        ),
        WHAT_IS_SHOWN.when(_names_someone),
        OneOf(
            "screenshot",
            "Is there a picture of it, and where is it kept?",
            short="Picture kept",
            options=SCREENSHOT,
            missing="Choose whether there is a picture of it.",
        ),
        OneOf(
            "replied",
            "Have you replied?",
            short="Replied?",
            options=REPLIED,
            missing="Choose whether you have replied.",
        ),
        MomentOf(
            "replied-when",
            "When did you reply?",
            short="Replied when",
            hint=SAY_WHEN,
            missing="Enter when you replied, or “not known”.",
            when=answer_to("replied").is_("yes"),
        ),
        staff_part("Is a member of staff part of this, or is it about one?"),
        FOUR_TESTS.when(_tested),
        *safety(when=_safety, deeper=_risk, noticed=False),
        TELLING.when(_tested),
    ),
    rules=(
        Suggest(Level.MEDIUM, "a comment on one of our posts", ALWAYS),
        Suggest(Level.HIGH, "a threat, or someone may be at risk", _risk),
        Suggest(Level.HIGH, "it says that someone was abused", _abuse),
        Suggest(Level.HIGH, "someone can be identified online", _names_someone),
        Suggest(Level.HIGH, "the press is part of it", _flagged.is_("press")),
        Route(Role.GENERAL_MANAGER, ALWAYS, straight=True),
        Apply(COMMENTS_TO_GENERAL_MANAGER),
        Advise(
            "Good. Do not reply, like, hide or delete it. The General Manager will answer.",
            answer_to("replied").is_not("yes"),
            clause=COMMENTS_TO_GENERAL_MANAGER,
        ),
        Advise(
            "Thank you. Logging this is what the policy asks. Leave it all as it is now: the "
            "General Manager will answer from here.",
            answer_to("replied").is_("yes"),
            clause=COMMENTS_TO_GENERAL_MANAGER,
        ),
        Advise(
            "This cannot wait: tell the General Manager before your shift ends.",
            _urgent,
            clause=COMMENTS_TO_GENERAL_MANAGER,
        ),
    ),
)
