"""One draft from its question to the result."""

from enum import Enum, auto

from logbook.cli.plain.asking import Asker
from logbook.cli.plain.colleague import ASKED, ask_colleague
from logbook.cli.plain.level import ask_level
from logbook.cli.plain.listing import Listing
from logbook.cli.plain.writing import Writing
from logbook.services.raising import LEVEL


class Ending(Enum):
    """How a recording ended here."""

    SENT = auto()
    PUT_BACK = auto()
    """They went back from the first question, to choose something else."""


def record_draft(writing: Writing) -> Ending:
    """Ask what there is to ask, until it is sent.

    Raises:
        Leave, Ended: they stop here; everything is kept.
        HeldElsewhere, DraftGone: it goes on, or ended, at another terminal.
    """
    asker, listing = Asker(writing), Listing(writing)
    while True:
        question = writing.question
        if writing.draft.at in ASKED:
            if not ask_colleague(writing):
                return Ending.PUT_BACK
        elif question is not None:
            if not asker.ask(question):
                return Ending.PUT_BACK
        elif writing.draft.at == LEVEL:
            ask_level(writing)
        elif listing.check():
            return Ending.SENT
