"""Writing something down for a colleague: whose words they are, and how they came."""

from dataclasses import replace

from logbook.domain.questions import Typed
from logbook.domain.questions.base import text_of
from logbook.domain.refusals import NotAllowed
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME, Source
from logbook.services.desk import Desk
from logbook.services.drafts import Draft


def name(desk: Desk, draft: Draft, typed: Typed) -> Draft:
    """The draft of somebody who writes it down for a colleague, or whose own it is after all.

    Raises:
        NotAllowed: they named themselves.
        NotAnAnswer: nobody of that name works here; what was typed stays.
    """
    how = draft.source.how if draft.source else ""
    source = Source.of(FOR_WHOM.read(typed, desk.asking(), optional=True), how)
    if source is not None and source.member == desk.keys.member_id:
        raise NotAllowed("That is you. Leave it empty where it is your own to tell.")
    return replace(draft.with_typed(FOR_WHOM.key, ""), source=source)


def say_how(desk: Desk, draft: Draft, typed: Typed) -> Draft:
    """The draft with how its source told it.

    Raises:
        NotAnAnswer: the text says what to do; what was typed stays.
    """
    how = text_of(HOW_IT_CAME.typed(HOW_IT_CAME.read(typed, desk.asking())))
    answered = draft.with_typed(HOW_IT_CAME.key, "")
    if draft.source is None:
        return answered
    return replace(answered, source=replace(draft.source, how=how))
