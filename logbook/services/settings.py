"""Settings: what the General Manager changes, with what already happened by the old ones kept."""

from logbook.domain import directory as staffing
from logbook.domain.events import Plain, new_id
from logbook.domain.settings import Settings
from logbook.services import climbing
from logbook.services.desk import Desk

CLOCKS = frozenset({"clocks", "zone", "region", "extra_holidays", "working_day_ends"})
"""Settings that move the instants at which open entries are due and climb."""


def change(desk: Desk, name: str, value: Plain) -> Settings:
    """Change one setting. What is open is due by the new one when this returns.

    What had climbed by then is written down first, and stays where it climbed to: a clock that is
    set slower takes nothing back.

    Raises:
        NotAllowed: not theirs to change.
        UnknownSetting, NotASetting: as the settings say.
        StoreFault: nothing was changed.
    """
    event = staffing.change_setting(
        desk.directory.settings,
        name,
        value,
        by=desk.member,
        at=desk.now,
        event_id=new_id(),
    )
    if name in CLOCKS:
        climbing.keep_reached(desk)
    desk.append(event)
    return desk.directory.settings
