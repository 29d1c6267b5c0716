"""The program with a fault in it: saving a draft that holds one word raises, and quotes it."""

from logbook.__main__ import main
from logbook.services import drafts
from logbook.services.desk import Desk

WORD = "razorbillfault"

_keep = drafts.keep


def keep_or_break(desk: Desk, opened: drafts.Open, draft: drafts.Draft) -> None:
    quoted = repr(draft.typed)
    if WORD in quoted:
        raise RuntimeError(quoted)
    _keep(desk, opened, draft)


vars(drafts)["keep"] = keep_or_break
main()
