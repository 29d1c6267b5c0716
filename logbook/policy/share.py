"""“Before you share”: what to look at before sharing or talking about our posts. Never logged."""

from dataclasses import dataclass

from logbook.domain.questions import Clause
from logbook.policy.clauses import CONFIDENTIAL, DISCLAIMER, OWN_VIEWS, SHARE_OUR_POSTS


@dataclass(frozen=True)
class Check:
    """One thing to look at, and what to do where it does not hold."""

    words: str
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a screen shows, from top to bottom."""

    title: str
    opening: str
    checks: tuple[Check, ...]
    disclaimer_heading: str
    disclaimer: str
    """To copy: shown word for word, because the policy prescribes its wording."""
    closing: str
    clauses: tuple[Clause, ...]


TO_COPY = (
    "Hold Shift and drag over it to copy it, or type it off. Logbook itself gives nothing to "
    "this computer's clipboard."
)

CHECKS = (
    Check(
        "Nobody we support can be known from it.",
        "Look for names, faces, places and dates. In doubt, leave it out.",
    ),
    Check(
        "No colleague can be known from it.",
        "Leave that part out, or share our own post just as it is.",
    ),
    Check(
        "It says nothing about anyone's care, health or home.",
        "Leave that part out, even if you name nobody.",
    ),
    Check(
        "It is kind and true.",
        "Write it as you would say it to them in person.",
    ),
    Check(
        "You are off duty.",
        "Wait until your shift ends. Your own accounts stay out of work.",
    ),
    Check(
        "Your page says that the views are your own.",
        "Put the sentence below where people see it first.",
    ),
)


def before_you_share(service: str) -> Page:
    """The page, with the service's own name in the disclaimer."""
    return Page(
        title="Before you share",
        opening="You are welcome to share our posts. A quick look first:",
        checks=CHECKS,
        disclaimer_heading="Say this on your own page, word for word",
        disclaimer=DISCLAIMER.format(service=service),
        closing="Nothing on this page is kept. Not sure about a post? Ask your manager first.",
        clauses=(SHARE_OUR_POSTS, OWN_VIEWS, CONFIDENTIAL),
    )
