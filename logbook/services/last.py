"""What somebody answered last time, to be given again by one key and never by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from logbook.domain.answers import Answer, CannotSay, Skipped, Someones
from logbook.domain.conditions import chosen
from logbook.domain.folding.entries import fold
from logbook.domain.kinds import Kind
from logbook.domain.questions import Asking, OneOf, Question, Typed, WhichStaff, Who
from logbook.policy.blocks.platform import PLATFORM
from logbook.services import queue
from logbook.services.desk import Desk
from logbook.storage import log

LOOKED_THROUGH = 20
"""How many of one's newest entries may be practice before nothing is offered."""


@dataclass(frozen=True, kw_only=True)
class Last:
    """An answer of one's newest entry, as it would be typed and as it is shown."""

    typed: Typed = ""
    shown: str = ""
    """Empty where there is nothing to give again."""


NOT_OFFERED = Last()


def is_offered(question: Question) -> bool:
    """Asked every time and often the same: about whom, and where."""
    is_person = isinstance(question, Who) and not isinstance(question, WhichStaff)
    return (is_person and question.key == "person") or question.key == PLATFORM.key


def last_given(desk: Desk, kind: Kind) -> Mapping[str, Last]:
    """What one's own newest entry that counts says to the questions that offer it again."""
    offered = (question for question in kind.questions if is_offered(question))
    return {question.key: given(desk, question) for question in offered}


def offered(desk: Desk, question: Question) -> Last:
    """What one key or sign gives again; nothing for most questions."""
    return given(desk, question) if is_offered(question) else Last()


def given(desk: Desk, question: Question) -> Last:
    """What it says to one question, where it can still be said."""
    lines = queue.mine(desk, count=LOOKED_THROUGH)
    counting = (line for line in lines if not line.entry.practice)
    newest = next(counting, None)
    if newest is None or newest.entry.sealed:
        return Last()
    entry_id = newest.entry.id
    standing = fold(desk.read(lambda connection: log.of(connection, entry_id)))
    if standing.erased:
        return Last()
    for response in standing.current_responses:
        if response.key == question.key:
            answer = question.from_plain(response.value)
            return still_given(question, answer, desk.asking())
    return Last()


def still_given(question: Question, answer: Answer, asking: Asking) -> Last:
    """An answer as it could be given again now; nothing where it could not."""
    if isinstance(answer, CannotSay | Skipped):
        return Last()
    if isinstance(answer, Someones):
        return _person(question, answer, asking)
    if isinstance(question, OneOf) and not chosen(answer) <= {o.key for o in question.offered}:
        return Last()
    return Last(typed=question.typed(answer), shown=question.wording(answer))


def _person(question: Question, answer: Someones, asking: Asking) -> Last:
    """Somebody whose file is open, or who is not listed."""
    for each in answer.people:
        listed = asking.people.get(each.id)
        if each.id and (listed is None or listed.closed is not None):
            return Last()
    shown = (
        asking.people[each.id].initials if each.id else f"{each.name} (not listed)"
        for each in answer.people
    )
    return Last(typed=question.typed(answer), shown=", ".join(shown))
