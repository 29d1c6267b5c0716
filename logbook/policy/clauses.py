"""The clauses of the social media policy, in plain words, for the moment of the decision."""

from logbook.domain.questions import Clause

VERSION = "2026-11"
"""Changes whenever a clause, a prompt or a rule changes what people are asked to do."""

DISCLAIMER = (
    "The views expressed on this site are my own and don't necessarily represent "
    "{service}'s positions, policies or opinions"
)
"""Shown word for word, with the service's own name: the policy prescribes its wording."""

_SUPPORTING = "Supporting service users with their social media accounts"
_PERSONAL = "Using personal social media"
_COMPANY = "Company social media posts"


def _clause(key: str, title: str, text: str) -> Clause:
    return Clause(key=key, title=title, text=text, version=VERSION)


CARE_WITH_ACCOUNTS = _clause(
    "care-with-accounts",
    _SUPPORTING,
    "People we support may ask for help with their own social media. Help with care.",
)
DISCUSS_SAFETY = _clause(
    "discuss-safety",
    _SUPPORTING,
    "If you are worried about someone's safety online, talk to your line manager.",
)
NO_TRACING = _clause(
    "no-tracing",
    _SUPPORTING,
    "We never help anyone to trace a relative through social media. No reason changes that.",
)
IGNORE_REQUESTS = _clause(
    "ignore-requests",
    _PERSONAL,
    "Do not follow, like or message people we support from your own account. "
    "If someone we support tries to follow you, leave the request alone.",
)
NOT_AT_WORK = _clause(
    "not-at-work",
    _PERSONAL,
    "Do not use your own social media accounts at work, above all while you support someone.",
)
CONFIDENTIAL = _clause(
    "confidential",
    _PERSONAL,
    "Never post anything about work that could show who a person we support is, or who a "
    "colleague is. This holds at home too.",
)
KIND_TO_COLLEAGUES = _clause(
    "kind-to-colleagues",
    _PERSONAL,
    "Think before you post at home too: no bullying, and no hate towards any group of people.",
)
OWN_VIEWS = _clause(
    "own-views",
    _PERSONAL,
    "If you talk about our work on your own account, say that the views are your own.",
)
COMMENTS_TO_GENERAL_MANAGER = _clause(
    "comments-to-general-manager",
    _COMPANY,
    "If you see a comment on our posts that stirs things up or gets us wrong, tell the "
    "General Manager, who will answer it.",
)
SHARE_OUR_POSTS = _clause(
    "share-our-posts",
    _COMPANY,
    "You are welcome to share our posts and to like and comment on them kindly.",
)

CLAUSES = (
    CARE_WITH_ACCOUNTS,
    DISCUSS_SAFETY,
    NO_TRACING,
    IGNORE_REQUESTS,
    NOT_AT_WORK,
    CONFIDENTIAL,
    KIND_TO_COLLEAGUES,
    OWN_VIEWS,
    SHARE_OUR_POSTS,
    COMMENTS_TO_GENERAL_MANAGER,
)
"""All of them, in the order of the policy page."""
