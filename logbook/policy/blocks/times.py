"""When it happened, when it was noticed, and what kept it where it is written down later."""

from logbook.domain.conditions import answer_to
from logbook.domain.questions import LongText, MomentOf

SAY_WHEN = "Such as “now”, “today 2pm”, “about 4pm yesterday”, or “not known”."

POSTED = MomentOf(
    "happened",
    "When was it posted?",
    short="Posted",
    hint="As it is shown there, such as “3d” or “2 April”, or “not known”.",
    missing="Enter when it was posted, or “not known”.",
)
SEEN = MomentOf(
    "noticed",
    "When did you first see it?",
    short="First seen",
    hint=SAY_WHEN,
    missing="Enter when you first saw it, or “not known”.",
)


def written_later(than: str) -> LongText:
    """What kept it, asked kindly and only past the hours that the service sets."""
    return LongText(
        "late",
        "What kept this from being written down sooner?",
        short="Written down later",
        hint="It is good that you are writing it now. This helps us make it easier.",
        missing="Write what kept it, in a few words.",
        when=answer_to(than).is_late(),
    )
