"""What a list is narrowed by, above it, and the key that takes it away."""

from textual.content import Content

from logbook.services import filtering
from logbook.services.desk import Desk
from logbook.services.filtering import Filter
from logbook.tui.keys import command
from logbook.tui.text import plain

NOBODY = "This entry is about nobody of the list of service users, so there is no chronology."


def narrowing(desk: Desk, chosen: Filter) -> Content:
    """Each filter in words; nothing where there is none."""
    if chosen.is_empty:
        return Content("")
    words = " · ".join(filtering.worded(desk.directory, chosen))
    widen = command("widen")
    return Content.assemble(
        ("Only  ", "$muted"), plain(words), (f"   {widen.key}: {widen.words}", "$muted")
    )
