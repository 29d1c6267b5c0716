"""What the policy says to the manager who reads an entry, and not to whoever writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from logbook.domain.entries import Response
from logbook.domain.events import Plain
from logbook.policy.lists import CARE_ACT_TYPES, POSTED_SELF, OutcomeKey


@dataclass(frozen=True)
class Note:
    """What a manager is reminded of beside an entry."""

    label: str
    words: str


TRACING_NOTE = Note(
    "Tracing",
    "The policy bars support by staff. It does not bar the adult's own choice to look. Lawful "
    "ways: their social worker, an advocate, an adoption or intermediary service.",
)
PERSONAL_DATA_NOTE = Note(
    "Personal data",
    "Is this a personal-data breach? Has the data-protection lead been told? Write down who "
    "told them, and when.",
)
OWN_CHOICE_NOTE = Note(
    "Own choice",
    "They posted it about themselves, so it is no breach of ours. Their choice counts: talk with "
    "them about what would keep them safe.",
)
CONNECTION_NOTE = Note(
    "Connection",
    "Agree with your colleague, and with the person, how it ends kindly and by when.",
)
COMMENT_NOTE = Note(
    "Our page",
    "The General Manager answers the comment; one about the General Manager is the deputy's. "
    "Everybody else leaves it alone: no reply, no like, nothing hidden or deleted.",
)
SUPPORT_NEED_NOTE = Note(
    "Again",
    "This is at least the third request in {days} days. It points to a support need, such as "
    "company or friends, and not to anything that staff did.",
)
MANY_REQUESTS = 3
FOLLOW_REQUEST = "follow-request"
HARMS = "harm"
"""How the keys of the questions end that ask what sort of harm it is."""


def care_act_types(responses: Iterable[Response]) -> tuple[str, ...]:
    """The Care Act's types of abuse that the harms named here are nearest to, each once."""
    harms = (
        harm
        for response in responses
        if response.key.endswith(HARMS)
        for harm in _options(response.value)
    )
    return tuple(dict.fromkeys(CARE_ACT_TYPES[harm] for harm in harms if harm in CARE_ACT_TYPES))


def notes(kind: str, outcome: str, responses: Iterable[Response]) -> tuple[Note, ...]:
    """What these answers call for on the manager's page."""
    answers = {response.key: response.value for response in responses}
    found = []
    if outcome == OutcomeKey.STOPPED or "tracing-stop" in answers:
        found.append(TRACING_NOTE)
    if "identified" in answers:
        own = POSTED_SELF in _options(answers.get("posted-by"))
        found.append(OWN_CHOICE_NOTE if own else PERSONAL_DATA_NOTE)
    if "connected" in answers:
        found.append(CONNECTION_NOTE)
    if kind == "post-comment":
        found.append(COMMENT_NOTE)
    return tuple(found)


def repeat_notes(
    kind: str, sent_at: datetime, earlier: Iterable[tuple[str, datetime]], days: int
) -> tuple[Note, ...]:
    """Whether one person asks again and again to connect, whichever member of staff it was.

    `earlier` gives the kind of each earlier entry about the same person, and when it was sent.
    """
    since = sent_at - timedelta(days=days)
    before = [at for each, at in earlier if each == FOLLOW_REQUEST and at >= since]
    if kind != FOLLOW_REQUEST or len(before) + 1 < MANY_REQUESTS:
        return ()
    words = SUPPORT_NEED_NOTE.words.format(days=days)
    return (Note(SUPPORT_NEED_NOTE.label, words),)


def _options(value: Plain) -> tuple[str, ...]:
    chosen = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        str(each["option"]) for each in chosen if isinstance(each, dict) and "option" in each
    )
