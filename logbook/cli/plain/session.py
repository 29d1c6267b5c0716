"""A session of plain lines: what to record, recording it, and stopping without losing anything."""

import sys

from logbook.cli.plain.lines import Ended, Lines
from logbook.cli.plain.menu import Choice, choose, danger_lines, own_unfinished
from logbook.cli.plain.prompts import AT_ANY_TIME, Leave
from logbook.cli.plain.recorder import Ending, record_draft
from logbook.cli.plain.writing import Writing
from logbook.cli.saying import tell
from logbook.domain.kinds import Kind
from logbook.policy.clauses import VERSION
from logbook.services import accepting, drafts, recording
from logbook.services.desk import Desk
from logbook.services.drafts import DraftGone
from logbook.services.recording import ORDINARY, Begun

NOTHING_BEGUN = "Nothing was begun."
TO_ACCEPT = (
    f"Our policy is new to you, version {VERSION}. You can record first; then type logbook, "
    "sign in, and read and accept it there."
)
STILL_READABLE = "What was typed can still be read on this terminal. Close it or clear it."


def record(desk: Desk, lines: Lines, kind: Kind | None, begun: Begun = ORDINARY) -> None:
    """Record one entry of this kind, or of the one that is chosen.

    Raises:
        Ended: the input ended before it was sent; the text says what is kept.
        HeldElsewhere, DraftGone: it went on, or ended, at another terminal.
    """
    lines.say(*danger_lines(desk))
    if not accepting.has_accepted(desk.directory, desk.keys.member_id):
        lines.say(TO_ACCEPT)
    if kind is not None:
        _say_of_drafts(desk, lines)
    opened = None if kind is None else recording.begin(desk, kind.key, begun)
    while True:
        opened = opened or _chosen(desk, lines, begun)
        if opened is None:
            lines.say(NOTHING_BEGUN)
            return
        if _is_over(Writing(desk, lines, opened)):
            break
        opened = None
    if sys.stdin.isatty():
        lines.say(STILL_READABLE)


def _say_of_drafts(desk: Desk, lines: Lines) -> None:
    waiting = len(own_unfinished(desk))
    if waiting:
        them = "it" if waiting == 1 else "them"
        lines.say(
            f"You have {waiting} unfinished. To go on with {them}, leave this and type "
            "logbook record --plain."
        )
    lines.say(AT_ANY_TIME)


def _chosen(desk: Desk, lines: Lines, begun: Begun) -> drafts.Open | None:
    """The draft that was chosen, or a new one; None where they leave."""
    while True:
        try:
            choice = choose(desk, lines)
        except Leave:
            return None
        except Ended:
            raise Ended(f"The input ended before anything was chosen. {NOTHING_BEGUN}") from None
        try:
            return _opened(desk, choice, begun)
        except DraftGone as why:
            lines.say(f"Error: {why}")


def _opened(desk: Desk, choice: Choice, begun: Begun) -> drafts.Open:
    if isinstance(choice, Kind):
        return recording.begin(desk, choice.key, begun)
    return drafts.resume(desk, choice.id)


def _is_over(writing: Writing) -> bool:
    """Record it; False where they went back to choose something else."""
    try:
        if record_draft(writing) is Ending.SENT:
            return True
    except Leave:
        writing.lines.say(writing.put_down())
        return True
    except Ended:
        where = writing.place
        raise Ended(f"The input ended at {where}. {writing.put_down()}") from None
    except KeyboardInterrupt:
        tell(f"\n{writing.put_down()}")
        raise
    writing.put_down()
    return False
