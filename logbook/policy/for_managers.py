"""What the policy says to the manager who reads an entry, and not to whoever writes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from logbook.domain.entries import Response
from logbook.domain.events import Plain
from logbook.domain.patterns import Pattern, Sort
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
PATTERN_NOTES = {
    Sort.AGAIN: Note(
        "Again",
        "{count} entries about {person} in {days} days, with this one. Read them together: "
        "what has changed, and what would help?",
    ),
    Sort.FOLLOWS: Note(
        "Requests",
        "{count} requests to staff in {days} days. It points to a support need, such as "
        "company or friends, and not to anything that {person} or staff did wrong.",
    ),
    Sort.REFUSED: Note(
        "Help",
        "In a year, help was refused {count} times and given {given} times. Was there a way "
        "to help safely?",
    ),
}
"""What each pattern asks; every one is a question, and blames nobody."""
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


def pattern_note(pattern: Pattern, person: str, days: int) -> Note:
    """What a pattern asks of the manager, beside the entries behind it."""
    note = PATTERN_NOTES[pattern.sort]
    words = note.words.format(
        count=pattern.count, given=pattern.given, days=days, person=person or "them"
    )
    return Note(note.label, words)


def pattern_reason(pattern: Pattern, days: int) -> str:
    """The pattern in a few words, as a reason beside the level."""
    return {
        Sort.AGAIN: f"{pattern.count} entries in {days} days",
        Sort.FOLLOWS: f"{pattern.count} follow requests in {days} days",
        Sort.REFUSED: "help refused as often as given",
    }[pattern.sort]


def _options(value: Plain) -> tuple[str, ...]:
    chosen = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        str(each["option"]) for each in chosen if isinstance(each, dict) and "option" in each
    )
