"""What happened? The kinds, numbered as on the screen, then what is not finished."""

from collections.abc import Sequence
from typing import TypeAlias

from logbook.cli.plain.lines import Lines
from logbook.cli.plain.prompts import AT_ANY_TIME, Back, Prompts, Unsaid
from logbook.cli.plain.signs import theirs
from logbook.cli.plain.telling import ONE_NUMBER
from logbook.domain.kinds import Kind
from logbook.policy.blocks.safety import DANGER_NOW
from logbook.policy.clauses import CLAUSES
from logbook.policy.kinds import KINDS
from logbook.services import home
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.services.home import Unfinished

Choice: TypeAlias = Kind | Draft


def danger_lines(desk: Desk) -> tuple[str, ...]:
    """What comes before any logging."""
    on_call = desk.directory.settings.on_call
    return (DANGER_NOW, f"On call: {on_call}.") if on_call else (DANGER_NOW,)


def choose(desk: Desk, lines: Lines) -> Choice:
    """A draft of one's own to go on with, or the kind of a new entry.

    Raises:
        Leave, Ended: as a prompt says.
    """
    unfinished = own_unfinished(desk)
    offered: tuple[Choice, ...] = (*KINDS, *(each.draft for each in unfinished))
    said = in_full = tuple(_lines(unfinished))
    prompts = Prompts(lines, lambda: CLAUSES)
    lines.gap()
    while True:
        try:
            line = prompts.line(*said, in_full=in_full).strip()
        except Back:
            said = ("Error: There is nothing before this. To stop, type leave.",)
            continue
        except Unsaid:
            line = ""
        if line.isdecimal() and 1 <= int(line) <= len(offered):
            return offered[int(line) - 1]
        said = (f"Error: Type a number from 1 to {len(offered)}, then Enter.",)


def own_unfinished(desk: Desk) -> tuple[Unfinished, ...]:
    """New entries that were begun; what is being added to a sent one goes on on the screen."""
    return tuple(each for each in home.unfinished(desk) if not each.draft.amends)


def _lines(unfinished: Sequence[Unfinished]) -> list[str]:
    said = ["What happened?"]
    said += [f"{nth}. {kind.menu or kind.title}" for nth, kind in enumerate(KINDS, 1)]
    said += ["Or go on with what you have not finished:"] if unfinished else []
    said += [f"{nth}. {theirs(each.words)}" for nth, each in enumerate(unfinished, len(KINDS) + 1)]
    return [*said, ONE_NUMBER, AT_ANY_TIME]
