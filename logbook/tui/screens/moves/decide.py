"""Deciding: what it came to, why, what is next, and the sentence back to the worker."""

from collections.abc import Sequence

from logbook.domain.moments import Moment
from logbook.domain.people import Role
from logbook.domain.questions import Option
from logbook.domain.settings import Settings
from logbook.domain.showing import short
from logbook.domain.standing import State
from logbook.domain.triage import needs_a_talk
from logbook.policy.lists import GENERAL_MANAGER_RESPONDED
from logbook.services import triage
from logbook.services.offering import options_of
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said, needed
from logbook.tui.session import Session
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.story import Story

LISTED = 6
"""Earlier entries named on the page that asks whether they were looked at."""
_LOOKED = Option("looked", "I have looked at these")


class DecideScreen(MoveScreen):
    """Earlier entries about the same person come first: nobody decides without knowing of them."""

    move = "decide"
    heading = "Decide"

    def __init__(self, session: Session, opened: OpenEntry, earlier: Sequence[Line]) -> None:
        self.earlier = tuple(earlier)
        super().__init__(session, opened)

    def questions(self) -> tuple[Asked, ...]:
        return (
            *self._look_first(),
            *self._not_talked_through(),
            self._outcome(),
            self._because(),
            self._next(),
            self._words(),
        )

    def _look_first(self) -> tuple[Asked, ...]:
        if not self.earlier:
            return ()
        many = (
            f"{len(self.earlier)} earlier entries" if len(self.earlier) > 1 else "1 earlier entry"
        )
        return (
            Asked(
                key="earlier",
                words=f"There are {many} about {self.opened.person}"
                if len(self.earlier) > 1
                else f"There is {many} about {self.opened.person}",
                hint="\n".join([*map(self._line, self.earlier[:LISTED]), self._how_to_read()]),
                field=lambda typed: Choices([_LOOKED], typed=typed),
                check=needed("earlier", "Say that you have looked at them: press 1, then Enter."),
                recap=lambda _said: "",
            ),
        )

    def _line(self, line: Line) -> str:
        entry, zone = line.entry, self.opened.directory.settings.zone
        sent = short(Moment.at(entry.sent_at, zone), self.opened.now)
        came_to = self._came_to(entry.outcome) if entry.outcome else State(entry.state).words
        return f"{sent} · {entry.title} · {came_to}"

    def _how_to_read(self) -> str:
        more = len(self.earlier) - LISTED
        return f"{f'and {more} more. ' if more > 0 else ''}To read them: Esc, then b."

    def _not_talked_through(self) -> tuple[Asked, ...]:
        """An Emergency is told by voice first of all; what was in the way stays on record."""
        if not needs_a_talk(self.opened.standing):
            return ()
        return (
            Asked(
                key="no-talk",
                words="No talk about this Emergency is written down. Why was there none?",
                hint="Was there one? Esc, then k: with whom, and when. A message left is no talk.",
                field=Story,
                check=needed(
                    "no-talk",
                    "Say why nobody talked it through. Or press Esc, then k, and write the talk "
                    "down.",
                ),
                recap=lambda words: f"Not talked through: {_cut(words)}",
            ),
        )

    def _outcome(self) -> Asked:
        is_general_manager = Role.GENERAL_MANAGER in self.opened.reader.roles
        options = [
            option
            for option in options_of(self._settings, "outcomes")
            if is_general_manager or option.key != GENERAL_MANAGER_RESPONDED
        ]
        return Asked(
            key="outcome",
            words="What did it come to?",
            hint="Arrows or the number, then Enter.",
            field=lambda typed: Choices(options, typed=typed),
            check=needed("outcome", "Choose an outcome."),
            recap=lambda key: f"Outcome: {self._came_to(key)}",
        )

    @property
    def _settings(self) -> Settings:
        return self.opened.directory.settings

    def _came_to(self, key: str) -> str:
        return triage.outcome_words(self._settings, key)

    def _because(self) -> Asked:
        return Asked(
            key="because",
            words="Because …",
            hint=f"The reason. {self.opened.author} will read it.",
            field=Story,
            check=needed("because", "Say why: whoever wrote this will read the reason."),
            recap=lambda words: f"Because: {_cut(words)}",
        )

    def _next(self) -> Asked:
        return Asked(
            key="next",
            words="What happens next? (optional)",
            hint="Who does what, by when. “Nothing more to do” is fine.",
            field=Story,
            recap=lambda words: f"Next: {_cut(words)}" if words.strip() else "",
        )

    def _words(self) -> Asked:
        return Asked(
            key="words",
            words=f"Tell {self.opened.author} now? One sentence (optional)",
            hint="With a sentence they are told at once, and the decision stays.\n"
            "Without one you can still undo it, and tell them later with o.",
            field=Story,
        )

    @property
    def act_words(self) -> str:
        return "Decide"

    @property
    def afterwards(self) -> str:
        return "It can be closed once they were told."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.decide(
            self.session.desk,
            opened,
            outcome=said["outcome"],
            because=said["because"],
            next_step=said["next"],
            words=said["words"],
            no_talk_because=said.get("no-talk", ""),
        )

    def done(self, opened: OpenEntry) -> str:
        if opened.standing.told is not None:
            return f"Decided, and {opened.author} is told. It can be closed now: c."
        return f"Decided. Tell {opened.author} with o, then it can be closed."


def _cut(words: str, most: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most]}…"
