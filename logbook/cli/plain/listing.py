"""The list of answers before it is sent: change any, raise the level, send."""

from collections.abc import Sequence

from logbook.cli.plain import pages
from logbook.cli.plain.prompts import Back, Unsaid
from logbook.cli.plain.writing import Writing
from logbook.domain.journey import Journey, NotFinished
from logbook.domain.refusals import Refusal
from logbook.services import recording, rescuing
from logbook.services.drafts import DraftGone, HeldElsewhere
from logbook.services.raising import LEVEL
from logbook.services.recording import Preview
from logbook.tui import readers

SEND, RAISE = "send", "raise"
NOTHING_CHANGED = "Nothing is changed."
NEITHER = "That is neither a number in the list nor a word that works here."


class Listing:
    """Remembers what was read out: after a change, only what is new is."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self._listed: tuple[str, ...] = ()
        self._read_out: tuple[str, ...] = ()

    def check(self) -> bool:
        """Read out what will be sent, and do what is typed; True once it is sent."""
        writing = self.writing
        writing.is_changing = False
        writing.stand_at("")
        writing.keep()
        try:
            preview = recording.preview(writing.desk, writing.draft)
        except NotFinished:
            return False
        journey = writing.journey
        listed = pages.answer_lines(writing.draft, journey)
        may_be_raised = readers.may_be_raised(preview)
        how = pages.how_to_send(
            len(listed),
            writing.draft.kind.send,
            may_be_raised=may_be_raised,
            practice=writing.draft.practice,
        )
        in_full = self._in_full(journey, [*listed.values()], preview)
        writing.lines.gap()
        said = (*self._news([*listed], in_full), *how)
        while True:
            try:
                line = writing.prompts.line(*said, in_full=(*in_full, *how)).strip()
            except Back:
                writing.stand_at(journey.path[-1].key)
                return False
            except Unsaid:
                line = ""
            if line.casefold() == SEND:
                return self._is_sent()
            if line.casefold() == RAISE and may_be_raised:
                writing.stand_at(LEVEL)
                return False
            if line.isdecimal() and 1 <= int(line) <= len(listed):
                writing.stand_at([*listed][int(line) - 1])
                writing.is_changing = True
                return False
            said = (f"Error: {NEITHER}", *how)

    def _in_full(
        self, journey: Journey, listed: Sequence[str], preview: Preview
    ) -> tuple[str, ...]:
        writing = self.writing
        settings = writing.desk.directory.settings
        return (
            f"Check your answers: {writing.draft.kind.title}. {pages.NOTHING_SENT}",
            *pages.practice_lines(writing.draft),
            *pages.advice_lines(journey),
            *listed,
            *pages.sending_lines(preview, writing.draft.raised_because, writing.desk.now, settings),
        )

    def _news(self, listed: Sequence[str], in_full: Sequence[str]) -> tuple[str, ...]:
        """What was not read out yet; everything, where the numbers are others now."""
        heard = self._read_out if tuple(listed) == self._listed else ()
        self._listed, self._read_out = tuple(listed), tuple(in_full)
        return tuple(line for line in in_full if line not in heard) or (NOTHING_CHANGED,)

    def _is_sent(self) -> bool:
        """Send it; where that fails everything is kept, and the list is read again."""
        writing = self.writing
        try:
            rescuing.keep(writing.desk, writing.opened, writing.draft)
            sent = recording.send(writing.desk, writing.opened)
        except (HeldElsewhere, DraftGone):
            raise
        except NotFinished as why:
            writing.lines.say(f"Error: {why}")
            return False
        except Refusal as why:
            writing.lines.say(f"Error: It is not sent. {why} To try again, type send.")
            return False
        settings = writing.desk.directory.settings
        writing.lines.gap()
        writing.lines.say(*pages.result_lines(sent, writing.desk.now, settings))
        return True
