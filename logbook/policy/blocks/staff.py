"""Whether a member of staff is part of what happened: whoever is named never reads it.

What names a colleague as a source of harm, and what they did, stands in blocks that are sealed.
"""

from logbook.domain.conditions import ALWAYS, Condition, answer_to
from logbook.domain.kinds import Block
from logbook.domain.questions import LongText, WhichStaff, YesNo

NOT_READ_BY_THEM = "Whoever you name here will not read this entry."
TO_THE_LEADS = "What you say here about a member of staff goes only to the safeguarding leads."
NAME_YOURSELF = "If it was you, name yourself."


def which_staff(when: Condition, hint: str = f"{TO_THE_LEADS} {NAME_YOURSELF}") -> WhichStaff:
    return WhichStaff(
        "staff",
        "Which member of staff?",
        short="Staff who are part",
        hint=hint,
        missing="Choose the member of staff, or someone not listed.",
        when=when,
    )


def what_they_did(key: str, named: str) -> LongText:
    """A place for what a colleague did, so that the rest of the entry need not say it."""
    return LongText(
        key,
        "What did they do?",
        short="What staff did",
        hint=f"Write it here, and leave it out of the other answers. {TO_THE_LEADS}",
        optional=ALWAYS,
        when=answer_to(named).is_filled(),
        topic="staff",
    )


def staff_named(when: Condition) -> Block:
    """Who it is, and what they did, where an earlier question said that staff are part of it."""
    return Block("", (which_staff(when), what_they_did("staff-did", "staff")), sealed=True)


def staff_part(words: str = "Is a member of staff part of this?") -> Block:
    """Asked on a page of its own. Not sure leads to the name too: they may be the one."""
    return Block(
        "",
        (
            YesNo(
                "staff-part",
                words,
                short="Staff part of it?",
                hint="Part of what happened, not just there. You count too.",
                missing="Choose yes, no or not sure.",
            ),
            which_staff(answer_to("staff-part").is_("yes", "unsure")),
            what_they_did("staff-did", "staff"),
        ),
        sealed=True,
    )
