"""Whether a member of staff is part of what happened: whoever is named never reads it."""

from logbook.domain.conditions import Condition, answer_to
from logbook.domain.kinds import Block
from logbook.domain.questions import WhichStaff, YesNo

NOT_READ_BY_THEM = "Whoever you name here will not read this entry."


def which_staff(when: Condition, hint: str = NOT_READ_BY_THEM) -> WhichStaff:
    return WhichStaff(
        "staff",
        "Which member of staff?",
        short="Staff who are part",
        hint=hint,
        missing="Choose the member of staff, or someone not listed.",
        when=when,
    )


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
            which_staff(
                answer_to("staff-part").is_("yes", "unsure"),
                f"{NOT_READ_BY_THEM} If it was you, name yourself.",
            ),
        ),
    )
